"""One paragraph of a Word document: its lines as they print, insertions in, deletions out."""

import re
from collections.abc import Iterator

from docx.oxml.ns import qn
from lxml.etree import _Element as Element

from reconcile.layout.document.effective import Styles
from reconcile.layout.document.paper import Grid, Line, Para, Part, Piece

_WRAPPERS = {
    qn(f"w:{tag}")
    for tag in ("ins", "moveTo", "smartTag", "customXml", "hyperlink", "fldSimple", "dir", "bdo")
}
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Choice"
_ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_V = "{urn:schemas-microsoft-com:vml}"
_CHARACTERS = {
    qn("w:tab"): "\t",
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "-",
}
_LENGTH = re.compile(r"(?:^|;)\s*width:\s*(-?[\d.]+)(pt|mm|cm|in|px)?")
_HEIGHT = re.compile(r"(?:^|;)\s*height:\s*(-?[\d.]+)(pt|mm|cm|in|px)?")
_AT = re.compile(r"^\s*(-?[\d.]+)(pt|mm|cm|in|px)?")
_MM = {"pt": 25.4 / 72, "mm": 1.0, "cm": 10.0, "in": 25.4, "px": 25.4 / 96, None: 25.4 / 96}
_EMU_A_MM = 36000
_THICKEST = 3
"""Height in mm up to which a drawing is a line."""
_PAGE = re.compile(r"^\s*PAGE\b")


def blocks(parent: Element) -> Iterator[Element]:
    """Yield the paragraphs and tables of a body or a cell, those in content controls included."""
    for child in parent:
        if child.tag in (qn("w:p"), qn("w:tbl")):
            yield child
        elif child.tag == qn("w:sdt"):
            content = child.find(qn("w:sdtContent"))
            if content is not None:
                yield from blocks(content)
        elif child.tag in _WRAPPERS:
            yield from blocks(child)


def read_paragraph(  # noqa: PLR0913 - one parameter for each thing said of a place
    element: Element,
    styles: Styles,
    *,
    part: Part = "body",
    number: int = 0,
    section: int = 0,
    width: float = 0,
    cell: tuple[Grid, int, int, str] | None = None,
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
    lines: list[Line] = []
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
        page_field=any(_PAGE.match(code) for code in _codes(element)),
    )
    pieces: list[list[Piece]] = [[]]
    for run in _runs(element):
        look = styles.type(run.find(qn("w:rPr")), shape.style, table_style)
        if look.hidden:
            continue
        first, *rest = _text(run).split("\n")
        pieces[-1].append(Piece(first, look, run))
        pieces.extend([Piece(text, look, run)] for text in rest)
    lines.extend(Line(para, tuple(p for p in line if p.text)) for line in pieces)
    object.__setattr__(para, "lines", tuple(lines))  # a line knows its paragraph, and it its lines
    return para


def boxes_of(block: Element | None) -> Iterator[Element]:
    """Yield the contents of the text boxes that hang on a block, each once."""
    if block is None:
        return
    for box in block.iter(qn("w:txbxContent")):
        if not any(parent.tag == _FALLBACK for parent in box.iterancestors()):
            yield box


def _runs(parent: Element) -> Iterator[Element]:
    """Yield the runs that print, in order."""
    for child in parent:
        if child.tag == qn("w:r"):
            yield child
        elif child.tag == qn("w:sdt"):
            content = child.find(qn("w:sdtContent"))
            if content is not None:
                yield from _runs(content)
        elif child.tag in _WRAPPERS:
            yield from _runs(child)


def _text(run: Element) -> str:
    """Return the characters of a run."""
    said: list[str] = []
    for child in run:
        if child.tag == qn("w:t"):
            said.append(child.text or "")
        elif child.tag in _CHARACTERS:
            said.append(_CHARACTERS[child.tag])
    return "".join(said)


def _codes(element: Element) -> Iterator[str]:
    """Yield the codes of the fields in a paragraph."""
    for code in element.iter(qn("w:instrText")):
        yield code.text or ""
    for simple in element.iter(qn("w:fldSimple")):
        yield simple.get(qn("w:instr"), "")


def _drawn(element: Element) -> Iterator[float]:
    """Yield the widths of what is drawn at a paragraph, in mm; 0 for one that is not said."""
    for run in _runs(element):
        for child in run:
            if child.tag == _ALTERNATE:
                choice = child.find(_CHOICE)
                yield from _widths(child if choice is None else choice)
            elif child.tag in (qn("w:drawing"), qn("w:pict")):
                yield from _widths(child)


def _widths(drawing: Element) -> Iterator[float]:
    """Yield the widths of drawings that hold no text."""
    if drawing.find(f".//{qn('w:txbxContent')}") is not None:
        return
    for extent in drawing.iter(f"{_WP}extent"):
        if float(extent.get("cy", "0")) / _EMU_A_MM <= _THICKEST:
            yield float(extent.get("cx", "0")) / _EMU_A_MM
    for line in drawing.iter(f"{_V}line"):
        ends = [_AT.match(line.get(end, "0")) for end in ("from", "to")]
        start, end = (float(at[1]) * _MM[at[2]] if at else 0.0 for at in ends)
        yield abs(end - start)
    for tag in ("shape", "rect"):
        for shape in drawing.iter(f"{_V}{tag}"):
            said = _LENGTH.search(shape.get("style", ""))
            high = _HEIGHT.search(shape.get("style", ""))
            if high is None or float(high[1]) * _MM[high[2]] <= _THICKEST:
                yield float(said[1]) * _MM[said[2]] if said else 0.0
