"""A Word document as a reader sees it: paragraphs, lines, tables and sections, with their looks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from docx.document import Document as WordDocument
from lxml.etree import _Element as Element

from reconcile.layout.document.effective import ParagraphShape, Styles, Type
from reconcile.office.text_width import Face, text_width, wrap
from reconcile.vocabulary.text import bare

POINT = 25.4 / 72
"""mm."""
Part = Literal["body", "box", "header", "footer"]


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters that look alike."""

    text: str
    type: Type
    element: Element
    """The run."""


# Compared as objects, not by value: a line and its paragraph hold each other, so that comparing or
# printing their values would not end, and two empty lines are two.
@dataclass(frozen=True, eq=False, repr=False)
class PaperLine:
    """What stands between two breaks of a paragraph."""

    para: "Para"
    pieces: tuple[Piece, ...]
    typed: bool = False
    """Whether it is one column of a line whose columns are typed: its looks are not its own."""

    @cached_property
    def raw(self) -> str:
        """Its text as typed, spaces and all; fixed spaces are ordinary ones."""
        return "".join(p.text for p in self.pieces).replace("\u00a0", " ")

    @cached_property
    def text(self) -> str:
        """Its text without the spaces round it."""
        return self.raw.strip()

    @property
    def inked(self) -> tuple[Piece, ...]:
        """The pieces that hold more than spaces."""
        return tuple(p for p in self.pieces if p.text.strip())

    @property
    def sizes(self) -> tuple[float, ...]:
        """The sizes of its characters, smallest first."""
        return tuple(sorted({p.type.size for p in self.inked}))

    @property
    def size(self) -> float:
        """The size of most of its characters; 0 for an empty line."""
        counted: dict[float, int] = {}
        for piece in self.inked:
            counted[piece.type.size] = counted.get(piece.type.size, 0) + len(piece.text)
        return max(counted, key=lambda size: counted[size], default=0.0)

    def all(self, name: Literal["bold", "italic", "underline"]) -> bool:
        """Tell whether every character is bold, italic or underlined."""
        return all(getattr(p.type, name) for p in self.inked)

    def any(self, name: Literal["bold", "italic", "underline"]) -> bool:
        """Tell whether some character is bold, italic or underlined."""
        return any(getattr(p.type, name) for p in self.inked)

    @property
    def is_upper(self) -> bool:
        """Whether it is printed in capitals."""
        shown = "".join(p.text.upper() if p.type.caps else p.text for p in self.pieces)
        return shown == shown.upper()

    @property
    def face(self) -> Face:
        """The face to measure it with."""
        if self.inked and self.all("bold"):
            return Face.BOLD
        return Face.ITALIC if self.inked and self.all("italic") else Face.REGULAR

    @property
    def width(self) -> float:
        """Its width when printed on one line, in mm."""
        return text_width(self.text, self.size, self.face) * POINT

    def wrapped(self) -> tuple[str, ...]:
        """Break it into the lines that its column gives it."""
        if not self.para.width:
            return (self.text,)
        return wrap(self.text, self.size, self.para.room / POINT, self.face)


@dataclass(frozen=True, eq=False, repr=False)
class Para:
    """A paragraph: where it stands, its lines, its shape."""

    element: Element
    part: Part
    number: int
    """1-based among the paragraphs of the text that are outside tables; 0 elsewhere."""
    section: int
    """0-based."""
    lines: tuple[PaperLine, ...]
    shape: ParagraphShape
    table: "PaperTable | None" = None
    row: int = 0
    """1-based in its table."""
    column: int = 0
    """0-based cell in its row."""
    width: float = 0
    """Of its column, in mm; 0 when not known."""
    drawn: tuple[float, ...] = ()
    """Widths of the lines and shapes drawn at it, in mm; 0 for one that is not known."""
    art: tuple[str, ...] = ()
    """Words that are drawn at it, as the mark of a draft is behind the text."""
    page_field: bool = False
    """Whether it prints the number of the page."""
    label: str = ""
    """The number that Word puts before it by itself; ``-`` for a bullet."""
    apart: bool = False
    """Whether letters of it are typed in parts: a vowel, then its marks."""

    @cached_property
    def text(self) -> str:
        """Its text; line breaks are kept."""
        return "\n".join(line.raw for line in self.lines).strip()

    @cached_property
    def numbered(self) -> str:
        """Its text as it prints, with the number that Word puts before it."""
        return f"{self.label} {self.text}" if self.label else self.text

    @cached_property
    def bare(self) -> str:
        """Its text folded, without diacritics."""
        return bare(self.text)

    @property
    def pieces(self) -> Iterator[Piece]:
        """Its pieces over all lines."""
        return (piece for line in self.lines for piece in line.pieces)

    @property
    def size(self) -> float:
        """Size of most of its characters."""
        longest = max(self.lines, key=lambda line: len(line.text))
        return longest.size

    @property
    def room(self) -> float:
        """Width that its indents leave of its column, in mm."""
        return self.width - self.shape.left - self.shape.right

    def __bool__(self) -> bool:
        return bool(self.text)


@dataclass(frozen=True, eq=False, repr=False)
class PaperCell:
    """A cell of a table; ``spans`` counts the columns of the table that it covers."""

    paras: tuple[Para, ...]
    spans: int
    width: float
    """In mm; 0 when not known."""
    shaded: bool
    continues: bool
    """Whether it goes on from the cell above."""

    @cached_property
    def text(self) -> str:
        """Its text, the paragraphs one under the other."""
        return "\n".join(p.text for p in self.paras if p)


@dataclass(frozen=True, eq=False, repr=False)
class PaperRow:
    """A row of a table."""

    element: Element
    number: int
    """1-based."""
    cells: tuple[PaperCell, ...]
    repeated: bool
    """Whether it is printed again on every page."""
    whole: bool
    """Whether it stays on one page."""


@dataclass(frozen=True, eq=False, repr=False)
class PaperTable:
    """A table: its rows, and what its borders are."""

    element: Element
    number: int
    """1-based in the document, as ``Bảng n`` names it."""
    section: int
    nested: bool
    width: float
    """In mm."""
    borders: frozenset[str] | None
    """Kinds of its lines (``single 000000``), empty for none; not known if cells draw their own."""
    # Lists, since a table is made before its rows: each of their paragraphs holds it.
    rows: list[PaperRow] = field(default_factory=list)
    holds_tables: list[bool] = field(default_factory=list)

    @property
    def columns(self) -> int:
        """Most columns that a row has."""
        return max((sum(cell.spans for cell in row.cells) for row in self.rows), default=0)

    @property
    def paras(self) -> Iterator[Para]:
        """Its paragraphs, row by row."""
        return (p for row in self.rows for cell in row.cells for p in cell.paras)


@dataclass(frozen=True, eq=False, repr=False)
class Section:
    """Pages of one kind: lengths in mm."""

    element: Element
    number: int
    """0-based."""
    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float
    header_distance: float
    first_page: bool
    """Whether its first page has a header of its own."""
    start: int | None
    """The page number that it starts with, if it does not go on."""
    header: tuple[Para, ...]
    first_header: tuple[Para, ...]
    footer: tuple[Para, ...]
    linked: bool
    """Whether its header is that of the section before."""

    @property
    def is_portrait(self) -> bool:
        """Whether its pages stand upright."""
        return self.width < self.height

    @property
    def text_width(self) -> float:
        """Width between the margins."""
        return self.width - self.left - self.right


@dataclass(frozen=True, eq=False, repr=False)
class Paper:
    """A whole document as it was read."""

    file: str
    document: WordDocument
    styles: Styles
    sections: tuple[Section, ...]
    flow: tuple[Para, ...]
    """The paragraphs of the text in the order of reading, those in tables included."""
    boxes: tuple[Para, ...]
    """Paragraphs of text boxes."""
    grids: tuple[PaperTable, ...]
    bullets: frozenset[tuple[str, str]]
    """Lists and levels whose items Word marks with a bullet."""
    own: bool
    """Whether it is one that this program has made."""
    signed: bool = False
    """Whether it bears a digital signature, which any change breaks."""

    @property
    def marginal(self) -> Iterator[Para]:
        """The paragraphs of headers and footers, each once."""
        for section in self.sections:
            if not section.linked:
                yield from (*section.header, *section.first_header, *section.footer)

    @property
    def everywhere(self) -> Sequence[Para]:
        """Every paragraph of the document."""
        return (*self.flow, *self.boxes, *self.marginal)
