"""One lower plan against several upper ones, each matched as if it were alone: taken together."""

from collections.abc import Sequence
from dataclasses import replace

from reconcile.match.pairing import Matched
from reconcile.model import LowerOutcome, LowerResult

_STRONGEST = (
    LowerOutcome.LINKED,
    LowerOutcome.DUPLICATE,
    LowerOutcome.REVIEW,
    LowerOutcome.OWN,
)
"""What a lower task is to one plan, it is altogether: the first of these."""


def taken_together(each: Sequence[Matched]) -> Matched:
    """Take what became of the tasks in each pair of plans together.

    Args:
        each: at least one, in the order of the upper plans; all of one lower plan.

    Returns:
        The upper tasks one plan after the other. A lower task is its own only where no plan has
        it; ``missed`` is that of the first plan.

    """
    if len(each) == 1:
        return each[0]
    total = max(sum(len(matched.uppers) for matched in each), 1)
    return Matched(
        uppers=tuple(upper for matched in each for upper in matched.uppers),
        lowers=tuple(_of_all(lower) for lower in zip(*(m.lowers for m in each), strict=True)),
        missed=each[0].missed,
        share=sum(matched.share * len(matched.uppers) for matched in each) / total,
        related=any(matched.related for matched in each),
        held_down=tuple(pair for matched in each for pair in matched.held_down),
    )


def _of_all(results: Sequence[LowerResult]) -> LowerResult:
    """Say of a lower task what it is, and which upper tasks it carries or may carry."""
    outcome = min((result.outcome for result in results), key=_STRONGEST.index)
    alike = {outcome}
    if outcome is LowerOutcome.LINKED:
        alike.add(LowerOutcome.DUPLICATE)
    said = (result.uppers for result in results if result.outcome in alike)
    return replace(results[0], outcome=outcome, uppers=tuple(key for keys in said for key in keys))
