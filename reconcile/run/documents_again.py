"""Documents again from the settled outcome, without another workbook or result file."""

from collections.abc import Sequence
from dataclasses import astuple, dataclass, replace
from pathlib import Path

from reconcile.config import DocumentKind
from reconcile.errors import OutputError
from reconcile.model import Finding
from reconcile.run.chain import chain_of, settle_levels
from reconcile.run.folder import coverage_over, overall_documents, place_overall
from reconcile.run.open_folder import Asked, Work, open_work
from reconcile.run.pair import in_order
from reconcile.run.units import UnitReport
from reconcile.run.wanted import Wanted
from reconcile.run.watch import UNWATCHED, Watch
from reconcile.tracking.coverage import OpenPlace


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedDocuments:
    """What documents a call of ``reconcile report`` asks for."""

    kinds: tuple[DocumentKind, ...] = ()
    """Empty for those of reconcile.toml."""
    final: bool = False
    """Whether to write nothing while something in it waits for a person."""


USUAL = WantedDocuments()


@dataclass(frozen=True, slots=True)
class LeftOpen:
    """What waits for a person in one unit, before a document of it can be final."""

    unit: str
    """Official name."""
    proposals: int = 0
    """Missed tasks that nobody has decided to write in or to leave out."""
    review: int = 0
    """Tasks in review."""
    overtaken: int = 0
    """Answers that the unit's plan has gone past."""
    changes: int = 0
    """Changes and comments in the copy of its own file that nobody has decided on."""

    unfinished: tuple[OpenPlace, ...] = ()
    """What else keeps its documents from being signed, with its place."""

    @property
    def waits(self) -> bool:
        """Whether anything does."""
        return any(astuple(self)[1:])


@dataclass(frozen=True, slots=True)
class Reported:
    """What ``reconcile report`` did."""

    outputs: tuple[Path, ...] = ()
    """Every document that is current now: those over all units, then unit by unit."""
    written: int = 0
    findings: tuple[Finding, ...] = ()
    failures: tuple[OutputError, ...] = ()
    left: tuple[LeftOpen, ...] = ()
    """Units in which something waits for a person; with ``final`` nothing is written then."""


def report_folder(
    folder: Path, asked: Asked, documents: WantedDocuments = USUAL, watch: Watch = UNWATCHED
) -> Reported:
    """Write the documents of a working folder again.

    Raises:
        ReconcileError: of ``open_work``.

    """
    with open_work(folder, asked) as work:
        kinds = documents.kinds or work.upper.config.documents.kinds
        left = _left_open(kinds, work) if documents.final else ()
        if left:
            return Reported(left=left)
        wanted = Wanted(documents_only=True, kinds=kinds)
        reports = work.units.settle(work.jobs, wanted, work.processes, watch)
        watch.gathers()
        return _gathered(kinds, reports, work, whole=not asked.only)


def _left_open(kinds: Sequence[DocumentKind], work: Work) -> tuple[LeftOpen, ...]:
    """Count what waits for a person, unit by unit; proposals only where a document has them."""
    proposing = any(kind.is_plan for kind in kinds)
    plan = DocumentKind.PLAN in kinds
    none = Wanted(nothing=True)
    reports = work.units.settle(work.jobs, none, work.processes, UNWATCHED)
    figures = [report.figures for report in reports]
    every = (
        LeftOpen(
            each.digest.unit.name,
            each.waiting if proposing else 0,
            each.digest.summary.review,
            each.overtaken,
            each.changes if plan else 0,
            tuple(place for place in each.unfinished if place.document in kinds),
        )
        for each in figures
    )
    return tuple(each for each in every if each.waits)


def _gathered(
    kinds: Sequence[DocumentKind], reports: Sequence[UnitReport], work: Work, *, whole: bool
) -> Reported:
    """Write the document over all units where it is asked for, and gather what was done."""
    upper = work.upper
    coverage = coverage_over(work, reports)
    if whole and work.levels:
        levels = settle_levels(work.levels, work.units, Wanted(nothing=True, level=True))
        coverage = replace(coverage, chain=chain_of(upper, work.levels, levels, reports))
    outputs = overall_documents(upper, coverage, kinds) if whole else {}
    every = [place_overall(work, coverage, outputs), *(report.outputs for report in reports)]
    return Reported(
        outputs=tuple(path for each in every for path in each.paths),
        written=sum(each.written for each in every),
        findings=in_order([f for each in every for f in each.findings]),
        failures=tuple(error for each in every for error in each.failures),
    )
