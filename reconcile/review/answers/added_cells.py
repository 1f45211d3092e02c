"""What a person has added to the sheets of a review workbook, around and beside what is asked."""

from collections.abc import Iterator, Sequence

from reconcile.model import Where
from reconcile.review.answers.cell_comments import read_comments
from reconcile.review.answers.found import Found, ReviewContext
from reconcile.review.answers.locate_form import Located, locate
from reconcile.review.answers.row_answers import read_form
from reconcile.review.answers.unread import misplaced
from reconcile.review.keys.hidden_sheet import Ledger
from reconcile.review.keys.seals import seal, shown
from reconcile.review.keys.sheet_seals import Filled, SheetSeals
from reconcile.review.workbooks.grids import ReviewGrid
from reconcile.vocabulary.answers import reads_as_answer
from reconcile.vocabulary.terms import term

_LIKE = 0.5
"""Share of a sheet's cells that the program wrote, from which a renamed sheet is known again."""


def read_sheets(grids: Sequence[ReviewGrid], context: ReviewContext) -> Iterator[Found]:
    """Yield what people wrote on the sheets of a workbook: answers, and whatever else."""
    left = dict(context.ledger.sheets)
    for grid in grids:
        located = locate(grid, context.ledger.forms)
        if located:
            new = _around(grid, located, context.ledger)
        else:
            new = _added(grid, context.ledger, left)
        for row, _, value in new:
            yield from misplaced(Where(context.file, grid.title, row), shown(value))
        if located:
            yield from read_form(located, context)
        yield from read_comments(grid, located, context)


def _around(grid: ReviewGrid, located: Located, ledger: Ledger) -> list[Filled]:
    """Find what is new over the table, and in its header row."""
    ours = set(located.columns.values())
    over = [cell for cell in _cells(grid) if cell[0] < located.header]
    head = [c for c in _cells(grid) if c[0] == located.header and c[1] not in ours]
    seals = located.form.around
    if seals is None:
        new = [cell for cell in over if cell[1] > 1 or not _known(cell, ledger, grid)]
    else:
        new = seals.added(over)
    return [*new, *head]


def _added(grid: ReviewGrid, ledger: Ledger, left: dict[str, SheetSeals]) -> list[Filled]:
    """Find what is new on a sheet that is not answered; each sheet of ours is known once."""
    cells = _cells(grid)
    if ledger.version == 1:
        return [cell for cell in cells if not _known(cell, ledger, grid)]
    title = grid.title
    if title not in left:
        title = max(left, key=lambda name: left[name].likeness(cells), default="")
        if not title or left[title].likeness(cells) < _LIKE:
            return cells
    return left.pop(title).added(cells)


def _known(cell: Filled, ledger: Ledger, grid: ReviewGrid) -> bool:
    """Tell whether a program of format 1, which kept no places, may have written a cell.

    Of what reads as an answer it wrote none on a sheet that people see, but for the names of
    outcomes: in the first column, and on the sheet of changes, as they were and are.
    """
    _, column, value = cell
    if seal(value) not in ledger.known:
        return False
    outcomes = column == 1 or grid.title == term("review_sheet", "changes")
    return grid.hidden or outcomes or not reads_as_answer(shown(value))


def _cells(grid: ReviewGrid) -> list[Filled]:
    """Return the filled cells of a sheet, row by row."""
    return [
        (row, column, value)
        for row, line in grid.rows.items()
        for column, value in sorted(line.items())
    ]
