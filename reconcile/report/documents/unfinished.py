"""What keeps a document from being signed as it is: blanks, past days, text without diacritics."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from typing import Any

from reconcile.config import DocumentKind, UpperSettings
from reconcile.model import DeadlineKind, Plan
from reconcile.report.documents.around_text import Context
from reconcile.report.documents.filled_by import filled_by
from reconcile.report.documents.wording import UNKNOWN
from reconcile.report.templates.fields import fields_of, retired_in
from reconcile.tracking.coverage import OpenPlace
from reconcile.vocabulary.deadlines import read_deadline
from reconcile.vocabulary.directives import find_citations
from reconcile.vocabulary.terms import term
from reconcile.vocabulary.text import has_diacritics, one_line, shorten

_CLERKS = frozenset({"so_ky_hieu", "dia_danh_ngay", "kem_theo", "thuoc_tinh"})
"""Number and day of the document itself are the văn thư's, and may stay open."""
_BLANK = re.compile(r"\[(?:…|chỉ tiêu của [^\]]*)\]")
_QUOTED, _WORDS = 60, 5
"""So much of a sentence names it; and from so many words on one has a mark somewhere."""


def unfinished(
    kind: DocumentKind, context: Context, upper: Plan, told: UpperSettings
) -> tuple[OpenPlace, ...]:
    """Find what a person has to settle before a document can be signed.

    Args:
        kind: of the document.
        context: what fills it.
        upper: the plan or plans that it cites.
        told: what the settings say of them.

    Returns:
        In the order of the document, each with its place and, where a setting fills it, with that.

    """
    said: Any = context["thuoc_tinh"]
    day = dt.date.fromisoformat(said["date"])
    found: dict[tuple[str, str], OpenPlace] = {}
    for field, place, text in _sentences(_template_of(kind), context):
        for what in _in_text(text, day):
            settings = filled_by(field, text, upper, told) if _BLANK.search(what) else ()
            _note(found, OpenPlace(str(kind), place, what, settings))
    for place, row in _rows(context):
        for what in _in_row(row, kind, day):
            proposed = bool(row.get("de_xuat"))
            _note(found, OpenPlace(str(kind), place, what, is_proposed=proposed))
    return tuple(found.values())


def _note(found: dict[tuple[str, str], OpenPlace], open_place: OpenPlace) -> None:
    """Note what is open, once for each place."""
    found.setdefault((open_place.place, open_place.what), open_place)


def _template_of(kind: DocumentKind) -> str:
    """Name the template of a kind of document."""
    return str(DocumentKind.PLAN if kind.is_plan else kind)


def _sentences(template: str, context: Context) -> Iterator[tuple[str, str, str]]:
    """Yield the fields of a document with how their texts begin; not the rows of its annexes.

    Of a text that is all blank, what the field is for; the fields that go say nothing of their own.
    """
    gone = retired_in(template)
    for name, value in context.items():
        if name in _CLERKS or name in gone:
            continue
        for text in _texts(value):
            said = _meaning(template, name) if text == UNKNOWN else shorten(one_line(text), _QUOTED)
            yield name, f"“{said}”", text


def _meaning(template: str, name: str) -> str:
    """Say in short what a field is for."""
    meanings = (each.meaning for each in fields_of(template) if each.name == name)
    return next(meanings, name).partition(";")[0]


def _texts(value: object) -> Iterator[str]:
    """Yield every text of a field."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)
    elif isinstance(value, Mapping) and "stt" not in value and "nhom" not in value:
        for each in value.values():
            yield from _texts(each)


def _rows(context: Context) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Yield the rows of the annexes that bear a number, with where they stand."""
    for value in context.values():
        if not isinstance(value, Mapping) or "dong" not in value:
            continue
        for row in value["dong"]:
            if row.get("stt"):
                yield f"{value['ten']}, STT {row['stt']}", row


def _in_text(text: str, day: dt.date) -> Iterator[str]:
    """Say what is open in a sentence."""
    for hit in _BLANK.finditer(text):
        yield f"{term('unfinished', 'blank')} {hit[0]}"
    if cites_later(text, day):
        yield term("unfinished", "later_citation")


def is_bare(text: str) -> bool:
    """Tell whether a text was typed without diacritics."""
    return len(text.split()) >= _WORDS and not has_diacritics(text)


def cites_later(text: str, day: dt.date) -> bool:
    """Tell whether a text cites a document that is dated after a day."""
    cited = (each.directive for each in find_citations(one_line(text)))
    return any(each.date and each.date > day for each in cited)


def _in_row(row: Mapping[str, str], kind: DocumentKind, day: dt.date) -> Iterator[str]:
    """Say what is open in a row; a day that is over only where it is the document's own."""
    for name, text in row.items():
        # A comment on a proposal is counted with the proposal.
        if name.startswith("y_kien_") and text:
            yield f"{term('unfinished', 'comment')}: {shorten(one_line(text), _QUOTED)}"
        if not name.startswith("y_kien"):
            for hit in _BLANK.finditer(text):
                yield f"{term('unfinished', 'blank')} {hit[0]}"
    own = list(_own_words(row, kind))
    if any(map(is_bare, own)):
        yield term("unfinished", "no_diacritics")
    cited = [row.get("van_ban", "")] if kind.is_plan else []
    if any(cites_later(text, day) for text in (*own, *cited)):
        yield term("unfinished", "later_citation")
    if kind.is_plan:
        yield from _in_days(row, day)


def _own_words(row: Mapping[str, str], kind: DocumentKind) -> Iterator[str]:
    """Yield what a row says in the words of who issues the document, and not as a quotation.

    A letter quotes two plans; a Báo cáo gives the unit's own rows beside the tasks given to it.
    """
    if kind.is_plan or (kind is DocumentKind.REPORT and "sai_lech" in row):
        yield row.get("noi_dung", "")
    if kind is DocumentKind.REPORT:
        yield from row.get("tuong_ung", "").split("\n")


def _in_days(row: Mapping[str, str], day: dt.date) -> Iterator[str]:
    """Say what is open in the deadline of a row."""
    due = read_deadline(row.get("thoi_han", ""))
    if due.is_over(day):
        yield term("unfinished", "past")
    if due.kind is DeadlineKind.IMPOSSIBLE:
        yield term("unfinished", "no_such_day")
