"""Two wordings laid side by side, word by word, for the eye."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from rapidfuzz.distance import Indel

from reconcile.vocabulary.text import fold, one_line

_WORD = re.compile(r"\S+")
_FIGURE = re.compile(r"\d")
_SHORT = 90_000
"""So many pairs of words, such as 300 words on each side, are compared as reads best."""
_EDGES = ".,;:()[]“”\"'"


class WordChange(StrEnum):
    """What became of some words of the upper text in the lower one."""

    KEPT = "kept"
    ADDED = "added"
    DROPPED = "dropped"
    FIGURE = "figure"
    """A figure or a date in the place of another."""


@dataclass(frozen=True, slots=True)
class ComparedWords:
    """Some words with one fate; ``before`` is what they were where a figure changed."""

    change: WordChange
    text: str
    before: str = ""


def difference(upper_text: str, lower_text: str) -> tuple[ComparedWords, ...]:
    """Tell word by word what the lower text keeps, drops, adds and counts otherwise.

    Args:
        upper_text: what the upper task says.
        lower_text: what the lower task says.

    Returns:
        The pieces in reading order. The kept, added and figure pieces joined by spaces are the
        lower text on one line; the kept, dropped and figure pieces (``before``) the upper one's
        words. Letter case, tone-mark style and punctuation at the edges make no difference.

    """
    above, below = _WORD.findall(one_line(upper_text)), _WORD.findall(one_line(lower_text))
    pieces: list[ComparedWords] = []
    for tag, a, b, c, d in _steps(list(map(_bare_word, above)), list(map(_bare_word, below))):
        if tag == "equal":
            pieces.append(ComparedWords(WordChange.KEPT, " ".join(below[c:d])))
        else:
            pieces += _changed(above[a:b], below[c:d])
    return tuple(pieces)


def _steps(above: list[str], below: list[str]) -> Iterable[tuple[str, int, int, int, int]]:
    """Find the stretches that are equal, and those that are not, as difflib names them.

    What difflib keeps together reads best; on texts of many clauses its time grows faster than
    their square, and the shortest way from the one to the other has to do.
    """
    if len(above) * len(below) <= _SHORT:
        # No autojunk: in long texts difflib would pass over the commonest words.
        return SequenceMatcher(a=above, b=below, autojunk=False).get_opcodes()
    steps = Indel.opcodes(above, below)
    return ((s.tag, s.src_start, s.src_end, s.dest_start, s.dest_end) for s in steps)


def _changed(dropped: list[str], added: list[str]) -> Iterator[ComparedWords]:
    """Split a changed stretch into figures that changed, words dropped and words added."""
    if len(dropped) == len(added) == 1 and all(_FIGURE.search(w) for w in (*dropped, *added)):
        yield ComparedWords(WordChange.FIGURE, added[0], dropped[0])
        return
    if dropped:
        yield ComparedWords(WordChange.DROPPED, " ".join(dropped))
    if added:
        yield ComparedWords(WordChange.ADDED, " ".join(added))


def _bare_word(word: str) -> str:
    """Fold a word and take the punctuation off its edges."""
    # A word of marks alone would have nothing left to be compared by.
    return fold(word).strip(_EDGES) or word
