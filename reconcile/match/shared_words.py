"""Which words two tasks share: the same ones, and others that mean the same."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from reconcile.match.measures import Sight
from reconcile.match.prepared import Said

_LONGEST = 4
"""Syllables that are told as one word."""


class SharedWord(NamedTuple):
    """A meaning that both tasks hold: and the words that each side uses for it."""

    part: float
    """Its weight as a part of the rarest word's, 0 to 1."""
    above: str
    below: str


def shared_words(sight: Sight, upper: int, lower: int, least: float) -> tuple[SharedWord, ...]:
    """List the meanings that an upper and a lower task share, the rarest first.

    Syllables that stand side by side in both texts are told together (“tuân thủ”), and what is
    left of half a word is told only where there is nothing else.

    Args:
        sight: the two plans.
        upper: number of the upper task.
        lower: number of the lower task.
        least: rarer ones only, as a part of the rarest word's weight, 0 to 1.

    """
    above, below = sight.upper.said(upper), sight.lower.said(lower)
    names, weights = sight.upper.texts.terms.names, sight.parts
    both = above.places.keys() & below.places.keys()
    found = sorted([(weights[names[name]], name) for name in both], reverse=True)
    words = [
        SharedWord(part, above.words(name), below.words(name))
        for part, name in found
        if part >= least
    ]
    whole = [word for word in words if not _is_syllable(word)]
    parts = {word.above: word.part for word in words if _is_syllable(word)}
    runs = [*_runs(parts, above, below)] if parts else []
    told = sorted([*whole, *runs], key=lambda word: -word.part)
    return tuple(told or words)


def _is_syllable(word: SharedWord) -> bool:
    """Tell whether a shared word is a single syllable, which may be half a word."""
    return word.above == word.below and word.above.isalpha()


def _runs(parts: dict[str, float], above: Said, below: Said) -> Iterator[SharedWord]:
    """Put together the syllables that stand side by side in both texts."""
    for kept in above.clauses:
        run: list[str] = []
        for word in (*kept, ""):
            if word in parts and f" {' '.join((*run, word))} " in below.text:
                run.append(word)
                continue
            # Longer ones go over commas.
            if 1 < len(run) <= _LONGEST:
                yield _run(run, parts)
            run = [word] if word in parts else []


def _run(run: Sequence[str], parts: dict[str, float]) -> SharedWord:
    """Tell a run of syllables as one word, as rare as its rarest syllable."""
    told = " ".join(run)
    return SharedWord(max(parts[word] for word in run), told, told)
