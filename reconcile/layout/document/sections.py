"""The sections of a Word document: paper, margins, page numbers."""

from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from lxml.etree import _Element as Element

from reconcile.layout.document.effective import Styles
from reconcile.layout.document.paper import Para, Part, Section
from reconcile.layout.document.paragraphs import read_paragraph
from reconcile.office import word_walk
from reconcile.office.word_elements import is_on

_MM_A_TWIP = 25.4 / 1440
_USUAL = {"pgSz": {"w": 12240, "h": 15840}, "pgMar": {}}
"""Paper in twips where a file says nothing: that of the country Word comes from."""


def read_sections(document: WordDocument, styles: Styles) -> tuple[Section, ...]:
    """Read the sections in order; a header that a section lacks is that of the one before."""
    read: list[Section] = []
    body = document.element.body
    # Made where it is missing: mends reach sections by number through python-docx, which would
    # count one less.
    body.get_or_add_sectPr()
    # A tracked change of a section holds its former sectPr (ECMA-376 Part 1, 17.13.5.32).
    found = [e for e in body.iter(qn("w:sectPr")) if e.getparent().tag in (qn("w:pPr"), body.tag)]
    for number, element in enumerate(found):
        read.append(_section(document, styles, element, (number, read[-1] if read else None)))
    return tuple(read)


def _section(
    document: WordDocument, styles: Styles, element: Element, at: tuple[int, Section | None]
) -> Section:
    """Read one section."""
    number, before = at
    own = {
        (kind, name): _marginal(document, styles, element, (kind, name, number))
        for kind in ("header", "footer")
        for name in ("default", "first")
    }
    header, first = own["header", "default"], own["header", "first"]
    footer = own["footer", "default"]
    start = element.find(qn("w:pgNumType"))
    gutter = _length(element, "pgMar", "gutter")
    return Section(
        element=element,
        number=number,
        width=_length(element, "pgSz", "w"),
        height=_length(element, "pgSz", "h"),
        # A negative margin is as wide; no header may push the text down (ECMA-376 Part 1, 17.6.11).
        top=abs(_length(element, "pgMar", "top")),
        bottom=abs(_length(element, "pgMar", "bottom")),
        left=_length(element, "pgMar", "left") + gutter,
        right=_length(element, "pgMar", "right"),
        header_distance=_length(element, "pgMar", "header"),
        first_page=any(is_on(e) for e in element.findall(qn("w:titlePg"))),
        start=None if start is None else _whole(start.get(qn("w:start"))),
        header=header if header is not None else before.header if before else (),
        first_header=first if first is not None else before.first_header if before else (),
        footer=footer if footer is not None else before.footer if before else (),
        linked=header is None and before is not None,
    )


def _marginal(
    document: WordDocument, styles: Styles, element: Element, at: tuple[str, str, int]
) -> tuple[Para, ...] | None:
    """Read a header or footer of a section; None where it has none of its own."""
    kind, name, section = at
    for reference in element.findall(qn(f"w:{kind}Reference")):
        if reference.get(qn("w:type"), "default") == name:
            found = document.part.related_parts.get(reference.get(qn("r:id"), ""))
            root = getattr(found, "element", None)
            if root is not None:
                part: Part = "header" if kind == "header" else "footer"
                return tuple(_paras(root, styles, part, section))
    return None


def _paras(root: Element, styles: Styles, part: Part, section: int) -> list[Para]:
    """Read the paragraphs of a header or footer, those in its tables included."""
    inner = word_walk.paragraphs(root)
    return [read_paragraph(each, styles, part=part, section=section) for each in inner]


def _length(element: Element, tag: str, name: str) -> float:
    """Return a length of a section, in mm."""
    found = element.find(qn(f"w:{tag}"))
    said = None if found is None else found.get(qn(f"w:{name}"))
    try:
        twips = float(said) if said else float(_USUAL[tag].get(name, 0))
    except ValueError:
        twips = 0.0
    return twips * _MM_A_TWIP


def _whole(said: str | None) -> int | None:
    """Read a whole number."""
    return int(said) if said and said.isdecimal() else None
