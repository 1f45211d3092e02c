"""Which cell of a ruled table the letters of a PDF's page are of, by how they were written.

A text that is too long for its cell is printed over its neighbours: then the places of letters say
nothing. But a program writes a cell line by line, and only then the next one.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from reconcile.read.formats.pdf_overlaps import is_overprinted, touches
from reconcile.read.formats.pdf_shapes import middle_x, middle_y

Box = tuple[float, float, float, float]
Letters = list[Any]
_LINES = (0, -1, 1)
"""Which line of a text lies in its cell: the first, the last, the middle one."""
_PITCH = (0.8, 1.6)
"""How far a line of a cell is below another one, in sizes of its letters."""
_SAME = 0.03
"""By how much lines of one text may differ in that."""
_SINGLE = 1.3
"""The same where no line of the table was broken off."""
_LEVEL = 0.1
"""Share of their size by which letters of one line may stand higher or lower."""
_GAP = 0.12
"""The widest gap between two letters of a line that crosses an edge, in sizes."""
_INSIDE = 1.0
"""Points by which a text begins within its cell, at least."""


@dataclass(slots=True)
class _Line:
    """Letters that were written one after the other on one line of a cell.

    Those that another font has to lend are written behind the others of their line.
    """

    letters: Letters
    places: list[int]
    """The cells in which the letters lie."""
    left: float
    right: float

    @property
    def base(self) -> float:
        """How low on the page it stands."""
        return _base(self.letters[0])

    @property
    def is_blank(self) -> bool:
        """Whether it has nothing but spaces."""
        return all(char["text"].isspace() for char in self.letters)

    @property
    def open(self) -> bool:
        """Whether the width broke it off, so that it ends in a space."""
        last = max(self.letters, key=lambda char: float(char["x1"]))
        return bool(last["text"].isspace())

    def takes(self, char: Any, place: int) -> bool:
        """Tell whether a letter goes on with it."""
        size = float(char["size"])
        if abs(_base(char) - self.base) > _LEVEL * size:
            return False
        if place == self.places[-1] or self.left <= char["x0"] <= self.right:
            return True
        return abs(float(char["x0"]) - float(self.letters[-1]["x1"])) <= _GAP * size

    def add(self, char: Any, place: int) -> None:
        """Put a letter to it."""
        self.letters.append(char)
        self.places.append(place)
        self.left = min(self.left, float(char["x0"]))
        if not char["text"].isspace():
            self.right = max(self.right, float(char["x1"]))


def letters_of_cells(cells: Sequence[Box], chars: Sequence[Any]) -> tuple[list[Letters], set[int]]:
    """Return the letters of each cell: by their places, or as they were written if need be.

    And which cells are doubtful all the same: printed over, or cut off in the middle of a text.
    """
    rows = sorted(range(len(cells)), key=lambda i: cells[i][1])
    places = [_cell_at(cells, rows, middle_x(char), middle_y(char)) for char in chars]
    plain = _gathered(zip(places, ([char] for char in chars), strict=True), len(cells))
    if not any(map(touches, plain)):
        return plain, set()
    texts = list(_texts(list(_lines(chars, places))))
    tried = [_placed(texts, cells, rows, line) for line in _LINES]
    placed, _ = min(tried, key=lambda each: each[1])
    letters = ([char for line in text for char in line.letters] for text in texts)
    held = _gathered(zip(placed, letters, strict=True), len(cells))
    cut = {at for at, text in zip(placed, texts, strict=True) if text[-1].open}
    if sum(map(touches, held)) >= sum(map(touches, plain)):
        held, cut = plain, set()
    return held, {at for at, each in enumerate(held) if is_overprinted(each)} | cut


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
    told = [line for line in _lines(chars, [0] * len(chars)) if not line.is_blank]
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
    lines = list(_lines([char for char, _ in inside], [at for _, at in inside]))
    for text in _texts(lines, loose.pitch):
        letters = [char for line in text for char in line.letters]
        yield Written(
            "".join(char["text"] for char in letters).strip(),
            min(line.left for line in text),
            min(float(char["top"]) for char in letters),
            max(line.right for line in text),
            max(float(char["bottom"]) for char in letters),
            float(letters[0]["size"]),
        )


def _gathered(placed: Iterable[tuple[int, Letters]], count: int) -> list[Letters]:
    """Put letters together by cells."""
    held: list[Letters] = [[] for _ in range(count)]
    for at, letters in placed:
        if at >= 0:
            held[at] += letters
    return held


def _lines(chars: Sequence[Any], places: Sequence[int]) -> Iterator[_Line]:
    """Put letters together to lines."""
    line: _Line | None = None
    for char, place in zip(chars, places, strict=True):
        if line and line.takes(char, place):
            line.add(char, place)
            continue
        if line:
            yield line
        space = char["text"].isspace()
        line = _Line([char], [place], float(char["x0"]), float(char["x0" if space else "x1"]))
    if line:
        yield line


def _texts(lines: Sequence[_Line], pitch: float = 0.0) -> Iterator[list[_Line]]:
    """Put the lines that were written one after the other, each below the last, together."""
    told = [line for line in lines if not line.is_blank]
    usual = pitch or _usual_pitch(told)
    text: list[_Line] = []
    for line in told:
        if text and not _is_next_line(text, line, usual, in_cells=not pitch):
            yield text
            text = []
        text.append(line)
    if text:
        yield text


def _usual_pitch(lines: Sequence[_Line]) -> float:
    """Return how far lines are apart that the width broke; 0 where none is."""
    pitches = Counter(
        round(_pitch(above, line), 2)
        for above, line in pairwise(lines)
        if above.open and _PITCH[0] <= _pitch(above, line) <= _PITCH[1]
    )
    return pitches.most_common(1)[0][0] if pitches else 0.0


def _is_next_line(text: Sequence[_Line], line: _Line, usual: float, *, in_cells: bool) -> bool:
    """Tell whether a line goes on below a text.

    What the width broke off ends in a space. Else the line may begin another text, unless it stands
    in the same cell, or as far below as lines of one text are.
    """
    above, pitch = text[-1], _pitch(text[-1], line)
    if line.right <= above.left or above.right <= line.left or not _fits(pitch):
        return False
    if above.open or (in_cells and above.places[0] == line.places[0]):
        return True
    return abs(usual - pitch) <= _SAME if usual else pitch <= _SINGLE


def _fits(pitch: float) -> bool:
    """Tell whether lines of a cell may be so far apart."""
    return _PITCH[0] <= pitch <= _PITCH[1]


def _pitch(above: _Line, line: _Line) -> float:
    """Tell how far a line is below another, in sizes of its letters."""
    return (line.base - above.base) / float(line.letters[0]["size"])


def _placed(
    texts: Sequence[Sequence[_Line]], cells: Sequence[Box], rows: Sequence[int], line: int
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


def _base(char: Any) -> float:
    """Return how low on the page a letter stands, whatever its font."""
    return -float(char["matrix"][5])


def _cell_at(cells: Sequence[Box], rows: Sequence[int], x: float, y: float) -> int:
    """Find the cell at a place, going through them from the top down; -1 where there is none."""
    for i in rows:
        left, top, right, bottom = cells[i]
        if top > y:
            break
        if left <= x < right and y < bottom:
            return i
    return -1
