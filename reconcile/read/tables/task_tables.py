"""Grids → task tables, and the lines around them: pure, the same for every file format."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from reconcile.config import FileHints, TableHints
from reconcile.model import Column, Finding, Heading, Line, Row, RowKind, Table, Where
from reconcile.read.grid import Grid, GridRow
from reconcile.read.tables.cells import lent_down
from reconcile.read.tables.columns import headings, letter, place_of, pointed_at
from reconcile.read.tables.going_on import continues, goes_on, parted
from reconcile.read.tables.groups import FIRST, Path
from reconcile.read.tables.header import Block, find_blocks
from reconcile.read.tables.header_words import Naming
from reconcile.read.tables.month_columns import Folded, fold_months
from reconcile.read.tables.row_signs import is_index, label
from reconcile.read.tables.rows import GROUP, HEAD, HEADER, Walk
from reconcile.read.tables.shapes import Shaped, shaped_in, tables_above
from reconcile.read.tables.unread_columns import columns_of_texts, unread_columns
from reconcile.vocabulary.findings import finding
from reconcile.vocabulary.terms import term
from reconcile.vocabulary.text import one_line

_Begun = tuple[Block, tuple[Heading, ...], list[GridRow]]
"""The header of a table, what its columns hold, and its rows."""
_KEPT_LINES = 80
"""How many lines outside tables are kept of each sheet."""


@dataclass(slots=True)
class Layout:
    """Reads the grids of one file in order, a table that goes on in the next grid included."""

    file: str
    names: Naming
    hints: FileHints
    kinds: Sequence[TableHints] = ()
    """What is said of kinds of tables; what is said of the file itself comes before."""
    done: list[tuple[Where, Walk]] = field(default_factory=list)
    """The tables read so far, each with the place of its header."""
    seen: dict[str, None] = field(default_factory=dict)
    """The header texts of the tables, quoted, in order."""
    pointed: set[Column] = field(default_factory=set)
    """The columns that the user named for this file and that are there."""
    dropped: set[str] = field(default_factory=set)
    """Those that are there of the ones that the user does not want read."""
    parted: list[Finding] = field(default_factory=list)
    """What goes on counting and does not fit the table before."""

    def read(self, grid: Grid) -> tuple[Line, ...]:
        """Read the task tables of a grid, and return the lines outside them."""
        pointing = self.hints.header_row or self.hints.columns or self.hints.unused
        shaped = () if pointing else shaped_in(grid, self.names, self.kinds)
        said = shaped[0].columns if shaped else self.hints.columns
        folded = fold_months(grid, self.names, said)
        grid = folded.grid if folded else grid
        blocks = self._blocks(grid, folded, shaped)
        start = len(self.done)
        # Above a header that is only said again, the table of the grid before may go on.
        over = [row for row in grid.rows if not blocks or row.number < blocks[0][0].top]
        if self.done and goes_on(self.done[-1][1], grid, over):
            self._continue(grid, self.done[-1][1], over, next(iter(blocks), None))
        elif self.done:
            self.parted.extend(parted(self.done[-1][1], grid, over))
        for (block, heads, below), ahead in zip_longest(blocks, blocks[1:]):
            if len(self.done) > start and _repeats(heads, self.done[-1][1]):
                walk, why = self.done[-1][1], HEADER
            else:
                walk, why = self._begun(grid, heads, below), HEAD
                walk.rows.extend(_heading_over(grid, walk, [each for each, *_ in blocks], block))
                walk.unread = unread_columns(block, heads, below)
                self.done.append((Where(self.file, grid.name, block.bottom), walk))
            walk.rows.extend(_header_rows(grid, block, why))
            walk.take(below, _first(ahead, walk) if ahead else None)
        read = {row.number for _, walk in self.done[start:] for row in walk.rows}
        return tuple(_lines(self.file, grid, [r for r in grid.rows if r.number not in read]))

    def _begun(self, grid: Grid, heads: tuple[Heading, ...], below: Sequence[GridRow]) -> Walk:
        """Begin a table; one that repeats the header of the grid before goes on with it."""
        last = self.done[-1][1] if self.done else None
        if last is None or not _repeats(heads, last) or not continues(last, below):
            return Walk(self.file, grid, heads)
        return Walk(self.file, grid, heads, Path(list(last.path.open)), last)

    @property
    def tables(self) -> tuple[Table, ...]:
        """The task tables read so far, in order."""
        return tuple(
            Table(
                where,
                walk.headings,
                lent_down(walk.rows, walk.lent),
                tuple(self._findings(walk, where)),
                tuple(columns_of_texts(walk.unread, walk.grid, walk.rows)),
            )
            for where, walk in self.done
        )

    def _blocks(self, grid: Grid, folded: Folded | None, shaped: Sequence[Shaped]) -> list[_Begun]:
        """Find the headers of task tables, each with what its columns hold and its rows."""
        blocks = find_blocks(grid, self.names, self.hints.header_row)
        told = {each.block.bottom: each for each in shaped}
        if not told.keys() <= {block.bottom for block in blocks}:
            blocks = (*tables_above(grid, blocks, shaped[0].block), *(s.block for s in shaped))
        ends = [block.top for block in blocks[1:]]
        found = []
        for whole, end in zip(blocks, [*ends, 0], strict=False):
            gone = self._gone(whole, told)
            block = whole.without(gone)
            below = [
                row.without(gone)
                for row in grid.rows
                if block.bottom < row.number and (row.number < end or not end)
            ]
            heads = headings(block, below, self._said_of(block, told))
            heads = folded.told(heads) if folded else heads
            if heads:
                self.seen |= dict.fromkeys(f"“{texts[-1]}”" for texts in block.texts if texts)
                self.pointed |= pointed_at(block, self.hints.columns)
                found.append((block, heads, below))
            # What only looked like a header is part of the table above it.
            elif found:
                within = [r for r in grid.rows if block.top <= r.number <= block.bottom]
                found[-1][2].extend([*within, *below])
        return found

    def _gone(self, block: Block, told: Mapping[int, Shaped]) -> set[int]:
        """Find the columns of a table that a person does not want read."""
        said = told[block.bottom].unused if block.bottom in told else self.hints.unused
        places = {text: place_of(block, text) for text in said}
        self.dropped |= {text for text, place in places.items() if place is not None}
        return {place for place in places.values() if place is not None}

    def _said_of(self, block: Block, told: Mapping[int, Shaped]) -> Mapping[Column, str]:
        """Return what a person says of the columns of one table."""
        return told[block.bottom].columns if block.bottom in told else self.hints.columns

    def _continue(
        self, grid: Grid, earlier: Walk, rows: Sequence[GridRow], ahead: _Begun | None
    ) -> None:
        """Read rows that go on with the table of the grid before theirs, above a header or all."""
        # With a list of its own: groups that begin here are not open in the table before.
        walk = Walk(self.file, grid, earlier.headings, Path(list(earlier.path.open)), earlier)
        walk.unread = earlier.unread
        walk.take(rows, _first(ahead, walk) if ahead else None)
        self.done.append((Where(self.file, grid.name), walk))

    def _findings(self, walk: Walk, where: Where) -> Iterator[Finding]:
        """Say what was seen in a table: on its rows, then on its columns."""
        yield from walk.findings
        for head in walk.headings:
            if head.guessed:
                place = Where(self.file, where.sheet, where.row, head.text)
                parts = {"header": head.text or f"cột {head.index + 1}", "why": head.why}
                column = term("column", head.column)
                yield finding("column-guessed", place, column=column, file=self.file, **parts)
            if head.index in walk.grid.hidden_columns:
                place = Where(self.file, where.sheet, where.row, head.text)
                yield finding("hidden-row", place)
        if walk.unread and where.row:
            place = Where(self.file, where.sheet, where.row)
            columns = ", ".join(f"“{one_line(text)}”" for text in walk.unread.values())
            yield finding("column-unread", place, columns=columns, file=self.file)
        if walk.grid.unsaved:
            yield _unsaved(walk.grid, self.file)


def _first(ahead: _Begun, walk: Walk) -> GridRow | None:
    """Return the first row below a header that only repeats that of the table above it."""
    _, heads, below = ahead
    rows = (row for row in below if not is_index(row))
    return next(rows, None) if _repeats(heads, walk) else None


def _heading_over(grid: Grid, walk: Walk, blocks: Sequence[Block], block: Block) -> Iterator[Row]:
    """Open the group above a header that is said again under the next headings of its kind."""
    row, *others = (_alone_over(grid, each) for each in blocks[blocks.index(block) :])
    style, number = label(row.text(row.filled[0])) if row else ("", "")
    styles = [label(other.text(other.filled[0]))[0] for other in others if other]
    if row and style in styles and number in FIRST:
        text = one_line(row.text(row.filled[0]))
        walk.path.enter(text)
        yield Row(row.number, RowKind.GROUP, (), walk.path.texts, text, GROUP)


def _alone_over(grid: Grid, block: Block) -> GridRow | None:
    """Return the row right above a header where it holds a single text."""
    above = [row for row in grid.rows if row.number < block.top]
    return above[-1] if above and len(above[-1].filled) == 1 else None


def _repeats(heads: Sequence[Heading], walk: Walk) -> bool:
    """Tell whether a header only repeats that of the table above it."""
    places = [(head.column, head.index) for head in heads]
    return not walk.ended and places == [(head.column, head.index) for head in walk.headings]


def _unsaved(grid: Grid, file: str) -> Finding:
    """Report the formulas without a saved value, once for a sheet."""
    cells = [f"{letter(column)}{row}" for row, column in grid.unsaved]
    shown = ", ".join(cells[:5]) + (f" và {len(cells) - 5} ô khác" if len(cells) > 5 else "")
    return finding("formula-without-value", Where(file, grid.name, grid.unsaved[0][0]), cells=shown)


def _header_rows(grid: Grid, block: Block, why: str) -> Iterator[Row]:
    """Keep the rows of a header as context."""
    for row in grid.rows:
        if block.top <= row.number <= block.bottom:
            text = " | ".join(" ".join(value.text.split()) for value in row.values if value.text)
            yield Row(row.number, RowKind.CONTEXT, (), (), text, why)


def _lines(file: str, grid: Grid, rows: Sequence[GridRow]) -> Iterator[Line]:
    """Give the lines of the rows outside tables, a cell of several lines line by line."""
    for row in rows[:_KEPT_LINES]:
        where = Where(file, grid.name, row.number)
        for value in row.values:
            for text in value.text.split("\n"):
                if text.strip():
                    yield Line(where, " ".join(text.split()))
