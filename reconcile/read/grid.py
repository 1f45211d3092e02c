"""A sheet or a Word table as every format gives it: rows of shown values, and what is merged."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import NamedTuple

from reconcile.model import Finding, Line


class Value(NamedTuple):
    """What one cell shows; ``date`` is set when the file holds a real date there.

    A named tuple, not a dataclass: a workbook has more of these than of anything else, and
    making one takes a third of the time.
    """

    text: str = ""
    date: dt.date | None = None


EMPTY = Value()


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row: its 1-based number in the file, its values from the first column on."""

    number: int
    values: tuple[Value, ...]
    hidden: bool = False
    filled: tuple[int, ...] = field(init=False)
    """The 0-based columns that show something, left to right."""

    def __post_init__(self) -> None:
        """Find once which columns show something; every reader of rows asks for it."""
        filled = tuple(index for index, value in enumerate(self.values) if value.text)
        object.__setattr__(self, "filled", filled)

    def at(self, column: int) -> Value:
        """Return the value of a 0-based column; an empty one beyond the row's end."""
        return self.values[column] if column < len(self.values) else EMPTY

    def without(self, gone: Collection[int]) -> "GridRow":
        """Return the row as it is where some columns show nothing."""
        if not gone:
            return self
        values = tuple(EMPTY if at in gone else each for at, each in enumerate(self.values))
        return GridRow(self.number, values, self.hidden)

    def text(self, column: int) -> str:
        """Return what a 0-based column shows."""
        return self.at(column).text


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range: 1-based rows, 0-based columns, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet of a workbook, or one table of a document, free of any file format.

    ``rows`` holds the rows that show something, in order; a merged range shows its value in its
    first cell only. ``unsaved`` are the cells with a formula and no saved value, as
    (1-based row, 0-based column).
    """

    name: str
    rows: tuple[GridRow, ...] = ()
    merges: tuple[Merge, ...] = ()
    hidden: bool = False
    unsaved: tuple[tuple[int, int], ...] = ()
    hidden_columns: frozenset[int] = frozenset()
    """0-based columns that the sheet does not show."""
    after: int = 0
    """How many of the file's lines outside grids come before it."""
    joined: frozenset[int] = frozenset()
    """The numbers of rows that were put to the ones above them already."""

    def adjoin(self, above: int, below: int) -> bool:
        """Tell whether nothing lies between two rows, not even an empty one."""
        return self.joined.issuperset(range(above + 1, below))

    @property
    def width(self) -> int:
        """The number of columns up to the last that shows something."""
        return max((row.filled[-1] + 1 for row in self.rows if row.filled), default=0)


@dataclass(frozen=True, slots=True)
class Opened:
    """A file as its format module opened it: its grids, the lines outside them, what was seen."""

    grids: tuple[Grid, ...]
    lines: tuple[Line, ...] = ()
    findings: tuple[Finding, ...] = ()
    converted: tuple[str, ...] = ()
    """The legacy encodings that were found and converted."""
    blind: bool = False
    """Whether hidden rows, formulas and fonts are not to be seen in it."""
