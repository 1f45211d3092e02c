"""Diacritics put back: text typed without them reads as the words that the plans use."""

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import pairwise
from math import log

from reconcile.match.reading import Prepared, Reading, Words, gather, read_again
from reconcile.vocabulary.text import bare
from reconcile.vocabulary.words import Lexicon

Forms = Mapping[str, Counter[str]]
"""Bare word → how often each marked form of it is used."""
Pairs = Mapping[tuple[str, str], int]
"""How often two words stand side by side."""
_FEW = 0.2
"""A task with marks on fewer of its words than this was typed without them."""
_PLAIN = 1.2
"""A text with more bytes than this for each letter holds marks enough."""
_SHORTEST = 4
_NEIGHBOUR = 3.0
"""How much a pair of neighbours seen before counts against a word seen often."""


def with_marks(plan: Prepared, other: Prepared) -> Prepared:
    """Read again the tasks that were typed without diacritics, as the words of both plans.

    Args:
        plan: the plan to mend; given back as it is when no task needs it.
        other: the plan that it is held against.

    """
    lost = [
        len(task.text.encode()) < _PLAIN * len(task.text) and _is_bare(reading)
        for task, reading in zip(plan.tasks, plan.readings, strict=True)
    ]
    if not any(lost):
        return plan
    sound = [*other.readings, *plan.readings]
    words = [clause for r in sound if not _is_bare(r) for clause in r.words]
    forms, pairs = _usage(words, plan.lexicon)
    readings = tuple(
        _mend(reading, forms, pairs, plan.lexicon) if bare_one else reading
        for reading, bare_one in zip(plan.readings, lost, strict=True)
    )
    return gather(plan.tasks, readings, plan.lexicon)


def _mend(reading: Reading, forms: Forms, pairs: Pairs, lexicon: Lexicon) -> Reading:
    """Read a task again with the marks put back."""
    words = tuple(_restore(clause, forms, pairs) for clause in reading.words)
    return read_again(reading.clauses, words, lexicon)


def _is_bare(reading: Reading) -> bool:
    """Tell whether a task was typed without diacritics."""
    letters = [word for clause in reading.words for word in clause if word[0].isalpha()]
    marked = sum(_bare(word) != word for word in letters)
    return len(letters) >= _SHORTEST and marked < _FEW * len(letters)


@cache
def _bare(word: str) -> str:
    """Take the marks off one word."""
    return bare(word)


def _usage(texts: Iterable[Words], lexicon: Lexicon) -> tuple[Forms, Pairs]:
    """Count the forms of each bare word, and pairs of neighbours, in texts and lexicon."""
    forms: dict[str, Counter[str]] = {}
    pairs: Counter[tuple[str, str]] = Counter()
    for words in (*texts, *lexicon.phrases):
        pairs.update(pairwise(words))
        for word in words:
            forms.setdefault(_bare(word), Counter())[word] += 1
    return forms, pairs


def _restore(words: Words, forms: Forms, pairs: Pairs) -> Words:
    """Choose the likeliest chain of marked words for a chain of bare ones."""
    best: dict[str, tuple[float, Words]] = {"": (0.0, ())}
    for word in words:
        step: dict[str, tuple[float, Words]] = {}
        for form, times in forms.get(word, Counter((word,))).items():
            score, chain = max(
                (score + _NEIGHBOUR * log(1 + pairs.get((last, form), 0)), chain)
                for last, (score, chain) in best.items()
            )
            step[form] = (score + log(1 + times), (*chain, form))
        best = step
    return max(best.values())[1]
