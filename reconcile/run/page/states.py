"""How far the tasks of a working folder are, for the page: sources are taken in when it is read."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from reconcile.errors import ReconcileError
from reconcile.model import PeriodKind, StatusEntry, TaskOf
from reconcile.run.open_folder import Work
from reconcile.run.progress.status_sources import TakenStatuses
from reconcile.run.progress.track import take_in_sources
from reconcile.run.progress.tracking_inputs import TrackingInputs, tracking_inputs
from reconcile.run.units import UnitReport
from reconcile.store.database import open_database
from reconcile.store.progress_reports import made_report
from reconcile.store.status_entries import all_entries
from reconcile.tracking.progress import Tracking
from reconcile.tracking.reported import Move, moves
from reconcile.tracking.unit_tasks import UnitTasks
from reconcile.vocabulary.periods import ReportPeriod, closed_period, period_before


@dataclass(frozen=True, slots=True)
class FolderTracking:
    """Whose tasks are tracked, and what became of the sources when the folder was read."""

    inputs: TrackingInputs
    taken: TakenStatuses
    problem: ReconcileError | None = None
    """What kept the sources from being taken in; what was taken in before still counts."""

    def with_unit(self, tasks: UnitTasks) -> "FolderTracking":
        """Return it with one unit as people have answered on it since."""
        units = tuple(
            tasks if each.unit.id == tasks.unit.id else each for each in self.inputs.units
        )
        return replace(self, inputs=replace(self.inputs, units=units))


def read_tracking(work: Work, reports: Sequence[UnitReport]) -> FolderTracking:
    """Take the sources of an opened folder in, whose units are settled."""
    inputs = tracking_inputs(work, reports)
    try:
        taken = take_in_sources(work, inputs)
    except ReconcileError as error:
        return FolderTracking(inputs, TakenStatuses(), error)
    return FolderTracking(inputs, taken)


@dataclass(frozen=True, slots=True)
class StatesNow:
    """All states at the day of the folder's figures, and what was told of each task."""

    tracking: Tracking
    told: Mapping[TaskOf, tuple[StatusEntry, ...]]
    """In the order in which it was added."""

    def on(self, duty: TaskOf) -> tuple[StatusEntry, ...]:
        """Return what was told of one task of one body."""
        return self.told.get(duty, ())


def periods_offered(tracked: FolderTracking) -> list[ReportPeriod]:
    """List the periods that can be reported on at the day of the figures, one of each kind."""
    inputs = tracked.inputs
    return [closed_period(kind, inputs.as_of, inputs.closing(kind)) for kind in PeriodKind]


def states_now(folder: Path, tracked: FolderTracking) -> StatesNow:
    """Tell all states by all that was told so far.

    Raises:
        OutputError: the database cannot be opened.

    """
    inputs = tracked.inputs
    with open_database(folder) as database:
        entries = all_entries(database)
    told: dict[TaskOf, list[StatusEntry]] = defaultdict(list)
    for each in entries:
        told[each.duty].append(each)
    return StatesNow(inputs.states(entries), {duty: tuple(said) for duty, said in told.items()})


def moved_since_report(folder: Path, tracking: Tracking, inputs: TrackingInputs) -> list[Move]:
    """Tell what is otherwise than the report of the period before said; nothing without one.

    Raises:
        OutputError: the database cannot be opened.

    """
    kind = inputs.config.tracking.period
    closing = inputs.closing(kind)
    before = period_before(closed_period(kind, inputs.as_of, closing), closing)
    if before is None:
        return []
    with open_database(folder) as database:
        return list(moves(tracking, made_report(database, kind, before.last)))
