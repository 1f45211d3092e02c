"""The letters of a PDF's page → blocks of text that were written in one go, by their places.

Where nothing is drawn round the cells of a table, what parts them is how their text was written:
a program writes a cell line by line, and then goes on elsewhere. Within a cell words are parted
by a space; between two cells no space is written.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from reconcile.read.formats.pdf.shapes import middle_x
from reconcile.read.formats.pdf.written_line import WrittenLine, written_lines
from reconcile.read.tables.row_signs import is_stt

_BASE = 0.3
"""Share of the size of letters by which those of one line may stand higher or lower."""
_GAP, _SPACE = 0.15, 0.35
"""The widest gap within a line, and beside a written space, in sizes of its letters."""
_BACK, _NOT_BACK = 0.5, 0.1
"""How far a letter may reach back over the one before it, and over a space."""
_PITCH, _WRAPPED = 1.28, 2.2
"""From line to line of one cell, and where the upper one ends in a space, at most, in sizes."""
_SAME = 0.03
"""By how much the pitch of lines may differ from that of lines that the width broke."""
_DATE = re.compile(r"/\d{1,3}$")
_FONTS, _BEFORE = 2, 12
"""From so many fonts on some may lend letters, to one of so many lines written before."""
_TOUCH = 0.2
"""Share of their size by which the letters of two rows may reach into each other."""


@dataclass(frozen=True, slots=True)
class TextBlock:
    """Lines that were written one below the other: the text of one cell, or a part of it."""

    lines: tuple[str, ...]
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    """The height of its letters."""

    @property
    def letters(self) -> str:
        """Its letters as they are in the file."""
        return "\n".join(line.strip() for line in self.lines)

    @property
    def open(self) -> bool:
        """Whether it ends in a space, so that a text may go on after it."""
        return self.lines[-1][-1].isspace()

    def beside(self, other: "TextBlock") -> bool:
        """Tell whether no part of it stands above or below the other."""
        return self.x1 <= other.x0 or other.x1 <= self.x0

    def level_with(self, other: "TextBlock") -> bool:
        """Tell whether a part of it stands as high as a part of the other."""
        touch = _TOUCH * min(self.size, other.size)
        return self.top < other.bottom - touch and other.top < self.bottom - touch

    def over(self, line: "TextBlock") -> "TextBlock":
        """Put a line below it."""
        return TextBlock(
            (*self.lines, *line.lines),
            min(self.x0, line.x0),
            min(self.top, line.top),
            max(self.x1, line.x1),
            max(self.bottom, line.bottom),
            max(self.size, line.size),
        )


def blocks_of(chars: Sequence[Any]) -> list[TextBlock]:
    """Put the letters of a page together to blocks, in the order in which they were written."""
    lines = list(_lines(chars))
    pitch = _usual_pitch(lines)
    blocks: list[TextBlock] = []
    for line in lines:
        if blocks and _goes_on_below(blocks[-1], line, pitch):
            blocks[-1] = blocks[-1].over(line)
        else:
            blocks.append(line)
    return blocks


def bands_of(blocks: Sequence[TextBlock]) -> list[list[TextBlock]]:
    """Put blocks that stand beside each other into bands, from the top of a page down."""
    bands: list[list[TextBlock]] = []
    low = 0.0
    for block in sorted(blocks, key=lambda block: (block.top, block.x0)):
        if bands and block.top < low:
            bands[-1].append(block)
        else:
            bands.append([block])
            low = 0.0
        low = max(low, block.bottom - _TOUCH * block.size)
    return bands


def _lines(chars: Sequence[Any]) -> Iterator[TextBlock]:
    """Yield what was written in one go on one line."""
    held: list[Any] = []
    for char in _with_lent(chars):
        if held and not _goes_on(held[-1], char):
            yield from _line(held)
            held = []
        held.append(char)
    yield from _line(held)


def _with_lent(chars: Sequence[Any]) -> Sequence[Any]:
    """Put letters that another font lends, which are written behind their line, where they stand.

    Fonts without Vietnamese letters are helped out so.
    """
    if len({char["fontname"] for char in chars}) < _FONTS:
        return chars
    lines: list[WrittenLine] = []
    for line in written_lines(chars, range(len(chars))):
        ended = next(
            (other for other in reversed(lines[-_BEFORE:]) if _ends_with(other, line)), None
        )
        if ended:
            for char, place in zip(line.letters, line.places, strict=True):
                ended.add(char, place)
        else:
            lines.append(line)
    return [char for line in lines for char in sorted(line.letters, key=middle_x)]


def _ends_with(line: WrittenLine, lent: WrittenLine) -> bool:
    """Tell whether letters of another font stand right behind the last one of a line."""
    size = float(lent.letters[0]["size"])
    gap = lent.left - line.right
    other = lent.letters[0]["fontname"] != line.letters[0]["fontname"]
    return other and abs(line.base - lent.base) <= _NOT_BACK * size and abs(gap) <= _GAP * size


def _line(chars: list[Any]) -> Iterator[TextBlock]:
    """Make a line of its letters, if there is any; written spaces take no place."""
    shown = [char for char in chars if not char["text"].isspace()]
    if shown:
        yield TextBlock(
            ("".join(char["text"] for char in chars).lstrip(),),
            min(float(char["x0"]) for char in shown),
            min(float(char["top"]) for char in shown),
            max(float(char["x1"]) for char in shown),
            max(float(char["bottom"]) for char in shown),
            max(float(char["size"]) for char in shown),
        )


def _goes_on(before: Any, char: Any) -> bool:
    """Tell whether a letter was written right after another one, on its line."""
    size = float(before["size"])
    if abs(char["bottom"] - before["bottom"]) > _BASE * size:
        return False
    spaced = before["text"].isspace() or char["text"].isspace()
    low, high = (-_NOT_BACK, _SPACE) if spaced else (-_BACK, _GAP)
    return low * size <= float(char["x0"] - before["x1"]) <= high * size


def _usual_pitch(lines: Sequence[TextBlock]) -> float:
    """Return how far lines of a cell are mostly apart, by those that the width broke."""
    pitches = (
        round(_pitch(above, line), 2)
        for above, line in pairwise(lines)
        if above.open and not above.beside(line) and _BASE < _pitch(above, line) <= _WRAPPED
    )
    told = Counter(pitches).most_common(1)
    return told[0][0] + _SAME if told else _PITCH


def _pitch(above: TextBlock, line: TextBlock) -> float:
    """Tell how far a line is below another, in sizes of its letters."""
    return (line.bottom - above.bottom) / above.size


def _goes_on_below(block: TextBlock, line: TextBlock, pitch: float) -> bool:
    """Tell whether a line is the next one of a block."""
    most = _WRAPPED if block.open else pitch
    if block.beside(line) or not _BASE < _pitch(block, line) <= most:
        return False
    # A heading over all columns, and the number of the row below it: they begin at one place.
    return block.open or not is_stt(line.letters) or _DATE.search(block.letters) is not None
