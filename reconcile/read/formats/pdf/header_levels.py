"""Headers of a PDF's table with two levels in one cell: that over several columns, and theirs.

Where no line parts the two, all of it would be one header over all of the columns.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from pdfplumber.utils.text import extract_text

from reconcile.read.formats.pdf.shapes import middle_x, middle_y
from reconcile.read.formats.pdf.written import Box
from reconcile.read.tables.header_words import Naming

_NEAR = 3.0
"""Points by which the edge of a cell may miss that of a column."""
_LONGEST = 160
"""Letters of a header with those below it; what has more is no header."""
_LINE = 0.4
"""Share of their size by which the letters of one line may stand higher or lower."""


def parted_levels(cells: Sequence[Box], edges: Sequence[float], chars: Sequence[Any]) -> list[Box]:
    """Part the cells over several columns whose lower lines are headers of each of these.

    Args:
        cells: the cells of a table.
        edges: where its columns begin and end.
        chars: the letters of the page.

    """
    parted: list[Box] = []
    for box in cells:
        inner = [edge for edge in edges if box[0] + _NEAR < edge < box[2] - _NEAR]
        parted += (inner and list(_parts(box, [box[0], *inner, box[2]], chars))) or [box]
    return parted


def _parts(box: Box, bounds: Sequence[float], chars: Sequence[Any]) -> Iterator[Box]:
    """Yield the cell over all columns and those below it; none where it is one header."""
    lines = _lines([char for char in chars if _within(char, box)])
    for at in range(1, len(lines)):
        lower = [char for line in lines[at:] for char in line]
        if all(_heads(lower, strip) for strip in pairwise(bounds)):
            ends = max(float(char["bottom"]) for line in lines[:at] for char in line)
            middle = (ends + min(float(char["top"]) for char in lower)) / 2
            yield (box[0], box[1], box[2], middle)
            yield from ((left, middle, right, box[3]) for left, right in pairwise(bounds))
            return


def _heads(chars: Sequence[Any], strip: tuple[float, float]) -> bool:
    """Tell whether the letters of a column are a known header that ends within it."""
    left, right = strip
    own = [char for char in chars if left < middle_x(char) < right]
    if any(c["x0"] < left - 1 or c["x1"] > right + 1 for c in own if not c["text"].isspace()):
        return False
    text = extract_text(own, x_tolerance_ratio=0.15) if own else ""
    return Naming().name(" ".join(text.split())) is not None


def _lines(chars: Sequence[Any]) -> list[list[Any]]:
    """Put the letters of a cell into lines, from the top down; none where they are too many."""
    if len(chars) > _LONGEST:
        return []
    lines: list[list[Any]] = []
    for char in sorted(chars, key=lambda char: float(char["bottom"])):
        if lines and char["bottom"] - lines[-1][0]["bottom"] <= _LINE * char["size"]:
            lines[-1].append(char)
        else:
            lines.append([char])
    return lines


def _within(char: Any, box: Box) -> bool:
    """Tell whether the middle of a letter lies in a cell."""
    return box[0] < middle_x(char) < box[2] and box[1] <= middle_y(char) <= box[3]
