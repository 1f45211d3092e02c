"""Rows kept as context: notes behind the last task, ``Ghi chú: …`` and the lines under it."""

from collections.abc import Sequence

from reconcile.model import Row, RowKind
from reconcile.read.grid import GridRow
from reconcile.read.tables.row_signs import is_sign

_FULL = 3
"""So many cells at least a row of a task fills where most do."""
_MARKS = frozenset("*()")


def aside(row: GridRow, why: str) -> Row:
    """Keep a row as context."""
    return Row(row.number, RowKind.CONTEXT, (), (), line_of(row), why)


def line_of(row: GridRow) -> str:
    """Write a row on one line."""
    return " | ".join(" ".join(value.text.split()) for value in row.values if value.text)


def notes_behind(rows: Sequence[GridRow]) -> frozenset[int]:
    """Find the numbers of the rows that are notes behind the last task of a table.

    They fill two cells at most, and stand below ``Ghi chú:`` or bear an asterisk for a number.
    None in a table where a task may be no fuller.
    """
    full = [at for at, row in enumerate(rows) if len(row.filled) >= _FULL]
    if 2 * len(full) < len(rows[: full[-1] + 1] if full else rows):
        return frozenset()
    found: set[int] = set()
    headed = False
    for row in rows[full[-1] + 1 :] if full else ():
        first = row.text(row.filled[0])
        headed = headed or (len(row.filled) == 1 and is_sign("noting", first))
        if headed or (set(first) <= _MARKS and "*" in first):
            found.add(row.number)
    return frozenset(found)
