"""Dates whose day and month a computer may have swapped: found where the column proves it."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from math import log

from reconcile.model import Cell
from reconcile.vocabulary.deadlines import show_day
from reconcile.vocabulary.times import calendar_day

_DAY = re.compile(r"\b(\d{1,2})\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}\b")
_SLASHED = re.compile(r"\b(\d{1,2})\s*/\s*(\d{1,2})\s*/\s*(\d{4}|\d{2})\b")
_PROOFS = 2
"""So many days in the place of the month prove that the whole column is written so."""
_UNCLEAR = 3
"""So many days with a year of two figures, none above 12, may have been written either way."""
_MONTHS = 12
_BRIEF = 2
"""Figures of such a year."""
_CONVINCING = 1.0
"""The weight of one date that may be swapped beside one typed day that cannot be a month."""

Swapped = Mapping[int, tuple[str, str]]
"""Row → the day as the cell shows it, and the day that is probably meant."""


def swapped_days(cells: Mapping[int, Cell]) -> Swapped:
    """Find the cells of a deadline column whose day and month may be swapped.

    Args:
        cells: by row, those of one table.

    """
    return {**_turned(cells), **_american(cells)}


def _turned(cells: Mapping[int, Cell]) -> Swapped:
    """Find the real dates that a computer made of typed ones.

    On one with American settings a typed ``05/12/2025`` became 12 May and ``15/12/2025`` stayed
    text: then hardly a real date has a day above 12, and nearly every day typed as text has one.
    """
    dates = {row: cell.date for row, cell in cells.items() if cell.date}
    texts = (cell.text for cell in cells.values() if not cell.date)
    typed = [int(day) for text in texts for day in _DAY.findall(text)]
    if not typed or max(typed) <= 12 or _weight([*dates.values()], typed) < _CONVINCING:
        return {}
    return {
        row: (show_day(day), show_day(dt.date(day.year, day.day, day.month)))
        for row, day in dates.items()
        # Of two equal numbers nothing is swapped, and a day above 12 is no month.
        if day.day != day.month and day.day <= 12
    }


def _weight(dates: Sequence[dt.date], typed: Sequence[int]) -> float:
    """Weigh whether a computer swapped the real dates of a column, against that none did.

    Four days of ten are 12 or below by chance. In a swapped column nearly all real dates are, and
    nearly no day typed as text is; one slip either way does not clear the column.
    """
    low = sum(day.day <= 12 for day in dates)
    low_typed = sum(day <= 12 for day in typed)
    return (
        low * log(0.95 / 0.4)
        + (len(dates) - low) * log(0.05 / 0.6)
        + low_typed * log(0.1 / 0.4)
        + (len(typed) - low_typed) * log(0.9 / 0.6)
    )


def american_texts(cells: Mapping[int, Cell]) -> dict[int, str]:
    """Write the days of a column that an American program wrote as we do: ``31/12/2026``.

    Where two days or more stand in the place of the month, such a program wrote them. It wrote
    those that could be read both ways, too, unless days stand first in cells that look the same.

    Returns:
        Row → the text of the cell with its days turned.

    """
    said = _slashed(cells)
    proofs = {row for row, (first, second, _) in said.items() if first <= 12 < second}
    if len(proofs) < _PROOFS:
        return {}
    ours = {_is_whole(cells[row]) for row, (first, _, _) in said.items() if first > 12}
    looks = {_is_whole(cells[row]) for row in proofs} - ours
    both = {row for row, (first, second, _) in said.items() if max(first, second) <= 12}
    meant = proofs | {row for row in both if _is_whole(cells[row]) in looks}
    return {row: _SLASHED.sub(_turned_text, cells[row].text) for row in sorted(meant)}


def _is_whole(cell: Cell) -> bool:
    """Tell whether a cell says nothing but a day, as those that programs write do."""
    return _SLASHED.fullmatch(cell.text.strip()) is not None


def _turned_text(hit: re.Match[str]) -> str:
    """Write one day the other way round; one that is none stays as it is."""
    day = calendar_day(_year(hit[3]), int(hit[1]), int(hit[2]))
    return show_day(day) if day else hit[0]


def _slashed(cells: Mapping[int, Cell]) -> dict[int, tuple[int, int, int]]:
    """Read the three numbers of the day that is a text, by row.

    Of several in a cell it is one that shows which way they are written, if any does.
    """
    said: dict[int, tuple[int, int, int]] = {}
    for row, cell in cells.items():
        hits = [] if cell.date else _SLASHED.findall(cell.text)
        days = [(int(first), int(second), _year(year)) for first, second, year in hits]
        if days:
            said[row] = next((day for day in days if max(day[:2]) > _MONTHS), days[0])
    return said


def _year(said: str) -> int:
    """Read a year; of two figures it is one of this century."""
    return int(said) + (2000 if len(said) == _BRIEF else 0)


def _american(cells: Mapping[int, Cell]) -> Swapped:
    """Find the texts that an American program may have written: ``12/31/2026``, ``05/06/26``.

    One day in the place of the month may be a slip of the hand where another stands first; with
    two of them, or with one that nothing speaks against, those that could be read both ways are
    doubtful too, unless cells that look the same are written as we do. So are days with a year of
    two figures, as such programs write it, where no day of the column tells which way they are.
    """
    said = _slashed(cells)
    proofs = {row for row, (first, second, _) in said.items() if first <= 12 < second <= 31}
    ours = {row for row, (first, _, _) in said.items() if first > _MONTHS}
    clear = {_is_whole(cells[row]) for row in ours} - {_is_whole(cells[row]) for row in proofs}
    both = {row for row, (first, second, _) in said.items() if max(first, second) <= _MONTHS}
    doubtful = {row for row in both if _is_whole(cells[row]) not in clear}
    hits = (_SLASHED.search(cells[row].text) for row in said)
    brief = all(hit and len(hit[3]) == _BRIEF for hit in hits)
    proved = len(proofs) >= _PROOFS or (proofs and not ours)
    unclear = proved or (brief and len(doubtful) == len(said) >= _UNCLEAR)
    rows = sorted(proofs | doubtful if unclear else proofs)
    found: dict[int, tuple[str, str]] = {}
    for row in rows:
        first, second, year = said[row]
        if first != second and (day := calendar_day(year, first, second)):
            found[row] = (f"{first:02d}/{second:02d}/{year}", show_day(day))
    return found
