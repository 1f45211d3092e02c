"""An empty Word document whose styles are the paragraph kinds of a profile, and nothing else."""

from docx import Document
from docx.document import Document as DocumentObject
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run
from lxml.etree import _Element as Element

from reconcile.layout.rules.measures import DrawnRule, Profile, Text
from reconcile.office.word_elements import element

_KEPT_STYLES = {"Normal", "Default Paragraph Font", "Normal Table", "No List"}
_DROPPED_PARTS = ("customXml", "numbering", "stylesWithEffects", "webSettings", "thumbnail")
_ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
}
_FACES = ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia")


def blank_document(profile: Profile) -> DocumentObject:
    """Make a document without text: the profile's styles, its font and its language."""
    document = Document()
    _drop_parts(document)
    _drop_styles(document)
    _set_defaults(document, profile)
    for key, text in profile.text.items():
        _add_text_style(document, key, text)
    for key, rule in profile.rule.items():
        _add_rule_style(document, f"ke_{key}", rule)
    _set_compatibility(document, profile)
    return document


def xml_of(part: Paragraph | Run | Table | _Row | _Cell) -> Element:
    """Return the Word element behind an object of the library."""
    found: Element = part._element  # noqa: SLF001 - python-docx has no public door to it
    return found


def font_elements(profile: Profile) -> tuple[Element, Element]:
    """Make the elements that give a run its font, for every script, and its language."""
    fonts = OxmlElement("w:rFonts")
    for face in _FACES:
        fonts.set(qn(face), profile.font)
    language = {"val": profile.language, "eastAsia": profile.language}
    return fonts, element("w:lang", language)


def _drop_parts(document: DocumentObject) -> None:
    """Leave out the parts of the library's own sample that our documents do not use."""
    for rels in (document.part.rels, document.part.package.rels):
        for key, rel in list(rels.items()):
            if rel.reltype.rsplit("/", 1)[-1] in _DROPPED_PARTS:
                del rels[key]


def _drop_styles(document: DocumentObject) -> None:
    """Leave out every style but the four that Word cannot be without."""
    styles = document.styles.element
    for style in styles.findall(qn("w:style")):
        name = style.find(qn("w:name"))
        if name is None or name.get(qn("w:val")) not in _KEPT_STYLES:
            styles.remove(style)
    for latent in styles.findall(qn("w:latentStyles")):
        styles.remove(latent)


def _set_defaults(document: DocumentObject, profile: Profile) -> None:
    """Give the document's defaults and its Normal style the profile's font, without spacing."""
    defaults = document.styles.element.find(qn("w:docDefaults"))
    if defaults is not None:
        document.styles.element.remove(defaults)
    document.styles.element.insert(0, _defaults(profile))
    normal = document.styles["Normal"].element
    for properties in (qn("w:rPr"), qn("w:pPr")):
        for found in normal.findall(properties):
            normal.remove(found)


def _defaults(profile: Profile) -> Element:
    """Make the element that every style starts from."""
    made, run, paragraph = (
        OxmlElement(tag) for tag in ("w:docDefaults", "w:rPrDefault", "w:pPrDefault")
    )
    inner = OxmlElement("w:rPr")
    fonts, language = font_elements(profile)
    size = profile.text["than"].size * 2
    sizes = (element("w:sz", {"val": size}), element("w:szCs", {"val": size}))
    for child in (fonts, *sizes, language):
        inner.append(child)
    run.append(inner)
    spacing = OxmlElement("w:pPr")
    spacing.append(element("w:spacing", {"before": 0, "after": 0, "line": 240, "lineRule": "auto"}))
    paragraph.append(spacing)
    made.append(run)
    made.append(paragraph)
    return made


def _new_style(document: DocumentObject, key: str, name: str) -> ParagraphStyle:
    """Add a paragraph style with a plain identifier and a Vietnamese name."""
    style: ParagraphStyle = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.element.set(qn("w:styleId"), key)
    style.base_style = document.styles["Normal"]
    style.quick_style = True
    return style


def _add_text_style(document: DocumentObject, key: str, text: Text) -> None:
    """Add the style of a kind of paragraph."""
    style = _new_style(document, key, text.style)
    font, spacing = style.font, style.paragraph_format
    font.size, font.bold, font.italic = Pt(text.size), text.bold, text.italic
    font.cs_bold, font.cs_italic = text.bold, text.italic
    if text.underline:
        font.underline = True
    size = style.element.get_or_add_rPr().find(qn("w:sz"))
    # Here and below elements go where the schema has them: Word may refuse another order.
    if size is not None:
        size.addnext(element("w:szCs", {"val": text.size * 2}))
    spacing.alignment = _ALIGN[text.align]
    spacing.first_line_indent = Mm(text.indent)
    spacing.space_before, spacing.space_after = Pt(text.before), Pt(text.after)
    if text.exact:
        spacing.line_spacing_rule = WD_LINE_SPACING.EXACTLY
        spacing.line_spacing = Pt(text.exact)
    else:
        spacing.line_spacing = text.line
    spacing.keep_with_next = text.keep
    spacing.widow_control = True


def _add_rule_style(document: DocumentObject, key: str, rule: DrawnRule) -> None:
    """Add the style of a drawn line: an empty exact paragraph with a bottom border."""
    style = _new_style(document, key, rule.style)
    style.font.size = Pt(rule.exact)
    spacing = style.paragraph_format
    spacing.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    spacing.line_spacing = Pt(rule.exact)
    spacing.keep_with_next = True
    # Borders are measured in eighths of a point.
    thick = rule.thick * 8
    line: dict[str, str | float] = {"val": "single", "sz": thick, "space": 0, "color": "000000"}
    borders = OxmlElement("w:pBdr")
    borders.append(element("w:bottom", line))
    properties = style.element.get_or_add_pPr()
    place = properties.find(qn("w:spacing"))
    if place is not None:
        place.addprevious(borders)


def _set_compatibility(document: DocumentObject, profile: Profile) -> None:
    """Ask for the layout of today's Word, and name the language of the text."""
    settings = document.settings.element
    # The place is kept, since settings are in the order of the schema, too.
    for tag in ("w:rsids", "w:savePreviewPicture", "w:compat"):
        for found in settings.findall(qn(tag)):
            place = found.getnext()
            settings.remove(found)
            if tag == "w:compat" and place is not None:
                place.addprevious(_compatibility())
    for zoom in settings.findall(qn("w:zoom")):
        zoom.set(qn("w:percent"), "100")
    for language in settings.findall(qn("w:themeFontLang")):
        language.set(qn("w:val"), profile.language)


def _compatibility() -> Element:
    """Make the element that names the version of Word whose layout is meant: 2013 and later."""
    compat = OxmlElement("w:compat")
    mode = {
        "name": "compatibilityMode",
        "uri": "http://schemas.microsoft.com/office/word",
        "val": "15",
    }
    compat.append(element("w:compatSetting", mode))
    return compat
