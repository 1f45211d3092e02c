"""A plan as a Word document: letterhead, body, signature, and the annex on a landscape page."""

import re
from pathlib import Path

from docx import Document
from docx.document import Document as Doc
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section
from docx.shared import Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from example.grid import NATION
from example.settle import DAY, settle
from example.texts import Entry, Text

_CENTRE, _LEFT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT
_JUSTIFY = WD_ALIGN_PARAGRAPH.JUSTIFY
_TRACKED = re.compile(r"\[([+-])(.+?)\1\]")
_AUTHOR = "Người soạn thảo"


def write_docx(text: Text, path: Path) -> None:
    """Write a plan as the office's Word file."""
    document = Document()
    _set_styles(document, text)
    first = document.sections[0]
    if text.body:
        _set_portrait(first)
        _write_letterhead(document, text)
        _write_body(document, text)
        _write_signature(document, text)
        _set_landscape(document.add_section(WD_SECTION.NEW_PAGE))
    else:
        _set_landscape(first)
        _write_letterhead(document, text)
    _write_titles(document, text)
    _write_table(document, text)
    if not text.body:
        _write_signature(document, text)
    document.save(str(path))
    settle(path)


def _set_styles(document: Doc, text: Text) -> None:
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Times New Roman", Pt(13)
    fonts = normal.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), "Times New Roman")
    normal.paragraph_format.space_after = Pt(0)
    core = document.core_properties
    core.author, core.title, core.comments = text.unit, text.titles[1], ""
    core.created = core.modified = DAY


def _set_portrait(section: Section) -> None:
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)


def _set_landscape(section: Section) -> None:
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(20)


def _write_letterhead(document: Doc, text: Text) -> None:
    table = document.add_table(rows=2, cols=2)
    _set_widths(table, (66, 99) if text.body else (100, 147))
    agency, nation = table.rows[0].cells
    for line in text.letterhead:
        _say(agency, line, _CENTRE, bold=True, size=12)
    for line, size in zip(NATION, (12, 13), strict=True):
        _say(nation, line, _CENTRE, bold=True, size=size)
    _rule(agency, 22 if text.body else 39)
    _rule(nation, 21.5 if text.body else 45.5)
    number, place = table.rows[1].cells
    _say(number, text.number, _CENTRE, size=13)
    _say(place, text.place_date, _CENTRE, italic=True, size=13)
    document.add_paragraph()


def _write_body(document: Doc, text: Text) -> None:
    for line in text.heading:
        _format(document.add_paragraph(), line, _CENTRE, bold=True, size=14)
    document.add_paragraph()
    for line in text.body:
        heading = bool(re.match(r"[IVX]+\. ", line))
        paragraph = document.add_paragraph()
        _format(paragraph, line, _JUSTIFY, bold=heading, size=14)
        paragraph.paragraph_format.first_line_indent = Mm(12.7)
        paragraph.paragraph_format.space_after = Pt(6)
    document.add_paragraph()


def _write_signature(document: Doc, text: Text) -> None:
    if not text.body:
        document.add_paragraph()
    table = document.add_table(rows=1, cols=2)
    _set_widths(table, (80, 85) if text.body else (130, 117))
    left, right = table.rows[0].cells
    _say(left, text.recipients[0], _LEFT, bold=True, italic=True, size=12)
    for line in text.recipients[1:]:
        _say(left, line, _LEFT, size=11)
    for line in text.signature:
        _say(right, line, _CENTRE, bold=True, size=14)


def _write_titles(document: Doc, text: Text) -> None:
    for line in text.titles:
        inside = line.startswith("(")
        _format(document.add_paragraph(), line, _CENTRE, bold=not inside, italic=inside, size=14)
    document.add_paragraph()


def _write_table(document: Doc, text: Text) -> None:
    entries = tuple(text.entries())
    table = document.add_table(rows=len(entries) + 1, cols=len(text.columns))
    table.style = "Table Grid"
    header = table.rows[0]
    header._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001 - no public way
    for cell, head in zip(header.cells, text.columns, strict=True):
        _say(cell, head.text, _CENTRE, bold=True, size=12)
    numbering = _add_numbering(document) if text.automatic_stt else 0
    for row, entry in zip(table.rows[1:], entries, strict=True):
        _write_entry(row.cells, text, entry, numbering)
    _set_widths(table, tuple(head.width for head in text.columns))


def _write_entry(cells: tuple[_Cell, ...], text: Text, entry: Entry, numbering: int) -> None:
    if entry.kind == "group":
        _say(cells[0].merge(cells[-1]), entry.says("task"), _LEFT, bold=True, size=12)
        return
    for cell, head in zip(cells, text.columns, strict=True):
        if head.field == "stt" and numbering and entry.kind == "task":
            _number(cell.paragraphs[0], numbering)
            continue
        centred = head.field in {"stt", "directive", "deadline"}
        _say(cell, entry.says(head.field), _CENTRE if centred else _LEFT, size=12)


def _say(cell: _Cell, line: str, align: WD_ALIGN_PARAGRAPH, **looks: float) -> None:
    """Write a line in a cell: in its first paragraph when that is still empty."""
    first = cell.paragraphs[0]
    _format(cell.add_paragraph() if first.text else first, line, align, **looks)


def _format(paragraph: Paragraph, line: str, align: WD_ALIGN_PARAGRAPH, **looks: float) -> None:
    """Write a line of text; ``looks`` are ``bold``, ``italic`` and ``size`` in points."""
    paragraph.alignment = align
    start = 0
    for hit in _TRACKED.finditer(line):
        _run(paragraph, line[start : hit.start()], looks)
        _track(paragraph, hit[1], hit[2], looks)
        start = hit.end()
    _run(paragraph, line[start:], looks)


def _run(paragraph: Paragraph, words: str, looks: dict[str, float]) -> BaseOxmlElement | None:
    if not words:
        return None
    run = paragraph.add_run(words)
    run.bold, run.italic = bool(looks.get("bold")), bool(looks.get("italic"))
    run.font.size = Pt(looks["size"])
    element: BaseOxmlElement = run._r  # noqa: SLF001 - tracked changes have no public way
    return element


def _track(paragraph: Paragraph, sign: str, words: str, looks: dict[str, float]) -> None:
    """Write words as a tracked insertion (+) or deletion (-)."""
    run = _run(paragraph, words, looks)
    change = OxmlElement("w:ins" if sign == "+" else "w:del")
    change.set(qn("w:id"), str(900 + len(paragraph.text)))
    change.set(qn("w:author"), _AUTHOR)
    change.set(qn("w:date"), f"{DAY.isoformat()}Z")
    if run is None:
        return
    run.addprevious(change)
    change.append(run)
    if sign == "-":
        for piece in run.findall(qn("w:t")):
            piece.tag = qn("w:delText")


def _number(paragraph: Paragraph, numbering: int) -> None:
    """Let Word number the cell by itself: the cell holds no text."""
    paragraph.alignment = _CENTRE
    numbered = OxmlElement("w:numPr")
    for tag, content in (("ilvl", 0), ("numId", numbering)):
        item = OxmlElement(f"w:{tag}")
        item.set(qn("w:val"), str(content))
        numbered.append(item)
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001 - numbering has no public way
    properties.insert(0, numbered)


def _add_numbering(document: Doc) -> int:
    """Define the list 1, 2, 3 … without a full stop, and return its number."""
    part = document.part.numbering_part.element
    abstract = OxmlElement("w:abstractNum")
    abstract.set(qn("w:abstractNumId"), "90")
    level = OxmlElement("w:lvl")
    level.set(qn("w:ilvl"), "0")
    for tag, content in (("start", "1"), ("numFmt", "decimal"), ("lvlText", "%1"), ("suff", "")):
        item = OxmlElement(f"w:{tag}")
        item.set(qn("w:val"), content or "nothing")
        level.append(item)
    suffix = level.find(qn("w:suff"))
    text = level.find(qn("w:lvlText"))
    if suffix is not None and text is not None:
        text.addprevious(suffix)  # the schema wants the suffix before the text
    size = OxmlElement("w:sz")
    size.set(qn("w:val"), "24")
    looks = OxmlElement("w:rPr")
    looks.append(size)
    level.append(looks)
    abstract.append(level)
    first = part.find(qn("w:num"))
    if first is not None:
        first.addprevious(abstract)
    number: int = part.add_num(90).numId
    return number


def _set_widths(table: Table, widths: tuple[float, ...]) -> None:
    """Fix the widths of a table's columns, in mm."""
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for row in table._tbl.tr_lst:  # noqa: SLF001 - merged rows have fewer cells than columns
        cells = row.tc_lst
        if len(cells) == len(widths):
            for cell, width in zip(cells, widths, strict=True):
                cell.width = Mm(width)


def _rule(cell: _Cell, indent: float) -> None:
    """Draw the line under a letterhead, ``indent`` mm from both sides of the cell."""
    paragraph = cell.add_paragraph()
    paragraph.paragraph_format.line_spacing = Pt(4)
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Mm(indent)
    edge = OxmlElement("w:bottom")
    for name, content in (("val", "single"), ("sz", "6"), ("space", "0"), ("color", "000000")):
        edge.set(qn(f"w:{name}"), content)
    border = OxmlElement("w:pBdr")
    border.append(edge)
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001 - borders have no public way
    properties.insert(0, border)
