"""A task read clause by clause: its words, and the meanings found in them."""

from collections.abc import Mapping
from dataclasses import dataclass

from reconcile.match.clauses import split_clauses
from reconcile.model import Task
from reconcile.vocabulary.words import Lexicon, Terms, read_terms, read_words, without_linking

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TaskReading:
    """One task clause by clause: its text, its words, the names of the meanings found in them."""

    clauses: tuple[str, ...]
    words: tuple[Words, ...]
    terms: tuple[Terms, ...]

    @property
    def names(self) -> list[str]:
        """The names of the whole task, in order."""
        return [name for clause in self.terms for name in clause.names]

    @property
    def said(self) -> "Said":
        """The words that the task uses for each of its meanings, the first place of each."""
        places: dict[str, tuple[Words, int, int]] = {}
        clauses = tuple([without_linking(words) for words in self.words])
        for kept, terms in zip(clauses, self.terms, strict=True):
            start = 0
            for name, end in zip(*terms, strict=True):
                if name not in places:
                    places[name] = kept, start, end
                start = end
        text = " ; ".join([" ".join(kept) for kept in clauses])
        return Said(places, clauses, f" {text} ")


@dataclass(frozen=True, slots=True)
class Said:
    """Where a task says what it means: meaning → the words of its clause, from, to."""

    places: Mapping[str, tuple[Words, int, int]]
    clauses: tuple[Words, ...]
    """The words of its clauses, without those that link."""
    text: str
    """The same in one line, each word between two spaces."""

    def words(self, name: str) -> str:
        """Give the words used for a meaning that the task has."""
        kept, start, end = self.places[name]
        return " ".join(kept[start:end])


def read_task(task: Task, lexicon: Lexicon) -> TaskReading:
    """Read the words of a task, and find the meanings in them."""
    clauses = split_clauses(task.text)
    return read_again(clauses, clause_words(clauses), lexicon)


def clause_words(clauses: tuple[str, ...]) -> tuple[Words, ...]:
    """Read the words of clauses."""
    return tuple([read_words(clause) for clause in clauses])


def read_again(clauses: tuple[str, ...], words: tuple[Words, ...], lexicon: Lexicon) -> TaskReading:
    """Find the meanings in words that are given clause by clause."""
    return TaskReading(clauses, words, tuple([read_terms(clause, lexicon) for clause in words]))
