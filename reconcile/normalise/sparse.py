"""Columns whose header promises more than their cells hold: a sign that a table was misread."""

from collections.abc import Iterator, Sequence

from reconcile.model import Column, DeadlineKind, Finding, Table, Task, Where
from reconcile.vocabulary.findings import finding
from reconcile.vocabulary.terms import term

_ENOUGH = 5
"""Of fewer tasks a share says nothing."""
_ODD = 0.8
"""Offices leave some leads and deadlines open; so many are a sign of a column misread."""


def sparse_columns(table: Table, tasks: Sequence[Task]) -> Iterator[Finding]:
    """Warn of a column for leads, deadlines or directives in which nearly no task has one."""
    if len(tasks) < _ENOUGH or table.has(Column.KEY):
        return
    for column in (Column.LEAD, Column.DEADLINE, Column.DIRECTIVE):
        heads = [head for head in table.headings if head.column is column]
        lacking = sum(not _has(task, column) for task in tasks)
        if heads and lacking >= _ODD * len(tasks):
            where = Where(table.where.file, table.where.sheet, table.where.row, heads[0].text)
            parts = {"column": term("column", column), "file": table.where.file}
            yield finding("column-sparse", where, lacking=lacking, total=len(tasks), **parts)


def _has(task: Task, column: Column) -> bool:
    """Tell whether a task says something of that kind."""
    match column:
        case Column.LEAD:
            return bool(task.lead)
        case Column.DEADLINE:
            return task.deadline.kind is not DeadlineKind.NONE
        case _:
            return bool(task.directives)
