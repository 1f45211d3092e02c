"""What can be put right without reading the text: paper, margins, type, spacing, page numbers."""

import unicodedata

from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENTATION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_COLOR_INDEX, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.oxml.text.run import CT_R
from docx.section import _Header
from docx.shared import Mm, Pt, RGBColor
from docx.text.font import Font
from docx.text.parfmt import ParagraphFormat

from reconcile.layout.document.paper import PaperLine, Para, Piece
from reconcile.layout.rules.measures import Page, Profile
from reconcile.office import word_walk
from reconcile.office.word_elements import field_elements

_ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
}
_THEMED = ("asciiTheme", "hAnsiTheme", "cstheme", "eastAsiaTheme")
_FACES = ("ascii", "hAnsi", "cs", "eastAsia")


def compose(para: Para) -> None:
    """Write letters that were typed in parts as one each."""
    for run in word_walk.runs(para.element):
        for text in run.iterchildren(qn("w:t")):
            text.text = unicodedata.normalize("NFC", text.text or "")


def resize(line: PaperLine | Para, size: float) -> None:
    """Set the size of a line's type, in pt."""
    for piece in line.pieces:
        _font(piece).size = Pt(size)


def align(para: Para, wanted: str) -> None:
    """Align a paragraph: ``left``, ``center`` or ``justify``."""
    _format(para).alignment = _ALIGN[wanted]


def indent(para: Para, wanted: float) -> None:
    """Set the indent of a first line, in mm, and take away what stood for it."""
    _format(para).first_line_indent = Mm(wanted)
    for piece in para.pieces:
        stripped = piece.text.lstrip(" \t\u00a0")
        if piece.text != stripped:
            _strip_start(piece, len(piece.text) - len(stripped))
        if stripped:
            return


def space_after(para: Para, wanted: float) -> None:
    """Set the gap under a paragraph, in pt, and let it count between paragraphs of one style."""
    _format(para).space_after = Pt(wanted)
    properties = para.element.find(qn("w:pPr"))
    for flag in () if properties is None else properties.findall(qn("w:contextualSpacing")):
        flag.set(qn("w:val"), "0")


def space_lines(para: Para, lines: float, exact: float) -> None:
    """Set the distance of lines: ``exact`` in pt where it is not 0, else in lines.

    A picture keeps its height: exact lines would cut it off.
    """
    shape = _format(para)
    if exact and _holds_picture(para):
        return
    if exact:
        shape.line_spacing_rule = WD_LINE_SPACING.EXACTLY
        shape.line_spacing = Pt(exact)
    else:
        shape.line_spacing = lines


def set_font(piece: Piece, name: str) -> None:
    """Set the font of some characters for every script."""
    font = _font(piece)
    font.name = name
    # python-docx names ``ascii`` and ``hAnsi`` alone; our own documents need all four (G05).
    fonts = piece.element.find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
    if fonts is None:
        return
    # A theme font would outrank the name just set (ECMA-376 Part 1, 17.3.2.26).
    for theme in _THEMED:
        fonts.attrib.pop(qn(f"w:{theme}"), "")
    for face in _FACES:
        fonts.set(qn(f"w:{face}"), name)


def blacken(piece: Piece) -> None:
    """Print some characters in black, on white."""
    font = _font(piece)
    font.color.rgb = RGBColor(0, 0, 0)
    if piece.type.highlight:
        font.highlight_color = WD_COLOR_INDEX.AUTO
        font.highlight_color = None
    for shade in piece.element.findall(f"{qn('w:rPr')}/{qn('w:shd')}"):
        parent = shade.getparent()
        if parent is not None:
            parent.remove(shade)


def set_paper(document: WordDocument, number: int, page: Page) -> None:
    """Give a section the paper of a page, upright or not as the page is."""
    section = document.sections[number]
    portrait = page.width < page.height
    section.orientation = WD_ORIENTATION.PORTRAIT if portrait else WD_ORIENTATION.LANDSCAPE
    section.page_width, section.page_height = Mm(page.width), Mm(page.height)


def set_margin(document: WordDocument, number: int, side: str, width: float) -> None:
    """Set a margin of a section, in mm."""
    section = document.sections[number]
    setattr(section, f"{side}_margin", Mm(width))
    # The gutter prints as a part of the left margin, and was measured with it.
    if side == "left":
        section.gutter = Mm(0)


def set_header_distance(document: WordDocument, number: int, distance: float) -> None:
    """Set how far the page number stands from the edge of the paper, in mm."""
    document.sections[number].header_distance = Mm(distance)


def hide_first_number(document: WordDocument, number: int) -> None:
    """Give the first page of a section a header of its own, which is empty."""
    section = document.sections[number]
    section.different_first_page_header_footer = True
    # For python-docx this makes the header: an empty one, where there was none.
    section.first_page_header.is_linked_to_previous = False
    _drop_unknown_style(document, section.first_page_header)


def number_pages(document: WordDocument, number: int, profile: Profile) -> None:
    """Put the number of the page into a section's header, above what is there."""
    header = document.sections[number].header
    header.is_linked_to_previous = False
    _drop_unknown_style(document, header)
    paragraph = header.paragraphs[0] if header.paragraphs else header.add_paragraph()
    if paragraph.text.strip():
        paragraph = paragraph.insert_paragraph_before()
    measures = profile.text["so_trang"]
    paragraph.alignment = _ALIGN[measures.align]
    for content in field_elements("PAGE"):
        run = paragraph.add_run()
        run.font.name, run.font.size = profile.font, Pt(measures.size)
        run._r.append(content)  # noqa: SLF001 - python-docx has no public door to it


def _drop_unknown_style(document: WordDocument, header: _Header) -> None:
    """Take from a header's paragraphs a style that the document does not have.

    python-docx makes them in the style of its own sample.
    """
    known = {style.style_id for style in document.styles}
    for paragraph in header.paragraphs:
        properties = paragraph._p.pPr  # noqa: SLF001 - python-docx has no public door to it
        style = None if properties is None else properties.find(qn("w:pStyle"))
        if properties is not None and style is not None and style.get(qn("w:val")) not in known:
            properties.remove(style)


def _strip_start(piece: Piece, number: int) -> None:
    """Take characters from the beginning of a run."""
    for child in list(piece.element):
        if number <= 0:
            return
        # A Tab is an element of its own, and one character in the text of a piece.
        if child.tag == qn("w:tab"):
            piece.element.remove(child)
            number -= 1
        elif child.tag == qn("w:t"):
            said = child.text or ""
            child.text = said[number:]
            number -= len(said)


def _holds_picture(para: Para) -> bool:
    """Tell whether a paragraph holds a picture or a drawing."""
    return next(para.element.iter(qn("w:drawing"), qn("w:pict")), None) is not None


def _font(piece: Piece) -> Font:
    """Return the type of a run, to be changed."""
    run = piece.element
    if not isinstance(run, CT_R):
        raise TypeError(run.tag)
    return Font(run)


def _format(para: Para) -> ParagraphFormat:
    """Return the shape of a paragraph, to be changed."""
    return ParagraphFormat(para.element)  # type: ignore[arg-type]  # the library calls its own class
