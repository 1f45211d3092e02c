"""Units that go by another name now: what people answered about them goes with them."""

from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from sqlite3 import Connection

from reconcile.config import Config
from reconcile.model import Decision, Finding, Unit, Where
from reconcile.normalise.whose import Units, known_units
from reconcile.review import Review
from reconcile.run.answers.merged_answers import merge_answers
from reconcile.run.answers.take_in_answers import ShownDrafts
from reconcile.run.answers.untold import (
    BroughtUnit,
    ToTell,
    brought_units,
    keep_brought,
    keep_untold,
    untold,
)
from reconcile.run.reading.kept_tables import LowerInput
from reconcile.run.reading.levels import is_level
from reconcile.store.database import NAME
from reconcile.store.decisions import all_units, answered_units, current, name_units
from reconcile.store.unit_ids import (
    ids_now,
    keep_identity,
    names_before,
    units_called,
)
from reconcile.vocabulary.answers import agree
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
        The units under the ids that they have kept; and findings: every renaming, until a run
        has told it to its end, with the answers of two units that differ, and each unit with
        answers that none of now is.

    """
    names, answered = _earlier_names(config) | all_units(database), answered_units(database)
    found = _Renamed(database, config, lowers)
    told = list[Finding]()
    for old in (old for old in found.gone(answered) if old not in levels):
        parts = {"unit": names.get(old, old), "count": str(answered[old])}
        new = found.now(old, parts["unit"])
        if new is not None:
            renamed = finding("unit-renamed", Where(NAME), now=new.name, **parts)
            keep_untold(database, old, [ToTell(renamed)])
            found.carry(old, new, parts["unit"], answered)
        elif old not in map(unit_id, config.units):  # one that is listed is told as absent
            told.append(finding("answers-without-unit", Where(NAME), **parts))
    settled = found.settled()
    name_units(database, (each.known_unit for each in settled))
    return settled, (*untold(database), *told)


@dataclass(frozen=True, slots=True)
class Brought:
    """The units that workbooks know by another name, of which the log does not tell yet."""

    lowers: tuple[LowerInput, ...]
    """The units that are there, under the ids that they have kept."""
    units: tuple[BroughtUnit, ...] = ()
    """Those of runs, too, that were stopped before they told it."""

    def findings(self, database: Connection) -> Iterator[Finding]:
        """Tell how many answers of such workbooks count for each unit, once they are taken in."""
        now = ids_now(database)
        for each in self.units:
            unit = now.get(each.old, each.old)
            stands = {line.subject: line for line in current(database, unit)}
            said = (of_unit(line, unit) for line in each.said)
            there = {e.subject for e in said if e.subject in stands and agree(e, stands[e.subject])}
            if there:
                parts = {"unit": each.name, "now": each.called, "count": str(len(there))}
                yield finding("unit-renamed", Where(NAME), **parts)


def carry_brought(
    database: Connection,
    config: Config,
    lowers: Sequence[LowerInput],
    workbooks: Iterable[Review | ShownDrafts],
) -> Brought:
    """Tell which units of now workbooks are about that know them by another name.

    While the log has nothing on such a unit, as after the database was lost, its workbooks alone
    tell of it. What they say must be held against what those under the name of now say before
    any of it is taken in: nobody who answered in the ones has seen the others.

    Args:
        database: the working folder's, open.
        config: all settings.
        lowers: the units that are there, of ``carry_renamed``.
        workbooks: as read.

    """
    now, found = ids_now(database), _Renamed(database, config, lowers)
    said: dict[str, list[Decision]] = {}
    for each in workbooks:
        given = _said_in(each)
        if given or each.drafts:
            said.setdefault(now.get(each.unit, each.unit), []).extend(given)
        for line in given:  # the workbook of an heir tells on whom it was given
            said.setdefault(line.given_for or line.unit, [])
    gone = [old for old in found.gone(said) if not is_level(old)]
    if not gone:
        return Brought(tuple(lowers), brought_units(database))
    names, answered = _earlier_names(config) | all_units(database), answered_units(database)
    # On what the log has an answer it was told before, and carried where it can be.
    for old in (old for old in gone if old not in answered):
        name = names.get(old, old)
        new = found.now(old, name)
        if new is not None:
            if said[old]:
                keep_brought(database, BroughtUnit(old, name, new.name, tuple(said[old])))
            found.carry(old, new, name, {*answered, *said})
    return Brought(found.settled(), brought_units(database))


def _said_in(workbook: Review | ShownDrafts) -> tuple[Decision, ...]:
    """Return all that a workbook says, given in it or shown as given before."""
    if isinstance(workbook, ShownDrafts):
        return ()
    spread = (each.decision for each in workbook.everywhere)
    return (*(each.decision for each in workbook.statements), *spread)


class _Renamed:
    """Which units of now those of earlier names are; what was found is kept."""

    def __init__(self, database: Connection, config: Config, lowers: Sequence[LowerInput]) -> None:
        self._database, self._lowers = database, lowers
        self._kept = units_called(database)
        there = [_under(each, self._kept) for each in lowers]
        self._there = {each.known_unit.id: each for each in there}
        self._by_name = {each.unit.id: each for each in there}
        self._heirs = _heirs(config, self._by_name, self._kept)
        self._config = config

    @cached_property
    def _known(self) -> Units:
        """The units that are there, by all that they are called."""
        there = self._there.values()
        return known_units(self._config.units, {each.unit: _files(each) for each in there})

    def gone(self, units: Iterable[str]) -> list[str]:
        """Return the units that are not there by their ids, or that another has taken over.

        Those last: their heir may be called otherwise, too, and must have the id that it keeps.
        """
        there = (old for old in units if old in self._heirs or old not in self._there)
        return sorted(there, key=lambda old: (old in self._heirs, old))

    def now(self, old: str, name: str) -> Unit | None:
        """Return the unit that one which is gone is now; None for none or several."""
        return self._heirs.get(old) or _called_so(self._known, old, name)

    def carry(self, old: str, new: Unit, name: str, answered: Container[str]) -> None:
        """Let what was said of a unit count for one of now, which keeps its id if it has none yet.

        Args:
            old: id of the one that is gone.
            new: the one of now.
            name: what the first was called.
            answered: ids of units on which something is said.

        """
        if old in self._heirs or new.id in self._kept or new.id in answered:
            kept = self._kept.get(new.id, new.id)
            merge_answers(self._database, old, replace(new, id=kept), name)
        else:
            self._kept[new.id] = old
            keep_identity(self._database, {new.id: old})

    def settled(self) -> tuple[LowerInput, ...]:
        """Return the units under the ids that they have kept, with those that they took over."""
        there = (_under(each, self._kept) for each in self._lowers)
        taken: dict[str, dict[str, str]] = {}
        for old, new, name in names_before(self._database):
            # One that is only called otherwise now is the same unit, by whatever names it went.
            if old in self._heirs:
                taken.setdefault(new, {})[old] = name or _earlier_names(self._config).get(old, old)
        return tuple(replace(e, took_over=taken.get(e.known_unit.id, {})) for e in there)


def _under(lower: LowerInput, kept: Mapping[str, str]) -> LowerInput:
    """Return a unit under the id that it has kept."""
    identity = kept.get(lower.unit.id, "")
    return replace(lower, identity=identity) if identity else lower


def _heirs(
    config: Config, there: Mapping[str, LowerInput], kept: Mapping[str, str]
) -> dict[str, Unit]:
    """Return the units that take over from others, by the ids of these.

    One that was called otherwise before goes by the id that it has kept, too.
    """
    named = {
        unit_id(name): there[unit_id(heir)].unit
        for heir, settings in config.units.items()
        if unit_id(heir) in there
        for name in settings.takes_over
    }
    before = {kept[old]: heir for old, heir in named.items() if old in kept}
    own = {kept.get(heir.id, heir.id) for heir in named.values()}
    return {old: heir for old, heir in before.items() if old not in own} | named


def _called_so(known: Units, old: str, name: str) -> Unit | None:
    """Return the one unit that the name of an earlier one means; None for none or several."""
    if is_level(old):  # a province is no commune of the same name
        return None
    found = known.fitting(name) or known.fitting(make_unit(name).place)
    return found[0] if len(found) == 1 else None


def _files(lower: LowerInput) -> Iterable[str]:
    """Return the names of a unit's files."""
    return (held.file for held in lower.held)


def _earlier_names(config: Config) -> dict[str, str]:
    """Return the names that reconcile.toml gives units beside those of now, by their ids."""
    settings = config.units.values()
    names = (name for each in settings for name in (*each.aliases, *each.takes_over))
    return {unit_id(name): name for name in names}
