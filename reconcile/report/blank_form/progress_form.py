"""The form in which a unit or an office reports how far its tasks are, for inputs/status."""

import datetime as dt
from collections.abc import Iterable

from reconcile.report.coverage.cells import called
from reconcile.tracking.progress import TrackedKind, TrackedTask, Tracking
from reconcile.vocabulary.status_answers import offered_states
from reconcile.vocabulary.status_tables import FORM_MARK
from reconcile.vocabulary.terms import term
from reconcile.workbook.content.columns import column
from reconcile.workbook.content.grid import (
    Book,
    Choices,
    Entry,
    Kind,
    Lines,
    Listing,
    Row,
    Sheet,
    SheetTable,
    Tone,
    Visibility,
)

_STATES = "tinh_trang"
_CHOICES = Choices(
    _STATES, term("progress_form", "offered"), term("progress_form", "offered_note"), only=False
)
_COLUMNS = (
    column("column", "stt", 6, Kind.WORD),
    column("progress_form", "group", 18),
    column("progress_form", "task", 46),
    column("progress_form", "deadline", 13),
    column("progress_form", "before", 16, Kind.WORD),
    # What people type stays as they type it.
    column("progress_form", "state", 16, Kind.TYPED, choices=_CHOICES),
    column("progress_form", "result", 34, Kind.TYPED),
    column("progress_form", "document", 18, Kind.TYPED),
    column("progress_form", "done_day", 12, Kind.TYPED),
    column("progress_form", "difficulty", 22, Kind.TYPED),
    column("progress_form", "proposal", 22, Kind.TYPED),
    column("progress_form", "key", 14, Kind.TYPED, hidden=True),
)
_ASKED = 6
"""Cells that are filled in."""


def progress_form(tracking: Tracking, name: str, rows: Iterable[TrackedTask]) -> Book:
    """Describe the form of one body.

    Args:
        tracking: of the day of the form.
        name: of the unit or office.
        rows: its tasks; what was told last stands beside each.

    """
    title = f"{term('progress_form', 'title')} – {name}"
    sheets = (
        Sheet(term("progress_form", "sheet"), (_head(tracking, name), _table(rows))),
        Sheet(
            term("progress_form", "marks"),
            (Lines(((_mark(FORM_MARK), _mark(name)),)),),
            widths=(20.0, 40.0),
            visibility=Visibility.VERY_HIDDEN,
        ),
    )
    listings = (Listing(_STATES, offered_states()),)
    return Book(title, sheets, tracking.as_of, name, listings)


def _head(tracking: Tracking, name: str) -> Lines:
    """Make the lines over the table: what it is, whose, of which day, how to fill it in."""
    return Lines(
        (
            (Entry(term("progress_form", "title"), Tone.TITLE, span=0),),
            (Entry(f"Thực hiện Kế hoạch {called(tracking.upper)}", Tone.SUBTITLE, span=0),),
            (Entry(f"{term('progress_form', 'unit')} {name}", Tone.STRONG, span=0),),
            (Entry(_of_day(tracking.as_of), Tone.STRONG, span=0),),
            (Entry(term("progress_form", "note"), Tone.NOTE, span=0),),
        )
    )


def _of_day(day: dt.date) -> str:
    """Say of which day the figures are."""
    return term("progress_form", "day").format(day=f"{day:%d/%m/%Y}")


def _table(rows: Iterable[TrackedTask]) -> SheetTable:
    """Make the table: a row for each task, with its key in a hidden column."""
    return SheetTable(
        name="bieu_tien_do",
        columns=_COLUMNS,
        rows=tuple(_row(row) for row in rows),
        empty=term("progress_form", "empty"),
        frozen=3,
    )


def _row(row: TrackedTask) -> Row:
    """Make the row of a task."""
    own = row.kind is TrackedKind.UNIT
    group = term("tracked_kind", row.kind) if own else " › ".join(row.task.group)
    return (
        Entry(row.task.stt),
        Entry(group),
        Entry(row.task.text),
        Entry(row.task.deadline.text),
        Entry(term("progress_state", row.state.progress), Tone.FADED),
        *(Entry(None, Tone.ANSWER) for _ in range(_ASKED)),
        Entry(row.task.key),
    )


def _mark(text: str) -> Entry:
    """Make a cell of the hidden sheet."""
    return Entry(text, Tone.SUBTITLE, kind=Kind.TYPED)
