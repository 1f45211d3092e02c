"""Whose a name, a file or a call is: the one rule for which unit is meant. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches

from reconcile.config import FileHints, UnitSettings
from reconcile.errors import UsageError
from reconcile.model import Finding, Source, Unit, Where
from reconcile.normalise.issuer import (
    commune_by_name,
    contradicting_office,
    in_full,
    issuer_by_name,
    issuer_in,
    misspelt,
    office_names,
)
from reconcile.vocabulary.communes import with_marks
from reconcile.vocabulary.findings import finding
from reconcile.vocabulary.same_name import could_be, entry, stem, whole_names, with_archive
from reconcile.vocabulary.terms import term
from reconcile.vocabulary.text import bare, fold, has_diacritics
from reconcile.vocabulary.units import make_unit, unit_id

_ALIKE = 0.8
"""From which likeness on, 0 to 1, a name may be another one that was mistyped."""
_MOST = 20
"""Units that a message names."""
_LONG_FORMS = (
    ("uy-ban-nhan-dan", "ubnd"),
    ("hoi-dong-nhan-dan", "hdnd"),
    ("mat-tran-to-quoc", "mttq"),
)
"""What ``unit_id`` shortens where it is typed with diacritics."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """One form of a name of a unit; ``careless`` where its own diacritics may be left out."""

    form: str
    unit: Unit
    careless: bool


class _Rank:
    """The names of one rank, by the forms in which they are compared."""

    def __init__(self) -> None:
        self._same: dict[str, dict[str, Unit]] = {}
        self._bare: dict[str, list[_Entry]] = {}

    def add(self, name: str, unit: Unit, *, careless: bool) -> None:
        """Enter a name of a unit."""
        for form in _forms(name):
            self._same.setdefault(form, {})[unit.id] = unit
            self._bare.setdefault(bare(form), []).append(_Entry(form, unit, careless))

    def same(self, forms: Iterable[str]) -> tuple[Unit, ...]:
        """Find the units of a name that reads the same."""
        found = (self._same.get(form) for form in forms)
        return tuple(next((units for units in found if units), {}).values())

    def likely(self, forms: Iterable[str]) -> tuple[Unit, ...]:
        """Find the units of a name that is the same but for diacritics left out."""
        found = {
            each.unit.id: each.unit
            for form in forms
            for each in self._bare.get(bare(form), ())
            if could_be(form, each.form) or (each.careless and could_be(each.form, form))
        }
        return tuple(found.values())


@dataclass(frozen=True, slots=True)
class Called:
    """A unit, and what else it is called."""

    unit: Unit
    others: tuple[str, ...] = ()
    """Aliases, files, its folder: as people type them, with diacritics or without."""
    listed: bool = False
    """Whether reconcile.toml names it, so that its name has the diacritics it should have."""


class Units:
    """The units that a name may mean.

    Names are compared in one Unicode form, whatever their capitals and spaces: the official name
    first; then aliases, files and folders; then the name without its body, which is the People's
    Committee's before any other's (``xã Nà Sen``); then the place alone (``Nà Sen``). A name that
    fits none of these is held against them as one typed without diacritics.
    """

    def __init__(self, called: Iterable[Called]) -> None:
        self.all: dict[str, Unit] = {}
        """By their ids, in the order given; of two that are one the first."""
        self._ranks = tuple(_Rank() for _ in range(5))
        for each in called:
            self._add(self.all.setdefault(each.unit.id, each.unit), each)

    def fitting(self, name: str) -> tuple[Unit, ...]:
        """Find the units that a name means; several where it fits them alike."""
        forms = _forms(name)
        same = (rank.same(forms) for rank in self._ranks)
        likely = (rank.likely(forms) for rank in self._ranks)
        return next((units for found in (same, likely) for units in found if units), ())

    def aliased(self, names: Iterable[str]) -> tuple[Unit, ...]:
        """Find the units that have one of these names of files among their aliases."""
        others, forms = self._ranks[1], [(fold(name),) for name in names]
        found = (find(form) for find in (others.same, others.likely) for form in forms)
        return next((units for units in found if units), ())

    def office(self, names: Iterable[str], over: Unit) -> tuple[Unit, ...]:
        """Find the office that a letterhead names below its committee, by its official name.

        One that is listed without its area is meant by its name alone.
        """
        found = (unit for name in names for unit in self._ranks[0].same(_forms(name)))
        return next(((unit,) for unit in found if unit.id != over.id), ())

    def near(self, name: str) -> str:
        """Return the official name of the unit that a mistyped name may mean; empty for none."""
        names = {_key(unit): unit.name for unit in reversed(self.all.values())}
        close = get_close_matches(_key(make_unit(name)), names, n=1, cutoff=_ALIKE)
        return names[close[0]] if close else ""

    def _add(self, unit: Unit, called: Called) -> None:
        """Enter all that a unit is called."""
        official, others, committees, bodies, places = self._ranks
        careless = not (called.listed or has_diacritics(unit.place or unit.name))
        official.add(unit.name, unit, careless=careless)
        area = f"{unit.word} {unit.place}"
        usual = unit_id(in_full(area)) == unit.id
        for name in called.others:
            full = in_full(name) if unit.id.startswith("ubnd-") else ""
            for other in filter(None, (*with_archive(name), stem(name), full)):
                others.add(other, unit, careless=not has_diacritics(name))
        if unit.word and unit.place:
            (committees if usual else bodies).add(area, unit, careless=careless)
        places.add(unit.place, unit, careless=careless)


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose a file is, and what is doubtful about that."""

    unit: Unit
    doubt: str = ""
    """Why its name is doubtful, in Vietnamese; empty where it is not."""
    choices: tuple[str, ...] = ()
    """The units that the name fits alike; empty where there is no such doubt."""
    known: bool = True
    """Whether reconcile.toml names it."""


def known_units(
    settings: Mapping[str, UnitSettings], others: Mapping[Unit, Iterable[str]] | None = None
) -> Units:
    """Gather what units are called.

    Args:
        settings: those of reconcile.toml, by the names of units.
        others: the units that a name may mean, with their files and folders; None for those of
            reconcile.toml.

    """
    listed = {name: make_unit(name) for name in settings if unit_id(name)}
    aliases: dict[str, tuple[str, ...]] = {}
    for name, unit in listed.items():
        aliases[unit.id] = (*aliases.get(unit.id, ()), *settings[name].aliases)
    if others is None:
        others = dict.fromkeys(listed.values(), ())
    return Units(
        Called(unit, (*aliases.get(unit.id, ()), *own), unit.id in aliases)
        for unit, own in others.items()
    )


def hinted_unit(files: Mapping[str, FileHints], file: str) -> str:
    """Return the unit that reconcile.toml names for a file; empty for none."""
    hints = (entry(files, name) for name in with_archive(file))
    return next((hint.unit for hint in hints if hint and unit_id(hint.unit)), "")


def owner_of(source: Source, units: Units, *, read: Unit | None = None, hinted: str = "") -> Owner:
    """Settle whose a file is: reconcile.toml first, then the file itself, then its name.

    Args:
        source: the file, or a unit's part of it.
        units: those of reconcile.toml.
        read: the unit that the part is of, where the file has parts of several.
        hinted: the unit that reconcile.toml names for the file.

    Returns:
        The owner. Where a name fits several units alike it is none of them: the file is kept
        under the name that it bears itself, with the choices.

    """
    if hinted:
        return _one_of(units.fitting(hinted), make_unit(hinted), "")
    named = read or issuer_in([source])
    unit = named or issuer_by_name(source.file)
    offices = office_names(source, named) if named and read is None else ()
    found = units.aliased(whole_names(source.file)) or units.office(offices, unit)
    found = found or units.fitting(unit.name)
    if not found and read is None:
        name = stem(source.file)
        found = units.aliased([name]) or (() if named else units.fitting(name))
    why = "by_file" if not named else "unlisted" if units.all else ""
    below = commune_by_name(source.file, named) if not found and read is None else None
    if below:
        unit, found, why = below, units.fitting(below.name), "by_file_below"
    owner = _one_of(found, unit, term("unit_guess", why) if why else "")
    other = contradicting_office(source, named) if named else ""
    return (
        replace(owner, doubt=term("unit_guess", "by_symbol").format(number=other))
        if other
        else owner
    )


def is_of_one(file: str, units: Units, hinted: str) -> bool:
    """Tell whether reconcile.toml gives a file, by its name, to one unit whatever it holds."""
    return bool(hinted or units.aliased(whole_names(file)))


def asked_unit(name: str, units: Units, nobody: str) -> Unit:
    """Return the unit that a call names.

    Args:
        name: as the call has it.
        units: those to choose from.
        nobody: what to say where none of them is called so, in Vietnamese.

    Raises:
        UsageError: no unit is called so, or several are.

    """
    found = units.fitting(name)
    if len(found) == 1:
        return found[0]
    if found:
        raise UsageError(
            f"tên “{name}” ứng với {len(found)} đơn vị",
            fix=f"nêu rõ một trong các đơn vị: {_listed(found)}",
        )
    near = units.near(name)
    likely = f"tên gần giống nhất là “{near}”; " if near else ""
    raise UsageError(
        nobody, fix=f"{likely}chọn một trong các đơn vị: {_listed(tuple(units.all.values()))}"
    )


def unclear(owner: Owner, file: str) -> Iterator[Finding]:
    """Say what is doubtful about whose a file is."""
    place, name = Where(file), owner.unit.name
    if owner.choices:
        where = f'trong tệp, hoặc ở [files."{file}"] trong reconcile.toml'
        names = "; ".join(owner.choices)
        yield finding("unit-unclear", place, unit=name, units=names, place=where)
    elif owner.doubt:
        yield finding("unit-guessed", place, unit=name, why=owner.doubt, file=file)
    if not owner.known:
        yield from misspelt(owner.unit, file)


def _one_of(found: tuple[Unit, ...], own: Unit, doubt: str) -> Owner:
    """Take the one unit that was found; else the file's own name, with the choices or the doubt."""
    if len(found) == 1:
        return Owner(found[0])
    if found:
        return Owner(own, choices=tuple(unit.name for unit in found))
    return Owner(with_marks(own), doubt, known=False)


def _forms(name: str) -> tuple[str, ...]:
    """Return the forms in which a name is compared, the closest first; none for an empty name."""
    short = unit_id(name)
    for long, body in _LONG_FORMS:
        short = short.replace(long, body)
    return tuple(dict.fromkeys(form for form in (fold(name), unit_id(name), short) if form))


def _key(unit: Unit) -> str:
    """Return what tells a unit from others of its kind, without diacritics."""
    return bare(unit.place or unit.name)


def _listed(units: tuple[Unit, ...]) -> str:
    """Name units, and say how many more there are."""
    more = f"; … và {len(units) - _MOST} đơn vị khác" if len(units) > _MOST else ""
    return "; ".join(unit.name for unit in units[:_MOST]) + more
