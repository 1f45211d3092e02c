"""What matching needs of one plan alone: computed once, shared by every plan held against it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from reconcile.match.bags import Bags, Indices, fill_bags, refill_bags
from reconcile.match.clauses import split_clauses
from reconcile.model import Task
from reconcile.vocabulary.words import (
    Lexicon,
    Term,
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
    terms: tuple[tuple[Term, ...], ...]

    @property
    def names(self) -> list[str]:
        """The names of the whole task, in order."""
        return [term.name for clause in self.terms for term in clause]

    @property
    def said(self) -> dict[str, str]:
        """The words that the task uses for each of its meanings, the first place of each."""
        out: dict[str, str] = {}
        for words, terms in zip(self.words, self.terms, strict=True):
            kept = without_linking(words)
            for name, start, end in terms:
                if name not in out:
                    out[name] = " ".join(kept[start:end])
        return out


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
    return Reading(clauses, words, tuple(_terms(clause, lexicon) for clause in words))


def _terms(words: Words, lexicon: Lexicon) -> tuple[Term, ...]:
    """Find the meanings in some words, in order."""
    return read_terms(without_linking(words), lexicon)


def gather(tasks: Sequence[Task], readings: tuple[Reading, ...], lexicon: Lexicon) -> Prepared:
    """Fill the bags of a plan whose tasks have been read."""
    terms = fill_bags([reading.names for reading in readings], lexicon.worth)
    clauses = ([term.name for term in clause] for r in readings for clause in r.terms)
    counts = [len(reading.terms) for reading in readings]
    headings = _said([" ".join(task.group) for task in tasks], lexicon)
    bodies = _said([f"{task.lead}; {task.support}" for task in tasks], lexicon)
    return Prepared(
        tasks=tuple(tasks),
        lexicon=lexicon,
        readings=readings,
        starts=np.cumsum([0, *counts[:-1]]).astype(np.int32),
        terms=terms,
        clauses=refill_bags(clauses, terms),
        words=fill_bags([_neighbours(r, lexicon) for r in readings], lexicon.worth),
        groups=fill_bags(headings, lexicon.worth),
        bodies=fill_bags(bodies),
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


def _said(texts: Sequence[str], lexicon: Lexicon) -> list[Words]:
    """Name the meanings in headings or cells, which often repeat."""
    names = {
        text: tuple(term.name for term in _terms(read_words(text), lexicon))
        for text in dict.fromkeys(texts)
    }
    return [names[text] for text in texts]
