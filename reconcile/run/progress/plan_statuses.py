"""What plans say in their own status columns, taken into the log."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from sqlite3 import Connection

from reconcile.model import Column, Plan, Side, StatusEntry, Task, TaskOf
from reconcile.store.cache import fingerprint
from reconcile.store.status_entries import add_entries, deliver, delivered
from reconcile.tracking.bodies import body_id, lead_bodies
from reconcile.tracking.unit_tasks import UnitTasks
from reconcile.vocabulary.status_cells import read_cells
from reconcile.vocabulary.status_tables import day_of


def take_in_plans(
    database: Connection, upper: Plan, units: Sequence[UnitTasks], as_of: date
) -> int:
    """Take in what the status columns of all plans say, inside a transaction of the caller's.

    Args:
        database: the working folder's.
        upper: the upper plan.
        units: the tasks of the units.
        as_of: the day for which a plan holds whose columns name none.

    Returns:
        How many lines the log did not have.

    """
    added = _plan_entries(database, "plan:", tuple(_of_upper(upper)), as_of)
    for unit in units:
        told = tuple(_of_plan(unit.unit.id, unit.tasks))
        added += _plan_entries(database, f"plan:{unit.unit.id}", told, as_of)
    return added


@dataclass(frozen=True, slots=True)
class _PlanCell:
    """What a plan's own status columns say of one task of one body."""

    duty: TaskOf
    task: Task

    @property
    def headings(self) -> tuple[str, ...]:
        """The headers of the status columns."""
        return tuple(text for column, text in self.task.columns if column is Column.STATUS)


def _of_plan(unit: str, tasks: Sequence[Task]) -> Iterator[_PlanCell]:
    """Yield the tasks of a plan that say how far they are."""
    for task in tasks:
        if task.status.strip():
            yield _PlanCell(TaskOf(unit, Side.LOWER, task.key), task)


def _of_upper(upper: Plan) -> Iterator[_PlanCell]:
    """Yield the tasks of the upper plan that say how far they are, by the office that leads."""
    for task in upper.tasks:
        bodies = lead_bodies(task) if task.status.strip() else ()
        if len(bodies) == 1:
            yield _PlanCell(TaskOf(body_id(bodies[0]), Side.UPPER, task.key), task)


def _plan_entries(database: Connection, stream: str, told: Sequence[_PlanCell], as_of: date) -> int:
    """Add what the status columns of a plan say; a plan that says the same adds nothing."""
    if not told:
        return 0
    content = fingerprint([(t.duty.task, t.task.status, t.headings) for t in told])
    known = delivered(database, stream, content)
    if known is None:
        headings = {text for each in told for text in each.headings}
        day = day_of(sorted(headings), "") or as_of
        file = told[0].task.where.file
        known = deliver(database, stream, file, content, (day, len(told)))
    entries = (
        (
            each.duty.task,
            StatusEntry(
                each.duty,
                known.day,
                read_cells(each.task.status, each.headings),
                each.task.status,
                stream,
                each.task.where,
            ),
        )
        for each in told
    )
    return add_entries(database, known, entries)
