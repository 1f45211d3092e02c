"""The state of every tracked task at a day: the one function that all outputs of progress show.

Tracked are three kinds of rows: each task of the upper plan, by the bodies that lead it; each task
of a unit's own plan; each upper task at a unit that has a role in it.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from reconcile.model import (
    Deadline,
    Plan,
    Progress,
    Role,
    Side,
    StatusEntry,
    StatusWords,
    Task,
    TaskOf,
    TaskState,
    Unit,
)
from reconcile.tracking.bodies import body_id, lead_bodies
from reconcile.tracking.counts import (
    Counted,
    ProgressFigures,
    StateClass,
    class_of,
    count_states,
    is_soon,
    overdue_days,
)
from reconcile.tracking.entries import StandingEntry, standing_entry, state_by
from reconcile.tracking.states import state_at
from reconcile.tracking.summed import linked_state, summed_state
from reconcile.tracking.unit_tasks import AssignedTask, UnitTasks


class TrackedKind(StrEnum):
    """Which of the three kinds of rows one is."""

    UPPER = "upper"
    UNIT = "unit"
    ASSIGNED = "assigned"


class StateBasis(StrEnum):
    """What a state rests on."""

    PERSON = "person"
    ENTRY = "entry"
    LINKS = "links"
    SUM = "sum"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class TrackedTask:
    """A tracked row: whose task it is, and its state at the day."""

    kind: TrackedKind
    body: str
    """Name of the unit or of the offices that lead it."""
    body_id: str
    task: Task
    role: Role
    """Of the unit, in an upper task; that of a lead for all others."""
    state: TaskState
    basis: StateBasis = StateBasis.NONE
    standing: StandingEntry | None = None
    parts: tuple[int, int, int] = (0, 0, 0)
    """Of an upper task at several bodies: how many have done it, how many are unknown, of all."""

    @property
    def counted(self) -> StateClass:
        """The class that it counts in."""
        return class_of(self.state)

    @property
    def reported(self) -> bool:
        """Whether anything known was told of it; that a task recurs its deadline says."""
        return self.basis is not StateBasis.NONE

    @property
    def identity(self) -> tuple[str, str, str]:
        """By which it is the same row at another day."""
        return self.kind.value, self.body_id, self.task.key


@dataclass(frozen=True)
class Tracking:
    """All tracked rows at a day."""

    upper: Plan
    as_of: dt.date
    rows: tuple[TrackedTask, ...]
    """The upper plan's in its order; then of each unit its own, then the upper ones at it."""
    units: tuple[Unit, ...]
    soon_days: int = 7

    def of(self, kind: TrackedKind, body: str = "") -> tuple[TrackedTask, ...]:
        """Return the rows of a kind, of one body where it is named."""
        return self._by_body.get((kind, body), ())

    # Each of a hundred units' documents asks for its own rows.
    @cached_property
    def _by_body(self) -> Mapping[tuple[TrackedKind, str], tuple[TrackedTask, ...]]:
        """The rows by kind and body, and those of all bodies under no name."""
        found: dict[tuple[TrackedKind, str], list[TrackedTask]] = defaultdict(list)
        for row in self.rows:
            for body in {row.body_id, ""}:
                found[row.kind, body].append(row)
        return {place: tuple(rows) for place, rows in found.items()}

    def figures(self, rows: Iterable[TrackedTask]) -> ProgressFigures:
        """Count rows; every output takes its figures from here."""
        counted = (Counted(row.state, row.counted, row.reported) for row in rows)
        return count_states(counted, self.as_of, self.soon_days)

    def days_late(self, row: TrackedTask) -> int:
        """Count the days by which a row is, or was, late."""
        return overdue_days(row.state, self.as_of)

    def is_soon(self, row: TrackedTask) -> bool:
        """Tell whether a row's last day comes soon."""
        return is_soon(row.state, row.counted, self.as_of, self.soon_days)


@dataclass(frozen=True, slots=True)
class ProgressMatter:
    """What the states are told from."""

    upper: Plan
    units: Sequence[UnitTasks]
    """Also those that have sent no plan, without tasks of their own."""
    entries: Sequence[StatusEntry]
    """In the order in which they were added."""


def track(matter: ProgressMatter, as_of: dt.date, soon_days: int = 7) -> Tracking:
    """Tell the state of every tracked task at a day.

    Args:
        matter: plans, links and entries.
        as_of: the day; what was told for a later one is not looked at.
        soon_days: a last day that comes within so many days is soon.

    """
    told = _Told(matter.entries, as_of)
    uppers = {task.key: task for task in matter.upper.tasks}
    below = [_UnitRows(unit, uppers, told) for unit in matter.units]
    rows = [_upper_row(task, below, told) for task in matter.upper.tasks]
    for unit in below:
        rows += [*unit.own, *unit.assigned.values()]
    units = tuple(each.unit for each in matter.units)
    return Tracking(matter.upper, as_of, tuple(rows), units, soon_days)


class _Told:
    """What was told of each task by the day."""

    def __init__(self, entries: Iterable[StatusEntry], as_of: dt.date) -> None:
        self.as_of = as_of
        by_duty: dict[TaskOf, list[StatusEntry]] = defaultdict(list)
        for entry in entries:
            by_duty[entry.duty].append(entry)
        self._standing = {
            duty: standing
            for duty, said in by_duty.items()
            if (standing := standing_entry(said, as_of))
        }

    def of(self, unit: str, side: Side, task: str) -> StandingEntry | None:
        """Return the entry that stands on a task; None where nothing known was told."""
        return self._standing.get(TaskOf(unit, side, task))

    def state(self, standing: StandingEntry | None, deadline: Deadline) -> TaskState:
        """Tell a state by an entry; unknown without one."""
        return state_by(standing, deadline, self.as_of) if standing else self.unknown(deadline)

    def unknown(self, deadline: Deadline) -> TaskState:
        """Tell the state of a task of which nothing is known."""
        return state_at(StatusWords(), deadline, self.as_of)


class _UnitRows:
    """The rows of one unit."""

    def __init__(self, tasks: UnitTasks, uppers: Mapping[str, Task], told: _Told) -> None:
        self.unit = tasks.unit
        self._told = told
        alone = _carried_alone(tasks.assigned)
        self.own = [self._own(task, alone) for task in tasks.tasks]
        self._states = {row.task.key: row.state for row in self.own if row.reported}
        self.assigned = {
            each.key: self._assigned(each, uppers[each.key])
            for each in tasks.assigned
            if each.role is not Role.NONE
        }

    def _own(self, task: Task, alone: Mapping[str, str]) -> TrackedTask:
        """Make the row of a task of the unit's own plan.

        Where it and an upper task are one and the same, what was told of that is told of it.
        """
        unit = self.unit
        standing = self._told.of(unit.id, Side.LOWER, task.key)
        if standing is None and task.key in alone:
            standing = self._told.of(unit.id, Side.UPPER, alone[task.key])
        state = self._told.state(standing, task.deadline)
        basis = StateBasis.ENTRY if standing else StateBasis.NONE
        kind = TrackedKind.UNIT
        return TrackedTask(kind, unit.name, unit.id, task, Role.LEAD, state, basis, standing)

    def _assigned(self, assigned: AssignedTask, task: Task) -> TrackedTask:
        """Make the row of an upper task at the unit: a person's word first, then entries, links."""
        standing = self._told.of(self.unit.id, Side.UPPER, assigned.key)
        if assigned.said_done:
            said = StatusWords(Progress.DONE)
            state, basis = state_at(said, task.deadline, self._told.as_of), StateBasis.PERSON
        elif standing:
            state, basis = self._told.state(standing, task.deadline), StateBasis.ENTRY
        else:
            state, basis = self._by_links(assigned, task)
        kind, unit = TrackedKind.ASSIGNED, self.unit
        return TrackedTask(kind, unit.name, unit.id, task, assigned.role, state, basis, standing)

    def _by_links(self, assigned: AssignedTask, task: Task) -> tuple[TaskState, StateBasis]:
        """Tell the state of an upper task by the unit's tasks that carry it."""
        unknown = TaskState()
        full = [self._states.get(key, unknown) for key in assigned.full]
        partial = [self._states.get(key, unknown) for key in assigned.partial]
        state = linked_state(full, partial, task.deadline, self._told.as_of)
        if state.progress is Progress.UNKNOWN:
            return self._told.unknown(task.deadline), StateBasis.NONE
        return state, StateBasis.LINKS


def _carried_alone(assigned: Iterable[AssignedTask]) -> dict[str, str]:
    """Find the lower tasks that carry one upper task wholly, it alone, and nothing else."""
    uppers: dict[str, list[str]] = defaultdict(list)
    for each in assigned:
        for key in (*each.full, *each.partial):
            uppers[key].append(each.key)
    return {
        each.full[0]: each.key
        for each in assigned
        if len(each.full) == 1 and not each.partial and len(uppers[each.full[0]]) == 1
    }


def _upper_row(task: Task, below: Sequence[_UnitRows], told: _Told) -> TrackedTask:
    """Make the row of an upper task: by the units that lead it, else by the offices that do."""
    led = [row for unit in below if (row := unit.assigned.get(task.key))]
    led = [row for row in led if row.role is Role.LEAD]
    if led:
        return _summed(task, led, told)
    names = lead_bodies(task)
    ids = tuple(body_id(name) for name in names)
    standings = [told.of(each, Side.UPPER, task.key) for each in ids]
    states = [told.state(each, task.deadline) for each in standings]
    body, kind = "; ".join(names), TrackedKind.UPPER
    first = next((each for each in standings if each), None)
    state = (
        states[0]
        if len(states) == 1
        else summed_state(states or [told.unknown(task.deadline)], task.deadline, told.as_of)
    )
    basis = StateBasis.ENTRY if first else StateBasis.NONE
    parts = _parts(states) if len(states) > 1 else (0, 0, 0)
    return TrackedTask(kind, body, ";".join(ids), task, Role.LEAD, state, basis, first, parts)


def _summed(task: Task, led: Sequence[TrackedTask], told: _Told) -> TrackedTask:
    """Make the row of a task that units lead: the sum of theirs, never one unit's."""
    states = [row.state for row in led]
    state = summed_state(states, task.deadline, told.as_of)
    basis = StateBasis.SUM if any(row.reported for row in led) else StateBasis.NONE
    name = task.lead.strip()
    return TrackedTask(
        TrackedKind.UPPER, name, UNITS, task, Role.LEAD, state, basis, parts=_parts(states)
    )


UNITS = "*"
"""In place of the id of a body: the units themselves lead."""


def _parts(states: Sequence[TaskState]) -> tuple[int, int, int]:
    """Count the bodies that have done a task, those of which nothing is known, and all."""
    said = [state.progress for state in states]
    return said.count(Progress.DONE), said.count(Progress.UNKNOWN), len(said)
