"""The names of units: in full, as usual, in short; and what an office's name tells."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from reconcile.model import Level, Plan, Unit
from reconcile.report.documents.issuers import (
    board_in,
    committee_over,
    issuer_kind,
    names_another,
    organs,
)
from reconcile.report.documents.wording import words
from reconcile.vocabulary.agencies import bodies, find_agencies
from reconcile.vocabulary.text import LOWER, TONES, UPPER, fold, one_line
from reconcile.vocabulary.units import area_name, province_word

_COMMITTEE = re.compile(r"(ubnd|ủy ban nhân dân|uỷ ban nhân dân)\b", re.IGNORECASE)
_LEVEL = "(?i:tỉnh|thành phố|xã|phường|đặc khu)"
# The lower-case word behind it tells “Xã hội” from “xã An Bình”; in capitals, what follows does.
_AREA = re.compile(
    rf"(?P<own>.+?) (?!(?i:xã hội)(?:$| (?:{_LEVEL}|(?i:hđnd|ubnd)) ))"
    rf"(?P<word>{_LEVEL}) (?P<place>[{UPPER}\d].*)"
)
# Capitals on the type of a body: ND30 Phụ lục II.
_STEERING = re.compile(r"^ban chỉ đạo", re.IGNORECASE)
_ORGAN = re.compile(rf"(?:{'|'.join(organs())}) (?=[{UPPER}])")
_FIELD = re.compile(rf"(?:^[{LOWER}]+ |- )[{LOWER}]|^[{LOWER}]")
_TONES = re.compile(f"[{TONES}]")

_ZONE = "đặc khu"
_KEPT_UNITS = 1 << 6
"""Units of which the names are remembered: a document asks for the same two all the time."""


@dataclass(frozen=True, slots=True)
class NamedUnits:
    """A unit's names: in full, as usual, and without its place."""

    full: str
    name: str
    short: str


@dataclass(frozen=True, slots=True)
class OwnName:
    """A body's name without its area, and the area: ``Sở Nội vụ``, ``tỉnh``, ``Lam Châu``."""

    own: str
    word: str = ""
    place: str = ""

    @property
    def area(self) -> str:
        """The area's name; empty where it is not known."""
        return area_name(self.word, self.place) if self.place else ""


@lru_cache(_KEPT_UNITS)
def named(unit: Unit) -> NamedUnits:
    """Return the names of a unit; one that is not known is ``cơ quan cấp trên``."""
    name = one_line(unit.name)
    if not name:
        return NamedUnits("cơ quan cấp trên", "cơ quan cấp trên", "cơ quan cấp trên")
    if is_committee(unit):
        place = area_name(unit.word, unit.place)
        return NamedUnits(f"Ủy ban nhân dân {place}", f"UBND {place}", f"UBND {unit.word}")
    board = board_in(name) if unit.party else ""
    if board:
        return _board_named(board, unit)
    usual = _ORGAN.sub("", name) if unit.party else name
    usual = _STEERING.sub("Ban Chỉ đạo", usual)
    parts = own_name(usual)
    short = usual.removesuffix(unit.place).strip()
    pattern: str = issuer_kind(name, party=unit.party, usual="office")["short"]
    # A name that says all it does is shortened even where it names no area.
    if parts.place or "{own}" not in pattern:
        short = pattern.format(own=parts.own, word=parts.word or _area_word(unit)).strip()
    full = _STEERING.sub("Ban Chỉ đạo", name).replace("MTTQ", "Mặt trận Tổ quốc")
    return NamedUnits(full, usual, short or usual)


def _area_word(unit: Unit) -> str:
    """Return the word of a unit's area, where its place is told but not by its name."""
    return unit.word or (province_word(unit.place) if unit.place else "")


def committee_of(unit: Unit) -> str:
    """Name the Party committee that a body of it belongs to; empty where its area is not known."""
    return committee_over(_area_word(unit), unit.place) if unit.place else ""


def _board_named(board: str, unit: Unit) -> NamedUnits:
    """Name an advisory body with the committee that it belongs to."""
    committee = committee_of(unit)
    name = f"{board} {committee}".strip()
    return NamedUnits(name, name, name.removesuffix(unit.place).strip())


def own_name(name: str) -> OwnName:
    """Take the area off the end of a body's name."""
    found = _AREA.fullmatch(one_line(name))
    return OwnName(found["own"], found["word"].lower(), found["place"]) if found else OwnName(name)


def in_text(name: str) -> str:
    """Write the name of an office as running text has it, also where it was set in capitals.

    Source: Nghị định 30/2020/NĐ-CP, Phụ lục II: capitals on the type of body and its field.
    """
    said = one_line(name)
    if not said.isupper():
        return said
    known = [bodies()[body] for body in find_agencies(said)]
    same = (body.name for body in known if fold(body.name) == fold(said))
    return next(same, _FIELD.sub(lambda hit: _capitals(hit[0]), said.lower()))


def is_committee(unit: Unit) -> bool:
    """Tell whether a unit is a People's Committee, or is named as its area alone."""
    if unit.party or not (unit.word and unit.place) or names_another(unit.name):
        return False
    name = fold(unit.name)
    return bool(_COMMITTEE.match(name)) or name.startswith(fold(unit.word))


def all_names(unit: Unit) -> frozenset[str]:
    """Return every way in which settings may name a unit, folded."""
    called = named(unit)
    return frozenset(fold(name) for name in (unit.name, called.full, called.name, called.short))


def initials(name: str) -> str:
    """Make an abbreviation of a body's name: ``Sở Khoa học và Công nghệ`` → ``SKHCN``."""
    parts = re.findall(r"\w+", one_line(name))
    first = "".join(part[0] for part in parts if part.casefold() != "và").upper()
    # “ỦY BAN” gives U as “UỶ BAN” does; Đ stays.
    return unicodedata.normalize("NFC", _TONES.sub("", unicodedata.normalize("NFD", first)))


def _capitals(start: str) -> str:
    """Write the first letters of a name's type and field as capitals."""
    return " ".join(word[:1].upper() + word[1:] for word in start.split(" "))


def units_together(units: Sequence[Unit], upper: Plan) -> str:
    """Name lower units together: ``các xã, phường, đặc khu``, ``các đảng bộ trực thuộc``.

    A plan that speaks to ``các xã, phường`` and to no special zone is of a province without one.

    Args:
        units: those that are there; where there are none, their level is told by the plan.
        upper: the plan that they were given.

    """
    said = words("lower")
    first = next(iter(units), None)
    if first is None:
        level = Level.COMMUNE if upper.unit.level is Level.PROVINCE else Level.UNKNOWN
    elif first.party:
        return str(said["party"])
    else:
        level = first.level
    if level is not Level.COMMUNE or any(fold(unit.word) == _ZONE for unit in units):
        return str(said[level])
    cells = [fold(f"{task.lead}; {task.support}") for task in upper.tasks]
    without = said["without_zone"]
    if any(_ZONE in cell for cell in cells) or not any(without in cell for cell in cells):
        return str(said[level])
    return str(without)
