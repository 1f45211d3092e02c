"""Word documents (.docx): the raw elements walked, so that nothing a reader sees is dropped."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from lxml.etree import LxmlError, _Element

from reconcile.model import Line, Where
from reconcile.office import word_walk
from reconcile.office.word_numbers import Numbers
from reconcile.read.formats.values import Values
from reconcile.read.formats.word_text import Texts
from reconcile.read.grid import Grid, GridRow, Merge, Opened, Value
from reconcile.read.safety.sniff import ZIP_REFUSALS
from reconcile.vocabulary.findings import finding
from reconcile.vocabulary.roman import to_roman
from reconcile.vocabulary.text import one_line

REFUSALS = (*ZIP_REFUSALS, PackageNotFoundError, LxmlError, AttributeError, IndexError, TypeError)
"""What python-docx raises over damaged documents."""

_P, _TBL, _VAL = qn("w:p"), qn("w:tbl"), qn("w:val")
_ROW_HIDDEN = f"{qn('w:trPr')}/{qn('w:hidden')}"
_CELL_MERGE = f"{qn('w:tcPr')}/{qn('w:vMerge')}"


def open_file(data: bytes, file: str) -> Opened:
    """Read a document: its tables in order, and the paragraphs outside them.

    Tracked insertions are read and deletions left out; content controls and text boxes are
    walked; automatic numbers are part of the text, as on the page.

    Raises:
        one of ``REFUSALS``: python-docx cannot read it.

    """
    document = Document(BytesIO(data))
    values = Values()
    numbers = Numbers.of(document, to_roman)
    texts = Texts(values, numbers, legacy=_has_legacy_fonts(document))
    reader = _Reader(file, texts)
    reader.read(document.element.body)
    findings = [finding("tracked-change", Where(file), count=n) for n in (texts.tracked,) if n]
    if texts.struck:
        places = f"{texts.struck} chỗ trong văn bản"
        findings.append(finding("struck-text", Where(file), places=places))
    grids = tuple(sorted(reader.grids, key=lambda grid: int(grid.name.split()[-1])))
    return Opened(grids, tuple(reader.lines), tuple(findings), tuple(values.encodings))


def _has_legacy_fonts(document: WordDocument) -> bool:
    """Tell whether the document's list of fonts names one of a legacy encoding."""
    fonts = (
        part.blob for part in document.part.package.iter_parts() if "/fontTable" in part.partname
    )
    return any(b'".Vn' in xml or b'"VNI' in xml for xml in fonts)


@dataclass(slots=True)
class _Reader:
    """One pass over a document's body."""

    file: str
    texts: Texts
    grids: list[Grid] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    paragraphs: int = 0
    tables: int = 0

    def read(self, body: _Element) -> None:
        """Read the blocks of a body, a cell or a text box in order."""
        for block in word_walk.blocks(body):
            if block.tag == _P:
                self._paragraph(block)
            else:
                self._table(block)

    def _paragraph(self, paragraph: _Element) -> None:
        """Keep the lines of a paragraph, then those of the text boxes that hang on it."""
        self.paragraphs += 1
        where = Where(self.file, word_walk.PARAGRAPH, self.paragraphs)
        for line in self.texts.of_paragraph(paragraph).split("\n"):
            if line.strip():
                self.lines.append(Line(where, " ".join(line.split())))
        self._boxes(paragraph, where)

    def _boxes(self, paragraph: _Element, where: Where) -> None:
        """Keep what the text boxes that hang on a paragraph hold, those in boxes too."""
        for box in word_walk.boxes(paragraph):
            for inner in word_walk.blocks(box):
                if inner.tag == _TBL:
                    self._table(inner)
                    continue
                if text := one_line(self.texts.of_paragraph(inner)):
                    self.lines.append(Line(where, text))
                self._boxes(inner, where)

    def _table(self, table: _Element) -> None:
        """Read a table, then the tables inside its cells."""
        self.tables += 1
        name = f"{word_walk.TABLE} {self.tables}"
        merges = _Merges()
        nested: list[_Element] = []
        rows = list(self._rows(table, merges, nested))
        self.grids.append(Grid(name, tuple(rows), merges.closed(), after=len(self.lines)))
        for inner in nested:
            self._table(inner)

    def _rows(
        self, table: _Element, merges: "_Merges", nested: list[_Element]
    ) -> Iterator[GridRow]:
        """Yield the rows that show something, merged cells once each."""
        for number, row in enumerate(word_walk.rows(table), start=1):
            if word_walk.is_deleted(row):
                self.texts.tracked += 1
                continue
            shown: dict[int, Value] = {}
            end = 0
            for column, span, cell in word_walk.in_grid(row):
                if merges.owns(cell, number, column, span):
                    shown[column] = Value(self._cell(cell, nested))
                end = column + span
            values = tuple(shown.get(index, Value()) for index in range(end))
            if any(value.text for value in values):
                hidden = row.find(_ROW_HIDDEN) is not None
                yield GridRow(number, values, hidden)

    def _cell(self, cell: _Element, nested: list[_Element]) -> str:
        """Read the paragraphs of a cell; its inner tables are read later."""
        lines: list[str] = []
        for block in word_walk.blocks(cell):
            if block.tag == _TBL:
                nested.append(block)
            else:
                lines.extend(self.texts.around(block))
        return "\n".join(line for line in lines if line)


class _Merges:
    """Follows merged cells down the rows of a table."""

    def __init__(self) -> None:
        self._open: dict[int, Merge] = {}
        self._done: list[Merge] = []

    def owns(self, cell: _Element, row: int, column: int, span: int) -> bool:
        """Take note of a cell, and tell whether it shows a text of its own."""
        above = self._open.get(column)
        merge = cell.find(_CELL_MERGE)
        # A vMerge without a value means “continue”. Source: ECMA-376, Part 1.
        goes_on = merge is not None and merge.get(_VAL, "continue") != "restart"
        if goes_on and above is not None and above.bottom == row - 1:
            self._open[column] = Merge(above.top, column, row, above.right)
            return False
        if above is not None:
            self._done.append(above)
        self._open[column] = Merge(row, column, row, column + span - 1)
        return True

    def closed(self) -> tuple[Merge, ...]:
        """Return the ranges of more than one cell, in order."""
        found = [*self._done, *self._open.values()]
        wide = [m for m in found if m.bottom > m.top or m.right > m.left]
        return tuple(sorted(wide, key=lambda m: (m.top, m.left)))
