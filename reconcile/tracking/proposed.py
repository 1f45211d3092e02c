"""Which pairs of a task a person is shown: one rule for the workbooks and the page."""

from reconcile.model import Candidate, Outcome, Role, UpperResult

MOST_SHOWN = 3
"""Pairs that a person is shown of a doubtful task."""
WORTH_SHOWING = 0.03
"""A pair that is less likely is not shown, 0 to 1: it is no help to anybody, and less likely ones
may have no reasons (``match.pairing``)."""


def proposed(upper: UpperResult) -> tuple[Candidate, ...]:
    """Return the pairs of an upper task that a person is asked about, best first.

    Those asserted; of a doubtful task also the likeliest others; of a missed one, and of one
    that the unit has no role in, the nearest alone, where anything is near.
    """
    near = (c for c in upper.candidates if c.score >= WORTH_SHOWING)
    others = tuple(c for c in near if c not in upper.links)
    if upper.role is Role.NONE or upper.outcome is Outcome.MISSED:
        return upper.links or others[:1]
    if upper.outcome is Outcome.REVIEW:
        return upper.links + others[: max(MOST_SHOWN - len(upper.links), 0)]
    return upper.links
