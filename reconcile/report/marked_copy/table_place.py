"""Where a task table lies on a sheet of a person's workbook, and where new columns fit."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from reconcile.model import Column, Task
from reconcile.report.marked_copy.sheet import CopiedSheet
from reconcile.vocabulary.text import one_line

_DEEP = 4
"""The most rows of a header."""


@dataclass(frozen=True, slots=True)
class Header:
    """The rows of a header, 1-based, and the column of the tasks under it."""

    top: int
    bottom: int
    tasks: int
    right: int
    """Its last column."""


@dataclass(frozen=True, slots=True)
class Placement:
    """The headers of a sheet's task tables, and the first of the free columns beside them."""

    headers: tuple[Header, ...]
    first: int

    def heads(self, row: int) -> bool:
        """Tell whether a row is one of a header's."""
        return any(header.top <= row <= header.bottom for header in self.headers)

    def header_over(self, row: int) -> Header:
        """Return the header that a row of a table stands under."""
        over = [header for header in self.headers if header.bottom < row]
        return over[-1] if over else self.headers[0]


def find_placement(
    sheet: CopiedSheet, tasks: Sequence[Task], titles: Sequence[str]
) -> Placement | None:
    """Find where columns fit at the right of the tables that tasks were read from.

    Args:
        sheet: the sheet.
        tasks: its tasks; at least one.
        titles: of the columns; those of an earlier copy that came back are used again.

    Returns:
        None where no row of the sheet bears the headers that the tasks were read under.

    """
    headers = tuple(_headers(sheet, tasks))
    if not headers:
        return None
    rows = range(headers[0].top, max(task.where.row for task in tasks) + 1)
    first = _earlier(sheet, headers, titles) or max(header.right for header in headers) + 1
    # A note beside the table is the person's own: the results stand beyond it.
    while first > headers[0].right and not all(
        sheet.is_free(row, column) for row in rows for column in range(first, first + len(titles))
    ):
        first += 1
    return Placement(headers, first)


def _earlier(sheet: CopiedSheet, headers: Sequence[Header], titles: Sequence[str]) -> int:
    """Return the first of the columns that an earlier copy has added; 0 where there are none."""
    head = headers[0]
    # A copy has its titles in the first row where the sheet has merged cells, else in the last.
    for row in (head.top, head.bottom):
        found = [column for column, text in sheet.texts(row) if text == titles[0]]
        for first in found:
            if [sheet.text(row, first + n) for n in range(len(titles))] == list(titles):
                return first
    return 0


def _headers(sheet: CopiedSheet, tasks: Sequence[Task]) -> Iterator[Header]:
    """Yield the headers of a sheet, from the top down, repeated ones too."""
    rows = {task.where.row for task in tasks}
    kinds = dict.fromkeys(task.columns for task in tasks)
    wanted = [(dict(columns).get(Column.TASK, ""), _texts(columns)) for columns in kinds]
    done = 0
    for number in sorted(sheet.rows):
        if number <= done or number in rows or number >= max(rows):
            continue
        for title, texts in wanted:
            header = _header(sheet, number, (title, texts), rows)
            if header:
                done = header.bottom
                yield header
                break


def _texts(columns: Iterable[tuple[Column, str]]) -> frozenset[str]:
    """Return the header texts that tasks were read under."""
    return frozenset(one_line(text) for _, text in columns if text)


def _header(
    sheet: CopiedSheet, number: int, wanted: tuple[str, frozenset[str]], rows: set[int]
) -> Header | None:
    """Read the header that begins in a row with the title of the tasks; None where none does."""
    title, texts = wanted
    found = {text: column for column, text in sheet.texts(number)}
    if not title or title not in found:
        return None
    left, top, _, bottom = sheet.merged(number, found[title])
    met = dict(_met(sheet, number, texts))
    while bottom < top + _DEEP - 1 and bottom + 1 not in rows:
        below = dict(_met(sheet, bottom + 1, texts - {title}))
        if not below:
            break
        met |= below
        bottom += 1
    # One such text may stand in any cell; two of them make a header.
    if len(met) < min(2, len(texts)):
        return None
    return Header(top, bottom, left, _right(sheet, top, bottom))


def _met(sheet: CopiedSheet, number: int, texts: frozenset[str]) -> Iterator[tuple[str, int]]:
    """Yield the headers that stand in a row."""
    for column, text in sheet.texts(number):
        if text in texts:
            yield text, column


def _right(sheet: CopiedSheet, top: int, bottom: int) -> int:
    """Return the last column that a header covers."""
    ends = [
        sheet.merged(row, column)[2]
        for row in range(top, bottom + 1)
        for column, _ in sheet.texts(row)
    ]
    return max(ends)
