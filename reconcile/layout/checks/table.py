"""Rules on tables of data."""

import re
from collections.abc import Iterator
from functools import partial
from itertools import pairwise

from reconcile.layout.checks.faults import Fault
from reconcile.layout.checks.looks import sizes
from reconcile.layout.document.anatomy import Anatomy
from reconcile.layout.document.paper import PaperRow, PaperTable, Para
from reconcile.layout.fix import mends
from reconcile.layout.rules.rules import Rule, number
from reconcile.vocabulary.roman import ROMAN
from reconcile.vocabulary.text import bare

_STT = ("stt", "tt", "so tt")
_NUMBER = re.compile(r"^(\d+)\.?$")
_GROUP = re.compile(rf"^({ROMAN}(?:\.\d+)*|[A-Z]|\d+(?:\.\d+)*)\s*[.)\-–:]?\s+(?=\S)")
_GROUP_NUMBER = re.compile(rf"^({ROMAN}|[A-ZĐ])\.?$")
_BLACK_LINE = re.compile(r"^single 000000$")


def frame(doc: Anatomy, rule: Rule) -> Iterator[Fault]:
    """Yield what is wrong with the frames of tables."""
    for grid in doc.data_grids:
        # A nested table has the room of its cell, not that between the margins.
        if grid.nested:
            continue
        room = doc.paper.sections[min(grid.section, len(doc.paper.sections) - 1)].text_width
        if grid.width > room + rule.limits["tolerance"]:
            found = f"bảng rộng {number(round(grid.width))} mm, phần chữ {number(round(room))} mm"
            yield Fault(grid, found)
        yield from _rows(grid)
        yield from _lines(grid)


def table_text(doc: Anatomy, rule: Rule) -> Iterator[Fault]:
    """Yield what is wrong with the type in tables."""
    low, high = rule.measures.text["bang_chu"].sizes
    for grid in doc.data_grids:
        held = [para for para in grid.paras if para.text]
        used = sorted({piece.type.size for p in held for piece in p.pieces if piece.text.strip()})
        if len(used) > 1:
            usual = max(used, key=lambda size: sum(p.size == size for p in held))
            yield Fault(grid, f"bảng có nhiều cỡ chữ: {sizes(used)}", _resize(held, usual))
        elif used and not low <= used[0] <= high:
            wanted = min(max(used[0], low), high)
            yield Fault(grid, f"chữ trong bảng cỡ {sizes(used)}", _resize(held, wanted))
        for para in held:
            yield from _shape(para, rule)


def numbering(doc: Anatomy, _rule: Rule) -> Iterator[Fault]:
    """Yield broken numbers, repeated group numbers and empty groups of tables."""
    last = 0
    for grid in doc.data_grids:
        head = next((i for i, row in enumerate(grid.rows[:3]) if _is_head(row)), None)
        # Real plans break one table in two, the second without a header.
        if head is None and not _continues(grid, last):
            continue
        rows = grid.rows[0 if head is None else head + 1 :]
        yield from _numbers(grid, rows, last)
        yield from _groups(rows)
        last = next((n for row in reversed(rows) for n in [_stt(row)] if n), 0)


def _rows(grid: PaperTable) -> Iterator[Fault]:
    """Yield a header row that is not repeated, and rows that may break over pages."""
    if not grid.rows[0].repeated:
        yield Fault(grid, "dòng tiêu đề không lặp lại khi sang trang")
    if not all(row.whole for row in grid.rows):
        yield Fault(grid, "có dòng bị ngắt giữa hai trang")


def _lines(grid: PaperTable) -> Iterator[Fault]:
    """Yield lines that are not single and black, and shaded cells."""
    odd = sorted(line for line in grid.borders or () if not _BLACK_LINE.match(line))
    if odd:
        yield Fault(grid, f"đường kẻ bảng không phải nét đơn màu đen ({odd[0]})")
    if grid.borders == frozenset():
        yield Fault(grid, "bảng không kẻ khung")
    if any(cell.shaded for row in grid.rows for cell in row.cells):
        yield Fault(grid, "có ô tô nền")


def _shape(para: Para, rule: Rule) -> Iterator[Fault]:
    """Yield the distance of lines and the indent of a paragraph in a table."""
    (low, high), tolerance = rule.limits["lines"], rule.limits["tolerance"]
    shape = para.shape
    if shape.rule == "auto" and not low - tolerance <= shape.line <= high + tolerance:
        put = partial(mends.space_lines, para, low, 0)
        yield Fault(para, f"cách dòng {number(shape.line)} dòng", (put,))
    if shape.first > 0.5:
        yield Fault(
            para, f"lùi đầu dòng {number(shape.first)} mm", (partial(mends.indent, para, 0),)
        )


def _resize(paras: list[Para], wanted: float) -> tuple[partial[None], ...]:
    """Return what gives paragraphs one size."""
    return tuple(partial(mends.resize, para, wanted) for para in paras)


def _is_head(row: PaperRow) -> bool:
    """Tell whether a row is the header of a numbered table."""
    return bool(row.cells) and bare(row.cells[0].text) in _STT


def _continues(grid: PaperTable, last: int) -> bool:
    """Tell whether a table without a header goes on with the numbers of the one before."""
    return bool(last) and _stt(grid.rows[0]) == last + 1


def _stt(row: PaperRow) -> int:
    """Return the number of a row, typed or put there by Word; 0 for one that has none."""
    if len(row.cells) < 2:
        return 0
    labels = (p.label for p in row.cells[0].paras)
    hit = _NUMBER.match(row.cells[0].text.strip() or next(labels, ""))
    return int(hit[1]) if hit else 0


def _numbers(grid: PaperTable, rows: list[PaperRow], before: int) -> Iterator[Fault]:
    """Yield rows whose number does not follow; a table may go on from the one before it."""
    found = [(row, _stt(row)) for row in rows if _stt(row)]
    if _is_index(found, grid):
        found = found[1:]
    wanted = before + 1 if found and before and found[0][1] == before + 1 else 1
    begins = _first_of_groups(rows)
    for row, value in found:
        # Either over all groups or in each: both are usual, and no rule prefers one.
        if value != wanted and not (value == 1 and row.number in begins):
            at = next((p for cell in row.cells for p in cell.paras if p), None)
            yield Fault(at or grid, f"số thứ tự {value}, đúng ra là {wanted}")
        # Counted on from what is there, so that one gap is told once.
        wanted = value + 1


def _first_of_groups(rows: list[PaperRow]) -> set[int]:
    """Return the rows that stand right under the heading of a group."""
    return {row.number for above, row in pairwise(rows) if _group(above) or _is_heading(above)}


def _is_heading(row: PaperRow) -> bool:
    """Tell whether the number of a row is that of a group: I, A."""
    return bool(row.cells) and bool(_GROUP_NUMBER.match(row.cells[0].text.strip()))


def _is_index(found: list[tuple[PaperRow, int]], grid: PaperTable) -> bool:
    """Tell whether the first row numbers the columns: 1, 2, 3 and on."""
    if not found:
        return False
    texts = [cell.text.strip("() ") for cell in found[0][0].cells]
    return texts == [str(n + 1) for n in range(len(texts))] and grid.columns >= 3


def _groups(rows: list[PaperRow]) -> Iterator[Fault]:
    """Yield group numbers that occur twice, and groups with nothing in them."""
    seen: set[str] = set()
    headings = [(_group(row), row) for row in rows if not row.cells[0].continues]
    for index, (name, row) in enumerate(headings):
        if not name:
            continue
        at = next(p for cell in row.cells for p in cell.paras if p)
        if name in seen:
            yield Fault(at, f"số nhóm “{name}” bị lặp")
        seen.add(name)
        after = headings[index + 1][0] if index + 1 < len(headings) else "-"
        if index + 1 == len(headings) or (after and not _is_below(after, name)):
            yield Fault(at, "nhóm không có nhiệm vụ nào")


def _is_below(inner: str, outer: str) -> bool:
    """Tell whether a group is part of another, by its number."""
    return inner.startswith(f"{outer}.") or (outer.isalpha() and inner.isdecimal())


def _group(row: PaperRow) -> str:
    """Return the number of a group's heading; empty for other rows."""
    said = [cell.text.strip() for cell in row.cells]
    if len([text for text in said if text]) != 1 or _stt(row):
        return ""
    if len(row.cells) > 1 and not said[0]:
        return ""
    hit = _GROUP.match(" ".join(said).strip())
    return hit[1] if hit else ""
