"""Under which key reconcile.toml says something of one of several upper plans."""

from collections.abc import Mapping

from reconcile.model import Plan
from reconcile.vocabulary.same_name import entry_key


def upper_plan_key(plan: Plan, told: Mapping[str, str]) -> str:
    """Return the key of ``[upper.plans]`` for a plan: the one that is there, else a new one.

    Args:
        plan: one of several.
        told: keys that are there → the number that each gives its plan; empty for none.

    Returns:
        Its number where a file tells that; a plan whose number is a setting is found by it.

    """
    usual = plan.number if plan.name == plan.number else ""
    by_place = (usual, plan.name, plan.files[0])
    there = (key for name in by_place if (key := entry_key(told, name)) is not None)
    by_number = (key for key, number in told.items() if number and number == plan.number)
    return next(there, "") or next(by_number, "") or usual or _place(plan)


def _place(plan: Plan) -> str:
    """Call a plan by where it lies: two of one number are told apart by their first files."""
    return plan.files[0] if plan.number else plan.name
