"""What waits over all units, task by task: the same doubt of many communes in one place."""

from dataclasses import dataclass
from functools import cached_property

from reconcile.model import Outcome, Role, Task
from reconcile.review.ask.asked_first import from_telling
from reconcile.run.page.desk import Desk
from reconcile.run.page.snapshot import OpenedUnit, Snapshot

Place = tuple[OpenedUnit, str]
"""A unit, and the key of an upper task that waits there."""


@dataclass(frozen=True, slots=True)
class DoubtedTask:
    """An upper task, and the units in which it waits for an answer."""

    task: Task
    units: tuple[OpenedUnit, ...]
    """In the order of the folder."""


@dataclass(frozen=True)
class TaskQueue:
    """The tasks that wait in some unit, and the way through them: unit by unit of each task."""

    tasks: tuple[DoubtedTask, ...]
    order: dict[str, int]
    """Key of each task that was ever shown → its rank."""
    units: dict[str, int]
    """Id of each unit → its rank."""

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """What waits, in order."""
        return tuple((unit, each.task.key) for each in self.tasks for unit in each.units)

    def after(self, unit: OpenedUnit, key: str) -> Place | None:
        """Return what waits behind a task of a unit, whether or not that waits itself."""
        here = self._rank((unit, key))
        return next((each for each in self.places if self._rank(each) > here), None)

    def before(self, unit: OpenedUnit, key: str) -> Place | None:
        """Return what waits before it."""
        here = self._rank((unit, key))
        return next((each for each in reversed(self.places) if self._rank(each) < here), None)

    def next_of(self, unit: OpenedUnit, key: str) -> Place | None:
        """Return what is answered next: from the top again at the end; None where nothing waits."""
        others = (each for each in self.places if self._rank(each) != self._rank((unit, key)))
        return self.after(unit, key) or next(others, None)

    def _rank(self, place: Place) -> tuple[int, int]:
        """Return where a place stands among all that are there, or were."""
        return self.order.get(place[1], -1), self.units.get(place[0].unit.id, -1)


def task_queue(desk: Desk, order: list[str]) -> TaskQueue:
    """Put what waits in order.

    Args:
        desk: of the folder; plans between two levels are held against other tasks, and left out.
        order: keys of the tasks as somebody was shown them: nothing moves under her hands, and
            what is new goes to its end. Of what nobody was shown, tasks that a unit leads come
            first, then those in which most units are in doubt: their answers change most figures.
            Of as many, those come first whose pairs are nearest to where either answer could be
            right, then those of the upper plan.

    """
    snapshot = desk.snapshot
    if snapshot is None:
        return TaskQueue((), {}, {})
    waiting = desk.open_tasks()
    units: dict[str, list[OpenedUnit]] = {}
    for unit in snapshot.units:
        for key in waiting[unit.unit.id]:
            units.setdefault(key, []).append(unit)
    tasks = {each.key: each for each in snapshot.upper.plan.tasks}
    known = set(order)
    new = [key for key in tasks if key in units and key not in known]
    if new:
        led, far = _led(snapshot), _far(snapshot)
        order += sorted(new, key=lambda key: (key not in led, -len(units[key]), far.get(key, 1.0)))
    shown = (key for key in order if key in units and key in tasks)
    return TaskQueue(
        tuple(DoubtedTask(tasks[key], tuple(units[key])) for key in shown),
        {key: rank for rank, key in enumerate(order)},
        {unit.unit.id: rank for rank, unit in enumerate(snapshot.units)},
    )


def _led(snapshot: Snapshot) -> frozenset[str]:
    """Return the keys of the tasks that a unit leads which is in doubt about them."""
    tasks = snapshot.upper.plan.tasks
    return frozenset(
        task.key
        for unit in snapshot.units
        for task, standing in zip(tasks, unit.digest.standings, strict=True)
        if standing.role is Role.LEAD and standing.outcome is Outcome.REVIEW
    )


def _far(snapshot: Snapshot) -> dict[str, float]:
    """Tell of each task in doubt how far its likeliest pairs lie from the most telling one.

    Where nothing comes near a task, or it has become doubtful since the folder was read, its
    answer tells least.
    """
    found: dict[str, list[float]] = {}
    for unit in snapshot.units:
        for each in unit.digest.review:
            key = snapshot.upper.plan.tasks[each.index].key
            best = from_telling(each.guesses[0].score) if each.guesses else 1.0
            found.setdefault(key, []).append(best)
    return {key: round(sum(each) / len(each), 6) for key, each in found.items()}
