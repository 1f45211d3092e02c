"""The texts of a plan as bags: of meanings, task by task and clause by clause, and of words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from reconcile.match.overlap import (
    Bags,
    Indices,
    Keys,
    Matrix,
    key_pairs,
    number,
    place_rows,
    to_bags,
)
from reconcile.match.task_reading import TaskReading, Words
from reconcile.vocabulary.words import Lexicon


@dataclass(frozen=True, slots=True)
class TextBags:
    """The bags of names in the texts of a plan."""

    starts: Indices
    """Number of the first clause of each task, among all clauses."""
    terms: Bags
    clauses: Bags
    """The names in each clause, numbered as in ``terms``."""
    words: Bags
    """Single words and pairs of neighbours."""
    firsts: tuple[int, ...]
    """For each task the number of the first one that says the same; its own where none does."""
    rows: Mapping[tuple[Words, ...], Sequence[int]]
    """The tasks of the same words; those without words are left out."""


def gather(readings: Sequence[TaskReading], lexicon: Lexicon) -> TextBags:
    """Fill the bags of texts that have been read."""
    counts = np.fromiter([len(reading.terms) for reading in readings], np.int32, len(readings))
    tasks = place_rows(counts)
    rows: dict[tuple[Words, ...], list[int]] = {}
    for at, reading in enumerate(readings):
        rows.setdefault(reading.words, []).append(at)
    terms, clauses = _meanings(readings, tasks, lexicon)
    firsts = _firsts(len(readings), rows.values())
    return TextBags(
        starts=(np.cumsum(counts) - counts).astype(np.int32),
        terms=terms,
        clauses=clauses,
        words=word_bags([reading.words for reading in readings], lexicon),
        firsts=firsts,
        rows={words: at for words, at in rows.items() if any(words)},
    )


def _firsts(count: int, alike: Iterable[Sequence[int]]) -> tuple[int, ...]:
    """Write for each task the first of those that are alike."""
    out = [0] * count
    for group in alike:
        for at in group:
            out[at] = group[0]
    return tuple(out)


def _meanings(
    readings: Sequence[TaskReading], tasks: Indices, lexicon: Lexicon
) -> tuple[Bags, Bags]:
    """Fill the bags of meanings: of whole tasks, and of their clauses.

    ``tasks`` tells of each clause in which task it stands.
    """
    clauses = [clause.names for reading in readings for clause in reading.terms]
    names, columns = number(list(chain.from_iterable(clauses)))
    at = _places(clauses)
    worth = np.array(lexicon.worth_of(names), np.float32)
    return (
        to_bags(len(readings), (tasks[at], columns), names, worth),
        to_bags(len(clauses), (at, columns), names, worth),
    )


def word_bags(texts: Sequence[tuple[Words, ...]], lexicon: Lexicon) -> Bags:
    """Fill the bags of telling words, and of each two that stand side by side in a clause.

    Args:
        texts: the words of each task, clause by clause.
        lexicon: of the plans.

    """
    clauses = list(chain.from_iterable(texts))
    tasks = _places(texts)
    names, columns = number(list(chain.from_iterable(clauses)))
    at = _places(clauses)
    nothing = lexicon.nothing
    telling = np.array([name not in nothing for name in names], bool)[columns]
    beside = telling[:-1] & telling[1:] & (at[:-1] == at[1:])
    keys = key_pairs(columns[:-1][beside], columns[1:][beside])
    pairs, which = np.unique(keys, return_inverse=True)
    numbers = np.concatenate((columns[telling], which.astype(np.int32) + np.int32(len(names))))
    rows = tasks[np.concatenate((at[telling], at[:-1][beside]))]
    single = np.array(lexicon.worth_of(names), np.float32)
    worth = np.concatenate((single, _weigh_pairs(pairs, names, lexicon)))
    return to_bags(len(texts), (rows, numbers), names, worth, pairs)


def _weigh_pairs(pairs: Keys, names: Mapping[str, int], lexicon: Lexicon) -> Matrix:
    """Tell how much each pair of words says, 0 to 1: those of manner and place say less."""
    worth = np.ones(len(pairs), np.float32)
    known = [
        (names[first], names[second], value)
        for (first, second), value in lexicon.pair_worths.items()
        if first in names and second in names
    ]
    if known and len(pairs):
        first, second, values = np.array(known, np.float64).T
        keys = key_pairs(first.astype(np.int32), second.astype(np.int32))
        at = np.minimum(np.searchsorted(pairs, keys), len(pairs) - 1)
        worth[at[pairs[at] == keys]] = values[pairs[at] == keys]
    return worth


def _places(parts: Sequence[Sequence[object]]) -> Indices:
    """Write for each member of some parts, laid end to end, in which part it stands."""
    return place_rows(np.fromiter(map(len, parts), np.int32, len(parts)))
