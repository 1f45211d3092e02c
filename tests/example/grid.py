"""A plan laid out on a grid of rows, as spreadsheets hold it; pure."""

import datetime as dt
from typing import NamedTuple

from example.texts import Entry, Head, Text, value

Value = str | int | dt.date | None
NATION = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")


class Line(NamedTuple):
    """One row of the grid: what it is, its cells, and the row of the table it holds."""

    kind: str
    cells: tuple[Value, ...]
    entry: Entry | None = None


def lay_out(text: Text) -> tuple[Line, ...]:
    """Lay a plan out row by row; the first line is row 1 of the sheet."""
    table = tuple(_row(text, entry) for entry in text.entries())
    return (*_above(text), *_header(text), *table, *_below(text))


def _above(text: Text) -> tuple[Line, ...]:
    titles = tuple(_line(text, "title", line) for line in text.titles)
    return (*_letterhead(text), _line(text, "blank"), *titles, _line(text, "blank"))


def _letterhead(text: Text) -> tuple[Line, ...]:
    if len(text.letterhead) == 1:
        return (_line(text, "letterhead", text.letterhead[0]),)
    pairs = zip(text.letterhead, NATION, strict=True)
    return tuple(_pair(text, "letterhead", left, right) for left, right in pairs)


def _header(text: Text) -> tuple[Line, ...]:
    heads = text.columns
    lines: list[Line] = []
    if text.two_levels:
        lines.append(Line("header", tuple(_over(heads, i) for i in range(len(heads)))))
    lines.append(Line("header", tuple(_own(text, head) for head in heads)))
    if text.index_row:
        lines.append(Line("index", tuple(f"({i})" for i in range(1, len(heads) + 1))))
    return tuple(lines)


def _over(heads: tuple[Head, ...], index: int) -> str | None:
    """Say what the upper header line holds; a merged header stands in its first cell only."""
    head = heads[index]
    if not head.over:
        return head.text
    repeated = index > 0 and heads[index - 1].over == head.over
    return None if repeated else head.over


def _own(text: Text, head: Head) -> str | None:
    return head.text if head.over or not text.two_levels else None


def _row(text: Text, entry: Entry) -> Line:
    if entry.kind == "group":
        return Line("group", _padded(text, entry.says("task")), entry)
    cells = (
        value(entry.says(head.field), numeric=text.numeric_stt and head.field == "stt")
        for head in text.columns
    )
    return Line(entry.kind, tuple(cells), entry)


def _below(text: Text) -> tuple[Line, ...]:
    footer = tuple(_line(text, "footer", line) for line in text.footer)
    rows = max(len(text.signature), len(text.recipients))
    if not rows:
        return footer
    right = (*text.signature, *("" for _ in range(rows - len(text.signature))))
    left = (*text.recipients, *("" for _ in range(rows - len(text.recipients))))
    signed = tuple(_pair(text, "signature", *pair) for pair in zip(left, right, strict=True))
    return (*footer, _line(text, "blank"), *signed)


def _line(text: Text, kind: str, says: str = "") -> Line:
    return Line(kind, _padded(text, says))


def _pair(text: Text, kind: str, left: str, right: str) -> Line:
    """Set two texts on one row: one at the left edge, one over the right half."""
    width = len(text.columns)
    cells: list[Value] = [None] * width
    cells[0], cells[width // 2] = left or None, right or None
    return Line(kind, tuple(cells))


def _padded(text: Text, says: str) -> tuple[Value, ...]:
    return (says or None, *(None for _ in text.columns[1:]))
