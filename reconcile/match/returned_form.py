"""Rows of a returned form: each was filled in at its task, and answers that one only."""

from typing import Final

from reconcile.match.measures import Sight
from reconcile.match.overlap import Matrix
from reconcile.match.score import STRANGER
from reconcile.model import Evidence

# The most that log-odds count for (score.chance).
ANSWERED: Final = Evidence("form", 30.0, "theo biểu mẫu: đơn vị điền ngay tại nhiệm vụ này")


def leave_contest(sight: Sight, logit: Matrix) -> None:
    """Make the rows of a form strangers to every task but their own, so that they rival no row."""
    for low, row in sight.answered.items():
        own = logit[row, low]
        logit[:, low] = STRANGER
        logit[row, low] = own


def settle_form(sight: Sight, chances: Matrix) -> dict[tuple[int, int], Evidence]:
    """Make the pairs of a form sure and all other pairs of its rows impossible; say why."""
    lows = list(sight.answered)
    rows = list(sight.answered.values())
    chances[:, lows] = 0
    chances[rows, lows] = 1
    return {(row, low): ANSWERED for low, row in sight.answered.items()}
