"""The sheet of the tasks of the upper plan month by month, by the last day that counts."""

from reconcile.report.coverage.cells import plan_columns
from reconcile.report.progress.cells import (
    OPEN,
    TOLD,
    first_columns,
    head,
    opening_task,
    task_cells,
    task_columns,
    told_cells,
)
from reconcile.tracking.outcome import ProgressOutcome
from reconcile.tracking.parted import by_last_day, month_of
from reconcile.tracking.progress import TrackedKind
from reconcile.vocabulary.terms import term
from reconcile.workbook.content.columns import column
from reconcile.workbook.content.grid import Entry, Kind, Sheet, SheetTable, Tone

CALENDAR = "bang_calendar"
"""Name of the table; its rows stand in the order of their last days."""
_MONTH = column("progress", "month", 9, Kind.WORD)


def calendar_sheet(outcome: ProgressOutcome) -> Sheet:
    """Describe the sheet: each task with its state, and a click to the row that told of it."""
    tracking = outcome.tracking
    rows = by_last_day(tracking.of(TrackedKind.UPPER))
    first = first_columns(rows)
    cells = tuple(
        (
            Entry(month_of(row), Tone.STRONG),
            *task_cells(row, tracking.upper, first),
            *told_cells(row),
            opening_task(row, outcome.places),
        )
        for row in rows
    )
    columns = (_MONTH, *task_columns(tracking.upper, first), *TOLD, OPEN)
    frozen = 3 + len(plan_columns(tracking.upper))
    table = SheetTable(CALENDAR, columns, cells, term("progress", "no_calendar"), frozen=frozen)
    left = len(tracking.of(TrackedKind.UPPER)) - len(rows)
    note = "calendar_left" if left else "calendar_note"
    over = head(tracking, "calendar_title", note, left=left)
    return Sheet(term("progress_sheet", "calendar"), (over, table))
