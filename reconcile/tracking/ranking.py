"""Bodies ranked by the office's own rule: points for the share of their tasks done in time.

Source of the measure: ratings of provinces set points by steps of tasks done in time ÷ tasks
assigned, and leave out who had none in the period.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reconcile.model import Role
from reconcile.tracking.counts import StateClass
from reconcile.tracking.progress import TrackedKind, TrackedTask, Tracking
from reconcile.tracking.tracked_lists import bodies_of

Steps = Sequence[tuple[float, float]]
"""Least share, in percent, and the points that it earns."""
_APART = (StateClass.STOPPED, StateClass.RECURRING, StateClass.NO_DEADLINE)


@dataclass(frozen=True, slots=True)
class RankedBody:
    """A body with its place; equal shares share a place."""

    place: int
    body: str
    is_unit: bool
    due: int
    """Tasks that it leads and whose last day has come, and those done before theirs."""
    in_time: int
    """Of these, done in time."""
    points: float

    @property
    def share(self) -> float:
        """The share done in time."""
        return self.in_time / self.due


@dataclass(frozen=True, slots=True)
class BodyStanding:
    """How a body stands with the tasks that it leads."""

    body: str
    is_unit: bool
    due: int
    in_time: int
    late: int
    """Open, and overdue."""
    given: int
    told: int
    """Of those given: anybody has reported of them."""


def body_standings(tracking: Tracking) -> tuple[BodyStanding, ...]:
    """Tell how each unit and office stands, the units first; in the order of the plan."""
    units = {unit.id for unit in tracking.units}
    return tuple(
        _standing(tracking, body, name, is_unit=body in units)
        for body, name in bodies_of(tracking).items()
    )


def ranked(tracking: Tracking, steps: Steps) -> tuple[RankedBody, ...]:
    """Rank units and offices, each among their like, the best first; nobody without a rule.

    Args:
        tracking: of the day.
        steps: the rule of the office.

    """
    if not steps:
        return ()
    counted = body_standings(tracking)
    return (*_placed(counted, steps, units=True), *_placed(counted, steps, units=False))


def _standing(tracking: Tracking, body: str, name: str, *, is_unit: bool) -> BodyStanding:
    """Count the tasks of a body: those that were due, of these those done in time, and others."""
    kind = TrackedKind.ASSIGNED if is_unit else TrackedKind.UPPER
    led = [row for row in tracking.of(kind, body) if row.role is Role.LEAD]
    due = [row for row in led if _is_due(row, tracking)]
    return BodyStanding(
        name,
        is_unit,
        len(due),
        sum(row.counted is StateClass.DONE_IN_TIME for row in due),
        sum(row.counted is StateClass.OPEN_LATE for row in led),
        len(led),
        sum(row.reported for row in led),
    )


def _is_due(row: TrackedTask, tracking: Tracking) -> bool:
    """Tell whether a body answers by now for a task that it leads."""
    if row.counted in _APART or row.state.last_day is None:
        return False
    return row.state.last_day <= tracking.as_of or row.counted is StateClass.DONE_IN_TIME


def _placed(counted: Sequence[BodyStanding], steps: Steps, *, units: bool) -> Iterator[RankedBody]:
    """Yield the bodies of one kind in their order."""
    found = [each for each in counted if each.is_unit is units and each.due]
    found.sort(key=lambda each: -each.in_time / each.due)
    place = 0
    for at, each in enumerate(found, start=1):
        before = found[at - 2] if at > 1 else None
        if before is None or before.in_time * each.due != each.in_time * before.due:
            place = at
        points = _points(100 * each.in_time / each.due, steps)
        yield RankedBody(place, each.body, units, each.due, each.in_time, points)


def _points(share: float, steps: Steps) -> float:
    """Return the points of the highest step that a share reaches; 0 below the lowest."""
    return max((points for least, points in steps if share >= least), default=0)
