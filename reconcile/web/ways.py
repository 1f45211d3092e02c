"""The way of this browser through what waits: unit by unit, or task by task over all units."""

from flask import request

from reconcile.run.page.by_task import Place, TaskQueue, task_queue
from reconcile.run.page.review_item import next_open
from reconcile.run.page.snapshot import OpenedUnit
from reconcile.run.page.unit_desk import Item
from reconcile.web.site import site, visitor

_BY_TASK = "nhiem-vu"
_WAY = "by-task"


def note_way() -> None:
    """Keep which way an address asks for, if it does."""
    asked = request.args.get("xep")
    if asked is not None:
        visitor().kept[_WAY] = asked == _BY_TASK


def by_task(unit: OpenedUnit | None = None) -> TaskQueue | None:
    """Return what waits, task by task; None where this browser goes unit by unit.

    Args:
        unit: that is looked at: a plan between two levels is in no such queue.

    """
    snapshot = site().desk.snapshot
    several = snapshot is not None and len(snapshot.units) > 1
    if not (several and visitor().kept.get(_WAY)) or (unit is not None and unit.above):
        return None
    return task_queue(site().desk, visitor().kept.setdefault("task-order", []))


def next_place(unit: OpenedUnit, key: str) -> Place | None:
    """Return what is answered after a task of a unit; None where nothing is left."""
    queue = by_task(unit)
    if queue is not None:
        return queue.next_of(unit, key)
    following = next_open(site().desk.items(unit), key)
    return (unit, following) if following else None


def places_beside(
    queue: TaskQueue | None, unit: OpenedUnit, items: tuple[Item, ...], key: str
) -> tuple[Place | None, Place | None]:
    """Return what lies before and after a task of a unit, for who only looks.

    Args:
        queue: of ``by_task``.
        unit: that is looked at.
        items: its tasks.
        key: of the task.

    """
    if queue is not None:
        return queue.before(unit, key), queue.after(unit, key)
    keys = [each.key for each in items if each.is_open or each.key == key]
    at = keys.index(key)
    before = (unit, keys[at - 1]) if at else None
    return before, (unit, keys[at + 1]) if at + 1 < len(keys) else None
