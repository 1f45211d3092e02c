"""Rules on the file as a whole: figures against annexes, properties, language."""

import re
from collections.abc import Iterator

from reconcile.layout.checks.faults import Fault
from reconcile.layout.document.anatomy import Anatomy, Annex
from reconcile.layout.document.paper import Para
from reconcile.layout.rules.rules import Rule
from reconcile.vocabulary.roman import ROMAN

_LISTED = "(chi tiết tại"
"""Before an annex that lists all that the clause counts, and no other."""
_CITED = re.compile(rf"Phụ lục(?: ({ROMAN}))?")
# Of “40/60 nhiệm vụ” the annex lists the 40; “lượt” is how the report over all units counts.
_COUNT = re.compile(r"(\d[\d.]*)(?:/\d[\d.]*)? (?:lượt )?nhiệm vụ")
_CLAUSE = re.compile(r"[;.:]\s|\)[;,.]?\s")
_NUMBER = re.compile(r"^\d+\.?$")


def totals(doc: Anatomy, _rule: Rule) -> Iterator[Fault]:
    """Yield clauses of our own documents whose counts are not those of the annex that they name.

    A clause names an annex behind its counts; the rows of the annex are one of them, or several
    of them together.
    """
    # Only of our own sentences is it known which counts belong to which annex.
    if not doc.paper.own:
        return
    rows = {_name(annex): _rows(annex) for annex in doc.annexes}
    for para in doc.body:
        for name, counts in _claims(para):
            held = rows.get(name)
            if held is not None and counts and held not in _sums(counts):
                said = ", ".join(map(str, counts))
                shown = f"Phụ lục {name}".strip()
                yield Fault(para, f"nội dung nêu {said} nhiệm vụ, {shown} có {held} dòng")


def properties(doc: Anatomy, rule: Rule) -> Iterator[Fault]:
    """Yield properties that a file lacks, and a language that is not Vietnamese."""
    said = doc.paper.document.core_properties
    if not said.title.strip():
        yield Fault(None, "thuộc tính tệp chưa có tiêu đề")
    if not said.author.strip():
        yield Fault(None, "thuộc tính tệp chưa có tác giả")
    wanted = rule.measures.language.partition("-")[0]
    pieces = [p for para in doc.body for p in para.pieces if p.text.strip()]
    foreign = [p for p in pieces if not p.type.language.startswith(wanted)]
    if 2 * len(foreign) > len(pieces):
        shown = foreign[0].type.language or "không đặt"
        yield Fault(None, f"ngôn ngữ của chữ là {shown}")


def _name(annex: Annex) -> str:
    """Return the number of an annex; empty for one that stands alone."""
    return annex.head.text.removeprefix("Phụ lục").strip()


def _rows(annex: Annex) -> int:
    """Count the numbered rows of an annex."""
    cells = (row.cells[0].text.strip() for grid in annex.grids for row in grid.rows if row.cells)
    return sum(bool(_NUMBER.match(text)) for text in cells)


def _claims(para: Para) -> Iterator[tuple[str, list[int]]]:
    """Yield the annexes that a paragraph names in brackets, with the counts in that clause."""
    text = para.text.replace("\u00a0", " ").replace("\n", " ")
    start = 0
    for hit in _CITED.finditer(text):
        before = text[start : hit.start()]
        opened = before.rfind("(")
        start = hit.end()
        if opened < 0 or not before[opened:].startswith(_LISTED):
            continue
        ends = [end.end() for end in _CLAUSE.finditer(before[:opened])]
        clause = before[ends[-1] if ends else 0 : opened]
        yield hit[1] or "", [int(n[1].replace(".", "")) for n in _COUNT.finditer(clause)]


def _sums(counts: list[int]) -> set[int]:
    """Return every sum of neighbouring counts."""
    size = len(counts)
    return {sum(counts[i:j]) for i in range(size) for j in range(i + 1, size + 1)}
