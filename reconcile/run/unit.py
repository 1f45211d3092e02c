"""One unit of a working folder: its outcome, settled by what people decided, and its outputs."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from sqlite3 import Connection

from reconcile.config import Config, DocumentKind
from reconcile.errors import OutputError
from reconcile.match import Prepared
from reconcile.model import Finding, JudgedWordings, Plan, Reconciliation, Where
from reconcile.normalise import to_plan
from reconcile.report.for_programs.result_json import write_result
from reconcile.run.decisions import answers_for
from reconcile.run.documents import unit_outputs
from reconcile.run.inputs import LowerInput
from reconcile.run.pair import Beforehand, in_order, prepare_upper, reconcile_plans
from reconcile.run.take_in_answers import REVIEWS, TakenIn
from reconcile.store.cache import fingerprint, keep, recall
from reconcile.store.database import open_database
from reconcile.store.decisions import current
from reconcile.store.history import remember_run, run_before
from reconcile.store.outputs import Placed, place
from reconcile.tracking.changes import changes_since, standing
from reconcile.tracking.coverage import Digest, digest
from reconcile.tracking.reopening import CarriedOver
from reconcile.vocabulary.findings import finding

Outputs = dict[str, Callable[[Path], None]]


@dataclass(frozen=True)
class Upper:
    """The upper side of a run, shared by all units; matching is prepared once, when first used."""

    folder: Path
    plan: Plan
    config: Config
    as_of: date
    made_from: str
    """Fingerprint of all that the units share: the plan, the settings, the day, the memory."""
    known: JudgedWordings = field(default_factory=JudgedWordings)
    """Wordings that people have confirmed or rejected, in any unit."""

    @cached_property
    def prepared(self) -> Prepared:
        """What matching needs of the upper plan alone."""
        return prepare_upper(self.plan, self.config)


@dataclass(frozen=True, slots=True)
class UnitJob:
    """One unit to settle, its folder name under ``outputs/``, and what its reviewers said."""

    lower: LowerInput
    path: str
    review: TakenIn


@dataclass(frozen=True, slots=True)
class UnitReport:
    """What was settled for one unit, light enough to send between processes."""

    digest: Digest
    findings: tuple[Finding, ...]
    """About its outputs; those about its tasks are in the digest."""
    outputs: tuple[Path, ...]
    written: int
    failures: tuple[OutputError, ...]


class Outcome:
    """A unit's outcome, worked out only when some output needs it."""

    def __init__(self, upper: Upper, job: UnitJob, database: Connection) -> None:
        self.upper = upper
        self.job = job
        self.database = database

    @cached_property
    def made_from(self) -> str:
        """The fingerprint of all that the outcome comes from."""
        job, unit = self.job, self.job.lower.unit.id
        answers = current(self.database, unit)
        return fingerprint(self.upper.made_from, job.lower.made_from, job.path, job.review, answers)

    @cached_property
    def lower(self) -> Plan:
        """The unit's plan as it is now."""
        plan = to_plan(self.job.lower.sources, unit=self.job.lower.unit)
        found = (*self.job.lower.findings, *self.job.review.findings, *plan.findings)
        return replace(plan, findings=in_order(found))

    @cached_property
    def answers(self) -> tuple[CarriedOver, tuple[Finding, ...]]:
        """What became of people's answers, and what is to be said of those whose task is gone."""
        return answers_for(self.database, self.upper.plan, self.lower)

    @cached_property
    def result(self) -> Reconciliation:
        """The outcome object that every output of this unit shows."""
        carried, stale = self.answers
        lower = replace(self.lower, findings=in_order((*self.lower.findings, *stale)))
        upper = self.upper
        result = reconcile_plans(
            upper.plan,
            lower,
            upper.config,
            upper.as_of,
            Beforehand(prepared=upper.prepared, known=upper.known, decisions=carried.live),
        )
        now = standing(result)
        before = run_before(self.database, self.job.lower.unit.id, now)
        return replace(result, changes=changes_since(before, now))

    @property
    def is_new(self) -> bool:
        """Whether the outcome was worked out in this run, and not recalled."""
        return "result" in self.__dict__

    @cached_property
    def digest(self) -> Digest:
        """The outcome in short, recalled where nothing has changed."""
        unit = self.job.lower.unit.id
        kept = recall(self.database, "outcome", unit, self.made_from, Digest)
        if kept is None:
            kept = digest(self.result)
            keep(self.database, "outcome", unit, self.made_from, kept)
        return kept


def settle_unit(upper: Upper, job: UnitJob) -> UnitReport:
    """Settle one unit and write its outputs; an output that fails does not stop the others."""
    with open_database(upper.folder) as database:
        outcome = Outcome(upper, job, database)
        report = write_outputs(outcome, _outputs(outcome))
        if outcome.is_new:
            remember_run(database, job.lower.unit, standing(outcome.result))
    return report


def write_outputs(outcome: Outcome, outputs: Outputs) -> UnitReport:
    """Put the outputs of a unit in their places; one that fails does not stop the others."""
    folder = outcome.upper.folder
    placed: list[Placed] = []
    failures: list[OutputError] = []
    for name, make in outputs.items():
        try:
            placed.append(place(outcome.database, folder, name, outcome.made_from, make))
        except OutputError as error:
            failures.append(error)
    return UnitReport(
        digest=outcome.digest,
        findings=tuple(edited_finding(p, folder) for p in placed if p.edited),
        outputs=tuple(p.path for p in placed),
        written=sum(p.written for p in placed),
        failures=tuple(failures),
    )


def edited_finding(placed: Placed, folder: Path) -> Finding:
    """Say that a person's version of an output stays, and where the new one is."""
    edited = placed.edited or placed.path
    place_of = Where(edited.relative_to(folder).as_posix())
    return finding("output-edited", place_of, new=placed.path.name)


def document_outputs(outcome: Outcome, kinds: tuple[DocumentKind, ...] = ()) -> Outputs:
    """List the Word documents of a unit by their paths in the working folder.

    Args:
        outcome: of the unit; it is worked out only when a document is written.
        kinds: of documents; empty for those of reconcile.toml.

    """
    upper, summary = outcome.upper, outcome.digest.summary
    documents = unit_outputs(lambda: outcome.result, summary, upper.config, upper.folder, kinds)
    return {f"outputs/{outcome.job.path}/{name}": make for name, make in documents.items()}


def _outputs(outcome: Outcome) -> Outputs:
    """List a unit's outputs: the name of each, and what writes it."""
    path = outcome.job.path
    return {
        f"outputs/result/{path}.json": lambda out: write_result(outcome.result, out, path),
        f"{REVIEWS}/{path}.xlsx": lambda out: _write_review(outcome, out),
        **document_outputs(outcome),
        **_checked_copies(outcome),
    }


def _checked_copies(outcome: Outcome) -> Outputs:
    """List the copies of the unit's own files, with what was found written beside their rows.

    Files that came in an archive get none: there is no file of theirs to copy.
    """
    from reconcile.report.marked_copy.write_copy import checked_names, write_checked_copy

    job = outcome.job.lower
    named = zip(job.sources, job.paths, strict=True)
    paths = {source.file: path for source, path in named if source.file == path.name}
    names = checked_names(tuple(paths))

    def writer(path: Path) -> Callable[[Path], None]:
        def write(out: Path) -> None:
            write_checked_copy(path, outcome.result, out)

        return write

    return {
        f"outputs/{outcome.job.path}/{names[file]}": writer(path) for file, path in paths.items()
    }


def _write_review(outcome: Outcome, out: Path) -> None:
    """Write the unit's review workbook; what only workbooks need is imported here."""
    from reconcile.report.documents.plan.proposals import propose
    from reconcile.review import review_book
    from reconcile.workbook.xlsx.write import write_workbook

    carried, _ = outcome.answers
    drafts = outcome.job.review.drafts
    proposed = propose(outcome.result, outcome.upper.config.proposals)
    proposals = {each.task.key: each.summary for each in proposed if not each.accepted}
    book = review_book(outcome.result, carried.live, carried.reopened, drafts, proposals)
    write_workbook(book, out)
