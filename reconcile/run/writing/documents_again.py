"""Documents again from the settled outcome, without another workbook or result file."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from reconcile.config import DocumentKind
from reconcile.errors import OutputError
from reconcile.model import Finding
from reconcile.report.documents.kinds import OVER_ALL, unfinished_over_all
from reconcile.run.chain import chain_of, settle_levels
from reconcile.run.folder import coverage_over, overall_documents, place_overall
from reconcile.run.open_folder import Asked, Work, open_work
from reconcile.run.pair import in_order
from reconcile.run.units import UnitReport
from reconcile.run.watch import UNWATCHED, Watch
from reconcile.run.writing.left_open import LeftOpen
from reconcile.run.writing.wanted import Wanted
from reconcile.tracking.coverage import Coverage, UnitFigures


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedDocuments:
    """What documents a call of ``reconcile report`` asks for."""

    kinds: tuple[DocumentKind, ...] = ()
    """Empty for those of reconcile.toml."""
    final: bool = False
    """Whether to write nothing while something in it waits for a person."""


USUAL = WantedDocuments()


@dataclass(frozen=True, slots=True)
class Reported:
    """What ``reconcile report`` did."""

    outputs: tuple[Path, ...] = ()
    """Every document that is current now: those over all units, then unit by unit."""
    written: int = 0
    findings: tuple[Finding, ...] = ()
    failures: tuple[OutputError, ...] = ()
    left: tuple[LeftOpen, ...] = ()
    """Where something waits for a person; with ``final`` nothing is written then."""


def report_folder(
    folder: Path, asked: Asked, documents: WantedDocuments = USUAL, watch: Watch = UNWATCHED
) -> Reported:
    """Write the documents of a working folder again.

    Raises:
        ReconcileError: of ``open_work``.

    """
    with open_work(folder, asked) as work:
        kinds = documents.kinds or work.upper.config.documents.kinds
        whole = not (asked.only or asked.units)
        left = _left_open(kinds, work, whole=whole) if documents.final else ()
        if left:
            return Reported(left=left)
        wanted = Wanted(documents_only=True, kinds=kinds)
        reports = work.units.settle(work.jobs, wanted, work.processes, watch)
        watch.gathers()
        return _gathered(kinds, reports, work, whole=whole)


def _left_open(kinds: Sequence[DocumentKind], work: Work, *, whole: bool) -> tuple[LeftOpen, ...]:
    """Find what waits for a person, first in what is of all units, then unit by unit."""
    none = Wanted(nothing=True)
    reports = work.units.settle(work.jobs, none, work.processes, UNWATCHED)
    every = [_left_in(report.figures, kinds) for report in reports]
    if whole and any(kind in OVER_ALL for kind in kinds):
        coverage = _coverage(work, reports, whole=whole)
        places = unfinished_over_all(kinds, coverage, work.upper.config)
        every.insert(0, LeftOpen(work.upper.plan.unit.name, unfinished=places))
    return tuple(each for each in every if each.waits)


def _left_in(figures: UnitFigures, kinds: Sequence[DocumentKind]) -> LeftOpen:
    """Count what waits for a person in a unit; proposals only where a document has them."""
    return LeftOpen(
        figures.digest.unit.name,
        figures.waiting if any(kind.is_plan for kind in kinds) else 0,
        figures.digest.summary.review,
        figures.overtaken,
        figures.changes if DocumentKind.PLAN in kinds else 0,
        unfinished=tuple(place for place in figures.unfinished if place.document in kinds),
    )


def _coverage(work: Work, reports: Sequence[UnitReport], *, whole: bool) -> Coverage:
    """Gather what is told over all units, and over all levels where there are more than two."""
    coverage = coverage_over(work, reports)
    if not (whole and work.levels):
        return coverage
    levels = settle_levels(work.levels, work.units, Wanted(nothing=True, level=True))
    return replace(coverage, chain=chain_of(work.upper, work.levels, levels, reports))


def _gathered(
    kinds: Sequence[DocumentKind], reports: Sequence[UnitReport], work: Work, *, whole: bool
) -> Reported:
    """Write the document over all units where it is asked for, and gather what was done."""
    coverage = _coverage(work, reports, whole=whole)
    outputs = overall_documents(work.upper, coverage, kinds) if whole else {}
    every = [place_overall(work, coverage, outputs), *(report.outputs for report in reports)]
    return Reported(
        outputs=tuple(path for each in every for path in each.paths),
        written=sum(each.written for each in every),
        findings=in_order([f for each in every for f in each.findings]),
        failures=tuple(error for each in every for error in each.failures),
    )
