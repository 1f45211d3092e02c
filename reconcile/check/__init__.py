"""What is wrong or missing: one function for each finding code."""

from reconcile.check.rules import check

__all__ = ["check"]
