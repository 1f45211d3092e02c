"""Tables as read → the plan of one unit: its tasks, what they cite and when they are due. Pure."""

from reconcile.normalise.plan import to_plan
from reconcile.normalise.roles import role_in
from reconcile.normalise.split import owned, split_units

__all__ = ["owned", "role_in", "split_units", "to_plan"]
