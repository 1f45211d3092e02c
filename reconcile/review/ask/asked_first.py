"""Which doubtful tasks to ask about first: those whose answers tell most about the others."""

from collections import Counter
from collections.abc import Sequence

from reconcile.model import UpperResult
from reconcile.vocabulary.terms import term

MOST = 5
"""So many answers tell how much of a plan is carried; further ones add little."""
_TELLING = 0.4
"""An answer on a pair of this probability tells most: either could be right."""
_REST = 2
"""Asking some first is worth it where at least so many others are in doubt."""


def asked_first(uppers: Sequence[UpperResult], answered: int) -> tuple[str, ...]:
    """Choose the tasks to ask about first, spread over the groups of the plan.

    Args:
        uppers: the outcomes.
        answered: upper tasks that people have answered about already.

    Returns:
        Their keys, the most telling first; none where few are in doubt or enough was answered.

    """
    doubtful = [each for each in uppers if each.is_doubtful and each.candidates]
    wanted = MOST - answered
    if wanted <= 0 or len(doubtful) < wanted + _REST:
        return ()
    met: Counter[tuple[str, ...]] = Counter()
    ranked: list[tuple[int, float, str]] = []
    for each in sorted(doubtful, key=_distance):
        group = each.task.group[:1]
        ranked.append((met[group], _distance(each), each.task.key))
        met[group] += 1
    ranked.sort(key=lambda rank: rank[:2])
    return tuple(key for *_, key in ranked[:wanted])


def first_note(count: int) -> str:
    """Say what answering so many tasks first is good for; empty for none."""
    return term("review", "first_note").format(count=count) if count else ""


def _distance(upper: UpperResult) -> float:
    """Tell how far a task's best pair lies from the most telling probability."""
    return from_telling(max(each.score for each in upper.candidates))


def from_telling(score: float) -> float:
    """Tell how far a pair's probability lies from the one of which an answer tells most."""
    return abs(score - _TELLING)
