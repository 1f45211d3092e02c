"""What stands round the text of every document: letterhead, subject, receivers, signature."""

import datetime as dt
from typing import Any

from reconcile.config import DocumentKind
from reconcile.report.documents.addressing import (
    LETTERS,
    enclosed_with,
    number_line,
    place_and_day,
    receivers,
    signed_by,
    signing_lines,
)
from reconcile.report.documents.sender import Sender
from reconcile.report.documents.wording import bound, bound_in_text, lower_first, respelt, words

Context = dict[str, object]


def frame(
    sent: Sender, kind: DocumentKind, as_of: dt.date, subject: str, *, addressed: bool = False
) -> Context:
    """Return the fields round the text, and the properties of the file.

    Args:
        sent: who issues the document.
        kind: of the document.
        as_of: the day of the figures; its month is that of a document without a day.
        subject: the trích yếu, without ``V/v``.
        addressed: whether the document has a ``Kính gửi`` in front of its text.

    """
    authority, position = signing_lines(sent)
    return {
        "co_quan_chu_quan": sent.above,
        "co_quan_ban_hanh": sent.heading,
        "so_ky_hieu": number_line(sent, kind),
        "dia_danh_ngay": place_and_day(sent, as_of),
        "trich_yeu": bound(_subject(sent, kind, subject)),
        "noi_nhan": receivers(sent, kind, addressed=addressed),
        "quyen_han": authority,
        "chuc_vu": position,
        "ho_ten": sent.settings.signer.name or signed_by(sent),
        "kem_theo": bound(enclosed_with(sent, kind, as_of)),
        "thuoc_tinh": {
            "title": f"{words('name')[kind]} {lower_first(subject)}",
            "author": sent.office.name or sent.unit.name,
            # Not the hour of writing: the same outcome gives the same bytes.
            "date": (sent.settings.dated or as_of).isoformat(),
            "header": sent.documents.header,
            "tone_marks": sent.spelling,
        },
    }


def bind(context: Context) -> Context:
    """Keep ``số 140`` and its like on one line in the justified texts of a context."""
    return {name: _bound(value) for name, value in context.items()}


def spell(value: Any, style: str) -> Any:
    """Write every text of a context in NFC and in one style of tone marks."""
    if isinstance(value, str):
        return respelt(value, style)
    if isinstance(value, dict):
        return {key: spell(each, style) for key, each in value.items()}
    if isinstance(value, list):
        return [spell(each, style) for each in value]
    return value


def _subject(sent: Sender, kind: DocumentKind, subject: str) -> str:
    """Write the trích yếu as the kind of document and its side have it."""
    if kind in LETTERS:
        start = "về việc" if sent.unit.party else "V/v"
        return f"{start} {lower_first(subject)}"
    return lower_first(subject) if sent.unit.party else subject


def _bound(value: object) -> object:
    """Bind every text of a value."""
    if isinstance(value, str):
        return bound_in_text(value)
    if isinstance(value, list):
        return [_bound(each) for each in value]
    if isinstance(value, dict):
        return {name: _bound(each) for name, each in value.items()}
    return value
