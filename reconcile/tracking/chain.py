"""Levels put together: the outcomes of each pair of plans → what became of every top task."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from reconcile.model import (
    REACHED,
    Chain,
    ChainOutcome,
    ChainTask,
    DirectLink,
    Outcome,
    Plan,
    Reach,
    Role,
    Step,
    Unit,
)
from reconcile.tracking.figures import Standing


@dataclass(frozen=True, slots=True)
class PlanLinks:
    """The plans above the units, and what each pair of them showed."""

    plans: tuple[Plan, ...]
    """From the topmost to that which the units carry out; at least two."""
    steps: tuple[tuple[Step, ...], ...]
    """Of each plan but the last: its tasks in the next one, in their order."""
    direct: Mapping[tuple[int, int], Sequence[DirectLink]] = field(default_factory=dict)
    """Positions of two plans with others between → what the lower one carries directly."""


@dataclass(frozen=True, slots=True)
class UnitLinks:
    """How one unit stands to the plans above it."""

    unit: Unit
    standings: tuple[Standing, ...]
    """In each task of the last plan, in its order."""
    direct: tuple[tuple[DirectLink, ...], ...]
    """What of each plan but the last it carries directly."""


class _State(Enum):
    """What became of a top task in one of the plans below it."""

    THERE = auto()
    ENDED = auto()
    """Carried without a task that goes on: it is done, or stands in another document."""
    DOUBT = auto()
    NO_ROLE = auto()
    LOST = auto()


_NOT_THERE = {
    _State.ENDED: Reach.NONE,
    _State.DOUBT: Reach.REVIEW,
    _State.NO_ROLE: Reach.NONE,
    _State.LOST: Reach.ABOVE,
}
"""How a task stands in the units where the last plan does not have it."""


@dataclass(slots=True)
class _Trail:
    """A top task on its way down."""

    found: list[list[int]]
    """Positions of the tasks that carry it, in each plan from the topmost on."""
    states: list[_State]
    doubt: bool = False
    """Whether a doubt in some plan may add to what was found."""

    @property
    def end(self) -> _State:
        """How it comes to the last plan."""
        if self.states[-1] is _State.THERE:
            return _State.THERE
        return next(state for state in self.states if state is not _State.THERE)


def compose(links: PlanLinks, units: Sequence[UnitLinks]) -> Chain:
    """Follow every task of the topmost plan down to every unit.

    Args:
        links: of the plans above the units.
        units: how each unit stands to them.

    """
    places = [{task.key: at for at, task in enumerate(plan.tasks)} for plan in links.plans]
    passing = [_by_task(each.direct) for each in units]
    tasks = []
    for at, task in enumerate(links.plans[0].tasks):
        trail = _follow(at, links, places)
        step = links.steps[0][at]
        whole = step.outcome is not Outcome.PARTIAL
        reach = tuple(
            _reach(trail, unit.standings, past, whole=whole)
            for unit, past in zip(units, passing, strict=True)
        )
        between = zip(links.plans[1:], trail.found[1:], strict=True)
        carriers = tuple(tuple(plan.tasks[place] for place in found) for plan, found in between)
        lost = trail.states.index(_State.LOST) + 1 if _State.LOST in trail.states else 0
        tasks.append(ChainTask(task, _outcome(trail, reach), step, carriers, lost, reach))
    return Chain(links.plans, tuple(each.unit for each in units), tuple(tasks))


def _by_task(direct: Iterable[Iterable[DirectLink]]) -> list[dict[int, Step]]:
    """Look direct links up by the position of the task."""
    return [{link.index: link.step for link in each} for each in direct]


def _follow(at: int, links: PlanLinks, places: Sequence[Mapping[str, int]]) -> _Trail:
    """Follow a task of the topmost plan through the plans below."""
    trail = _Trail([[at]], [])
    for level in range(1, len(links.plans)):
        steps = [links.steps[level - 1][place] for place in trail.found[-1]]
        past = list(_past(links, trail.found, level))
        keys = [key for each in (*steps, *past) if each.is_carried for key in each.links]
        trail.found.append(sorted({places[level][key] for key in keys}))
        doubtful = any(step.is_doubtful for step in (*steps, *past))
        trail.doubt = trail.doubt or doubtful
        trail.states.append(_state(trail, steps, doubtful=doubtful))
    return trail


def _past(links: PlanLinks, found: Sequence[Sequence[int]], level: int) -> Iterator[Step]:
    """Yield what a plan carries directly of what stands further up than in the plan above it."""
    for above in range(level - 1):
        for link in links.direct.get((above, level), ()):
            if link.index in found[above]:
                yield link.step


def _state(trail: _Trail, steps: Sequence[Step], *, doubtful: bool) -> _State:
    """Say what became of the task in the plan that was looked at last."""
    if trail.found[-1]:
        return _State.THERE
    if any(step.is_carried for step in steps):
        return _State.ENDED
    if doubtful:
        return _State.DOUBT
    if steps and all(step.role is Role.NONE for step in steps):
        return _State.NO_ROLE
    # Nothing comes from a plan that it did not reach.
    return _State.LOST if steps else trail.states[-1]


def _reach(
    trail: _Trail, standings: Sequence[Standing], past: Sequence[Mapping[int, Step]], *, whole: bool
) -> Reach:
    """Say how the task stands in one unit; ``whole`` where the next level carries all of it."""
    own = [standings[place] for place in trail.found[-1]]
    usual = _through([each for each in own if each.counts], trail, whole=whole)
    if usual in REACHED:
        return usual
    direct = [
        known[place]
        for known, found in zip(past, trail.found, strict=False)
        for place in found
        if place in known
    ]
    if any(step.is_carried for step in direct):
        return Reach.DIRECT
    return Reach.REVIEW if direct else usual


def _through(own: Sequence[Standing], trail: _Trail, *, whole: bool) -> Reach:
    """Say how the task comes to a unit through the plans between."""
    if trail.end in _NOT_THERE:
        return _NOT_THERE[trail.end]
    if not own:
        return Reach.NONE
    done = [each for each in own if each.is_done]
    if done:
        full = whole and all(each.outcome is Outcome.CARRIED for each in own)
        return Reach.THROUGH if full else Reach.PARTIAL
    open_ = trail.doubt or any(each.outcome is Outcome.REVIEW for each in own)
    return Reach.REVIEW if open_ else Reach.MISSED


def _outcome(trail: _Trail, reach: Sequence[Reach]) -> ChainOutcome:
    """Say what became of the task over all units."""
    if trail.end is not _State.THERE:
        return _not_there(trail.end, reach)
    if Reach.MISSED in reach:
        return ChainOutcome.LOST_BELOW
    if Reach.REVIEW in reach:
        return ChainOutcome.REVIEW
    return ChainOutcome.WHOLE if set(reach) & set(REACHED) else ChainOutcome.NOT_BELOW


def _not_there(end: _State, reach: Sequence[Reach]) -> ChainOutcome:
    """Say what became of a task that the last plan does not have."""
    if end is _State.DOUBT:
        return ChainOutcome.REVIEW
    if Reach.DIRECT in reach:
        return ChainOutcome.DIRECT
    if Reach.REVIEW in reach:
        return ChainOutcome.REVIEW
    return ChainOutcome.LOST_ABOVE if end is _State.LOST else ChainOutcome.NOT_BELOW
