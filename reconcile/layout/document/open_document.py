"""A .docx → Paper: the raw elements walked, so that everything that prints is checked."""

import re
from collections.abc import Iterator, Sequence
from io import BytesIO

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from lxml.etree import _Element as Element

from reconcile.errors import UnreadableFileError
from reconcile.layout.document.effective import Styles
from reconcile.layout.document.paper import Paper, PaperTable, Para
from reconcile.layout.document.paragraphs import read_paragraph
from reconcile.layout.document.sections import read_sections
from reconcile.layout.document.tables import read_grid
from reconcile.model import Where
from reconcile.office import word_walk
from reconcile.office.word_package import WORD_DAMAGE

_SIGNED = "/digital-signature/origin"
_MARK = re.compile(r"\breconcile\b")
_OUR_STYLES = frozenset({"quyen_han", "noi_nhan_dong", "ket_thuc", "bang_chu", "than"})
"""Identifiers of styles that our templates alone have."""


def open_paper(data: bytes, file: str) -> Paper:
    """Read a document.

    Args:
        data: a .docx.
        file: its name, for messages.

    Raises:
        UnreadableFileError: it is damaged, or no Word document.

    """
    try:
        return _read(Document(BytesIO(data)), file)
    except WORD_DAMAGE as error:
        raise UnreadableFileError(
            "tệp bị hỏng hoặc không phải văn bản Word (.docx)",
            where=Where(file),
            fix="mở bằng Word, kiểm tra nội dung rồi lưu lại (Save As) dạng Word Document (.docx)",
        ) from error


def _read(document: WordDocument, file: str) -> Paper:
    """Walk a document from its first block to its last."""
    styles = Styles(document)
    sections = read_sections(document, styles)
    walk = _Walk(styles, [section.text_width for section in sections])
    walk.read(document.element.body)
    return Paper(
        file=file,
        document=document,
        styles=styles,
        sections=sections,
        flow=tuple(walk.flow),
        boxes=tuple(walk.boxes),
        grids=tuple(sorted(walk.grids, key=lambda grid: grid.number)),
        bullets=frozenset(_bullets(document)),
        own=_is_own(document, styles),
        signed=any(r.reltype.endswith(_SIGNED) for r in document.part.package.rels.values()),
    )


class _Walk:
    """One pass over the body of a document."""

    def __init__(self, styles: Styles, widths: Sequence[float]) -> None:
        self.styles, self.widths = styles, widths
        self.flow: list[Para] = []
        self.boxes: list[Para] = []
        self.grids: list[PaperTable] = []
        self.number = self.tables = self.section = 0

    def read(self, body: Element) -> None:
        """Read the blocks of the body."""
        for block in word_walk.blocks(body):
            width = self.widths[min(self.section, len(self.widths) - 1)]
            if block.tag == qn("w:tbl"):
                self._table(block, width)
                continue
            self.number += 1
            para = read_paragraph(
                block, self.styles, number=self.number, section=self.section, width=width
            )
            self.flow.append(para)
            self._boxes(block)
            # A section's last paragraph bears its properties, the body those of the last section
            # (ECMA-376 Part 1, 17.6.17 and 17.6.18).
            if block.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None:
                self.section += 1

    def _table(self, element: Element, width: float, *, nested: bool = False) -> None:
        """Read a table, then the tables inside of its cells, numbered in this order."""
        self.tables += 1
        grid, inner = read_grid(
            element, self.styles, (self.tables, self.section), width, nested=nested
        )
        self.grids.append(grid)
        self.flow.extend(grid.paras)
        for para in grid.paras:
            self._boxes(para.element)
        for table in inner:
            self._table(table, width, nested=True)

    def _boxes(self, holder: Element) -> None:
        """Read the text boxes that hang on a paragraph, and those in boxes."""
        for box in word_walk.boxes(holder):
            for paragraph in word_walk.paragraphs(box):
                self.boxes.append(
                    read_paragraph(
                        paragraph,
                        self.styles,
                        part="box",
                        number=self.number,
                        section=self.section,
                    )
                )
                self._boxes(paragraph)


def _bullets(document: WordDocument) -> Iterator[tuple[str, str]]:
    """Yield the lists and levels that are marked with bullets."""
    parts = [r.target_part for r in document.part.rels.values() if not r.is_external]
    part = next((p for p in parts if str(p.partname).endswith("/numbering.xml")), None)
    root = getattr(part, "element", None)
    if root is None:
        return
    abstract = {a.get(qn("w:abstractNumId")): a for a in root.findall(qn("w:abstractNum"))}
    for number in root.findall(qn("w:num")):
        named = number.find(qn("w:abstractNumId"))
        levels = abstract.get(None if named is None else named.get(qn("w:val")))
        for level in () if levels is None else levels.findall(qn("w:lvl")):
            form = level.find(qn("w:numFmt"))
            if form is not None and form.get(qn("w:val")) == "bullet":
                yield number.get(qn("w:numId"), ""), level.get(qn("w:ilvl"), "0")


def _is_own(document: WordDocument, styles: Styles) -> bool:
    """Tell whether this program made a document: its properties say so, or its styles are ours."""
    said = document.core_properties
    marks = (said.category, said.keywords, said.author, said.comments)
    return any(_MARK.search(mark or "") for mark in marks) or styles.identifiers >= _OUR_STYLES
