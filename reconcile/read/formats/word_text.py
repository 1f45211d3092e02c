"""The text of a Word paragraph as the page shows it, tracked changes and numbers included."""

from collections.abc import Iterator
from dataclasses import dataclass

from docx.oxml.ns import qn
from lxml.etree import _Element

from reconcile.office import word_walk
from reconcile.read.formats.values import Values
from reconcile.read.formats.word_numbers import Numbers

_R = qn("w:r")
_TRACKED = word_walk.INSERTED | word_walk.DELETED


@dataclass(slots=True)
class Texts:
    """Reads paragraphs, and counts the tracked changes that it meets."""

    values: Values
    numbers: Numbers
    legacy: bool = False
    """Whether fonts of legacy encodings occur, so that each run's font matters."""
    tracked: int = 0

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
                yield self.values.letters(text, self.numbers.font(child)) if self.legacy else text
            elif child.tag in _TRACKED:
                self.tracked += 1
