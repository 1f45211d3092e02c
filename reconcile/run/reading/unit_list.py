"""The settings of a working folder, with the list of units that lies beside them."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from reconcile.config import SETTINGS, Config, UnitSettings, load_config
from reconcile.errors import ReconcileError
from reconcile.model import Finding, Where
from reconcile.read.unit_list import ListedUnit, read_unit_list
from reconcile.vocabulary.findings import finding
from reconcile.vocabulary.terms import term
from reconcile.vocabulary.units import unit_id

LISTED = "don-vi.xlsx"
_SAID_ONCE = ("cluster", "email", "contact")
"""What the list and reconcile.toml may say of a unit, and say otherwise."""


def settings_of(folder: Path) -> tuple[Config, tuple[Finding, ...]]:
    """Read reconcile.toml, and the units that ``don-vi.xlsx`` lists beside it.

    What reconcile.toml says of a unit stands; where the list says otherwise that is told. A list
    that cannot be read stops nothing.

    Raises:
        ConfigError: reconcile.toml cannot be used.

    """
    config = load_config(folder / SETTINGS)
    file = folder / LISTED
    if not file.is_file():
        return config, ()
    try:
        listed = read_unit_list(file.read_bytes(), LISTED)
    except ReconcileError as error:
        place = error.where or Where(LISTED)
        return config, (finding(error.code, place, problem=error.problem, fix=error.fix),)
    return with_listed(config, listed)


def with_listed(config: Config, listed: Sequence[ListedUnit]) -> tuple[Config, tuple[Finding, ...]]:
    """Put the units of a list beside those of reconcile.toml."""
    units, told = dict(config.units), list[Finding]()
    names = {unit_id(name): name for name in units}
    for each in listed:
        name = names.setdefault(unit_id(each.name), each.name)
        known = units.get(name, UnitSettings())
        told += _differences(each, known)
        units[name] = msgspec.structs.replace(
            known,
            aliases=tuple(dict.fromkeys((*known.aliases, *each.aliases))),
            **{key: getattr(known, key) or getattr(each, key) for key in _SAID_ONCE},
        )
    return msgspec.structs.replace(config, units=units), tuple(told)


def _differences(listed: ListedUnit, known: UnitSettings) -> Iterator[Finding]:
    """Report what the list says otherwise than reconcile.toml."""
    for key in _SAID_ONCE:
        one, other = getattr(known, key), getattr(listed, key)
        if one and other and one != other:
            parts = {"unit": listed.name, "listed": other, "settings": one}
            yield finding("unit-list-differs", listed.where, what=term("unit_list", key), **parts)
