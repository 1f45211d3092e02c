"""The tables in the text of a weekly report and of one on request: the same columns in each."""

import itertools
from collections.abc import Callable, Iterable, Sequence

from reconcile.model import Progress
from reconcile.report.documents.annexes import Row
from reconcile.report.documents.plan_names import giver_named
from reconcile.report.documents.progress_report.rows import (
    body_of,
    deadline,
    hindrance,
    last_report,
    with_parts,
)
from reconcile.report.documents.progress_report.scope import ProgressScope
from reconcile.report.documents.progress_report.words import (
    proposal,
    result,
    result_documents,
    timing,
    told,
)
from reconcile.report.documents.wording import count, lower_first, short_day
from reconcile.tracking.counts import StateClass, overdue_days
from reconcile.tracking.progress import TrackedTask
from reconcile.vocabulary.terms import term
from reconcile.vocabulary.text import capitalised, clean

_ALL_RUNNING = 20
"""Up to so many open tasks are listed, beyond them those of which there is news."""


def finished_table(scope: ProgressScope) -> list[Row]:
    """List what was done within the period, by which plan gave it."""
    return _table(scope, scope.done, _finished)


def running_table(scope: ProgressScope, due: Sequence[TrackedTask]) -> list[Row]:
    """List what is open in time; where that is much, what was reported on or comes due next."""
    return _table(scope, running_with_news(scope, due), _open)


def running_with_news(scope: ProgressScope, due: Sequence[TrackedTask]) -> list[TrackedTask]:
    """Return the open tasks that are listed."""
    if len(scope.running) <= _ALL_RUNNING:
        return scope.running
    soon = {row.identity for row in due}
    return [row for row in scope.running if scope.is_news(row) or row.identity in soon]


def late_table(scope: ProgressScope) -> list[Row]:
    """List what is overdue, by how long and why."""
    return _table(scope, scope.late, lambda row: _late(scope, row))


def due_table(scope: ProgressScope, due: Sequence[TrackedTask]) -> list[Row]:
    """List what comes due in the next period."""
    return _table(scope, due, _open)


def every_table(scope: ProgressScope) -> list[Row]:
    """List every task with how it stands, and what is proposed."""
    return _table(scope, scope.rows, lambda row: _stands(scope, row))


def _table(
    scope: ProgressScope, rows: Iterable[TrackedTask], say: Callable[[TrackedTask], str]
) -> list[Row]:
    """Write rows, numbered through; where there are several plans, each under its own."""
    upper = scope.outcome.tracking.upper
    by_plan: dict[str, list[TrackedTask]] = {}
    for row in rows:
        by_plan.setdefault(giver_named(upper, row.task), []).append(row)
    cells: list[Row] = []
    numbers = itertools.count(1)
    for plan, given in by_plan.items():
        if plan:
            cells.append({"nhom": capitalised(plan)})
        cells += [_cells(scope, next(numbers), row, say(row)) for row in given]
    return cells


def _cells(scope: ProgressScope, number: int, row: TrackedTask, said: str) -> Row:
    """Write the row of a task."""
    return {
        "nhom": "",
        "stt": str(number),
        "noi_dung": clean(row.task.text),
        # A unit's own report does not name it in every row.
        "don_vi": "" if scope.body_id else body_of(scope, row),
        "thoi_han": deadline(row),
        "tinh_hinh": capitalised(said),
    }


def _finished(row: TrackedTask) -> str:
    """Say when a task was done, whether in time, and what came of it."""
    done_on = row.state.done_on
    day = f"hoàn thành ngày {short_day(done_on)}" if done_on else "đã hoàn thành"
    when = timing(row)
    said = f"{day} ({when})" if when else day
    return "; ".join(filter(None, (said, result(row), result_documents(row))))


def _open(row: TrackedTask) -> str:
    """Say how far an open task is, and what hinders it."""
    why = hindrance(row)
    said = with_parts(row, told(row) or term("progress_state", row.state.progress))
    return "; ".join(filter(None, (said, why and f"khó khăn: {lower_first(why)}")))


def _late(scope: ProgressScope, row: TrackedTask) -> str:
    """Say by how long a task is overdue, how far it is, and why."""
    days = f"quá hạn {count(overdue_days(row.state, scope.day), 'ngày')}"
    why = "; ".join(scope.hindered_at(row)) or lower_first(hindrance(row))
    said = with_parts(row, told(row) or term("progress_state", row.state.progress))
    return "; ".join(filter(None, (days, lower_first(said), why and f"nguyên nhân: {why}")))


def _stands(scope: ProgressScope, row: TrackedTask) -> str:
    """Say how any task stands."""
    if row.counted is StateClass.OPEN_LATE:
        said = _late(scope, row)
    elif row.state.progress is Progress.DONE:
        said = _finished(row)
    elif row.counted is StateClass.UNKNOWN:
        said = term("state_class", row.counted)
    elif row.counted is StateClass.RECURRING:
        said = last_report(scope, row)
    else:
        said = _open(row)
    asked = proposal(row).rstrip(" .")
    return "; ".join(filter(None, (said, asked and f"đề xuất: {lower_first(asked)}")))
