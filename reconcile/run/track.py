"""Progress tracked on a working folder: sources taken in, states told, outputs and reports made."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from sqlite3 import Connection

from reconcile.config import Config
from reconcile.errors import OutputError
from reconcile.model import Finding, PeriodKind, Unit
from reconcile.normalise.whose import asked_unit, known_units
from reconcile.run.open_folder import Asked, Work, open_work
from reconcile.run.outputs import PlacedOutputs, failed_places, put_in_place
from reconcile.run.pair import in_order
from reconcile.run.progress_outputs import progress_outputs
from reconcile.run.retire import ASIDE, HOME, retire
from reconcile.run.source_places import places_of
from reconcile.run.status_answers import take_in_status_answers
from reconcile.run.status_sources import TakenStatuses, take_in_statuses
from reconcile.run.tracking_inputs import TrackingInputs, tracking_inputs
from reconcile.run.units import UnitReport
from reconcile.run.wanted import Wanted
from reconcile.run.watch import UNWATCHED, Watch
from reconcile.store.cache import fingerprint
from reconcile.store.database import writing
from reconcile.store.network_drive import network_findings
from reconcile.store.progress_reports import earlier_reports, keep_report, made_report
from reconcile.store.status_entries import all_entries
from reconcile.tracking.doubtful import one_each, status_findings
from reconcile.tracking.outcome import ProgressOutcome
from reconcile.tracking.progress import ProgressMatter, Tracking, track
from reconcile.tracking.ranking import ranked
from reconcile.tracking.reported import ReportedStates, reported
from reconcile.vocabulary.periods import (
    ReportPeriod,
    a_year_before,
    closed_period,
    period_before,
)


@dataclass(frozen=True, slots=True)
class AskedTracking:
    """What a call asks for, beyond what reconcile.toml says."""

    period: PeriodKind | None = None
    """None for that of the settings."""
    again: bool = False
    """Whether a report that was made already is made again by what is known now."""


@dataclass(frozen=True, slots=True)
class TrackReport:
    """What tracking did, for the doors to show."""

    outcome: ProgressOutcome
    taken: TakenStatuses
    findings: tuple[Finding, ...]
    outputs: tuple[Path, ...]
    written: int
    failures: tuple[OutputError, ...] = ()

    @property
    def is_clean(self) -> bool:
        """Whether nothing is overdue, and nothing doubtful."""
        tracking = self.outcome.tracking
        late = tracking.figures(tracking.rows).open_late
        return not (late or self.findings or self.failures)


def track_folder(
    folder: Path, asked: Asked, wanted: AskedTracking, watch: Watch = UNWATCHED
) -> TrackReport:
    """Track progress on a working folder, and write all that shows it.

    Raises:
        ReconcileError: of ``open_work``.

    """
    # All units are tracked, whichever outputs are asked for: a report is of all of them.
    with open_work(folder, replace(asked, only="")) as work:
        inputs = _inputs(work, watch)
        only = _one_unit(asked.only, inputs)
        database = work.tables.database
        taken = take_in_sources(work, inputs)
        outcome = _outcome(database, inputs, wanted, taken)
        outcome = replace(outcome, places=places_of(folder))
        placed = _placed(work, outcome, only)
        # With one unit alone nothing shows which letters of others have lost their cause.
        owned = {} if asked.only else {f"{HOME}/": True, f"{ASIDE}/": False}
        current = (*placed.paths, *failed_places(folder, placed.failures))
        left = retire(database, work.files, current, owned, tracked=True)
        left += network_findings(folder)
        return TrackReport(
            outcome=outcome,
            taken=taken,
            findings=in_order([*work.findings, *outcome.findings, *placed.findings, *left]),
            outputs=placed.paths,
            written=placed.written,
            failures=tuple(placed.failures),
        )


def tracked_now(work: Work) -> Tracking:
    """Take the sources in, and tell all states at the day of the call; no report is made."""
    inputs = _inputs(work, UNWATCHED)
    take_in_sources(work, inputs)
    return inputs.states(all_entries(work.tables.database))


def tracked_by_sources(work: Work, reports: Sequence[UnitReport]) -> Tracking:
    """Do the same for units that are settled; answers that are not taken in yet wait."""
    inputs = tracking_inputs(work, reports)
    take_in_statuses(work.tables.database, work.files, inputs)
    return inputs.states(all_entries(work.tables.database))


def take_in_sources(work: Work, inputs: TrackingInputs) -> TakenStatuses:
    """Take in what people answered on doubtful rows, then all sources, by these answers."""
    database = work.tables.database
    told = take_in_status_answers(database, work.files, inputs)
    taken = take_in_statuses(database, work.files, inputs)
    taken.findings += told
    return taken


def _inputs(work: Work, watch: Watch) -> TrackingInputs:
    """Settle the units, and gather whose tasks sources may tell of."""
    reports = work.units.settle(work.jobs, Wanted(nothing=True), work.processes, watch)
    return tracking_inputs(work, reports)


def _outcome(
    database: Connection, inputs: TrackingInputs, wanted: AskedTracking, taken: TakenStatuses
) -> ProgressOutcome:
    """Tell all states, and what the report of the period says beside the reports before it."""
    config = inputs.config
    closing, matter = inputs.closing, inputs.matter(all_entries(database))
    kind = wanted.period or config.tracking.period
    period = closed_period(kind, inputs.as_of, closing)
    at_closing = track(matter, period.last, config.tracking.soon_days)
    states = _reported(database, at_closing, period, again=wanted.again)
    before = period_before(period, closing)
    year = a_year_before(period, closing)
    now = at_closing
    if period.last != inputs.as_of:
        now = track(matter, inputs.as_of, config.tracking.soon_days)
    said_before = made_report(database, kind, before.last) if before else None
    return ProgressOutcome(
        tracking=now,
        at_closing=at_closing,
        period=period,
        states=states,
        before=said_before,
        before_now=_as_known_now(matter, said_before, config),
        year_before=made_report(database, kind, year.last) if year else None,
        trend=(*earlier_reports(database, kind, period.last), states),
        doubtful=one_each(taken.doubtful),
        answered=one_each(taken.answered),
        ranking=ranked(now, config.tracking.ranking),
        findings=tuple(in_order([*taken.findings, *status_findings(now.rows)])),
    )


def _as_known_now(
    matter: ProgressMatter, said: ReportedStates | None, config: Config
) -> Tracking | None:
    """Tell the states of an earlier report's day by what is known now."""
    return track(matter, said.last_day, config.tracking.soon_days) if said else None


def _reported(
    database: Connection, tracking: Tracking, period: ReportPeriod, *, again: bool
) -> ReportedStates:
    """Return what the report of a period says: what it said when it was first made."""
    made = None if again else made_report(database, period.kind, period.last)
    if made is not None:
        return made
    states = reported(tracking, period.first)
    with writing(database, lasting=True):
        keep_report(database, period.kind, states)
    return states


def _one_unit(name: str, inputs: TrackingInputs) -> str:
    """Return the id of the one unit that a call asks for; empty for all.

    Raises:
        UsageError: no unit is called so, or several are.

    """
    if not name:
        return ""
    none: dict[Unit, tuple[str, ...]] = {each.unit: () for each in inputs.units}
    nobody = f"không có đơn vị “{name}”"
    return asked_unit(name, known_units(inputs.config.units, none), nobody).id


def _placed(work: Work, outcome: ProgressOutcome, only: str) -> PlacedOutputs:
    """Put the outputs in their places: all, or those of one unit."""
    made_from = fingerprint(work.upper.made_from, outcome.mark)
    outputs = progress_outputs(outcome, work.upper.config, work.upper.templates, only)
    return put_in_place(work.tables.database, work.files, made_from, outputs)
