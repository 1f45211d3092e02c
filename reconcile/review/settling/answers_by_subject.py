"""The answers that stand on one unit, by what they are about."""

from collections.abc import Iterable
from dataclasses import dataclass

from reconcile.model import Candidate, Decision, Outcome, Role, Topic, UpperResult, Verdict

_MOST = 3
"""Pairs that a person is asked about for a doubtful task."""
_LEAST = 0.03
"""A pair that is less likely is not worth a question, 0 to 1."""


@dataclass(frozen=True, slots=True)
class AnswersBySubject:
    """Answers by upper and lower key; at most one for each subject."""

    pairs: dict[tuple[str, str], Decision]
    uppers: dict[str, Decision]
    lowers: dict[str, Decision]
    writings: dict[str, Decision]
    """By upper key: on writing the task into the unit's plan."""

    def on(self, upper: str) -> dict[str, Decision]:
        """Return the answers on the pairs of an upper task, by lower key, in their order."""
        return {low: said for (up, low), said in self.pairs.items() if up == upper}


def by_subject(decisions: Iterable[Decision]) -> AnswersBySubject:
    """Sort the answers that stand by their subjects."""
    stand = [each for each in decisions if each.verdict is not Verdict.WITHDRAWN]
    said = [each for each in stand if each.topic is Topic.COVERAGE]
    return AnswersBySubject(
        pairs={(d.upper, d.lower): d for d in said if d.upper and d.lower},
        uppers={d.upper: d for d in said if d.upper and not d.lower},
        lowers={d.lower: d for d in said if d.lower and not d.upper},
        writings={d.upper: d for d in stand if d.topic is Topic.WRITING_IN},
    )


def proposed(upper: UpperResult) -> tuple[Candidate, ...]:
    """Return the pairs of an upper task that a person is asked about, best first.

    Those asserted; of a doubtful task also the likeliest others; of a missed one, and of one
    that the unit has no role in, the nearest alone, where anything is near.
    """
    others = tuple(c for c in upper.candidates if c not in upper.links and c.score >= _LEAST)
    if upper.role is Role.NONE or upper.outcome is Outcome.MISSED:
        return upper.links or others[:1]
    if upper.outcome is Outcome.REVIEW:
        return upper.links + others[: max(_MOST - len(upper.links), 0)]
    return upper.links
