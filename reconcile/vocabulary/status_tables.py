"""What a column of a table of statuses holds, and of which day a source gives the state."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from enum import StrEnum
from functools import cache, lru_cache

from reconcile.vocabulary.tables import table
from reconcile.vocabulary.text import bare
from reconcile.vocabulary.times import calendar_day, find_times
from reconcile.vocabulary.units import read_unit, unit_id

_TABLE = table("status_tables")
_MARKS = " .,:;*_-/"
_MONTH = re.compile(_TABLE["month"]["header"])
_MOST_OF = 0.5
_FILE_DAY = re.compile(r"(?<!\d)(\d{2})[. _-]?(\d{2})(?:[. _-]?(20\d\d))?(?!\d)")
_FILE_ISO = re.compile(r"(?<!\d)(20\d\d)([-_.]?)(\d{2})\2(\d{2})(?!\d)")
_YEARLESS = re.compile(
    r"(?P<before>(?:ngay|den|sang|truoc|han|ngày|đến|trước|hạn)\s+)"
    r"(?P<day>\d{1,2}\s?[/-]\s?\d{1,2})(?!\d|\s?[/-]\s?\d)"
)
_EPOCH = dt.date(1970, 1, 2)
"""A tracking system writes 01/01/1970 for no deadline."""


FORM_MARK = "reconcile-tien-do"
"""First cell of the hidden sheet of a form for progress; beside it stands whose form it is."""


class StatusColumn(StrEnum):
    """What a column of a table of statuses holds."""

    BEFORE = "before"
    KEY = "key"
    """Of our own forms."""
    STT = "stt"
    ID = "id"
    TASK = "task"
    WHO = "who"
    LEAD = "lead"
    SUPPORT = "support"
    DEADLINE = "deadline"
    STATE = "state"
    PERCENT = "percent"
    DONE_DAY = "done_day"
    DOCUMENT = "document"
    DIFFICULTY = "difficulty"
    PROPOSAL = "proposal"
    NOTE = "note"
    PRODUCT = "product"
    FORECAST = "forecast"
    SENT = "sent"
    UPDATED = "updated"
    ASSIGNED = "assigned"
    DIRECTIVE = "directive"


@cache
def _roles() -> tuple[tuple[StatusColumn, re.Pattern[str]], ...]:
    """Compile the words of the headers."""
    return tuple((StatusColumn(role), _any(said)) for role, said in _TABLE["role"].items())


@lru_cache(maxsize=1 << 10)
def month_of_header(header: str) -> tuple[int, int] | None:
    """Read the year, 0 for none, and the month of which a column tells; None for any other."""
    hit = _MONTH.fullmatch(bare(header).strip(_MARKS))
    return (int(hit["year"] or 0), int(hit["month"] or hit["only"])) if hit else None


def names_body(text: str) -> bool:
    """Tell whether a text is the name of one unit or office, and nothing else."""
    unit = read_unit(text)
    said = {unit_id(text), unit_id(f"UBND {text}")}
    return unit is not None and unit.id in said


# Exports say the same of a hundred units and in every period.
@lru_cache(maxsize=1 << 13)
def role_of_header(header: str) -> StatusColumn | None:
    """Tell what a column holds by its header; None for one that is not known."""
    said = bare(header).strip(_MARKS)
    return next((role for role, words in _roles() if said and words.fullmatch(said)), None)


def role_by_cells(
    header: str, role: StatusColumn, cells: Sequence[str], *, has_deadlines: bool
) -> StatusColumn:
    """Decide by its cells what a column holds whose header means two things.

    Args:
        header: as the source has it.
        role: by the header alone.
        cells: what it shows under it; empty ones may be left out.
        has_deadlines: whether the table has another column of deadlines.

    """
    said, filled = bare(header).strip(_MARKS), [cell for cell in cells if cell.strip()]
    if not filled or not _any(_TABLE["ambiguous"]["headers"]).fullmatch(said):
        return role
    days = sum(only_day(cell) is not None for cell in filled)
    if days > _MOST_OF * len(filled):
        deadline = _any(_TABLE["ambiguous"]["deadlines"]).fullmatch(said) and not has_deadlines
        return StatusColumn.DEADLINE if deadline else StatusColumn.DONE_DAY
    numbers = sum(
        cell.strip(" %").replace(",", ".").replace(".", "").isdecimal() for cell in filled
    )
    return StatusColumn.PERCENT if numbers > _MOST_OF * len(filled) else role


@lru_cache(maxsize=1 << 13)
def only_day(text: str) -> dt.date | None:
    """Read the day of a cell that holds hardly anything else; None for 1970 and for none."""
    plain = bare(text)
    if sum(letter.isalpha() for letter in plain) > len("truoc ngay t z"):
        return None
    days = [time.last for time in find_times(plain) if time.day and time.exists]
    return days[0] if days and days[0] > _EPOCH else None


@lru_cache(maxsize=1 << 13)
def is_total(text: str) -> bool:
    """Tell whether a row's text begins as that of a sum."""
    return _any(_TABLE["row"]["total"]).fullmatch(bare(text).strip(_MARKS)) is not None


@lru_cache(maxsize=1 << 13)
def is_foot(text: str) -> bool:
    """Tell whether a row's text begins as what stands under a table."""
    return re.match("|".join(_TABLE["row"]["foot"]), bare(text)) is not None


def day_of(lines: Iterable[str], file: str, year: int = 0) -> dt.date | None:
    """Find of which day a source gives the state: in its lines, else in the name of its file.

    Args:
        lines: around its tables.
        file: its name.
        year: for a file's name that gives day and month only; 0 for one that is not known.

    """
    plain = [bare(line) for line in lines]
    for words in _TABLE["day"]["said"]:
        pattern = re.compile(rf"{words}\s*(?P<day>\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{4}})")
        found = [hit["day"] for line in plain for hit in pattern.finditer(line)]
        days = [day for text in found if (day := only_day(text))]
        if days:
            return max(days)
    # The year first, as programs name their exports: “2026-11-09” is no day of September.
    for hit in _FILE_ISO.finditer(file):
        if by_name := calendar_day(int(hit[1]), int(hit[3]), int(hit[4])):
            return by_name
    for hit in _FILE_DAY.finditer(file):
        told = int(hit[3] or year)
        by_name = calendar_day(told, int(hit[2]), int(hit[1])) if told else None
        if by_name:
            return by_name
    return None


def with_year(text: str, day: dt.date) -> str:
    """Write the year of a report to the days in it that have none: ``lùi đến 15/12``."""
    return _YEARLESS.sub(lambda hit: f"{hit['before']}{hit['day']}/{day.year}", text)


def tells_no_state(heading: str) -> bool:
    """Tell whether what stands under a heading of a report in words is planned or asked for."""
    return _any(_TABLE["prose"]["no_state"]).fullmatch(bare(heading).strip(_MARKS)) is not None


def is_heading(line: str) -> bool:
    """Tell whether a line of a report is a numbered heading."""
    return re.match(_TABLE["prose"]["heading"], bare(line)) is not None


def is_end(line: str) -> bool:
    """Tell whether a line begins what stands behind, or before, the text of a report."""
    return bare(line).startswith(tuple(_TABLE["prose"]["end"]))


def _any(words: Iterable[str]) -> re.Pattern[str]:
    """Compile several words to one pattern."""
    return re.compile("|".join(f"(?:{each})" for each in words))
