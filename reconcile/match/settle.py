"""From probabilities to answers: which pairs are asserted, and what becomes of every task."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from reconcile.config import Thresholds
from reconcile.match.bags import Matrix
from reconcile.match.measures import Sight
from reconcile.match.relation import Places, find_uncovered, relate
from reconcile.match.weights import Decision, Policy
from reconcile.model import LowerOutcome, Outcome, Relation


@dataclass(frozen=True, slots=True)
class Answer:
    """What becomes of one upper task: its outcome, the lower tasks asserted, what they leave."""

    outcome: Outcome
    links: Places
    """Best first."""
    relations: Mapping[int, Relation]
    uncovered: tuple[str, ...] = ()


_MISSED = Answer(Outcome.MISSED, (), {})


def override(decision: Decision, thresholds: Thresholds) -> Decision:
    """Put the user's thresholds in the place of the program's own."""
    carried = decision.carried if thresholds.carried is None else thresholds.carried
    missed = decision.missed if thresholds.missed is None else thresholds.missed
    return Decision(
        carried=carried, missed=min(missed, carried), linked=min(decision.linked, carried)
    )


def settle_upper(sight: Sight, row: int, chances: Matrix, covers: Matrix, policy: Policy) -> Answer:
    """Answer for one upper task.

    Args:
        sight: the two plans.
        row: number of the upper task.
        chances: probability of its pair with each lower task.
        covers: of ``usual_cover``, its row.
        policy: where the answers fall.

    """
    at = policy.decision
    best = float(chances.max())
    if best < at.missed:
        return _MISSED
    likely = np.flatnonzero(chances >= at.linked)
    links = tuple(int(low) for low in likely[np.argsort(-chances[likely], kind="stable")])
    relations = relate(sight, covers, links, policy.relating)
    if best < at.carried:
        return Answer(Outcome.REVIEW, links, relations)
    if Relation.FULL in relations.values():
        return Answer(Outcome.CARRIED, links, relations)
    uncovered = find_uncovered(sight, row, links, policy.relating)
    whole = len(links) > 1 and not uncovered
    return Answer(Outcome.CARRIED if whole else Outcome.PARTIAL, links, relations, uncovered)


def settle_lower(chances: Matrix, carried: Places, decision: Decision) -> LowerOutcome:
    """Answer for one lower task.

    Args:
        chances: probability of its pair with each upper task.
        carried: the upper tasks that were decided to be carried by it.
        decision: where the answers fall.

    """
    if carried:
        return LowerOutcome.LINKED
    return LowerOutcome.OWN if float(chances.max()) < decision.missed else LowerOutcome.REVIEW
