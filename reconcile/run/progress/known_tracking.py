"""What a tracking has shown, kept while nothing that it comes from changes.

A call that only shows figures and finds all as it was, the outputs too, tells no state anew.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from reconcile.model import Finding, PeriodKind
from reconcile.run.open_folder import Work
from reconcile.run.progress.status_answers import brings_answers
from reconcile.run.progress.status_streams import status_files
from reconcile.run.reading.source_places import places_of
from reconcile.run.units import UnitReport
from reconcile.run.writing.outputs import PlacedOutputs, all_in_place
from reconcile.store.cache import fingerprint, keep, program_fingerprint, recall
from reconcile.store.tracking_logs import tracking_logs
from reconcile.tracking.counts import ProgressFigures
from reconcile.tracking.progress import TrackedKind
from reconcile.vocabulary.periods import ReportPeriod

_KEPT = "tracking"


@dataclass(frozen=True, slots=True)
class TrackSummary:
    """What a tracking shows in short, and which outputs it has left."""

    as_of: date
    period: ReportPeriod
    figures: Mapping[TrackedKind, ProgressFigures]
    files: int
    """Of sources."""
    rows: int
    doubtful: int
    findings: tuple[Finding, ...]
    """On sources and states; those on files and units are told by every call itself."""
    made_from: str
    """Fingerprint of all that its outputs come from."""
    outputs: tuple[str, ...]
    """Paths in the working folder."""


class KnownTracking:
    """The last tracking of a folder for one kind of period and the same units."""

    def __init__(
        self, work: Work, reports: Sequence[UnitReport], kind: PeriodKind, only: str
    ) -> None:
        self._work = work
        self._name = f"{kind.value}|{only}"
        # Of the units what settled them counts, for answers on them decide what carries a task.
        units = [(job.lower.known_unit.id, job.lower.made_from) for job in work.jobs]
        settled = [report.made_from for report in reports]
        self._plans = fingerprint(program_fingerprint(), work.upper.made_from, units, settled)

    def recall(self) -> tuple[TrackSummary, PlacedOutputs] | None:
        """Return what was shown and its outputs, all in place; None where anything is otherwise."""
        database, files = self._work.tables.database, self._work.files
        if brings_answers(database, files):
            return None
        summary = recall(database, _KEPT, self._name, self._made_from(), TrackSummary)
        if summary is None:
            return None
        placed = all_in_place(database, files, summary.made_from, summary.outputs)
        return (summary, placed) if placed else None

    def keep(self, summary: TrackSummary) -> None:
        """Keep what was shown, unless another call may find more than this one."""
        database, files = self._work.tables.database, self._work.files
        # What could not be read may be read the next time, though no byte of it changes.
        unread = summary.files < len(status_files(files.folder))
        if not unread and not brings_answers(database, files):
            keep(database, _KEPT, self._name, self._made_from(), summary)

    def _made_from(self) -> str:
        """Return the fingerprint of all that a tracking comes from, as it is now."""
        files, folder = self._work.files, self._work.files.folder
        sources = [(each.name, files.digest(each)) for each in status_files(folder)]
        logs = tracking_logs(self._work.tables.database)
        return fingerprint(self._plans, sources, logs, places_of(folder))
