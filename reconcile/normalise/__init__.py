"""Tables as read → the plan of one unit: its tasks, what they cite and when they are due. Pure."""

from reconcile.normalise.plan import to_plan, unit_of

__all__ = ["to_plan", "unit_of"]
