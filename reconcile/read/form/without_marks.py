"""A form that has lost its sheet of marks: known by its key column, or by its headers."""

import re
from collections.abc import Iterator, Sequence

from reconcile.read.grid import Grid, GridRow
from reconcile.vocabulary.form_columns import FormColumn, shown_key, text_mark
from reconcile.vocabulary.text import fold, one_line

_KEY = re.compile(r"[0-9a-f]{10}(?:-\d+)?")
_OURS = frozenset(
    {FormColumn.TASK, FormColumn.DEADLINE, FormColumn.ROLE, FormColumn.CONTENT, FormColumn.KEY}
)
"""The columns whose headers no plan of an office's own has."""
_SURE = 2
"""So many of these headers in one row are those of a form."""
_KEYS = 0.5
"""A column with keys in that share of the rows is the form's."""

Marks = dict[str, str]
"""Key of an upper task → the mark of its text."""


def titles() -> dict[FormColumn, str]:
    """Return the headers that the program gives the columns of a form."""
    return {column: column.header for column in FormColumn}


def marks_left(grids: Sequence[Grid]) -> Marks | None:
    """Gather the upper tasks that a form without its sheet of marks still shows.

    Returns:
        By their keys where the column of keys is left; else by what stands for their texts, which
        tells which upper task is meant once the upper plan is at hand. None where no sheet is
        one of a form.

    """
    found = [rows for grid in grids if not grid.hidden if (rows := _rows(grid)) is not None]
    if not found:
        return None
    return dict(mark for rows in found for mark in rows)


def _rows(grid: Grid) -> list[tuple[str, str]] | None:
    """List the upper tasks of one sheet; None where it is no form."""
    head = max(grid.rows, key=_known, default=None)
    keyed = _key_column(grid)
    if head is None or (_known(head) < _SURE and keyed < 0):
        return None
    at = next((i for i in head.filled if fold(head.text(i)) == fold(FormColumn.TASK.header)), -1)
    below = [row for row in grid.rows if row.number > head.number]
    return list(_marks(below, at, keyed))


def _marks(rows: Sequence[GridRow], task: int, keyed: int) -> Iterator[tuple[str, str]]:
    """Yield the key of each row and the mark of the upper task's text that it shows."""
    for row in rows:
        text = one_line(row.text(task)) if task >= 0 else ""
        key = row.text(keyed).strip() if keyed >= 0 else ""
        if _KEY.fullmatch(key):
            yield key, text_mark(text)
        elif keyed < 0 and text:
            yield shown_key(text), text_mark(text)


def _known(row: GridRow) -> int:
    """Count the headers of a row that only a form has."""
    ours = {fold(column.header) for column in _OURS}
    return len({fold(row.text(index)) for index in row.filled} & ours)


def _key_column(grid: Grid) -> int:
    """Find the column of keys; -1 where there is none."""
    for index in range(grid.width):
        cells = [row.text(index).strip() for row in grid.rows]
        held = sum(_KEY.fullmatch(cell) is not None for cell in cells)
        # Ten figures may be a number; of several keys one at least has a letter.
        letters = any(_KEY.fullmatch(cell) and not cell.isdecimal() for cell in cells)
        if letters and held >= max(2, _KEYS * (len(grid.rows) - 8)):
            return index
    return -1
