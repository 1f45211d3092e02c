"""What sources tell of tasks, row by row, and the entries that are kept of it."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from reconcile.model.finding import Finding, Where
from reconcile.model.source import Line
from reconcile.model.state import StatusWords


class Side(StrEnum):
    """Whose row an entry is on: the upper plan's, or the unit's own plan's."""

    UPPER = "upper"
    LOWER = "lower"


@dataclass(frozen=True, slots=True)
class StatusRow:
    """A row of a source that tells how far one task is."""

    where: Where
    text: str
    """Of the task, as the source has it: it may be cut or reworded."""
    said: StatusWords
    words: str
    """What the source says, as it shows it."""
    stt: str = ""
    key: str = ""
    """Key of the task, in a form of our own."""
    own_id: str = ""
    """By which the source itself calls the task."""
    who: str = ""
    """The body that does it, as the row names it; empty for that of the source."""
    deadline: dt.date | None = None
    updated: dt.date | None = None
    difficulty: str = ""
    proposal: str = ""


@dataclass(frozen=True, slots=True)
class StatusSource:
    """A file of statuses as read."""

    file: str
    rows: tuple[StatusRow, ...]
    lines: tuple[Line, ...] = ()
    """Around its tables: whose it is."""
    day: dt.date | None = None
    """Of which it gives the state; None where it does not say."""
    unit: str = ""
    """Official name of the unit whose form it is; empty for any other file."""
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class TaskOf:
    """One task of one body: what a state is told of."""

    unit: str
    """Id of the unit or office."""
    side: Side
    task: str
    """Key."""


BY_HAND = "page"
"""The source that all people on the page are: they have seen what was told of a task before."""


@dataclass(frozen=True, slots=True)
class StatusEntry:
    """One line of the log of statuses: who said when of which task how far it is."""

    duty: TaskOf
    day: dt.date
    """For which it holds."""
    said: StatusWords
    words: str
    stream: str
    """Of which the source is one delivery: a weekly export stays one stream."""
    where: Where
    delivery: int = 0
    """Number of the delivery; of one stream and day the last counts."""
    difficulty: str = ""
    proposal: str = ""
    own_id: str = ""


class PeriodKind(StrEnum):
    """The kinds of reports by their period; the value is what people type."""

    WEEK = "tuan"
    MONTH = "thang"
    QUARTER = "quy"
    HALF = "6-thang"
    NINE_MONTHS = "9-thang"
    YEAR = "nam"
    AD_HOC = "dot-xuat"
