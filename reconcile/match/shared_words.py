"""Which words two tasks share: the same ones, and others that mean the same."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from reconcile.match.measures import Sight
from reconcile.match.task_reading import Said
from reconcile.vocabulary.words import MANY_WORDS

_LONGEST = 6
"""Syllables that are told as one word at most."""
_TWO = 2
"""A comma may stand within a word of two syllables (“phòng, chống”), and ends a longer one."""


class SharedWord(NamedTuple):
    """A meaning that both tasks hold: and the words that each side uses for it."""

    part: float
    """Its weight as a part of the rarest word's, 0 to 1."""
    above: str
    below: str


def shared_words(sight: Sight, upper: int, lower: int, least: float) -> tuple[SharedWord, ...]:
    """List the meanings that an upper and a lower task share, the rarest first.

    Syllables that stand side by side in both texts are told together (“tuân thủ”). Single ones are
    told only where there is nothing else, and one alone never: “buổi” says little to a reader.

    Args:
        sight: the two plans.
        upper: number of the upper task.
        lower: number of the lower task.
        least: rarer ones only, as a part of the rarest word's weight, 0 to 1.

    """
    above, below = sight.upper.said(upper), sight.lower.said(lower)
    names, weights = sight.upper.texts.terms.names, sight.parts
    both = above.places.keys() & below.places.keys()
    weighed = [(weights[names[name]], name) for name in both]
    telling = sorted([each for each in weighed if each[0] >= least], reverse=True)
    words = [_word(part, name, above, below) for part, name in telling]
    # A syllable by itself may be half a word.
    parts = {w.above: w.part for w in words if w.above == w.below and w.above.isalpha()}
    texts = sight.upper.tasks[upper].text.lower(), sight.lower.tasks[lower].text.lower()
    runs = [*_runs(parts, above, below, texts)] if parts else []
    whole = [word for word in words if word.above not in parts]
    told = sorted([*whole, *runs], key=lambda word: -word.part)
    return tuple(told or words if len(words) > 1 else told)


def _word(part: float, name: str, above: Said, below: Said) -> SharedWord:
    """Tell a meaning in the words of either text."""
    # Only a group of several phrases can be told in other words.
    if not name.startswith(MANY_WORDS):
        return SharedWord(part, name, name)
    return SharedWord(part, above.words(name), below.words(name))


def _runs(
    parts: dict[str, float], above: Said, below: Said, texts: tuple[str, str]
) -> Iterator[SharedWord]:
    """Put together the syllables that stand side by side in both texts; ``texts`` hold commas."""
    for kept in above.clauses:
        run: list[str] = []
        for word in (*kept, ""):
            if not run and word not in parts:
                continue
            together = word in parts and f" {' '.join((*run, word))} " in below.text
            if together and not (len(run) >= _TWO and _is_parted(run[-1], word, texts)):
                run.append(word)
                continue
            if 1 < len(run) <= _LONGEST:
                yield _run(run, parts)
            run = [word] if word in parts else []


def _is_parted(one: str, two: str, texts: tuple[str, str]) -> bool:
    """Tell whether a comma stands between two syllables in either text."""
    return any(f"{one}, {two}" in text for text in texts)


def _run(run: Sequence[str], parts: dict[str, float]) -> SharedWord:
    """Tell a run of syllables as one word, as rare as its rarest syllable."""
    told = " ".join(run)
    return SharedWord(max(parts[word] for word in run), told, told)
