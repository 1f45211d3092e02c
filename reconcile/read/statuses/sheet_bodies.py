"""Workbooks with one sheet for each body: whose tasks a sheet tells of, by its head or its name."""

from collections.abc import Sequence
from dataclasses import replace

from reconcile.read.grid import Grid
from reconcile.read.statuses.columns import StatusHeader
from reconcile.read.statuses.side_by_side import UNNAMED
from reconcile.vocabulary.agencies import provincial_bodies
from reconcile.vocabulary.status_tables import names_body
from reconcile.vocabulary.text import one_line

_SEVERAL = 2


def by_sheet(
    headed: Sequence[tuple[Grid, StatusHeader]], grids: Sequence[Grid]
) -> list[tuple[Grid, StatusHeader]]:
    """Say of each table whose it is, where the sheets of a file name different bodies.

    Args:
        headed: the tables, each with its header.
        grids: the sheets that they stand on.

    """
    tops: dict[str, int] = {}
    for grid, header in headed:
        tops.setdefault(grid.name, header.top)
    bodies = {grid.name: _named(grid, tops[grid.name]) for grid in grids if grid.name in tops}
    if len({*bodies.values()} - {""}) < _SEVERAL:
        return list(headed)
    # Beside sheets that name theirs, one that names none is nobody's before a person says so.
    return [
        (grid, header if header.body else replace(header, body=bodies[grid.name] or UNNAMED))
        for grid, header in headed
    ]


def _named(grid: Grid, top: int) -> str:
    """Return the body that a sheet names over its first table, else by its own name."""
    over = (row for row in grid.rows if row.number < top)
    said = [text for row in over for at in row.filled if (text := one_line(row.text(at)))]
    # Of a letterhead the last line is the body itself: the one over it stands above it.
    return next((text for text in (*reversed(said), grid.name) if _is_body(text)), "")


def _is_body(text: str) -> bool:
    """Tell whether a text is the name of one body, and nothing else."""
    return names_body(text) or provincial_bodies(text) == (text,)
