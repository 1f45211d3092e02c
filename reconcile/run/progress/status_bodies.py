"""Whose a source of statuses is, and whose task each of its rows tells of."""

import re
from collections.abc import Sequence
from functools import cached_property

from reconcile.config import Config
from reconcile.model import Source, StatusRow, StatusSource, Task, Unit
from reconcile.normalise.issuer import issuer_in
from reconcile.normalise.whose import hinted_unit, known_units, owner_of
from reconcile.tracking.bodies import body_id, lead_bodies
from reconcile.vocabulary.same_name import without_ending
from reconcile.vocabulary.text import bare

_SEVERAL = re.compile(r"\s*[;,\n]\s*")


class StatusBodies:
    """The units that sources may name; whoever is none of them is an office."""

    def __init__(self, config: Config, units: Sequence[Unit], tasks: Sequence[Task]) -> None:
        self._tasks = tasks
        self._config = config
        none: dict[Unit, tuple[str, ...]] = dict.fromkeys(units, ())
        self._names = known_units(config.units, none)
        self._known: dict[str, str] = {}
        """Name → id of the one unit that it means: thousands of rows name the same units."""

    def owner(self, source: StatusSource) -> str:
        """Tell whose a source is: the id of a unit, else of an office; empty for nobody knows."""
        if source.unit:
            return self._unit(source.unit) or body_id(source.unit)
        hinted = hinted_unit(self._config.files, source.file)
        whole = Source(source.file, lines=source.lines)
        owner = owner_of(whole, self._names, hinted=hinted).unit
        if owner.id in self._names.all:
            return owner.id
        said = bare(without_ending(source.file).replace("_", " "))
        placed = [u for u in self._names.all.values() if u.place and _names(bare(u.place), said)]
        if len(placed) == 1:
            return placed[0].id
        issuer = issuer_in([whole])
        return body_id(issuer.name) if issuer else ""

    def of_row(self, row: StatusRow, owner: str) -> tuple[str, ...]:
        """Tell whose task a row tells of; a body inside a unit is that unit."""
        if not row.who:
            return (owner,)
        if whole := self._unit(row.who):
            return (whole,)
        parts = [self._unit(part) for part in _SEVERAL.split(row.who) if part]
        if parts and all(parts):
            return tuple(parts)
        return (owner,) if owner in self._names.all else (body_id(row.who),)

    def name(self, body: str) -> str:
        """Name a body."""
        unit = self._names.all.get(body)
        return unit.name if unit else self.offices.get(body, body)

    @cached_property
    def offices(self) -> dict[str, str]:
        """Id → name of the offices that lead tasks of the upper plan."""
        named = (name for task in self._tasks for name in lead_bodies(task))
        return {body_id(name): name for name in named}

    def named(self, name: str) -> str:
        """Return the id of the one unit that a name means; empty where none or several are."""
        return self._unit(name) if name else ""

    def _unit(self, name: str) -> str:
        """Return the id of the one unit that a name means; empty where none or several are."""
        if name not in self._known:
            found = self._names.fitting(name)
            self._known[name] = found[0].id if len(found) == 1 else ""
        return self._known[name]


def _names(place: str, said: str) -> bool:
    """Tell whether a bare text names a place."""
    return re.search(rf"(?<![a-z]){re.escape(place)}(?![a-z])", said) is not None
