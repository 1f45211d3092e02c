"""What a plan carries of those further up than the plan above it, by citing them."""

from collections.abc import Sequence
from dataclasses import dataclass

from reconcile.config import Config
from reconcile.match import Prepared, direct_links, match, prepare, taken_together
from reconcile.model import DirectLink, Plan


@dataclass(frozen=True, slots=True)
class Above:
    """A plan further up, made ready for matching."""

    plan: Plan
    prepared: tuple[Prepared, ...]


def carried_directly(
    above: Sequence[Above], lower: Plan, config: Config
) -> tuple[tuple[DirectLink, ...], ...]:
    """Find what a plan carries of each plan further up; nobody's answers are on such pairs."""
    if not above:
        return ()
    below = prepare(lower.tasks, synonyms=config.synonyms)
    found = []
    for each in above:
        matched = taken_together(
            [match(plan, below, thresholds=config.thresholds) for plan in each.prepared]
        )
        found.append(tuple(direct_links(each.plan, matched.uppers, lower.tasks)))
    return tuple(found)
