"""Plan × plan → candidates with their reasons → outcomes; pure."""

from reconcile.match.direct import direct_links
from reconcile.match.pairing import Matched, match
from reconcile.match.plan_pair import PlanAnswer
from reconcile.match.prepared import Prepared, prepare
from reconcile.match.several import taken_together
from reconcile.match.weighing import Heard
from reconcile.match.wording_likeness import near

__all__ = [
    "Heard",
    "Matched",
    "PlanAnswer",
    "Prepared",
    "direct_links",
    "match",
    "near",
    "prepare",
    "taken_together",
]
