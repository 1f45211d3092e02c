"""Paragraphs → parts and nested points of a plan: what stands under what, by their numbers."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from reconcile.model import Line
from reconcile.read.tables.row_signs import label
from reconcile.read.tables.sentences import Assignment, in_brackets, told, words_of
from reconcile.vocabulary.text import fold

_BULLET = re.compile(r"\s*([-–+•*])\s+")
_HABIT = 2
"""So many duties at least name in brackets who does them, where a plan does so."""
_HEADING_WORDS = 30
"""A heading has no more words; what is longer is a duty."""


class PartKind(StrEnum):
    """What a part of a plan is about, by its heading."""

    DUTIES = "duties"
    ASIDE = "aside"
    ORGANISATION = "organisation"
    OTHER = ""


@dataclass(slots=True, eq=False)
class Point:
    """A paragraph, and those that stand under it."""

    line: Line
    style: str
    """Of its number; the sign of a bullet; empty for plain text."""
    number: str
    text: str
    """Without number and bullet."""
    under: list["Point"] = field(default_factory=list)
    bracketed: bool = False
    """Whether its plan names in brackets behind a duty who does it."""

    @property
    def told(self) -> Assignment:
        """Who is to do it and by when, as it says itself."""
        return told(self.text, bracketed=self.bracketed)

    @property
    def points(self) -> list["Point"]:
        """The numbered and bulleted paragraphs right under it."""
        return [each for each in self.under if each.style]

    def all(self) -> Iterator["Point"]:
        """Yield it and everything under it, in order."""
        yield self
        for each in self.under:
            yield from each.all()

    @property
    def part(self) -> PartKind:
        """What its words as a heading say of the paragraphs under it."""
        return _part(self.text)


def point(line: Line) -> Point:
    """Split a paragraph into its number or bullet and its text."""
    bullet = _BULLET.match(line.text)
    if bullet:
        style = "-" if bullet[1] == "–" else bullet[1]
        return Point(line, style, "", line.text[bullet.end() :].strip())
    style, number = label(line.text)
    text = line.text.removeprefix(number).lstrip(" .)/:-") if number else line.text
    return Point(line, style, number, text.strip())


def points_of(lines: Sequence[Line]) -> list[Point]:
    """Split the paragraphs of a plan, and see whether it has who does a duty in brackets."""
    points = [point(line) for line in lines]
    marked = [each for each in points if each.style]
    named = sum(bool(in_brackets(each.text)) for each in marked)
    others = sum(each.text.rstrip(" .;").endswith(")") for each in marked) - named
    # “Tập huấn cho 45 người (trưởng thôn, bí thư chi bộ)”: one such bracket says nothing.
    if named >= _HABIT and named >= 2 * others and 3 * named >= len(marked):
        for each in points:
            each.bracketed = True
    return points


def outline(points: Sequence[Point]) -> list[Point]:
    """Put paragraphs under the parts of a plan, and those under one another.

    Args:
        points: from the first paragraph on; the parts' numbers are of the style of the first
            heading that says what it is about.

    Returns:
        The parts in order, what stands before the first of them as one without a number. Empty
        where no heading says what a part is about.

    """
    first = next((at for at, each in enumerate(points) if _is_part(each)), None)
    if first is None:
        return []
    style = points[first].style
    parts = [Point(points[0].line, "", "", "")] if first else []
    open_ones: list[Point] = []
    for at, each in enumerate(points):
        if at >= first and each.style == style:
            parts.append(each)
            open_ones = [each]
        elif at < first:
            parts[0].under.append(each)
        else:
            _nest(open_ones, each)
    return parts


def gathered(line: Line, points: Sequence[Point]) -> Point:
    """Put points under a line that leads over to them, those of the first one's style beside it."""
    part = Point(line, "", "", "")
    open_ones = [part]
    for each in points:
        if each.style == points[0].style:
            del open_ones[1:]
        _nest(open_ones, each)
    return part


def _is_part(each: Point) -> bool:
    """Tell whether a paragraph is a numbered heading that says what its part is about."""
    return bool(each.style and each.number) and each.part is not PartKind.OTHER


def _nest(open_ones: list[Point], each: Point) -> None:
    """Put a paragraph under the innermost open one that it may stand under."""
    if not each.style:
        open_ones[-1].under.append(each)
        return
    styles = [known.style for known in open_ones[1:]]
    if each.style in styles:
        del open_ones[styles.index(each.style) + 1 :]
    open_ones[-1].under.append(each)
    open_ones.append(each)


def _part(text: str) -> PartKind:
    """Read a heading; of several words that it has the one that stands first counts."""
    said = fold(text)
    if len(said.split()) > _HEADING_WORDS:
        return PartKind.OTHER
    # “Mục tiêu, nhiệm vụ”: such a part has both, each under a heading of its own.
    _, *others = re.split(r",\s|;\s|\svà\s", said)
    if any(piece.startswith(words_of("sections", PartKind.DUTIES)) for piece in others):
        return PartKind.DUTIES
    met = [
        (hit.start(), -len(word), kind)
        for kind in (PartKind.ORGANISATION, PartKind.DUTIES, PartKind.ASIDE)
        for word in words_of("sections", kind)
        if (hit := re.search(rf"(?<!\w){re.escape(word)}(?!\w)", said))
    ]
    return min(met, default=(0, 0, PartKind.OTHER))[2]
