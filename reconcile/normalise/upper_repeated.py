"""Tables that repeat the upper tasks beside the unit's own: the unit's column is what counts."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from reconcile.model import (
    Cell,
    Column,
    Finding,
    Heading,
    Row,
    RowKind,
    Source,
    Table,
    Task,
    UnreadColumn,
    Where,
)
from reconcile.vocabulary.findings import finding
from reconcile.vocabulary.form_columns import says_nothing, shown_key
from reconcile.vocabulary.tables import table as vocabulary
from reconcile.vocabulary.terms import term
from reconcile.vocabulary.text import fold

_NEARLY = 0.8
"""In that share of the rows the upper plan's own words stand where they are repeated."""
_WORDY = 3
"""A task of one's own has at least so many words."""
_ENOUGH = 3
"""Of fewer rows a share says nothing."""
WHY = "vì cột “{}” chép lại nhiệm vụ cấp trên"
UNFILLED = "cột “{}” không có nội dung của đơn vị"


def with_own_tasks(source: Source, upper: Sequence[Task]) -> Source:
    """Take the unit's own column for its tasks where the other repeats the upper plan.

    Only where a column that was taken for nothing says what the unit itself does; a plan that
    copies the upper tasks as its own has no such column. Rows without an own text are no tasks.

    Args:
        source: a lower unit's file.
        upper: the tasks of the upper plan.

    """
    said = {fold(task.text) for task in upper}
    return replace(source, tables=tuple(_table(table, said) for table in source.tables))


def _table(table: Table, said: Collection[str]) -> Table:
    """Turn a table to the unit's own column, or only warn where that is in doubt."""
    tasks = [row for row in table.rows if row.kind is RowKind.TASK]
    same = [row for row in tasks if fold(row.says(Column.TASK)) in said]
    if len(tasks) < _ENOUGH or len(same) < _NEARLY * len(tasks):
        return _beside_given(table, said)
    own = max(table.unread, key=_claim, default=None)
    if not (own and _claim(own)):
        doubtful, own = own, _own_status(table)
        if own is None:
            told = (_told(table, doubtful, "kept", len(same)),) if doubtful else ()
            return replace(table, findings=(*table.findings, *told))
    texts = dict(own.texts)
    head = _task_head(table)
    rows = tuple(_own(row, texts.get(row.number, ""), own.header) for row in table.rows)
    return replace(
        table,
        rows=rows,
        headings=tuple(_heading(each, own.header, head) for each in table.headings),
        findings=(*table.findings, _told(table, own, "taken", len(same))),
    )


def _beside_given(table: Table, said: Collection[str]) -> Table:
    """Let each own task answer the upper one that another column repeats beside it."""
    for given in table.unread:
        same = sum(fold(text) in said for _, text in given.texts)
        if same < max(_ENOUGH, _NEARLY * len(given.texts)):
            continue
        texts = dict(given.texts)
        tasks = sum(row.kind is RowKind.TASK for row in table.rows)
        parts = {"same": same, "total": len(texts), "empty": len(texts) - tasks}
        told = _finding(table, given.header, _task_head(table), "taken", **parts)
        rows = tuple(_answering(row, texts.get(row.number, "")) for row in table.rows)
        return replace(table, rows=rows, findings=(*table.findings, told))
    return table


def _answering(row: Row, given: str) -> Row:
    """Note on a task of the unit the upper one that stands beside it."""
    if row.kind is not RowKind.TASK or not given:
        return row
    return replace(row, cells=(*row.cells, Cell(Column.KEY, shown_key(given))))


def _own_status(table: Table) -> UnreadColumn | None:
    """Find the column in which a unit tells what it has done; none beside leads of its own.

    Who has to say what became of the upper tasks leaves empty what was not begun.
    """
    head = next((head for head in table.headings if head.column is Column.STATUS), None)
    if head is None or table.has(Column.LEAD) or not _is_own(fold(head.text)):
        return None
    said = ((row.number, row.says(Column.STATUS)) for row in table.rows)
    return UnreadColumn(head.text, tuple((number, text) for number, text in said if text))


def _task_head(table: Table) -> str:
    """Return the header of the column that the tasks were taken from."""
    return next(head.text for head in table.headings if head.column is Column.TASK)


def _claim(column: UnreadColumn) -> int:
    """Weigh by its header whether a column says what the unit itself does; 0 where it does not."""
    words, said = vocabulary("units")["own_column"], fold(column.header)
    if _holds(said, words["others"]):
        return 0
    return 2 * _is_own(said) or int(said.startswith(tuple(words["what"])))


def _is_own(said: str) -> bool:
    """Tell whether a header names the unit, and what it does."""
    words = vocabulary("units")["own_column"]
    return _holds(said, words["whose"]) and _holds(said, words["what"])


def _holds(said: str, words: Sequence[str]) -> bool:
    """Tell whether one of the words stands in a header."""
    return any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", said) for word in words)


def _own(row: Row, text: str, header: str) -> Row:
    """Make of a row the unit's own task, which answers the upper one; or none where it is empty."""
    if row.kind is not RowKind.TASK:
        return row
    if says_nothing(text):
        said = f"{row.says(Column.STT)} | {row.says(Column.TASK)}".strip(" |")
        return replace(row, kind=RowKind.CONTEXT, cells=(), text=said, why=UNFILLED.format(header))
    return replace(row, cells=tuple(_cells(row, text, header)))


def _cells(row: Row, text: str, header: str) -> Iterator[Cell]:
    """Yield the cells of a row with the unit's own text as its task.

    “Đã làm” tells of the upper task, which is the unit's own then.
    """
    short = len(text.split()) < _WORDY
    for cell in row.cells:
        own = cell.column is Column.TASK and not short
        yield Cell(Column.TASK, text, None, header) if own else cell
    yield Cell(Column.KEY, shown_key(row.says(Column.TASK)))


def _heading(each: Heading, header: str, head: str) -> Heading:
    """Name the column that the tasks are taken from."""
    if each.column is not Column.TASK:
        return each
    return replace(each, text=header, why=WHY.format(head), guessed=True)


def _told(table: Table, own: UnreadColumn, what: str, same: int) -> Finding:
    """Say that a column repeats the upper tasks, and what was made of that."""
    total = sum(row.kind is RowKind.TASK for row in table.rows)
    empty = total - sum(not says_nothing(text) for _, text in own.texts)
    parts = {"same": same, "total": total, "empty": empty}
    return _finding(table, _task_head(table), own.header, what, **parts)


def _finding(table: Table, header: str, own: str, what: str, **counts: int) -> Finding:
    """Name the column that repeats the upper tasks, and the unit's own."""
    where = Where(table.where.file, table.where.sheet, table.where.row, header)
    done = term("upper_repeated", what).format(own=own, empty=counts["empty"])
    file, same, total = table.where.file, counts["same"], counts["total"]
    parts = {"header": header, "own": own, "file": file, "done": done}
    return finding("upper-repeated", where, same=same, total=total, **parts)
