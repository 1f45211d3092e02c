"""What a number format shows of a date: its day, or only its month or its year."""

import datetime as dt
import re
from functools import lru_cache
from typing import Literal

Shown = Literal["day", "month", "year", "time"]
"""The finest part of a date that a format shows; ``time`` where it shows no date at all."""

# Literal text in quotes or behind a backslash, and the language or colour in brackets.
_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
BUILTIN = {17: "mmm-yy"}
"""The built-in formats that show a date without its day. Source: ECMA-376, 18.8.30."""


@lru_cache(maxsize=512)
def shown_by(number_format: str) -> Shown:
    """Tell what a number format, as the workbook has it, shows of a date."""
    bare = _LITERAL.sub("", number_format.split(";", maxsplit=1)[0]).lower()
    if "d" in bare or "general" in bare or "@" in bare:
        return "day"
    if "y" not in bare and ("h" in bare or "s" in bare):
        return "time"
    if "m" in bare:
        return "month"
    return "year" if "y" in bare else "day"


def part_shown(day: dt.date, shown: Shown) -> str:
    """Write the month or year that a cell shows of a date; empty where it shows the day too."""
    if shown == "month":
        return f"Tháng {day.month}/{day.year}"
    return str(day.year) if shown == "year" else ""
