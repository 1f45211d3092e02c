"""Units that go by another name now: what people answered about them goes with them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from sqlite3 import Connection

from reconcile.config import Config
from reconcile.model import Decision, Finding, Unit, Where
from reconcile.normalise.whose import Units, known_units
from reconcile.run.kept_tables import LowerInput
from reconcile.run.levels import is_level
from reconcile.store.database import NAME, writing
from reconcile.store.decisions import all_units, answered_units, append, current, name_units
from reconcile.store.unit_ids import carry_units, keep_identity, units_called
from reconcile.vocabulary.answers import agree, answer_mark, answer_told, known_with
from reconcile.vocabulary.findings import finding
from reconcile.vocabulary.task_keys import of_unit
from reconcile.vocabulary.units import make_unit, unit_id


def carry_renamed(
    database: Connection,
    config: Config,
    lowers: Sequence[LowerInput],
    levels: Collection[str] = (),
) -> tuple[tuple[LowerInput, ...], tuple[Finding, ...]]:
    """Keep the answers on units that are called otherwise now, or that others have taken over.

    A unit is the one of an earlier name where reconcile.toml says so by an alias, or where that
    name is read as the one unit that is there: it keeps its id, and so all that hangs on it. A
    unit that another takes over gives it its answers.

    Args:
        database: the working folder's, open.
        config: all settings.
        lowers: the units that are there.
        levels: ids under which answers on the plans of levels between are kept.

    Returns:
        The units under the ids that they have kept; and findings: every renaming, when it is
        first seen, with the answers of two units that differ, and each unit with answers that none
        of now is.

    """
    kept = units_called(database)
    there = {each.known_unit.id: each for each in (_under(each, kept) for each in lowers)}
    names, answered = all_units(database), answered_units(database)
    by_name = {each.unit.id: each for each in there.values()}
    heirs, told, called = _heirs(config, by_name), list[Finding](), dict[str, str]()
    known = known_units(config.units, {each.unit: _files(each) for each in there.values()})
    for old in (old for old in answered if old in heirs or old not in {*there, *levels}):
        parts = {"unit": names.get(old, old), "count": str(answered[old])}
        new = heirs.get(old) or _called_so(known, old, parts["unit"])
        if new is None:
            if old not in map(unit_id, config.units):  # one that is listed is told as absent
                told.append(finding("answers-without-unit", Where(NAME), **parts))
            continue
        told.append(finding("unit-renamed", Where(NAME), now=new.name, **parts))
        if old not in heirs and new.id not in answered and new.id not in called:
            called[new.id] = old
        else:
            told += _carry(database, old, by_name[new.id].known_unit, parts["unit"])
    keep_identity(database, called)
    settled = tuple(_under(each, kept | called) for each in lowers)
    name_units(database, (each.known_unit for each in settled))
    return settled, tuple(told)


def _carry(database: Connection, old: str, new: Unit, name: str) -> tuple[Finding, ...]:
    """Let the answers on a unit count for another; of two that differ the earlier stands.

    Nobody who answered about the one unit has seen the answers on the other.

    Args:
        database: the working folder's, open.
        old: id of the unit whose answers go over.
        new: the unit that takes them.
        name: what the first was called.

    Returns:
        A finding for each task or pair on which they differ, both shown.

    """
    said = {each.subject: each for each in current(database, new.id)}
    told, standing = list[Finding](), list[Decision]()
    for theirs in (of_unit(each, new.id) for each in current(database, old)):
        ours = said.get(theirs.subject, theirs)
        if not agree(theirs, ours):
            earlier, later = (theirs, ours) if theirs.when < ours.when else (ours, theirs)
            standing.append(_said_again(earlier, later))
            parts = {"unit": name, "now": new.name, "place": str(ours.where)}
            parts |= {"answer": answer_told(theirs), "other": answer_told(ours)}
            parts |= {
                "stands": answer_told(earlier),
                "text": theirs.upper_text or theirs.lower_text,
            }
            task = theirs.upper or theirs.lower
            told.append(finding("merged-answers", Where(NAME), task=task, **parts))
    with writing(database, lasting=True):
        append(database, standing)
    carry_units(database, {old: new.id})
    return tuple(told)


def _said_again(earlier: Decision, later: Decision) -> Decision:
    """Return an answer as a line behind a later one: the latest line of the log stands."""
    known = dict.fromkeys((*known_with(later).split(), *known_with(earlier).split()))
    known.pop(answer_mark(earlier), None)
    return replace(earlier, base=" ".join(known))


def _under(lower: LowerInput, kept: Mapping[str, str]) -> LowerInput:
    """Return a unit under the id that it has kept."""
    identity = kept.get(lower.unit.id, "")
    return replace(lower, identity=identity) if identity else lower


def _heirs(config: Config, there: Mapping[str, LowerInput]) -> dict[str, Unit]:
    """Return the units that take over from others, by the ids of these."""
    return {
        unit_id(name): there[unit_id(heir)].unit
        for heir, settings in config.units.items()
        if unit_id(heir) in there
        for name in settings.takes_over
    }


def _called_so(known: Units, old: str, name: str) -> Unit | None:
    """Return the one unit that the name of an earlier one means; None for none or several."""
    if is_level(old):  # a province is no commune of the same name
        return None
    found = known.fitting(name) or known.fitting(make_unit(name).place)
    return found[0] if len(found) == 1 else None


def _files(lower: LowerInput) -> Iterable[str]:
    """Return the names of a unit's files."""
    return (held.file for held in lower.held)
