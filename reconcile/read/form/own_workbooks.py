"""Workbooks that the program writes for people to read and answer: no plan of anyone's."""

from collections.abc import Sequence

from reconcile.errors import NoTaskTableError
from reconcile.model import Where
from reconcile.read.grid import Grid
from reconcile.vocabulary.form_columns import ANNEXES_MARKER, REVIEW_MARKER
from reconcile.vocabulary.terms import term
from reconcile.vocabulary.text import fold

_HEADS = (
    ("review", "review_column", ("pair", "task")),
    ("review", "review_column", ("key", "kind", "answer")),
    ("answers", "decision", ("verdict", "upper", "lower")),
)
"""Headers that stand together in no plan of an office's own, by the kind of file."""
_HEAD = 12
"""Rows of a sheet among which its header stands."""
_COVERAGE = ("overview", "matrix", "own")
"""Sheets that the coverage workbook always has, under names that no plan has together."""


def refuse_own(grids: Sequence[Grid], file: str) -> None:
    """Stop at a workbook of the program's own: it shows the tasks of others, and is no plan.

    Raises:
        NoTaskTableError: it is one.

    """
    kind = _kind(grids)
    if kind:
        problem, fix = term("own_workbook", kind), term("own_workbook_fix", kind)
        raise NoTaskTableError(problem, where=Where(file), fix=fix)


def _kind(grids: Sequence[Grid]) -> str:
    """Name the kind of workbook; empty for a file of other people."""
    marks = {grid.rows[0].text(0) for grid in grids if grid.rows}
    if ANNEXES_MARKER in marks:
        return "annexes"
    if REVIEW_MARKER in marks:
        return "review"
    # The sheet alone may come back, in a new workbook, a document or a text.
    headed = next(filter(None, map(_headed, grids)), "")
    if headed:
        return headed
    names = {grid.name for grid in grids}
    return "coverage" if names.issuperset(term("sheet", each) for each in _COVERAGE) else ""


def _headed(grid: Grid) -> str:
    """Name the kind of file whose headers a sheet has; empty for none of ours."""
    heads = [{fold(row.text(index)) for index in row.filled} for row in grid.rows[:_HEAD]]
    for kind, table, names in _HEADS:
        titles = {fold(term(table, name)) for name in names}
        if any(titles <= head for head in heads):
            return kind
    return ""
