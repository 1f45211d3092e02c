"""The header of a table without lines: where it is, its levels, its columns."""

from collections.abc import Callable, Sequence

from reconcile.model import Column
from reconcile.read.formats.pdf.pieces import TextBlock
from reconcile.read.tables.header_words import Named, Naming

_FEWEST = 3
"""Columns of a table; two texts beside each other are a letterhead."""
_NAMED = 2
"""How many headers must be known."""
_LEVELS = 3
_LONGEST = 120
_MOST = 60
"""Texts of a header; what has more is no header."""
_PIECE = 2
_BROKEN = 1 / 3
"""Share of texts of so few letters above which a line is a sentence whose words fell apart."""
_PARTLESS = (Column.STT, Column.TASK)
"""Columns that have no headers of their parts below their own."""

Band = Sequence[TextBlock]
Extent = tuple[float, float]
Written = Callable[[str], str]


def header_levels(bands: Sequence[Band], written: Written) -> int:
    """Count the bands from the first on that are the header of a table; 0 where they are none."""
    if not 2 <= len(bands[0]) <= _MOST or _is_broken(bands[0]):
        return 0
    header = list(bands[0])
    levels = 1
    for band in bands[1:_LEVELS]:
        if not _is_lower_level(header, band, written):
            break
        header += band
        levels += 1
    named = sum(_name(block, written) is not None for block in header)
    return levels if named >= _NAMED and len(columns_of(header)) >= _FEWEST else 0


def _is_broken(band: Band) -> bool:
    """Tell whether a line is in pieces of words: fonts that change in a word part it so."""
    pieces = [block for block in band if len(block.letters) <= _PIECE and block.letters.isalpha()]
    return len(pieces) > _BROKEN * len(band)


def columns_of(header: Band) -> list[Extent]:
    """Find how far each column's own headers reach; those over several columns are none's."""
    columns: list[Extent] = []
    for block in sorted(header, key=lambda block: block.x0):
        below = _under(block, header)
        if any(a.beside(b) for a in below for b in below):
            continue
        if columns and block.x0 < columns[-1][1]:
            columns[-1] = (columns[-1][0], max(columns[-1][1], block.x1))
        else:
            columns.append((block.x0, block.x1))
    return columns


def depths(header: Band) -> list[int]:
    """Count, for each header, how many stand over it, one over the other."""
    ordered = sorted(range(len(header)), key=lambda at: header[at].top)
    found = [0] * len(header)
    for at in ordered:
        below = headed_by(header[at], header)
        for other in ordered:
            if any(header[other] is block for block in below):
                found[other] = max(found[other], found[at] + 1)
    return found


def headed_by(block: TextBlock, header: Band) -> Band:
    """List the headers of the columns over which one is merged; none for that of one column."""
    below = _under(block, header)
    level = [other for other in header if other is not block and other.level_with(block)]
    # Only where others show that what has no parts stands at the top, and not in the middle.
    whole = [other for other in level if not _under(other, header)]
    if not below or not any(all(map(_is_below, below, [other] * len(below))) for other in whole):
        return below
    end = min((other.x0 for other in level if other.x0 > block.x0), default=float("inf"))
    lower = [b for b in header if any(map(b.level_with, below))]
    beside = [b for b in lower if block.x1 <= b.x0 < end]
    return [*below, *(b for b in beside if not any(b in _under(o, header) for o in header))]


def _under(block: TextBlock, header: Band) -> Band:
    """List the headers that stand right under one."""
    return [other for other in header if _is_below(other, block) and not other.beside(block)]


def _is_below(block: TextBlock, other: TextBlock) -> bool:
    """Tell whether one stands lower than another."""
    return block.top > other.top and not block.level_with(other)


def _is_lower_level(header: Band, band: Band, written: Written) -> bool:
    """Tell whether a band goes on with a header: it names parts of what stands above it."""
    if len(band) > _MOST or any(len(block.letters) > _LONGEST for block in band):
        return False
    if all(_name(block, written) for block in band):
        return True
    named = [(block, name) for block in header if (name := _name(block, written))]
    whole = [block for block, name in named if name.column in _PARTLESS]
    first = min(block.x0 for block in header)
    return (
        len(band) > 1
        and bool(whole)
        and all(block.x0 >= first and all(map(block.beside, whole)) for block in band)
    )


def _name(block: TextBlock, written: Written) -> Named | None:
    """Tell of which column of tasks a text is the header."""
    return Naming().name(" ".join(written(block.letters).split()))
