"""What the status cells of a row say together: words, and what lives by the heading over it."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from reconcile.model import Percent, PercentOf, Progress, StatusWords
from reconcile.vocabulary.patterns import both_ways, whole_words
from reconcile.vocabulary.states import read_status
from reconcile.vocabulary.tables import table
from reconcile.vocabulary.text import bare, fold
from reconcile.vocabulary.times import find_times

_HEADING = table("states")["heading"]
_DONE_DAY = whole_words(_HEADING["done_day"])
_PLANNED = whole_words(_HEADING["planned"])
_PERCENT = both_ways("|".join(_HEADING["percent"]))
_MARKS = frozenset(_HEADING["mark"])
_NUMBER = re.compile(r"\d{1,3}(?:[.,]\d+)?")
_DAY = re.compile(r"[\d\s/.:-]{6,}")
_WHOLE = 100.0
_NEXT_CELL = "; "
"""Between the cells of one row, as they are read."""


@lru_cache(maxsize=1 << 13)
def read_cells(text: str, headings: tuple[str, ...]) -> StatusWords:
    """Read the status cells of a row.

    Args:
        text: what they say; where there are several, one behind the other with semicolons.
        headings: the headers of all status columns; a bare day, number or mark means nothing
            without one.

    Returns:
        The words of :func:`read_status` with the day and the percent that stand beside them:
        open words outweigh a day, a percent below 100 the word “done”.

    """
    parts = [part.strip() for part in text.split(_NEXT_CELL.strip())]
    above = tuple(map(fold, headings))
    if len(parts) == len(above) == 1 and text.strip().casefold() in _MARKS:
        return _by_mark(above[0])
    headed = [(part, _by_heading(part, above)) for part in parts]
    said = read_status(_NEXT_CELL.join(part for part, under in headed if not under))
    for _, under in headed:
        said = _joined(said, under) if under else said
    return said


def read_row(cells: Sequence[tuple[str, str]]) -> StatusWords:
    """Read the status cells of a row, each with the heading that stands over it.

    Args:
        cells: heading and text, from the left; empty ones may be among them.

    """
    under: list[StatusWords] = []
    words: list[str] = []
    for heading, text in ((fold(over), said.strip()) for over, said in cells if said.strip()):
        marked = text.casefold() in _MARKS
        if marked and not _tells_days((heading,)):
            words.append(heading)
        elif told := _by_mark(heading) if marked else _by_heading(text, (heading,)):
            under.append(told)
        else:
            words.append(text)
    said = read_status(_NEXT_CELL.join(words))
    for told in under:
        said = _joined(said, told)
    return said


def _by_mark(heading: str) -> StatusWords:
    """Take what the heading over a mark says."""
    return StatusWords(Progress.DONE if _tells_days((heading,)) else read_status(heading).progress)


def _by_heading(part: str, headings: Sequence[str]) -> StatusWords | None:
    """Read a bare day or a bare number; None for anything else."""
    if _DAY.fullmatch(part) and _tells_days(headings):
        day = _day(part)
        return StatusWords(Progress.DONE, done_on=day) if day else None
    if _NUMBER.fullmatch(part) and any(_PERCENT.search(heading) for heading in headings):
        return _percent(float(part.replace(",", ".")))
    return None


def _tells_days(headings: Sequence[str]) -> bool:
    """Tell whether a heading is of days done; “Ngày hoàn thành dự kiến” is not."""
    return any(_DONE_DAY.search(h) and not _PLANNED.search(h) for h in headings)


def _day(part: str) -> dt.date | None:
    """Read the day of a cell that holds nothing else."""
    days = [time.last for time in find_times(bare(part)) if time.day and time.exists]
    return max(days, default=None)


def _percent(number: float) -> StatusWords:
    """Read a number under a heading of percents; 1 may be all or a hundredth."""
    if number == 1 or number > _WHOLE:
        return StatusWords()
    value = number * _WHOLE if number < 1 else number
    if value == _WHOLE:
        progress = Progress.DONE
    else:
        progress = Progress.UNDER_WAY if value else Progress.NOT_BEGUN
    return StatusWords(progress, percent=Percent(value, PercentOf.WORK))


def _joined(said: StatusWords, under: StatusWords) -> StatusWords:
    """Put what stands under a heading beside the words."""
    progress = said.progress
    if progress is Progress.UNKNOWN:
        progress = under.progress
    elif progress is Progress.DONE and under.progress not in (Progress.DONE, Progress.UNKNOWN):
        progress = Progress.UNDER_WAY
    done_on = (under.done_on or said.done_on) if progress is Progress.DONE else None
    return replace(said, progress=progress, done_on=done_on, percent=said.percent or under.percent)
