"""One input file → its tables and whose they are: what a worker does, on bytes alone."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePath

from reconcile.config import Config
from reconcile.errors import ReconcileError
from reconcile.model import Source, Unit
from reconcile.normalise import Part, split_units, unit_of
from reconcile.read import Member, read_member
from reconcile.store.cache import pack, unpack
from reconcile.vocabulary.terms import term
from reconcile.vocabulary.text import bare
from reconcile.vocabulary.units import make_unit, unit_id


@dataclass(frozen=True, slots=True)
class Share:
    """What one unit has in a file."""

    unit: Unit
    doubt: str
    """Why the unit's name is doubtful; empty where it is not."""
    file: str
    """Name of the file, in an archive with the archive's."""
    part: int = -1
    """Position among the file's parts; -1 where the whole file is the unit's."""


@dataclass(frozen=True, slots=True)
class Given:
    """A file to be read: its bytes, or its tables where they were kept."""

    member: Member
    tables: bytes = b""


@dataclass(frozen=True, slots=True)
class Parsed:
    """What was read from a file."""

    tables: bytes = b""
    """The whole source, packed."""
    shares: tuple[Share, ...] = ()
    parts: tuple[bytes, ...] = ()
    """The sources of the units that share it, packed; empty where it is one unit's."""
    error: ReconcileError | None = None
    """What stopped the reading."""


def parse(config: Config, given: Given) -> Parsed:
    """Read a file, and tell whose it is; opens no path."""
    source: Source | ReconcileError
    if given.tables:
        source = unpack(given.tables, Source)
    else:
        source = read_member(given.member, config.files, config.columns)
    if isinstance(source, ReconcileError):
        return Parsed(error=source)
    parts = _parts(source, config, _known(config))
    alone = len(parts) == 1
    shares = tuple(
        Share(*_unit(part, config), part.source.file, -1 if alone else at)
        for at, part in enumerate(parts)
    )
    packed = () if alone else tuple(pack(part.source) for part in parts)
    return Parsed(given.tables or pack(source), shares, packed)


def _known(config: Config) -> Mapping[str, Unit]:
    """Index the units of reconcile.toml by all the names that they may have in a file."""
    known: dict[str, Unit] = {}
    for name, settings in config.units.items():
        unit = make_unit(name)
        for said in (name, unit.place, *settings.aliases):
            if bare(said):
                known.setdefault(bare(said), unit)
    return known


def _hinted(source: Source, config: Config) -> str:
    """Return the unit that reconcile.toml names for a file; empty for none."""
    hints = (config.files.get(name) for name in (source.file, PurePath(source.file).name))
    return next((hint.unit for hint in hints if hint and hint.unit), "")


def _parts(source: Source, config: Config, known: Mapping[str, Unit]) -> tuple[Part, ...]:
    """Split a file into the parts of its units; one whose unit the user names stays whole."""
    return (Part(None, source),) if _hinted(source, config) else split_units(source, known)


def _unit(part: Part, config: Config) -> tuple[Unit, str]:
    """Settle whose part it is: reconcile.toml first, then the file itself, then its name.

    Returns:
        The unit, and why its name is doubtful; empty where it is not.

    """
    hinted = _hinted(part.source, config)
    if hinted:
        return make_unit(hinted), ""
    file = PurePath(part.source.file)
    unit, guessed = (part.unit, False) if part.unit else unit_of(part.source)
    for name, settings in config.units.items():
        if unit_id(name) == unit.id or _named(settings.aliases, unit.name, file.stem):
            return make_unit(name), ""
    if guessed:
        return unit, term("unit_guess", "by_file")
    return unit, term("unit_guess", "unlisted") if config.units else ""


def _named(aliases: Iterable[str], *names: str) -> bool:
    """Tell whether one of the aliases is one of the names, as people would read them."""
    folded = {bare(name) for name in names}
    return any(bare(alias) in folded or bare(PurePath(alias).stem) in folded for alias in aliases)
