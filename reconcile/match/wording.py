"""Which words two tasks share: the same ones, and others that mean the same."""

from dataclasses import dataclass

from reconcile.match.measures import Sight


@dataclass(frozen=True, slots=True)
class SharedWord:
    """A meaning that both tasks hold: and the words that each side uses for it."""

    part: float
    """Its weight as a part of the rarest word's, 0 to 1."""
    above: str
    below: str


def shared_words(sight: Sight, upper: int, lower: int) -> tuple[SharedWord, ...]:
    """List the meanings that an upper and a lower task share, the rarest first.

    Args:
        sight: the two plans.
        upper: number of the upper task.
        lower: number of the lower task.

    """
    above, below = sight.said_above(upper), sight.said_below(lower)
    names = sight.upper.terms.names
    heaviest = float(sight.terms.upper.max(initial=1e-6))
    found = [
        SharedWord(float(sight.terms.upper[names[name]]) / heaviest, words, below[name])
        for name, words in above.items()
        if name in below
    ]
    return tuple(sorted(found, key=lambda word: (-word.part, word.above)))
