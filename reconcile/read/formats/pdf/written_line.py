"""The letters of a PDF's page → lines, as they were written one after the other."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from reconcile.read.formats.pdf.shapes import base_y, middle_x

Letters = list[Any]
_LEVEL = 0.1
"""Share of their size by which letters of one line may stand higher or lower."""
_GAP = 0.12
"""The widest gap between two letters of a line that crosses an edge, in sizes."""
_LENT = 0.6
"""How far before the first letter of a line one that is lent may end, in sizes."""
_LENT_MOST = 2.0
"""How much of a line is lent at the most in one go, in sizes."""


@dataclass(slots=True)
class WrittenLine:
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
        return base_y(self.letters[0])

    @property
    def is_blank(self) -> bool:
        """Whether it has nothing but spaces."""
        return all(char["text"].isspace() for char in self.letters)

    @property
    def open(self) -> bool:
        """Whether the width broke it off, so that it ends in a space."""
        last = max(self.letters, key=lambda char: float(char["x1"]))
        return bool(last["text"].isspace())

    def takes(self, char: Any, place: int, others: "_OtherFonts") -> bool:
        """Tell whether a letter goes on with it, be it over letters that another font lends."""
        last, size = self.letters[-1], float(char["size"])
        if abs(base_y(char) - self.base) > _LEVEL * size:
            return False
        if char["x0"] < last["x0"]:
            return self._lends(char)
        if place == self.places[-1]:
            return True
        if abs(float(char["x0"]) - float(last["x1"])) <= _GAP * size or others.fill(last, char):
            return True
        return bool(char["x0"] <= self.right) and self._lends(char)

    def _lends(self, char: Any) -> bool:
        """Tell whether a letter further left is one that another font has to lend.

        Else it begins a line of another text, unless it is printed twice to look bold.
        """
        middle = middle_x(char)
        under = [each for each in self.letters if each["x0"] < middle < each["x1"]]
        if under:
            return any(each["text"] == char["text"] for each in under)
        near = self.left - _LENT * float(char["size"]) <= char["x1"]
        return bool(near and char["fontname"] != self.letters[0]["fontname"])

    def add(self, char: Any, place: int) -> None:
        """Put a letter to it."""
        self.letters.append(char)
        self.places.append(place)
        self.left = min(self.left, float(char["x0"]))
        if not char["text"].isspace():
            self.right = max(self.right, float(char["x1"]))


class _OtherFonts:
    """Finds what stands in the gaps of a line that letters of another font leave."""

    def __init__(self, chars: Sequence[Any]) -> None:
        """Sort the letters by how low they stand."""
        self._levels: dict[int, Letters] = defaultdict(list)
        for char in chars:
            if not char["text"].isspace():
                self._levels[round(base_y(char))].append(char)

    def fill(self, last: Any, char: Any) -> bool:
        """Tell whether letters of another font stand right after one letter and before another."""
        most = _GAP * float(char["size"])
        if not most < char["x0"] - last["x1"] <= _LENT_MOST * float(char["size"]):
            return False
        between = [
            each
            for each in self._levels[round(base_y(char))]
            if each["fontname"] != last["fontname"]
            and last["x1"] - most <= each["x0"] <= each["x1"] <= char["x0"] + most
        ]
        begins = any(each["x0"] <= last["x1"] + most for each in between)
        return begins and any(each["x1"] >= char["x0"] - most for each in between)


def written_lines(chars: Sequence[Any], places: Sequence[int]) -> Iterator[WrittenLine]:
    """Put letters together to lines."""
    line: WrittenLine | None = None
    others = _OtherFonts(chars)
    for char, place in zip(chars, places, strict=True):
        if line and line.takes(char, place, others):
            line.add(char, place)
            continue
        if line:
            yield line
        space = char["text"].isspace()
        line = WrittenLine([char], [place], float(char["x0"]), float(char["x0" if space else "x1"]))
    if line:
        yield line
