"""Which words two tasks share: the same ones, and others that mean the same."""

from typing import NamedTuple

from reconcile.match.measures import Sight


class SharedWord(NamedTuple):
    """A meaning that both tasks hold: and the words that each side uses for it."""

    part: float
    """Its weight as a part of the rarest word's, 0 to 1."""
    above: str
    below: str


def shared_words(sight: Sight, upper: int, lower: int, least: float) -> tuple[SharedWord, ...]:
    """List the meanings that an upper and a lower task share, the rarest first.

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
    return tuple(
        [
            SharedWord(part, above.words(name), below.words(name))
            for part, name in found
            if part >= least
        ]
    )
