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
    Where,
)
from reconcile.vocabulary.agencies import district_bodies
from reconcile.vocabulary.deadlines import show_day
from reconcile.vocabulary.findings import finding
from reconcile.vocabulary.text import bare, fold

TaskRule = Callable[[Task, date], list[Finding]]


def past_deadline(task: Task, as_of: date) -> list[Finding]:
    """Report a deadline before the day of the statement, unless the row says it is done."""
    due = task.deadline
    if not due.is_over(as_of) or _is_done(task.status):
        return []
    place = task.place(Column.DEADLINE)
    return [
        finding("past-deadline", place, task=task.key, deadline=due.text, as_of=show_day(as_of))
    ]


def district_body(task: Task, _as_of: date) -> list[Finding]:
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


TASK_RULES: tuple[TaskRule, ...] = (past_deadline, district_body)


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


def _is_done(status: str) -> bool:
    """Tell whether a progress cell says that the task is done."""
    said = bare(status)
    # “Đang hoàn thành” and “hoàn thành 80%” are said of what is still to be done.
    return "hoan thanh" in said and not any(
        no in said for no in ("chua hoan thanh", "khong hoan thanh", "dang", "%")
    )
