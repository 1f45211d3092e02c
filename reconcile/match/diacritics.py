"""Diacritics put back: text typed without them reads as the other plan writes."""

from math import log

from reconcile.match.plan_habits import Usage
from reconcile.match.prepared import Prepared
from reconcile.match.task_reading import TaskReading, Words, read_again
from reconcile.vocabulary.words import Lexicon

_NEIGHBOUR = 3.0
"""How much a pair of neighbours seen before counts against a word seen often."""


def with_marks(plan: Prepared, other: Prepared) -> Prepared:
    """Read again the tasks that were typed without diacritics, as the other plan writes.

    Args:
        plan: the plan to mend; given back as it is when no task needs it.
        other: the plan that it is held against.

    """
    if not any(plan.bare):
        return plan
    usage = other.usage()
    readings = tuple(
        _mend(reading, usage, plan.lexicon) if bare else reading
        for reading, bare in zip(plan.readings, plan.bare, strict=True)
    )
    return plan.reread(readings)


def _mend(reading: TaskReading, usage: Usage, lexicon: Lexicon) -> TaskReading:
    """Read a task again with the marks put back."""
    words = tuple(_restore(clause, usage) for clause in reading.words)
    return read_again(reading.clauses, words, lexicon)


def _restore(words: Words, usage: Usage) -> Words:
    """Choose the likeliest chain of marked words for a chain of bare ones."""
    # Viterbi's way: of all chains that end in a form, only the best can go on to be the best.
    best: dict[str, tuple[float, Words]] = {"": (0.0, ())}
    for word in words:
        step: dict[str, tuple[float, Words]] = {}
        # A word that the other plan never writes stays as it was typed.
        for form, times in usage.forms.get(word, {word: 1}).items():
            score, chain = max(
                (score + _NEIGHBOUR * log(1 + usage.pairs.get((last, form), 0)), chain)
                for last, (score, chain) in best.items()
            )
            step[form] = (score + log(1 + times), (*chain, form))
        best = step
    return max(best.values())[1]
