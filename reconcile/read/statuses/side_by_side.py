"""Tables that stand side by side on a sheet, taken apart: each with its own columns."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from reconcile.read.grid import EMPTY, Grid, GridRow
from reconcile.vocabulary.status_tables import StatusColumn, names_body, role_of_header
from reconcile.vocabulary.text import one_line

_LEAST = 2
"""Columns that a table has at the least: its tasks, and what is told of them."""
_OVER = 2
"""Rows over a header in which the body of its table may be named."""
UNNAMED = "?"
"""Whose a table is that names nobody beside others that do."""


@dataclass(frozen=True, slots=True)
class TablePart:
    """A table, and whose it is where several stand side by side."""

    grid: Grid
    body: str = ""
    at: int = 0
    """0-based, from the left."""


def side_by_side(grid: Grid, over: Sequence[GridRow]) -> Iterator[TablePart]:
    """Take tables apart whose header begins anew to the right: the same columns once more.

    Args:
        grid: whose first row is a header.
        over: the rows of the sheet above it.

    """
    starts = _starts(grid.rows[0]) if grid.rows else []
    if len(starts) < _LEAST:
        yield TablePart(grid)
        return
    edges = list(zip(starts, (*starts[1:], grid.width), strict=True))
    bodies = [_body(over[-_OVER:], left, right) for left, right in edges]
    for at, (left, right) in enumerate(edges):
        # Beside tables that name theirs, one that names none is nobody's before a person says so.
        body = bodies[at] or (UNNAMED if any(bodies) else "")
        yield TablePart(replace(grid, rows=tuple(_cut(grid.rows, left, right))), body, at)


def _body(over: Sequence[GridRow], left: int, right: int) -> str:
    """Return the body that is named over the columns of a table."""
    cells = (one_line(row.text(at)) for row in over for at in row.filled if left <= at < right)
    return next((text for text in cells if names_body(text)), "")


def _starts(header: GridRow) -> list[int]:
    """Find where tables of the same columns begin; of one table alone nothing."""
    roles = {index: role_of_header(header.text(index)) for index in header.filled}
    first = header.filled[0]
    same = [index for index in header.filled if roles[index] is roles[first]]
    ends = [*same[1:], header.filled[-1] + 1]
    parts = [
        [roles[index] for index in header.filled if left <= index < right]
        for left, right in zip(same, ends, strict=True)
    ]
    whole = len(parts[0]) >= _LEAST and StatusColumn.TASK in parts[0]
    return same if whole and all(part == parts[0] for part in parts) else []


def _cut(rows: tuple[GridRow, ...], left: int, right: int) -> Iterator[GridRow]:
    """Yield the rows with the cells of one table alone, in their columns."""
    for row in rows:
        values = tuple(
            value if left <= index < right else EMPTY for index, value in enumerate(row.values)
        )
        cut = replace(row, values=values)
        if cut.filled:
            yield cut
