"""How much room text takes in cells: lines after wrapping, heights."""

import math
from functools import cache, lru_cache

from reconcile.office.text_width import Face, text_width

PIXELS_PER_WIDTH = 7
"""Of one unit of column width: a digit of the workbook's base font on a screen of 96 dpi."""
POINTS_PER_PIXEL = 0.75
PADDING = 7
"""Pixels of a cell that never hold text: its margins and the grid line."""
SAFETY = 0.96
"""Programs and screens round letter widths differently; a line is counted a little short."""
LINE = 1.25
"""Height of a line, in font sizes; the letters themselves, with the marks on Ế and Ự, take 1.15."""
EDGE = 3.0
"""Points that a row is higher than its lines."""
TALLEST = 409.0
"""Points; Excel refuses a higher row."""
_KEPT_TEXTS = 1 << 12
"""Texts of which it is remembered how they break: the upper plan's stand in every workbook."""


def column_points(width: float) -> float:
    """Return how wide a column is on paper, in points.

    Args:
        width: in Excel's unit, the digits that fit.

    """
    # Excel keeps columns in whole pixels.
    return math.floor(width * PIXELS_PER_WIDTH) * POINTS_PER_PIXEL


@cache
def text_room(widths: tuple[float, ...]) -> float:
    """Return the points that text may take in a line of a cell over columns of these widths."""
    return sum(map(column_points, widths)) - PADDING * POINTS_PER_PIXEL


@lru_cache(_KEPT_TEXTS)
def count_lines(text: str, room: float, *, size: float, bold: bool = False) -> int:
    """Count the lines that a text takes when wrapped; at least 1.

    Args:
        text: in any Unicode form; its own line breaks count.
        room: width of the line, in points.
        size: of the font, in points.
        bold: whether the letters are bold.

    """
    if not text:
        return 1
    # Never 0 or less: a column can be narrower than the padding of its cells.
    line = max(room * SAFETY / size, 0.001)
    face = Face.BOLD if bold else Face.REGULAR
    return sum(_wrap(part, line, face) for part in text.split("\n"))


@cache
def row_height(lines: int, size: float) -> float:
    """Return the height of a row, in points, in steps of 0.75 (a pixel), at most Excel's own."""
    pixels = math.ceil((lines * size * LINE + EDGE) / POINTS_PER_PIXEL)
    return min(pixels * POINTS_PER_PIXEL, TALLEST)


def _wrap(text: str, line: float, face: Face) -> int:
    """Count the lines of a paragraph; ``line`` is its room, in sizes of the letters."""
    lines, used, space = 1, 0.0, _wide(" ", face)
    for word in text.split(" "):
        wide = _wide(word, face)
        if used and used + space + wide > line:
            lines, used = lines + 1, 0.0
        # Excel breaks a word that is wider than its column at the edge.
        if wide > line:
            broken = math.ceil(wide / line) - 1
            lines, used = lines + broken, wide - broken * line
        else:
            used += wide + (space if used else 0)
    return lines


@lru_cache(maxsize=1 << 16)
def _wide(word: str, face: Face) -> float:
    """Measure a word in sizes of its letters; plans of one programme share most of their words."""
    return text_width(word, 1, face)
