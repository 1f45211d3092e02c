"""Plan × plan → candidates with their reasons → outcomes; pure."""

from reconcile.match.pairing import Matched, match
from reconcile.match.plan_pair import Told
from reconcile.match.prepared import Prepared, prepare
from reconcile.match.weighing import Heard

__all__ = ["Heard", "Matched", "Prepared", "Told", "match", "prepare"]
