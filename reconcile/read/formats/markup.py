"""Web pages (.htm, and pages named .xls or .doc) through lxml: tables, and the text around them."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree, html
from lxml.html import HtmlElement

from reconcile.model import Line, Where
from reconcile.office.limits import most
from reconcile.office.separated import is_mostly_utf8
from reconcile.read.formats.struck_markup import take_out_struck
from reconcile.read.formats.values import Values
from reconcile.read.grid import EMPTY, Grid, GridRow, Merge, Opened, Value
from reconcile.read.safety.limits import too_large
from reconcile.vocabulary.findings import finding

REFUSALS = (etree.LxmlError, ValueError)
"""What lxml raises over a file that holds no page."""
PARAGRAPH = "Đoạn"
TABLE = "Bảng"
_WIDEST = 200
_HIGHEST = 5_000
_COVERED = most("merged")
"""The most places that merged cells of one table may cover."""
_BLOCKS = frozenset({"p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "ul", "ol"})
_SILENT = frozenset({"script", "style", "head", "title", "table", "template"})


def open_file(data: bytes, file: str) -> Opened:
    """Read a page: its tables in order, and the lines outside them.

    Raises:
        one of ``REFUSALS``: there is no page in it.

    """
    root = _parsed(data)
    struck = take_out_struck(root)
    reader = _Reader(file, Values())
    reader.read(root)
    places = f"{struck} chỗ trong văn bản"
    told = (finding("struck-text", Where(file), places=places),) if struck else ()
    grids, lines = tuple(reader.grids), tuple(reader.lines)
    return Opened(grids, lines, told, tuple(reader.values.encodings), blind=True)


def _parsed(data: bytes) -> HtmlElement:
    """Parse a page: by its mark, as UTF-8 where it is, else as it says, else as Western Windows."""
    encoding = None
    page: bytes | str = data
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    elif is_mostly_utf8(data):
        # Decoded here: the parser takes a page with one damaged byte for another encoding.
        page = data.decode("utf-8-sig", "replace").replace("\x00", "")
    elif b"charset" not in data[:4096].lower():
        encoding = "cp1252"
    # The parser's own limits stay on, against pages nested without end.
    parser = html.HTMLParser(encoding=encoding, huge_tree=False)
    return html.document_fromstring(page, parser=parser)


@dataclass(slots=True)
class _Reader:
    """One pass over a page."""

    file: str
    values: Values
    grids: list[Grid] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    paragraphs: int = 0

    def read(self, root: HtmlElement) -> None:
        """Read a page in order: lines where they stand, tables as grids."""
        for part in _parts(root):
            if isinstance(part, str):
                self._line(part)
            else:
                self._table(part)

    def _line(self, raw: str) -> None:
        """Keep a paragraph outside tables."""
        self.paragraphs += 1
        where = Where(self.file, PARAGRAPH, self.paragraphs)
        for line in self.values.text(raw).split("\n"):
            if line.strip():
                self.lines.append(Line(where, " ".join(line.split())))

    def _table(self, table: HtmlElement) -> None:
        """Read a table, then the tables inside its cells."""
        place = len(self.grids)
        self.grids.append(Grid(""))
        rows: list[GridRow] = []
        merges: list[Merge] = []
        taken: dict[tuple[int, int], None] = {}
        for number, row in enumerate(_own(table, "tr"), start=1):
            values = self._row(number, row, taken, merges)
            if any(value.text for value in values):
                rows.append(GridRow(number, values, _is_hidden(row)))
        name = f"{TABLE} {place + 1}"
        self.grids[place] = Grid(name, tuple(rows), tuple(merges), after=len(self.lines))
        for inner in _nested(table):
            self._table(inner)

    def _row(
        self,
        number: int,
        row: HtmlElement,
        taken: dict[tuple[int, int], None],
        merges: list[Merge],
    ) -> tuple[Value, ...]:
        """Lay the cells of a row into the columns that rows above left free."""
        shown: dict[int, Value] = {}
        column = 0
        for cell in row:
            if cell.tag not in ("td", "th"):
                continue
            while (number, column) in taken:
                column += 1
            wide, high = _span(cell, "colspan", _WIDEST), _span(cell, "rowspan", _HIGHEST)
            shown[column] = Value(self.values.text(_text(cell)))
            if wide > 1 or high > 1:
                if len(taken) + wide * high > _COVERED:
                    raise too_large(Where(self.file), "các ô gộp trong một bảng quá lớn")
                merges.append(Merge(number, column, number + high - 1, column + wide - 1))
                for down in range(1, high):
                    taken |= dict.fromkeys((number + down, column + i) for i in range(wide))
            column += wide
        return tuple(shown.get(index, EMPTY) for index in range(max(shown, default=-1) + 1))


def _parts(root: HtmlElement) -> Iterator[str | HtmlElement]:
    """Yield the paragraphs of a page as texts and its tables as elements, in order."""
    paragraph: list[str] = []
    for piece in _pieces(root):
        if isinstance(piece, str):
            paragraph.append(piece)
            continue
        if text := "".join(paragraph).strip():
            yield text
        paragraph.clear()
        if piece is not None:
            yield piece
    if text := "".join(paragraph).strip():
        yield text


def _pieces(element: HtmlElement) -> Iterator[str | HtmlElement | None]:
    """Yield what a page shows: bits of text, tables, and None where a paragraph ends."""
    yield _inline(element.text)
    for node in element:
        if node.tag == "table":
            yield node
        elif isinstance(node.tag, str) and node.tag not in _SILENT:
            edge = (None,) if node.tag in _BLOCKS else ()
            yield from edge
            yield from ("\n",) if node.tag == "br" else _pieces(node)
            yield from edge
        yield _inline(node.tail)


def _inline(text: str | None) -> str:
    """Write text between tags as a page shows it: line breaks are spaces."""
    return " ".join((text or " ").split("\n")) if text else ""


def _text(cell: HtmlElement) -> str:
    """Read what a cell shows, its inner tables left out."""
    out = [_inline(cell.text)]
    for node in cell:
        if isinstance(node.tag, str) and node.tag not in _SILENT:
            breaks = "\n" if node.tag in _BLOCKS or node.tag == "br" else ""
            out.append(breaks + _text(node) + (breaks if node.tag != "br" else ""))
        out.append(_inline(node.tail))
    return "".join(out)


def _own(table: HtmlElement, tag: str) -> Iterator[HtmlElement]:
    """Yield the rows of a table itself, not those of tables inside it."""
    for child in table:
        if child.tag == tag:
            yield child
        elif child.tag in ("tbody", "thead", "tfoot"):
            yield from _own(child, tag)


def _nested(table: HtmlElement) -> Iterator[HtmlElement]:
    """Yield the outermost tables inside the cells of a table."""
    for inner in table.iter("table"):
        if inner is not table and next(inner.iterancestors("table")) is table:
            yield inner


def _is_hidden(row: HtmlElement) -> bool:
    """Tell whether a row is not shown on the page."""
    return "display:none" in (row.get("style") or "").replace(" ", "").lower()


def _span(cell: HtmlElement, name: str, most: int) -> int:
    """Read over how many columns or rows a cell goes."""
    said = (cell.get(name) or "1").strip()
    return min(max(int(said[:9]), 1), most) if said.isdecimal() else 1
