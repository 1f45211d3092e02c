"""The sheets that list: overdue, due soon, moved since the report before, doubtful, all tasks."""

from collections.abc import Iterator

from reconcile.model import TaskState
from reconcile.report.coverage.cells import plan_columns
from reconcile.report.progress.cells import (
    OPEN,
    TOLD,
    TONES,
    first_columns,
    head,
    leading_cells,
    opening_task,
    plan_of,
    task_cells,
    task_columns,
    told_cells,
)
from reconcile.tracking.asked_proposals import proposed
from reconcile.tracking.counts import StateClass, class_of
from reconcile.tracking.first_deadline import first_deadline
from reconcile.tracking.outcome import ProgressOutcome
from reconcile.tracking.progress import TrackedTask, Tracking
from reconcile.tracking.result_documents import result_documents
from reconcile.vocabulary.terms import term
from reconcile.workbook.content.columns import column
from reconcile.workbook.content.grid import Entry, Kind, Row, Sheet, SheetColumn, SheetTable, Tone

_KIND = column("progress", "kind", 14)
_OVERDUE = (
    column("progress", "days_late", 9, Kind.NUMBER),
    *TOLD,
    OPEN,
    column("progress", "difficulty", 16),
    column("progress", "proposal", 16),
    _KIND,
)
_SOON = (column("progress", "days_left", 9, Kind.NUMBER), *TOLD, OPEN, _KIND)
_MOVES = (
    column("progress", "before", 20),
    column("progress", "now", 20),
    _KIND,
)


def overdue_sheet(outcome: ProgressOutcome) -> Sheet:
    """Describe the sheet of what is overdue, the longest first."""
    tracking = outcome.tracking
    late = [row for row in tracking.rows if row.counted is StateClass.OPEN_LATE]
    late.sort(key=lambda row: -tracking.days_late(row))
    first = first_columns(late)
    rows = [
        (
            *task_cells(row, tracking.upper, first),
            Entry(tracking.days_late(row)),
            *leading_cells(row, outcome.places),
            Entry(row.standing.entry.difficulty if row.standing else None),
            Entry(proposed(row.standing.entry) if row.standing else None),
            Entry(term("tracked_kind", row.kind)),
        )
        for row in late
    ]
    return _listed(tracking, "overdue", (*task_columns(tracking.upper, first), *_OVERDUE), rows)


def soon_sheet(outcome: ProgressOutcome) -> Sheet:
    """Describe the sheet of what is due soon, the nearest first."""
    tracking = outcome.tracking
    near = [
        (last - tracking.as_of, row)
        for row in tracking.rows
        if (last := row.state.last_day) and tracking.is_soon(row)
    ]
    near.sort(key=lambda each: each[0])
    first = first_columns(row for _, row in near)
    rows = [
        (
            *task_cells(row, tracking.upper, first),
            Entry(left.days),
            *leading_cells(row, outcome.places),
            Entry(term("tracked_kind", row.kind)),
        )
        for left, row in near
    ]
    columns = (*task_columns(tracking.upper, first), *_SOON)
    return _listed(tracking, "soon", columns, rows, days=tracking.soon_days)


def moves_sheet(outcome: ProgressOutcome) -> Sheet:
    """Describe the sheet of what became otherwise since the report before."""
    upper = outcome.tracking.upper
    rows = [
        (
            Entry(term("move", move.kind), Tone.STRONG),
            *task_cells(move.row, upper),
            Entry(_stated(move.before)),
            Entry(_stated(move.row.state)),
            Entry(term("tracked_kind", move.row.kind)),
        )
        for move in outcome.moves
    ]
    columns = (column("progress", "move", 18), *task_columns(upper), *_MOVES)
    return _listed(outcome.tracking, "moves", columns, rows)


def data_sheet(outcome: ProgressOutcome) -> Sheet:
    """Describe the sheet for other programs: one header row, a row for each tracked task."""
    tracking = outcome.tracking
    rows = tuple(_data_rows(outcome))
    columns = (*_DATA, *plan_columns(tracking.upper), *_ADDED)
    table = SheetTable("du_lieu_tien_do", columns, rows, term("progress", "no_data"), frozen=3)
    return Sheet(term("progress_sheet", "data"), (table,))


_DATA = (
    column("progress", "kind", 18),
    column("progress", "body", 20),
    column("column", "stt", 7, Kind.WORD),
    column("progress", "id", 14),
    column("label", "group", 28),
    column("progress", "task", 40),
    column("column", "lead", 16),
    column("progress", "deadline", 14),
    column("progress", "last_day", 11, Kind.DATE),
    column("progress", "progress", 15, Kind.WORD),
    column("progress", "timing", 14, Kind.WORD),
    column("progress", "class", 18, Kind.WORD),
    column("progress", "done_on", 11, Kind.DATE),
    column("progress", "days_late", 9, Kind.NUMBER),
    column("progress", "basis", 16),
    *TOLD,
    column("progress", "extensions", 9, Kind.NUMBER),
    column("progress", "difficulty", 16),
    column("progress", "proposal", 16),
    column("progress", "documents", 20),
    column("column", "support", 22),
    column("progress", "parts", 12, Kind.WORD),
)


_ADDED = (column("progress", "first_deadline", 11, Kind.DATE), OPEN)
"""Behind all others: programs know columns by their place, too."""


def _data_rows(outcome: ProgressOutcome) -> Iterator[Row]:
    """Show every tracked task."""
    tracking = outcome.tracking
    for row in tracking.rows:
        task, state = row.task, row.state
        yield (
            Entry(term("tracked_kind", row.kind)),
            Entry(row.body),
            Entry(task.stt),
            Entry(task.key),
            Entry(" › ".join(task.group)),
            Entry(task.text),
            Entry(task.lead),
            Entry(task.deadline.text),
            Entry(state.last_day),
            Entry(term("progress_state", state.progress)),
            Entry(term("timing", state.timing)),
            Entry(term("state_class", row.counted), TONES.get(row.counted, Tone.BODY)),
            Entry(state.done_on),
            Entry(tracking.days_late(row) or None),
            Entry(term("state_basis", row.basis)),
            *told_cells(row),
            Entry(row.standing.extensions or None if row.standing else None),
            *_more_cells(row),
            *plan_of(row, tracking.upper),
            Entry(first_deadline(row)),
            opening_task(row, outcome.places),
        )


def _more_cells(row: TrackedTask) -> Row:
    """Show what else was told of a task, who helps, and how many of its bodies have done it."""
    done, _, every = row.parts
    shared = Entry(f"{done}/{every}" if every and row.reported else None)
    if row.standing is None:
        return Entry(), Entry(), Entry(), Entry(row.task.support), shared
    entry, cited = row.standing.entry, "; ".join(result_documents(row))
    told = entry.difficulty, proposed(entry), cited, row.task.support
    return (*(Entry(each or None) for each in told), shared)


def _listed(
    tracking: Tracking,
    name: str,
    columns: tuple[SheetColumn, ...],
    rows: list[Row],
    **parts: int,
) -> Sheet:
    """Put a list under its title."""
    empty = term("progress", f"no_{name}")
    frozen = 2 + len(plan_columns(tracking.upper))
    table = SheetTable(f"bang_{name}", columns, tuple(rows), empty, frozen=frozen)
    over = head(tracking, f"{name}_title", f"{name}_note", **parts)
    return Sheet(term("progress_sheet", name), (over, table))


def _stated(state: TaskState | None) -> str:
    """Write a state with the day done."""
    if state is None:
        return ""
    done = f" ({state.done_on:%d/%m/%Y})" if state.done_on else ""
    return f"{term('state_class', class_of(state))}{done}"
