"""People's answers on one unit, held against the plans as they are now."""

from collections.abc import Iterable

from reconcile.model import Decision, Finding, Plan, Task, Topic
from reconcile.tracking.history import History
from reconcile.tracking.reopening import CarriedOver, carry_over
from reconcile.vocabulary.answers import answer_told
from reconcile.vocabulary.findings import finding
from reconcile.vocabulary.text import one_line, shorten

_SHORT = 80
"""Letters of a task's text that a finding quotes."""


def hold_answers(
    answers: Iterable[Decision], history: History, upper: Plan, lower: Plan
) -> CarriedOver:
    """Hold the answers on one unit against the plans as they are now.

    It makes no difference whether the run of now is already in the history. Answers on plans
    further up are none of theirs (``run/direct.py``).
    """
    said = tuple(each for each in answers if each.topic is not Topic.DIRECT)
    asked_above = {each.upper: each.upper_text for each in said if each.upper}
    asked_below = {each.lower: each.lower_text for each in said if each.lower}
    return carry_over(
        said,
        history.trace("upper", asked_above, _texts(upper.tasks)),
        history.trace("lower", asked_below, _texts(lower.tasks)),
    )


def stale_finding(decision: Decision) -> Finding:
    """Report an answer whose task is gone."""
    shown = shorten(one_line(decision.lower_text or decision.upper_text), _SHORT)
    return finding("stale-decision", decision.where, answer=answer_told(decision), text=shown)


def _texts(tasks: Iterable[Task]) -> dict[str, str]:
    """Return the texts of tasks by key."""
    return {task.key: task.text for task in tasks}
