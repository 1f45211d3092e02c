"""Who issues a document: its unit or an office of it, and what is usual for such a body."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec

from reconcile.config import DocumentKind, Documents, Issuer, IssuingSettings, UnitSettings
from reconcile.model import Level, PlanText, Unit
from reconcile.report.documents.issuers import (
    area_word,
    board_in,
    head_of,
    issuer_kind,
    request,
)
from reconcile.report.documents.unit_names import (
    NamedUnits,
    all_names,
    committee_of,
    in_text,
    initials,
    is_committee,
    named,
    own_name,
)
from reconcile.report.documents.wording import TYPED, UNKNOWN, respelt, words
from reconcile.vocabulary.text import capitalised, fold
from reconcile.vocabulary.times import working_day
from reconcile.vocabulary.units import area_name, keeps_word, make_unit, province_word, unit_id

NOBODY = Unit("", "")


@dataclass(frozen=True, slots=True)
class Sender:
    """Who issues a document: its unit, the unit above, its settings, and an office if it is one."""

    unit: Unit
    upper: Unit
    """Whose superior line it bears, and whom it reports to; ``NOBODY`` where there is none."""
    settings: IssuingSettings
    """Those of the unit with those of the kind of document over them."""
    office: Issuer
    documents: Documents
    text: PlanText = field(default_factory=PlanText)
    """The words of its own plan, where the document is that plan: receivers and signature."""

    @property
    def kind(self) -> dict[str, Any]:
        """What is usual for this kind of issuer."""
        party = self.unit.party
        if self.office.name:
            usual = "party_office" if party else "office"
            return issuer_kind(self.office.name, party=party, usual=usual)
        usual = "committee" if is_committee(self.unit) else "office"
        return issuer_kind(self.unit.name, party=party, usual="party" if party else usual)

    @property
    def parent(self) -> str:
        """The body over an office, a Sở, a Ban Chỉ đạo; empty where none is known."""
        if self.office.name:
            return self.office.parent or named(self.unit).name
        over = self._area_of(self.upper) or own_name(self.upper.name).area
        if self.unit.party and self.kind["below"]:
            return committee_of(self.unit) or (f"{self.kind['letterhead']} {over}" if over else "")
        if self.unit.party and not self.kind["above"]:
            return f"{self.kind['letterhead']} {over}" if over else ""
        known = {"area": self.area, "over": over, "name": self.unit.name}
        pattern = str(self.kind["above"])
        unknown = any(f"{{{name}}}" in pattern and not told for name, told in known.items())
        return "" if unknown else pattern.format_map(known)

    @property
    def area(self) -> str:
        """The area of the unit: ``tỉnh Lam Châu``; of a Sở that names none, by its place."""
        told = own_name(self.unit.name).area or self._area_of(self.unit)
        place = self.settings.place
        return told or (area_name(province_word(place), place) if place else "")

    @property
    def above(self) -> list[str]:
        """The lines over the issuer's name: none or one."""
        return [self.parent.upper()] if self.parent else []

    @property
    def heading(self) -> list[str]:
        """The lines of the issuer's name."""
        if self.office.name:
            return [self.office.name.upper()]
        # A People's Committee names itself in two lines and has none above: usual everywhere.
        if self.kind["lines"] and self.area:
            return [self.kind["letterhead"], self.area.upper()]
        board = board_in(self.unit.name) if self.unit.party else ""
        if board:
            return [board.upper()]
        if self.unit.party:
            return [self._own_party_name.upper()]
        if self.kind["names_area"]:
            return [named(self.unit).name.upper()]
        return [(self.kind["letterhead"] or own_name(self.unit.name).own).upper()]

    @property
    def _own_party_name(self) -> str:
        """The name of a Party body: of a cell or a board without what stands over it."""
        name = named(self.unit).name
        if self.kind["author"] != "{name}":
            return name
        # “Ban Chỉ đạo 57 Đảng ủy xã …”, “… của Tỉnh ủy …”: the committee is the line above.
        whole = respelt(name, TYPED)
        if self.parent and whole.endswith(f" {self.parent}"):
            return whole.removesuffix(f" {self.parent}").removesuffix(" của")
        return respelt(own_name(name).own, TYPED)

    @property
    def symbol(self) -> str:
        """The issuer's abbreviation in the symbol of a document: ``UBND``, ``VHXH``."""
        symbols: dict[str, str] = self.kind["symbol"]
        own = own_name(self.office.name or self.unit.name)
        said = self.office.symbol or symbols.get(own.word) or symbols[self.unit.level]
        short = initials(board_in(own.own) or own.own)
        return said.format(initials=short, field=short[1:]) or short

    @property
    def place(self) -> str:
        """The place before the date: the unit's own, with its word where it is no name of its own.

        A blank where nobody has told it.

        Source: ND30 Phụ lục I II.4.
        """
        unit = own_name(self.unit.name)
        word, place = self.unit.word or unit.word, self.settings.place or self.unit.place
        place = place or unit.place or str(self.kind["place"])
        return (
            capitalised(area_name(word, place)) if word and keeps_word(place) else place or UNKNOWN
        )

    def answer_by(self, as_of: dt.date) -> dt.date:
        """Return the day by which an answer to a letter is asked for: a working day."""
        start = self.settings.dated or as_of
        return working_day(start + dt.timedelta(self.documents.reply_days))

    @property
    def position(self) -> str:
        """The position of who heads the issuer."""
        if not self.kind["headed"] and not self.office.name:
            return str(self.kind["position"])
        return head_of(self.office.name or self.unit.name) or str(self.kind["position"])

    @property
    def author(self) -> str:
        """Who speaks in the text: ``UBND xã An Bình``, ``Ban Thường vụ Đảng ủy xã An Bình``."""
        name = self._office_of(named(self.unit).name) or named(self.unit).name
        return str(self.kind["author"]).format(name=name)

    @property
    def author_short(self) -> str:
        """The same once it has been named: ``UBND xã``, ``Ban Thường vụ Đảng ủy xã``."""
        return str(self.kind["author"]).format(name=self.body)

    @property
    def body(self) -> str:
        """The issuing body once it has been named: the office, or the unit itself."""
        return self._office_of(named(self.unit).short) or named(self.unit).short

    def _office_of(self, unit: str) -> str:
        """Name the office in running text; a body of a Party committee with its committee."""
        name = in_text(self.office.name)
        board = board_in(name) if self.unit.party else ""
        return f"{board} {unit}" if board and fold(board) == fold(name) else name

    @property
    def leader(self) -> str:
        """Whom offices report to: the issuer, or who it advises."""
        advises = self.kind["leader"] == "parent"
        return (
            (named(self.unit).short if self.office.name else self.parent)
            if advises
            else self.author_short
        )

    @property
    def answers_to(self) -> NamedUnits:
        """Whom its reports go to: the unit above, of a Phòng its own People's Committee."""
        if self.unit.party or self.kind["leader"] != "parent":
            return named(self.upper)
        if self.office.name:
            return named(self.unit)
        return named(make_unit(self.parent) if self.parent else self.upper)

    @property
    def weighs(self) -> str:
        """What that one does with a report: a Sở directs no People's Committee."""
        if self.answers_to != named(self.upper):
            return str(self.kind["weighs"])
        upper = issuer_kind(self.upper.name, party=self.upper.party, usual="office")
        return str(upper["weighs"])

    @property
    def in_charge(self) -> str:
        """The office that follows a Kế hoạch: one that assigns nothing follows its own."""
        return self.author_short if self.kind["follows_itself"] else coordinator(self.unit)

    def verb_to(self, other: Unit) -> str:
        """Return the verb of rank: an order to those below on its own side, else a request.

        Between the Party and the State nobody orders, and nobody orders the Front.
        """
        theirs = issuer_kind(other.name, party=other.party, usual="office")
        asked = request(self.unit.level, other.level)
        free = self.unit.party != other.party or theirs["independent"] or not self.kind["orders"]
        return asked if free else str(self.kind["orders"])

    @staticmethod
    def _area_of(unit: Unit) -> str:
        """Name the area of a unit; empty where it is not known."""
        word = unit.word or area_word(named(unit).short)
        # A body of a Party committee of a province is called by its place alone.
        if not word and unit.level is Level.PROVINCE and unit.place:
            word = province_word(unit.place)
        return area_name(word, unit.place) if word and unit.place else ""

    @property
    def spelling(self) -> str:
        """The style of tone marks."""
        return self.settings.tone_marks or self.documents.tone_marks


def coordinator(unit: Unit) -> str:
    """Name the office of a unit that follows a Kế hoạch, and leads where nobody else is named."""
    usual = "party" if unit.party else "committee" if is_committee(unit) else "office"
    kind = issuer_kind(unit.name, party=unit.party, usual=usual)
    if kind["follows_itself"]:
        return named(unit).short
    key = f"party_{unit.level}" if unit.party else str(unit.level)
    office: str = kind["coordinator"].get(unit.level) or words("offices")[key]
    return office.format(word=unit.word).strip()


def lower_sender(
    unit: Unit, upper: Unit, settings: IssuingSettings, issuer: Issuer, documents: Documents
) -> Sender:
    """Settle who issues a unit's document to or under the unit above it.

    The issuer of the settings is used where its parent is this unit: an office of the province
    does not sign the reports of communes.
    """
    office = issuer if issuer.name and fold(issuer.parent) in all_names(unit) else Issuer()
    return Sender(unit, upper, settings, office, documents)


def upper_sender(
    unit: Unit, settings: IssuingSettings, issuer: Issuer, documents: Documents
) -> Sender:
    """Settle who issues a document of the upper side: an office of the unit, or the unit itself.

    An issuer without a parent is an office of the upper unit.
    """
    ours = not issuer.parent or fold(issuer.parent) in all_names(unit)
    office = issuer if issuer.name and ours else Issuer()
    return Sender(unit, NOBODY, settings, office, documents)


def settings_of(unit: Unit, units: Mapping[str, UnitSettings]) -> UnitSettings:
    """Find the settings of a unit, whatever capitals and spaces its name has there.

    Where two names are the same unit's, the first counts.
    """
    # A unit that is called otherwise now keeps its id: its settings stand under the name of now.
    own = (unit.id, unit_id(unit.name))
    named = (settings for name, settings in units.items() if unit_id(name) in own)
    return next(named, UnitSettings())


def settings_for(settings: IssuingSettings, kind: DocumentKind) -> IssuingSettings:
    """Lay what a kind of document has of its own over the settings of a unit.

    The number of the unit's settings is that of its Báo cáo: each type is numbered for itself.
    """
    own = settings.documents.get(kind)
    number = settings.number if kind is DocumentKind.REPORT else ""
    if own is None:
        return msgspec.structs.replace(settings, number=number)
    return msgspec.structs.replace(
        settings,
        number=own.number or number,
        dated=own.dated or settings.dated,
        signer=own.signer or settings.signer,
        recipients=own.recipients or settings.recipients,
    )
