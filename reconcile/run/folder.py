"""The main job on a working folder: settle every unit, write every output."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import IO

from reconcile.config import DocumentKind
from reconcile.errors import OutputError
from reconcile.model import AnswerAccount, Chain, Finding, Plan
from reconcile.report.documents.kinds import OVER_ALL
from reconcile.run.answers.untold import all_told
from reconcile.run.chain import chain_of, settle_levels
from reconcile.run.open_folder import Asked, Work, open_work
from reconcile.run.pair import in_order
from reconcile.run.progress.settle_as_told import settle_as_told
from reconcile.run.reading.clusters import absent_units, clusters_of
from reconcile.run.settle import RESULTS
from reconcile.run.units import UnitReport
from reconcile.run.upper_side import Upper
from reconcile.run.watch import UNWATCHED, Watch
from reconcile.run.writing.documents import DATA, Outputs, chain_outputs, overall_outputs
from reconcile.run.writing.joint import place_joint
from reconcile.run.writing.outputs import PlacedOutputs, failed_places, put_in_place
from reconcile.run.writing.retire import ASIDE, HOME, MAIL, retire
from reconcile.run.writing.wanted import Wanted, never
from reconcile.store.cache import fingerprint
from reconcile.store.network_drive import network_findings
from reconcile.store.outputs import Make
from reconcile.tracking.answer_account import account_of_run
from reconcile.tracking.coverage import AbsentUnit, Coverage, Digest

COVERAGE, FIGURES, CHAIN = "outputs/tong-hop.xlsx", "outputs/tong-hop.json", "outputs/chuoi.json"
_RESULTS = Path(RESULTS).parts
_UNREAD = ("unreadable", "no-task-table", "password", "upper-sent-back")
"""Findings on files of units that could not be read, or are none of theirs."""


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
    answers: AnswerAccount = field(default_factory=AnswerAccount)
    """What became of people's answers on all units; new ones are those that this run took in."""
    levels: tuple[str, ...] = ()
    """What the outputs about the plans of levels between are called."""
    chain: Chain | None = None
    """All levels together, where there are more than two and all units were asked for."""
    absent: tuple[AbsentUnit, ...] = ()
    """Units that were to send a plan and sent none, where all units were asked for."""

    @property
    def result_files(self) -> tuple[Path, ...]:
        """The result file of each unit, in the order of the units; one that failed is not there."""
        results = (path for path in self.outputs if path.parent.parts[-2:] == _RESULTS)
        return tuple(path for path in results if path.stem not in self.levels)

    @property
    def is_clean(self) -> bool:
        """Whether nothing is missing and nothing is doubtful."""
        open_tasks = any(unit.summary.missed or unit.summary.review for unit in self.units)
        return not (open_tasks or self.failures or self.findings)


def run_folder(folder: Path, asked: Asked, watch: Watch = UNWATCHED) -> RunReport:
    """Do the main job on a working folder.

    Raises:
        ReconcileError: of ``open_work``.

    """
    with open_work(folder, asked) as work:
        reports = work.units.settle(work.jobs, Wanted(), work.processes, watch)
        reports = reports if asked.only else settle_as_told(work, reports)
        levels = () if asked.only else settle_levels(work.levels, work.units, watch=watch)
        watch.gathers()
        done = _finish(work, reports, levels, whole=not asked.only)
        left = _without_cause(work, reports, done, whole=not asked.only)
        told = (*left, *network_findings(folder))
        all_told(work.tables.database)
        return replace(done, findings=in_order([*done.findings, *told]))


def coverage_over(work: Work, reports: Sequence[UnitReport]) -> Coverage:
    """Gather what is told over the units asked for, each in its cluster, and who sent nothing."""
    upper, lowers = work.upper, [job.lower for job in work.jobs]
    clusters = clusters_of(upper.config, lowers)
    digests = tuple(
        replace(report.figures.digest, cluster=clusters.get(lower.unit.id, ""))
        for lower, report in zip(lowers, reports, strict=True)
    )
    absent = absent_units(upper.config, lowers)
    return Coverage(upper.plan, upper.as_of, digests, in_order(work.findings), absent)


def overall_documents(
    upper: Upper, coverage: Coverage, kinds: Sequence[DocumentKind] = ()
) -> Outputs:
    """List the documents over all units that are asked for.

    Args:
        upper: the upper side.
        coverage: all units, and all levels where there are more than two.
        kinds: of documents; empty for those of the settings.

    """
    wanted, config, templates = kinds or upper.config.documents.kinds, upper.config, upper.templates
    outputs: Outputs = {}
    if DocumentKind.OVERALL in wanted:
        outputs |= overall_outputs(lambda: coverage, config, templates)
    if coverage.chain and DocumentKind.CHAIN in wanted:
        outputs |= chain_outputs(coverage.chain, coverage.as_of, config, templates)
    return outputs


def place_overall(work: Work, coverage: Coverage, outputs: Mapping[str, Make]) -> PlacedOutputs:
    """Put what stands over all units in its place."""
    # One by one: those of a whole country are too much to be packed at once.
    units = [fingerprint(unit) for unit in coverage.units]
    made_from = fingerprint(work.upper.made_from, units, coverage.failed, coverage.absent)
    if coverage.chain:
        made_from = fingerprint(made_from, coverage.chain)
    return put_in_place(work.tables.database, work.files, made_from, outputs)


def _finish(
    work: Work, reports: Sequence[UnitReport], levels: Sequence[UnitReport], *, whole: bool
) -> RunReport:
    """Write what stands over all units, and gather what was done."""
    upper = work.upper
    overall, chain = PlacedOutputs(work.files.folder), None
    coverage = coverage_over(work, reports)
    if whole:
        chain = chain_of(upper, work.levels, levels, reports)
        coverage = replace(coverage, chain=chain)
        outputs: dict[str, Make] = {
            COVERAGE: lambda: _coverage(coverage),
            FIGURES: lambda: _figures(coverage),
            **_chain_outputs(coverage),
        }
        overall = place_overall(work, coverage, outputs | overall_documents(upper, coverage))
        overall.add(_joint(work, reports))
    every = [overall, *(report.outputs for report in (*levels, *reports))]
    about = {report.figures.digest.unit.id for report in (*levels, *reports)}
    return RunReport(
        upper=upper.plan,
        as_of=upper.as_of,
        units=coverage.units,
        findings=in_order([*work.findings, *(f for each in every for f in each.findings)]),
        outputs=tuple(path for each in every for path in each.paths),
        written=sum(each.written for each in every),
        failures=tuple(error for each in every[1:] + every[:1] for error in each.failures),
        answers=account_of_run(
            (report.figures.answers for report in (*levels, *reports)),
            (each for each in work.new_answers if each.unit in about),
        ),
        levels=tuple(pair.job.place.path for pair in work.levels),
        chain=chain,
        absent=coverage.absent if whole else (),
    )


def _joint(work: Work, reports: Sequence[UnitReport]) -> PlacedOutputs:
    """Write the workbook of all units."""
    units = [
        (job.lower.known_unit.id, report.made_from)
        for job, report in zip(work.jobs, reports, strict=True)
    ]
    upper = work.upper
    return place_joint(work.tables.database, work.files, upper.plan, upper.as_of, units)


def _without_cause(
    work: Work, reports: Sequence[UnitReport], done: RunReport, *, whole: bool
) -> tuple[Finding, ...]:
    """Lay aside what earlier runs made and nothing asks for now."""
    # Where a file could not be read, its unit only seems to have gone.
    unread = any(each.code in _UNREAD for each in work.findings)
    owned = {f"{HOME}/": whole and not unread, f"{HOME}/{DATA}/": False, f"{ASIDE}/": False}
    owned |= dict.fromkeys((f"{HOME}/{kind}" for kind in OVER_ALL), False)
    every = Wanted(documents_only=True, kinds=tuple(DocumentKind))
    for job, report in zip(work.jobs, reports, strict=True):
        summary, place = report.figures.digest.summary, job.place
        owned[f"{HOME}/{place.path}/"] = True
        # A message holds what was sent then: of a unit with anything new it is an old one.
        owned[f"{MAIL}/{place.path}.eml"] = report.outputs.written > 0
        # A document that somebody has asked for by its kind has its cause there.
        for wanted in (Wanted(), every):
            owned |= dict.fromkeys(wanted.outputs(work.upper, place, summary, never), False)
    current = (*done.outputs, *failed_places(work.files.folder, done.failures))
    return retire(work.tables.database, work.files, current, owned)


def _chain_outputs(coverage: Coverage) -> Outputs:
    """List what programs get of the chain; nothing where there are two levels."""
    chain = coverage.chain
    return {CHAIN: lambda: _chain(chain, coverage.as_of)} if chain else {}


def _chain(chain: Chain, as_of: date) -> bytes:
    """Make the file of the chain."""
    from reconcile.report.for_programs.chain_json import chain_bytes

    return chain_bytes(chain, as_of)


def _figures(coverage: Coverage) -> bytes:
    """Make the file of all units in short."""
    from reconcile.report.for_programs.coverage_json import coverage_bytes

    return coverage_bytes(coverage)


def _coverage(coverage: Coverage) -> IO[bytes]:
    """Make the coverage workbook; what only workbooks need is imported here."""
    from reconcile.report.coverage.workbook import coverage_book
    from reconcile.workbook.xlsx.write import workbook_file

    return workbook_file(coverage_book(coverage))
