"""Files about many units without our hidden sheet: what is in them is told, and not taken."""

from collections.abc import Iterator, Sequence

from reconcile.model import Finding, Where
from reconcile.review.answers.review import FileRead
from reconcile.review.answers.unread import unread
from reconcile.review.ask.pairs_sheet import ANSWERS
from reconcile.review.keys.seals import shown
from reconcile.review.workbooks.grids import ReviewGrid
from reconcile.vocabulary.terms import term
from reconcile.vocabulary.text import bare

_WHOSE = ("unit", "pair", "task")
"""Columns that stand together on the sheet of all units alone."""
_EXPORTED = ("verdict", "upper", "lower")
"""Columns that every file of exported answers has."""
_LISTED = 10
"""Rows that a message names."""


def is_exported(grid: ReviewGrid) -> bool:
    """Tell whether a sheet is a file of exported answers, which has a command of its own."""
    wanted = {bare(term("decision", name)) for name in _EXPORTED}
    first = next(iter(grid.rows.values()), {})
    return wanted <= {bare(shown(value)) for value in first.values()}


def joint_lost(grids: Sequence[ReviewGrid], about: FileRead) -> tuple[Finding, ...] | None:
    """Say which rows of the sheet of all units were answered; None where a file has no such sheet.

    Args:
        grids: the sheets of a file without our hidden one.
        about: the file.

    """
    heads = [(grid, found) for grid in grids if (found := _head(grid)) is not None]
    if not heads:
        return None
    return tuple(
        unread(
            Where(about.file, grid.title, rows[0]),
            "joint",
            count=str(len(rows)),
            places=_listed(rows),
        )
        for grid, (header, columns) in heads
        if (rows := list(_answered(grid, header, columns)))
    )


def _head(grid: ReviewGrid) -> tuple[int, dict[str, int]] | None:
    """Find the header row of the sheet, and its columns by their titles."""
    wanted = {bare(term("review_column", name)) for name in _WHOSE}
    for number, line in grid.rows.items():
        heads = {bare(shown(value)): column for column, value in line.items()}
        if wanted <= heads.keys():
            return number, heads
    return None


def _answered(grid: ReviewGrid, header: int, columns: dict[str, int]) -> Iterator[int]:
    """Yield the rows in which a person wrote something."""
    titles = (bare(each.title) for each in ANSWERS)
    places = {columns[title] for title in titles if title in columns}
    for number, line in grid.rows.items():
        if number > header and any(shown(line.get(place)) for place in places):
            yield number


def _listed(rows: Sequence[int]) -> str:
    """List rows, and say how many more there are."""
    more = f" và {len(rows) - _LISTED} dòng khác" if len(rows) > _LISTED else ""
    return f"dòng {', '.join(map(str, rows[:_LISTED]))}{more}"
