"""Headers of single months, quarters and years that stand side by side, as a calendar has them."""

import re
from itertools import pairwise
from typing import NamedTuple

from reconcile.read.grid import Grid, GridRow
from reconcile.vocabulary.roman import from_roman, is_roman
from reconcile.vocabulary.text import bare

LEAST = 3
"""Fewer columns than these make no calendar."""
_LONGEST = 16
_PERIOD = re.compile(
    r"(?:(?P<month>thang|th|t)|(?P<quarter>quy|q))[\s.]*(?P<number>\d{1,2}|[ivx]+)"
    r"(?:\s*(?:[/.-]|nam)\s*(?P<of>20\d\d))?|(?P<short>\d{1,2})\s*/\s*(?P<shorts>20\d\d)"
    r"|(?:nam )?(?P<year>20\d\d)"
)
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_COUNTED = re.compile(r"\b(?:thang|quy)\b")
_WORD = {"month": "Tháng", "quarter": "Quý", "year": "Năm"}
_MOST = {"": 12, "month": 12, "quarter": 4, "year": 2099}
_ROMANS = ("I", "II", "III", "IV")


class Period(NamedTuple):
    """A month, quarter or year that heads the columns from ``left`` to ``right``."""

    kind: str
    """``month``, ``quarter`` or ``year``; empty for a bare number."""
    number: int
    year: int
    """0 where none is named."""
    shown: str
    left: int
    right: int

    @property
    def word(self) -> str:
        """Return the word for its kind: ``Tháng``."""
        return _WORD[self.kind]

    @property
    def text(self) -> str:
        """Write it as a deadline: ``Tháng 9/2026``, ``Quý III``, ``Năm 2027``."""
        number = _ROMANS[self.number - 1] if self.kind == "quarter" else str(self.number)
        year = f"/{self.year}" if self.year and self.kind != "year" else ""
        return f"{self.word} {number}{year}"


def periods_of(grid: Grid, row: GridRow) -> tuple[Period, ...]:
    """Find the months, quarters or years of a row that stand side by side; empty for too few."""
    if len(row.filled) <= LEAST:
        return ()
    headed = {i: period for i in row.filled if (period := _period(row.text(i), i, i))}
    if len(headed) < LEAST:
        return ()
    wide = {m.left: m.right for m in grid.merges if m.top <= row.number <= m.bottom}
    found: list[Period] = []
    for index in row.filled:
        seen = headed.get(index)
        period = seen._replace(right=wide.get(index, index)) if seen else None
        goes_on = found and found[-1].right + 1 == index
        if period and goes_on and found[-1].kind == period.kind:
            found.append(period)
        elif len(found) >= LEAST:
            break
        else:
            found = [period] if period else []
    return tuple(found) if len(found) >= LEAST else ()


def placed(periods: tuple[Period, ...], overs: list[list[str]]) -> tuple[Period, ...]:
    """Take years, and what bare numbers count, from the headers over each of some columns.

    Returns:
        Nothing where they are not in order, or where nothing says what they count.

    """
    said = bare(" ".join(text for over in overs for text in over))
    counted = {"thang": "month", "quy": "quarter"}
    kinds = {counted[word] for word in _COUNTED.findall(said)}
    # Numbers below quarters are months.
    above = "month" if "month" in kinds or periods[-1].number > _MOST["quarter"] else "quarter"
    kind = periods[0].kind or (above if kinds else "")
    if not kind or any(period.number > _MOST[kind] for period in periods):
        return ()
    settled = tuple(
        period._replace(kind=kind, year=period.year or _year(over))
        for period, over in zip(periods, overs, strict=True)
    )
    rising = all((a.year, a.number) < (b.year, b.number) for a, b in pairwise(settled))
    return settled if rising else ()


def _period(text: str, left: int, right: int) -> Period | None:
    """Read the header of one column."""
    said = text.strip()
    if not said or len(said) > _LONGEST:
        return None
    number = int(said) if said.isdigit() and len(said) < 3 else from_roman(said) * is_roman(said)
    if number:
        return Period("", number, 0, said, left, right) if number <= _MOST[""] else None
    hit = _PERIOD.fullmatch(bare(said).strip(" .,:()"))
    if not hit:
        return None
    if hit["year"]:
        return Period("year", int(hit["year"]), int(hit["year"]), said, left, right)
    kind = "quarter" if hit["quarter"] else "month"
    figure = hit["number"] or hit["short"]
    number = int(figure) if figure.isdigit() else from_roman(figure.upper())
    year = int(hit["of"] or hit["shorts"] or 0)
    return Period(kind, number, year, said, left, right) if 0 < number <= _MOST[kind] else None


def _year(over: list[str]) -> int:
    """Read the one year that the headers over a column name; 0 for none or several."""
    years = {year for text in over for year in _YEAR.findall(text)}
    return int(years.pop()) if len(years) == 1 else 0
