"""A table of a PDF that grows from page to page, a row that a page's end breaks included."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from reconcile.read.formats.pdf.wraps import unwrapped
from reconcile.read.grid import Grid, GridRow, Merge, Value
from reconcile.read.tables.row_signs import begins_with_symbol, is_stt, label

TABLE = "Bảng"


@dataclass(frozen=True, slots=True)
class Foot:
    """The last cell of a column on a page."""

    top: int
    """The number of its first row."""
    right: int
    tall: bool
    """Whether it is merged over several rows."""
    text: str
    open: bool
    """Whether no line ends it."""
    heads: bool
    """Whether it may be of the header."""
    room: float
    """How many points its last line leaves."""


@dataclass(slots=True)
class GrowingTable:
    """The rows of a table so far; ``edges`` are those between its columns."""

    edges: Sequence[float]
    after: int
    """How many lines stand above it."""
    rows: list[GridRow] = field(default_factory=list)
    merges: list[Merge] = field(default_factory=list)
    joined: set[int] = field(default_factory=set)
    """The numbers of the rows that were put to the ones above them."""
    height: int = 0
    """How many rows of lines it has so far, empty ones too."""
    page: int = 0
    """On which page it begins."""
    parts: list[int] = field(default_factory=list)
    """The pages on which parts of it stand that were printed beside it, in order."""
    width: int = 0
    """How many columns it had before the last of them."""
    tops: list[float] = field(default_factory=list)
    """Where its rows of lines begin on their pages, and where the last of each page ends."""
    feet: dict[int, Foot] = field(default_factory=dict)
    """The last cells of the page read last, by their columns."""
    overprinted: list[int] = field(default_factory=list)
    """The rows with a cell whose lines are printed over one another."""

    def take(self, row: GridRow, *, first: bool) -> int:
        """Add a row, the first of a page to the row above it where it only goes on with that.

        Returns the number of the row that it was joined to, or 0.
        """
        if first and self.rows and is_rest(self.rows[-1], row):
            return self.put_to_last(row)
        self.rows.append(row)
        return 0

    def put_to_last(self, row: GridRow) -> int:
        """Put the rest of the last row to it, and return its number."""
        above = self.rows[-1]
        self.joined.add(row.number)
        texts = (
            unwrapped(f"{above.text(i)}\n{row.text(i)}".strip()) for i in range(len(above.values))
        )
        self.rows[-1] = GridRow(above.number, tuple(map(Value, texts)))
        return above.number

    def grid(self, number: int, after: int) -> Grid:
        """Make the grid of all its pages; ``after`` is the paragraph before which it stands."""
        rows, merges = tuple(self.rows), tuple(self.merges)
        return Grid(f"{TABLE} {number}", rows, merges, after=after, joined=frozenset(self.joined))


def is_rest(above: GridRow, row: GridRow, *, broken: bool = False) -> bool:
    """Tell whether the first row of a page only goes on with the last one of the page before.

    Args:
        above: the last row of the page before.
        row: the first one.
        broken: whether the last lines above had no room for its first words.

    """
    if not above.text(0) or not row.filled:
        return False
    # A heading in capitals begins something, and so does one with a number alone in its row.
    said = row.text(row.filled[0])
    capitals = said.isupper() and not begins_with_symbol(said)
    if capitals or (not broken and len(row.filled) == 1 and label(said) != ("", "")):
        return False
    first = row.text(0)
    # Where rows are numbered in front, what has no number there goes on; else a small letter does.
    if is_stt(above.text(0)):
        begins = bool(first)
    elif first:
        begins = not (first[0].islower() or broken)
    else:
        begins = any(is_stt(value.text) for value in row.values)
    if begins:
        return False
    return len(row.values) <= len(above.values) and set(row.filled) <= set(above.filled)
