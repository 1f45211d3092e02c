"""The text of a Word paragraph as the page shows it, tracked changes and numbers included."""

from collections.abc import Iterator
from dataclasses import dataclass

from docx.oxml.ns import qn
from lxml.etree import _Element

from reconcile.office import word_walk
from reconcile.office.word_elements import is_on
from reconcile.office.word_numbers import Numbers
from reconcile.read.formats.values import Values

_R = qn("w:r")
_STRIKES = tuple(f"{qn('w:rPr')}/{qn(name)}" for name in ("w:strike", "w:dstrike"))
_TRACKED = word_walk.INSERTED | word_walk.DELETED


@dataclass(slots=True)
class Texts:
    """Reads paragraphs, and counts the tracked changes that it meets."""

    values: Values
    numbers: Numbers
    legacy: bool = False
    """Whether fonts of legacy encodings occur, so that each run's font matters."""
    tracked: int = 0
    struck: int = 0
    """How many runs are struck through; for a reader of the page they are deleted."""

    def of_paragraph(self, paragraph: _Element) -> str:
        """Return a paragraph's text, its automatic number first."""
        text = self.values.text("".join(self._pieces(paragraph)))
        label = self.numbers.label(paragraph)
        return f"{label} {text}".strip() if label else text

    def around(self, paragraph: _Element) -> Iterator[str]:
        """Yield a paragraph's text, then those of the text boxes that hang on it."""
        yield self.of_paragraph(paragraph)
        for box in word_walk.boxes(paragraph):
            for inner in word_walk.paragraphs(box):
                yield from self.around(inner)

    def _pieces(self, paragraph: _Element) -> Iterator[str]:
        """Yield the texts of the runs in a paragraph, in order."""
        for child in word_walk.standing(paragraph):
            if child.tag == _R:
                text = word_walk.characters(child)
                if text.strip() and _is_struck(child):
                    self.struck += 1
                    continue
                yield self.values.letters(text, self.numbers.font(child)) if self.legacy else text
            elif child.tag in _TRACKED:
                self.tracked += 1


def _is_struck(run: _Element) -> bool:
    """Tell whether a run is struck through, once or twice."""
    marks = (run.find(path) for path in _STRIKES)
    return any(mark is not None and is_on(mark) for mark in marks)
