"""Rules on what the text is made of: bases, headings, its end."""

import re
from collections.abc import Iterator, Sequence

from reconcile.layout.checks.faults import Fault
from reconcile.layout.document.anatomy import Anatomy
from reconcile.layout.document.paper import PaperLine, Para
from reconcile.layout.rules.rules import Rule
from reconcile.vocabulary.roman import LIST_LETTERS, ROMAN, from_roman

_ROMAN = re.compile(rf"^({ROMAN})\s*([.\-–])\s*(?=\S)")
_ARABIC = re.compile(r"^(\d{1,2})([.\-])\s+(?=\S)")
_LETTER = re.compile(r"^([a-zđ])\)\s+(?=\S)")
_SHORT = 150
"""Characters up to which a numbered paragraph in bold is a heading."""


def headings(doc: Anatomy, _rule: Rule) -> Iterator[Fault]:
    """Yield headings that do not look it, or break their numbering."""
    for para in doc.body:
        if _ROMAN.match(para.numbered):
            yield from _roman_looks(para)
        elif _is_bold_heading(para) and not para.shape.keep:
            yield Fault(para, "đề mục không đặt đi liền đoạn sau (Keep with next)")
    yield from _numbering(doc.body)


def party_headings(doc: Anatomy, _rule: Rule) -> Iterator[Fault]:
    """Yield headings of several styles, or that break their numbering."""
    # Party documents have “I-” and “I.” alike, and the summaries of HD05 do not settle it: one file
    # keeps to one of them.
    found = [(para, hit[2]) for para in doc.body for hit in [_ROMAN.match(para.numbered)] if hit]
    for para, mark in found:
        if mark != found[0][1]:
            yield Fault(para, f"dùng “{mark}” trong khi các đề mục trước dùng “{found[0][1]}”")
    yield from _numbering(doc.body)


def bases(doc: Anatomy, _rule: Rule) -> Iterator[Fault]:
    """Yield what is wrong with the lines that a government document is based on.

    A công văn has no list of them: its opening says in a sentence what it goes back to.
    """
    if doc.kind == "letter":
        return
    for para in doc.bases:
        if not all(line.all("italic") for line in para.lines if line.text):
            yield Fault(para, "căn cứ không in nghiêng")
    yield from _ends(doc)


def party_bases(doc: Anatomy, _rule: Rule) -> Iterator[Fault]:
    """Yield what is wrong with the lines that a Party document is based on."""
    for para in doc.bases:
        if any(line.any("italic") for line in para.lines):
            yield Fault(para, "căn cứ in nghiêng")
        if not para.text.startswith("- "):
            yield Fault(para, "căn cứ không bắt đầu bằng “- ”")
    yield from _ends(doc)


def end_mark(doc: Anatomy, _rule: Rule) -> Iterator[Fault]:
    """Yield a text that does not end with ``./.``, or has it twice."""
    last = _last(doc)
    if last is None:
        return
    if not last.text.endswith("./."):
        yield Fault(last, f"kết thúc bằng “{last.text[-15:]}”")
    elif re.search(r"\s\./\.$", last.text):
        yield Fault(last, "có dấu cách trước “./.”")
    for para in doc.body:
        if para is not last and "./." in para.text:
            yield Fault(para, "“./.” không ở cuối nội dung")


def party_end(doc: Anatomy, _rule: Rule) -> Iterator[Fault]:
    """Yield a text of the Party that does not end with a full stop alone."""
    for para in doc.body:
        if "./." in para.text:
            yield Fault(para, "dùng “./.”")
    last = _last(doc)
    if last is not None and not last.text.endswith((".", "./.")):
        yield Fault(last, f"kết thúc bằng “{last.text[-15:]}”")


def _last(doc: Anatomy) -> Para | None:
    """Return the last paragraph of the text; None where there is no text."""
    return doc.body[-1] if doc.body else None


def _roman_looks(para: Para) -> Iterator[Fault]:
    """Yield what is wrong with the looks of a part's heading."""
    line: PaperLine = next(x for x in para.lines if x.text)
    if not line.is_upper:
        yield Fault(para, "đề mục “I.” không in hoa")
    if not line.all("bold"):
        yield Fault(para, "đề mục “I.” không đậm")
    if not para.shape.keep:
        yield Fault(para, "đề mục không đặt đi liền đoạn sau (Keep with next)")


def _is_bold_heading(para: Para) -> bool:
    """Tell whether a paragraph is a heading with an Arabic number."""
    if not _ARABIC.match(para.numbered) or len(para.text) > _SHORT:
        return False
    return all(line.all("bold") for line in para.lines if line.text)


def _numbering(paras: Sequence[Para]) -> Iterator[Fault]:
    """Yield numbers that do not follow the one before, on each of three levels."""
    before = [0, 0, 0]
    for para in paras:
        level, value = _numbered(para.numbered)
        if level < 0:
            continue
        wanted = before[level] + 1
        # Below the parts a list may begin anew, under text that bears no number.
        if value != wanted and not (value == 1 and level > 0):
            yield Fault(para, f"đánh số “{para.numbered.split()[0]}” không liên tục")
        before = [*before[:level], value, *[0] * (2 - level)]


def _numbered(text: str) -> tuple[int, int]:
    """Return the level and the number that a paragraph begins with; level -1 for none."""
    if hit := _ROMAN.match(text):
        return 0, from_roman(hit[1])
    if hit := _ARABIC.match(text):
        return 1, int(hit[1])
    if hit := _LETTER.match(text):
        return 2, LIST_LETTERS.find(hit[1]) + 1
    return -1, 0


def _ends(doc: Anatomy) -> Iterator[Fault]:
    """Yield bases that do not end as they should.

    Where the text itself begins with one more, the list goes on into it.
    """
    paras = doc.bases
    goes_on = any("Căn cứ" in p.text[:8] for p in doc.body[len(paras) : len(paras) + 1])
    for para in paras[:-1]:
        if not para.text.endswith(";"):
            yield Fault(para, "căn cứ không kết thúc bằng “;”")
    if paras and not paras[-1].text.endswith((".", ",", ";")):
        yield Fault(paras[-1], "căn cứ cuối không kết thúc bằng “.” hoặc “,”")
    elif len(paras) > 1 and paras[-1].text.endswith(";") and not goes_on:
        yield Fault(paras[-1], "căn cứ cuối kết thúc bằng “;”")
