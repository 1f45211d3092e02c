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


def ranked(tracking: Tracking, steps: Steps) -> tuple[RankedBody, ...]:
    """Rank units and offices, each among their like, the best first; nobody without a rule.

    Args:
        tracking: of the day.
        steps: the rule of the office.

    """
    if not steps:
        return ()
    units = {unit.id for unit in tracking.units}
    named = bodies_of(tracking).items()
    counted = [(name, body in units, *_counts(tracking, body)) for body, name in named]
    return (*_placed(counted, steps, units=True), *_placed(counted, steps, units=False))


def _counts(tracking: Tracking, body: str) -> tuple[int, int]:
    """Count the tasks of a body that were due, and of these those done in time."""
    kind = TrackedKind.ASSIGNED if any(u.id == body for u in tracking.units) else TrackedKind.UPPER
    rows = [row for row in tracking.of(kind, body) if _is_due(row, tracking)]
    return len(rows), sum(row.counted is StateClass.DONE_IN_TIME for row in rows)


def _is_due(row: TrackedTask, tracking: Tracking) -> bool:
    """Tell whether a body answers for a task by now."""
    if row.role is not Role.LEAD or row.counted in _APART or row.state.last_day is None:
        return False
    return row.state.last_day <= tracking.as_of or row.counted is StateClass.DONE_IN_TIME


def _placed(
    counted: Sequence[tuple[str, bool, int, int]], steps: Steps, *, units: bool
) -> Iterator[RankedBody]:
    """Yield the bodies of one kind in their order."""
    found = [each for each in counted if each[1] is units and each[2]]
    found.sort(key=lambda each: -each[3] / each[2])
    place = 0
    for at, (name, _, due, in_time) in enumerate(found, start=1):
        before = found[at - 2] if at > 1 else None
        if before is None or before[3] * due != in_time * before[2]:
            place = at
        yield RankedBody(place, name, units, due, in_time, _points(100 * in_time / due, steps))


def _points(share: float, steps: Steps) -> float:
    """Return the points of the highest step that a share reaches; 0 below the lowest."""
    return max((points for least, points in steps if share >= least), default=0)
