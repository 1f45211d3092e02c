"""Where the columns of a table without lines part: between two headers, where no text stands."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from reconcile.read.formats.pdf.pieces import TextBlock

_MOST_CROSSED = 0.5
"""Share of the rows whose texts may reach over the edge between two columns."""
_LOOK = 300
"""How many rows are looked at, over the whole table; the others are held against what they say."""

Extent = tuple[float, float]
Band = Sequence[TextBlock]


class UnsureTableError(Exception):
    """A table without lines whose columns or rows cannot be told surely."""


def edges_between(columns: Sequence[Extent], bands: Sequence[Band]) -> list[float]:
    """Find the edge between each two columns.

    Args:
        columns: how far the headers of each reach.
        bands: the rows of the table, header and body.

    Raises:
        UnsureTableError: a text may be of either column.

    """
    # A text that stands alone may be a heading over all columns.
    told = [band for band in bands if len(band) > 1]
    told = told[:: 1 + len(told) // _LOOK]
    edges: list[float] = []
    for left, right in pairwise(columns):
        last = edges[-1] if edges else float("-inf")
        edges.append(_edge(last, left, right, told))
    return edges


def _edge(last: float, left: Extent, right: Extent, bands: Sequence[Band]) -> float:
    """Find the one place between two headers that parts the texts of all rows."""
    places = list(_places(left[1], right[0], [b for band in bands for b in band]))
    costs = [_cost(place, last, right[1], bands) for place in places]
    if not costs:
        raise UnsureTableError
    clashes, crossed = min(costs)
    best = [at for at, cost in enumerate(costs) if cost == (clashes, crossed)]
    # Where texts stand between two strips, either of which may be the edge, they are no one's.
    if clashes or crossed > _MOST_CROSSED * len(bands) or best[-1] - best[0] >= len(best):
        raise UnsureTableError
    return places[best[len(best) // 2]]


def _places(low: float, high: float, blocks: Sequence[TextBlock]) -> Iterator[float]:
    """Yield the middle of each strip between two headers where texts neither begin nor end."""
    ends = {round(x, 1) for block in blocks for x in (block.x0, block.x1) if low < x < high}
    marks = sorted({low, high, *ends})
    yield from ((a + b) / 2 for a, b in pairwise(marks) if b > a)


def _cost(place: float, last: float, end: float, bands: Sequence[Band]) -> tuple[int, int]:
    """Count the rows that an edge at a place does not fit, and those with a text over it.

    It does not fit where one of the two columns would hold two texts beside each other. A text
    over it may be a heading that fills other cells of its row too.
    """
    clashes = crossed = 0
    for band in bands:
        over = [block for block in band if block.x0 < place < block.x1]
        left = [block for block in band if last <= block.x0 and block.x1 <= place]
        right = [block for block in band if place <= block.x0 < end]
        crossed += bool(over)
        clashes += _clash([*over, *left]) or _clash([*over, *right])
    return clashes, crossed


def _clash(blocks: Band) -> bool:
    """Tell whether two texts stand beside each other."""
    return any(a.beside(b) and a.level_with(b) for a in blocks for b in blocks)
