"""What matching needs of one plan alone: computed once, shared by every plan held against it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from reconcile.match.bags import Bags, Indices, fill_bags
from reconcile.match.clauses import split_clauses
from reconcile.model import Task
from reconcile.vocabulary.words import (
    Lexicon,
    load_lexicon,
    read_terms,
    read_words,
    without_linking,
)

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """One task clause by clause: its text, its words, the names of the meanings found in them."""

    clauses: tuple[str, ...]
    words: tuple[Words, ...]
    terms: tuple[Words, ...]

    @property
    def all_terms(self) -> Words:
        """The names of the whole task, in order."""
        return tuple(name for clause in self.terms for name in clause)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A plan made ready: its tasks, how each reads, and their bags of names."""

    tasks: tuple[Task, ...]
    lexicon: Lexicon
    readings: tuple[Reading, ...]
    starts: Indices
    """Number of the first clause of each task, among all clauses."""
    terms: Bags
    clauses: Bags
    """The names in each clause, numbered as in ``terms``."""
    words: Bags
    """Single words and pairs of neighbours."""
    groups: Bags
    bodies: Bags
    firsts: tuple[int, ...]
    """For each task the number of the first one that says the same; its own where none does."""


def prepare(tasks: Sequence[Task], *, synonyms: tuple[Words, ...] = ()) -> Prepared:
    """Read the tasks of one plan for matching.

    Args:
        tasks: of one plan, in its order; may be empty.
        synonyms: the user's own groups of words that mean the same; give both plans the same.

    """
    lexicon = load_lexicon(synonyms)
    readings = tuple(read_task(task, lexicon) for task in tasks)
    return gather(tasks, readings, lexicon)


def read_task(task: Task, lexicon: Lexicon) -> Reading:
    """Read the words of a task, and find the meanings in them."""
    clauses = split_clauses(task.text)
    return read_again(clauses, tuple(read_words(clause) for clause in clauses), lexicon)


def read_again(clauses: tuple[str, ...], words: tuple[Words, ...], lexicon: Lexicon) -> Reading:
    """Find the meanings in words that are given clause by clause."""
    return Reading(clauses, words, tuple(read_names(clause, lexicon) for clause in words))


def read_names(words: Words, lexicon: Lexicon) -> Words:
    """Name the meanings in some words, in order."""
    return tuple(term.name for term in read_terms(without_linking(words), lexicon))


def gather(tasks: Sequence[Task], readings: tuple[Reading, ...], lexicon: Lexicon) -> Prepared:
    """Fill the bags of a plan whose tasks have been read."""
    worth = lexicon.worth
    terms = fill_bags([reading.all_terms for reading in readings], worth=worth)
    clauses = [clause for reading in readings for clause in reading.terms]
    counts = [len(reading.terms) for reading in readings]
    return Prepared(
        tasks=tuple(tasks),
        lexicon=lexicon,
        readings=readings,
        starts=np.cumsum([0, *counts[:-1]]).astype(np.int32),
        terms=terms,
        clauses=fill_bags(clauses, names=terms.names),
        words=fill_bags([_neighbours(r, lexicon) for r in readings], worth=worth),
        groups=fill_bags([_said(" ".join(t.group), lexicon) for t in tasks], worth=worth),
        bodies=fill_bags([_said(f"{t.lead}; {t.support}", lexicon) for t in tasks]),
        firsts=_firsts(readings),
    )


def _firsts(readings: Sequence[Reading]) -> tuple[int, ...]:
    """Find for each task the first one of the same words."""
    seen: dict[tuple[Words, ...], int] = {}
    return tuple(seen.setdefault(reading.words, at) for at, reading in enumerate(readings))


def _neighbours(reading: Reading, lexicon: Lexicon) -> list[str]:
    """List the telling words of a task, and each two that stand side by side."""
    out: list[str] = []
    for clause in reading.words:
        telling = [word in lexicon.nothing for word in clause]
        out += [word for word, empty in zip(clause, telling, strict=True) if not empty]
        out += [
            f"{one} {two}"
            for (one, two), (a, b) in zip(pairwise(clause), pairwise(telling), strict=True)
            if not (a or b)
        ]
    return out


def _said(text: str, lexicon: Lexicon) -> Words:
    """Name the meanings in a heading or a cell."""
    return read_names(read_words(text), lexicon)
