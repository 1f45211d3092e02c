"""How like the tasks of a plan are to wordings that people have judged, each by itself.

What is found for one wording hangs on that wording and on the plan alone. So an answer given
anywhere moves only the plans that hold something like its wording, and the others stay as they are.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from reconcile.match.clauses import split_clauses
from reconcile.match.overlap import Bags, Matrix, place_names
from reconcile.match.task_reading import clause_words
from reconcile.match.text_bags import word_bags
from reconcile.vocabulary.words import load_lexicon

Weights = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.intp]

_ALIKE = 0.5
"""Two wordings less alike than this have nothing to do with each other, 0 to 1."""
_AT_ONCE = 256
"""Wordings that are laid out at a time, so that a province's are not all laid out at once."""
_DIGITS = 4
"""Kept of a likeness: the last ones hang on how many are reckoned at a time."""


def likeness(wordings: Sequence[str], plan: Bags) -> Matrix:
    """Measure how like each task is to each wording: 0 for a stranger, 1 for the same.

    Args:
        wordings: texts that people have judged.
        plan: the words of the tasks, each with its neighbour.

    Returns:
        Wordings × tasks.

    """
    parts = [
        _likeness(_judged(tuple(wordings[at : at + _AT_ONCE])), plan)
        for at in range(0, len(wordings), _AT_ONCE)
    ]
    return np.vstack([np.zeros((0, plan.count), np.float32), *parts])


def near(wordings: Sequence[str], texts: Iterable[str]) -> frozenset[str]:
    """Pick the wordings that any of the texts of a plan is like."""
    if not wordings:
        return frozenset()
    plan = _bags(tuple(texts))
    touched = np.flatnonzero(likeness(wordings, plan).max(axis=1, initial=0))
    return frozenset(wordings[at] for at in touched.tolist())


def _likeness(said: Bags, plan: Bags) -> Matrix:
    """Measure likeness by the words that both share, the rarer in the plan the weightier."""
    place = place_names(plan, said).astype(np.intp)
    above = np.flatnonzero(place >= 0)
    below = place[above]
    # One row more: a wording is not in the plan, but might be.
    times = plan.times.astype(np.float64)
    rare: Weights = np.log((plan.count + 2) / (times + 1.5)) * plan.worth.astype(np.float64)
    weights = np.log((plan.count + 2) / 1.5) * said.worth.astype(np.float64)
    weights[above] = rare[below]
    both = (_dense(said, above) * rare[below]) @ _dense(plan, below).T
    sizes = np.outer(_total(said, weights), _total(plan, rare))
    # Not nought: a text without words would be divided by it.
    alike = both / np.sqrt(np.maximum(sizes, 1e-9))
    part = np.clip((alike - _ALIKE) / (1 - _ALIKE), 0, 1)
    return np.round(part, _DIGITS).astype(np.float32)


def _dense(bags: Bags, names: Numbers) -> Weights:
    """Write bags as rows of zeros and ones over some of their names."""
    rank = np.full(len(bags.worth), -1)
    rank[names] = np.arange(len(names))
    columns = rank[bags.columns]
    out = np.zeros((bags.count, len(names)))
    out[bags.rows[columns >= 0], columns[columns >= 0]] = 1
    return out


def _total(bags: Bags, weights: Weights) -> Weights:
    """Sum the weights of each row's names."""
    return np.bincount(bags.rows, weights[bags.columns], bags.count).astype(np.float64)


def _bags(texts: tuple[str, ...]) -> Bags:
    """Read the words of texts."""
    return word_bags([clause_words(split_clauses(text)) for text in texts], load_lexicon())


@lru_cache(maxsize=64)
def _judged(wordings: tuple[str, ...]) -> Bags:
    """Read wordings once for all plans that are held against them."""
    return _bags(wordings)
