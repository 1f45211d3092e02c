"""The header of a table of statuses, of one row or several, and what each column holds."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from reconcile.read.grid import Grid, GridRow, Merge
from reconcile.vocabulary.status_tables import (
    StatusColumn,
    month_of_header,
    names_body,
    role_by_cells,
    role_of_header,
)
from reconcile.vocabulary.text import one_line

_LOOKED = 40
"""Rows in which a header is looked for."""
_LEAST = 2
"""Columns that must be known beside that of the tasks, or the row is no header."""
_TELLS = (StatusColumn.STATE, StatusColumn.PERCENT, StatusColumn.DONE_DAY)
_DEEPEST = 3


@dataclass(frozen=True, slots=True)
class StatusColumnPlace:
    """A column of a table: what it holds, where, and the header over it."""

    role: StatusColumn
    index: int
    header: str
    body: str = ""
    """Whose state it holds, where the header names a body."""
    month: tuple[int, int] | None = None
    """Year, 0 for none, and month of which it tells."""


@dataclass(frozen=True, slots=True)
class StatusHeader:
    """A header: its first and its last row, and the columns."""

    top: int
    bottom: int
    columns: tuple[StatusColumnPlace, ...]

    def of(self, *roles: StatusColumn) -> tuple[StatusColumnPlace, ...]:
        """Return the columns of some roles, from the left."""
        return tuple(each for each in self.columns if each.role in roles)

    def first(self, role: StatusColumn) -> int | None:
        """Return where the first column of a role is; None where there is none."""
        return next((each.index for each in self.columns if each.role is role), None)


def going_on(grid: Grid, header: StatusHeader) -> StatusHeader | None:
    """Read a Word table without a header of its own as the rest of the one before it.

    Args:
        grid: the table.
        header: of the table before it.

    Returns:
        The same columns; None where the table has others.

    """
    told = [each.index for each in header.columns if each.role in (StatusColumn.TASK, *_TELLS)]
    alike = grid.width == max(each.index for each in header.columns) + 1
    whole = any(set(told) <= {*row.filled} for row in grid.rows)
    return replace(header, top=0, bottom=0) if alike and whole else None


def parts_of(grid: Grid) -> Iterator[tuple[Grid, StatusHeader]]:
    """Part a sheet at the headers in it: each table is read by the one over it."""
    tops = [row.number for row in grid.rows if _known(row) > _LEAST]
    ends = [*tops[1:], math.inf]
    for first, end in zip(tops, ends, strict=False):
        rows = tuple(row for row in grid.rows if first <= row.number < end)
        part = replace(grid, rows=rows)
        if header := find_header(part):
            yield part, header


def find_header(grid: Grid) -> StatusHeader | None:
    """Find the header of a table that tells states; None where the grid has none."""
    best = max(grid.rows[:_LOOKED], key=_known, default=None)
    if best is None or _known(best) <= _LEAST:
        return None
    bottom = _bottom(grid, best)
    columns = tuple(_told_once(list(_columns(grid, best, bottom))))
    header = StatusHeader(best.number, bottom, columns)
    if header.first(StatusColumn.TASK) is None or not header.of(*_TELLS):
        return None
    return header


def _known(row: GridRow) -> int:
    """Count the columns that a row names; none where it names no column of tasks."""
    roles = {role_of_header(row.text(index)) for index in row.filled}
    return len(roles - {None}) if StatusColumn.TASK in roles else 0


def _bottom(grid: Grid, top: GridRow) -> int:
    """Find the last row of a header: as deep as its cells are merged, or as it is only refined."""
    merged = [m.bottom for m in grid.merges if m.top == top.number and m.bottom > m.top]
    if merged:
        return min(max(merged), top.number + _DEEPEST)
    bottom = top.number
    for row in grid.rows:
        if row.number == bottom + 1 and _refines(row, top):
            bottom = row.number
    return bottom


def _refines(row: GridRow, top: GridRow) -> bool:
    """Tell whether a row only parts the columns of the one above: nothing under task and number."""
    whole = {
        index
        for index in top.filled
        if role_of_header(top.text(index)) in (StatusColumn.TASK, StatusColumn.STT)
    }
    under_gaps = any(index not in top.filled for index in row.filled)
    return bool(row.filled) and under_gaps and not whole.intersection(row.filled)


def _columns(grid: Grid, top: GridRow, bottom: int) -> Iterator[StatusColumnPlace]:
    """Settle what each column holds: by its header, then by its cells."""
    levels = [row for row in grid.rows if top.number <= row.number <= bottom]
    below = [row for row in grid.rows if row.number > bottom]
    paths = {index: _path(grid.merges, levels, index) for index in range(grid.width)}
    by_header = {index: _role(path) for index, path in paths.items()}
    has_deadlines = StatusColumn.DEADLINE in by_header.values()
    for index, role in by_header.items():
        path = paths[index]
        body = next((said for said in path if names_body(said)), "")
        month = next((month for said in path if (month := month_of_header(said))), None)
        if role is None and month is None:
            continue
        cells, header = [row.text(index) for row in below], _said(path)
        told = role or StatusColumn.STATE
        told = role_by_cells(path[0], told, cells, has_deadlines=has_deadlines)
        yield StatusColumnPlace(told, index, "" if role is None else header, body, month)


def _told_once(columns: Sequence[StatusColumnPlace]) -> Iterator[StatusColumnPlace]:
    """Leave the months out where a column tells the state of now."""
    now = any(each.role in _TELLS and not each.month for each in columns)
    # A month under a header that is known, such as “Kết quả tháng 11”, is told beside it.
    return (each for each in columns if each.header or not (now and each.month))


def _path(merges: Sequence[Merge], levels: Sequence[GridRow], index: int) -> tuple[str, ...]:
    """Return the headers over a column from the top, each once."""
    said: dict[str, None] = {}
    for row in levels:
        place = _covering(merges, row.number, index)
        text = row.text(place.left if place and place.top == row.number else index)
        if not text and place is None and row is levels[0] and len(levels) > 1:
            # Saved without its merged cells: what stands to the left goes on.
            left = [at for at in row.filled if at < index]
            text = row.text(left[-1]) if left else ""
        if one_line(text):
            said[one_line(text)] = None
    return tuple(said) or ("",)


def _covering(merges: Sequence[Merge], row: int, column: int) -> Merge | None:
    """Find the merged range over a cell."""
    return next(
        (m for m in merges if m.top <= row <= m.bottom and m.left <= column <= m.right), None
    )


def _role(path: tuple[str, ...]) -> StatusColumn | None:
    """Tell what a column holds: by its topmost header that is known."""
    return next((role for said in path if (role := role_of_header(said))), None)


def _said(path: tuple[str, ...]) -> str:
    """Return the header as a mark under it means it: without the title over several columns."""
    return " ".join(path[1:] if len(path) > 1 else path)


def filled_down(grid: Grid, header: StatusHeader) -> Mapping[tuple[int, int], str]:
    """Return what cells of the table show that are merged downward with the one above them."""
    rows = {row.number: row for row in grid.rows}
    shown: dict[tuple[int, int], str] = {}
    for merge in grid.merges:
        if merge.top > header.bottom and merge.left == merge.right:
            text = rows[merge.top].text(merge.left) if merge.top in rows else ""
            for number in range(merge.top + 1, min(merge.bottom, merge.top + len(rows)) + 1):
                shown[number, merge.left] = text
    return shown
