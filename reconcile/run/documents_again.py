"""Documents again from the settled outcome, without another workbook or result file."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from reconcile.config import DocumentKind
from reconcile.errors import OutputError
from reconcile.model import Finding
from reconcile.report.documents.kinds import PROPOSING
from reconcile.run.documents import overall_outputs
from reconcile.run.folder import place_overall
from reconcile.run.open_folder import Asked, Work, open_work
from reconcile.run.pair import in_order
from reconcile.run.units import UnitReport, Wanted, Watch
from reconcile.tracking.coverage import Coverage


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedDocuments:
    """What documents a call of ``reconcile report`` asks for."""

    kinds: tuple[DocumentKind, ...] = ()
    """Empty for those of reconcile.toml."""
    final: bool = False
    """Whether to write nothing while a proposal waits for a decision."""


USUAL = WantedDocuments()


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


def report_folder(
    folder: Path, asked: Asked, documents: WantedDocuments = USUAL, watch: Watch = lambda *_: None
) -> Reported:
    """Write the documents of a working folder again.

    Raises:
        ReconcileError: of ``open_work``.

    """
    with open_work(folder, asked) as work:
        kinds = documents.kinds or work.upper.config.documents.kinds
        left = _waiting(kinds, work) if documents.final else ()
        if left:
            return Reported(left=left)
        wanted = Wanted(documents_only=True, kinds=kinds)
        reports = work.units.settle(work.jobs, wanted, work.processes, watch)
        return _gathered(kinds, reports, work, whole=not asked.only)


def _waiting(kinds: Sequence[DocumentKind], work: Work) -> tuple[tuple[str, int], ...]:
    """Count the proposals that wait for a decision, unit by unit."""
    if not set(kinds) & set(PROPOSING):
        return ()
    none = Wanted(nothing=True)
    reports = work.units.settle(work.jobs, none, work.processes, lambda *_: None)
    figures = [report.figures for report in reports]
    return tuple((each.digest.unit.name, each.waiting) for each in figures if each.waiting)


def _gathered(
    kinds: Sequence[DocumentKind], reports: Sequence[UnitReport], work: Work, *, whole: bool
) -> Reported:
    """Write the document over all units where it is asked for, and gather what was done."""
    upper = work.upper
    units = tuple(report.figures.digest for report in reports)
    coverage = Coverage(upper.plan, upper.as_of, units, in_order(work.findings))
    asked = whole and DocumentKind.OVERALL in kinds
    outputs = overall_outputs(lambda: coverage, upper.config, upper.templates) if asked else {}
    every = [place_overall(work, coverage, outputs), *(report.outputs for report in reports)]
    return Reported(
        outputs=tuple(path for each in every for path in each.paths),
        written=sum(each.written for each in every),
        findings=in_order([f for each in every for f in each.findings]),
        failures=tuple(error for each in every for error in each.failures),
    )
