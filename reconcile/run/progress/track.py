"""Progress tracked on a working folder: sources taken in, states told, outputs and reports made."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from sqlite3 import Connection

from reconcile.errors import OutputError
from reconcile.model import Finding, PeriodKind, Unit
from reconcile.normalise.whose import asked_unit, known_units
from reconcile.run.open_folder import Asked, Work, open_work
from reconcile.run.pair import in_order
from reconcile.run.progress.known_tracking import KnownTracking, TrackSummary
from reconcile.run.progress.left_open import left_in_progress
from reconcile.run.progress.outputs import progress_outputs
from reconcile.run.progress.period_report import keep_made, period_report
from reconcile.run.progress.status_answers import take_in_status_answers
from reconcile.run.progress.status_sources import TakenStatuses, take_in_statuses
from reconcile.run.progress.tracking_inputs import TrackingInputs, tracking_inputs
from reconcile.run.reading.source_places import places_of
from reconcile.run.units import UnitReport
from reconcile.run.watch import UNWATCHED, Watch
from reconcile.run.writing.left_open import LeftOpen
from reconcile.run.writing.outputs import PlacedOutputs, failed_places, put_in_place
from reconcile.run.writing.retire import ASIDE, HOME, retire
from reconcile.run.writing.wanted import Wanted
from reconcile.store.cache import fingerprint
from reconcile.store.network_drive import network_findings
from reconcile.store.status_entries import all_entries
from reconcile.tracking.doubtful import one_each, status_findings
from reconcile.tracking.outcome import ProgressOutcome
from reconcile.tracking.progress import TrackedKind, Tracking, track
from reconcile.tracking.ranking import ranked


@dataclass(frozen=True, slots=True)
class AskedTracking:
    """What a call asks for, beyond what reconcile.toml says."""

    period: PeriodKind | None = None
    """None for that of the settings."""
    again: bool = False
    """Whether a report that was made already is made again by what is known now."""
    final: bool = False
    """Whether to write nothing while something in a document waits for a person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownTracking:
    """What tracking did, in short, for the doors to show."""

    summary: TrackSummary
    findings: tuple[Finding, ...]
    outputs: tuple[Path, ...]
    written: int
    added: int = 0
    """Lines that the log did not have."""
    failures: tuple[OutputError, ...] = ()
    left: tuple[LeftOpen, ...] = ()
    """Where something waits for a person; with ``final`` nothing is written then."""

    @property
    def is_clean(self) -> bool:
        """Whether nothing is overdue, and nothing doubtful."""
        late = any(figures.open_late for figures in self.summary.figures.values())
        return not (late or self.findings or self.failures)


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackReport(ShownTracking):
    """The same, with every state."""

    outcome: ProgressOutcome
    taken: TakenStatuses


def track_folder(
    folder: Path, asked: Asked, wanted: AskedTracking, watch: Watch = UNWATCHED
) -> TrackReport:
    """Track progress on a working folder, and write all that shows it.

    Raises:
        ReconcileError: of ``open_work``.

    """
    with _settled(folder, asked, watch) as (work, reports):
        return _tracked(work, reports, asked.only, wanted)


def show_folder(
    folder: Path, asked: Asked, wanted: AskedTracking, watch: Watch = UNWATCHED
) -> ShownTracking:
    """Do the same for who needs no states; where nothing has changed, none is told anew.

    Raises:
        ReconcileError: of ``open_work``.

    """
    with _settled(folder, asked, watch) as (work, reports):
        known = None
        if not (wanted.again or wanted.final):
            known = KnownTracking(work, reports, _kind(work, wanted), asked.only).recall()
        if known is None:
            return _tracked(work, reports, asked.only, wanted)
        summary, placed = known
        return ShownTracking(
            summary=summary,
            findings=_findings(work, summary.findings, placed, asked.only),
            outputs=placed.paths,
            written=placed.written,
        )


@contextmanager
def _settled(
    folder: Path, asked: Asked, watch: Watch
) -> Iterator[tuple[Work, tuple[UnitReport, ...]]]:
    """Open a working folder and settle its units."""
    # All units are tracked, whichever outputs are asked for: a report is of all of them.
    with open_work(folder, replace(asked, only="")) as work:
        yield work, work.units.settle(work.jobs, Wanted(nothing=True), work.processes, watch)


def _tracked(
    work: Work, reports: Sequence[UnitReport], asked: str, wanted: AskedTracking
) -> TrackReport:
    """Take the sources in, tell all states, and put in place all that shows them."""
    inputs = tracking_inputs(work, reports)
    only = _one_unit(asked, inputs)
    taken = take_in_sources(work, inputs)
    outcome = _outcome(work.tables.database, inputs, wanted, taken)
    outcome = replace(outcome, places=places_of(work.files.folder))
    made_from = fingerprint(work.upper.made_from, outcome.mark)
    left = left_in_progress(outcome, reports, work.upper.config, only) if wanted.final else ()
    if left:
        return TrackReport(
            summary=_summary(outcome, taken, made_from, ()),
            outcome=outcome,
            taken=taken,
            findings=in_order([*work.findings, *outcome.findings]),
            outputs=(),
            written=0,
            added=taken.added,
            left=left,
        )
    keep_made(work.tables.database, outcome)
    outputs = progress_outputs(outcome, work.upper.config, work.upper.templates, only)
    placed = put_in_place(work.tables.database, work.files, made_from, outputs)
    summary = _summary(outcome, taken, made_from, tuple(outputs))
    findings = _findings(work, outcome.findings, placed, asked)
    if not placed.failures:
        KnownTracking(work, reports, _kind(work, wanted), asked).keep(summary)
    return TrackReport(
        summary=summary,
        outcome=outcome,
        taken=taken,
        findings=findings,
        outputs=placed.paths,
        written=placed.written,
        added=taken.added,
        failures=tuple(placed.failures),
    )


def _summary(
    outcome: ProgressOutcome, taken: TakenStatuses, made_from: str, outputs: tuple[str, ...]
) -> TrackSummary:
    """Put in short what a tracking shows."""
    now = outcome.tracking
    return TrackSummary(
        as_of=now.as_of,
        period=outcome.period,
        figures={kind: now.figures(now.of(kind)) for kind in TrackedKind},
        files=taken.files,
        rows=taken.rows,
        doubtful=len(outcome.doubtful),
        findings=outcome.findings,
        made_from=made_from,
        outputs=outputs,
    )


def _findings(
    work: Work, told: Sequence[Finding], placed: PlacedOutputs, only: str
) -> tuple[Finding, ...]:
    """Lay aside what has lost its cause, and gather all findings of a call."""
    # With one unit alone nothing shows which letters of others have lost their cause.
    owned = {} if only else {f"{HOME}/": True, f"{ASIDE}/": False}
    current = (*placed.paths, *failed_places(work.files.folder, placed.failures))
    left = retire(work.tables.database, work.files, current, owned, tracked=True)
    left += network_findings(work.files.folder)
    return in_order([*work.findings, *told, *placed.findings, *left])


def _kind(work: Work, wanted: AskedTracking) -> PeriodKind:
    """Return the kind of period that is reported on."""
    return wanted.period or work.upper.config.tracking.period


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
    config, matter = inputs.config, inputs.matter(all_entries(database))
    kind = wanted.period or config.tracking.period
    report = period_report(database, inputs, matter, kind, again=wanted.again)
    now = report.at_closing
    if now.as_of != inputs.as_of:
        now = track(matter, inputs.as_of, config.tracking.soon_days)
    told = [*report.findings, *taken.findings, *status_findings(now.rows)]
    return ProgressOutcome(
        tracking=now,
        at_closing=report.at_closing,
        period=report.period,
        states=report.states,
        before=report.before,
        before_now=report.before_now,
        year_before=report.year_before,
        trend=report.trend,
        doubtful=one_each(taken.doubtful),
        answered=one_each(taken.answered),
        first_since=report.first_since,
        ranking=ranked(now, config.tracking.ranking),
        rule=config.tracking.ranking,
        findings=tuple(in_order(told)),
    )


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
