"""Tables of a PDF of which only some rows are ruled: headers and headings between come back.

Sheets often have borders round their tasks alone. Such a page shows pieces of one table; between
them, or above the first, stand rows without lines in the same columns.
"""

from bisect import bisect
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from reconcile.read.formats.pdf.header_levels import parted_levels
from reconcile.read.formats.pdf.written import Box, LooseLetters, Written, loose_letters, texts_in
from reconcile.read.tables.row_signs import is_stt, label

_NEAR = 6.0
"""Points by which edges of the pieces of one table may differ."""
_TALL, _SEVERAL = 24.0, 2
"""A cell of several numbered rows is at least so high, and has so many of them."""
_APART = 45.0
"""Points between two pieces; what is further apart are two tables."""
_HEADED = 1.5
"""How far a heading stands below what is above it, at most, in sizes of its letters."""
_HEADERS = 3
"""So many texts beside each other in the columns of a table are its header."""
_CLOSE = 4.0
"""How far above a row the next one ends, at most, in sizes of its letters."""


def joined_pieces(
    pieces: Sequence[Sequence[Box]], chars: Sequence[Any], *, goes_on: bool
) -> list[list[Box]]:
    """Return the cells of the tables of a page, pieces of one table together.

    Args:
        pieces: the cells of each ruled piece, from the top down.
        chars: the letters of the page.
        goes_on: whether a table of the page before may go on here.

    """
    tables: list[list[Box]] = []
    parted = [_parted(ruled, LooseLetters(chars)) for ruled in pieces]
    # A text that is higher than its row reaches into those without lines, and is none of theirs.
    loose = loose_letters([box for piece in parted for box in piece], chars)
    for at, piece in enumerate(parted):
        before = tables[-1] if tables else None
        if before and at and _is_one(pieces[at - 1], pieces[at], loose):
            low = _bottom(before)
            before += [*_between(before, _top(piece), low, loose), *piece]
        else:
            low = _bottom(before) if before else 0.0
            above = _above(piece, low, loose, headings=goes_on and not at)
            tables.append([*above, *piece])
    if tables:
        tables[-1] += _below(tables[-1], loose)
    return [parted_levels(table, _edges(table), chars) for table in tables]


def _below(table: Sequence[Box], loose: LooseLetters) -> list[Box]:
    """Return the cells of the numbered headings right below the last piece of a page."""
    edges, low = _edges(table), _bottom(table)
    taken: list[Box] = []
    for row in _rows(edges, low, low + _APART, loose):
        heads = len(row) == 1 and label(row[0].text) != ("", "")
        if not heads or row[0].top - low > row[0].size:
            break
        taken += _cells(edges, row)
        low = row[0].bottom
    return taken


def _parted(piece: Sequence[Box], loose: LooseLetters) -> list[Box]:
    """Part what lines put together: several rows that their numbers tell apart, in one cell."""
    edges = _edges(piece)
    parted: list[Box] = []
    for top, bottom in sorted({(box[1], box[3]) for box in piece}):
        own = [box for box in piece if (box[1], box[3]) == (top, bottom)]
        # Beside a cell merged over several rows lines tell them apart already.
        ruled = any(top <= box[1] and box[3] <= bottom and box not in own for box in piece)
        tall = bottom - top > _TALL and not ruled
        rows = list(_rows(edges, top, bottom, loose)) if tall else []
        if sum(is_stt(min(row, key=lambda text: text.left).text) for row in rows) < _SEVERAL:
            parted += own
        else:
            parted += [box for row in rows for box in _cells(edges, row)]
    return parted


def _is_one(above: Sequence[Box], below: Sequence[Box], loose: LooseLetters) -> bool:
    """Tell whether two pieces are of one table: they have the same columns, close to each other.

    Or nothing but headings stands between them.
    """
    first, second = _edges(above), _edges(below)
    alike = len(first) == len(second) and all(
        abs(a - b) <= _NEAR for a, b in zip(first, second, strict=True)
    )
    apart = _top(below) - _bottom(above)
    return alike and apart >= 0 and (apart <= _APART or _headed(above, below, loose))


def _headed(above: Sequence[Box], below: Sequence[Box], loose: LooseLetters) -> bool:
    """Tell whether numbered headings, one right below the other, fill what parts two pieces."""
    low, high, size = _bottom(above), _top(below), 0.0
    for row in _rows(_edges(above), low, high, loose):
        heads = len(row) == 1 and label(row[0].text) != ("", "")
        if not heads or row[0].top - low > _HEADED * row[0].size:
            return False
        low, size = row[0].bottom, row[0].size
    return high - low <= _HEADED * size


def _between(table: Sequence[Box], high: float, low: float, loose: LooseLetters) -> Iterator[Box]:
    """Yield the cells of the rows without lines between two pieces."""
    edges = _edges(table)
    for row in _rows(edges, low, high, loose):
        yield from _cells(edges, row)


def _above(piece: Sequence[Box], low: float, loose: LooseLetters, *, headings: bool) -> list[Box]:
    """Return the cells of the header without lines above a piece, and of headings below that."""
    edges, high = _edges(piece), _top(piece)
    taken: list[list[Written]] = []
    known = 0
    for row in reversed(list(_rows(edges, low, high, loose))):
        ends = max(text.bottom for text in row)
        if high - ends > _CLOSE * row[0].size:
            break
        high = min(text.top for text in row)
        taken.append(row)
        if len(row) >= _HEADERS:
            known = len(taken)
    if headings and not known:
        known = len(taken)
    return [box for row in taken[:known] for box in _cells(edges, row)]


def _rows(
    edges: Sequence[float], low: float, high: float, loose: LooseLetters
) -> Iterator[list[Written]]:
    """Yield the texts between two heights, row by row."""
    columns = [(left, low, right, high) for left, right in pairwise(edges)]
    row: list[Written] = []
    for text in sorted(texts_in(columns, loose), key=lambda text: text.top):
        if row and text.top >= max(each.bottom for each in row) - 0.2 * text.size:
            yield row
            row = []
        row.append(text)
    if row:
        yield row


def _cells(edges: Sequence[float], row: Sequence[Written]) -> Iterator[Box]:
    """Yield the cells of a row of texts; one that reaches over an edge is merged over the rest."""
    top, bottom = min(text.top for text in row), max(text.bottom for text in row)
    if len(row) == 1 and _heads_all(row[0], edges):
        yield edges[0], top, edges[-1], bottom
        return
    for text in row:
        first = max(0, bisect(edges, text.left + 1) - 1)
        last = min(len(edges) - 2, bisect(edges, text.right - 1) - 1)
        end = len(edges) - 1 if len(row) == 1 and last > first else max(first, last) + 1
        yield edges[first], top, edges[end], bottom


def _heads_all(text: Written, edges: Sequence[float]) -> bool:
    """Tell whether a numbered heading stands in the middle of a table, over all columns."""
    off = (text.left + text.right) / 2 - (edges[0] + edges[-1]) / 2
    return abs(off) <= text.size and label(text.text) != ("", "")


def _edges(cells: Sequence[Box]) -> list[float]:
    """Return the places of the edges between columns."""
    kept: list[float] = []
    for number in sorted(x for box in cells for x in (box[0], box[2])):
        if not kept or number - kept[-1] > _NEAR / 2:
            kept.append(number)
    return kept


def _top(cells: Sequence[Box]) -> float:
    """Return how high the first row begins."""
    return min(box[1] for box in cells)


def _bottom(cells: Sequence[Box]) -> float:
    """Return how low the last row ends."""
    return max(box[3] for box in cells)
