"""All that the outputs of progress show, from one tracking: states, reports, what is doubtful."""

from dataclasses import dataclass

from reconcile.model import Finding
from reconcile.tracking.doubtful import DoubtfulRow
from reconcile.tracking.progress import TrackedTask, Tracking
from reconcile.tracking.reported import Move, ReportedStates, corrections, moves
from reconcile.vocabulary.periods import ReportPeriod


@dataclass(frozen=True, slots=True)
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

    @property
    def moves(self) -> tuple[Move, ...]:
        """What is otherwise at the day asked for than the report of the period before said."""
        return tuple(moves(self.tracking, self.before))

    @property
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
            self.findings,
        )
