"""The cells of a task: those of merged rows lent, ditto marks resolved."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from reconcile.model import Cell, Column, Heading, Row, RowKind
from reconcile.read.grid import Grid, GridRow, Value
from reconcile.read.tables.row_signs import is_mute, is_sign
from reconcile.vocabulary.directives import is_ditto

_REPEATED = frozenset({Column.DIRECTIVE, Column.DEADLINE, Column.LEAD, Column.SUPPORT})
"""The columns in which ditto marks stand."""
_LENT = frozenset({Column.DEADLINE, Column.LEAD, Column.SUPPORT})
"""The columns in which a heading speaks for the tasks below it."""
_SLASHES = re.compile(r"[/\\]{2}")
_MARK = 14
"""A ditto mark is no longer."""


def texts(headings: Iterable[Heading], row: GridRow) -> list[tuple[Heading, str]]:
    """Pair the headings with what a row itself shows under them."""
    return [(heading, text) for heading in headings if (text := row.text(heading.index))]


def extended(cell: Cell, rest: str) -> Cell:
    """Add the rest of a broken cell to it."""
    return replace(cell, text=f"{cell.text} {rest}".strip()) if rest else cell


def covered(grid: Grid, headings: Iterable[Heading]) -> dict[tuple[int, int], Value]:
    """Find what vertically merged cells lend to the rows below their first."""
    # Not the number and the text: lent to the rows below, they would make tasks of them.
    wanted = {h.index for h in headings if h.column not in (Column.STT, Column.TASK)}
    merges = [m for m in grid.merges if m.bottom > m.top and m.left in wanted]
    if not merges:
        return {}
    rows = {row.number: row for row in grid.rows}
    return {
        (number, m.left): rows[m.top].at(m.left)
        for m in merges
        if m.top in rows
        # A column may be merged down to the last row of the sheet.
        for number in range(m.top + 1, min(m.bottom, grid.rows[-1].number) + 1)
    }


def cells_of(
    headings: Sequence[Heading], row: GridRow, above: Mapping[tuple[int, int], Value]
) -> Iterable[Cell]:
    """Give one cell for each kind of column, those of two columns joined.

    Args:
        headings: of the table.
        row: the task's.
        above: what merged cells show in rows that they cover, by row and column.

    """
    found: dict[Column, Cell] = {}
    for head in headings:
        if head.column is Column.GROUP:
            continue
        value = row.at(head.index)
        if not value.text and above:
            value = above.get((row.number, head.index), value)
        kept = found.get(head.column)
        if kept is None or not kept.text:
            found[head.column] = Cell(head.column, value.text, value.date, head.text)
        elif value.text and value.text != kept.text:
            # A header merged over two columns parts the bullet of a task from its words.
            between = " " if head.column is Column.TASK else "; "
            found[head.column] = replace(kept, text=f"{kept.text}{between}{value.text}")
    return found.values()


def lent_by(headings: Sequence[Heading], row: GridRow) -> tuple[Cell, ...]:
    """Give what a heading's row says of the tasks below it: who leads, who helps, by when."""
    return tuple(
        cell
        for cell in cells_of(headings, row, {})
        if cell.column in _LENT and not is_mute(cell.text) and not is_sign("pointing", cell.text)
    )


def lent_down(rows: Sequence[Row], lent: Mapping[int, tuple[Cell, ...]]) -> tuple[Row, ...]:
    """Lend to tasks what only the heading over them says, as merged cells do.

    Formats without merged cells keep the text in the heading's row. Where one task of a group
    says something of its own in a column, the heading's cell there is for none of them.
    """
    out = list(rows)
    for at, head in enumerate(rows):
        cells = lent.get(head.number, ()) if head.kind is RowKind.GROUP else ()
        if not cells:
            continue
        tasks = list(_tasks_under(rows, at))
        for cell in cells:
            if not any(out[i].says(cell.column) for i in tasks):
                for i in tasks:
                    kept = [each for each in out[i].cells if each.column is not cell.column]
                    out[i] = replace(out[i], cells=(*kept, cell))
    return tuple(out)


def _tasks_under(rows: Sequence[Row], at: int) -> Iterator[int]:
    """Yield the places of the tasks under a heading, those of the headings inside it included."""
    group = rows[at].group
    for place in range(at + 1, len(rows)):
        row = rows[place]
        if row.kind is RowKind.GROUP and row.group[: len(group)] != group:
            return
        if row.kind is RowKind.TASK:
            yield place


def undittoed(cell: Cell, last: Row) -> Cell:
    """Put the words above in place of ditto marks."""
    text = cell.text
    # is_ditto looks at the letters alone: “2 nt” says more than a mark.
    if cell.column not in _REPEATED or not text or len(text) > _MARK or text[0].isdigit():
        return cell
    if not is_ditto(text) and not _SLASHES.fullmatch(text):
        return cell
    said = last.cell(cell.column)
    return replace(cell, text=said.text, date=said.date) if said else cell
