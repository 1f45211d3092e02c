"""Faults planted in documents: find a paragraph by its words, then spoil one thing about it."""

from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from typing import Any

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table
from docx.text.paragraph import Paragraph

Plant = Callable[[Document], None]
_ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
}

_SHAPES: dict[str, tuple[str, Callable[[Any], Any]]] = {
    "align": ("alignment", _ALIGN.__getitem__),
    "first": ("first_line_indent", Mm),
    "before": ("space_before", Pt),
    "after": ("space_after", Pt),
    "line": ("line_spacing", float),
    "exact": ("line_spacing", Pt),
    "keep": ("keep_with_next", bool),
}


def paragraphs(document: Document) -> Iterator[Paragraph]:
    """Every paragraph of the text, those in tables included, in order."""
    for element in document.element.body.iter(qn("w:p")):
        yield Paragraph(element, document._body)  # noqa: SLF001 - a proxy needs its parent


def find(document: Document, words: str) -> Paragraph:
    """The first paragraph that is these words, else the first that holds them."""
    held = [(p, p.text.replace("\u00a0", " ")) for p in paragraphs(document)]
    whole = (p for p, text in held if text == words)
    return next(whole, None) or next(p for p, text in held if words in text)


def say(words: str, said: str) -> Plant:
    """Put other words into the paragraph that holds these."""

    def plant(document: Document) -> None:
        rewrite(find(document, words), said)

    return plant


def swap(old: str, new: str) -> Plant:
    """Replace some words, where they stand first."""

    def plant(document: Document) -> None:
        paragraph = find(document, old)
        rewrite(paragraph, paragraph.text.replace("\u00a0", " ").replace(old, new, 1))

    return plant


def rewrite(paragraph: Paragraph, said: str) -> None:
    """Give a paragraph other words in the looks of its first run."""
    first, *others = paragraph.runs
    first.text = said
    for run in others:
        paragraph._p.remove(run._r)  # noqa: SLF001 - python-docx cannot remove a run


def look(words: str, **looks: Any) -> Plant:
    """Make every run of a paragraph look otherwise: ``size``, ``bold``, ``color``, ``name``."""

    def plant(document: Document) -> None:
        for run in find(document, words).runs:
            for name, value in looks.items():
                if name == "size":
                    run.font.size = Pt(value)
                elif name == "color":
                    run.font.color.rgb = RGBColor.from_string(value)
                else:
                    setattr(run.font, name, value)

    return plant


def shape(words: str, **shapes: Any) -> Plant:
    """Make a paragraph stand otherwise: ``align``, ``first``, ``before``, ``after``, ``line``."""

    def plant(document: Document) -> None:
        reshape(find(document, words), **shapes)

    return plant


def shape_all(style: str, **shapes: Any) -> Plant:
    """Make every paragraph of a style stand otherwise."""

    def plant(document: Document) -> None:
        for paragraph in paragraphs(document):
            if paragraph.style is not None and paragraph.style.name == style:
                reshape(paragraph, **shapes)

    return plant


def reshape(paragraph: Paragraph, **shapes: Any) -> None:
    """Change how a paragraph stands: mm for ``first``, pt for gaps and exact lines."""
    form = paragraph.paragraph_format
    for name, value in shapes.items():
        attribute, measured = _SHAPES[name]
        setattr(form, attribute, measured(value))


def insert(words: str, *said: str, like: str = "") -> Plant:
    """Put paragraphs before the one that holds these words, in the looks of another."""

    def plant(document: Document) -> None:
        place = find(document, words)
        model = find(document, like or words)
        for text in said:
            copy = deepcopy(model._p)  # noqa: SLF001 - python-docx cannot copy a paragraph
            place._p.addprevious(copy)  # noqa: SLF001 - as above
            rewrite(Paragraph(copy, place._parent), text)  # noqa: SLF001 - as above

    return plant


def both(*plants: Plant) -> Plant:
    """Plant one after the other."""

    def plant(document: Document) -> None:
        for each in plants:
            each(document)

    return plant


def remove(words: str, after: int = 0) -> Plant:
    """Take away the paragraph that holds these words, or one that many behind it."""

    def plant(document: Document) -> None:
        held = list(paragraphs(document))
        at = next(i for i, p in enumerate(held) if words in p.text.replace("\u00a0", " "))
        element = held[at + after]._p  # noqa: SLF001 - python-docx cannot remove a paragraph
        parent = element.getparent()
        assert parent is not None
        parent.remove(element)

    return plant


def typed(table: Table, lines: Sequence[str], like: str) -> None:
    """Put lines of a style in the place of a table."""
    for line in lines:
        paragraph = table._parent.add_paragraph(line, style=like)  # type: ignore[attr-defined]  # noqa: SLF001
        table._tbl.addprevious(paragraph._p)  # noqa: SLF001 - no public door
    parent = table._tbl.getparent()  # noqa: SLF001 - as above
    assert parent is not None
    parent.remove(table._tbl)  # noqa: SLF001 - as above


def on_page(number: int = 0, **lengths: float) -> Plant:
    """Set lengths of a section in mm, ``page_width=…``, ``left_margin=…``."""

    def plant(document: Document) -> None:
        for name, value in lengths.items():
            setattr(document.sections[number], name, Mm(value))

    return plant


def on_table(number: int, change: Callable[[Table], None]) -> Plant:
    """Change a table; the last is -1."""

    def plant(document: Document) -> None:
        change(document.tables[number])

    return plant


def element(tag: str, **attributes: str) -> Any:
    """A Word element."""
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def drop_all(path: str) -> Plant:
    """Take away every element of a kind: ``w:tblHeader``."""

    def plant(document: Document) -> None:
        for found in list(document.element.body.iter(qn(path))):
            parent = found.getparent()
            assert parent is not None
            parent.remove(found)

    return plant
