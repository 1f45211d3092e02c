"""Which words two tasks share: the same ones, and others that mean the same."""

from collections.abc import Sequence
from dataclasses import dataclass

from reconcile.match.measures import Sight
from reconcile.match.reading import Prepared, Words
from reconcile.vocabulary.words import Lexicon, read_terms, without_linking


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
    above, below = said(sight.upper, upper), said(sight.lower, lower)
    names = sight.upper.terms.names
    weights = sight.terms.upper / sight.terms.upper.max(initial=1e-6)
    found = [
        SharedWord(float(weights[names[name]]), words, below[name])
        for name, words in above.items()
        if name in below
    ]
    return tuple(sorted(found, key=lambda word: (-word.part, word.above)))


def said(plan: Prepared, task: int) -> dict[str, str]:
    """Give the words that a task uses for each of its meanings, the first place of each."""
    out: dict[str, str] = {}
    for clause in plan.readings[task].words:
        for name, words in _said(clause, plan.lexicon):
            out.setdefault(name, words)
    return out


def _said(words: Words, lexicon: Lexicon) -> Sequence[tuple[str, str]]:
    """Pair the meanings of a clause with its words."""
    kept = without_linking(words)
    return [(t.name, " ".join(kept[t.start : t.end])) for t in read_terms(kept, lexicon)]
