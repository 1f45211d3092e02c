"""Who issues a document: its unit or an office of it, and what is usual for such a body."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec

from reconcile.config import DocumentKind, Documents, Issuer, IssuingSettings, UnitSettings
from reconcile.model import PlanText, Unit
from reconcile.report.documents.unit_names import all_names, head_of, initials, is_committee, named
from reconcile.report.documents.wording import words
from reconcile.vocabulary.text import fold
from reconcile.vocabulary.units import unit_id

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
        """What is usual for this kind of body."""
        if self.office.name:
            return words("party_office" if self.unit.party else "office")
        if self.unit.party:
            return words("party")
        return words("committee" if is_committee(self.unit) else "office")

    @property
    def above(self) -> list[str]:
        """The lines over the issuer's name: none or one."""
        if self.office.name:
            parent = self.office.parent or named(self.unit).name
            return [parent.upper()]
        if self.unit.party and self.upper.word and self.upper.place:
            return [f"{self.kind['letterhead']} {self.upper.word} {self.upper.place}".upper()]
        return []

    @property
    def heading(self) -> list[str]:
        """The lines of the issuer's name."""
        if self.office.name:
            return [self.office.name.upper()]
        # A People's Committee names itself in two lines and has none above: usual everywhere.
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

    @property
    def position(self) -> str:
        """The position of who heads the issuer."""
        return head_of(self.office.name or self.unit.name) or str(self.kind["position"])

    @property
    def author(self) -> str:
        """Who speaks in the text: ``UBND xã An Bình``, ``Ban Thường vụ Đảng ủy xã An Bình``."""
        name = self.office.name or named(self.unit).name
        return str(self.kind["author"]).format(name=name)

    @property
    def author_short(self) -> str:
        """The same once it has been named: ``UBND xã``, ``Ban Thường vụ Đảng ủy xã``."""
        name = self.office.name or named(self.unit).short
        return str(self.kind["author"]).format(name=name)

    @property
    def spelling(self) -> str:
        """The style of tone marks."""
        return self.settings.tone_marks or self.documents.tone_marks


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
