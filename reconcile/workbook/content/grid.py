"""A workbook as data: sheets, tables, lines and charts, free of any file format."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

import msgspec


class Kind(StrEnum):
    """What the cells of a column hold; decides alignment and number format."""

    TEXT = "text"
    WORD = "word"
    """A short text, centred."""
    NUMBER = "number"
    PERCENT = "percent"
    """0 to 1, shown with one decimal."""
    SCORE = "score"
    """A probability, 0 to 1, shown as a whole percentage."""
    DATE = "date"
    TYPED = "typed"
    """What people type, kept as text: no program makes 12 May of 05/12/2026."""


class Tone(StrEnum):
    """What a cell means; its look is in ``looks.toml``."""

    BODY = "body"
    TITLE = "title"
    SUBTITLE = "subtitle"
    NOTE = "note"
    EMPTY = "empty"
    SECTION = "section"
    HEADING = "heading"
    TOTAL = "total"
    STRONG = "strong"
    FADED = "faded"
    CARRIED = "carried"
    PARTIAL = "partial"
    REVIEW = "review"
    MISSED = "missed"
    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    ANSWER = "answer"
    LINK = "link"
    """What a person clicks on to come somewhere else."""


class PieceMark(StrEnum):
    """What a piece of rich text means."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"
    STRONG = "strong"


class TextPiece(msgspec.Struct, frozen=True, gc=False):
    """A stretch of text inside a cell that is marked in one way."""

    text: str
    mark: PieceMark = PieceMark.SAME


Value = str | int | float | dt.date | tuple[TextPiece, ...] | None
"""What a cell says; text is always text, never a formula. ``None`` and ``""`` leave it empty."""


@dataclass(frozen=True, slots=True)
class CellLink:
    """A place in the same workbook: a cell of a table."""

    table: str
    """Its name; without such a table in the book nothing is linked."""
    row: int = -1
    """0-based; -1 for its header."""
    column: int = 0
    """0-based."""


@dataclass(frozen=True, slots=True)
class FileLink:
    """A place in another file."""

    path: str
    """From where the workbook lies, with ``/``."""
    sheet: str = ""
    """Of a workbook; empty where the file as a whole is meant."""
    row: int = 0
    """1-based."""


# A data class takes five times as long to make, and a review workbook has 30,000 cells.
class Entry(msgspec.Struct, frozen=True, gc=False):
    """One cell: what it says, what it means, how many columns it covers."""

    value: Value = None
    tone: Tone = Tone.BODY
    span: int = 1
    """Columns covered, in ``Lines`` only; 0 for all that a page shows from here on."""
    kind: Kind | None = None
    """What it holds, where that is not what its column holds; in ``Lines``, text."""
    link: CellLink | FileLink | None = None
    """Where a click on it leads."""


Row = tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class LazyRows:
    """Rows that are made each time that they are gone through: a long table is never whole."""

    make: Callable[[], Iterable[Row]]

    def __iter__(self) -> Iterator[Row]:
        """Make the rows, one after the other."""
        return iter(self.make())

    def __bool__(self) -> bool:
        """Tell whether there is a row."""
        return any(True for _ in self)


@dataclass(frozen=True, slots=True)
class Choices:
    """The answers that a column's cells allow, as a dropdown."""

    source: str
    """Name of a ``Listing`` of the book."""
    title: str
    message: str
    """What the user reads when the answer is not in the list."""
    only: bool = True
    """Whether other answers are refused; False offers the list and takes any text."""


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column of a table; ``width`` in Excel's unit (digits that fit)."""

    title: str
    width: float
    kind: Kind = Kind.TEXT
    bar: bool = False
    """Shade each cell by its value, 0 to 1, as a bar."""
    hidden: bool = False
    choices: Choices | None = None
    name: str = ""
    """What the program calls it: the key of its title in the glossary, where it has one there."""
    printed: bool = True
    """Whether it is on paper; one that is not stands behind all that are."""
    outlined: bool = False
    """Whether it can be folded away with those beside it."""


@dataclass(frozen=True, slots=True)
class SheetTable:
    """A real Excel table: headers, rows, filter buttons.

    Each row has one entry for each column. Without rows, one row says ``empty``.
    """

    name: str
    columns: tuple[SheetColumn, ...]
    rows: tuple[Row, ...] | LazyRows
    empty: str
    total: Row = ()
    """A row over the header, outside sorting and filters, in sight as long as that is."""
    frozen: int = 0
    """Columns that stay in sight and are repeated on every printed page."""
    repeat: bool = True
    """Whether the header is repeated on every printed page of the sheet."""


@dataclass(frozen=True, slots=True)
class Lines:
    """Rows of free text over the sheet's columns: titles, notes, short lists."""

    rows: tuple[Row, ...] | LazyRows


@dataclass(frozen=True, slots=True)
class Bars:
    """A native chart of horizontal bars over rows of a table above it on the sheet."""

    title: str
    table: str
    labels: int
    """0-based column of the table that names the bars."""
    values: int
    """0-based column of the table: 0 to 1, shown as a percentage, or numbers of things."""
    first: int
    """0-based first row of the table to show."""
    count: int
    """Rows to show; at least 1."""
    counts: bool = False
    """Whether the values are numbers of things, and no rates."""
    stacked: tuple[tuple[int, Tone], ...] = ()
    """Columns whose numbers follow one another in each bar, each with what it means.

    They are shown instead of ``values``; a legend names them by their headers.
    """
    beside: "Bars | None" = None
    """A chart of the same number of rows on its right, each over half of the page."""


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows starts on a new printed page."""


Block = SheetTable | Lines | Bars | PageBreak


class Visibility(StrEnum):
    """Whether a person sees the sheet; ``VERY_HIDDEN`` cannot be shown from Excel's menus."""

    VISIBLE = "visible"
    VERY_HIDDEN = "veryHidden"


class PaperSize(StrEnum):
    """What a sheet is printed on, always lying."""

    A4 = "a4"
    A3 = "a3"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: blocks from top to bottom.

    Its column widths are those of its first table, or ``widths`` where that is given.
    """

    title: str
    blocks: tuple[Block, ...]
    widths: tuple[float, ...] = ()
    visibility: Visibility = Visibility.VISIBLE
    paper: PaperSize = PaperSize.A4

    @property
    def tables(self) -> tuple[SheetTable, ...]:
        """Its tables, from top to bottom."""
        return tuple(block for block in self.blocks if isinstance(block, SheetTable))

    @property
    def column_widths(self) -> tuple[float, ...]:
        """The widths that a reader sees, from the left; one wide column where nothing says more."""
        if self.widths or not self.tables:
            return self.widths or (120.0,)
        return tuple(0.0 if column.hidden else column.width for column in self.tables[0].columns)

    @property
    def printed_widths(self) -> tuple[float, ...]:
        """Those of the columns that are printed."""
        columns = self.tables[0].columns if self.tables else ()
        aside = next((n for n, column in enumerate(columns) if not column.printed), None)
        return self.column_widths[:aside]


@dataclass(frozen=True, slots=True)
class Listing:
    """A named list of texts that dropdowns take their answers from, on a very hidden sheet."""

    # On a sheet, since a list inside of the rule breaks the workbook beyond 255 characters.
    name: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Book:
    """A whole workbook; equal books give equal bytes."""

    title: str
    sheets: tuple[Sheet, ...]
    as_of: dt.date
    """The day that its figures stand for; also its date of creation."""
    footer: str = ""
    """Printed at the lower right of every page."""
    listings: tuple[Listing, ...] = ()
