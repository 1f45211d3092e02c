"""What is wrong or missing in a lower plan, by itself and against the upper plan."""

from reconcile.check.rules import check

__all__ = ["check"]
