"""Two texts side by side for the page: what the unit dropped, added, and does not speak of."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from reconcile.match.clauses import split_clauses
from reconcile.vocabulary.difference import WordChange, difference
from reconcile.vocabulary.text import fold, one_line

KINDRED = 0.4
"""Share of the words in common from which on the differences are marked, and not what is common."""
_SEEN = 0.4
"""A clause of which fewer words are found in the other text is not spoken of there."""


@dataclass(frozen=True, slots=True)
class ShownWords:
    """Some words of a text, and how they are marked; empty for plain ones."""

    text: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Both texts in pieces, each text as it is written."""

    upper: tuple[ShownWords, ...]
    lower: tuple[ShownWords, ...]
    unspoken: tuple[str, ...]
    """Clauses of the upper text that the lower one does not speak of."""
    is_kindred: bool
    """Whether the differences are marked; else what both have in common."""

    @property
    def dropped(self) -> str:
        """What the lower text leaves out, for who hears the page."""
        return "; ".join(each.text for each in self.upper if each.mark == "dropped")

    @property
    def added(self) -> str:
        """What the lower text has more."""
        return "; ".join(each.text for each in self.lower if each.mark == "added")


def side_by_side(upper_text: str, lower_text: str) -> SideBySide:
    """Lay two texts side by side, word by word."""
    above, below = one_line(upper_text).split(), one_line(lower_text).split()
    pieces = difference(upper_text, lower_text)
    kept = sum(len(each.text.split()) for each in pieces if each.change is WordChange.KEPT)
    kindred = kept >= KINDRED * max(min(len(above), len(below)), 1)
    upper: list[ShownWords] = []
    lower: list[ShownWords] = []
    # The pieces have the lower text's spelling: the upper text is shown in its own.
    words, others = iter(above), iter(below)
    for each in pieces:
        before = each.before or each.text
        if each.change is not WordChange.ADDED:
            upper.append(ShownWords(_next(words, before), _mark(each.change, "dropped", kindred)))
        if each.change is not WordChange.DROPPED:
            lower.append(ShownWords(_next(others, each.text), _mark(each.change, "added", kindred)))
    unspoken = tuple(_unspoken(upper_text, lower_text)) if below else ()
    return SideBySide(tuple(upper), tuple(lower), unspoken, kindred)


def _mark(change: WordChange, apart: str, kindred: bool) -> str:  # noqa: FBT001 - of one call
    """Say how words are marked."""
    if change is WordChange.KEPT:
        return "" if kindred else "common"
    return apart if kindred else ""


def _next(words: Iterator[str], piece: str) -> str:
    """Take as many words of a text as a piece has."""
    return " ".join(islice(words, len(piece.split())))


def _unspoken(upper_text: str, lower_text: str) -> Iterator[str]:
    """Yield the clauses of several of which the other text has hardly a word."""
    clauses = split_clauses(upper_text)
    if len(clauses) < 2:
        return
    there = set(fold(lower_text).split())
    for clause in clauses:
        words = [word.strip('.,;:()“”"') for word in fold(clause).split()]
        if sum(word in there for word in words) < _SEEN * len(words):
            yield one_line(clause)
