"""Texts of a PDF that are higher than their rows and stand in empty cells above or below too.

No letter lies over another then, so that the page alone does not show that lines of one text stand
in several cells. But the width broke them off, and the program wrote one after the other.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from reconcile.read.formats.pdf.line_room import first_word, room_behind
from reconcile.read.formats.pdf.written_line import WrittenLine

Box = tuple[float, float, float, float]
_PITCH = (0.8, 1.6)
"""How far a line of a text is below another one, in sizes of its letters."""
_FLUSH = 1.5
"""Points by which the lines of a text may begin or end at other places."""
_LEVEL = 0.6
"""Points by which texts of one row may stand higher or lower."""
_HEIGHTS: tuple[Callable[[Sequence[float]], float], ...] = (min, max, lambda y: sum(y) / len(y))
"""Which height of a text lies in its row, as its cells are aligned: top, bottom or middle."""
Lines = Sequence[WrittenLine]


@dataclass(frozen=True, slots=True)
class Spilled:
    """Texts that stand in several cells, each with the one that it is of; -1 where unsure."""

    texts: Sequence[Lines]
    places: Sequence[int]

    def moved(self) -> dict[int, int]:
        """Return by letter in which cell it belongs."""
        pairs = zip(self.texts, self.places, strict=True)
        return {id(c): at for text, at in pairs if at >= 0 for line in text for c in line.letters}

    def doubtful(self) -> set[int]:
        """Return the cells that have lines of texts of which it is unsure where they belong."""
        pairs = zip(self.texts, self.places, strict=True)
        return {_cell(line) for text, at in pairs if at < 0 for line in text} - {-1}


def spilled(cells: Sequence[Box], lines: Lines) -> Spilled:
    """Find the texts of which lines stand in several cells, and whose they are.

    Args:
        cells: the cells of a table.
        lines: what is written in them, line by line, in the order in which it was written.

    """
    told = [line for line in lines if not line.is_blank]
    texts = [text for text in _texts(cells, told) if len({_cell(line) for line in text}) > 1]
    if not texts:
        return Spilled((), ())
    within = {id(line) for text in texts for line in text}
    others = [line for line in told if id(line) not in within and _cell(line) >= 0]
    tried = [_placed(cells, texts, others, height) for height in _HEIGHTS]
    best = max(tried, key=lambda each: each[1])
    clear = sum(level == best[1] for _, level in tried) == 1
    return Spilled(texts, best[0] if clear else [-1] * len(texts))


def _cell(line: WrittenLine) -> int:
    """Return in which cell a line begins; -1 for none."""
    return line.places[0]


def _texts(cells: Sequence[Box], lines: Lines) -> Iterator[list[WrittenLine]]:
    """Put the lines together that the width of their column broke."""
    text = [*lines[:1]]
    for above, line in pairwise(lines):
        if _goes_on(cells, above, line):
            text.append(line)
        else:
            yield text
            text = [line]
    yield text


def _goes_on(cells: Sequence[Box], above: WrittenLine, line: WrittenLine) -> bool:
    """Tell whether a line goes on with the one above it, which had no room for its first word."""
    # Above the first row of a table, or below its last one, is no cell.
    known = [cells[at] for at in (_cell(above), _cell(line)) if at >= 0]
    if not known or not above.open:
        return False
    a, b = known[0], known[-1]
    pitch = (line.base - above.base) / float(line.letters[0]["size"])
    same_column = abs(a[0] - b[0]) <= _FLUSH and abs(a[2] - b[2]) <= _FLUSH
    if not same_column or not _PITCH[0] <= pitch <= _PITCH[1] or not _flush(above, line):
        return False
    return first_word(line.letters) > room_behind(above.letters, a)


def _flush(above: WrittenLine, line: WrittenLine) -> bool:
    """Tell whether two lines begin or end at one place, or have one middle."""
    lefts, rights = above.left - line.left, above.right - line.right
    return min(abs(lefts), abs(rights), abs(lefts + rights) / 2) <= _FLUSH


def _placed(
    cells: Sequence[Box],
    texts: Sequence[Lines],
    others: Lines,
    height: Callable[[Sequence[float]], float],
) -> tuple[list[int], int]:
    """Find the cells of texts by one of their heights, and count those that fit into their rows."""
    taken = {_cell(line) for line in others}
    found: list[int] = []
    fits = 0
    for text in texts:
        base = height([line.base for line in text])
        at = _at(cells, next(line for line in text if _cell(line) >= 0), base)
        # The middle of a text is as low as that of the others in its row, if that is where it is.
        row = [line for line in others if at >= 0 and _beside(cells[at], cells[_cell(line)])]
        fits += any(abs(line.base - base) <= _LEVEL for line in row)
        found.append(at if at not in taken and at not in found else -1)
    return found, fits


def _at(cells: Sequence[Box], line: WrittenLine, base: float) -> int:
    """Find the cell of a line's column at another height."""
    first = cells[_cell(line)]
    middle = _middle(line) + base - line.base
    for at, box in enumerate(cells):
        if abs(box[0] - first[0]) <= _FLUSH and box[1] <= middle < box[3]:
            return at
    return -1


def _middle(line: WrittenLine) -> float:
    """Return how low the middle of a line stands."""
    char: Any = line.letters[0]
    return float(char["top"] + char["bottom"]) / 2


def _beside(own: Box, other: Box) -> bool:
    """Tell whether two cells are of one row, and of that alone."""
    return abs(own[1] - other[1]) <= _FLUSH and abs(own[3] - other[3]) <= _FLUSH
