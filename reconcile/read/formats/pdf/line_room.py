"""How much room the last line of a PDF's cell leaves, and whether a word would have found it."""

from collections.abc import Sequence
from typing import Any

from reconcile.read.formats.pdf.shapes import middle_y

Box = tuple[float, float, float, float]
_LINE = 0.5
"""Share of their size by which the letters of one line may stand higher or lower."""
_SPACE = 0.25
"""How wide a space is, in sizes."""
_GAP = 0.15
"""From which gap on, in sizes, two letters belong to two words."""
_FULL = 2.0
"""Points that the room beside a full line may be measured too wide."""
_PADDING = 8.0
"""Points between a line and its text, at most; what is more is centred."""


def room_behind(letters: Sequence[Any], box: Box) -> float:
    """Return how many points are left in the last line of a cell's text; none without one."""
    told = [char for char in letters if not char["text"].isspace()]
    if not told:
        return 0.0
    padding = min(_PADDING, *(float(char["x0"]) - box[0] for char in told))
    last = max(map(middle_y, told))
    line = [c for c in told if middle_y(c) >= last - _LINE * float(c["size"])]
    wide = max(float(c["x1"]) for c in line) - min(float(c["x0"]) for c in line)
    return box[2] - box[0] - 2 * padding - wide - _FULL


def first_word(letters: Sequence[Any]) -> float:
    """Return how wide the first word of a cell's text is, with the space before it."""
    told = [char for char in letters if not char["text"].isspace()]
    if not told:
        return 0.0
    first = min(map(middle_y, told))
    line = [c for c in told if middle_y(c) <= first + _LINE * float(c["size"])]
    line.sort(key=lambda char: float(char["x0"]))
    ends, size = float(line[0]["x1"]), float(line[0]["size"])
    for char in line[1:]:
        if float(char["x0"]) - ends > _GAP * size:
            break
        ends = float(char["x1"])
    return ends - float(line[0]["x0"]) + _SPACE * size
