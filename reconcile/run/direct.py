"""What a plan carries of those further up than the plan above it, by citing them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from reconcile.config import Config
from reconcile.match import Matched, Prepared, direct_links, match, prepare, taken_together
from reconcile.model import (
    Decision,
    DirectLink,
    DirectPair,
    Outcome,
    Plan,
    Task,
    Topic,
    UpperResult,
)
from reconcile.review import settle
from reconcile.tracking.history import NO_HISTORY, History
from reconcile.tracking.reopening import CarriedOver, carry_over


@dataclass(frozen=True, slots=True)
class Above:
    """A plan further up, made ready for matching."""

    plan: Plan
    prepared: tuple[Prepared, ...]


@dataclass(frozen=True, slots=True)
class CarriedDirectly:
    """What a plan carries of the plans further up."""

    links: tuple[tuple[DirectLink, ...], ...] = ()
    """Of each of them."""
    pairs: tuple[DirectPair, ...] = ()
    """The same row by row, for people to answer on: the doubtful first, the answered last."""
    stale: tuple[Decision, ...] = ()
    """Answers on such pairs of which a task is gone, or all plans further up are."""


def carried_directly(
    above: Sequence[Above],
    lower: Plan,
    config: Config,
    answers: Iterable[Decision] = (),
    history: History = NO_HISTORY,
) -> CarriedDirectly:
    """Find what a plan carries of each plan further up.

    Args:
        above: those plans, from the topmost on.
        lower: the plan.
        config: all settings.
        answers: that stand on it; of those on such pairs the ones count whose tasks are there,
            and those on texts that have changed since are shown where it is asked again.
        history: what earlier runs left of the plan.

    """
    said = _held(above, lower.tasks, answers, history)
    if not above:
        return CarriedDirectly(stale=said.stale)
    below = prepare(lower.tasks, synonyms=config.synonyms)
    links: list[tuple[DirectLink, ...]] = []
    pairs: list[DirectPair] = []
    for each in above:
        found = [match(plan, below, thresholds=config.thresholds) for plan in each.prepared]
        missed = min(matched.missed for matched in found)
        uppers = _settled(taken_together(found), said.live, missed)
        links.append(tuple(direct_links(each.plan, uppers, lower.tasks)))
        pairs += _pairs(uppers, links[-1], lower.tasks, said)
    pairs.sort(key=lambda pair: (pair.answer is not None, not pair.is_open))
    return CarriedDirectly(tuple(links), tuple(pairs), said.stale)


def _held(
    above: Iterable[Above], lowers: Sequence[Task], answers: Iterable[Decision], history: History
) -> CarriedOver:
    """Hold the answers on such pairs against the plans as they are now.

    No run keeps the texts of the plans further up: an answer tells on which of them it was given.
    """
    said = [each for each in answers if each.topic is Topic.DIRECT]
    if not said:
        return CarriedOver((), (), ())
    uppers = {task.key: task.text for each in above for task in each.plan.tasks}
    return carry_over(
        said,
        NO_HISTORY.trace("upper", {each.upper: each.upper_text for each in said}, uppers),
        history.trace(
            "lower",
            {each.lower: each.lower_text for each in said},
            {task.key: task.text for task in lowers},
        ),
    )


def _settled(matched: Matched, said: Iterable[Decision], missed: float) -> tuple[UpperResult, ...]:
    """Put the answers over the score, as on pairs with the plan right above.

    Here nobody is asked about a task by itself: with no likely pair left it is not carried.
    """
    uppers, lowers = matched.uppers, matched.lowers
    above, below = ({each.task.key for each in side} for side in (uppers, lowers))
    there = [each for each in said if each.upper in above and each.lower in below]
    answered = {each.upper for each in there}
    told = [replace(each, topic=Topic.COVERAGE) for each in there]
    return tuple(
        replace(each, outcome=Outcome.MISSED, links=())
        if each.outcome is Outcome.REVIEW
        and each.task.key in answered
        and all(pair.score < missed for pair in each.candidates)
        else each
        for each in settle(uppers, lowers, told).uppers
    )


def _pairs(
    uppers: Sequence[UpperResult],
    links: Iterable[DirectLink],
    lowers: Sequence[Task],
    said: CarriedOver,
) -> Iterator[DirectPair]:
    """Yield the pairs of one plan further up: those found, those answered, now or before."""
    places = {upper.task.key: at for at, upper in enumerate(uppers)}
    rows = {task.key: task for task in lowers}
    found = {(uppers[link.index].task.key, key): None for link in links for key in link.step.links}
    answers = {(each.upper, each.lower): each for each in said.live}
    before = {(each.upper, each.lower): each.decision for each in said.reopened}
    for pair in dict.fromkeys((*found, *answers, *before)):
        upper, lower = pair
        if upper in places and lower in rows:
            yield DirectPair(
                uppers[places[upper]], rows[lower], answers.get(pair), before.get(pair)
            )
