"""How much room text takes: letter widths, lines after wrapping, heights."""

import math
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

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

_HORN = "\u031b"


def column_points(width: float) -> float:
    """Return how wide a column is on paper, in points.

    Args:
        width: in Excel's unit, the digits that fit.

    """
    return math.floor(width * PIXELS_PER_WIDTH) * POINTS_PER_PIXEL


def text_room(widths: Iterable[float]) -> float:
    """Return the points that text may take in a line of a cell over columns of these widths."""
    return sum(map(column_points, widths)) - PADDING * POINTS_PER_PIXEL


def count_lines(text: str, room: float, *, size: float, bold: bool = False) -> int:
    """Count the lines that a text takes when wrapped; at least 1.

    Args:
        text: in any Unicode form; its own line breaks count.
        room: width of the line, in points.
        size: of the font, in points.
        bold: whether the letters are bold.

    """
    letters = _letters("bold" if bold else "regular")
    line = max(room * SAFETY / size * 1000, 1.0)
    return sum(_wrap(part, line, letters) for part in text.split("\n")) if text else 1


def row_height(lines: int, size: float) -> float:
    """Return the height of a row, in points, in steps of 0.75 (a pixel), at most Excel's own."""
    pixels = math.ceil((lines * size * LINE + EDGE) / POINTS_PER_PIXEL)
    return min(pixels * POINTS_PER_PIXEL, TALLEST)


def _wrap(text: str, line: float, letters: Mapping[str, int]) -> int:
    """Count the lines of one paragraph, words kept whole where a line holds them."""
    lines, used, space = 1, 0.0, letters[" "]
    for word in _plain(text).split(" "):
        wide = sum(letters.get(letter, letters["other"]) for letter in word)
        if used and used + space + wide > line:
            lines, used = lines + 1, 0.0
        if wide > line:
            broken = math.ceil(wide / line) - 1
            lines, used = lines + broken, wide - broken * line
        else:
            used += wide + (space if used else 0)
    return lines


def _plain(text: str) -> str:
    """Take off the marks that add no width."""
    apart = unicodedata.normalize("NFD", text)
    kept = (c for c in apart if c == _HORN or not unicodedata.combining(c))
    return unicodedata.normalize("NFC", "".join(kept))


@cache
def _letters(face: str) -> dict[str, int]:
    """Read the widths of one face: letter → thousandths of the font size."""
    raw = files("reconcile.report").joinpath("widths.toml").read_text("utf-8")
    table = tomllib.loads(raw)[face]
    other = table.pop("other")
    return {c: int(width) for width, chars in table.items() for c in chars} | {"other": other}
