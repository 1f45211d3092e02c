"""What calamine does not tell of a sheet: what cells show of their dates, and which are merged."""

from dataclasses import dataclass, field

from reconcile.read.formats.date_formats import Places
from reconcile.read.grid import Merge


@dataclass(frozen=True, slots=True)
class Untold:
    """What is found out about one sheet besides what calamine gives."""

    dates: Places = field(default_factory=dict)
    """The cells that show a month or a year only."""
    merges: tuple[Merge, ...] = ()
    """From the top down; empty where calamine tells them."""


NOTHING = Untold()
