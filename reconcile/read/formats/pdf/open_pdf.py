"""Text PDFs through pdfplumber (the extra ``[pdf]``): ruled tables, and the lines around them."""

import logging
import struct
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.pdfexceptions import PDFException
from pdfminer.psexceptions import PSException
from pdfplumber.page import Page
from pdfplumber.pdf import PDF
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from reconcile.errors import UnreadableFileError
from reconcile.model import Finding, Line, Where
from reconcile.office.limits import most
from reconcile.read.formats.pdf.cut_texts import CutTexts
from reconcile.read.formats.pdf.edges import UnsureTableError
from reconcile.read.formats.pdf.going_on import next_number, parted
from reconcile.read.formats.pdf.grid_edges import alike, edges
from reconcile.read.formats.pdf.half_ruled import joined_pieces
from reconcile.read.formats.pdf.hidden_lines import HiddenLines
from reconcile.read.formats.pdf.lines import paragraphs
from reconcile.read.formats.pdf.open_cells import OpenCells
from reconcile.read.formats.pdf.opening import halves
from reconcile.read.formats.pdf.over_pages import join
from reconcile.read.formats.pdf.overlaps import overprinted
from reconcile.read.formats.pdf.page_part import PagePart, page_part, written
from reconcile.read.formats.pdf.shapes import middle_y, tables_of
from reconcile.read.formats.pdf.sideways import joined_sideways
from reconcile.read.formats.pdf.table import TABLE, GrowingTable
from reconcile.read.formats.pdf.unruled import Unruled
from reconcile.read.formats.pdf.wide import PageShape, WidePage, shape_of, wide_pages
from reconcile.read.formats.pdf.wraps import unwrapped
from reconcile.read.formats.values import Values
from reconcile.read.grid import Opened
from reconcile.read.safety.limits import shown, too_large
from reconcile.read.safety.pdf_bombs import refuse_bombs
from reconcile.read.safety.sniff import password
from reconcile.vocabulary.findings import finding

REFUSALS = (
    PdfminerException,
    MalformedPDFException,
    PDFException,
    PSException,
    zlib.error,
    struct.error,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    AssertionError,
    RecursionError,
    OverflowError,
    StopIteration,
)
"""What pdfminer raises over damaged files."""
PAGE = "Trang"
# pdfplumber keeps a dictionary for each letter: without limits a book would fill the memory.
_PAGES = most("pdf-pages")
_LETTERS = most("pdf-letters")
Box = tuple[float, float, float, float]


def open_file(data: bytes, file: str) -> Opened:
    """Read a document: its ruled tables, each over all its pages, and the lines outside them.

    Raises:
        UnreadableFileError: it is a scan without text, or too large.
        PasswordError: it opens only with a password.
        one of ``REFUSALS``: it is damaged.

    """
    # Its warnings about odd files would reach the user's screen.
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
    where = Where(file)
    refuse_bombs(data, where)
    try:
        with pdfplumber.open(BytesIO(data)) as document:
            reader = _read_pages(document, file)
    except (PdfminerException, PDFPasswordIncorrect) as error:
        if "PDFPasswordIncorrect" in repr(error):
            raise password(where) from error
        raise
    if not reader.letters:
        raise _scanned(where)
    if not reader.tables:
        reader.take_unruled()
    reader.hidden.tell(reader.tables, file)
    reader.tables = joined_sideways(reader.tables)
    head = reader.head
    lines, places = paragraphs(
        reader.lines[head:], [max(table.after - head, 0) for table in reader.tables]
    )
    lines, places = [*reader.lines[:head], *lines], [head + place for place in places]
    grids = tuple(
        table.grid(number, after)
        for number, (table, after) in enumerate(zip(reader.tables, places, strict=True), start=1)
    )
    reader.findings += overprinted(reader.tables, file)
    reader.findings += parted(reader.tables, file, PAGE)
    found, encodings = tuple(reader.findings), tuple(reader.values.encodings)
    return Opened(grids, tuple(lines), found, encodings, blind=True)


@dataclass(slots=True)
class _Reader:
    """One pass over the pages."""

    file: str
    pages: int
    values: Values = field(default_factory=Values)
    tables: list[GrowingTable] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    letters: int = 0
    page: int = 0
    """Which page is read."""
    head: int = 0
    """How many of the first lines are a letterhead's, each a line of its own."""
    unruled: Unruled = field(init=False)
    hidden: HiddenLines = field(default_factory=HiddenLines)
    opened: OpenCells = field(default_factory=OpenCells)

    def __post_init__(self) -> None:
        """Refuse a book."""
        self.unruled = Unruled(lambda letters: unwrapped(self.values.text(letters)))
        if self.pages > _PAGES:
            raise too_large(Where(self.file), f"hơn {_PAGES} trang")

    def read(self, page: Page, number: int) -> None:
        """Read a page: its tables, and the lines above, between and below them."""
        chars: Sequence[dict[str, Any]] = page.chars
        self.page = number
        self.letters += len(chars)
        if self.letters > _LETTERS:
            raise too_large(Where(self.file), f"hơn {shown(_LETTERS)} chữ")
        # A single cell is a frame round some text.
        pieces = [table.cells for table in tables_of(page) if len(table.cells) > 1]
        # A box round the header alone is no table: what stands below it has no lines.
        one_row = pieces and not self.tables and all(map(_is_one_row, pieces))
        if one_row and self.unruled.heads_rows(chars):
            pieces = []
        said = 0
        top = 0.0
        if not pieces and not self.tables and (below := self.unruled.read(chars)):
            said = self._lines(chars, number, (top, below), said)
            self.unruled.after = len(self.lines)
            top = below
        inside = set[int]()
        last = self.tables[-1] if self.tables else None
        pieces, chars = self.opened.close(pieces, chars, last, ends=number == self.pages)
        tables = joined_pieces(pieces, chars, goes_on=bool(self.tables))
        for at, cells in enumerate(tables):
            part = page_part(cells, chars, self.values.text)
            inside |= part.letters
            span = (top, part.down[0])
            said += self._lines([c for c in chars if id(c) not in inside], number, span, said)
            self._table(part, goes_on=said <= 1, first=not at)
            top = max(box[3] for box in cells)
            # Only the first table of a page can be the rest of one.
            said = 2
        loose = [char for char in chars if id(char) not in inside]
        self._lines(loose, number, (top, float(page.height)), said)

    def take_unruled(self) -> None:
        """Take the table that stands on the pages without lines, if one does."""
        if not self.unruled.header:
            return
        where = Where(self.file, f"{TABLE} 1")
        try:
            table, joined = self.unruled.table()
        except UnsureTableError as error:
            raise _unsure(where) from error
        self.lines = self.lines[: table.after]
        self.tables.append(table)
        self.findings.append(finding("table-unruled", where, file=self.file))
        self._told(1, joined)

    def _lines(
        self, letters: Sequence[Any], number: int, span: tuple[float, float], before: int
    ) -> int:
        """Keep the lines between two heights, and count them; the page's number is none."""
        chars = [c for c in letters if span[0] <= middle_y(c) < span[1]]
        # The halves of a letterhead stand side by side, and are read one after the other.
        parts = halves(chars) if number == 1 and not self.lines else [chars]
        texts = [self.values.text(written(part)) for part in parts if part]
        if len(parts) > 1:
            self.head = sum(bool(line.strip()) for text in texts[:2] for line in text.split("\n"))
        text = "\n".join(texts)
        lines = [line for line in text.split("\n") if line.strip()]
        # Numbers stand at the top, from the second page on (Nghị định 30/2020/NĐ-CP, Phụ lục I).
        if number > 1 and lines and not before and lines[0].strip(" -").isdigit():
            lines = lines[1:]
        where = Where(self.file, f"{PAGE} {number}")
        kept = len(self.lines)
        for line in lines:
            row = sum(known.where.sheet == where.sheet for known in self.lines[-80:]) + 1
            self.lines.append(Line(Where(self.file, where.sheet, row), " ".join(line.split())))
        return len(self.lines) - kept

    def _table(self, part: PagePart, *, goes_on: bool, first: bool) -> None:
        """Put a page's part to its table; at the top of a page it may go on with the one before."""
        last = self.tables[-1] if self.tables else None
        # Texts that are higher than their rows stand above them: then numbers tell what goes on.
        if last and first and not goes_on:
            goes_on = bool(next_number(last.rows, [*part.rows()]))
        if last is None or not goes_on or not alike(last.edges, part.edges):
            last = GrowingTable(part.edges, len(self.lines), page=self.page)
            self.tables.append(last)
        for cell in part.cells:
            row = last.height + cell.top + 1
            place = (self.page, row, cell.left)
            self.hidden.look(len(self.tables) - 1, place, cell.box, cell.letters, part.spaced)
            if cell.doubtful:
                last.overprinted.append(row)
        self._told(len(self.tables), join(last, part, self.opened.boxes))
        last.height += len(part.down) - 1
        last.tops += part.down

    def _told(self, table: int, joined: Iterable[tuple[int, int]]) -> None:
        """Say which rows of a table were put back to those that the end of a page broke off."""
        for number, above in joined:
            where = Where(self.file, f"{TABLE} {table}", number)
            self.findings.append(finding("row-joined", where, above=above))


def _read_pages(document: PDF, file: str) -> _Reader:
    """Read all pages; where a sheet was too wide for one, those side by side as one."""
    reader = _Reader(file, len(document.pages))
    shapes, cut = list[PageShape](), CutTexts()
    for number, page in enumerate(document.pages, start=1):
        reader.read(page, number)
        cut.look(page.chars, number)
        shapes.append(shape_of(page))
        page.close()
    cut.refuse(file)
    wide = wide_pages(shapes)
    if not wide:
        return reader
    reader = _Reader(file, len(document.pages))
    for beside in wide:
        pages = [document.pages[at] for at in beside]
        reader.read(WidePage(pages, [shapes[at] for at in beside]), beside[0] + 1)
        for page in pages:
            page.close()
    return reader


def _is_one_row(cells: Sequence[Box]) -> bool:
    """Tell whether the cells of a ruled table stand all beside each other."""
    return len(edges([y for box in cells for y in (box[1], box[3])])) == 2


def _unsure(where: Where) -> UnreadableFileError:
    """Say that a table without lines cannot be told apart."""
    return UnreadableFileError(
        "bảng trong tệp PDF này không kẻ khung, không phân biệt chắc chắn được các cột, các dòng",
        where=where,
        fix="xin tệp gốc .docx hoặc .xlsx của văn bản; hoặc kẻ khung cho bảng rồi xuất lại tệp PDF",
    )


def _scanned(where: Where) -> UnreadableFileError:
    """Say that a document is pictures of pages."""
    return UnreadableFileError(
        "tệp PDF này là bản chụp (scan), không có chữ để đọc",
        where=where,
        fix="xin tệp gốc .docx hoặc .xlsx của văn bản; chương trình không nhận dạng chữ trong ảnh",
    )
