"""Deadlines: what a cell says, and the latest day that it means."""

import datetime as dt
import re
from calendar import monthrange
from functools import lru_cache

from reconcile.model import Deadline, DeadlineKind
from reconcile.vocabulary.directives import find_citations
from reconcile.vocabulary.shown_dates import in_our_words
from reconcile.vocabulary.tables import table
from reconcile.vocabulary.text import bare, one_line
from reconcile.vocabulary.times import Time, find_times, without_times

_TABLE = table("deadlines")
_EPOCH = dt.date(1970, 1, 1)
"""What a program writes for no date; nothing up to it is a deadline."""


def _any(name: str) -> str:
    """Join a list of the table to one alternation."""
    return "|".join(_TABLE[name])


_NONE = re.compile(rf"(?:{_any('none')})?")
_RECURRING = re.compile(
    rf"(?<![a-z])(?:{_any('recurring')})(?![a-z])|^(?:{_any('recurring_short')})$"
)
_OPEN = re.compile(rf"(?<![a-z])(?:{_any('open')})(?![a-z])")
_WORDS = re.compile(rf"(?<![a-z])(?:{_any('words')})(?![a-z])")
_SERIAL = re.compile(r"(\d{5})(?:[.,]\d+)?|(\d{2})[.,](\d{3})")
_SERIAL_ZERO = dt.date(1899, 12, 30)
_SERIALS = range(36526, 55153)
"""The days from 2000 to 2050."""
_COUNT = (
    rf"(?<![a-z\d/.-])(?P<count>\d{{1,3}}|{'|'.join(_TABLE['counted']['numbers'])})\s*"
    r"(?:\([^)]*\)\s*)?(?P<unit>ngay lam viec|ngay|tuan|thang)(?![a-z])"
)
_COUNTED = re.compile(
    _COUNT + r"[^\d;]{0,20}(?<![a-z])(?:ke tu|tinh tu|sau khi|sau ngay|tu khi|tu ngay|sau)(?![a-z])"
    rf"[^\d;]{{0,50}}(?<![a-z])(?:{'|'.join(_TABLE['counted']['event'])})(?![a-z])"
)
_FROM_A_DAY = re.compile(
    _COUNT + r"[,( ]{1,3}(?:ke tu|tinh tu|tu|sau)(?: sau)?(?: ngay)? "
    r"(?P<day>\d{1,2}/\d{1,2}/\d{4}|\d{1,2} thang \d{1,2} nam \d{4})"
)
_OTHER_EVENT = re.compile(rf"(?<![a-z])(?:{'|'.join(_TABLE['counted']['other'])})(?![a-z])")
_YEARS = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_OF_YEAR = re.compile(r"(?<![a-z])nam (20\d\d)(?!\d)")
_MAY_BE_WEEKDAY = re.compile(r"(?<![a-z])t\s?\d")
_ONLY_TIME = re.compile(rf"(?:\s|[,;.-]|(?<![a-z])(?:{_any('around')})(?![a-z]))*")
# “Mỗi tháng một lần” counts, and “tháng năm 2026” has lost its figure.
_MONTH = re.compile(
    rf"\btháng ({'|'.join(sorted(_TABLE['months'], key=len, reverse=True))})"
    r"(?= năm (?:19|20)\d\d|(?<!tháng năm) (?:19|20)\d\d|\s*[/,;.)-]|\s*$| và | đến )"
)
_LETTER = re.compile(r"[^\W\d_]")


def show_day(day: dt.date) -> str:
    """Write a day as official text does: 09/5/2025, 01/4/2025, 15/12/2025.

    Source: Nghị định 30/2020/NĐ-CP, Phụ lục I (days below 10 and months 1 and 2 take a zero).
    """
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"{day.day:02d}/{month}/{day.year:04d}"


def read_deadline(text: str, on: dt.date | None = None) -> Deadline:
    """Read a deadline cell.

    Args:
        text: what the cell shows, in any Unicode form, with or without diacritics.
        on: the real date that the cell holds, where it holds one; it outranks the text.

    Returns:
        ``latest`` is the last day of what is named: ``12/2025`` ends on 31/12/2025, a range on
        its end, ``Trước 15/12/2026`` on 14/12/2026, a school year on 31/8. ``text`` stays as
        written, on one line; a real date alone is shown the official way, and so is what a
        spreadsheet shows for one: ``Dec-26``.

    """
    if on is None:
        return _read(in_our_words(text, show_day) or one_line(text))
    day = on.date() if isinstance(on, dt.datetime) else on
    words = one_line(text)
    if not _LETTER.search(words):
        words = show_day(day)
    if day <= _EPOCH:
        return Deadline(words)
    return Deadline(words, DeadlineKind.DAY, day, bool(_RECURRING.search(bare(words))))


def serial_day(text: str) -> dt.date | None:
    """Return the day that a bare serial number of a spreadsheet stands for: ``46022``.

    None for any other text, and for numbers that are no day of this century's first decades.
    """
    hit = _SERIAL.fullmatch(text.strip())
    number = int(hit[1] or hit[2] + hit[3]) if hit else 0
    return _SERIAL_ZERO + dt.timedelta(days=number) if number in _SERIALS else None


def counted_from(text: str, issued: dt.date) -> dt.date | None:
    """Reckon ``60 ngày kể từ ngày ban hành`` from the day of the document.

    None where no days are counted, or from another event than the document's own day.
    """
    plain = bare(text)
    hit = _COUNTED.search(plain)
    if not hit or _OTHER_EVENT.search(plain[hit.start() :]) or find_citations(text):
        return None
    return _reached(hit, issued)


def year_of_title(title: str) -> int:
    """Return the year for which a plan is, by its title: “Kế hoạch … năm 2026”; 0 where not plain.

    A title that names other years too (a period, a school year) tells of none.
    """
    plain = bare(_without_citations(title))
    years = set(_YEARS.findall(plain))
    named = set(_OF_YEAR.findall(plain))
    return int(named.pop()) if len(years) == 1 and years == named else 0


def in_year(due: Deadline, year: int, issued: dt.date | None) -> Deadline:
    """Reckon a deadline that names no year in that of its plan: ``Quý II``, ``Trước 20/12``.

    It stays words where it says anything more, and where it had passed on the day of the document:
    then it is perhaps of another year, and nothing may be called overdue for that.
    """
    plain = bare(_in_figures(due.text)).strip(" .;:,")
    only = due.kind is DeadlineKind.WORDS and _ONLY_TIME.fullmatch(without_times(plain))
    # “T6” may be a Friday.
    if not only or _MAY_BE_WEEKDAY.search(plain):
        return due
    times = find_times(plain, year)
    if not times or not all(_lies_in(time, year) for time in times):
        return due
    kind, latest = _settled(plain, times)
    # “25/12 - 05/01” goes on into another year.
    if latest is None or latest != times[-1].last or (issued and latest < issued):
        return due
    return Deadline(f"{due.text} (đến hết {show_day(latest)})", kind, latest)


def _lies_in(time: Time, year: int) -> bool:
    """Tell whether a time is one of a year, from its first day to the last."""
    return time.exists and not time.since and time.first.year == time.last.year == year


def _reached(hit: re.Match[str], start: dt.date) -> dt.date:
    """Return the day that so many days, weeks or months from a day on reach."""
    said = hit["count"]
    count = int(said) if said.isdigit() else _TABLE["counted"]["numbers"][said]
    match hit["unit"]:
        case "ngay lam viec":
            return _working_days(start, count)
        case "thang":
            months = start.month - 1 + count
            year, month = start.year + months // 12, months % 12 + 1
            return dt.date(year, month, min(start.day, monthrange(year, month)[1]))
        case unit:
            return start + dt.timedelta(days=count * (7 if unit == "tuan" else 1))


def _from_a_day(words: str, plain: str) -> Deadline | None:
    """Read ``Trong 90 ngày kể từ ngày 01/8/2026`` with the day that it reaches."""
    hit = _FROM_A_DAY.search(plain)
    times = find_times(hit["day"]) if hit else ()
    if hit is None or len(times) != 1 or not times[0].exists:
        return None
    day = _reached(hit, times[0].first)
    return Deadline(f"{words} ({show_day(day)})", DeadlineKind.DAY, day)


def _working_days(day: dt.date, count: int) -> dt.date:
    """Count working days; holidays differ from year to year and are not left out."""
    while count > 0:
        day += dt.timedelta(days=1)
        count -= day.weekday() < 5
    return day


def _in_figures(words: str) -> str:
    """Write months in figures: ``tháng Sáu`` is told from ``tháng sau`` by its marks alone."""
    months = _TABLE["months"]
    return _MONTH.sub(lambda hit: f"tháng {months[hit[1]]}", one_line(words).lower())


@lru_cache(maxsize=1 << 14)
def _read(words: str) -> Deadline:
    """Read a deadline from its words."""
    plain = bare(_in_figures(_without_citations(words))).strip(" .;:,")
    if _NONE.fullmatch(plain):
        return Deadline(words)
    times = find_times(plain)
    if not all(time.exists for time in times):
        return Deadline(words, DeadlineKind.IMPOSSIBLE)
    if times and max(time.last for time in times) <= _EPOCH:
        return Deadline(words)
    recurring = bool(_RECURRING.search(plain))
    if len(times) == 1 and (counted := _from_a_day(words, plain)):
        return counted
    if _is_open(plain, times):
        kind = DeadlineKind.RECURRING if recurring else DeadlineKind.OPEN
        return Deadline(words, kind, None, recurring)
    kind, latest = _settled(plain, times)
    if latest is None and recurring:
        kind = DeadlineKind.RECURRING
    return Deadline(words, kind, latest, recurring)


def _without_citations(words: str) -> str:
    """Take cited documents out: the date of a document is no deadline."""
    for cited in reversed(find_citations(words)):
        words = f"{words[: cited.start]} {words[cited.end :]}"
    return words


def _settled(plain: str, times: tuple[Time, ...]) -> tuple[DeadlineKind, dt.date | None]:
    """Choose kind and latest day among the times of a cell."""
    kept = [time for time in times if not _made_exact(time, times)]
    if not kept:
        return DeadlineKind.WORDS, None
    latest = max(time.last for time in kept)
    # “Theo lộ trình …, xong trước 30/11/2026” names its day all the same.
    if _WORDS.search(plain) and all(time.kind is not DeadlineKind.DAY for time in kept):
        return DeadlineKind.WORDS, latest
    return (kept[0].kind if len(kept) == 1 else DeadlineKind.RANGE), latest


def _made_exact(time: Time, times: tuple[Time, ...]) -> bool:
    """Tell whether a day named beside a month, quarter or year lies in it and says it exactly."""
    if time.kind is DeadlineKind.DAY:
        return False
    days = (other.last for other in times if other.kind is DeadlineKind.DAY)
    return any(time.first <= day <= time.last for day in days)


def _is_open(plain: str, times: tuple[Time, ...]) -> bool:
    """Tell whether what is named has a beginning and no end."""
    if _OPEN.search(plain):
        return True
    last = times[-1] if times else None
    # A school year spans two years and is a range, but “từ năm học 2026-2027” names no end.
    return bool(last and last.since and (last.school or last.kind is not DeadlineKind.RANGE))
