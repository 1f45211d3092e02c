"""Whose progress a document tells: the rows as they were reported, and their figures."""

import datetime as dt
from dataclasses import dataclass, replace
from functools import cached_property

from reconcile.model import PeriodKind, Role
from reconcile.tracking.counts import ProgressFigures, StateClass, overdue_days
from reconcile.tracking.outcome import ProgressOutcome
from reconcile.tracking.progress import TrackedKind, TrackedTask
from reconcile.tracking.reported import ReportedStates, done_between
from reconcile.vocabulary.periods import ReportPeriod

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
        said = self.outcome.states.by_identity()
        found = self.outcome.at_closing.of(self.kind, self.body_id)
        states = ((row, said.get(row.identity)) for row in found)
        return [
            row if state == row.state else replace(row, state=state)
            for row, state in states
            if state is not None
        ]

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
    def done(self) -> list[TrackedTask]:
        """The rows that were done on a day of the period."""
        return done_between(self.rows, self.period.first or dt.date.min, self.day)

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
        return [*self.late, *self.running, *self.apart, *self.done]

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
