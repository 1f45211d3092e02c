"""The results of a file that gets no copy of its own: a plain table of its tasks."""

from collections.abc import Iterator, Sequence

from reconcile.model import Reconciliation, Task
from reconcile.report.coverage.cells import cited
from reconcile.vocabulary.terms import term
from reconcile.workbook.content.grid import (
    Book,
    Entry,
    Kind,
    Lines,
    Row,
    Sheet,
    Table,
    TableColumn,
    Tone,
)

_OWN = (
    ("stt", 7.0, Kind.WORD),
    ("task", 44.0, Kind.TEXT),
    ("directive", 18.0, Kind.TEXT),
    ("deadline", 14.0, Kind.TEXT),
    ("lead", 18.0, Kind.TEXT),
    ("support", 18.0, Kind.TEXT),
)
"""The columns of the unit's own table: key in the glossary, width, what they hold."""
_WIDTHS = (18.0, 36.0, 36.0)


def plain_book(
    file: str,
    result: Reconciliation,
    rows: Sequence[tuple[Task, tuple[str, str, str]]],
    titles: Sequence[str],
    lost: Sequence[str],
) -> Book:
    """Describe a workbook with the tasks of a file and what was found for each.

    Args:
        file: name of the unit's file.
        result: the outcome of the unit.
        rows: its tasks of that file, each with what stands beside it.
        titles: headers of what stands beside them.
        lost: what a copy of the file would not have kept.

    """
    own = [TableColumn(term("column", name), width, kind) for name, width, kind in _OWN]
    added = [TableColumn(title, width) for title, width in zip(titles, _WIDTHS, strict=True)]
    table = Table(
        name="ket_qua",
        columns=(TableColumn(term("checked", "row"), 7.0, Kind.NUMBER), *own, *added),
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
