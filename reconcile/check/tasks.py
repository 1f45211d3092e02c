"""What is wrong in a lower task by itself."""

from collections.abc import Callable, Sequence
from datetime import date

from reconcile.model import (
    Column,
    DeadlineKind,
    Finding,
    LowerOutcome,
    LowerResult,
    Task,
    TaskState,
    Where,
)
from reconcile.tracking.states import state_of
from reconcile.vocabulary.agencies import district_bodies
from reconcile.vocabulary.deadlines import show_day
from reconcile.vocabulary.findings import finding
from reconcile.vocabulary.text import fold


def past_deadline(task: Task, as_of: date, told: TaskState | None = None) -> list[Finding]:
    """Report a last day before the day of the statement, unless the task is done or stopped.

    Args:
        task: of the lower plan.
        as_of: the day.
        told: its state by what others have reported; None where its row says all that is known.

    """
    state = told or state_of(task, as_of)
    if not state.last_day or state.last_day >= as_of or state.is_settled:
        return []
    # An extension that was granted counts, and is what must be told then.
    given = task.deadline
    said = given.text if state.last_day == given.latest else show_day(state.last_day)
    place = task.place(Column.DEADLINE)
    return [finding("past-deadline", place, task=task.key, deadline=said, as_of=show_day(as_of))]


def district_body(task: Task) -> list[Finding]:
    """Report a body of the district level, which is gone since 01/7/2025.

    Source: Luật Tổ chức chính quyền địa phương số 72/2025/QH15.
    """
    cells = (
        (Column.TASK, task.text),
        (Column.LEAD, task.lead),
        (Column.SUPPORT, task.support),
    )
    return [
        finding("district-body", task.place(column), task=task.key, text=body)
        for column, text in cells
        for body in district_bodies(text)
    ]


def no_deadline(tasks: Sequence[Task]) -> list[Finding]:
    """Report tasks without a deadline; once for a table that has no such column."""
    return _empty_cells(
        tasks, Column.DEADLINE, "no-deadline", lambda t: t.deadline.kind is DeadlineKind.NONE
    )


def no_lead(tasks: Sequence[Task]) -> list[Finding]:
    """Report tasks without a lead; once for a table that has no such column."""
    return _empty_cells(tasks, Column.LEAD, "no-lead", lambda t: not t.lead)


def duplicate_task(lowers: Sequence[LowerResult]) -> list[Finding]:
    """Report a task that says again what an earlier row of the same plan says."""
    first: dict[str, Task] = {}
    found = []
    for result in lowers:
        task = result.task
        other = first.setdefault(fold(task.text), task)
        if other is not task or result.outcome is LowerOutcome.DUPLICATE:
            place = str(other.where) if other is not task else _place_of_twin(result, lowers)
            found.append(
                finding("duplicate-task", task.place(Column.TASK), task=task.key, other=place)
            )
    return found


def _place_of_twin(result: LowerResult, lowers: Sequence[LowerResult]) -> str:
    """Name the earlier row that carries the same upper task as a duplicate."""
    twins = (
        other.task.where
        for other in lowers
        if other is not result and set(other.uppers) & set(result.uppers)
    )
    return str(next(twins, result.task.where))


def _empty_cells(
    tasks: Sequence[Task], column: Column, code: str, empty: Callable[[Task], bool]
) -> list[Finding]:
    """Report empty cells of a column, or a table that lacks the column, once."""
    found: dict[tuple[Where, str], Finding] = {}
    for task in tasks:
        if not empty(task):
            continue
        if any(known is column for known, _ in task.columns):
            place, key = task.place(column), task.key
        else:
            place, key = Where(task.where.file, task.where.sheet), ""
        found[place, key] = finding(code, place, task=key)
    return list(found.values())
