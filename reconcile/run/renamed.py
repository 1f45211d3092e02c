"""Units that go by another name now: what people answered about them goes with them."""

from collections.abc import Iterable, Mapping, Sequence
from sqlite3 import Connection

from reconcile.config import Config
from reconcile.model import Finding, Unit, Where
from reconcile.normalise.whose import Units, known_units
from reconcile.run.kept_tables import LowerInput
from reconcile.store.database import NAME
from reconcile.store.decisions import all_units, answered_units, carry_units, name_units
from reconcile.vocabulary.findings import finding
from reconcile.vocabulary.units import make_unit, unit_id


def carry_renamed(
    database: Connection, config: Config, lowers: Sequence[LowerInput]
) -> tuple[Finding, ...]:
    """Carry the answers on units that nobody is called now to those that took their place.

    A unit is another's former self where reconcile.toml says so, by an alias or by
    ``takes_over``, or where its name is read as that of one unit that is there. Every carrying
    is told; so is a unit with answers that none of now is.

    """
    there = {lower.unit.id: lower.unit for lower in lowers}
    listed = {unit_id(name) for name in config.units}
    names = all_units(database)
    known = known_units(config.units, {lower.unit: _files(lower) for lower in lowers})
    heirs = _heirs(config, there)
    told: list[Finding] = []
    renamed: dict[str, str] = {}
    for old, count in answered_units(database).items():
        if old in there and old not in heirs:
            continue
        name = names.get(old, old)
        new = heirs.get(old) or _only(known, name)
        parts = {"unit": name, "count": str(count)}
        if new and new.id != old:
            renamed[old] = new.id
            told.append(finding("unit-renamed", Where(NAME), now=new.name, **parts))
        elif old not in listed:  # one that is listed and sent nothing is told as absent
            told.append(finding("answers-without-unit", Where(NAME), **parts))
    name_units(database, there.values())
    carry_units(database, renamed)
    return tuple(told)


def _heirs(config: Config, there: Mapping[str, Unit]) -> dict[str, Unit]:
    """Return the units that take over from others, by the ids of these."""
    return {
        unit_id(name): there[unit_id(heir)]
        for heir, settings in config.units.items()
        if unit_id(heir) in there
        for name in settings.takes_over
    }


def _only(known: Units, name: str) -> Unit | None:
    """Return the one unit that a name means; None for none or several."""
    found = known.fitting(name) or known.fitting(make_unit(name).place)
    return found[0] if len(found) == 1 else None


def _files(lower: LowerInput) -> Iterable[str]:
    """Return the names of a unit's files."""
    return (held.file for held in lower.held)
