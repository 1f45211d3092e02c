"""What a person says of a kind of table: it counts wherever a header has the same headings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reconcile.config import TableHints
from reconcile.model import Column
from reconcile.read.grid import Grid, GridRow
from reconcile.read.tables.header import Block, find_blocks
from reconcile.read.tables.header_words import Naming, plain

_LETTERS = 2
"""A column is said by a letter or two, or by its heading."""


@dataclass(frozen=True, slots=True)
class Shaped:
    """A header with the headings of a kind of table, and what is said of its columns."""

    block: Block
    columns: Mapping[Column, str]
    unused: tuple[str, ...] = ()


def headings_at(grid: Grid, names: Naming, row: int) -> tuple[str, ...]:
    """Return the headings of the header that ends at a row, from column A on; empty for none."""
    if all(each.number != row for each in grid.rows):
        return ()
    return _headings(find_blocks(grid, names, row)[0])


def shaped_in(grid: Grid, names: Naming, said: Sequence[TableHints]) -> tuple[Shaped, ...]:
    """Find the headers of a grid that are of a kind of which something is said.

    Args:
        grid: the sheet or table.
        names: the header names in force.
        said: what is said of kinds of tables.

    """
    wanted = [(hints, _compared(hints.headings, hints)) for hints in said if any(hints.headings)]
    found: list[Shaped] = []
    for row in grid.rows if wanted else ():
        likely = [(hints, heads) for hints, heads in wanted if _may_end(row, heads)]
        block = find_blocks(grid, names, row.number)[0] if likely else None
        found += (
            Shaped(block, hints.columns, hints.unused)
            for hints, heads in likely[:1]
            if block and _compared(_headings(block), hints) == heads
        )
    return tuple(found)


def tables_above(grid: Grid, blocks: Sequence[Block], first: Block) -> tuple[Block, ...]:
    """Keep the headers of other tables above one that a person has shown.

    What stands right over it or below it only looked like a header.
    """
    rows = [row.number for row in grid.rows]
    return tuple(each for each in blocks if any(each.bottom < row < first.top for row in rows))


def _headings(block: Block) -> tuple[str, ...]:
    """Write the headings of a header, those of several levels joined."""
    every = [" ".join(" ".join(texts).split()) for texts in block.texts]
    while every and not every[-1]:
        every.pop()
    return tuple(every)


def _compared(headings: Sequence[str], hints: TableHints) -> tuple[str, ...]:
    """Fold headings for comparing; empty columns before them count where letters say which."""
    folded = [plain(each) for each in headings]
    said = (*hints.columns.values(), *hints.unused)
    if not any(len(text.strip()) <= _LETTERS for text in said):
        while folded and not folded[0]:
            folded.pop(0)
    return tuple(folded)


def _may_end(row: GridRow, headings: Sequence[str]) -> bool:
    """Tell cheaply whether a row may be the last of a header: all it shows ends a heading."""
    return bool(row.filled) and all(
        any(said.endswith(plain(row.text(index))) for said in headings if said)
        for index in row.filled
    )
