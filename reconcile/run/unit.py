"""One unit of a working folder: its outcome, and its own outputs."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path

from reconcile.config import Config, UnitSettings
from reconcile.errors import OutputError
from reconcile.match import Prepared
from reconcile.model import Finding, Plan, Reconciliation, Where
from reconcile.normalise import to_plan
from reconcile.report.digest import Digest, digest
from reconcile.report.result import write_result
from reconcile.run.inputs import LowerInput
from reconcile.run.pair import in_order, prepare_upper, reconcile_plans
from reconcile.store.cache import fingerprint, keep, recall
from reconcile.store.database import open_database
from reconcile.store.outputs import Placed, place
from reconcile.vocabulary.findings import finding


class Upper:
    """The upper side of a run, shared by all units; matching is prepared once, when first used."""

    def __init__(
        self, folder: Path, plan: Plan, config: Config, as_of: date, made_from: str
    ) -> None:
        self.folder = folder
        self.plan = plan
        self.config = config
        self.as_of = as_of
        self.made_from = made_from

    @cached_property
    def prepared(self) -> Prepared:
        """What matching needs of the upper plan alone."""
        return prepare_upper(self.plan, self.config)


@dataclass(frozen=True, slots=True)
class UnitJob:
    """One unit to settle, and its folder name under ``outputs/``."""

    lower: LowerInput
    path: str


@dataclass(frozen=True, slots=True)
class UnitReport:
    """What was settled for one unit, light enough to send between processes."""

    digest: Digest
    findings: tuple[Finding, ...]
    """About its outputs; those about its tasks are in the digest."""
    outputs: tuple[Path, ...]
    written: int
    failures: tuple[OutputError, ...]


class _Outcome:
    """A unit's outcome, worked out only when some output needs it."""

    def __init__(self, upper: Upper, job: UnitJob) -> None:
        self.upper = upper
        self.job = job

    @cached_property
    def result(self) -> Reconciliation:
        """The outcome object that every output of this unit shows."""
        lower = to_plan(self.job.lower.sources, unit=self.job.lower.unit)
        lower = replace(lower, findings=in_order((*self.job.lower.findings, *lower.findings)))
        return reconcile_plans(
            self.upper.plan,
            lower,
            self.upper.config,
            self.upper.as_of,
            prepared=self.upper.prepared,
        )


def settle_unit(upper: Upper, job: UnitJob) -> UnitReport:
    """Settle one unit and write its outputs; an output that fails does not stop the others."""
    outcome = _Outcome(upper, job)
    made_from = fingerprint(
        upper.made_from, job.lower.made_from, job.path, upper.config, upper.as_of.isoformat()
    )
    placed: list[Placed] = []
    failures: list[OutputError] = []
    with open_database(upper.folder) as database:
        unit = job.lower.unit.id
        kept = recall(database, "outcome", unit, made_from, Digest)
        if kept is None:
            kept = digest(outcome.result)
            keep(database, "outcome", unit, made_from, kept)
        for name, make in _outputs(outcome, job.path).items():
            try:
                placed.append(place(database, upper.folder, name, made_from, make))
            except OutputError as error:
                failures.append(error)
    return UnitReport(
        digest=kept,
        findings=tuple(edited_finding(p, upper.folder) for p in placed if p.edited),
        outputs=tuple(p.path for p in placed),
        written=sum(p.written for p in placed),
        failures=tuple(failures),
    )


def edited_finding(placed: Placed, folder: Path) -> Finding:
    """Say that a person's version of an output stays, and where the new one is."""
    edited = placed.edited or placed.path
    place_of = Where(edited.relative_to(folder).as_posix())
    return finding("output-edited", place_of, new=placed.path.name)


def _outputs(outcome: _Outcome, path: str) -> dict[str, Callable[[Path], None]]:
    """List a unit's outputs: the name of each, and what writes it."""
    return {
        f"outputs/result/{path}.json": lambda out: write_result(outcome.result, out, path),
        f"outputs/{path}/bao-cao.docx": lambda out: _write_report(outcome, out),
    }


def _write_report(outcome: _Outcome, out: Path) -> None:
    """Write the unit's Báo cáo; what only documents need is imported here."""
    from reconcile.report.documents import report_context, report_template
    from reconcile.report.templates import find_template
    from reconcile.report.word import fill

    config, result = outcome.upper.config, outcome.result
    settings = config.units.get(result.lower.unit.name, UnitSettings())
    context = report_context(result, settings, config.issuer)
    template = find_template(report_template(result), outcome.upper.folder / "templates")
    fill(template, context, out)
