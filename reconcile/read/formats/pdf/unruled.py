"""Tables of a PDF without any lines: columns and rows by the places of their texts, or none.

A header says how many columns there are; between two headers the columns part where no text of
the rows below stands. Nothing is guessed: what does not fit makes the whole table unsure.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from reconcile.read.formats.pdf.edges import edges_between
from reconcile.read.formats.pdf.header import columns_of, header_levels
from reconcile.read.formats.pdf.pieces import TextBlock, bands_of, blocks_of
from reconcile.read.formats.pdf.rows import RowWriter, frame
from reconcile.read.formats.pdf.table import GrowingTable

_PAGE_NUMBER = re.compile(r"[-–\s]*(?:(?:Trang|Page)\s*)?\d{1,3}(?:\s*/\s*\d{1,3})?[-–\s]*")

_ROWS = 2
"""So many rows below a header are no accident."""
Band = list[TextBlock]


@dataclass(slots=True)
class Unruled:
    """The table that the pages of a document show, as far as they were read."""

    written: Callable[[str], str]
    """How letters of the file become the text of a cell."""
    header: Band = field(default_factory=list)
    levels: int = 0
    """The bands of the header."""
    pages: list[list[Band]] = field(default_factory=list)
    """The rows below the header, by page."""
    after: int = 0
    """How many lines stand above it."""

    def read(self, chars: Sequence[Any]) -> float:
        """Keep the rows of a page, and say how high the table begins on it; 0 where it does not."""
        bands = _without_number(bands_of(blocks_of(chars)))
        if self.header:
            self.pages.append(bands[self._repeated(bands) :])
            return 0.0
        for at in range(len(bands)):
            if levels := header_levels(bands[at:], self.written):
                self.levels = levels
                self.header = [block for band in bands[at : at + levels] for block in band]
                self.pages.append(bands[at + levels :])
                return min(block.top for block in self.header)
        return 0.0

    def heads_rows(self, chars: Sequence[Any]) -> bool:
        """Tell whether a page shows a header and rows below it, without keeping them."""
        tried = Unruled(self.written)
        tried.read(chars)
        return bool(tried.pages) and len(tried.pages[0]) >= _ROWS

    def table(self) -> tuple[GrowingTable, list[tuple[int, int]]]:
        """Lay out the rows of all pages, and tell which were joined over the end of a page.

        Raises:
            UnsureTableError: a column or a row cannot be told surely.

        """
        bands = [band for page in self.pages for band in page]
        edges = edges_between(columns_of(self.header), [self.header, *bands])
        writer = RowWriter(frame(edges, bands), GrowingTable(edges, self.after), self.written)
        writer.header(self.header)
        for page in self.pages:
            for at, band in enumerate(page):
                writer.take(band, first=not at)
        return writer.table, writer.joined

    def _repeated(self, bands: Sequence[Band]) -> int:
        """Count the bands at the top of a page that only say the header again."""
        said = sorted(block.letters for block in self.header)
        for count in range(1, self.levels + 1):
            if sorted(block.letters for band in bands[:count] for block in band) == said:
                return count
        return 0


def _without_number(bands: list[Band]) -> list[Band]:
    """Leave out the number of a page, which stands alone above or below all else."""
    for at in (0, -1):
        if bands and len(bands[at]) == 1 and _PAGE_NUMBER.fullmatch(bands[at][0].letters):
            bands = bands[1:] if at == 0 else bands[:-1]
    return bands
