"""The columns of a table that were taken for nothing: told, and kept where they hold texts."""

from collections.abc import Iterator, Sequence

from reconcile.model import Heading, Row, RowKind, UnreadColumn
from reconcile.read.grid import Grid, GridRow
from reconcile.read.tables.header import Block
from reconcile.read.tables.rows import EMPTY_TASK
from reconcile.read.tables.sample import Sample
from reconcile.vocabulary.own_column import names_own
from reconcile.vocabulary.text import one_line

_WORDY = 3
"""A column of texts has at least so many words in its middle cell."""


def unread_columns(
    block: Block, heads: Sequence[Heading], below: Sequence[GridRow]
) -> dict[int, str]:
    """Find the columns under a header that hold something and were taken for nothing.

    Returns:
        Their headers by their 0-based places.

    """
    known = {head.index for head in heads}
    held = {index for row in below if len(row.filled) > 1 for index in row.filled}
    return {
        index: texts[-1]
        for index, texts in enumerate(block.texts)
        if texts and index in held and index not in known
    }


def columns_of_texts(
    unread: dict[int, str], grid: Grid, rows: Sequence[Row]
) -> Iterator[UnreadColumn]:
    """Yield the columns taken for nothing that hold texts, with what they say beside each task.

    Also those whose header says that the unit answers there, however shortly it does.

    And where a task was left open. What stands beside rows that go on with a task is part of it:
    beside one upper task, merged over its rows, a unit lists all that it does itself.
    """
    owners = dict(_owners(rows))
    beside = [row for row in grid.rows if owners.get(row.number) == row.number]
    going_on = [row for row in grid.rows if owners.get(row.number, row.number) != row.number]
    for index, header in unread.items():
        # What a unit says it has done may be as short as “Đã xong”.
        if Sample(beside).words(index) >= _WORDY or names_own(header):
            texts = {row.number: row.text(index) for row in beside if row.text(index)}
            for row in going_on:
                above, text = texts.get(owners[row.number], ""), row.text(index)
                if text and text not in above.split("\n"):  # a merged cell says it on each row
                    texts[owners[row.number]] = f"{above}\n{text}".strip()
            yield UnreadColumn(one_line(header), tuple(sorted(texts.items())))


def _owners(rows: Sequence[Row]) -> Iterator[tuple[int, int]]:
    """Yield each row of a task, or of one that was left open, with the row that it begins on."""
    last = 0
    for row in rows:
        if row.kind is RowKind.TASK or row.why == EMPTY_TASK:
            last = row.number
            yield row.number, last
        elif row.kind is RowKind.JOINED and last:
            yield row.number, last
