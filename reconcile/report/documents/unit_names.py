"""The names of units: in full, as usual, in short; and what an office's name tells."""

import re
from dataclasses import dataclass

from reconcile.model import Unit
from reconcile.report.documents.wording import words
from reconcile.vocabulary.text import fold, one_line

_COMMITTEE = re.compile(r"(ubnd|ủy ban nhân dân|uỷ ban nhân dân)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class NamedUnits:
    """A unit's names: in full, as usual, and without its place."""

    full: str
    name: str
    short: str


def named(unit: Unit) -> NamedUnits:
    """Return the names of a unit; one that is not known is ``cơ quan cấp trên``."""
    name = one_line(unit.name)
    if not name:
        return NamedUnits("cơ quan cấp trên", "cơ quan cấp trên", "cơ quan cấp trên")
    if is_committee(unit):
        place = f"{unit.word} {unit.place}"
        return NamedUnits(f"Ủy ban nhân dân {place}", f"UBND {place}", f"UBND {unit.word}")
    short = name.removesuffix(unit.place).strip() if unit.party else name
    return NamedUnits(name, name, short or name)


def is_committee(unit: Unit) -> bool:
    """Tell whether a unit is a People's Committee, or is named as its area alone."""
    if unit.party or not (unit.word and unit.place):
        return False
    name = fold(unit.name)
    return bool(_COMMITTEE.match(name)) or name.startswith(fold(unit.word))


def all_names(unit: Unit) -> frozenset[str]:
    """Return every way in which settings may name a unit, folded."""
    called = named(unit)
    return frozenset(fold(name) for name in (unit.name, called.full, called.name, called.short))


def initials(name: str) -> str:
    """Make an abbreviation of a body's name: ``Sở Khoa học và Công nghệ`` → ``SKHCN``."""
    parts = re.findall(r"\w+", name)
    return "".join(part[0] for part in parts if part.casefold() != "và").upper()


def head_of(name: str) -> str:
    """Return the position of who heads an office; empty where its name does not tell.

    Source: ``documents.toml``, by the first words of the name.
    """
    said = f"{fold(name)} "
    heads: dict[str, str] = words("head")
    return next((head for start, head in heads.items() if said.startswith(f"{fold(start)} ")), "")
