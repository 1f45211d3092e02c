"""Rules on annexes."""

import re
from collections.abc import Iterator

from reconcile.layout.checks.faults import Fault
from reconcile.layout.checks.looks import capitals, look
from reconcile.layout.document.anatomy import Anatomy, Annex
from reconcile.layout.rules.rules import Rule
from reconcile.vocabulary.roman import ROMAN

# In small letters (ND30, Phụ lục I, III.1), although issued plans print PHỤ LỤC as well.
_HEAD = re.compile(rf"^Phụ lục( {ROMAN})?$")


def annex_head(doc: Anatomy, rule: Rule) -> Iterator[Fault]:
    """Yield what is wrong with the headings of the annexes."""
    for annex in doc.annexes:
        if not _HEAD.match(annex.head.text):
            yield Fault(annex.head, f"ghi “{annex.head.text}”")
        yield from look(annex.head, rule.measures.text["phu_luc"])
        yield from annex_title(annex, rule)
    yield from _roman_numbers(doc)


def annex_title(annex: Annex, rule: Rule) -> Iterator[Fault]:
    """Yield what is wrong with the title of an annex and with the line under it."""
    texts = rule.measures.text
    if not annex.title:
        yield Fault(annex.head, "Phụ lục không có tên")
    elif annex.is_named_below:
        yield Fault(annex.title[0], "tên Phụ lục đặt dưới dòng “(Kèm theo …)”")
    for line in annex.title:
        yield from capitals(line)
        yield from look(line, texts["phu_luc_ten"])
    if annex.attached is None:
        yield Fault(annex.head, "không có dòng “(Kèm theo …)”")
        return
    yield from look(annex.attached, texts["kem_theo"])
    # The line may be broken into several, as in our own documents: the bracket ends in the last.
    whole = " ".join(x.text for x in annex.attached.para.lines if x.text)
    if whole.count("(") != whole.count(")"):
        yield Fault(annex.attached, "ngoặc đóng, mở không đủ")


def party_annexes(doc: Anatomy, rule: Rule) -> Iterator[Fault]:
    """Yield what is wrong with the headings of the annexes of a Party document."""
    for annex in doc.annexes:
        # What is known of the Party's guidance says nothing of the heading itself and its number.
        yield from annex_title(annex, rule)


def annex_cited(doc: Anatomy, _rule: Rule) -> Iterator[Fault]:
    """Yield annexes of which the text says nothing."""
    if doc.annexes and not any("phụ lục" in para.text.lower() for para in doc.body):
        yield Fault(doc.annexes[0].head, "nội dung không có chữ “Phụ lục” nào")


def _roman_numbers(doc: Anatomy) -> Iterator[Fault]:
    """Yield annexes that lack their number, or have one without need."""
    # The others of an annex in a file of its own are in other files.
    if doc.kind == "attachment":
        return
    several = len(doc.annexes) > 1
    for annex in doc.annexes:
        numbered = len(annex.head.text.split()) > len(["Phụ", "lục"])
        if several and not numbered:
            yield Fault(annex.head, "có từ 2 Phụ lục nhưng không đánh số")
        if numbered and not several:
            yield Fault(annex.head, "chỉ có một Phụ lục nhưng đánh số")
