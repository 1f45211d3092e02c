"""Dates as spreadsheets show them in the language of a computer: ``Dec-26``, ``15-Jul-2026``."""

import datetime as dt
import re
from collections.abc import Callable

from reconcile.vocabulary.tables import table
from reconcile.vocabulary.text import bare, one_line
from reconcile.vocabulary.times import calendar_day

_NAMES: tuple[str, ...] = tuple(table("deadlines")["shown"]["months"])
_NAME = "|".join(f"{name[:3]}(?:{name[3:]})?" for name in _NAMES)
_MONTH = rf"(?:(?P<name>{_NAME}|sept)\.?|th(?:g|ang)?\.?\s?(?P<number>0?[1-9]|1[0-2]))"
_YEAR = r"(?P<year>20\d\d|[2-4]\d)"
# “Dec-26” is a month: a spreadsheet shows the 26th of December as “26-Dec”.
_SHOWN = (
    re.compile(rf"(?P<day>\d{{1,2}})[\s./-]{_MONTH}(?:[\s./-]{_YEAR})?"),
    re.compile(rf"{_MONTH}\s(?P<day>\d{{1,2}}),\s?(?P<year>20\d\d)"),
    re.compile(rf"{_MONTH}(?:,\s|[\s./-]){_YEAR}"),
    re.compile(r"(?P<year>20\d\d)[/-](?P<name>)(?P<number>0[1-9]|1[0-2])"),
)
# “Tháng 02/2026” is our own way to write it, and stays.
_IN_FULL = re.compile(r"thang (?!.*[\s./-]\d\d$)")
_CENTURY = 2000


def in_our_words(text: str, show_day: Callable[[dt.date], str]) -> str:
    """Write a cell that is only such a date as our sheets show it; empty for any other text.

    Args:
        text: what the cell shows.
        show_day: writes a day of the calendar.

    """
    said = bare(one_line(text)).strip(" .")
    hit = next(filter(None, (pattern.fullmatch(said) for pattern in _SHOWN)), None)
    if hit is None or _IN_FULL.search(said):
        return ""
    parts = hit.groupdict()
    month = int(parts["number"]) if parts["number"] else _month(parts["name"])
    year = int(parts["year"] or 0)
    year += _CENTURY if 0 < year < _CENTURY else 0
    if not parts.get("day"):
        return f"Tháng {month}/{year}"
    if not year:
        return f"{int(parts['day'])}/{month}"
    day = calendar_day(year, month, int(parts["day"]))
    return show_day(day) if day else f"{parts['day']}/{month}/{year}"


def _month(name: str) -> int:
    """Return the number of a month by its name."""
    return next(n for n, whole in enumerate(_NAMES, 1) if whole.startswith(name[:3]))
