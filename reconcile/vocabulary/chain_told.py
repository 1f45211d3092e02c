"""Where a task of the topmost plan was lost, in words."""

from collections.abc import Sequence

from reconcile.model import Chain, ChainOutcome, ChainTask, Reach
from reconcile.vocabulary.terms import term

_NAMED = 6
"""So many units are named; of more the rest is counted."""
_SAID = {
    ChainOutcome.WHOLE: "nowhere",
    ChainOutcome.DIRECT: "at_plan_but",
    ChainOutcome.LOST_ABOVE: "at_plan",
    ChainOutcome.LOST_BELOW: "at_units",
    ChainOutcome.NOT_BELOW: "not_theirs",
    ChainOutcome.REVIEW: "doubt_plan",
}


def where_lost(chain: Chain, task: ChainTask) -> str:
    """Say where a task was lost: at a plan between, at these units, nowhere, or not yet told."""
    lost, doubtful = (units_in(chain, task, way) for way in (Reach.MISSED, Reach.REVIEW))
    told = {
        "unit": chain.plans[task.lost_at].unit.name,
        "count": len(lost),
        "concerned": task.concerned,
    }
    section, units = _SAID[task.outcome], lost
    if task.outcome is ChainOutcome.DIRECT:
        units = units_in(chain, task, Reach.DIRECT)
    if task.outcome is ChainOutcome.REVIEW:
        # Lost at a plan, and perhaps carried past it; or come to the units; else held up above.
        below = task.lost_at or any(task.carriers[-1:])
        section, units = "doubt_units" if below else "doubt_plan", doubtful
    said = term("chain", section).format(units=_named(units), **told)
    # What is lost at some units is told at once; whether at others as well is still open.
    if task.outcome is ChainOutcome.LOST_BELOW and doubtful:
        said += f"; {term('chain', 'doubt_units').format(units=_named(doubtful))}"
    return said


def units_in(chain: Chain, task: ChainTask, way: Reach) -> list[str]:
    """Name the units in which a task stands so."""
    pairs = zip(chain.units, task.reach, strict=True)
    return [unit.name for unit, reach in pairs if reach is way]


def _named(units: Sequence[str]) -> str:
    """Name some units, and count the rest."""
    said = ", ".join(units[:_NAMED])
    more = len(units) - _NAMED
    return term("chain", "more").format(units=said, count=more) if more > 0 else said
