"""The answers that stand on one unit, by what they are about."""

from collections.abc import Iterable
from dataclasses import dataclass

from reconcile.model import Decision, Topic, Verdict


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
