"""What cells show of a date, as values of a grid."""

import datetime as dt

from reconcile.office.date_formats import Shown, part_shown
from reconcile.read.grid import Value

Places = dict[tuple[int, int], Shown]
"""1-based row and 0-based column → what the cell shows of its date."""


def as_shown(day: dt.date, shown: Shown) -> Value | None:
    """Write the month or year that a cell shows of a date; None where it shows the day too."""
    part = part_shown(day, shown)
    return Value(part) if part else None
