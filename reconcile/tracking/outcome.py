"""All that the outputs of progress show, from one tracking: states, reports, what is doubtful."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from reconcile.model import Finding, Role
from reconcile.tracking.counts import StateClass
from reconcile.tracking.doubtful import DoubtfulRow
from reconcile.tracking.progress import TrackedKind, TrackedTask, Tracking
from reconcile.tracking.ranking import RankedBody, Steps, ranked
from reconcile.tracking.reported import Move, ReportedStates, corrections, moves
from reconcile.vocabulary.periods import ReportPeriod


@dataclass(frozen=True)
class ProgressOutcome:
    """States at the day asked for and at the closing of the period, and the reports so far."""

    tracking: Tracking
    at_closing: Tracking
    """At the last day of the period, by what is known now."""
    period: ReportPeriod
    states: ReportedStates
    """What the report of the period says; once made it stays."""
    before: ReportedStates | None
    """What the report before it said; None where none was made."""
    before_now: Tracking | None
    """The states of that report's day, by what is known now."""
    year_before: ReportedStates | None
    trend: tuple[ReportedStates, ...]
    """The reports of this kind of period up to this one, in their order."""
    doubtful: tuple[DoubtfulRow, ...]
    """Of rows with one key the latest."""
    findings: tuple[Finding, ...]
    answered: tuple[DoubtfulRow, ...] = ()
    """Rows that a person has settled."""
    places: Mapping[str, str] = field(default_factory=dict)
    """Name of a source → its path from the folder of the outputs."""
    first_since: dt.date | None = None
    """The day of the plan, where the period is the first that is reported on; None for another."""
    ranking: tuple[RankedBody, ...] = ()
    """At the day asked for; empty where the office has set no rule."""
    rule: Steps = ()
    """Of the office, by which bodies are ranked."""

    @cached_property
    def as_reported(self) -> Tracking:
        """The rows at the closing of the period, each in the state that was reported."""
        said = self.states.by_identity()
        states = ((row, said.get(row.identity)) for row in self.at_closing.rows)
        rows = (
            row if state == row.state else replace(row, state=state)
            for row, state in states
            if state is not None
        )
        return replace(self.at_closing, rows=tuple(rows))

    @cached_property
    def reported_ranking(self) -> tuple[RankedBody, ...]:
        """How bodies stood at the closing of the period, as it was reported."""
        return ranked(self.as_reported, self.rule)

    @cached_property
    def moves(self) -> tuple[Move, ...]:
        """What is otherwise at the day asked for than the report of the period before said."""
        return tuple(moves(self.tracking, self.before))

    @cached_property
    def late_at(self) -> Mapping[str, tuple[str, ...]]:
        """The units that led an upper task and had it overdue as it was reported, by its key."""
        found: dict[str, list[str]] = {}
        for row in self.as_reported.of(TrackedKind.ASSIGNED):
            if row.role is Role.LEAD and row.counted is StateClass.OPEN_LATE:
                found.setdefault(row.task.key, []).append(row.body)
        return {key: tuple(bodies) for key, bodies in found.items()}

    @cached_property
    def corrected(self) -> tuple[TrackedTask, ...]:
        """The tasks that stood otherwise at the closing of the period before than was reported."""
        if self.before is None or self.before_now is None:
            return ()
        return corrections(self.before_now, self.before)

    @property
    def mark(self) -> tuple[object, ...]:
        """What the outputs are made from, beside plans and settings."""
        return (
            self.tracking.rows,
            self.at_closing.rows,
            self.period,
            self.states,
            self.before,
            self.before_now.rows if self.before_now else (),
            self.year_before,
            self.trend,
            self.doubtful,
            self.answered,
            self.places,
            self.first_since,
            self.findings,
        )
