"""The results of a file that gets no copy of its own: a plain table of its tasks."""

from collections.abc import Iterator, Sequence

from reconcile.model import Reconciliation, Task
from reconcile.report.coverage.cells import cited
from reconcile.vocabulary.terms import term
from reconcile.workbook.content.columns import column
from reconcile.workbook.content.grid import (
    Book,
    Entry,
    Kind,
    Lines,
    Row,
    Sheet,
    SheetTable,
    Tone,
)

_COLUMNS = (
    column("checked", "row", 7, Kind.NUMBER),
    column("column", "stt", 7, Kind.WORD),
    column("column", "task", 44),
    column("column", "directive", 18),
    column("column", "deadline", 14),
    column("column", "lead", 18),
    column("column", "support", 18),
    column("checked", "result", 18),
    column("checked", "uppers", 36),
    column("checked", "deviations", 36),
)


def plain_book(
    file: str,
    result: Reconciliation,
    rows: Sequence[tuple[Task, tuple[str, str, str]]],
    lost: Sequence[str],
) -> Book:
    """Describe a workbook with the tasks of a file and what was found for each.

    Args:
        file: name of the unit's file.
        result: the outcome of the unit.
        rows: its tasks of that file, each with what stands beside it.
        lost: what a copy of the file would not have kept.

    """
    table = SheetTable(
        name="ket_qua",
        columns=_COLUMNS,
        rows=tuple(_row(task, said) for task, said in rows),
        empty=term("checked", "empty"),
        frozen=3,
    )
    head = Lines(tuple(_head(file, result, lost)))
    return Book(
        title=f"{term('checked', 'title')} – {result.lower.unit.name}",
        sheets=(Sheet(term("checked", "sheet"), (head, table)),),
        as_of=result.as_of,
        footer=result.lower.unit.name,
    )


def _head(file: str, result: Reconciliation, lost: Sequence[str]) -> Iterator[Row]:
    """Yield the lines over the table: whose, of which file, and why it is a table of its own."""
    yield (Entry(term("checked", "title"), Tone.TITLE, span=0),)
    yield (Entry(result.lower.unit.name, Tone.SUBTITLE, span=0),)
    yield (Entry(f"{term('checked', 'file')} {file}", Tone.SUBTITLE, span=0),)
    as_of = f"{term('label', 'as_of')} {result.as_of:%d/%m/%Y}"
    yield (Entry(as_of, Tone.SUBTITLE, span=0),)
    plain, other = term("checked", "plain"), term("checked", "other_format")
    yield (Entry(plain.format(", ".join(lost)) if lost else other, Tone.NOTE, span=0),)


def _row(task: Task, said: Sequence[str]) -> Row:
    """Show a task as its own table does, and what was found for it."""
    texts = (task.stt, task.text, cited(task), task.deadline.text, task.lead, task.support)
    return (Entry(task.where.row), *(Entry(text) for text in (*texts, *said)))
