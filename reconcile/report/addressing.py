"""Who writes to whom: the names, letterheads, symbols, receivers and signing lines of units."""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any

from reconcile.config import Issuer, Signer, UnitSettings
from reconcile.model import Unit
from reconcile.report.wording import BLANK, figure, long_day, words
from reconcile.vocabulary.text import fold, one_line

_COMMITTEE = re.compile(r"(ubnd|ủy ban nhân dân|uỷ ban nhân dân)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Named:
    """A unit's names: in full, as usual, and without its place."""

    full: str
    name: str
    short: str


def named(unit: Unit) -> Named:
    """Return the names of a unit; one that is not known is ``cơ quan cấp trên``."""
    name = one_line(unit.name)
    if not name:
        return Named("cơ quan cấp trên", "cơ quan cấp trên", "cơ quan cấp trên")
    if is_committee(unit):
        place = f"{unit.word} {unit.place}"
        return Named(f"Ủy ban nhân dân {place}", f"UBND {place}", f"UBND {unit.word}")
    short = name.removesuffix(unit.place).strip() if unit.party else name
    return Named(name, name, short or name)


def is_committee(unit: Unit) -> bool:
    """Tell whether a unit is a People's Committee, or is named as its area alone."""
    if unit.party or not (unit.word and unit.place):
        return False
    name = fold(unit.name)
    return bool(_COMMITTEE.match(name)) or name.startswith(fold(unit.word))


@dataclass(frozen=True, slots=True)
class Sender:
    """Who issues a document: its unit, its settings, and the office of the unit if it is one."""

    unit: Unit
    upper: Unit
    settings: UnitSettings
    office: Issuer

    @property
    def kind(self) -> dict[str, Any]:
        """What is usual for this kind of body."""
        if self.office.name:
            return words("office")
        if self.unit.party:
            return words("party")
        return words("committee" if is_committee(self.unit) else "office")

    @property
    def above(self) -> list[str]:
        """The lines over the issuer's name: none or one."""
        if self.office.name:
            return [self.office.parent.upper()]
        if self.unit.party and self.upper.word and self.upper.place:
            return [f"{self.kind['letterhead']} {self.upper.word} {self.upper.place}".upper()]
        return []

    @property
    def heading(self) -> list[str]:
        """The lines of the issuer's name."""
        if self.office.name:
            return [self.office.name.upper()]
        if is_committee(self.unit):
            return [self.kind["letterhead"], f"{self.unit.word} {self.unit.place}".upper()]
        return [self.unit.name.upper()]

    @property
    def symbol(self) -> str:
        """The issuer's abbreviation in the symbol of a document: ``UBND``, ``VHXH``."""
        said = self.office.symbol or self.kind["symbol"][self.unit.level]
        return str(said) or initials(self.office.name or self.unit.name)

    @property
    def place(self) -> str:
        """The place before the date: the unit's own, with its word where it is a number.

        Source: ND30 Phụ lục I II.4.
        """
        place = self.settings.place or self.unit.place or self.unit.name
        return f"{self.unit.word} {place}".capitalize() if place[:1].isdigit() else place


def sender(unit: Unit, upper: Unit, settings: UnitSettings, issuer: Issuer) -> Sender:
    """Settle who issues a unit's document to the unit above it.

    The issuer of the settings is used where its parent is this unit: an office of the province
    does not sign the reports of communes.
    """
    ours = {fold(name) for name in (unit.name, named(unit).full, named(unit).name)}
    office = issuer if issuer.name and fold(issuer.parent) in ours else Issuer()
    return Sender(unit, upper, settings, office)


def number_line(sent: Sender, type_: str) -> str:
    """Write number and symbol: ``Số: 05/BC-UBND``; the number is a blank where it is not set."""
    number = sent.settings.number
    shown = f" {figure(int(number)) if number.isdecimal() else number}" if number else BLANK
    pattern: str = sent.kind["number"]
    return pattern.format(number=shown, type=type_, symbol=sent.symbol)


def place_and_day(sent: Sender, as_of: dt.date) -> str:
    """Write place and day of a document."""
    return f"{sent.place}, {long_day(sent.settings.dated, as_of)}"


def enclosed_with(sent: Sender, kind: str, name: str, as_of: dt.date) -> str:
    """Write the line under the title of an annex, which names the document it belongs to.

    Source: ND30 Phụ lục III, Mẫu 2.1.
    """
    number = number_line(sent, kind).removeprefix("Số").removeprefix(":")
    day = long_day(sent.settings.dated, as_of)
    issuer = sent.office.name or named(sent.unit).name
    return f"(Kèm theo {name} số{number} {day} của {issuer})"


def receivers(sent: Sender) -> list[str]:
    """List the lines of ``Nơi nhận`` of a document that goes up.

    Source: ND30 Phụ lục I II.9: ``Như trên`` first, ``Lưu`` last, ``;`` and at the end ``.``.
    """
    settings, usual = sent.settings, sent.kind
    between = settings.recipients or usual["receivers"]
    first = usual["first"].format(upper=named(sent.upper).name)
    drafter = f", {settings.symbol}" if settings.symbol else ""
    committee = named(sent.unit).short.removesuffix(sent.unit.word).strip()
    last = usual["last"].format(drafter=drafter, committee=committee)
    items = [first, *(item.strip(" -;.") for item in between), last]
    return [f"- {item};" for item in items[:-1]] + [f"- {items[-1]}."]


def signing_lines(sent: Sender) -> tuple[list[str], list[str]]:
    """Return the lines over the signature: on whose behalf, and the position.

    Source: ND30 Phụ lục I II.7.
    """
    signer: Signer = sent.settings.signer
    if signer.lines:
        return list(signer.lines[:-1]), [signer.lines[-1]]
    authority = sent.kind["authority"] if signer.authority is None else signer.authority
    position = signer.position or sent.kind["position"]
    lines = [authority] if authority else []
    if signer.deputy:
        over = sent.kind["deputy"].format(position=position)
        return [*lines, *([over] if over else [])], [signer.deputy]
    return lines, [position]


def initials(name: str) -> str:
    """Make an abbreviation of a body's name: ``Sở Khoa học và Công nghệ`` → ``SKHCN``."""
    parts = re.findall(r"\w+", name)
    return "".join(part[0] for part in parts if part.casefold() != "và").upper()
