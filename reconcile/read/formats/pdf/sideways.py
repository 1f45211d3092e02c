"""Tables too wide for a page: a spreadsheet prints the columns on its right on pages behind.

The rows of both parts are as high and begin at the same height: what stands beside what is sure.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from reconcile.read.formats.pdf.going_on import next_number
from reconcile.read.formats.pdf.table import GrowingTable
from reconcile.read.grid import EMPTY, GridRow, Merge
from reconcile.read.tables.row_signs import is_stt

_SAME = 1.0
"""Points by which the same row may stand or reach otherwise on two pages."""
_ROWS = 3
"""Of fewer rows the heights say nothing."""


def joined_sideways(tables: Sequence[GrowingTable]) -> list[GrowingTable]:
    """Put the parts of tables that were printed on pages behind one another side by side.

    A part that repeats the first column stays a table of its own.
    """
    joined: list[GrowingTable] = []
    for table in tables:
        last = joined[-1] if joined else None
        rows = _rows_beside(last, table) if last else {}
        if last and rows:
            _widen(last, table, rows)
        else:
            joined.append(table)
    return joined


def _rows_beside(left: GrowingTable, right: GrowingTable) -> dict[int, int]:
    """Find beside which row of a table each row of the next one stands; empty where none does."""
    more = left.parts and left.parts[-1] == right.page
    if (left.page == right.page and not more) or not (left.rows and right.rows):
        return {}
    if next_number(left.rows, right.rows):
        return {}
    if left.rows[0].text(0) == right.rows[0].text(0) or len(left.tops) < _ROWS:
        return {}
    if len(left.tops) == len(right.tops) and not more:
        pairs = zip(left.tops, right.tops, strict=True)
        same = all(abs(a - b) <= _SAME for a, b in pairs)
        sure = same and (_is_uneven(left.tops) or _stands_alone(left, right))
        return {row.number: row.number for row in right.rows} if sure else {}
    return _within(left, right) if more or _stands_alone(left, right) else {}


def _stands_alone(left: GrowingTable, right: GrowingTable) -> bool:
    """Tell whether nothing but a table's parts stands on their pages, and no rows are numbered.

    Rows that are all as high tell less than others.
    """
    return left.after == right.after and not any(is_stt(row.text(0)) for row in right.rows[1:])


def _within(left: GrowingTable, right: GrowingTable) -> dict[int, int]:
    """Find the rows of a part that has no lines where the other part has some, by their heights.

    Only where the table stands on one page, and the first part begins where it does.
    """
    if any(below <= above for above, below in pairwise([*left.tops])):
        return {}
    begins = bool(left.parts) or abs(left.tops[0] - right.tops[0]) <= _SAME
    found: dict[int, int] = {}
    for row in right.rows:
        top = right.tops[row.number - 1]
        near = min(range(len(left.tops)), key=lambda at: abs(left.tops[at] - top))
        if not begins or abs(left.tops[near] - top) > _SAME:
            return {}
        found[row.number] = near + 1
    return found


def _is_uneven(tops: Sequence[float]) -> bool:
    """Tell whether rows are many, or of several heights, so that no chance makes them alike."""
    heights = {round(below - above) for above, below in pairwise(tops)}
    return len(heights) > 1 or len(tops) > 2 * _ROWS


def _widen(left: GrowingTable, right: GrowingTable, beside: Mapping[int, int]) -> None:
    """Put the columns of a part behind those of the one before it."""
    again = bool(left.parts) and left.parts[-1] == right.page
    width = left.width if again else len(left.edges) - 1
    more = {beside[row.number]: row for row in right.rows}
    rows = {row.number: row for row in left.rows}
    for number, row in more.items():
        own = rows[number].values if number in rows else ()
        kept = (own[i] if i < len(own) else EMPTY for i in range(width))
        rows[number] = GridRow(number, (*kept, *row.values))
    left.rows = [rows[number] for number in sorted(rows)]
    left.merges += [
        Merge(beside[m.top], m.left + width, beside[m.top] + m.bottom - m.top, m.right + width)
        for m in right.merges
        if m.top in beside
    ]
    if not again:
        shift = left.edges[-1] - right.edges[0]
        left.width = width
        left.edges = (*left.edges, *(edge + shift for edge in right.edges[1:]))
        left.parts.append(right.page)
    left.overprinted += [beside[number] for number in right.overprinted if number in beside]
