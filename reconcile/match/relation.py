"""How much of an upper task its links carry, and which of its clauses none of them covers."""

from collections.abc import Sequence

import numpy as np

from reconcile.match.bags import Matrix
from reconcile.match.measures import Sight
from reconcile.match.weights import Relating
from reconcile.model import Relation

Places = tuple[int, ...]
_CALM = 0.05
"""Keeps the usual cover of a plan from nought."""
_EXACT = 1e-6
_MOST = 2.0
"""A cover beyond so many times the usual one counts no further."""


def usual_cover(sight: Sight) -> Matrix:
    """Measure the part of each upper task that each lower task covers, against this plan's usual.

    A plan that condenses covers little of any text; what counts is that it covers less than that.
    """
    cover = sight.whole.of_upper(_EXACT)
    best = sight.whole.of_both(sight.slack).argmax(axis=0)
    usual = float(np.median(cover[best, np.arange(cover.shape[1])]))
    return cover / np.float32(usual + _CALM)


def relate(
    sight: Sight, covers: Matrix, links: Sequence[int], policy: Relating
) -> dict[int, Relation]:
    """Say for each link of an upper task whether it carries the whole of it.

    Args:
        sight: the two plans.
        covers: of ``usual_cover``, the row of the upper task.
        links: numbers of the lower tasks.
        policy: the weights.

    """
    if not links:
        return {}
    texts = {sight.lower.firsts[at] for at in links}
    bias = policy.bias + (policy.several if len(texts) > 1 else 0.0)
    return {
        at: Relation.PARTIAL if bias + policy.cover * min(cover, _MOST) > 0 else Relation.FULL
        for at, cover in ((at, float(covers[at])) for at in links)
    }


def find_uncovered(sight: Sight, upper: int, links: Places, policy: Relating) -> tuple[str, ...]:
    """Name the clauses of an upper task that none of its links covers, in order."""
    first = sight.upper.starts[upper]
    clauses = sight.upper.readings[upper].clauses
    covered = sight.by_clause[first : first + len(clauses), list(links)].max(axis=1, initial=0)
    return tuple(
        clause for clause, part in zip(clauses, covered, strict=True) if part < policy.clause
    )
