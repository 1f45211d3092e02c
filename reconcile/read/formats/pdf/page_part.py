"""What a page of a PDF shows of a table: its cells with their places, letters and texts."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pdfplumber.utils.text import extract_text

from reconcile.read.formats.pdf.grid_edges import edges, place
from reconcile.read.formats.pdf.wraps import spaced_letters, unwrapped, with_whole_words
from reconcile.read.formats.pdf.written import Box, letters_of_cells
from reconcile.read.grid import EMPTY, GridRow, Merge, Value


@dataclass(frozen=True, slots=True)
class PlacedCell:
    """A cell: the first and the last row and column that it fills, from 0, and what is in it."""

    top: int
    left: int
    bottom: int
    right: int
    box: Box
    letters: Sequence[Any]
    text: str
    doubtful: bool
    """Whether lines may be printed over its text, or cut off from it."""


@dataclass(frozen=True, slots=True)
class PagePart:
    """The cells of a table on one page."""

    edges: tuple[float, ...]
    """Those between its columns."""
    down: tuple[float, ...]
    """Those between its rows."""
    cells: tuple[PlacedCell, ...]
    spaced: set[int]
    """The letters that a space follows."""

    @property
    def letters(self) -> set[int]:
        """Return which letters are of its cells, even such as stand above the first of them."""
        return {id(char) for cell in self.cells for char in cell.letters}

    def rows(self, above: int = 0) -> Iterator[GridRow]:
        """Yield the rows that show something, numbered after those above."""
        shown: dict[int, dict[int, Value]] = {}
        for cell in self.cells:
            shown.setdefault(cell.top, {})[cell.left] = Value(cell.text)
        for top in sorted(shown):
            values = tuple(shown[top].get(at, EMPTY) for at in range(max(shown[top]) + 1))
            if any(value.text for value in values):
                yield GridRow(above + top + 1, values)

    def merges(self, above: int) -> Iterator[Merge]:
        """Yield what is merged, by the numbers of rows after those above."""
        for cell in self.cells:
            if cell.right > cell.left or cell.bottom > cell.top:
                yield Merge(above + 1 + cell.top, cell.left, above + 1 + cell.bottom, cell.right)


def page_part(
    cells: Sequence[Box], chars: Sequence[Any], decoded: Callable[[str], str]
) -> PagePart:
    """Lay cells into rows and columns, and find their texts.

    Args:
        cells: where the cells of a table are.
        chars: the letters of the page.
        decoded: how letters of the file become Unicode.

    """
    across = edges([x for box in cells for x in (box[0], box[2])])
    down = edges([y for box in cells for y in (box[1], box[3])])
    held, doubtful = letters_of_cells(cells, chars)
    spaced = spaced_letters(chars)

    def placed(at: int, box: Box, letters: Sequence[Any]) -> PlacedCell:
        text = written(letters) if letters else ""
        text = with_whole_words(text, letters, (box[0], box[2]), spaced)
        return PlacedCell(
            place(down, box[1]),
            place(across, box[0]),
            place(down, box[3]) - 1,
            place(across, box[2]) - 1,
            box,
            letters,
            unwrapped(decoded(text)),
            at in doubtful,
        )

    made = (placed(at, box, own) for at, (box, own) in enumerate(zip(cells, held, strict=True)))
    return PagePart(across, down, tuple(made), spaced)


def written(chars: Sequence[Any]) -> str:
    """Put letters together to lines; a gap that is wide for their size is a space."""
    return str(extract_text(list(chars), x_tolerance_ratio=0.15))
