"""The seals of what the program writes on a sheet, cell by cell with its column."""

from collections.abc import Iterable, Iterator, Sequence

from reconcile.review.ask.pairs_sheet import Shown
from reconcile.review.keys.hidden_sheet import AskedRow
from reconcile.review.keys.seals import seal
from reconcile.review.keys.sheet_seals import Filled, SheetSeals, seals_of
from reconcile.workbook.content.grid import Block, Entry, Lines, Listing, Row, SheetTable
from reconcile.workbook.content.names import header_names


def sheet_seals(blocks: Iterable[Block]) -> SheetSeals:
    """Seal a sheet that is read, not answered."""
    return seals_of(cell for block in blocks for cell in _cells(block))


def sealed_row(row: Shown, program: Sequence[str], answers: Sequence[str]) -> AskedRow:
    """Keep a row to be answered as it is written.

    Args:
        row: as it is shown.
        program: columns that the program fills.
        answers: columns that people fill.

    """
    return AskedRow(
        key=row.key,
        seals=tuple(seal(row.cells[name].value) for name in program),
        # Without the drafts that the cells show: held against this, they are still a person's.
        answers=tuple(row.answers[name] for name in answers),
        score=row.score,
    )


def around_seals(blocks: Iterable[Block]) -> SheetSeals:
    """Seal what stands around the rows of a sheet to be answered: lines, and what says "none"."""
    return seals_of(
        cell
        for block in blocks
        for cell in (_empty(block) if isinstance(block, SheetTable) else _cells(block))
    )


def listing_seals(lists: Iterable[Listing]) -> SheetSeals:
    """Seal the sheet of the lists that the dropdowns take their answers from."""
    return seals_of(
        (row, column, text)
        for column, listing in enumerate(lists, start=1)
        for row, text in enumerate(listing.texts, start=1)
    )


def _cells(block: Block) -> Iterator[Filled]:
    """Yield the cells of a block, its rows counted from 1."""
    if isinstance(block, Lines):
        for number, line in enumerate(block.rows, start=1):
            yield from _line(number, line)
    if isinstance(block, SheetTable):
        # As they are written: Excel takes no two equal headers in one table.
        head = tuple(map(Entry, header_names(c.title for c in block.columns)))
        for number, line in enumerate((head, *block.rows, block.total), start=1):
            yield from ((number, at, entry.value) for at, entry in enumerate(line, start=1))
        yield from _empty(block)


def _line(number: int, line: Row) -> Iterator[Filled]:
    """Yield the cells of a line of free text; an entry may cover several columns."""
    column = 1
    for entry in line:
        yield number, column, entry.value
        column += max(entry.span, 1)


def _empty(table: SheetTable) -> Iterator[Filled]:
    """Yield what a table without rows says; its column is of no account."""
    if not table.rows:
        yield 1, 0, table.empty
