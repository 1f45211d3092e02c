"""Where a task table begins: the block of header rows in a grid, found by meaning."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from reconcile.model import Column
from reconcile.read.grid import Grid, GridRow, Merge
from reconcile.read.tables.header_words import (
    Named,
    Naming,
    begins,
    is_stranger,
    proof,
    speaks_of_tasks,
)
from reconcile.read.tables.row_signs import index_value, is_stt, looks_like
from reconcile.vocabulary.own_column import names_own
from reconcile.vocabulary.text import fold

LEVELS = 4
"""The deepest header seen in plans."""
_LONGEST = 120
_WIDEST = 200


@dataclass(frozen=True, slots=True)
class Block:
    """The header rows of one table: their numbers, and each column's texts from the top down."""

    top: int
    bottom: int
    texts: tuple[tuple[str, ...], ...]
    """By 0-based column; empty for a column that only continues a merged one."""
    named: tuple[Named | None, ...]
    under: tuple[int, ...] = ()
    """By column, the column whose lowest header cell is merged over it; mostly itself."""

    def columns(self) -> set[Column]:
        """Return the columns that the header names."""
        columns = {named.column for named in self.named if named}
        either = {column for named in self.named if named for column in named.either}
        return columns | (either & {Column.TASK})

    def without(self, gone: Collection[int]) -> "Block":
        """Return the header as it is where some columns say nothing."""
        texts = tuple(() if at in gone else each for at, each in enumerate(self.texts))
        named = tuple(None if at in gone else each for at, each in enumerate(self.named))
        return replace(self, texts=texts, named=named)


def find_blocks(grid: Grid, names: Naming, row: int) -> tuple[Block, ...]:
    """Find every header block of a grid, from the top down.

    Args:
        grid: the sheet or table.
        names: the header names in force.
        row: the 1-based last header row where the user names it; 0 to search.

    """
    if row:
        return (_block(grid, names, max(1, row - _levels_over(grid, row)), row),)
    return tuple(_search(grid, names))


def _search(grid: Grid, names: Naming) -> Iterator[Block]:
    """Yield the blocks whose words say that they head a table of tasks."""
    last: Block | None = None
    for row in grid.rows:
        if (last and row.number <= last.bottom) or not _may_head(row, names):
            continue
        block = _grown(grid, names, row)
        if _heads_tasks(block) and (last is None or _heads_anew(block, last)):
            last = block
            yield block


def _heads_anew(block: Block, last: Block) -> bool:
    """Tell whether a header stands below the rows of another table: a task may look like one.

    It says what that one said, numbers its rows, or names its tasks beside something else by
    headers that are known and not only put together of known words.
    """
    said = [fold(texts[-1]) for texts in block.texts if texts]
    before = {fold(text) for texts in last.texts for text in texts}
    if sum(text in before for text in said) >= 0.5 * len(said):
        return True
    clear = {named.column for named in block.named if named and named.strength > 1}
    if any(looks_like("deadline", text) and text[-1].isdigit() for text in said):
        return False
    return Column.STT in clear or (Column.TASK in clear and bool(clear & proof()))


def _may_head(row: GridRow, names: Naming) -> bool:
    """Tell cheaply whether a row may be the first of a header: short cells, two of them named."""
    # First what is quickly seen: most rows of a sheet are tasks and begin with a number.
    if len(row.filled) < 2 or _is_numbered(row.values[row.filled[0]].text):
        return False
    texts = [row.values[index].text for index in row.filled]
    if max(map(len, texts)) > _LONGEST or any(text[0].isdigit() for text in texts):
        return False
    named = [name for text in texts if (name := names.name(text))]
    columns = {name.column for name in named}
    said = any(name.strength >= 3 for name in named) or len(columns & proof()) >= 3
    if not said and Column.TASK not in columns and not any(map(speaks_of_tasks, texts)):
        return False
    return len(columns) >= 2 or (Column.TASK in columns and len(texts) <= 3)


def _is_numbered(first: str) -> bool:
    """Tell whether a row's first text numbers it: ``7``, ``II``, ``đ)``; no header is numbered."""
    return first[0].isdigit() or is_stt(first)


def _heads_tasks(block: Block) -> bool:
    """Tell whether the words of a header name tasks, or enough of what surrounds them."""
    columns = block.columns()
    if Column.TASK in columns:
        return len(columns) >= 2
    # “Chỉ đạo của tỉnh” beside “Xã đã làm thế nào” heads what is asked and what is answered.
    answered = any(texts and names_own(texts[-1]) for texts in block.texts)
    return len(columns & proof()) >= 2 or (Column.DIRECTIVE in columns and answered)


def _grown(grid: Grid, names: Naming, first: GridRow) -> Block:
    """Extend a header over its merged cells and the rows of its lower levels."""
    top, bottom = first.number, _merged_down(grid, first.number, first.number)
    block = _block(grid, names, top, bottom)
    for row in grid.rows:
        if bottom - top + 1 >= LEVELS:
            break
        if row.number == bottom + 1 and _is_lower_level(row, block, names):
            bottom = _merged_down(grid, top, row.number)
            block = _block(grid, names, top, bottom)
    return block


def _merged_down(grid: Grid, top: int, bottom: int) -> int:
    """Follow vertical merges that begin in the header down to their last row."""
    limit = top + LEVELS - 1
    reached = [m.bottom for m in grid.merges if top <= m.top <= bottom < m.bottom <= limit]
    return _merged_down(grid, top, max(reached)) if reached else bottom


def _is_lower_level(row: GridRow, block: Block, names: Naming) -> bool:
    """Tell whether a row goes on with the header: it names parts of what stands above it."""
    filled = row.filled
    if not filled or any(len(row.values[i].text) > _LONGEST for i in filled):
        return False
    # A row that numbers the columns stands below the header and is no level of it.
    if all(index_value(row.values[i].text) for i in filled):
        return False
    for index in filled:
        above = block.named[index] if index < len(block.named) else None
        # Numbers and tasks have no parts with headers of their own: this is a row of the table.
        if above and above.column in (Column.STT, Column.TASK):
            return False
    return all(names.name(row.values[i].text) for i in filled) or any(
        index >= len(block.texts) or not block.texts[index] for index in filled
    )


def _block(grid: Grid, names: Naming, top: int, bottom: int) -> Block:
    """Read the texts of each column between two rows, a merged cell under all that it covers."""
    rows = {row.number: row for row in grid.rows if top <= row.number <= bottom}
    merges = [m for m in grid.merges if m.top <= bottom and m.bottom >= top]
    # A title may be merged over all 16,384 columns.
    width = min(_WIDEST, max(grid.width, max((m.right + 1 for m in merges), default=0)))
    texts = tuple(_texts(rows, merges, index, (top, bottom)) for index in range(width))
    under = tuple(_anchor(merges, bottom, index)[1] for index in range(width))
    return Block(top, bottom, texts, tuple(_meaning(names, said) for said in texts), under)


def _texts(
    rows: dict[int, GridRow], merges: list[Merge], column: int, span: tuple[int, int]
) -> tuple[str, ...]:
    """Read a column's header from the top down; empty where it has no cell of its own."""
    found: list[str] = []
    owned = False
    for number in range(span[0], span[1] + 1):
        anchor = _anchor(merges, number, column)
        row = rows.get(anchor[0])
        text = row.text(anchor[1]) if row else ""
        if text and text not in found:
            found.append(text)
            owned = owned or anchor[1] == column
    return tuple(found) if owned else ()


def _anchor(merges: list[Merge], number: int, column: int) -> tuple[int, int]:
    """Return the cell that shows the value of a place."""
    for m in merges:
        if m.top <= number <= m.bottom and m.left <= column <= m.right:
            return m.top, m.left
    return number, column


_RULING = frozenset({Column.LEAD, Column.SUPPORT, Column.DEADLINE, Column.DIRECTIVE})
_VAGUE = frozenset({Column.UNIT, Column.STT, Column.NOTE})


def _meaning(names: Naming, texts: tuple[str, ...]) -> Named | None:
    """Name a column by its lowest header, or by that with what stands over it."""
    if not texts:
        return None
    leaf, over = names.name(texts[-1]), None
    # “Bắt đầu” below “Thời gian” is none of ours, whatever stands over it.
    if len(texts) > 1 and (leaf or not (is_stranger(texts[-1]) or begins(texts[-1]))):
        over = (
            names.name(" ".join(texts)) or names.name(" ".join(texts[:-1])) or names.name(texts[0])
        )
    # “Đơn vị” below “Chủ trì” is who leads, and not whose task it is.
    if leaf and over and leaf.column in _VAGUE and over.column in _RULING:
        return over
    return leaf or over


def _levels_over(grid: Grid, row: int) -> int:
    """Count the header rows over a given last one, as far as merges show them."""
    tops = [m.top for m in grid.merges if m.top < row <= m.bottom and row - m.top < LEVELS]
    return row - min(tops, default=row)
