"""The figures of progress: how many tasks are in which state. One function counts for every output.

Source: the four figures of official reports on tasks; recurring tasks, those without a deadline,
stopped and unknown ones count apart. Every percent says of what it is.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from reconcile.model import Progress, TaskState, Timing

BANDS = ((1, 7), (8, 30), (31, 90), (91, 0))
"""Days overdue, from and to; 0 for no end."""


class StateClass(StrEnum):
    """The one class that a task counts in."""

    DONE_IN_TIME = "done-in-time"
    DONE_LATE = "done-late"
    DONE_UNDATED = "done-undated"
    """Done, and nobody has told whether in time."""
    OPEN_IN_TIME = "open-in-time"
    OPEN_LATE = "open-late"
    NO_DEADLINE = "no-deadline"
    RECURRING = "recurring"
    STOPPED = "stopped"
    UNKNOWN = "unknown"


DONE = (StateClass.DONE_IN_TIME, StateClass.DONE_LATE, StateClass.DONE_UNDATED)


def class_of(state: TaskState) -> StateClass:
    """Tell in which class a task counts."""
    progress = state.progress
    if progress is Progress.UNKNOWN:
        return StateClass.UNKNOWN
    if progress is Progress.RECURRING:
        return StateClass.RECURRING
    if progress in (Progress.PAUSED, Progress.WITHDRAWN) and state.is_settled:
        return StateClass.STOPPED
    if state.last_day is None:
        return StateClass.NO_DEADLINE
    if progress is Progress.DONE:
        return _DONE_BY[state.timing]
    return StateClass.OPEN_LATE if state.timing is Timing.LATE else StateClass.OPEN_IN_TIME


_DONE_BY = {
    Timing.IN_TIME: StateClass.DONE_IN_TIME,
    Timing.LATE: StateClass.DONE_LATE,
    Timing.UNKNOWN: StateClass.DONE_UNDATED,
    Timing.NO_DEADLINE: StateClass.NO_DEADLINE,
}


@dataclass(frozen=True, slots=True)
class Counted:
    """What the figures need of one task."""

    state: TaskState
    kind: StateClass
    reported: bool
    """Whether anybody has told anything known of it."""


@dataclass(frozen=True, slots=True)
class ProgressFigures:
    """Figures over some tasks; the nine classes add up to ``total``."""

    total: int = 0
    done_in_time: int = 0
    done_late: int = 0
    done_undated: int = 0
    open_in_time: int = 0
    open_late: int = 0
    no_deadline: int = 0
    recurring: int = 0
    stopped: int = 0
    unknown: int = 0
    no_deadline_done: int = 0
    """Of those without a deadline: done."""
    reported: int = 0
    due_soon: int = 0
    """Of those open in time: the last day comes within the days of the settings."""
    overdue_by: tuple[int, ...] = (0, 0, 0, 0)
    """Of those overdue: by ``BANDS``."""

    @property
    def by_class(self) -> tuple[int, ...]:
        """The nine classes, in the order of ``StateClass``."""
        return tuple(getattr(self, name) for name in _FIELD.values())

    @property
    def done(self) -> int:
        """Done, of those with a deadline."""
        return self.done_in_time + self.done_late + self.done_undated

    @property
    def open(self) -> int:
        """Not done, of those with a deadline."""
        return self.open_in_time + self.open_late

    @property
    def dated(self) -> int:
        """With a last day and a known state: what the first two rates are of."""
        return self.done + self.open

    @property
    def due(self) -> int:
        """Done, or overdue: what is not is not due yet."""
        return self.done + self.open_late

    @property
    def done_rate(self) -> float | None:
        """Done, of those with a deadline whose state is known; None where there is none."""
        return _share(self.done, self.dated)

    @property
    def done_of_due_rate(self) -> float | None:
        """Done, of those due."""
        return _share(self.done, self.due)

    @property
    def in_time_rate(self) -> float | None:
        """Done in time, of those done."""
        return _share(self.done_in_time, self.done)

    @property
    def overdue_rate(self) -> float | None:
        """Overdue, of all tasks."""
        return _share(self.open_late, self.total)

    @property
    def reported_rate(self) -> float | None:
        """Tasks of which anybody has reported, of all tasks: stands beside every other rate."""
        return _share(self.reported, self.total)


def count_states(tasks: Iterable[Counted], as_of: dt.date, soon_days: int = 7) -> ProgressFigures:
    """Count tasks by their state at a day.

    Args:
        tasks: to count.
        as_of: the day that their states are of.
        soon_days: a last day that comes within so many days is soon.

    """
    counted = tuple(tasks)
    kinds = [each.kind for each in counted]
    late = [overdue_days(e.state, as_of) for e in counted if e.kind is StateClass.OPEN_LATE]
    bare = [each.state for each in counted if each.kind is StateClass.NO_DEADLINE]
    by_class = {_FIELD[kind]: kinds.count(kind) for kind in StateClass}
    return ProgressFigures(
        total=len(counted),
        **by_class,
        no_deadline_done=sum(state.progress is Progress.DONE for state in bare),
        reported=sum(each.reported for each in counted),
        due_soon=sum(is_soon(each.state, each.kind, as_of, soon_days) for each in counted),
        overdue_by=tuple(
            sum(first <= days and (not last or days <= last) for days in late)
            for first, last in BANDS
        ),
    )


def overdue_days(state: TaskState, as_of: dt.date) -> int:
    """Count the days by which a task is, or was, late; 0 for one that is not."""
    if state.last_day is None or state.timing is not Timing.LATE:
        return 0
    return max(((state.done_on or as_of) - state.last_day).days, 0)


def is_soon(state: TaskState, kind: StateClass, as_of: dt.date, soon_days: int) -> bool:
    """Tell whether an open task's last day comes within some days."""
    if kind is not StateClass.OPEN_IN_TIME or state.last_day is None:
        return False
    return (state.last_day - as_of).days <= soon_days


_FIELD = {kind: kind.value.replace("-", "_") for kind in StateClass}


def _share(part: int, whole: int) -> float | None:
    """Divide; None by nothing: who was given nothing has no rate, rather than one of 0 %."""
    return round(part / whole, 4) if whole else None
