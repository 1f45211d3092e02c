"""How far a task is: what a status cell says of it, and its state at a day."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from reconcile.model.task import Directive


class Progress(StrEnum):
    """How far a task is, apart from any clock.

    ``NOT_DONE`` is “chưa hoàn thành”, which does not tell whether work has begun. ``UNKNOWN`` is
    never to be read as ``NOT_BEGUN``: it counts apart, as do recurring, paused and withdrawn tasks.
    """

    DONE = "done"
    UNDER_WAY = "under-way"
    NOT_BEGUN = "not-begun"
    NOT_DONE = "not-done"
    RECURRING = "recurring"
    PAUSED = "paused"
    WITHDRAWN = "withdrawn"
    UNKNOWN = "unknown"

    @property
    def is_open(self) -> bool:
        """Whether work is still to be done, and a deadline runs."""
        return self in (Progress.UNDER_WAY, Progress.NOT_BEGUN, Progress.NOT_DONE)


class Timing(StrEnum):
    """How a task stands to its last day.

    Of what is done ``IN_TIME`` is “đúng hạn” and ``LATE`` “quá hạn”, for ever; of what is not done
    they are “trong hạn” and “quá hạn” at a day. ``NO_DEADLINE`` has no last day; ``UNKNOWN`` is
    said of what is done on a day that nobody knows, and of what has no clock.
    """

    IN_TIME = "in-time"
    LATE = "late"
    NO_DEADLINE = "no-deadline"
    UNKNOWN = "unknown"


class PercentOf(StrEnum):
    """Of what a percent is: only of the work is it progress."""

    WORK = "work"
    TARGET = "target"
    PERIOD = "period"


@dataclass(frozen=True, slots=True)
class Percent:
    """A percent in a status cell, and of what it is."""

    value: float
    of: PercentOf


@dataclass(frozen=True, slots=True)
class StatusWords:
    """What the words of a status cell say, before any deadline is looked at."""

    progress: Progress = Progress.UNKNOWN
    timing: Timing = Timing.UNKNOWN
    """As the office says it; a date done and a deadline outrank it."""
    done_on: dt.date | None = None
    percent: Percent | None = None
    documents: tuple[Directive, ...] = ()
    """Cited in the cell: of a result, or of who granted or withdrew something."""
    extended_to: dt.date | None = None
    """The last day of an extension that was granted; one that was only asked for gives none."""
    extension_asked: bool = False


@dataclass(frozen=True, slots=True)
class TaskState:
    """The state of one task at a day."""

    progress: Progress = Progress.UNKNOWN
    timing: Timing = Timing.UNKNOWN
    done_on: dt.date | None = None
    last_day: dt.date | None = None
    """That counts: the extended one where an extension was granted."""
    documented: bool = False
    """Whether a document is cited; without one a pause or a withdrawal is only a wish."""

    @property
    def is_settled(self) -> bool:
        """Whether no deadline runs any more: done, or paused or withdrawn by a document."""
        stopped = self.progress in (Progress.PAUSED, Progress.WITHDRAWN)
        return self.progress is Progress.DONE or (stopped and self.documented)
