"""What a drawn table is: cells at places, merged areas, and the tasks that it is known to hold."""

import datetime as dt
from dataclasses import dataclass, field

Place = tuple[int, int]
"""Row and column, from 0."""
Value = str | int | dt.date


@dataclass
class KnownTask:
    """A task as it was drawn: what a right reading says of it, by column."""

    text: str
    group: tuple[str, ...]
    says: dict[str, str]
    """Column → what stands there, lent cells included; ``""`` where nothing does."""


@dataclass
class Grid:
    """Cells and merged areas of a sheet or a Word table."""

    cells: dict[Place, Value] = field(default_factory=dict)
    merges: list[tuple[Place, Place]] = field(default_factory=list)
    """First and last place of each."""
    height: int = 0

    @property
    def width(self) -> int:
        """How many columns are used."""
        return 1 + max((column for _, column in self.cells), default=0)

    def put(self, row: int, column: int, value: Value) -> None:
        """Put a value into a cell; nothing for an empty text."""
        self.height = max(self.height, row + 1)
        if value != "":
            self.cells[row, column] = value

    def merge(self, first: Place, last: Place) -> None:
        """Merge an area, if it is more than one cell."""
        if first != last:
            self.merges.append((first, last))
        self.height = max(self.height, last[0] + 1)


@dataclass
class DrawnTable:
    """A table with what stands around it, and what is known of it."""

    grid: Grid = field(default_factory=Grid)
    before: list[str] = field(default_factory=list)
    """Lines above, each for itself."""
    after: list[str] = field(default_factory=list)
    columns: list[str] = field(default_factory=list)
    """What each column holds, in their order; ``other`` and ``start`` are nothing we ask for."""
    tasks: list[KnownTask] = field(default_factory=list)
    broken: int = 0
    """Row from which a Word table goes on in a table of its own, without a header; 0 for none."""
    traits: list[str] = field(default_factory=list)
    """What was drawn, in words, to tell kinds of misses."""
