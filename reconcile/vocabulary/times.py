"""Times named in words: days, months, quarters, years, wherever they stand in a text."""

import datetime as dt
import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace

from reconcile.model import DeadlineKind
from reconcile.vocabulary.roman import to_roman
from reconcile.vocabulary.tables import table

_TABLE = table("deadlines")
_FIGURES = {to_roman(number).lower(): number for number in (4, 3, 2, 1)}
"""Of the quarters of a year; a longer numeral comes before one that it begins with."""
_YEAR = r"(?:19|20)\d\d(?!\d)"
_JOIN = r"\s?(?:,|;|-|&|va|den|toi)\s?"
_OF = r"\s?(?:[/.-]|,?\s?nam)?\s?"
_QUARTER = rf"(?:{'|'.join(_FIGURES)}|[1-4])(?![a-z\d])"
# “Tuần 2 tháng 5/2026” is no second of May: hence what may not stand before a day. And “9-10/2026”
# is no day of two separators, but two months.
_TIME = re.compile(
    r"(?<!\d)(?P<iso>(?:19|20)\d\d-\d\d-\d\d)(?!\d)"
    r"|(?<![\d/.,-])(?<!ngay )(?P<pair>(?:0?[1-9]|1[0-2])\s?-\s?(?:0?[1-9]|1[0-2]))"
    rf"\s?/\s?(?P<pair_of>{_YEAR})(?!\s?/)"
    r"|(?<![\d/.,])(?<!tuan )(?<!tuan thu )(?<!tuan \d-)(?<!tuan \d, )(?P<day>\d{1,2})"
    r"\s?(?P<cut>[/.-]{1,2}|,?\s?thang)\s?(?P<month>\d{1,2})"
    r"(?:\s?(?:[/.-]{1,2}|,?\s?nam)\s?(?P<year>\d{1,5}))?(?![\d/])"
    rf"|(?<![a-z])t(?:hang|\.)?\s?(?P<months>\d{{1,2}}(?:{_JOIN}(?:thang\s?|t)?\d{{1,2}}(?!\d))*)"
    rf"(?!\d|\s?[/.-]\s?\d{{1,2}}(?:\D|$))(?:{_OF}(?P<months_of>{_YEAR}))?"
    rf"|(?<![a-z])(?:qu[yi]|q\.?)\s?(?P<quarters>{_QUARTER}(?:{_JOIN}(?:qu[yi]\s?)?{_QUARTER})*)"
    rf"(?:{_OF}(?P<quarters_of>{_YEAR}))?"
    rf"|(?<![\d/.,-])(?P<single>\d{{1,2}})\s?[/.-]\s?(?P<single_of>{_YEAR})(?!\s?/)"
    rf"|(?<![a-z])he (?:nam )?(?P<summer>{_YEAR})"
    rf"|(?<![a-z\d])(?:0?6|sau) thang (?P<half>dau|cuoi) nam(?:\s?(?P<half_of>{_YEAR}))?"
    r"|(?<![a-z\d/.])(?<!ngay )(?P<firsts>0?[39]|ba|chin) thang (?:dau )?nam"
    rf"\s?(?P<firsts_of>{_YEAR})"
    rf"|(?<![a-z])nam hoc\s?(?P<school>{_YEAR})\s?[-/]\s?(?P<school_to>{_YEAR})"
    rf"|(?<![\d/.,])(?P<whole>{_YEAR})(?!\s?[/.]\s?\d)"
)
_QUARTERS = re.compile(_QUARTER)
_BEFORE = re.compile(rf"(?<![a-z])(?:{'|'.join(_TABLE['before'])})\s*$")
# “Kỳ họp giữa năm” names a session, not a part of the year.
_PART_WORDS = "|".join(f"(?P<{name}>{said})" for name, said in _TABLE["part"].items())
_PART = re.compile(rf"(?<![a-z])(?<!ky hop )(?:{_PART_WORDS})\s*,?\s*(?:nam)?\s*$")
_SINCE = re.compile(rf"(?<![a-z])(?:{'|'.join(_TABLE['since'])})\s*$")


@dataclass(frozen=True, slots=True)
class Time:
    """A time named in a text; ``year`` is 0 where it is not said, ``day`` 0 for whole months.

    ``months`` are the first and the last month; a school year goes on into the year after.
    """

    kind: DeadlineKind
    year: int
    months: tuple[int, int] = (1, 12)
    day: int = 0
    before: bool = False
    since: bool = False
    school: bool = False
    part: tuple[int, int] = (0, 0)
    """Of “giữa quý”: into which of its months, and to which day of that (0 the last), it goes."""

    @property
    def exists(self) -> bool:
        """Whether the calendar has it."""
        if not (1900 <= self.year <= 2200 and all(1 <= m <= 12 for m in self.months)):
            return False
        return self.day <= monthrange(self.year, self.months[1])[1]

    @property
    def first(self) -> dt.date:
        """Its first day; for ``Trước …`` as if that word were not there."""
        first, last = self.months
        # “Từ tháng 11 đến tháng 2/2026” begins in the year before.
        return dt.date(self.year - (first > last and not self.school), first, self.day or 1)

    @property
    def last(self) -> dt.date:
        """The latest day that it means: for ``Trước 15/12/2026`` the day before."""
        if self.before:
            return self.first - dt.timedelta(days=1)
        year = self.year + self.school
        if self.part[0]:
            months = self.months[0] + self.part[0] - 1
            year, month = self.year + (months - 1) // 12, (months - 1) % 12 + 1
            return dt.date(year, month, self.part[1] or monthrange(year, month)[1])
        return dt.date(year, self.months[1], self.day or monthrange(year, self.months[1])[1])


def find_times(plain: str, year: int = 0) -> tuple[Time, ...]:
    """Find the times named in a bare text (``text.bare``), in order.

    A time without a year takes that of the next one that has it, else of the one before:
    ``Quý I đến tháng 9/2017``, ``15/4 - 15/5/2026``. Where none has one, ``year`` is theirs.
    """
    times = list(_named(plain))
    for order in (range(len(times) - 2, -1, -1), range(1, len(times))):
        step = 1 if order.step < 0 else -1
        for at in order:
            if not times[at].year:
                times[at] = replace(times[at], year=times[at + step].year)
    return tuple(replace(t, year=t.year or year) for t in times if t.year or year)


def without_times(plain: str) -> str:
    """Take the times out of a bare text."""
    return _TIME.sub(" ", plain)


def _named(plain: str) -> Iterator[Time]:
    """Read the times one by one, as far as each tells for itself."""
    for hit in _TIME.finditer(plain):
        time = _read(hit)
        if time:
            before = plain[max(0, hit.start() - 24) : hit.start()]
            yield replace(
                time,
                before=bool(_BEFORE.search(before)),
                since=bool(_SINCE.search(before)),
                part=_part(time, before),
            )


def _part(time: Time, before: str) -> tuple[int, int]:
    """Read which part of a time the words before it name; ``(0, 0)`` for the whole."""
    hit = _PART.search(before)
    span = "school" if time.school else time.kind.value
    said = _TABLE["part_end"].get(span, {}).get(hit.lastgroup) if hit else None
    return (said[0], said[1]) if said else (0, 0)


def calendar_day(year: int, month: int, day: int) -> dt.date | None:
    """Make a date; None for a day that is not in the calendar."""
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def working_day(day: dt.date) -> dt.date:
    """Return the first day from this one on that is no Saturday or Sunday.

    Source: Bộ luật Dân sự 2015, Điều 148 khoản 5: a period whose last day is a weekly day of rest
    ends on the working day after it. Public holidays are not known here.
    """
    rest = 7 - day.weekday()
    return day + dt.timedelta(rest) if rest <= 2 else day


def _read(hit: re.Match[str]) -> Time | None:
    """Read one time; None for what only looks like one."""
    if hit["iso"]:
        year, month, day = map(int, hit["iso"].split("-"))
        return Time(DeadlineKind.DAY, year, (month, month), day)
    if hit["day"]:
        return _read_day(hit)
    if hit["quarters"]:
        return _span(_QUARTERS.findall(hit["quarters"]), hit["quarters_of"], 3)
    months = next((name for name in ("months", "pair", "single") if hit[name]), "")
    if months:
        return _span(re.findall(r"\d+", hit[months]), hit[f"{months}_of"], 1)
    return _read_year(hit)


def _read_day(hit: re.Match[str]) -> Time | None:
    """Read ``15/12/2025``; without a year only what can be a day: ``15/12``, not ``4.0``."""
    day, month, year = int(hit["day"]), int(hit["month"]), hit["year"] or ""
    if not year and (hit["cut"] in ".-" or not (1 <= month <= 12 and 1 <= day <= 31)):
        return None
    full = int(year or 0) + (2000 if len(year) == 2 else 0)
    # “20/01/201” is mistyped: the year 1 makes it a day that does not exist.
    kept = full if len(year) in (0, 2, 4) else 1
    # Day 0 would mean the whole month; no month has a day 99.
    return Time(DeadlineKind.DAY, kept, (month, month), day or 99)


def _span(parts: list[str], year: str | None, size: int) -> Time:
    """Make one time of months (size 1) or quarters (size 3), one or several."""
    numbers = [_FIGURES[part] if part in _FIGURES else int(part) for part in parts]
    one = DeadlineKind.MONTH if size == 1 else DeadlineKind.QUARTER
    kind = one if len(numbers) == 1 else DeadlineKind.RANGE
    first, last = (numbers[0] - 1) * size + 1, numbers[-1] * size
    return Time(kind, int(year or 0), (first, last))


def _read_year(hit: re.Match[str]) -> Time:
    """Read a year, half of one, or a school year."""
    if hit["summer"]:
        return Time(DeadlineKind.RANGE, int(hit["summer"]), (6, 8))
    if hit["half"]:
        months = (1, 6) if hit["half"] == "dau" else (7, 12)
        return Time(DeadlineKind.RANGE, int(hit["half_of"] or 0), months)
    if hit["firsts"]:
        months = (1, 3 if hit["firsts"][-1] in "3a" else 9)
        return Time(DeadlineKind.RANGE, int(hit["firsts_of"]), months)
    if hit["school"]:
        return Time(DeadlineKind.RANGE, int(hit["school"]), (9, 8), school=True)
    return Time(DeadlineKind.YEAR, int(hit["whole"]))
