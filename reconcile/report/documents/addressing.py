"""The lines of a document that say who writes to whom: number, day, receivers, signature."""

import datetime as dt

from reconcile.config import DocumentKind, Signer
from reconcile.model import PlanText
from reconcile.report.documents.issuers import office_deputy, office_head
from reconcile.report.documents.sender import Sender
from reconcile.report.documents.unit_names import committee_of, named
from reconcile.report.documents.wording import BLANK, figure, long_day, words
from reconcile.vocabulary.text import fold

LETTERS = (DocumentKind.LETTER, DocumentKind.URGING)
"""The kinds that are a công văn."""


def number_line(sent: Sender, kind: DocumentKind) -> str:
    """Write number and symbol: ``Số: 05/BC-UBND``; the number is a blank where it is not set.

    A government công văn bears the drafting unit's code in place of a type: ``12/UBND-VX``.
    """
    number = sent.settings.number
    shown = f" {figure(int(number)) if number.isdecimal() else number}" if number else BLANK
    pattern: str = sent.kind["letter" if kind in LETTERS else "number"]
    drafter = sent.settings.symbol or words("drafter")["code"]
    type_ = words("abbreviation")[kind]
    return pattern.format(number=shown, type=type_, symbol=sent.symbol, drafter=drafter)


def place_and_day(sent: Sender, as_of: dt.date) -> str:
    """Write place and day of a document."""
    return f"{sent.place}, {long_day(sent.settings.dated, as_of)}"


def enclosed_with(sent: Sender, kind: DocumentKind, as_of: dt.date) -> str:
    """Write the line under the title of an annex, which names the document it belongs to.

    Source: ND30 Phụ lục III, Mẫu 2.1; Party usage for the Kế hoạch.
    """
    number = number_line(sent, kind).removeprefix("Số").removeprefix(":")
    day = long_day(sent.settings.dated, as_of)
    issued = sent.kind["enclosed"] if kind.is_plan else "Kèm theo"
    return f"({issued} {words('name')[kind]} số{number} {day} của {sent.author})"


def by_issuer(sent: Sender, text: PlanText) -> PlanText:
    """Return the words of a plan as those of who issues it now; none where another signed it.

    An office that issues it in place of its committee signs as its own head, to its own receivers.
    """
    signed = text.authority[-1] if text.authority else ""
    return PlanText() if sent.office.name and signed and not office_head(signed) else text


def receivers(sent: Sender, kind: DocumentKind, *, addressed: bool) -> list[str]:
    """List the lines of ``Nơi nhận``.

    Args:
        sent: who issues the document.
        kind: of the document.
        addressed: whether it has a ``Kính gửi``, and so ``Như trên`` comes first.

    Source: ND30 Phụ lục I II.9; Party documents by their profile: ``;`` or ``,`` between.

    """
    settings, usual = sent.settings, sent.kind
    first = [words("receivers")["addressed"]] if addressed else []
    own = sent.text if sent.text.receivers and not settings.recipients else PlanText()
    # “Tỉnh ủy”, “Thành ủy”, “Đảng ủy”, without its area; where that is not known it is a commune's.
    beside = " ".join(committee_of(sent.unit).split()[:2]) or "Đảng ủy"
    between = (
        settings.recipients
        or own.receivers
        or [
            item.format(upper=named(sent.upper).name, word=sent.unit.word, committee=beside)
            for item in usual["receivers"][kind]
            # No receiver is invented: where nobody above is known, the line is left out.
            if sent.upper.name or "{upper}" not in item
        ]
    )
    drafter = f", {settings.symbol}" if settings.symbol else ""
    # “Lưu Văn phòng Đảng ủy”, where the short name is “Đảng ủy xã”.
    committee = named(sent.unit).short.removesuffix(sent.unit.word).strip()
    last = usual["last"].format(drafter=drafter, committee=committee, body=sent.body)
    # Settings may have receivers as on paper, with hyphen and end mark.
    items = [*first, *(item.strip(" -;,.") for item in between), own.archive or last]
    profile = sent.documents.party_profile if sent.unit.party else "government"
    end = words("receivers")["end"][profile]
    return [f"- {item}{end}" for item in items[:-1]] + [f"- {items[-1]}."]


def signing_lines(sent: Sender) -> tuple[list[str], list[str]]:
    """Return the lines over the signature: on whose behalf, and the position.

    Source: ND30 Phụ lục I II.7; Party documents: who acts for a head signs as with an authority.
    """
    lines = _formula(sent)
    acting: str = sent.kind["acting"]
    if acting and lines[-1].startswith(acting):
        return lines, []
    return lines[:-1], lines[-1:]


def _formula(sent: Sender) -> list[str]:
    """Return all lines over the signature, the position last."""
    signer: Signer = sent.settings.signer
    if signer == Signer() and sent.text.authority:
        return list(sent.text.authority)
    if signer.lines:
        return list(signer.lines)
    usual, over = sent.kind["authority"], sent.kind["deputy"]
    position = sent.position
    head = office_head(signer.deputy or signer.position)
    # “TM. ỦY BAN NHÂN DÂN” is for who heads the committee: a Trưởng phòng signs as such.
    if head and fold(head) != fold(position):
        usual, over, position = "", office_deputy(party=sent.unit.party), head
    # An empty one is an answer, too: some offices sign KT. alone, without TM. over it.
    authority = usual if signer.authority is None else signer.authority
    position = signer.position or position
    over = over.format(position=position) if signer.deputy else ""
    return [line for line in (authority, over, signer.deputy or position) if line]


def signed_by(sent: Sender) -> str:
    """Return the name of who signed the unit's own plan, where the settings name nobody else."""
    return sent.text.signer if sent.settings.signer == Signer() else ""
