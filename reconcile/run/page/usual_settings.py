"""What counts where reconcile.toml is silent: what plans say themselves, else what is usual."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from reconcile.config import UnitSettings, UpperSettings
from reconcile.config.rewrite import Path, Value
from reconcile.model import Plan
from reconcile.report.documents.addressing import by_issuer
from reconcile.report.documents.sender import Sender, lower_sender, upper_sender
from reconcile.report.documents.wording import UNKNOWN
from reconcile.run.page.snapshot import OpenedUnit, Snapshot
from reconcile.run.settle import SettledUnit
from reconcile.vocabulary.upper_plan_key import upper_plan_key


@dataclass(frozen=True, slots=True)
class Usual:
    """A value that counts where none is set."""

    value: Value
    is_read: bool = False
    """Whether a plan says so; else it is the program's own."""


def upper_plans(snapshot: Snapshot | None) -> dict[str, Plan]:
    """Return the upper plans by their keys in the settings; none where there is one."""
    if snapshot is None:
        return {}
    told = {key: each.number for key, each in snapshot.upper.config.upper.plans.items()}
    return {upper_plan_key(each, told): each for each in snapshot.upper.plan.parts}


def usual_settings(snapshot: Snapshot, opened: OpenedUnit | None, unit: str) -> dict[Path, Usual]:
    """Gather what counts where nothing is set.

    Args:
        snapshot: the folder as it was read.
        opened: the unit that is looked at; None where it has sent nothing.
        unit: its name, as the settings write it.

    """
    found = dict(_above(snapshot))
    if opened:
        own = SettledUnit(snapshot.upper, opened.lower).plan
        found |= {("units", unit, *path): said for path, said in _of_unit(snapshot, opened, own)}
        if len(snapshot.units) == 1 and own.text.reporting:
            found["documents", "reporting"] = Usual(own.text.reporting, is_read=True)
    return {path: said for path, said in found.items() if said.value}


def _above(snapshot: Snapshot) -> Iterator[tuple[Path, Usual]]:
    """Yield what is known of the upper plan, of each of several, and of who issued it."""
    plan, config = snapshot.upper.plan, snapshot.upper.config
    if not plan.parts:
        keys = {key: f"plan_{key}" for key in ("number", "dated", "subject")}
        yield from ((("upper", keys.get(key, key)), said) for key, said in _identity(plan))
    for key, part in upper_plans(snapshot).items():
        yield from ((("upper", "plans", key, name), said) for name, said in _identity(part))
    if plan.text.reporting:
        yield ("documents", "reporting"), Usual(plan.text.reporting, is_read=True)
    if plan.text.through:
        yield ("upper", "reports_through"), Usual(plan.text.through, is_read=True)
    sent = upper_sender(plan.unit, UpperSettings(), config.issuer, config.documents)
    yield from ((("upper", *path), said) for path, said in _of_sender(sent))


def _identity(plan: Plan) -> Iterator[tuple[str, Usual]]:
    """Yield what a plan says of itself."""
    said: Mapping[str, Value | None] = {
        "name": plan.unit.name, "number": plan.number, "dated": plan.issued, "subject": plan.title,
    }  # fmt: skip
    yield from ((key, Usual(value, is_read=True)) for key, value in said.items() if value)


def _of_unit(snapshot: Snapshot, opened: OpenedUnit, own: Plan) -> Iterator[tuple[Path, Usual]]:
    """Yield what is usual for a unit; what its own plan says stands over it."""
    config, above = snapshot.upper.config, snapshot.upper.plan.unit
    sent = lower_sender(opened.unit, above, UnitSettings(), config.issuer, config.documents)
    yield ("cluster",), Usual(opened.digest.cluster)
    yield from _of_sender(sent)
    text = by_issuer(sent, own.text)
    *over, position = text.authority or ("",)
    read: Mapping[Path, Value] = {
        ("recipients",): list(text.receivers),
        ("signer", "authority"): "\n".join(over),
        ("signer", "position"): position,
        ("signer", "name"): text.signer,
    }
    yield from ((path, Usual(value, is_read=True)) for path, value in read.items() if value)


def _of_sender(sent: Sender) -> Iterator[tuple[Path, Usual]]:
    """Yield what is usual for a body that issues documents."""
    yield ("place",), Usual(sent.place if sent.place != UNKNOWN else "")
    yield ("signer", "authority"), Usual(str(sent.kind["authority"]))
    yield ("signer", "position"), Usual(sent.position)
