"""Whose progress a document tells: the rows as they were reported, and their figures."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from reconcile.model import PeriodKind, Role
from reconcile.report.documents.wording import lower_first
from reconcile.tracking.counts import (
    ProgressFigures,
    StateClass,
    class_of,
    overdue_days,
)
from reconcile.tracking.outcome import ProgressOutcome
from reconcile.tracking.progress import UNITS, TrackedKind, TrackedTask
from reconcile.tracking.reported import ReportedStates, done_between
from reconcile.vocabulary.periods import ReportPeriod
from reconcile.vocabulary.text import one_line

APART = (StateClass.NO_DEADLINE, StateClass.RECURRING)


@dataclass(frozen=True)
class ProgressScope:
    """Some tracked rows of one report."""

    outcome: ProgressOutcome
    kind: TrackedKind
    body_id: str = ""
    """Empty for all bodies."""

    @property
    def day(self) -> dt.date:
        """The day that the figures are of."""
        return self.outcome.states.last_day

    @property
    def period(self) -> ReportPeriod:
        """The period of the report."""
        return self.outcome.period

    @cached_property
    def figures(self) -> ProgressFigures:
        """The figures as they were reported."""
        return self.outcome.states.figures(self.kind, self.body_id)

    def figures_of(self, states: ReportedStates | None) -> ProgressFigures | None:
        """Return the figures of another report; None where there was none, or none of these."""
        found = states.figures(self.kind, self.body_id) if states else None
        return found if found and found.total else None

    @cached_property
    def rows(self) -> list[TrackedTask]:
        """The rows, each in the state that was reported."""
        return list(self.outcome.as_reported.of(self.kind, self.body_id))

    @property
    def told_rows(self) -> list[TrackedTask]:
        """The rows on which bodies tell what hinders them: over all, also what each unit tells."""
        if self.kind is not TrackedKind.UPPER or self.body_id:
            return self.rows
        return [*self.rows, *replace(self, kind=TrackedKind.ASSIGNED).rows]

    @property
    def late(self) -> list[TrackedTask]:
        """The rows that are overdue, the longest first."""
        late = [row for row in self.rows if row.counted is StateClass.OPEN_LATE]
        return sorted(late, key=lambda row: -overdue_days(row.state, self.day))

    @property
    def backlog(self) -> list[TrackedTask]:
        """The overdue rows that the report before had overdue already."""
        then = self.outcome.before.by_identity() if self.outcome.before else {}
        return [
            row
            for row in self.late
            if (was := then.get(row.identity)) and class_of(was) is StateClass.OPEN_LATE
        ]

    @property
    def done(self) -> list[TrackedTask]:
        """The rows that were done on a day of the period."""
        return done_between(self.rows, self.period.first or dt.date.min, self.day)

    @cached_property
    def units(self) -> tuple[int, int]:
        """Of the units with tasks in the plan: how many have sent a plan of their own, and all.

        A unit's own report counts no others.
        """
        if self.kind is not TrackedKind.UPPER:
            return 0, 0
        at = self.outcome.as_reported
        given = {row.body_id for row in at.of(TrackedKind.ASSIGNED)}
        return len(given & {row.body_id for row in at.of(TrackedKind.UNIT)}), len(given)

    @property
    def new(self) -> list[TrackedTask]:
        """The rows that the report before did not have; none where it had none of their kind."""
        before = self.outcome.before
        if before is None or not self.figures_of(before):
            return []
        then = before.by_identity()
        return [row for row in self.rows if row.identity not in then]

    def is_news(self, row: TrackedTask) -> bool:
        """Tell whether anything was told of a row, or at a unit that leads it, in the period."""
        first = self.period.first
        days = self._told_at_units.get(row.task.key, []) if row.body_id == UNITS else []
        days = [*days, *([row.standing.entry.day] if row.standing else [])]
        return first is not None and any(first <= day <= self.day for day in days)

    @cached_property
    def _told_at_units(self) -> Mapping[str, list[dt.date]]:
        """The days on which units last told of an upper task that they lead, by its key."""
        found: dict[str, list[dt.date]] = {}
        for row in self.outcome.as_reported.of(TrackedKind.ASSIGNED):
            if row.role is Role.LEAD and row.standing:
                found.setdefault(row.task.key, []).append(row.standing.entry.day)
        return found

    def reported_at(self, row: TrackedTask) -> tuple[int, int]:
        """Count the units that lead an upper task: those that have told anything of it, and all."""
        return self._reported.get(row.task.key, (0, 0))

    @cached_property
    def _reported(self) -> Mapping[str, tuple[int, int]]:
        """The same of every upper task, by its key."""
        found: dict[str, tuple[int, int]] = {}
        for row in self.outcome.as_reported.of(TrackedKind.ASSIGNED):
            if row.role is Role.LEAD:
                told, every = found.get(row.task.key, (0, 0))
                found[row.task.key] = told + row.reported, every + 1
        return found

    def hindered_at(self, row: TrackedTask) -> tuple[str, ...]:
        """Tell what hinders the units at which an upper task is overdue, each by its name."""
        over_all = self.kind is TrackedKind.UPPER and not self.body_id and row.body_id == UNITS
        return self._hindered.get(row.task.key, ()) if over_all else ()

    @cached_property
    def _hindered(self) -> Mapping[str, tuple[str, ...]]:
        """What hinders units at tasks that are overdue there, by the key of the task."""
        found: dict[str, tuple[str, ...]] = {}
        for row in self.outcome.as_reported.of(TrackedKind.ASSIGNED):
            late = row.counted is StateClass.OPEN_LATE and row.standing
            if said := one_line(row.standing.entry.difficulty) if late and row.standing else "":
                line = f"{row.body}: {lower_first(said).rstrip('.')}"
                found[row.task.key] = (*found.get(row.task.key, ()), line)
        return found

    def due(self, last: dt.date) -> list[TrackedTask]:
        """Return the open rows whose last day comes up to a day, the nearest first."""
        near = [
            row
            for row in self.rows
            if row.counted is StateClass.OPEN_IN_TIME
            and row.state.last_day
            and row.state.last_day <= last
        ]
        return sorted(near, key=lambda row: str(row.state.last_day))

    @property
    def running(self) -> list[TrackedTask]:
        """The rows that are open in time, the nearest first; a report on request lists none."""
        return [] if self.period.kind is PeriodKind.AD_HOC else self.due(dt.date.max)

    @property
    def shown(self) -> list[TrackedTask]:
        """The rows that the report names one by one."""
        if self.period.kind is PeriodKind.AD_HOC:
            return self.rows
        return [*self.late, *self.running, *self.apart, *self.done, *self.new]

    @property
    def apart(self) -> list[TrackedTask]:
        """The rows that count apart: recurring, and without a deadline."""
        return [row for row in self.rows if row.counted in APART]


def led_late(outcome: ProgressOutcome, body_id: str) -> list[TrackedTask]:
    """List what a body itself leads and has overdue at the day of the figures, longest first."""
    late = [row for row in led(outcome, body_id) if row.counted is StateClass.OPEN_LATE]
    return sorted(late, key=lambda row: -outcome.tracking.days_late(row))


def led(outcome: ProgressOutcome, body_id: str) -> list[TrackedTask]:
    """List the upper tasks that a body leads: a unit's at it, an office's of the upper plan."""
    tracking = outcome.tracking
    units = {unit.id for unit in tracking.units}
    kind = TrackedKind.ASSIGNED if body_id in units else TrackedKind.UPPER
    return [row for row in tracking.of(kind, body_id) if row.role is Role.LEAD]


def reporting(outcome: ProgressOutcome) -> tuple[int, int]:
    """Count the units that have told anything of the tasks given to them, and all units."""
    said = outcome.states.tasks
    told = {each.body_id for each in said if each.kind is TrackedKind.ASSIGNED and each.told}
    every = {each.body_id for each in said if each.kind is TrackedKind.ASSIGNED}
    return len(told), len(every)
