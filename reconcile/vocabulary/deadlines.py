"""Deadlines: what a cell says, and the latest day that it means."""

import datetime as dt
import re

from reconcile.model import Deadline, DeadlineKind
from reconcile.vocabulary.text import bare, one_line

_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")


def show_day(day: dt.date) -> str:
    """Write a day as official text does: 09/5/2025, 01/4/2025, 15/12/2025."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"{day.day:02d}/{month}/{day.year}"


def read_deadline(text: str, on: dt.date | None = None) -> Deadline:
    """Read a deadline cell; ``on`` is the real date that the cell holds, if it does."""
    words = one_line(text)
    if on:
        return Deadline(words or show_day(on), DeadlineKind.DAY, on)
    if not words:
        return Deadline()
    hits = _DAY.findall(words)
    if hits:
        day, month, year = map(int, hits[-1])
        try:
            return Deadline(words, DeadlineKind.DAY, dt.date(year, month, day))
        except ValueError:
            return Deadline(words, DeadlineKind.IMPOSSIBLE)
    if "thuong xuyen" in bare(words):
        return Deadline(words, DeadlineKind.RECURRING, None, recurring=True)
    return Deadline(words, DeadlineKind.WORDS)
