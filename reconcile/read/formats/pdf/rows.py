"""The blocks of a table without lines → its rows: cells by columns, merged ones as they stand."""

from bisect import bisect
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from reconcile.read.formats.pdf.edges import UnsureTableError
from reconcile.read.formats.pdf.header import depths, headed_by
from reconcile.read.formats.pdf.pieces import TextBlock
from reconcile.read.formats.pdf.table import GrowingTable
from reconcile.read.grid import EMPTY, GridRow, Merge, Value
from reconcile.read.tables.row_signs import is_stt, label

_NUMBERED = 0.5
"""Share of the texts of a first column that are numbers where it numbers the rows."""
_LINED_UP = 1.5
"""Points by which texts that begin at one place may differ."""

Band = Sequence[TextBlock]
Cells = dict[int, list[TextBlock]]
"""By column."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Where the columns of a table are, and which of them tells its rows apart."""

    edges: Sequence[float]
    starts: Mapping[int, frozenset[float]]
    """By column, where the texts that stand in it alone begin."""
    key: int
    """The column that numbers the rows, else the one that says most."""
    most: int
    """The column that says most."""

    @property
    def width(self) -> int:
        """The number of columns."""
        return len(self.edges) + 1

    def place(self, block: TextBlock) -> tuple[int, int]:
        """Return the first and the last column in which a text stands."""
        return bisect(self.edges, block.x0), bisect(self.edges, block.x1)

    def is_lined_up(self, block: TextBlock) -> bool:
        """Tell whether a text begins where others of its column do."""
        starts = self.starts.get(self.place(block)[0], frozenset())
        return any(abs(block.x0 - start) <= _LINED_UP for start in starts)


def frame(edges: Sequence[float], bands: Sequence[Band]) -> Frame:
    """Learn from the rows of a table what its columns hold."""
    plain = Frame(edges, {}, 0, 0)
    held: dict[int, list[TextBlock]] = {}
    for block in (block for band in bands for block in band):
        left, right = plain.place(block)
        if left == right:
            held.setdefault(left, []).append(block)
    starts = {column: frozenset(block.x0 for block in own) for column, own in held.items()}
    said = {column: sum(len(b.letters) for b in own) for column, own in held.items()}
    most = max(said, key=lambda column: said[column], default=0)
    first = [is_stt(block.letters) for block in held.get(0, [])]
    numbered = bool(first) and sum(first) >= _NUMBERED * len(first)
    return Frame(edges, starts, 0 if numbered else most, most)


@dataclass(slots=True)
class RowWriter:
    """Writes the rows of a table, band by band."""

    frame: Frame
    table: GrowingTable
    written: Callable[[str], str]
    """How letters of the file become the text of a cell."""
    joined: list[tuple[int, int]] = field(default_factory=list)
    """The rows that a page's end broke: the number of the rest, and of what it goes on with."""

    def header(self, blocks: Band) -> None:
        """Write the header: what stands over others in rows of its own, merged as it stands."""
        at_level = depths(blocks)
        levels = 1 + max(at_level)
        top = self.table.height + 1
        rows: list[Cells] = [{} for _ in range(levels)]
        for block, at in zip(blocks, at_level, strict=True):
            below = headed_by(block, blocks)
            places = [self.frame.place(other) for other in (block, *below)]
            left, right = min(a for a, _ in places), max(b for _, b in places)
            rows[at].setdefault(left, []).append(block)
            last = top + (at if below else levels - 1)
            if right > left or last > top + at:
                self.table.merges.append(Merge(top + at, left, last, right))
        for cells in rows:
            self._write(cells, first=False)

    def take(self, band: Band, *, first: bool) -> None:
        """Write a band: mostly a row, or rows that a merged cell ties together."""
        keys = [block for block in band if self.frame.place(block) == (self.frame.key,) * 2]
        if len(band) == 1:
            self._alone(band[0], first=first)
        elif len(keys) < 2 or not _stacked(keys):
            said = [block for block in band if self.frame.place(block) == (self.frame.most,) * 2]
            # The rest of a row above, tied to the next row by a merged cell?
            if first and keys and _stacked(said):
                raise UnsureTableError
            self._write(self._cells(band), first=first)
        else:
            self._tied(band, sorted(keys, key=lambda block: block.top))

    def _alone(self, block: TextBlock, *, first: bool) -> None:
        """Write a text that has its band for itself: a cell, or a heading over all columns."""
        left, right = self.frame.place(block)
        over_all = right > left and (left == 0 or not self.frame.is_lined_up(block))
        for part in _headings(block) if right > left else [block]:
            number = self.table.height + 1
            if over_all:
                self.table.merges.append(Merge(number, 0, number, self.frame.width - 1))
            self._write({0 if over_all else left: [part]}, first=first)

    def _cells(self, band: Band) -> Cells:
        """Put the texts of a row under its columns."""
        cells: Cells = {}
        for block in band:
            left, right = self.frame.place(block)
            if any(left < self.frame.place(other)[0] <= right for other in band):
                raise UnsureTableError
            cells.setdefault(left, []).append(block)
        return cells

    def _tied(self, band: Band, keys: Sequence[TextBlock]) -> None:
        """Write rows that stand in one band, for a cell of it is merged over several of them."""
        extents = self._extents(band, keys)
        first = self.table.height + 1
        rows: list[Cells] = [{} for _ in keys]
        for block in band:
            column, right = self.frame.place(block)
            held = [at for at, blocks in enumerate(extents) if any(map(block.level_with, blocks))]
            if right > column or not held or (len(held) > 1 and column == self.frame.most):
                raise UnsureTableError
            rows[held[0]].setdefault(column, []).append(block)
            if len(held) > 1:
                merge = Merge(first + held[0], column, first + held[-1], column)
                self.table.merges.append(merge)
        for cells in rows:
            self._write(cells, first=False)

    def _extents(self, band: Band, keys: Sequence[TextBlock]) -> list[Band]:
        """Return what surely stands in each row: its number and what it says."""
        if self.frame.key == self.frame.most:
            return [[block] for block in keys]
        said = [block for block in band if self.frame.place(block) == (self.frame.most,) * 2]
        said.sort(key=lambda block: block.top)
        if len(said) != len(keys) or not all(map(TextBlock.level_with, said, keys)):
            raise UnsureTableError
        return [[key, text] for key, text in zip(keys, said, strict=True)]

    def _write(self, cells: Cells, *, first: bool) -> None:
        """Write a row of cells."""
        self.table.height += 1
        texts = {column: self._text(blocks) for column, blocks in cells.items()}
        width = max(texts) + 1
        values = tuple(Value(texts[i]) if i in texts else EMPTY for i in range(width))
        row = GridRow(self.table.height, values)
        if above := self.table.take(row, first=first):
            self.joined.append((row.number, above))
            # It is no row of its own: what stands below it may go on with the same one.
            self.table.height -= 1

    def _text(self, blocks: Sequence[TextBlock]) -> str:
        """Read the text of a cell, the parts of it from the top down."""
        ordered = sorted(blocks, key=lambda block: (block.top, block.x0))
        for at, block in enumerate(ordered):
            for other in ordered[at + 1 :]:
                if block.level_with(other) and not (block.beside(other) and block.open):
                    raise UnsureTableError
        return self.written("\n".join(block.letters for block in ordered))


def _stacked(blocks: Sequence[TextBlock]) -> bool:
    """Tell whether texts stand below each other."""
    return any(not a.level_with(b) for a in blocks for b in blocks if a is not b)


def _headings(block: TextBlock) -> Iterator[TextBlock]:
    """Part headings over all columns that follow each other: each begins with its number."""
    height = (block.bottom - block.top) / len(block.lines)
    start = 0
    ends = [i for i in range(1, len(block.lines)) if label(block.lines[i]) != ("", "")]
    for end in (*ends, len(block.lines)):
        top = block.top + start * height
        low = block.top + end * height
        yield TextBlock(block.lines[start:end], block.x0, top, block.x1, low, block.size)
        start = end
