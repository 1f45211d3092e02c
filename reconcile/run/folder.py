"""The main job on a working folder: settle every unit, write every output."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from reconcile.config import DocumentKind
from reconcile.errors import OutputError
from reconcile.model import Finding, Plan
from reconcile.run.documents import overall_outputs
from reconcile.run.open_folder import Asked, open_work
from reconcile.run.pair import in_order
from reconcile.run.pool import spread, workers_for
from reconcile.run.unit import Outputs, UnitReport, Upper, edited_finding, settle_unit
from reconcile.store.cache import fingerprint
from reconcile.store.database import open_database
from reconcile.store.outputs import Placed, place
from reconcile.tracking.coverage import Coverage, Digest

COVERAGE = "outputs/tong-hop.xlsx"

Watch = Callable[[int, int, str], None]
"""Told after each unit: how many are done, of how many, and which one it was."""


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


def run_folder(folder: Path, asked: Asked, watch: Watch = lambda *_: None) -> RunReport:
    """Do the main job on a working folder.

    Raises:
        ReconcileError: of ``open_work``.

    """
    work = open_work(folder, asked)
    reports: dict[int, UnitReport] = {}
    workers = workers_for(work.processes, len(work.jobs))
    for at, report in spread(settle_unit, work.upper, work.jobs, workers):
        reports[at] = report
        watch(len(reports), len(work.jobs), work.jobs[at].lower.unit.name)
    in_their_order = [reports[at] for at in range(len(work.jobs))]
    return _finish(work.upper, in_their_order, work.findings, whole=not asked.only)


def overall_documents(upper: Upper, coverage: Coverage) -> Outputs:
    """List the Báo cáo tổng hợp over all units, where the settings ask for it."""
    if DocumentKind.OVERALL not in upper.config.documents.kinds:
        return {}
    return overall_outputs(lambda: coverage, upper.config, upper.folder)


def place_overall(
    upper: Upper, coverage: Coverage, outputs: Outputs
) -> tuple[list[Placed], list[OutputError]]:
    """Put what stands over all units in its place; one that fails does not stop the others."""
    made_from = fingerprint(upper.made_from, coverage.units, coverage.failed)
    placed: list[Placed] = []
    failures: list[OutputError] = []
    with open_database(upper.folder) as database:
        for name, make in outputs.items():
            try:
                placed.append(place(database, upper.folder, name, made_from, make))
            except OutputError as error:
                failures.append(error)
    return placed, failures


def _finish(
    upper: Upper, reports: Sequence[UnitReport], failed: Sequence[Finding], *, whole: bool
) -> RunReport:
    """Write what stands over all units, and gather what was done."""
    digests = tuple(report.digest for report in reports)
    placed: list[Placed] = []
    failures = [error for report in reports for error in report.failures]
    if whole:
        coverage = Coverage(upper.plan, upper.as_of, digests, in_order(failed))
        outputs = {COVERAGE: lambda out: _write_coverage(coverage, out)}
        placed, wrong = place_overall(upper, coverage, outputs | overall_documents(upper, coverage))
        failures += wrong
    findings = [*failed, *(f for report in reports for f in report.findings)]
    findings += [edited_finding(each, upper.folder) for each in placed if each.edited]
    of_units = (path for report in reports for path in report.outputs)
    return RunReport(
        upper=upper.plan,
        as_of=upper.as_of,
        units=digests,
        findings=in_order(findings),
        outputs=(*(each.path for each in placed), *of_units),
        written=sum(report.written for report in reports) + sum(each.written for each in placed),
        failures=tuple(failures),
    )


def _write_coverage(coverage: Coverage, out: Path) -> None:
    """Write the coverage workbook; what only workbooks need is imported here."""
    from reconcile.report.coverage.workbook import coverage_book
    from reconcile.workbook.xlsx.write import write_workbook

    write_workbook(coverage_book(coverage), out)
