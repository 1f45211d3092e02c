"""A working folder as it was read for the page: both sides, the figures, what each unit is of."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from pathlib import Path

from reconcile.config import SETTINGS
from reconcile.model import Chain, Column, Finding, RowKind, Source, Unit
from reconcile.office.left_behind import is_left_behind
from reconcile.read.file import shown_name
from reconcile.run.chain import chain_by, settle_levels
from reconcile.run.open_folder import Asked, Work, open_work
from reconcile.run.page.states import FolderTracking, read_tracking
from reconcile.run.pair import in_order
from reconcile.run.reading.clusters import clusters_of
from reconcile.run.reading.input_files import INPUTS
from reconcile.run.settle import Lower
from reconcile.run.units import UnitJob, UnitReport, UnitsAtWork
from reconcile.run.upper_side import Upper
from reconcile.run.watch import Watch
from reconcile.run.writing.wanted import Wanted
from reconcile.store.cache import fingerprint, unpack
from reconcile.store.decisions import office_time
from reconcile.tracking.coverage import Coverage, Digest, UnitFigures
from reconcile.tracking.unit_tasks import UnitTasks


@dataclass(frozen=True, slots=True)
class FileReading:
    """What was read of one file, for a person to see whether it was read right."""

    file: str
    unit: str
    """Official name."""
    tasks: int
    passed_over: int
    """Rows of its tables that are no task."""
    columns: tuple[tuple[Column, str], ...]
    """What was recognised, and under which header."""
    findings: tuple[Finding, ...]
    shape: tuple[tuple[str, int], ...] = ()
    """Headers of its first table with their places: files of one shape are put right at once."""
    place: str = ""
    """Its path below the inputs of its side; empty for a file in an archive."""

    @property
    def short(self) -> str:
        """By what it goes in an address: two files of one name lie in two folders."""
        return short_id(self.place or self.file)


@dataclass(frozen=True, slots=True)
class OpenedUnit:
    """One unit: what it is settled from, and its figures when the folder was read."""

    lower: Lower
    figures: UnitFigures
    files: tuple[FileReading, ...] = ()
    above: Upper | None = None
    """What it is held against, of a plan between two levels; None for what all units are."""
    issued_above: bool = False
    """Whether it has issued the plan itself that it is held against."""

    @property
    def unit(self) -> Unit:
        """The unit under the id by which its answers are kept."""
        return self.lower.unit

    @property
    def digest(self) -> Digest:
        """Its outcome in short."""
        return self.figures.digest

    @property
    def short(self) -> str:
        """By what it goes in an address: a name from a file is never part of one."""
        return short_id(self.unit.id)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The folder when it was last read."""

    upper: Upper
    units: tuple[OpenedUnit, ...]
    findings: tuple[Finding, ...]
    """About files and units; those of a unit's tasks are in its digest."""
    files: str
    """Mark of the files that it was read from."""
    read_at: str
    """ISO date and time."""
    tracking: FolderTracking
    """How far tasks are, by all sources that lay there."""
    levels: tuple[OpenedUnit, ...] = ()
    """The plans above the units, each held against that over it; none where there are two."""
    above: tuple[FileReading, ...] = ()
    """What was read of the files of the plans above the units, from the topmost on."""

    @property
    def readings(self) -> tuple[FileReading, ...]:
        """What was read, file by file: the upper plans first."""
        return (*self.above, *(each for unit in self.units for each in unit.files))

    @property
    def reviewed(self) -> tuple[OpenedUnit, ...]:
        """All that is reviewed: the plans of levels between, then the units."""
        return (*self.levels, *self.units)

    @property
    def chain(self) -> Chain | None:
        """All levels together; None where there are two."""
        plans = (*self.upper.above, self.upper.plan)
        figures = ([each.figures for each in held] for held in (self.levels, self.units))
        return chain_by(plans, *figures)

    def with_figures(self, unit: str, figures: UnitFigures) -> "Snapshot":
        """Return it with other figures of one unit: people have answered since."""
        levels, units = (
            tuple(replace(e, figures=figures) if e.unit.id == unit else e for e in held)
            for held in (self.levels, self.units)
        )
        return replace(self, levels=levels, units=units)

    def with_tasks(self, tasks: UnitTasks) -> "Snapshot":
        """Return it with other links of one unit, by which states are told."""
        return replace(self, tracking=self.tracking.with_unit(tasks))

    @property
    def coverage(self) -> Coverage:
        """The figures over all units, as every output shows them."""
        digests = tuple(each.digest for each in self.units)
        return Coverage(self.upper.plan, self.upper.as_of, digests, self.findings)


def read_snapshot(folder: Path, watch: Watch) -> Snapshot:
    """Read a working folder as a run would, and write no output.

    Raises:
        ReconcileError: of ``open_work``.

    """
    files, now = files_mark(folder), office_time()
    with open_work(folder, Asked()) as work:
        nothing = Wanted(nothing=True)
        reports = work.units.settle(work.jobs, nothing, work.processes, watch)
        clusters = clusters_of(work.upper.config, (job.lower for job in work.jobs))
        units = tuple(
            _opened(work.units, job, _in_cluster(report.figures, clusters.get(job.lower.unit.id)))
            for job, report in zip(work.jobs, reports, strict=True)
        )
        return Snapshot(
            upper=work.upper,
            units=units,
            findings=in_order(work.findings),
            files=files,
            read_at=now,
            tracking=read_tracking(work, reports),
            levels=tuple(_levels(work)),
            above=tuple(_above(work)),
        )


def told_of(source: Source) -> tuple[Finding, ...]:
    """Return what was seen while a file was read, in itself and in its tables."""
    return (*source.findings, *(each for table in source.tables for each in table.findings))


def reading_of(source: Source, unit: str, told: Sequence[Finding]) -> FileReading:
    """Say what was read of a file.

    Args:
        source: the file.
        unit: official name of whose it is.
        told: what is told of it.

    """
    kinds = Counter(row.kind for table in source.tables for row in table.rows)
    named = (
        (heading.column, heading.text)
        for table in source.tables
        for heading in table.headings
        if heading.column
    )
    tasks = kinds.pop(RowKind.TASK, 0)
    return FileReading(
        source.file,
        unit,
        tasks,
        kinds.total(),
        tuple(dict.fromkeys(named)),
        in_order(told),
        tuple((h.text, h.index) for table in source.tables[:1] for h in table.headings),
    )


def short_id(name: str) -> str:
    """Return ten hex digits by which something of a file goes in an address."""
    return blake2b(name.encode(errors="replace"), digest_size=5).hexdigest()


def files_mark(folder: Path) -> str:
    """Return the mark of the input files and settings as they lie there, without reading them."""
    seen = sorted(_lying(folder))
    return fingerprint(seen)


def input_names(folder: Path, part: str) -> tuple[str, ...]:
    """List the files of one side, by their paths in that part; none where it is not there."""
    place = folder / part
    found = (path.relative_to(place) for path in place.rglob("*") if path.is_file())
    return tuple(sorted(path.as_posix() for path in found if not is_left_behind(path)))


def _levels(work: Work) -> Iterator[OpenedUnit]:
    """Open the plans of levels between as if each were a unit of the plan over it."""
    reports: tuple[UnitReport, ...] = ()
    if work.levels:
        wanted = Wanted(nothing=True, level=True)
        reports = settle_levels(work.levels, work.units, wanted)
    for pair, report in zip(work.levels, reports, strict=True):
        units = UnitsAtWork(pair.upper, work.files, work.tables)
        yield OpenedUnit(units.lower(pair.job), report.figures, above=pair.upper)


def _lying(folder: Path) -> Iterator[tuple[str, int, int]]:
    """Yield what tells whether a file is still the same."""
    # Levels of a chain may lie in folders of any name.
    for name in input_names(folder, INPUTS):
        said = (folder / INPUTS / name).stat()
        yield shown_name(f"{INPUTS}/{name}"), said.st_size, said.st_mtime_ns
    settings = folder / SETTINGS
    if settings.is_file():
        said = settings.stat()
        yield SETTINGS, said.st_size, said.st_mtime_ns


def _in_cluster(figures: UnitFigures, cluster: str | None) -> UnitFigures:
    """Say to which cluster a unit belongs; nothing of its outcome hangs on that."""
    return replace(figures, digest=replace(figures.digest, cluster=cluster or ""))


def _opened(units: UnitsAtWork, job: UnitJob, figures: UnitFigures) -> OpenedUnit:
    """Gather what a unit is settled from, without the bytes of its own files."""
    lower = replace(units.lower(job), originals={})
    files = tuple(
        replace(_of_lower(unpack(packed, Source), lower), place=held.place)
        for held, packed in zip(job.lower.held, lower.tables, strict=True)
    )
    itself = lower.unit.id == units.upper.plan.unit.id
    return OpenedUnit(lower, figures, files, issued_above=itself)


def _of_lower(source: Source, lower: Lower) -> FileReading:
    """Say what was read of a file of a unit."""
    of_file = (each for each in lower.findings if each.where.file == source.file)
    return reading_of(source, lower.unit.name, (*told_of(source), *of_file))


def _above(work: Work) -> Iterator[FileReading]:
    """Say what was read of the files of the plans above the units."""
    plans = (*work.upper.above, work.upper.plan)
    owners = {file: part.unit.name for p in plans for part in p.plans for file in part.files}
    for place, source in work.tables.levels:
        # A plan tells what was seen in its files and their tables, too.
        told = (f for plan in plans for f in plan.findings if f.where.file == source.file)
        reading = reading_of(source, owners.get(source.file, ""), tuple(dict.fromkeys(told)))
        # Without its shape: a unit's file with the same headers is not put right with this one.
        yield replace(reading, shape=(), place=place)
