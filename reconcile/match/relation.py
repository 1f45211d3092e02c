"""How much of an upper task its links carry, and which of its clauses none of them covers."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp, log

import numpy as np
import numpy.typing as npt

from reconcile.match.left_out import find_left_out
from reconcile.match.measures import Sight
from reconcile.match.overlap import Matrix
from reconcile.match.score import Style
from reconcile.match.weights import Relating
from reconcile.model import Relation

Places = tuple[int, ...]
Numbers = npt.NDArray[np.int64]
_CALM = 0.05
"""Keeps the usual cover of a plan from nought."""
_EXACT = 1e-6
_MOST = 2.0
"""A cover beyond so many times the usual one counts no further."""
_LITTLE = 5.0
"""Weight added to both rows when their lengths are compared: of short ones a word makes little."""


@dataclass(frozen=True, slots=True)
class Cover:
    """How a lower row stands to the upper task that it carries."""

    whole: float
    """The part of the task that it covers, as a multiple of what is usual for this plan.

    A plan that condenses covers little of any text; what counts is that a row covers less.
    """
    best: float
    """The part covered of the clause that it covers best, 0 to 1."""
    shorter: float
    """How much less than the task it says, as a natural logarithm."""


def find_usual(sight: Sight, style: Style) -> float:
    """Find the part of an upper task that the rows of this plan usually cover, 0 to 1."""
    covered = (sight.whole.shared * style.likely).sum(axis=1)
    return float((covered / (sight.whole.upper[:, 0] + np.float32(_EXACT))).sum()) + _CALM


def find_cover(sight: Sight, usual: float, row: int, at: int) -> Cover:
    """Measure how a lower row stands to an upper task.

    Args:
        sight: the two plans.
        usual: of ``find_usual``.
        row: number of the upper task.
        at: number of the lower one.

    """
    above, below = float(sight.whole.upper[row, 0]), float(sight.whole.lower[0, at])
    return Cover(
        min(float(sight.whole.shared[row, at]) / (above + _EXACT) / usual, _MOST),
        max(sight.clauses_of(row)[:, at].tolist()),
        log((above + _LITTLE) / (below + _LITTLE)),
    )


def find_others(chances: Matrix, twins: Numbers, links: Places) -> dict[int, float]:
    """Give for each link of an upper task the chance of the likeliest row beside it.

    Args:
        chances: of every lower row to carry the task.
        twins: for each lower row the first one that says the same: one link told twice.
        links: numbers of the lower rows.

    """
    best = int(chances.argmax())
    further = float(chances[twins != twins[best]].max(initial=0))
    return {at: further if twins[at] == twins[best] else float(chances[best]) for at in links}


def relate(
    sight: Sight, usual: float, row: int, others: Mapping[int, float], policy: Relating
) -> dict[int, Relation]:
    """Say for each link of an upper task whether it carries the whole of it.

    A row of a form that was filled in for the task carries the whole of it, and so does a copy.

    Args:
        sight: the two plans.
        usual: of ``find_usual``.
        row: number of the upper task.
        others: of ``find_others``.
        policy: the weights.

    """

    def is_part(at: int) -> bool:
        if sight.is_whole(row, at):
            return False
        # Who copies one of two duties leaves the other out, however much he copies.
        if find_left_out(sight, row, (at,)):
            return True
        cover = find_cover(sight, usual, row, at)
        odds = policy.bias + policy.several * others[at]
        odds += policy.cover * cover.whole + policy.best * cover.best
        odds += policy.shorter * cover.shorter
        return 1 / (1 + exp(-odds)) >= policy.part

    return {at: Relation.PARTIAL if is_part(at) else Relation.FULL for at in others}


def find_uncovered(
    sight: Sight, usual: float, row: int, links: Places, policy: Relating
) -> tuple[str, ...]:
    """Name the clauses of an upper task that none of its links covers, in order.

    Of a clause that gives several duties those are named that are left out.
    """
    covered = sight.clauses_of(row)[:, list(links)].max(axis=1, initial=0)
    left_out = find_left_out(sight, row, links)
    named: list[str] = []
    for at, clause in enumerate(sight.upper.readings[row].clauses):
        if covered[at] < policy.clause * usual:
            named.append(clause)
        else:
            named += [duty.text for duty in left_out if duty.clause == at]
    return tuple(named)
