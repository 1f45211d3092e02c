"""All units together: in which order they are shown, and the figures of parts."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reconcile.model import Change, Plan, Role, Summary, Task
from reconcile.tracking.bodies import body_id, lead_bodies
from reconcile.tracking.coverage import Coverage, Digest
from reconcile.tracking.figures import combine

UNDATED, RECURRING = "undated", "recurring"
"""In place of a month: tasks that mean no last day, and those that recur."""
_NOBODY = ""
_UNITS = "units"


@dataclass(frozen=True, slots=True)
class CoveragePart:
    """Some tasks of the upper plan, and what all units together have made of them."""

    name: str
    """A body as the plan first calls it, empty for none; or ``11/2026``, or one of the above."""
    tasks: int
    figures: Summary
    is_of_units: bool = False
    """Whether the units themselves lead these tasks, and no office above."""
    is_over: bool = False
    """Whether the last day of each of them has passed."""


def by_missing(coverage: Coverage) -> list[tuple[int, Digest]]:
    """List the units, each with its 0-based place, by what they miss: the most first.

    Among equals those with more to review come first, then the order of the units stays.
    """
    figures = [(-unit.summary.missed, -unit.summary.review) for unit in coverage.units]
    places = sorted(range(len(figures)), key=figures.__getitem__)
    return [(place, coverage.units[place]) for place in places]


def by_plan(coverage: Coverage) -> list[tuple[Plan, Summary]]:
    """Count for each upper plan, in the order of the plans.

    What a unit adds itself is of no upper plan, and is not counted there.
    """
    found: list[tuple[Plan, Summary]] = []
    first = 0
    for plan in coverage.upper.plans:
        upto = first + len(plan.tasks)
        found.append((plan, _figures(coverage, range(first, upto))))
        first = upto
    return found


def changes_above(coverage: Coverage) -> tuple[Change, ...]:
    """List once what the upper plan itself changed, in its order, then what left it.

    Each unit tells it since it last stood otherwise; of two that tell of one task the first counts.
    """
    found: dict[tuple[str, str], Change] = {}
    for unit in coverage.units:
        for each in unit.above:
            found.setdefault((each.task, each.kind), each)
    place = {task.key: at for at, task in enumerate(coverage.upper.tasks)}
    last = len(place)
    return tuple(sorted(found.values(), key=lambda each: place.get(each.task, last)))


def by_lead(coverage: Coverage) -> Iterator[CoveragePart]:
    """Part the tasks by the bodies that lead them, in the order of the plan.

    Tasks that any unit leads are the units'; a task of several offices counts for each.
    """
    found: dict[str, list[int]] = {}
    names: dict[str, str] = {}
    for index, task in enumerate(coverage.upper.tasks):
        for key, name in _leads(coverage, index, task):
            names.setdefault(key, name)
            found.setdefault(key, []).append(index)
    for key, indices in found.items():
        figures = _figures(coverage, indices)
        yield CoveragePart(names[key], len(indices), figures, is_of_units=key == _UNITS)


def by_deadline(coverage: Coverage) -> Iterator[CoveragePart]:
    """Part the tasks by the month of their last day, the earliest first, then those without one."""
    found: dict[tuple[int, int, str], list[int]] = {}
    for index, task in enumerate(coverage.upper.tasks):
        found.setdefault(_month(task), []).append(index)
    for key in sorted(found):
        indices, (year, month, other) = found[key], key
        over = all(coverage.upper.tasks[i].deadline.is_over(coverage.as_of) for i in indices)
        name = other or f"{month:02}/{year}"
        yield CoveragePart(name, len(indices), _figures(coverage, indices), is_over=over)


def _leads(coverage: Coverage, index: int, task: Task) -> Iterable[tuple[str, str]]:
    """Tell who leads a task: an id, and a name."""
    if coverage.role(index) is Role.LEAD:
        return ((_UNITS, _UNITS),)
    named = dict.fromkeys(lead_bodies(task))
    return {body_id(name): name for name in reversed(named)}.items() if named else ((_NOBODY, ""),)


def _month(task: Task) -> tuple[int, int, str]:
    """Return where a task comes among the months; behind them what has no last day."""
    last = task.deadline.latest
    if task.deadline.is_dated and last:
        return last.year, last.month, ""
    return (9999, 13, RECURRING) if task.deadline.recurring else (9999, 14, UNDATED)


def _figures(coverage: Coverage, indices: Iterable[int]) -> Summary:
    """Add up what the units have made of some tasks."""
    picked = tuple(indices)
    return combine(
        ([unit.standings[index] for index in picked], Summary()) for unit in coverage.units
    )
