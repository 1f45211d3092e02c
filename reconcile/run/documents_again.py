"""Documents again from the settled outcome, without another workbook or result file."""

from dataclasses import dataclass
from pathlib import Path

from reconcile.config import DocumentKind
from reconcile.errors import OutputError
from reconcile.model import Finding
from reconcile.report.documents.kinds import PROPOSING
from reconcile.report.documents.plan.proposals import propose
from reconcile.run.documents import overall_outputs
from reconcile.run.folder import Watch, place_overall
from reconcile.run.open_folder import Asked, Work, open_work
from reconcile.run.pair import in_order
from reconcile.run.pool import spread, workers_for
from reconcile.run.unit import (
    Outcome,
    UnitJob,
    UnitReport,
    Upper,
    document_outputs,
    edited_finding,
    write_outputs,
)
from reconcile.store.database import open_database
from reconcile.tracking.coverage import Coverage


@dataclass(frozen=True, slots=True, kw_only=True)
class Documents:
    """What documents a call of ``reconcile report`` asks for."""

    kinds: tuple[DocumentKind, ...] = ()
    """Empty for those of reconcile.toml."""
    final: bool = False
    """Whether to write nothing while a proposal waits for a decision."""


USUAL = Documents()


@dataclass(frozen=True, slots=True)
class Reported:
    """What ``reconcile report`` did."""

    outputs: tuple[Path, ...] = ()
    """Every document that is current now: those over all units, then unit by unit."""
    written: int = 0
    findings: tuple[Finding, ...] = ()
    failures: tuple[OutputError, ...] = ()
    left: tuple[tuple[str, int], ...] = ()
    """Units with how many proposals wait for a decision; with ``final`` nothing is written then."""


@dataclass(frozen=True, slots=True)
class _Shared:
    """What all units share."""

    upper: Upper
    kinds: tuple[DocumentKind, ...]


def report_folder(
    folder: Path, asked: Asked, documents: Documents = USUAL, watch: Watch = lambda *_: None
) -> Reported:
    """Write the documents of a working folder again.

    Raises:
        ReconcileError: of ``open_work``.

    """
    work = open_work(folder, asked)
    shared = _Shared(work.upper, documents.kinds or work.upper.config.documents.kinds)
    left = _waiting(shared, work) if documents.final else ()
    if left:
        return Reported(left=left)
    reports: dict[int, UnitReport] = {}
    for at, report in spread(_write_unit, shared, work.jobs, _workers(work)):
        reports[at] = report
        watch(len(reports), len(work.jobs), work.jobs[at].lower.unit.name)
    in_their_order = [reports[at] for at in range(len(work.jobs))]
    return _gathered(shared, in_their_order, work, whole=not asked.only)


def _workers(work: Work) -> int:
    """Settle how many processes work."""
    return workers_for(work.processes, len(work.jobs))


def _waiting(shared: _Shared, work: Work) -> tuple[tuple[str, int], ...]:
    """Count the proposals that wait for a decision, unit by unit."""
    if not set(shared.kinds) & set(PROPOSING):
        return ()
    counts = dict(spread(_proposed, shared.upper, work.jobs, _workers(work)))
    names = [job.lower.unit.name for job in work.jobs]
    return tuple((name, counts[at]) for at, name in enumerate(names) if counts[at])


def _proposed(upper: Upper, job: UnitJob) -> int:
    """Count the proposals of one unit that nobody has accepted yet."""
    with open_database(upper.folder) as database:
        result = Outcome(upper, job, database).result
    return sum(not each.accepted for each in propose(result, upper.config.proposals))


def _write_unit(shared: _Shared, job: UnitJob) -> UnitReport:
    """Write the documents of one unit."""
    with open_database(shared.upper.folder) as database:
        outcome = Outcome(shared.upper, job, database)
        return write_outputs(outcome, document_outputs(outcome, shared.kinds))


def _gathered(shared: _Shared, reports: list[UnitReport], work: Work, *, whole: bool) -> Reported:
    """Write the document over all units where it is asked for, and gather what was done."""
    upper = shared.upper
    units = tuple(report.digest for report in reports)
    coverage = Coverage(upper.plan, upper.as_of, units, in_order(work.findings))
    asked = whole and DocumentKind.OVERALL in shared.kinds
    outputs = overall_outputs(lambda: coverage, upper.config, upper.folder) if asked else {}
    placed, failures = place_overall(upper, coverage, outputs)
    findings = [f for report in reports for f in report.findings]
    findings += [edited_finding(each, upper.folder) for each in placed if each.edited]
    of_units = (path for report in reports for path in report.outputs)
    return Reported(
        outputs=(*(each.path for each in placed), *of_units),
        written=sum(each.written for each in placed) + sum(r.written for r in reports),
        findings=in_order(findings),
        failures=(*failures, *(f for report in reports for f in report.failures)),
    )
