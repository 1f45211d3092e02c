"""Which cell of a ruled table the letters of a PDF's page are of, by how they were written.

A text that is too long for its cell is printed over its neighbours: then the places of letters say
nothing. But a program writes a cell line by line, and only then the next one.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from reconcile.read.formats.pdf.overlaps import is_overprinted, touches
from reconcile.read.formats.pdf.shapes import middle_x, middle_y
from reconcile.read.formats.pdf.spilled import spilled
from reconcile.read.formats.pdf.written_line import Letters, WrittenLine, written_lines

Box = tuple[float, float, float, float]
_LINES = (0, -1, 1)
"""Which line of a text lies in its cell: the first, the last, the middle one."""
_PITCH = (0.8, 1.6)
"""How far a line of a cell is below another one, in sizes of its letters."""
_SAME = 0.03
"""By how much lines of one text may differ in that."""
_SINGLE = 1.3
"""The same where no line of the table was broken off."""
_WORD = 4.0
"""How wide the longest syllable is, in sizes: where more room is left, the next one would fit."""
_INSIDE = 1.0
"""Points by which a text begins within its cell, at least."""


def letters_of_cells(cells: Sequence[Box], chars: Sequence[Any]) -> tuple[list[Letters], set[int]]:
    """Return the letters of each cell: by their places, or as they were written if need be.

    And which cells are doubtful all the same: printed over, or cut off in the middle of a text.
    """
    rows = sorted(range(len(cells)), key=lambda i: cells[i][1])
    places = [_cell_at(cells, rows, middle_x(char), middle_y(char)) for char in chars]
    lines = list(written_lines(chars, places))
    found = spilled(cells, lines)
    moved = found.moved()
    kept = [moved.get(id(char), place) for char, place in zip(chars, places, strict=True)]
    plain = _gathered(zip(kept, ([char] for char in chars), strict=True), len(cells))
    if not any(map(touches, plain)):
        return plain, found.doubtful()
    texts = list(_texts(lines, cells))
    tried = [_placed(texts, cells, rows, line) for line in _LINES]
    placed, _ = min(tried, key=lambda each: each[1])
    letters = ([char for line in text for char in line.letters] for text in texts)
    held = _gathered(zip(placed, letters, strict=True), len(cells))
    doubtful = set(_doubtful(texts, placed, cells))
    if sum(map(touches, held)) >= sum(map(touches, plain)):
        held, doubtful = plain, set()
    return held, {at for at, each in enumerate(held) if is_overprinted(each)} | doubtful


@dataclass(frozen=True, slots=True)
class LooseLetters:
    """Letters of a page that are of no cell."""

    letters: Sequence[Any]
    pitch: float = 0.0
    """How far lines of one text are apart, where rows are lower than their texts; else 0."""


def loose_letters(cells: Sequence[Box], chars: Sequence[Any]) -> LooseLetters:
    """Return the letters of a page that are of none of some cells."""
    held, _ = letters_of_cells(cells, chars)
    inside = {id(char) for letters in held for char in letters}
    letters = [char for char in chars if id(char) not in inside]
    placed = ((box, char) for box, own in zip(cells, held, strict=True) for char in own)
    if all(box[1] <= middle_y(char) < box[3] for box, char in placed):
        return LooseLetters(letters)
    told = [line for line in written_lines(chars, [0] * len(chars)) if not line.is_blank]
    return LooseLetters(letters, _usual_pitch(told))


@dataclass(frozen=True, slots=True)
class Written:
    """A text as it was written: how far it reaches, and the size of its letters."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float


def texts_in(columns: Sequence[Box], loose: LooseLetters) -> Iterator[Written]:
    """Yield the texts that stand in some columns, none of which has cells."""
    rows = range(len(columns))
    placed = [(c, _cell_at(columns, rows, middle_x(c), middle_y(c))) for c in loose.letters]
    inside = [(char, at) for char, at in placed if at >= 0]
    lines = list(written_lines([char for char, _ in inside], [at for _, at in inside]))
    for text in _texts(lines, (), loose.pitch):
        letters = [char for line in text for char in line.letters]
        yield Written(
            "".join(char["text"] for char in letters).strip(),
            min(line.left for line in text),
            min(float(char["top"]) for char in letters),
            max(line.right for line in text),
            max(float(char["bottom"]) for char in letters),
            float(letters[0]["size"]),
        )


def _doubtful(
    texts: Sequence[Sequence[WrittenLine]], placed: Sequence[int], cells: Sequence[Box]
) -> Iterator[int]:
    """Yield the cells whose text may not be whole, or may be of a cell that is left empty."""
    for at, text in zip(placed, texts, strict=True):
        if at >= 0 and _is_cut(text[-1], cells):
            yield at
        for above, line in pairwise(text):
            if not above.open and line.places[0] not in (-1, *above.places[:1], *placed):
                yield from {each.places[0] for each in text} - {-1}


def _is_cut(line: WrittenLine, cells: Sequence[Box]) -> bool:
    """Tell whether the width broke a line, and it does not only end in a space that was typed."""
    cell = cells[line.places[0]]
    room = (cell[2] - cell[0]) - (line.right - line.left)
    return line.open and room <= _WORD * float(line.letters[0]["size"])


def _gathered(placed: Iterable[tuple[int, Letters]], count: int) -> list[Letters]:
    """Put letters together by cells."""
    held: list[Letters] = [[] for _ in range(count)]
    for at, letters in placed:
        if at >= 0:
            held[at] += letters
    return held


def _texts(
    lines: Sequence[WrittenLine], cells: Sequence[Box], pitch: float = 0.0
) -> Iterator[list[WrittenLine]]:
    """Put the lines that were written one after the other, each below the last, together."""
    told = [line for line in lines if not line.is_blank]
    usual = pitch or _usual_pitch(told)
    text: list[WrittenLine] = []
    for line in told:
        if text and not _is_next_line(text, line, usual, cells):
            yield text
            text = []
        text.append(line)
    if text:
        yield text


def _usual_pitch(lines: Sequence[WrittenLine]) -> float:
    """Return how far lines are apart that the width broke; 0 where none is."""
    pitches = Counter(
        round(_pitch(above, line), 2)
        for above, line in pairwise(lines)
        if above.open and _PITCH[0] <= _pitch(above, line) <= _PITCH[1]
    )
    return pitches.most_common(1)[0][0] if pitches else 0.0


def _is_next_line(
    text: Sequence[WrittenLine], line: WrittenLine, usual: float, cells: Sequence[Box]
) -> bool:
    """Tell whether a line goes on below a text.

    What the width broke off ends in a space. Else the line may begin another text, unless it stands
    in the same cell, or as far below as lines of one text are. But where rows are as high as a line
    the texts of two cells are just as far apart, and a space may have been typed at the end of one.
    """
    above, pitch = text[-1], _pitch(text[-1], line)
    if line.right <= above.left or above.right <= line.left or not _fits(pitch):
        return False
    if cells and above.places[0] == line.places[0]:
        return True
    if cells and _alike_in_cells(above, line, cells) and not _is_cut(above, cells):
        return False
    return above.open or abs(usual - pitch) <= _SAME if usual else pitch <= _SINGLE


def _alike_in_cells(above: WrittenLine, line: WrittenLine, cells: Sequence[Box]) -> bool:
    """Tell whether two lines stand equally high in cells of their own."""
    upper, lower = above.places[0], line.places[0]
    if -1 in (upper, lower):
        return False
    shift = (cells[lower][1] - cells[upper][1]) - (line.base - above.base)
    return abs(shift) <= _SAME * float(line.letters[0]["size"])


def _fits(pitch: float) -> bool:
    """Tell whether lines of a cell may be so far apart."""
    return _PITCH[0] <= pitch <= _PITCH[1]


def _pitch(above: WrittenLine, line: WrittenLine) -> float:
    """Tell how far a line is below another, in sizes of its letters."""
    return (line.base - above.base) / float(line.letters[0]["size"])


def _placed(
    texts: Sequence[Sequence[WrittenLine]], cells: Sequence[Box], rows: Sequence[int], line: int
) -> tuple[list[int], int]:
    """Find the cells of texts by one of their lines, and count the texts that do not fit."""
    found: list[int] = []
    misfits = 0
    for text in texts:
        y = middle_y(text[len(text) // 2 if line > 0 else line].letters[0])
        left, right = min(each.left for each in text), max(each.right for each in text)
        at = _cell_at(cells, rows, left + _INSIDE, y)
        if at >= 0 and right - left < cells[at][2] - cells[at][0]:
            at = _cell_at(cells, rows, (left + right) / 2, y)
        misfits += at in found or at < 0
        found.append(at)
    return found, misfits


def _cell_at(cells: Sequence[Box], rows: Sequence[int], x: float, y: float) -> int:
    """Find the cell at a place, going through them from the top down; -1 where there is none."""
    for i in rows:
        left, top, right, bottom = cells[i]
        if top > y:
            break
        if left <= x < right and y < bottom:
            return i
    return -1
