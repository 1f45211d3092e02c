"""Rows → tasks: directives, deadlines and roles read from their cells, and what is odd in them."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from reconcile.model import (
    Cell,
    Column,
    Deadline,
    DeadlineKind,
    Finding,
    Row,
    RowKind,
    Source,
    Table,
    Task,
    Where,
)
from reconcile.normalise.dates import Swapped, american_texts, swapped_days
from reconcile.normalise.sparse import sparse_columns
from reconcile.vocabulary.deadlines import read_deadline, serial_day, show_day
from reconcile.vocabulary.directives import find_directives
from reconcile.vocabulary.findings import finding
from reconcile.vocabulary.text import has_diacritics

_MISSPELT = re.compile(r"\b\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*(?:\d{3}\b|\d{5,})|\d{1,2}//\d{1,2}")
_CUT = re.compile(r"(?<!v)(?:…|\.{3,})\s*$")
_AND_SO_ON = re.compile(r"v\s*\.\s*v\s*\.?\s*(?:…|\.{2,})?\s*$", re.IGNORECASE)
# Fewer may be a name or an abbreviation, which have no marks in any case.
_WORDS = 5
"""From how many words on a text without any mark is one typed without them."""


@dataclass(frozen=True, slots=True)
class _Read:
    """A task with the row that it was read from."""

    task: Task
    row: Row


def read_tasks(source: Source, *, upper: bool) -> tuple[tuple[Task, ...], tuple[Finding, ...]]:
    """Read the tasks of a file, without their keys, and what is odd in them.

    Args:
        source: the file as read.
        upper: whether the tasks give the lower level a role.

    """
    tasks: list[Task] = []
    found: list[Finding] = []
    for given in source.tables:
        cells = _due_cells(row for row in given.rows if row.kind is RowKind.TASK)
        turned = american_texts(cells)
        table = _with_days(given, turned)
        found.extend(_told_american(table, turned))
        read = [_Read(_task(row, table), row) for row in table.rows if row.kind is RowKind.TASK]
        if upper:
            found.extend(_roles_guessed(table, read))
        found.extend(sparse_columns(table, [each.task for each in read]))
        doubtful = swapped_days(cells)
        swapped = {row: days for row, days in doubtful.items() if row not in turned}
        found.extend(_odd(read, swapped))
        # No rule may reckon with a day that is perhaps another.
        tasks.extend(_undated(e.task) if e.row.number in swapped else e.task for e in read)
    return tuple(tasks), tuple(found)


def _due_cells(rows: Iterable[Row]) -> dict[int, Cell]:
    """Return the deadline cells of rows, by their numbers."""
    return {row.number: cell for row in rows if (cell := row.cell(Column.DEADLINE))}


def _with_days(table: Table, texts: Mapping[int, str]) -> Table:
    """Put turned days in the deadline cells of a table."""
    rows = tuple(
        replace(row, cells=tuple(_turned(cell, texts[row.number]) for cell in row.cells))
        if row.number in texts
        else row
        for row in table.rows
    )
    return replace(table, rows=rows) if texts else table


def _told_american(table: Table, texts: Mapping[int, str]) -> Iterator[Finding]:
    """Say that days of a table were turned."""
    if texts:
        head = next(head.text for head in table.headings if head.column is Column.DEADLINE)
        where = Where(table.where.file, table.where.sheet, table.where.row, head)
        yield finding("dates-american", where, count=len(texts))


def _turned(cell: Cell, text: str) -> Cell:
    """Put the turned text in the deadline cell."""
    return replace(cell, text=text) if cell.column is Column.DEADLINE else cell


def _task(row: Row, table: Table) -> Task:
    """Make a task of a row."""
    says, due = row.says, row.cell(Column.DEADLINE)
    text = says(Column.TASK)
    return Task(
        key="",
        where=Where(table.where.file, table.where.sheet, row.number),
        text=text,
        stt=says(Column.STT).strip().rstrip("."),
        group=row.group,
        directives=find_directives(says(Column.DIRECTIVE)),
        mentioned=find_directives(text),
        deadline=_deadline(due) if due else Deadline(),
        lead=says(Column.LEAD),
        support=says(Column.SUPPORT),
        product=says(Column.PRODUCT),
        status=says(Column.STATUS),
        note=says(Column.NOTE),
        answers=says(Column.KEY),
        columns=tuple((head.column, head.text) for head in table.headings),
    )


def _deadline(due: Cell) -> Deadline:
    """Read a deadline cell; a bare serial number is the day that it stands for."""
    return read_deadline(due.text, due.date or serial_day(due.text))


def _has_agencies(table: Table) -> bool:
    """Tell whether a table says who leads or supports."""
    return table.has(Column.LEAD) or table.has(Column.SUPPORT)


def _roles_guessed(table: Table, read: Sequence[_Read]) -> Iterator[Finding]:
    """Say once for a table that its roles were guessed."""
    if read and not _has_agencies(table):
        yield finding("role-guessed", table.where)


def _odd(read: Iterable[_Read], swapped: Swapped) -> Iterator[Finding]:
    """Say what is odd in the cells of each task."""
    for each in read:
        yield from _odd_deadline(each, swapped)
        text = each.task.text
        place = each.task.place(Column.TASK)
        if _CUT.search(text) and not _AND_SO_ON.search(text):
            yield finding("text-cut", place)
        if len(text.split()) >= _WORDS and not has_diacritics(text):
            yield finding("no-diacritics", place)


def _odd_deadline(each: _Read, swapped: Swapped) -> Iterator[Finding]:
    """Say what is odd in a deadline cell."""
    due, place = each.task.deadline, each.task.place(Column.DEADLINE)
    # First, for “20/01/201” is no real day either, but it is the typing that is wrong.
    if (cell := each.row.cell(Column.DEADLINE)) and (day := serial_day(cell.text)):
        yield finding("date-serial", place, number=cell.text, day=show_day(day))
    elif _MISSPELT.search(due.text):
        yield finding("misspelt-date", place, text=due.text)
    elif each.row.number in swapped:
        shown, other = swapped[each.row.number]
        yield finding("date-swapped", place, shown=shown, swapped=other)
    elif due.kind is DeadlineKind.IMPOSSIBLE:
        yield finding("impossible-date", place, text=due.text)


def _undated(task: Task) -> Task:
    """Take from a doubtful deadline the day that it seems to mean."""
    return replace(task, deadline=replace(task.deadline, latest=None))
