"""Tables as read → the plan of one unit: its tasks, what they cite and when they are due. Pure."""

from reconcile.normalise.plan import to_plan
from reconcile.normalise.roles import role_in
from reconcile.normalise.split import owned, split_units
from reconcile.normalise.upper_repeated import with_own_tasks

__all__ = ["owned", "role_in", "split_units", "to_plan", "with_own_tasks"]
