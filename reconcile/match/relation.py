"""How much of an upper task its links carry, and which of its clauses none of them covers."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from reconcile.match.measures import Sight
from reconcile.match.overlap import Matrix
from reconcile.match.score import Style
from reconcile.match.weights import Relating
from reconcile.model import Relation

Places = tuple[int, ...]
_CALM = 0.05
"""Keeps the usual cover of a plan from nought."""
_EXACT = 1e-6
_MOST = 2.0
"""A cover beyond so many times the usual one counts no further."""


@dataclass(frozen=True, slots=True)
class Covers:
    """How much of each upper task each lower one covers: upper rows × lower rows.

    A plan that condenses covers little of any text; what counts is that a row covers less than is
    usual for this plan.
    """

    usual: float
    """The part of an upper task that the rows of this plan usually cover, 0 to 1."""
    whole: Matrix
    """The part covered, as a multiple of the usual one."""
    open: Matrix
    """The part of the task, 0 to 1, in clauses that the row hardly covers."""

    def leaves_open(self, row: int, at: int, policy: Relating) -> bool:
        """Tell whether a row plainly leaves clauses out; plain words always seem to."""
        return self.usual >= policy.plain and float(self.open[row, at]) > policy.open


def find_covers(sight: Sight, style: Style, policy: Relating) -> Covers:
    """Measure how much of each upper task each lower one covers."""
    cover = sight.whole.of_upper(_EXACT)
    usual = float((cover * style.likely).sum()) + _CALM
    texts = sight.upper.texts
    weights = texts.clauses.total(sight.terms.upper)[:, None]
    hardly = weights * (sight.by_clause < policy.clause * usual)
    total = np.maximum(np.add.reduceat(weights, texts.starts, axis=0), _EXACT)
    return Covers(
        usual,
        cover / np.float32(usual),
        (np.add.reduceat(hardly, texts.starts, axis=0) / total).astype(np.float32),
    )


def relate(
    sight: Sight, covers: Covers, row: int, links: Mapping[int, float], policy: Relating
) -> dict[int, Relation]:
    """Say for each link of an upper task whether it carries the whole of it.

    A row of a form that was filled in for the task carries the whole of it, and so does a copy.

    Args:
        sight: the two plans.
        covers: of ``find_covers``.
        row: number of the upper task.
        links: numbers of the lower tasks, with the probability of each.
        policy: the weights.

    """
    firsts = sight.lower.texts.firsts
    # Rows that say the same are one link told twice, no parts of the task.
    likely = {firsts[at] for at, chance in links.items() if chance >= policy.sibling}

    def is_part(at: int) -> bool:
        if sight.is_whole(row, at):
            return False
        bias = policy.bias + (policy.several if likely - {firsts[at]} else 0.0)
        cover = min(float(covers.whole[row, at]), _MOST)
        return bias + policy.cover * cover > 0 or covers.leaves_open(row, at, policy)

    return {at: Relation.PARTIAL if is_part(at) else Relation.FULL for at in links}


def find_uncovered(
    sight: Sight, covers: Covers, row: int, links: Places, policy: Relating
) -> tuple[str, ...]:
    """Name the clauses of an upper task that none of its links covers, in order."""
    first = sight.upper.texts.starts[row]
    clauses = sight.upper.readings[row].clauses
    covered = sight.by_clause[first : first + len(clauses), list(links)].max(axis=1, initial=0)
    least = policy.clause * covers.usual
    return tuple(clause for clause, part in zip(clauses, covered, strict=True) if part < least)
