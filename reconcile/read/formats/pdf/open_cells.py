"""Cells of a PDF's table that the end of a page cuts, so that no line ends them there.

A spreadsheet prints the text of such a cell where it would stand on paper without an end: on one of
the pages or on both, and in their margins too.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from reconcile.read.formats.pdf.grid_edges import alike, edges, place
from reconcile.read.formats.pdf.shapes import middle_x, middle_y
from reconcile.read.formats.pdf.table import GrowingTable

Box = tuple[float, float, float, float]
_NEAR = 3.0
"""Points by which pieces beside each other may begin or end higher or lower."""


@dataclass(slots=True)
class OpenCells:
    """The cells of a page that no line ends, closed where the page does."""

    boxes: set[Box] = field(default_factory=set)

    def close(
        self,
        pieces: Sequence[list[Box]],
        chars: Sequence[Any],
        table: GrowingTable | None,
        *,
        ends: bool,
    ) -> tuple[list[list[Box]], Sequence[Any]]:
        """Close those of the first and of the last table of a page; with the letters in them.

        Args:
            pieces: the cells of each ruled table, from the top down.
            chars: the letters of the page.
            table: the table of the page before.
            ends: whether it is the last page.

        """
        spans = _open_spans(table) if table else []
        ruled = {box for cells in pieces for box in cells}
        pieces = _with_whole_columns(pieces, table)
        self.boxes = {box for cells in pieces for box in cells} - ruled
        closed: list[list[Box]] = []
        for at, cells in enumerate(pieces, 1):
            found = _cut(cells, above=bool(table) and at == 1, below=at == len(pieces) and not ends)
            over = spans if at == 1 else []
            if found or over:
                chars = _strays_put_back(found, over, _heights(cells), chars)
            self.boxes.update(found)
            closed.append([*cells, *found])
        return closed, chars


def _cut(cells: Sequence[Box], *, above: bool, below: bool) -> list[Box]:
    """Return the cells of a table that no line ends at the top or at the bottom of the page.

    Args:
        cells: those that lines enclose.
        above: whether the table may go on with one of the page before.
        below: whether it may go on on the next page.

    """
    across = edges([x for box in cells for x in (box[0], box[2])])
    down = edges([y for box in cells for y in (box[1], box[3])])
    found: list[Box] = []
    for left, right in pairwise(across):
        own = [box for box in cells if box[0] < (left + right) / 2 < box[2]]
        if not own:
            continue
        first, last = min(box[1] for box in own), max(box[3] for box in own)
        if above and place(down, first) > 0:
            found.append((left, down[0], right, first))
        if below and place(down, last) < len(down) - 1:
            found.append((left, last, right, down[-1]))
    return found


def _with_whole_columns(pieces: Sequence[list[Box]], table: GrowingTable | None) -> list[list[Box]]:
    """Put together what a cell parts that is merged over a whole page, and that no line ends.

    Args:
        pieces: the cells of the tables on a page.
        table: the table of the page before.

    """
    spans = _open_spans(table) if table else []
    if not spans or not pieces:
        return list(pieces)
    top, bottom = _heights(pieces[0])
    beside = [each for each in pieces if _near(_heights(each), (top, bottom))]
    cells = [box for piece in beside for box in piece]
    across = edges([x for box in cells for x in (box[0], box[2])])
    whole = [
        (left, top, right, bottom)
        for left, right in spans
        if not any(box[0] < (left + right) / 2 < box[2] for box in cells)
    ]
    known = table.edges if table else ()
    others = edges([*across, *(x for box in whole for x in (box[0], box[2]))])
    if not whole or not alike(known, others):
        return list(pieces)
    return [[*cells, *whole], *(each for each in pieces if each not in beside)]


def _open_spans(table: GrowingTable) -> list[tuple[float, float]]:
    """Return from where to where the cells reach across that the page before left open."""
    feet = ((left, foot) for left, foot in table.feet.items() if foot.open)
    return [(table.edges[left], table.edges[foot.right + 1]) for left, foot in feet]


def _heights(cells: Sequence[Box]) -> tuple[float, float]:
    """Return where a piece begins and ends."""
    return min(box[1] for box in cells), max(box[3] for box in cells)


def _near(own: Sequence[float], others: Sequence[float]) -> bool:
    """Tell whether two pieces begin and end at the same heights."""
    return all(abs(a - b) <= _NEAR for a, b in zip(own, others, strict=True))


def _strays_put_back(
    opened: Collection[Box],
    spans: Collection[tuple[float, float]],
    bounds: tuple[float, float],
    chars: Sequence[Any],
) -> list[Any]:
    """Return the letters of a page, those of open cells in its margins put back into these.

    A spreadsheet prints the text of such a cell where it would stand on paper without an end. What
    stands within the cell too, or on the other page, is there twice.

    Args:
        opened: the cells that no line ends.
        spans: from where to where those reach across that the page before left open.
        bounds: where the table begins and ends.
        chars: the letters of the page.

    """
    kept = list(chars)
    for left, top, right, bottom in opened:
        column = [char for char in kept if left < middle_x(char) < right]
        within = any(top < middle_y(c) < bottom for c in column if not c["text"].isspace())
        above = [c for c in column if middle_y(c) < bounds[0]] if top <= bounds[0] else []
        below = [c for c in column if middle_y(c) > bounds[1]] if bottom >= bounds[1] else []
        strays = above or below
        gone = set(map(id, strays))
        kept = [char for char in kept if id(char) not in gone]
        if strays and not within:
            highest = min(float(char["top"]) for char in strays)
            kept += [_moved(char, top + 1 - highest) for char in strays]
    # Below a header that is said again nothing is open any more.
    return [
        char
        for char in kept
        if middle_y(char) >= bounds[0] or not any(a < middle_x(char) < b for a, b in spans)
    ]


def _moved(char: Any, down: float) -> dict[str, Any]:
    """Return a letter that stands further down on the page."""
    matrix = (*char["matrix"][:5], char["matrix"][5] - down)
    lower = {name: char[name] + down for name in ("top", "bottom", "doctop")}
    return {**char, **lower, "y0": char["y0"] - down, "y1": char["y1"] - down, "matrix": matrix}
