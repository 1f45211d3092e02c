"""Units settled by what sources of statuses tell: what was reported as done is not overdue."""

from collections.abc import Iterator, Sequence
from sqlite3 import Connection

from reconcile.model import TaskState
from reconcile.run.open_folder import Work
from reconcile.run.progress.status_streams import status_files
from reconcile.run.progress.told_states import keep_told
from reconcile.run.progress.track import tracked_by_sources
from reconcile.run.units import UnitReport
from reconcile.run.watch import UNWATCHED
from reconcile.run.writing.wanted import Wanted
from reconcile.store.cache import fingerprint, keep, kept_as_made
from reconcile.store.status_entries import last_entry
from reconcile.tracking.progress import TrackedKind, Tracking
from reconcile.tracking.states import state_of

_LOOKED = "told-by"


def settle_as_told(work: Work, reports: tuple[UnitReport, ...]) -> tuple[UnitReport, ...]:
    """Settle again the units of whose tasks sources tell otherwise than their own rows.

    Args:
        work: the working folder, opened for all units.
        reports: of its units, as settled by what was told before.

    """
    database = work.tables.database
    files = status_files(work.files.folder)
    if not files and not last_entry(database):
        return reports
    delivered = [(path.name, work.files.digest(path)) for path in files]
    if kept_as_made(database, _LOOKED, "", _mark(database, reports, delivered)):
        return reports
    tracking = tracked_by_sources(work, reports)
    changed = [
        keep_told(database, unit.id, dict(_told(tracking, unit.id))) for unit in tracking.units
    ]
    if any(changed):
        reports = work.units.settle(work.jobs, Wanted(), work.processes, UNWATCHED)
    keep(database, _LOOKED, "", _mark(database, reports, delivered), value=True)
    return reports


def _mark(
    database: Connection, reports: Sequence[UnitReport], delivered: Sequence[tuple[str, str]]
) -> str:
    """Return the fingerprint of all that the states are told from."""
    return fingerprint([report.made_from for report in reports], delivered, last_entry(database))


def _told(tracking: Tracking, unit: str) -> Iterator[tuple[str, TaskState]]:
    """Yield the states of a unit's own tasks for which other deadlines run than by their rows."""
    for row in tracking.of(TrackedKind.UNIT, unit):
        own = state_of(row.task, tracking.as_of)
        same = (own.is_settled, own.last_day) == (row.state.is_settled, row.state.last_day)
        if row.reported and not same:
            yield row.task.key, row.state
