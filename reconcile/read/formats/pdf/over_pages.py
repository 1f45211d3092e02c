"""Cells of a PDF's table that are merged over the end of a page: each is one cell, on both pages.

A spreadsheet draws no line where the page cuts such a cell, and prints its text on one of the pages
or on both; a text program closes it on each page, and leaves the second part empty.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from reconcile.read.formats.pdf.line_room import first_word, room_behind
from reconcile.read.formats.pdf.page_part import PagePart, PlacedCell
from reconcile.read.formats.pdf.table import Foot, GrowingTable, is_rest
from reconcile.read.formats.pdf.wraps import unwrapped
from reconcile.read.grid import EMPTY, GridRow, Merge, Value
from reconcile.read.tables.row_signs import is_stt

Box = tuple[float, float, float, float]
_HEAD = 4
"""A header has no more rows."""
_BARE = 2
"""The cells of a row that may head others: its number and its text."""


def join(table: GrowingTable, part: PagePart, opened: Collection[Box]) -> list[tuple[int, int]]:
    """Put a page's part to its table: what the end of the page before cut is one again.

    A header that is said again is left out: what stands below it goes on with what stands above.

    Args:
        table: the table of the pages before.
        part: what the page shows of it.
        opened: the cells that no line ends.

    Returns:
        The numbers of the rows that were put to others, each with that of the row above it.

    """
    above, rows = table.height + 1, list(part.rows(table.height))
    start = _start(rows, table.rows[:_HEAD], above)
    table.joined.update(range(above, start))
    merges = {(m.top, m.left): m for m in part.merges(table.height) if m.top >= start}
    begun = dict[int, Foot]()
    first = _row(rows, start)
    rest = bool(table.rows) and is_rest(table.rows[-1], first, broken=_broken(table, part, first))
    for cell, foot in _going_on(table, part, opened, first, rest=rest):
        text = _text(foot.text, cell.text)
        _put(table.rows, foot.top, cell.left, text)
        begun[cell.left] = replace(foot, text=text, tall=True)
        merges.pop((start, cell.left), None)
        whole = Merge(foot.top, cell.left, above + cell.bottom, cell.right)
        merges[foot.top, cell.left] = whole
        _put(rows, start, cell.left, "")
    table.merges += merges.values()
    feet = _feet(part, above, rows, opened)
    for left, foot in feet.items():
        if left in begun and foot.top == start:
            feet[left] = replace(begun[left], open=foot.open)
    table.feet = feet
    kept = [row for row in rows if row.filled and row.number >= start]
    goes_on = rest and bool(kept) and kept[0].number == start
    pairs = [(start, table.put_to_last(kept.pop(0)))] if goes_on else []
    table.rows += kept
    return pairs


def _going_on(
    table: GrowingTable, part: PagePart, opened: Collection[Box], first: GridRow, *, rest: bool
) -> Iterator[tuple[PlacedCell, Foot]]:
    """Yield the cells of the first row of a page that go on with the last ones before it."""
    for cell in part.cells:
        foot = table.feet.get(cell.left)
        if table.height + 1 + cell.top != first.number or not foot or foot.right != cell.right:
            continue
        is_open = foot.open or cell.box in opened
        if is_open or (rest and cell.bottom > cell.top) or _is_lent(foot, cell, first):
            yield cell, foot


def _broken(table: GrowingTable, part: PagePart, first: GridRow) -> bool:
    """Tell whether the last lines above a row had no room for the first words in it."""
    told = [c for c in part.cells if table.height + 1 + c.top == first.number and c.text]
    feet = [table.feet.get(cell.left) for cell in told]
    return bool(told) and all(
        foot is not None and foot.right == cell.right and first_word(cell.letters) > foot.room
        for foot, cell in zip(feet, told, strict=True)
    )


def _feet(
    part: PagePart, above: int, rows: Sequence[GridRow], opened: Collection[Box]
) -> dict[int, Foot]:
    """Tell by columns what the next page needs to know of the cells at the end of this one."""
    ends = max((cell.bottom for cell in part.cells), default=0)
    feet: dict[int, Foot] = {}
    for cell in part.cells:
        if cell.bottom == ends:
            top = above + cell.top
            feet[cell.left] = Foot(
                top,
                cell.right,
                tall=cell.bottom > cell.top,
                text=cell.text,
                open=cell.box in opened,
                heads=top <= _HEAD and not is_stt(_row(rows, top).text(0)),
                room=room_behind(cell.letters, cell.box),
            )
    return feet


def _start(rows: Sequence[GridRow], head: Sequence[GridRow], first: int) -> int:
    """Return the number of the first row that is no header said again."""
    for at, (own, other) in enumerate(zip(rows, head, strict=False)):
        if own.values != other.values:
            return own.number if at else first
    return first


def _row(rows: Sequence[GridRow], number: int) -> GridRow:
    """Return the row of a number; an empty one where it shows nothing."""
    return next((row for row in rows if row.number == number), GridRow(number, ()))


def _is_lent(foot: Foot, cell: PlacedCell, row: GridRow) -> bool:
    """Tell whether an empty cell at the top of a page is the rest of the last one before it.

    Lines close it on both pages: it is a cell of several rows, or stands beside a task below one.
    """
    # A header over the page's end lends nothing.
    if cell.text or not foot.text or foot.heads:
        return False
    beside = is_stt(row.text(0)) and len(row.filled) > _BARE
    return cell.bottom > cell.top or (foot.tall and beside)


def _text(above: str, below: str) -> str:
    """Put together what two pages show of one cell: often the same, or some of it, twice."""
    if above.endswith(below) or below.startswith(above):
        return above if len(above) >= len(below) else below
    return unwrapped(f"{above}\n{below}")


def _put(rows: list[GridRow], number: int, column: int, text: str) -> None:
    """Put a text into the row in which its cell begins."""
    for at, row in enumerate(rows):
        if row.number == number and row.text(column) != text:
            short = column + 1 - len(row.values)
            values = [*row.values, *[EMPTY] * short]
            values[column] = Value(text)
            rows[at] = GridRow(number, tuple(values))
