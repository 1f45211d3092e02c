"""The same content more than once: tables that repeat another, and files that are compared."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b

from reconcile.model import Column, Row, RowKind, Source, Table
from reconcile.normalise.issuer import issuer_in
from reconcile.vocabulary.agencies import provincial_bodies
from reconcile.vocabulary.findings import finding
from reconcile.vocabulary.text import fold, one_line, shorten
from reconcile.vocabulary.units import read_plan_facts

_LEAST = 2
"""Of a single task nothing tells a repetition from two alike."""
_VERSION = 0.6
"""From that share of equal texts on two files of a unit are versions of one plan."""
_OPENING = 40
"""How many of the first lines may give the day of issue."""
_SHOWN = 60
WHY = "chép lại bảng ở {}"


@dataclass(frozen=True, slots=True)
class TaskMark:
    """What of a task tells whether another file has it too."""

    row: int
    text: str
    """Its first words, to be shown."""
    words: str
    """Stands for its text."""
    whole: str
    """Stands for its text, who leads and helps, and when it is due."""
    given: str = ""
    """Stands for its text, who leads and when it is due; empty where it says neither."""
    provincial: bool = False
    """Whether a body of the province leads it."""


@dataclass(frozen=True, slots=True)
class Content:
    """What a file holds, for comparing it with others."""

    issuer: str = ""
    """Id of the unit that it names as its issuer; empty where it names none."""
    issued: dt.date | None = None
    tasks: tuple[TaskMark, ...] = ()

    def same_as(self, other: "Content") -> bool:
        """Tell whether another file says the same of the same tasks, in whatever order."""
        own, others = (Counter(task.whole for task in each.tasks) for each in (self, other))
        return bool(own) and own == others

    def version_of(self, other: "Content") -> bool:
        """Tell whether two files are versions of one plan: most of their tasks are the same."""
        own, others = ({task.words for task in each.tasks} for each in (self, other))
        shared = len(own & others)
        return shared >= _LEAST and shared >= _VERSION * min(len(own), len(others))

    def differing(self, other: "Content") -> tuple[TaskMark, ...]:
        """List the tasks of this file that the other has not, or says otherwise."""
        others = {task.whole for task in other.tasks}
        return tuple(task for task in self.tasks if task.whole not in others)


def content_of(source: Source) -> Content:
    """Gather what a file of one unit holds."""
    (once,) = without_repeats([source])
    issuer = issuer_in([source])
    issued = read_plan_facts([line.text for line in source.lines[:_OPENING]]).issued
    rows = (row for table in once.tables for row in table.rows if row.kind is RowKind.TASK)
    return Content(issuer.id if issuer else "", issued, tuple(map(_mark, rows)))


def without_repeats(sources: Sequence[Source]) -> list[Source]:
    """Keep each table of a unit once: one that says the same in every row is a copy.

    Args:
        sources: the files of one unit.

    Returns:
        The same files; the tasks of a repeated table are context there, and a finding says so.

    """
    met: dict[tuple[str, ...], Table] = {}
    return [
        replace(source, tables=tuple(_once(table, met) for table in source.tables))
        for source in sources
    ]


def _once(table: Table, met: dict[tuple[str, ...], Table]) -> Table:
    """Take the tasks out of a table that another one has too."""
    said = tuple(_mark(row).whole for row in table.rows if row.kind is RowKind.TASK)
    first = met.setdefault(said, table)
    if len(said) < _LEAST or first is table:
        return table
    told = finding("content-repeated", table.where, other=str(first.where))
    return replace(
        table,
        rows=tuple(_aside(row, first) for row in table.rows),
        findings=(*table.findings, told),
    )


def _aside(row: Row, first: Table) -> Row:
    """Turn a repeated task to context."""
    if row.kind is not RowKind.TASK:
        return row
    why, text = WHY.format(first.where), one_line(row.says(Column.TASK))
    return replace(row, kind=RowKind.CONTEXT, cells=(), text=text, why=why)


def _mark(row: Row) -> TaskMark:
    """Mark a task by what it says."""
    text = fold(row.says(Column.TASK))
    others = (Column.LEAD, Column.SUPPORT, Column.DEADLINE, Column.KEY)
    whole = "\n".join((text, *(fold(row.says(column)) for column in others)))
    shown = shorten(one_line(row.says(Column.TASK)), _SHOWN)
    given = [fold(row.says(column)) for column in (Column.LEAD, Column.DEADLINE)]
    said = _short("\n".join((text, *given))) if all(given) else ""
    provincial = bool(provincial_bodies(row.says(Column.LEAD)))
    return TaskMark(row.number, shown, _short(text), _short(whole), said, provincial)


def _short(text: str) -> str:
    """Return what stands for a text."""
    return blake2b(text.encode(), digest_size=8).hexdigest()
