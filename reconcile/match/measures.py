"""Every measure of every pair at once: upper rows × lower rows, in numpy."""

from dataclasses import dataclass

import numpy as np

from reconcile.match.bags import Joint, Matrix, Overlap, join, overlap
from reconcile.match.citing import weigh_citations
from reconcile.match.prepare import Prepared
from reconcile.model import Directive, Task

_SLACK = 0.15
"""Part of an upper task's usual weight that damps the cover of rows that say little."""
_NEAR = 12
"""Days between two deadlines that still go together: the commune's lies a little earlier."""


@dataclass(frozen=True, slots=True)
class Sight:
    """Two plans seen together: what the measures share."""

    upper: Prepared
    lower: Prepared
    terms: Joint
    whole: Overlap
    """Of the names of whole tasks."""
    slack: float


def look(upper: Prepared, lower: Prepared) -> Sight:
    """Weigh the names of two plans, and what their tasks share."""
    terms = join(upper.terms, lower.terms)
    whole = overlap(upper.terms, lower.terms, terms)
    usual = float(np.median(whole.upper)) if len(upper.tasks) else 1.0
    return Sight(upper, lower, terms, whole, _SLACK * usual)


def measure(sight: Sight) -> dict[str, Matrix]:
    """Measure every pair by every rule's measure, each 0 for nothing in common."""
    upper, lower = sight.upper, sight.lower
    words = overlap(upper.words, lower.words, join(upper.words, lower.words))
    citations = weigh_citations(_cited(upper), _cited(lower))
    return {
        "shared": np.log1p(sight.whole.shared),
        "covered": sight.whole.of_upper(sight.slack),
        "explained": sight.whole.of_lower(sight.slack),
        "wording": words.of_lower(3.0),
        "subject": _both(upper, lower, "subjects"),
        "clause_explained": _clauses_explained(sight),
        "clause_covered": _clauses_covered(sight),
        "clause_alike": _clauses_alike(sight),
        "same_directive": citations.same,
        "other_directive": citations.other,
        "named_document": citations.inside,
        "figures": np.minimum(1, _shared(upper, lower, "figures") / 6),
        "head": np.minimum(1, overlap(upper.heads, lower.heads, sight.terms).shared / 8),
        "deadline": _deadlines(upper.tasks, lower.tasks),
        "heading": _both(upper, lower, "groups"),
        "body": _both(upper, lower, "bodies"),
        "order": _order(len(upper.tasks), len(lower.tasks)),
    }


def _cited(plan: Prepared) -> tuple[list[tuple[Directive, ...]], list[tuple[Directive, ...]]]:
    """List the documents of the directive cells, and those named inside the texts."""
    return [task.directives for task in plan.tasks], [task.mentioned for task in plan.tasks]


def _both(upper: Prepared, lower: Prepared, kind: str) -> Matrix:
    """Measure how alike two bags of one kind are, as the cosine of their weights."""
    above, below = getattr(upper, kind), getattr(lower, kind)
    joint = join(above, below)
    square = Joint(joint.upper**2, joint.lower**2, joint.place)
    return overlap(above, below, square).of_both(1e-6)


def _shared(upper: Prepared, lower: Prepared, kind: str) -> Matrix:
    """Measure the weight that two bags of one kind share."""
    above, below = getattr(upper, kind), getattr(lower, kind)
    return overlap(above, below, join(above, below)).shared


def _clauses_explained(sight: Sight) -> Matrix:
    """Measure the clause of the lower task that the whole upper task explains best."""
    cover = overlap(sight.upper.terms, sight.lower.clauses, sight.terms).of_lower(sight.slack)
    return np.maximum.reduceat(cover, sight.lower.starts, axis=1)


def _clauses_covered(sight: Sight) -> Matrix:
    """Measure the clause of the upper task that the whole lower task covers best."""
    cover = overlap(sight.upper.clauses, sight.lower.terms, sight.terms).of_upper(sight.slack)
    return np.maximum.reduceat(cover, sight.upper.starts, axis=0)


def _clauses_alike(sight: Sight) -> Matrix:
    """Measure the two clauses that are most alike."""
    alike = overlap(sight.upper.clauses, sight.lower.clauses, sight.terms).of_both(sight.slack)
    alike = np.maximum.reduceat(alike, sight.upper.starts, axis=0)
    return np.maximum.reduceat(alike, sight.lower.starts, axis=1)


def _deadlines(upper: tuple[Task, ...], lower: tuple[Task, ...]) -> Matrix:
    """Measure whether two deadlines fall together: 1 on one day, 0.5 a few days apart."""
    above, below = _days(upper), _days(lower)
    apart = np.abs(above[:, None] - below[None, :])
    return np.where(apart == 0, 1, np.where(apart <= _NEAR, 0.5, 0)).astype(np.float32)


def _days(tasks: tuple[Task, ...]) -> Matrix:
    """Number the last days of some tasks; not a number where a task names none."""
    latest = [task.deadline.latest for task in tasks]
    return np.array([day.toordinal() if day else np.nan for day in latest], np.float64)


def _order(above: int, below: int) -> Matrix:
    """Measure how far apart two rows stand in their plans: 0 at one place, -1 at the two ends."""
    one, two = np.linspace(0, 1, above), np.linspace(0, 1, below)
    return -np.abs(one[:, None] - two[None, :]).astype(np.float32)
