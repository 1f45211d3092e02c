"""The main job on a working folder: read both sides, settle every unit, write every output."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from reconcile.config import load_config
from reconcile.errors import NoTaskTableError, OutputError, UsageError
from reconcile.model import Finding, Plan, Where
from reconcile.report.digest import Coverage, Digest
from reconcile.run.inputs import LOWER, LowerInput, input_files, read_lowers, read_upper
from reconcile.run.pair import in_order
from reconcile.run.pool import spread, workers_for
from reconcile.run.unit import UnitJob, UnitReport, Upper, edited_finding, settle_unit
from reconcile.store.cache import fingerprint
from reconcile.store.database import open_database
from reconcile.store.names import unit_paths
from reconcile.store.outputs import Placed, place
from reconcile.vocabulary.text import bare

SETTINGS = "reconcile.toml"
COVERAGE = "outputs/tong-hop.xlsx"

Watch = Callable[[int, int, str], None]
"""Told after each unit: how many are done, of how many, and which one it was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What a call of ``reconcile run`` asks for."""

    jobs: int | None = None
    """Processes at work; None for what reconcile.toml says, 0 for one per processor."""
    only: str = ""
    """Name or alias of the one unit to settle; empty for all."""
    as_of: date | None = None
    """None for what reconcile.toml says, and then the system's day."""


@dataclass(frozen=True, slots=True)
class RunReport:
    """What a run did, for the doors to show."""

    upper: Plan
    as_of: date
    units: tuple[Digest, ...]
    """In the order of their names."""
    findings: tuple[Finding, ...]
    """About files, units and outputs; those of a unit's tasks are in its digest."""
    outputs: tuple[Path, ...]
    """Every output that is current now, whether written by this run or before."""
    written: int
    """How many of them this run wrote."""
    failures: tuple[OutputError, ...] = ()
    """Outputs that could not be written; the rest was."""

    @property
    def is_clean(self) -> bool:
        """Whether nothing is missing and nothing is doubtful."""
        open_tasks = any(unit.summary.missed or unit.summary.review for unit in self.units)
        return not (open_tasks or self.failures or self.findings)


def run_folder(folder: Path, options: Options, watch: Watch = lambda *_: None) -> RunReport:
    """Do the main job on a working folder.

    Raises:
        UsageError: there is no such folder, or no such unit.
        ConfigError: reconcile.toml cannot be used.
        ReconcileError: the upper plan cannot be read, or no lower file could.

    """
    if not folder.is_dir():
        raise UsageError(
            "không có thư mục này",
            where=Where(str(folder)),
            fix="kiểm tra đường dẫn, hoặc tạo thư mục làm việc mới bằng lệnh: reconcile init",
        )
    config = load_config(folder / SETTINGS)
    as_of = options.as_of or config.run.as_of or date.today()  # noqa: DTZ011 - the office's own day
    asked = config.run.jobs if options.jobs is None else options.jobs
    with open_database(folder) as database:
        plan, made_from = read_upper(folder, config, database)
        lowers, failed = read_lowers(folder, config, database, asked)
    if not lowers:
        raise _nothing_read(folder, failed)
    upper = Upper(folder, plan, config, as_of, made_from)
    jobs = _jobs(lowers, options.only)
    reports: dict[int, UnitReport] = {}
    for at, report in spread(settle_unit, upper, jobs, workers_for(asked, len(jobs))):
        reports[at] = report
        watch(len(reports), len(jobs), jobs[at].lower.unit.name)
    in_their_order = [reports[at] for at in range(len(jobs))]
    return _finish(upper, in_their_order, failed, whole=not options.only)


def _jobs(lowers: Sequence[LowerInput], only: str) -> list[UnitJob]:
    """Give each unit its path, and keep those that are asked for."""
    paths = unit_paths((lower.unit.id, lower.unit.name) for lower in lowers)
    jobs = [UnitJob(lower, paths[lower.unit.id]) for lower in lowers]
    if not only:
        return jobs
    wanted = bare(only)
    chosen = [
        job
        for job in jobs
        if wanted in {bare(job.lower.unit.name), bare(job.path), bare(job.lower.unit.place)}
    ]
    if not chosen:
        names = "; ".join(job.lower.unit.name for job in jobs)
        raise UsageError(
            f"không có đơn vị “{only}” trong {LOWER}", fix=f"chọn một trong các đơn vị: {names}"
        )
    return chosen


def _finish(
    upper: Upper, reports: Sequence[UnitReport], failed: Sequence[Finding], *, whole: bool
) -> RunReport:
    """Write what stands over all units, and gather what was done."""
    digests = tuple(report.digest for report in reports)
    findings = [*failed, *(f for report in reports for f in report.findings)]
    outputs = [path for report in reports for path in report.outputs]
    failures = [error for report in reports for error in report.failures]
    written = sum(report.written for report in reports)
    if whole:
        try:
            placed = _write_coverage(upper, digests, in_order(findings))
        except OutputError as error:
            failures.append(error)
        else:
            outputs.insert(0, placed.path)
            written += placed.written
            if placed.edited:
                findings.append(edited_finding(placed, upper.folder))
    return RunReport(
        upper=upper.plan,
        as_of=upper.as_of,
        units=digests,
        findings=in_order(findings),
        outputs=tuple(outputs),
        written=written,
        failures=tuple(failures),
    )


def _write_coverage(upper: Upper, digests: Sequence[Digest], findings: Sequence[Finding]) -> Placed:
    """Write the coverage workbook over all units."""

    def make(out: Path) -> None:
        from reconcile.report.excel import write_workbook
        from reconcile.report.overview import coverage_book

        coverage = Coverage(upper.plan, upper.as_of, tuple(digests), tuple(findings))
        write_workbook(coverage_book(coverage), out)

    made_from = fingerprint(upper.made_from, upper.as_of.isoformat(), digests, findings)
    with open_database(upper.folder) as database:
        return place(database, upper.folder, COVERAGE, made_from, make)


def _nothing_read(folder: Path, failed: Sequence[Finding]) -> NoTaskTableError:
    """Say that no lower file could be used, and why the first could not."""
    files = input_files(folder, LOWER)
    first = failed[0]
    return NoTaskTableError(
        f"không tệp nào trong {len(files)} tệp của {LOWER} dùng được; tệp đầu tiên: "
        f"{first.where}: {first.message}",
        where=Where(LOWER),
        fix=first.fix,
    )
