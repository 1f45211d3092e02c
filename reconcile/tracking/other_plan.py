"""A lower plan that answers another upper plan: its tasks are no additions to ours."""

from reconcile.model import LowerOutcome, Reconciliation
from reconcile.vocabulary.terms import term

_OTHER_PLAN = ("other-upper-plan", "other-programme")
"""Findings that say so: by what the plan cites, by what it holds."""


def answers_other(result: Reconciliation) -> bool:
    """Tell whether a plan answers another upper plan, and most of its tasks so are none of ours."""
    told = any(each.code in _OTHER_PLAN for each in result.findings)
    return told and result.summary.own * 2 > len(result.lowers)


def lower_kind(outcome: LowerOutcome, *, elsewhere: bool) -> str:
    """Say what a lower task is; one that carries none of ours in a plan for another is no addition.

    Args:
        outcome: of the task.
        elsewhere: whether its plan answers another upper plan.

    """
    own = outcome is LowerOutcome.OWN and elsewhere
    return term("lower_kind", "elsewhere") if own else term("lower_outcome", outcome)
