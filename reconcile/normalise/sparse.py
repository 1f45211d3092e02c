"""Columns whose header promises more than their cells hold: a sign that a table was misread."""

from collections.abc import Iterator, Sequence

from reconcile.model import Column, DeadlineKind, Finding, Table, Task, Where
from reconcile.vocabulary.findings import finding
from reconcile.vocabulary.terms import term

_ENOUGH = 5
"""Of fewer tasks a share says nothing."""
_MANY = 10
"""A small table without any directive is that of a unit that names none, as communes' often are."""
_ODD = 0.8
"""Offices leave some leads and deadlines open; so many are a sign of a column misread."""


def sparse_columns(table: Table, tasks: Sequence[Task]) -> Iterator[Finding]:
    """Warn of a column for leads, deadlines or directives in which nearly no task has one.

    Directives are the lower level's to name or to leave out: only cells that hold something else
    are odd, or a long table in which no cell holds anything.
    """
    if table.has(Column.KEY):
        return
    for column in (Column.LEAD, Column.DEADLINE, Column.DIRECTIVE):
        heads = [head for head in table.headings if head.column is column]
        lacking, total, why = _lacking(table, tasks, column)
        if heads and total >= _ENOUGH and lacking >= _ODD * total:
            where = Where(table.where.file, table.where.sheet, table.where.row, heads[0].text)
            what = term("sparse", why)
            parts = {"column": term("column", column), "file": table.where.file, "what": what}
            yield finding("column-sparse", where, lacking=lacking, total=total, **parts)


def _lacking(table: Table, tasks: Sequence[Task], column: Column) -> tuple[int, int, str]:
    """Count the tasks without what a column promises, of how many, and say what they lack."""
    total = len(tasks)
    match column:
        case Column.LEAD:
            return sum(not task.lead for task in tasks), total, "empty"
        case Column.DEADLINE:
            none = sum(task.deadline.kind is DeadlineKind.NONE for task in tasks)
            return none, total, "empty"
        case _:
            places = {row.number for row in table.rows if row.says(Column.DIRECTIVE)}
            filled = [task for task in tasks if task.where.row in places]
            if not filled and total >= _MANY:
                return total, total, "empty"
            return sum(not task.directives for task in filled), len(filled), "no-directive"
