"""What the report of a period says, beside the reports before it; once it is kept it stays."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from sqlite3 import Connection

from reconcile.model import Finding, PeriodKind, Plan, Where
from reconcile.run.progress.tracking_inputs import TrackingInputs
from reconcile.store.database import writing
from reconcile.store.progress_reports import earlier_reports, keep_report, made_report
from reconcile.tracking.outcome import ProgressOutcome
from reconcile.tracking.progress import ProgressMatter, Tracking, track
from reconcile.tracking.reported import ReportedStates, reported
from reconcile.vocabulary.findings import finding
from reconcile.vocabulary.periods import (
    ReportPeriod,
    a_year_before,
    closed_period,
    first_period,
    period_before,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodReport:
    """The report of a period and those that it is held against."""

    period: ReportPeriod
    at_closing: Tracking
    """At the last day of the period, or at the day of the call where it goes on."""
    states: ReportedStates
    before: ReportedStates | None
    before_now: Tracking | None
    year_before: ReportedStates | None
    trend: tuple[ReportedStates, ...]
    first_since: dt.date | None
    findings: tuple[Finding, ...] = ()


def period_report(
    database: Connection,
    inputs: TrackingInputs,
    matter: ProgressMatter,
    kind: PeriodKind,
    *,
    again: bool,
) -> PeriodReport:
    """Make the report of the last period that closed, or of the first one of the plan.

    Args:
        database: the working folder's, open.
        inputs: whose tasks are tracked, and the day.
        matter: what the states are told from.
        kind: of the period.
        again: whether a report that was made already is made again.

    """
    closing, soon, as_of = inputs.closing(kind), inputs.config.tracking.soon_days, inputs.as_of
    issued = _issued(inputs.upper)
    asked = period = closed_period(kind, as_of, closing)
    first = issued and first_period(kind, issued, closing)
    if first and asked.last < first.last:
        period = first
    day = min(period.last, as_of)
    at_closing = track(matter, day, soon)
    states = _states(database, at_closing, period, again=again)
    before, year = period_before(period, closing), a_year_before(period, closing)
    since = issued or dt.date.min
    earlier = [e for e in earlier_reports(database, kind, period.last) if e.last_day >= since]
    said = _last_of(earlier, before) if before else None
    a_year = made_report(database, kind, year.last) if year and year.last >= since else None
    return PeriodReport(
        period=period,
        at_closing=at_closing,
        states=states,
        before=said,
        before_now=track(matter, said.last_day, soon) if said else None,
        year_before=a_year,
        trend=(*earlier, states),
        first_since=issued if period == first else None,
        findings=_told(inputs, asked, period, issued) if issued and period != asked else (),
    )


def _last_of(reports: Sequence[ReportedStates], period: ReportPeriod) -> ReportedStates | None:
    """Return the report of a period; of one that closed on another day, before settings changed it.

    Args:
        reports: made so far, in their order.
        period: as it closes by the settings of now.

    """
    within = [e for e in reports if period.first is None or period.first <= e.last_day]
    exact = [each for each in within if each.last_day == period.last]
    return next(reversed(exact or within), None)


def _issued(upper: Plan) -> dt.date | None:
    """Return the day of the first of the plans; None where that of any is unknown."""
    days = [plan.issued for plan in upper.plans]
    known = [day for day in days if day]
    return min(known) if len(known) == len(days) else None


def _states(
    database: Connection, tracking: Tracking, period: ReportPeriod, *, again: bool
) -> ReportedStates:
    """Return what the report of a period says: what it said when it was first made."""
    # Before its period has closed a report says what is known by now, and nothing is kept of it.
    if tracking.as_of < period.last:
        return reported(tracking, period.first)
    made = None if again else made_report(database, period.kind, period.last)
    return made or reported(tracking, period.first)


def keep_made(database: Connection, outcome: ProgressOutcome) -> None:
    """Keep what the report of a period says, once it is made of a period that has closed."""
    period, states = outcome.period, outcome.states
    if outcome.at_closing.as_of < period.last:
        return
    if made_report(database, period.kind, period.last) != states:
        with writing(database, lasting=True):
            keep_report(database, period.kind, states)


def _told(
    inputs: TrackingInputs, asked: ReportPeriod, first: ReportPeriod, issued: dt.date
) -> tuple[Finding, ...]:
    """Say that the period asked for had closed before there was a plan."""
    said = {"closed": asked.last, "issued": issued, "last": first.last, "day": inputs.as_of}
    days = {name: f"{day:%d/%m/%Y}" for name, day in said.items()}
    where = Where(inputs.upper.files[0])
    return (finding("period-before-plan", where, asked=asked.name, first=first.name, **days),)
