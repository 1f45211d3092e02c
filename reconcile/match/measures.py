"""Every measure of every pair at once: upper rows × lower rows, in numpy."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from reconcile.match.citations import weigh_citations
from reconcile.match.overlap import Bags, Joint, Matrix, Overlap, join, overlap
from reconcile.match.prepared import Prepared
from reconcile.match.same_words import find_exact
from reconcile.match.score import ahead
from reconcile.model import Task
from reconcile.vocabulary.form_columns import shown_key

_SLACK = 0.15
"""Part of an upper task's usual weight that damps the cover of rows that say little."""
_WORD_SLACK = 3.0
"""The same for single words and pairs of neighbours, in their weight."""
_NEAR = 12
"""Days between two deadlines that still go together: the commune's lies a little earlier."""


@dataclass(frozen=True, slots=True)
class Sight:
    """Two plans seen together: what the measures and the answers share."""

    upper: Prepared
    lower: Prepared
    terms: Joint
    whole: Overlap
    """Of the meanings of whole tasks."""
    by_clause: Matrix
    """The part of each upper clause that each lower task covers, 0 to 1."""
    slack: float
    parts: list[float]
    """Weight of each upper name, as a part of the heaviest."""
    answered: Mapping[int, int]
    """Lower rows of a form → the upper row that each was filled in for."""
    exact: frozenset[tuple[int, int]]
    """Pairs of the same words."""

    @property
    def twins(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """For each upper and each lower task the first one that says the same."""
        return self.upper.texts.firsts, self.lower.texts.firsts

    def clauses_of(self, row: int) -> Matrix:
        """Give the part of each clause of an upper task that each lower task covers, 0 to 1."""
        first = self.upper.texts.starts[row]
        return self.by_clause[first : first + len(self.upper.readings[row].clauses)]

    def is_whole(self, upper: int, lower: int) -> bool:
        """Tell whether a lower row surely carries the whole of an upper one."""
        return self.answered.get(lower) == upper or (upper, lower) in self.exact


def look(upper: Prepared, lower: Prepared) -> Sight:
    """Weigh the meanings of two plans, and what their tasks share; neither may be empty."""
    terms = join(upper.texts.terms, lower.texts.terms)
    whole = overlap(upper.texts.terms, lower.texts.terms, terms)
    slack = _SLACK * max(float(np.median(whole.upper)), 1.0)
    by_clause = overlap(upper.texts.clauses, lower.texts.terms, terms).of_upper(slack)
    parts = (terms.upper / terms.upper.max(initial=np.float32(1e-6))).tolist()
    return Sight(
        upper,
        lower,
        terms,
        whole,
        by_clause,
        slack,
        parts,
        _answered(upper, lower),
        find_exact(upper, lower),
    )


def _answered(upper: Prepared, lower: Prepared) -> dict[int, int]:
    """Find the upper task that each row of a returned form was filled in for.

    A row whose upper task is gone is a row like any other.
    """
    if not any(task.answers for task in lower.tasks):
        return {}
    # A form without keys names its tasks by their texts; of equal ones the first is meant.
    rows = {shown_key(task.text): row for row, task in reversed([*enumerate(upper.tasks)])}
    rows |= {task.key: row for row, task in enumerate(upper.tasks)}
    told = ((at, task.answers) for at, task in enumerate(lower.tasks) if task.answers in rows)
    return {at: rows[key] for at, key in told}


def measure(sight: Sight) -> dict[str, Matrix]:
    """Measure every pair by every rule's measure.

    Returns:
        By the name that weights.toml uses; 0 means nothing in common. ``several`` and ``alike``
        only serve to tell how a pair stands.

    """
    upper, lower = sight.upper, sight.lower
    words = overlap(
        upper.texts.words, lower.texts.words, join(upper.texts.words, lower.texts.words)
    )
    citations = weigh_citations(upper.cited, lower.cited)
    return {
        "shared": np.log1p(sight.whole.shared),
        "wording": words.of_lower(_WORD_SLACK),
        "clause_above": _best_for_clause_above(sight),
        "clause_below": _best_for_clause_below(sight),
        "same_directive": citations.same,
        "other_directive": citations.other,
        "named_document": citations.inside,
        "deadline": _deadlines(upper.tasks, lower.tasks),
        "heading": _alike(upper.groups, lower.groups),
        "body": _alike(upper.bodies, lower.bodies),
        "alike": words.of_both(_WORD_SLACK),
        "several": _several(lower, len(upper.tasks)),
    }


def _best_for_clause_above(sight: Sight) -> Matrix:
    """Measure how far the lower task is ahead of all others in covering some clause."""
    return np.maximum.reduceat(
        ahead(sight.by_clause, 1, sight.twins[1]), sight.upper.texts.starts, axis=0
    )


def _best_for_clause_below(sight: Sight) -> Matrix:
    """Measure how far the upper task is ahead of all others in explaining some clause.

    A row that merges three tasks has a clause for each: none is the rival of another.
    """
    cover = overlap(sight.upper.texts.terms, sight.lower.texts.clauses, sight.terms).of_lower(
        sight.slack
    )
    lead = np.ascontiguousarray(ahead(cover, 0, sight.twins[0]).T)
    return np.maximum.reduceat(lead, sight.lower.texts.starts, axis=0).T


def _several(lower: Prepared, uppers: int) -> Matrix:
    """Tell which lower tasks have several clauses, and so may carry several tasks."""
    clauses = np.diff(np.append(lower.texts.starts, lower.texts.clauses.count))
    return np.tile((clauses > 1).astype(np.float32), (uppers, 1))


def _alike(upper: Bags, lower: Bags) -> Matrix:
    """Measure how alike the rows of two bags are, as the cosine of their weights."""
    joint = join(upper, lower)
    # A bag holds each name once, so the weights are squared here and the root taken of the sizes.
    square = replace(joint, upper=joint.upper**2, lower=joint.lower**2)
    return overlap(upper, lower, square).of_both(1e-6)


def _deadlines(upper: tuple[Task, ...], lower: tuple[Task, ...]) -> Matrix:
    """Measure whether two deadlines fall together: 1 on one day, 0.5 a few days apart."""
    above, below = _days(upper), _days(lower)
    apart = np.abs(above[:, None] - below[None, :])
    # Not a number compares as false: a task without a day is close to none.
    half = np.float32(0.5)
    near: Matrix = (apart <= _NEAR) * half + (apart == 0) * half
    return near


def _days(tasks: tuple[Task, ...]) -> Matrix:
    """Number the last days of some tasks; not a number where a task names none."""
    latest = [task.deadline.latest for task in tasks]
    return np.array([day.toordinal() if day else np.nan for day in latest], np.float32)
