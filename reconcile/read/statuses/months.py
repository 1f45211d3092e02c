"""Columns of single months: which of them tells how things stand at the day of a source."""

import datetime as dt
from calendar import monthrange
from collections.abc import Sequence

Month = tuple[int, int]
"""Year, 0 where a header names none, and month."""


def last_month(filled: Sequence[Month | None], day: dt.date | None) -> Month | None:
    """Return the last month that tells anything and is not to come.

    Args:
        filled: of the columns that are filled, from the left; None for one of no month.
        day: of the source; None where it is not known.

    """
    months = [month for month in filled if month]
    if day:
        begun = [month for month in months if _dated(month, day) <= (day.year, day.month)]
        # Of the year before, where a header names no year and nothing else is left.
        months = begun or [month for month in months if not month[0]]
    if not months:
        return None
    return max(months) if all(year for year, _ in months) else months[-1]


def end_of_month(month: Month | None, now: Month | None) -> dt.date | None:
    """Return the last day of a month that is over.

    Args:
        month: of a column.
        now: the month that is not over yet: of the source's day, else the last that tells anything.

    """
    if not month or not now or not now[0]:
        return None
    year, number = (month[0] or now[0], month[1])
    over = (year, number) < now
    return dt.date(year, number, monthrange(year, number)[1]) if over else None


def _dated(month: Month, day: dt.date) -> Month:
    """Give a month without a year that of the source."""
    return (month[0] or day.year, month[1])
