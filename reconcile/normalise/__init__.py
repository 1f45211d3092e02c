"""Tables as read → the plan of one unit: its tasks, what they cite and when they are due. Pure."""

from reconcile.normalise.plan import to_plan, unit_of
from reconcile.normalise.roles import role_in
from reconcile.normalise.split import Part, split_units

__all__ = ["Part", "role_in", "split_units", "to_plan", "unit_of"]
