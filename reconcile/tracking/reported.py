"""What a report on progress said, kept in short: the state of each task as it was reported."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from reconcile.model import Progress, TaskState
from reconcile.tracking.counts import (
    DONE,
    Counted,
    ProgressFigures,
    StateClass,
    class_of,
    count_states,
)
from reconcile.tracking.progress import TrackedKind, TrackedTask, Tracking


@dataclass(frozen=True, slots=True)
class ReportedTask:
    """A task as a report showed it."""

    kind: TrackedKind
    body_id: str
    key: str
    state: TaskState
    told: bool = True
    """Whether anybody had told anything known of it."""

    @property
    def identity(self) -> tuple[str, str, str]:
        """By which it is the same row in another report."""
        return self.kind.value, self.body_id, self.key


@dataclass(frozen=True)
class ReportedStates:
    """All tasks as a report showed them, and of which time it was."""

    first_day: dt.date | None
    last_day: dt.date
    tasks: tuple[ReportedTask, ...]
    soon_days: int = 7

    def figures(self, kind: TrackedKind, body_id: str = "") -> ProgressFigures:
        """Count its tasks as it counted them."""
        counted = (
            Counted(each.state, class_of(each.state), each.told)
            for each in self._by_body.get((kind, body_id), ())
        )
        return count_states(counted, self.last_day, self.soon_days)

    def figures_of(self, rows: Iterable[tuple[str, str, str]]) -> ProgressFigures:
        """Count some of its tasks, by what they are known by, as it counted them."""
        said = (self._by_row[row] for row in rows)
        counted = (Counted(each.state, class_of(each.state), each.told) for each in said)
        return count_states(counted, self.last_day, self.soon_days)

    def by_identity(self) -> Mapping[tuple[str, str, str], TaskState]:
        """Return the states by row."""
        return self._by_identity

    # Each of a hundred units' documents asks for its own rows.
    @cached_property
    def _by_row(self) -> Mapping[tuple[str, str, str], ReportedTask]:
        """The tasks by row."""
        return {each.identity: each for each in self.tasks}

    @cached_property
    def _by_identity(self) -> Mapping[tuple[str, str, str], TaskState]:
        """The states by row."""
        return {each.identity: each.state for each in self.tasks}

    @cached_property
    def _by_body(self) -> Mapping[tuple[TrackedKind, str], Sequence[ReportedTask]]:
        """The tasks by kind and body, and those of all bodies under no name."""
        found: dict[tuple[TrackedKind, str], list[ReportedTask]] = defaultdict(list)
        for each in self.tasks:
            for body in {each.body_id, ""}:
                found[each.kind, body].append(each)
        return found


def reported(tracking: Tracking, first_day: dt.date | None) -> ReportedStates:
    """Put in short what a report of a tracking says."""
    tasks = tuple(
        ReportedTask(row.kind, row.body_id, row.task.key, row.state, row.reported)
        for row in tracking.rows
    )
    return ReportedStates(first_day, tracking.as_of, tasks, tracking.soon_days)


class MoveKind(StrEnum):
    """What became otherwise since the report before."""

    DONE = "done"
    OVERDUE = "overdue"
    BEGUN = "begun"
    CORRECTED = "corrected"
    """What was reported as done is open, or was done on another day, now."""
    EXTENDED = "extended"
    STOPPED = "stopped"
    TOLD = "told"
    """Something is known now, and nothing was then."""
    OTHER = "other"
    NEW = "new"
    """The report before had no such task."""


@dataclass(frozen=True, slots=True)
class Move:
    """A task whose state is another than in the report before."""

    row: TrackedTask
    before: TaskState | None
    kind: MoveKind


def moves(tracking: Tracking, before: ReportedStates | None) -> Iterator[Move]:
    """Tell what became otherwise since an earlier report; nothing where there is none."""
    if before is None:
        return
    then = before.by_identity()
    for row in tracking.rows:
        was = then.get(row.identity)
        if was is None:
            yield Move(row, None, MoveKind.NEW)
        elif kind := _moved(was, row.state):
            yield Move(row, was, kind)


def corrections(known_now: Tracking, said: ReportedStates) -> tuple[TrackedTask, ...]:
    """Find the tasks that stood otherwise at a report's day, as is known now, than it said.

    Args:
        known_now: the states at the day of the report, by all entries of now.
        said: the report.

    """
    then = said.by_identity()
    return tuple(
        row
        for row in known_now.rows
        if (was := then.get(row.identity)) is not None and class_of(was) is not row.counted
    )


def _moved(was: TaskState, now: TaskState) -> MoveKind | None:
    """Tell what kind of move lies between two states; None where there is none."""
    before, after = class_of(was), class_of(now)
    if was.progress is Progress.DONE:
        same = now.progress is Progress.DONE and was.done_on in (now.done_on, None)
        return None if same and before is after else MoveKind.CORRECTED
    if now.progress is Progress.DONE:
        return MoveKind.DONE
    if was.last_day and now.last_day and now.last_day > was.last_day:
        return MoveKind.EXTENDED
    if after is before and was.progress is now.progress:
        return None
    return _open_move(was, before, now, after)


def _open_move(was: TaskState, before: StateClass, now: TaskState, after: StateClass) -> MoveKind:
    """Tell what kind of move lies between two states that are not done."""
    if after is StateClass.OPEN_LATE and before is not after:
        return MoveKind.OVERDUE
    if after is StateClass.STOPPED:
        return MoveKind.STOPPED
    if was.progress is Progress.UNKNOWN:
        return MoveKind.TOLD
    return MoveKind.BEGUN if now.progress is Progress.UNDER_WAY else MoveKind.OTHER


def done_between(rows: Iterable[TrackedTask], first: dt.date, last: dt.date) -> list[TrackedTask]:
    """List the tasks that were done on a day within a period."""
    return [
        row
        for row in rows
        if row.counted in DONE and row.state.done_on and first <= row.state.done_on <= last
    ]
