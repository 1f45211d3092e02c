"""How wide a text is in Times, so that lines under it and cells round it can be measured."""

import tomllib
import unicodedata
from enum import StrEnum
from functools import cache
from importlib.resources import files

_HORN = "\u031b"
"""Of ơ and ư, which are wider than o and u."""


class Face(StrEnum):
    """A face of the Times family."""

    REGULAR = "regular"
    BOLD = "bold"
    ITALIC = "italic"


def text_width(text: str, size: float, face: Face) -> float:
    """Measure one line of text.

    Args:
        text: any Unicode form; a character that the table lacks counts as wide as ``n``.
        size: of the type, in points.
        face: bold italic is measured as bold.

    Returns:
        The width in points, within 1 % of what Word prints.

    """
    letters = unicodedata.normalize("NFC", text)
    if _HORN in letters:  # of a letter with another mark between: both count as one
        letters = _plain(letters)
    return sum(map(_widths()[face].__getitem__, letters)) * size / 1000


def wrap(text: str, size: float, width: float, face: Face = Face.REGULAR) -> tuple[str, ...]:
    """Break a text into the lines that a column of ``width`` points gives it.

    Returns:
        The lines in order; a single word wider than the column stays one line. A hard line
        break in the text ends a line, and a non-breaking space never does.

    """
    lines: list[str] = []
    for part in text.split("\n"):
        line = ""
        for word in part.split(" "):
            longer = f"{line} {word}" if line else word
            if line and text_width(longer, size, face) > width:
                lines.append(line)
                line = word
            else:
                line = longer
        lines.append(line)
    return tuple(lines)


class _Widths(dict[str, int]):
    """Character → thousandths of the size; that of a letter with marks is looked up once."""

    def __missing__(self, char: str) -> int:
        """Find the width of a character that the table does not name."""
        letters = _plain(" " if char == "\u00a0" else char)
        self[char] = sum(self.get(letter, self["n"]) for letter in letters)
        return self[char]


def _plain(text: str) -> str:
    """Take the marks off letters that the table does not name with them."""
    apart = unicodedata.normalize("NFD", text)
    kept = "".join(c for c in apart if c == _HORN or not unicodedata.combining(c))
    # Put together again for ơ and ư alone: the table has base letters and these two.
    return unicodedata.normalize("NFC", kept)


@cache
def _widths() -> dict[Face, _Widths]:
    """Read the table of widths once, by face."""
    raw = files("reconcile.office").joinpath("font_widths.toml").read_text("utf-8")
    said: dict[str, dict[str, str]] = tomllib.loads(raw)
    return {
        Face(face): _Widths((char, int(width)) for width, chars in rows.items() for char in chars)
        for face, rows in said.items()
    }
