"""A report in sentences: its items that name a task before a colon and tell its state behind."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence

from reconcile.model import Line, StatusRow
from reconcile.vocabulary.states import read_status
from reconcile.vocabulary.status_tables import is_end, is_heading, tells_no_state, with_year
from reconcile.vocabulary.text import one_line

_BULLET = re.compile(r"^[-+*•]\s*|^[a-zđ]\)\s*")
_COLON = re.compile(r":\s")
_NUMBER = re.compile(r"^(?:[IVX]+|\d+)[.)]\s*")
_MOST = 30
"""Words that name a task; what is longer is a sentence with a colon in it."""


def read_sentences(lines: Sequence[Line], day: dt.date | None) -> Iterator[StatusRow]:
    """Read the items of a report; what it plans or asks for tells no state.

    Args:
        lines: its paragraphs, in order.
        day: of the report, for days without a year; None where it is not known.

    """
    part, sub = "", ""
    for line in lines:
        text = one_line(line.text)
        if is_end(text):
            continue
        if is_heading(text) and not _BULLET.match(text):
            title = _NUMBER.sub("", text)
            part, sub = (part, title) if text[:1].isdecimal() else (title, "")
            continue
        if tells_no_state(part) or tells_no_state(sub) or not _BULLET.match(text):
            continue
        if row := _item(line, _BULLET.sub("", text), day):
            yield row


def _item(line: Line, text: str, day: dt.date | None) -> StatusRow | None:
    """Read an item; None where it names no task before a colon."""
    hit = _COLON.search(text)
    if hit is None or len(text[: hit.start()].split()) > _MOST:
        return None
    words = text[hit.end() :]
    said = read_status(with_year(words, day) if day else words)
    return StatusRow(line.where, text[: hit.start()], said, words)
