"""Plan × plan → candidates with their reasons → outcomes; pure."""

from reconcile.match.pairing import Matched, match
from reconcile.match.prepared import Prepared, prepare

__all__ = ["Matched", "Prepared", "match", "prepare"]
