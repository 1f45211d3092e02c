"""From probabilities to answers: which pairs are asserted, and what becomes of every task."""

from dataclasses import dataclass

import numpy as np

from reconcile.config import Thresholds
from reconcile.match.bags import Matrix
from reconcile.match.weights import Decision
from reconcile.model import LowerOutcome, Outcome

Places = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What becomes of one upper task: its outcome, and the lower tasks asserted, best first."""

    outcome: Outcome
    links: Places


def override(decision: Decision, thresholds: Thresholds) -> Decision:
    """Put the user's thresholds in the place of the program's own."""
    carried = decision.carried if thresholds.carried is None else thresholds.carried
    missed = decision.missed if thresholds.missed is None else thresholds.missed
    return Decision(carried, min(missed, carried), min(decision.linked, carried), decision.full)


def settle_upper(chances: Matrix, cover: Matrix, decision: Decision) -> Answer:
    """Answer for one upper task.

    Args:
        chances: probability of its pair with each lower task.
        cover: the part of it that each lower task covers, 0 to 1.
        decision: where the answers fall.

    """
    order = np.argsort(-chances, kind="stable")
    best = float(chances[order[0]]) if len(order) else 0.0
    if best < decision.missed:
        return Answer(Outcome.MISSED, ())
    links = tuple(int(at) for at in order if chances[at] >= decision.linked)
    if best < decision.carried:
        return Answer(Outcome.REVIEW, links)
    whole = any(cover[at] >= decision.full for at in links)
    return Answer(Outcome.CARRIED if whole else Outcome.PARTIAL, links)


def settle_lower(chances: Matrix, answers: Places, decision: Decision) -> LowerOutcome:
    """Answer for one lower task.

    Args:
        chances: probability of its pair with each upper task.
        answers: the upper tasks that were decided to be carried by it.
        decision: where the answers fall.

    """
    if answers:
        return LowerOutcome.LINKED
    best = float(chances.max()) if len(chances) else 0.0
    return LowerOutcome.OWN if best < decision.missed else LowerOutcome.REVIEW
