"""Small words of official Vietnamese: figures, rates, days, lists, tone marks, blanks."""

import datetime as dt
import re
import tomllib
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, TypeVar

from reconcile.vocabulary.roman import LIST_LETTERS, ROMAN
from reconcile.vocabulary.shares import tenths
from reconcile.vocabulary.terms import term
from reconcile.vocabulary.text import TONES

BLANK = "\u00a0" * 6
"""Room for a number to be filled in by hand; it survives XML and never breaks over two lines."""

UNKNOWN = "[…]"
"""What nobody has told: a hole that a person sees, and that the layout check finds."""

TYPED = "hòa, ủy"
"""The style of tone marks that the shipped templates and tables are typed in."""

_What = TypeVar("_What")
Marking = Callable[[Sequence[str]], list[str]]
"""How the items of a list are marked."""

# Only an open syllable has two styles: hoàn and thuyền have one.
_END = r"(?![A-Za-zĐđ\u0300-\u036f])"
# Behind q the u belongs to the consonant, as in quý.
_QU = r"(?<![qQ])"
_TONE_LAST = re.compile(
    rf"([oO])([aAeE])([{TONES}]){_END}|{_QU}([uU])([yY])([{TONES}]){_END}",
)
_TONE_FIRST = re.compile(
    rf"([oO])([{TONES}])([aAeE]){_END}|{_QU}([uU])([{TONES}])([yY]){_END}",
)
# Fixed spaces, and no fixed hyphens in symbols: U+2011 would hide these from a search.
# A cell begins with a capital: “Ngày 15/12/2026”, “Quý I/2027”.
_TIME_INSIDE = re.compile(
    rf"(?<=[\w,;:] | \()(?:Ngày|Tháng|Quý|Năm|Trước|Trong|Hết|Đến hết|Xong trước|Xong trong)"
    rf"(?= (?:\d|{ROMAN}\b|ngày|quý|tháng|năm))|(?<=[\w,;:] | \()Trước ngày(?= \d)"
)
_BEFORE = re.compile(r"không muộn hơn (?=trước )")
_DONE_BY = re.compile(r"\b([Tt]hời hạn) xong (?=trước |trong )")

_BOUND = re.compile(
    r"\b([Ss]ố|[Nn]gày|[Tt]háng|[Nn]ăm|[Qq]uý|Điều|[Kk]hoản|thứ tự|Phụ lục) "
    rf"(?=(?:\d+|{ROMAN})\b)"
)
_BOUND_IN_TEXT = re.compile(rf"{_BOUND.pattern}(?!\d+/\d+/)")
_ANNEX = re.compile(rf"\bPhụ lục(?=\u00a0{ROMAN}\b)")


def overdue_mark(*, over: bool) -> str:
    """Return what stands behind a deadline that is over; empty for any other."""
    return f" ({term('mark', 'overdue')})" if over else ""


@cache
def words(section: str) -> dict[str, Any]:
    """Return a section of ``documents.toml``."""
    raw = files("reconcile.report.documents").joinpath("documents.toml").read_text("utf-8")
    section_said: dict[str, Any] = tomllib.loads(raw)[section]
    return section_said


def figure(number: int) -> str:
    """Write a count: ``05``, ``12``, ``1.139``; 0 stays ``0``."""
    # Source: usage of issued documents, such as 03 tháng and 1.139 thủ tục.
    return f"{number:02d}" if 0 < number < 10 else f"{number:,}".replace(",", ".")


def count(number: int, noun: str = "nhiệm vụ") -> str:
    """Write a count with its noun; none of them is said in words."""
    return f"{figure(number)} {noun}" if number else f"không có {noun} nào"


def out_of(number: int, total: int, noun: str = "nhiệm vụ") -> str:
    """Write a part of a whole: ``toàn bộ 27 nhiệm vụ``, ``05/27 nhiệm vụ``."""
    if number == total:
        return f"toàn bộ {count(total, noun)}" if total > 1 else count(total, noun)
    return f"{figure(number)}/{figure(total)} {noun}"


def there_are(number: int, total: int, noun: str = "nhiệm vụ") -> str:
    """Begin a sentence on a part of a whole: ``Có 05/27 nhiệm vụ``, ``Cả 27 nhiệm vụ``."""
    every = number == total > 1
    return f"Cả {count(total, noun)}" if every else f"Có {out_of(number, total, noun)}"


def percent(rate: float) -> str:
    """Write a rate of 0 to 1 with a decimal comma, without a needless one: ``75,8%``, ``100%``.

    A rate that is not whole is never rounded to ``0%`` or ``100%``.
    """
    whole, rest = divmod(tenths(rate), 10)
    return f"{whole},{rest}%" if rest else f"{whole}%"


def short_day(day: dt.date) -> str:
    """Write a day in figures: ``09/5/2025``, ``01/02/2026``.

    Source: usage of issued documents: days below 10 and the months 1 and 2 take a zero.
    """
    return f"{day.day:02d}/{_month(day)}/{day.year}"


def long_day(day: dt.date | None, month: dt.date) -> str:
    """Write the day of a document; without one, the day is a blank in the month of ``month``."""
    # With the spaces beside it, six in all, as drafts have it.
    number = f"{day.day:02d}" if day else BLANK[2:]
    shown = day or month
    return f"ngày {number} tháng {_month(shown)} năm {shown.year}"


def pointer(annex: str, *, first: bool = False) -> str:
    """Return the words that point to an annex; nothing for an empty name.

    Args:
        annex: ``Phụ lục``, ``Phụ lục II`` …
        first: where the text speaks of it for the first time.

    """
    if not annex:
        return ""
    if first:
        return f" (chi tiết tại {annex} kèm theo)"
    return f" ({annex})" if annex != "Phụ lục" else f" ({annex} kèm theo)"


def enclosed(annex: str) -> str:
    """Name an annex, the only one as ``Phụ lục kèm theo``; nothing for an empty name."""
    return f"{annex} kèm theo" if annex == "Phụ lục" else annex


def most_of(counted: Sequence[tuple[_What, int]], few: int) -> tuple[list[tuple[_What, int]], bool]:
    """Pick the first few of what was counted, the most first, and all that are tied with them.

    Where twice as many would be named, those above the tie are; where none is, the first few, and
    the second says that these are not the most.
    """
    last = counted[:few][-1][1] if counted else 0
    for least in (last, last + 1):
        named = [each for each in counted if each[1] >= least]
        if len(named) <= 2 * few and (named or not counted):
            return named, True
    return list(counted[:few]), False


def joined(parts: Sequence[str]) -> str:
    """Join parts as a sentence does: ``a, b và c``; empty of none."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} và {parts[-1]}"


def lettered(items: Sequence[str]) -> list[str]:
    """Mark a list as ``a)``, ``b)`` … in the Vietnamese alphabet; one item stays unmarked.

    Source: ND30 Phụ lục I V.6.b.
    """
    if len(items) < 2:
        return list(items)
    doubled = (f"{first}{second}" for first in LIST_LETTERS for second in LIST_LETTERS)
    marks = [*LIST_LETTERS, *doubled]
    return [f"{mark}) {item}" for mark, item in zip(marks, items, strict=False)]


def numbered(items: Sequence[str]) -> list[str]:
    """Mark a list as ``1.``, ``2.`` …; one item stays unmarked."""
    if len(items) < 2:
        return list(items)
    return [f"{number}. {item}" for number, item in enumerate(items, start=1)]


def point_marks(every: Iterable[str], *parts: tuple[Sequence[str], Marking]) -> dict[str, str]:
    """Return the mark of each point by its name, ``1. ``; empty of one that is not there.

    Args:
        every: the points that there can be.
        parts: the points that are there, part by part, and how they are marked: ``numbered``,
            ``lettered``.

    """
    marks = dict.fromkeys(every, "")
    for names, marked in parts:
        marks |= zip(names, marked([""] * len(names)), strict=True)
    return marks


def lower_first(text: str) -> str:
    """Write the first letter small, unless the word is an abbreviation (``UBND xã``)."""
    return text if text[:2].isupper() else text[:1].lower() + text[1:]


def with_times_inside(text: str) -> str:
    """Write the times that a sentence takes from cells with small letters: ``là quý I/2027``."""
    said = _TIME_INSIDE.sub(lambda hit: hit[0].lower(), text)
    # “Không muộn hơn trước 30/4” and “thời hạn xong trước 30/4” say one thing twice.
    return _DONE_BY.sub(r"\1 ", _BEFORE.sub("về ", said))


def bound(text: str) -> str:
    """Keep ``số 140``, ``ngày 25/11/2025``, ``Phụ lục II`` on one line, in a title."""
    return _ANNEX.sub("Phụ\u00a0lục", _BOUND.sub("\\1\u00a0", text))


def bound_in_text(text: str) -> str:
    """Keep ``số 140``, ``ngày 05``, ``lục II`` on one line, in a justified paragraph.

    Not ``ngày 25/11/2025`` and ``Phụ lục``: a long piece that goes to the next line leaves wide
    gaps between the words of the line before.
    """
    return _BOUND_IN_TEXT.sub("\\1\u00a0", text)


@lru_cache(maxsize=1 << 14)
def respelt(text: str, style: str) -> str:
    """Put the tone mark of open oa, oe, uy where the style has it: ``hòa, ủy`` or ``hoà, uỷ``."""
    # Taken apart, so that a tone is one character, which can change its place.
    apart = unicodedata.normalize("NFD", text)
    misplaced = _TONE_LAST if style == TYPED else _TONE_FIRST
    return unicodedata.normalize("NFC", misplaced.sub(_swap, apart))


def _swap(hit: re.Match[str]) -> str:
    """Exchange the second vowel and the tone mark, in either order."""
    first, second, third = (group for group in hit.groups() if group)
    return f"{first}{third}{second}"


def _month(day: dt.date) -> str:
    """Write a month: only 1 and 2 take a zero."""
    return f"{day.month:02d}" if day.month < 3 else str(day.month)
