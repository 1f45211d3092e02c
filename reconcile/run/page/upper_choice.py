"""Which upper plan a file belongs to, answered on the page where the files do not tell it."""

from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from reconcile.model import Plan
from reconcile.run.page.settings import change_settings, read_settings
from reconcile.run.page.snapshot import Snapshot, input_names, short_id
from reconcile.run.reading.input_files import UPPER
from reconcile.vocabulary.same_name import entry_key

ASKED = "upper-plan-unclear"
"""Code of the finding that asks."""


@dataclass(frozen=True, slots=True)
class PlanChoice:
    """A plan that a file may belong to."""

    value: str
    """What the settings call it."""
    is_own: bool = False
    """Whether it is a plan of the file alone."""

    @property
    def id(self) -> str:
        """By what a form sends it."""
        return short_id(self.value)


def asked_files(snapshot: Snapshot | None) -> tuple[str, ...]:
    """List the files about which it is asked."""
    findings = snapshot.upper.plan.findings if snapshot else ()
    return tuple(each.where.file for each in findings if each.code == ASKED)


def plan_choices(folder: Path, snapshot: Snapshot, file: str) -> tuple[PlanChoice, ...]:
    """List the plans that a file may belong to; last a plan of its own."""
    names = (_called(folder, each) for each in snapshot.upper.plan.plans)
    others = (PlanChoice(name) for name in dict.fromkeys(names) if name != file)
    return (*others, PlanChoice(file, is_own=True))


def chosen_plan(folder: Path, file: str) -> str:
    """Return what the settings say of a file by now; empty for nothing.

    Raises:
        ConfigError: the settings cannot be used.

    """
    said = read_settings(folder).value(("files",)) or {}
    key = entry_key(said, file)
    return str(said[key].get("plan", "")) if key else ""


def choose_plan(folder: Path, file: str, choice: PlanChoice) -> None:
    """Write into the settings which plan a file belongs to.

    Raises:
        ReconcileError: of ``change_settings``.

    """
    said = read_settings(folder).value(("files",)) or {}
    change_settings(folder, {("files", entry_key(said, file) or file, "plan"): choice.value})


def _called(folder: Path, plan: Plan) -> str:
    """Call a plan as files of it may be given to it: by its number, its folder, its first file."""
    if plan.number:
        return plan.number
    first = plan.files[0]
    paths = (PurePosixPath(name) for name in input_names(folder, UPPER))
    place = next((path for path in paths if path.name == PurePosixPath(first).parts[0]), None)
    return place.parts[0] if place and len(place.parts) > 1 else plan.name or first
