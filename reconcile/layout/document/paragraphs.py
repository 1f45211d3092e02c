"""One paragraph of a Word document: its lines as they print, insertions in, deletions out."""

import re
import unicodedata
from collections.abc import Iterator

from docx.oxml.ns import qn
from lxml.etree import _Element as Element

from reconcile.layout.document.effective import Styles
from reconcile.layout.document.paper import PaperLine, PaperTable, Para, Part, Piece
from reconcile.office import word_walk

_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_V = "{urn:schemas-microsoft-com:vml}"
# From the start or a ``;`` on, so that mso-width-percent is not taken for a width.
_LENGTH = re.compile(r"(?:^|;)\s*width:\s*(-?[\d.]+)(pt|mm|cm|in|px)?")
_HEIGHT = re.compile(r"(?:^|;)\s*height:\s*(-?[\d.]+)(pt|mm|cm|in|px)?")
_AT = re.compile(r"^\s*(-?[\d.]+)(pt|mm|cm|in|px)?")
# VML counts a number without a unit as pixels.
_MM = {"pt": 25.4 / 72, "mm": 1.0, "cm": 10.0, "in": 25.4, "px": 25.4 / 96, None: 25.4 / 96}
_EMU_A_MM = 36000
_THICKEST = 3
"""Height in mm up to which a drawing is a line."""
_SOFT = "\u00ad"
"""A hyphen that prints only where a line ends at it."""
# The number of this page: neither NUMPAGES nor PAGEREF.
_PAGE = re.compile(r"^\s*PAGE\b")


def read_paragraph(  # noqa: PLR0913 - one parameter for each thing said of a place
    element: Element,
    styles: Styles,
    *,
    part: Part = "body",
    number: int = 0,
    section: int = 0,
    width: float = 0,
    cell: tuple[PaperTable, int, int, str] | None = None,
) -> Para:
    """Read a paragraph.

    Args:
        element: the ``w:p``.
        styles: of the document.
        part: where it stands.
        number: 1-based outside tables.
        section: 0-based.
        width: of its column, in mm.
        cell: its table, row (1-based), column (0-based) and the table's style, in a table.

    """
    table, row, column, table_style = cell or (None, 0, 0, "")
    shape = styles.shape(element.find(qn("w:pPr")), table_style)
    para = Para(
        element=element,
        part=part,
        number=number,
        section=section,
        lines=(),
        shape=shape,
        table=table,
        row=row,
        column=column,
        width=width,
        drawn=tuple(_drawn(element)),
        art=tuple(_art(element)),
        page_field=any(_PAGE.match(code) for code in _codes(element)),
        label=styles.numbers.label(element) if part == "body" else "",
        apart=not unicodedata.is_normalized("NFC", word_walk.text_of(element)),
    )
    lines = (PaperLine(para, line) for line in _lines(para, styles, table_style))
    object.__setattr__(para, "lines", tuple(lines))  # a line knows its paragraph, and it its lines
    return para


def _lines(para: Para, styles: Styles, table_style: str) -> Iterator[tuple[Piece, ...]]:
    """Yield the pieces of each line of a paragraph."""
    pieces: list[list[Piece]] = [[]]
    for run in word_walk.runs(para.element):
        look = styles.type(run.find(qn("w:rPr")), para.shape.style, table_style)
        if look.hidden:
            continue
        # Composed, so that letters put together from parts break G07 and no other rule.
        said = unicodedata.normalize("NFC", word_walk.characters(run).replace(_SOFT, ""))
        first, *rest = said.split("\n")
        pieces[-1].append(Piece(first, look, run))
        pieces.extend([Piece(text, look, run)] for text in rest)
    return (tuple(p for p in line if p.text) for line in pieces)


def _codes(element: Element) -> Iterator[str]:
    """Yield the codes of the fields in a paragraph."""
    for code in element.iter(qn("w:instrText")):
        yield code.text or ""
    for simple in element.iter(qn("w:fldSimple")):
        yield simple.get(qn("w:instr"), "")


def _drawn(element: Element) -> Iterator[float]:
    """Yield the widths of what is drawn at a paragraph, in mm; 0 for one that is not said."""
    for drawing in word_walk.drawings(element):
        yield from _widths(drawing)


def _art(element: Element) -> Iterator[str]:
    """Yield the words that are drawn at a paragraph as a picture is."""
    for drawing in word_walk.drawings(element):
        yield from (path.get("string", "") for path in drawing.iter(f"{_V}textpath"))


def _widths(drawing: Element) -> Iterator[float]:
    """Yield the widths of a drawing that holds no text."""
    if drawing.find(f".//{qn('w:txbxContent')}") is not None:
        return
    for extent in drawing.iter(f"{_WP}extent"):
        if float(extent.get("cy", "0")) / _EMU_A_MM <= _THICKEST:
            yield float(extent.get("cx", "0")) / _EMU_A_MM
    for line in drawing.iter(f"{_V}line"):
        ends = [_AT.match(line.get(end, "0")) for end in ("from", "to")]
        start, end = (float(at[1]) * _MM[at[2]] if at else 0.0 for at in ends)
        yield abs(end - start)
    # A straight connector of Word is a v:shape of height 0.
    for tag in ("shape", "rect"):
        for shape in drawing.iter(f"{_V}{tag}"):
            said = _LENGTH.search(shape.get("style", ""))
            high = _HEIGHT.search(shape.get("style", ""))
            if high is None or float(high[1]) * _MM[high[2]] <= _THICKEST:
                yield float(said[1]) * _MM[said[2]] if said else 0.0
