"""Duties that a task gives in one breath, each with what it alone says."""

from dataclasses import dataclass

from reconcile.match.task_reading import TaskReading
from reconcile.vocabulary.duties import split_duties
from reconcile.vocabulary.words import Lexicon, read_terms, read_words


@dataclass(frozen=True, slots=True)
class JoinedDuty:
    """One of several duties of a clause."""

    clause: int
    """Number of the clause in its task."""
    text: str
    own: frozenset[str]
    """The meanings that no other duty of the clause has."""


Joined = tuple[JoinedDuty, ...]
"""The duties of one clause."""


def read_joined(reading: TaskReading, lexicon: Lexicon, *, commas: bool) -> tuple[Joined, ...]:
    """Read the clauses of a task that give several duties each; of most tasks there are none.

    Args:
        reading: of the task.
        lexicon: names the meanings.
        commas: take duties joined by a comma, too: less sure, for it may only say how.

    """
    found = enumerate(split_duties(clause, commas=commas) for clause in reading.clauses)
    return tuple(_apart(at, parts, lexicon) for at, parts in found if len(parts) > 1)


def _apart(clause: int, parts: tuple[str, ...], lexicon: Lexicon) -> Joined:
    """Tell duties apart by what each alone says."""
    said = [frozenset(read_terms(read_words(part), lexicon).names) for part in parts]
    return tuple(
        JoinedDuty(clause, part, own.difference(*(other for other in said if other is not own)))
        for part, own in zip(parts, said, strict=True)
    )
