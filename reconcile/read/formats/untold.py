"""What calamine does not tell of a sheet: months for dates, merged cells, struck-through text."""

from collections.abc import Mapping
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
    standing: Mapping[tuple[int, int], str] = field(default_factory=dict)
    """What is left of the cells with something struck through, placed as the dates are."""


NOTHING = Untold()
