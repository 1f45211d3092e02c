"""Times of deadline cells as documents write them: in full, and each kind in one way."""

import datetime as dt
import re

from reconcile.vocabulary.deadlines import show_day
from reconcile.vocabulary.roman import from_roman, to_roman
from reconcile.vocabulary.tables import table
from reconcile.vocabulary.text import bare, capitalised, one_line

_RECURRING = re.compile("|".join(table("deadlines")["recurring_short"]))
_DAY = re.compile(r"(?<![\d/.-])(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?![\d/-])")
_SHORT_MONTH = re.compile(r"\bT\s?\.?\s?(\d{1,2})\s?[/.-]\s?(20\d\d)\b", re.IGNORECASE)
_SHORT_QUARTER = re.compile(
    r"\b(?:Q|Qu[ýy])\s?\.?\s?([1-4]|IV|I{1,3})\s?[/.-]\s?(20\d\d)\b", re.IGNORECASE
)
_MONTH = re.compile(r"\b(tháng) (\d{1,2})/(20\d\d)\b", re.IGNORECASE)
_BARE_MONTH = re.compile(r"(\d{1,2})/(20\d\d)")
_BARE_YEAR = re.compile(r"20\d\d")


def in_full(text: str) -> str:
    """Write out what a cell abbreviates: ``TX``, ``T12/2026``, ``Q4/2026``; other text stays."""
    said = one_line(text)
    if _RECURRING.fullmatch(bare(said).replace(".", " ").replace("/", " ").strip()):
        return "Thường xuyên"
    out = _SHORT_QUARTER.sub(_quarter, _SHORT_MONTH.sub(_month, said))
    return text if out == said else capitalised(out)


def in_one_way(text: str) -> str:
    """Write a deadline as documents do: in full, its days and months alike, with their words.

    ``30/09/2025`` and ``30-9-2025`` are ``30/9/2025``, ``12/2026`` is ``Tháng 12/2026``, ``2026``
    is ``Năm 2026``; a day that there is not stays.

    Source: Nghị định 30/2020/NĐ-CP, Phụ lục I (days below 10 and months 1 and 2 take a zero).
    """
    out = _MONTH.sub(_month, days_in_one_way(in_full(text)))
    whole = one_line(out)
    if hit := _BARE_MONTH.fullmatch(whole):
        return capitalised(_month_of(hit[1], hit[2]) or out)
    return f"Năm {whole}" if _BARE_YEAR.fullmatch(whole) else out


def days_in_one_way(text: str) -> str:
    """Write the days of a text as documents do; one that there is not stays."""
    return _DAY.sub(_day, text)


def _day(hit: re.Match[str]) -> str:
    """Write one day."""
    try:
        return show_day(dt.date(int(hit[4]), int(hit[3]), int(hit[1])))
    except ValueError:
        return hit[0]


def _month(hit: re.Match[str]) -> str:
    """Write one month behind its word, which keeps its capital."""
    number, year = hit.groups()[-2:]
    said = _month_of(number, year)
    return (capitalised(said) if hit[0][0] == "T" else said) or hit[0]


def _month_of(number: str, year: str) -> str:
    """Write a month; empty for one that there is not."""
    month = int(number)
    shown = f"{month:02d}" if month < 3 else str(month)
    return f"tháng {shown}/{year}" if 1 <= month <= 12 else ""


def _quarter(hit: re.Match[str]) -> str:
    """Write one quarter with its Roman number."""
    number = int(hit[1]) if hit[1].isdecimal() else from_roman(hit[1].upper())
    return f"{'Quý' if hit[0][0] == 'Q' else 'quý'} {to_roman(number or 1)}/{hit[2]}"
