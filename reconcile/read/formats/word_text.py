"""The text of a Word paragraph as the page shows it, tracked changes and numbers included."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from docx.oxml.ns import qn
from lxml.etree import _Element

from reconcile.read.formats.values import Values
from reconcile.read.formats.word_numbers import Numbers

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_WRAPPERS = frozenset(
    {
        *map(qn, ("w:ins", "w:moveTo", "w:hyperlink", "w:smartTag", "w:sdt", "w:sdtContent")),
        *map(qn, ("w:fldSimple", "w:customXml", "w:dir", "w:bdo")),
        f"{_MC}AlternateContent",
        f"{_MC}Choice",
    }
)
"""Elements that only wrap what is shown."""
_DELETED = frozenset(map(qn, ("w:del", "w:moveFrom")))
_INSERTED = frozenset(map(qn, ("w:ins", "w:moveTo")))
_MARKS = {
    qn("w:tab"): " ",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "-",
    qn("w:softHyphen"): "\u00ad",
}
_T, _R, _BR, _TYPE = qn("w:t"), qn("w:r"), qn("w:br"), qn("w:type")
_SHOWN = (qn("w:p"), qn("w:tbl"))
_BOX = qn("w:txbxContent")
_DRAWINGS = frozenset({*map(qn, ("w:drawing", "w:pict", "w:object")), f"{_MC}AlternateContent"})


def blocks(container: _Element) -> Iterator[_Element]:
    """Yield the paragraphs and tables of a body or a cell, wrapped ones too, in order."""
    for child in container:
        if child.tag in _SHOWN:
            yield child
        elif child.tag in _WRAPPERS:
            yield from blocks(child)


def children(container: _Element, name: str) -> Iterator[_Element]:
    """Yield the rows of a table or the cells of a row, those in content controls too."""
    tag = qn(name)
    for child in container:
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS:
            yield from children(child, name)


@dataclass(slots=True)
class Texts:
    """Reads paragraphs, and counts the tracked changes that it meets."""

    values: Values
    numbers: Numbers
    legacy: bool = False
    """Whether fonts of legacy encodings occur, so that each run's font matters."""
    tracked: int = 0
    _boxes: list[_Element] = field(default_factory=list)

    def of_paragraph(self, paragraph: _Element) -> str:
        """Return a paragraph's text, its automatic number first."""
        text = self.values.text("".join(self._pieces(paragraph)))
        label = self.numbers.label(paragraph)
        return f"{label} {text}".strip() if label else text

    def boxes(self) -> list[_Element]:
        """Hand over the text boxes met since the last call."""
        found, self._boxes = self._boxes, []
        return found

    def _pieces(self, container: _Element) -> Iterator[str]:
        """Yield the texts of the runs in a paragraph, in order."""
        for child in container:
            tag = child.tag
            if tag == _R:
                text = "".join(self._run(child))
                yield self.values.letters(text, self.numbers.font(child)) if self.legacy else text
            elif tag in _DELETED:
                self.tracked += 1
            elif tag in _WRAPPERS:
                self.tracked += tag in _INSERTED
                yield from self._pieces(child)

    def _run(self, run: _Element) -> Iterator[str]:
        """Yield what a run shows; a text box in it is kept for later."""
        for child in run:
            tag = child.tag
            if tag == _T:
                yield child.text or ""
            elif tag in _MARKS:
                yield _MARKS[tag]
            elif tag == _BR:
                yield "\n" if child.get(_TYPE, "textWrapping") == "textWrapping" else " "
            elif tag in _DRAWINGS:
                self._boxes.extend(_shown_boxes(child))


def _shown_boxes(drawing: _Element) -> Iterator[_Element]:
    """Yield the text boxes of a drawing, without the copies kept for older programs."""
    for child in drawing:
        if child.tag == f"{_MC}Fallback":
            continue
        if child.tag == _BOX:
            yield child
        else:
            yield from _shown_boxes(child)
