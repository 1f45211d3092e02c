"""The sheet of what is doubtful in sources of statuses, with cells in which a person answers."""

from collections.abc import Mapping

from reconcile.model import Finding
from reconcile.report.progress.cells import OPEN, head, opening_cell, plan_of
from reconcile.tracking.doubtful import DoubtfulRow, DoubtKind
from reconcile.tracking.outcome import ProgressOutcome
from reconcile.tracking.progress import Tracking
from reconcile.tracking.tracked_lists import bodies_of
from reconcile.vocabulary.status_answers import offered_rulings, offered_states
from reconcile.vocabulary.terms import term
from reconcile.vocabulary.text import capitalised
from reconcile.workbook.content.columns import column
from reconcile.workbook.content.grid import (
    Choices,
    Entry,
    Kind,
    Listing,
    Row,
    Sheet,
    SheetTable,
    Tone,
)

_RULINGS, _STATES, _BODIES = "tra_loi_bao_cao", "tinh_trang_dung", "cua_co_quan"
_REFUSED, _CHOOSE = term("progress", "refused"), term("progress", "choose")
_SUGGESTED = Choices(_STATES, term("progress", "offered"), _CHOOSE, only=False)
ANSWERS = (
    column("progress", "ruling", 16, Kind.TYPED, choices=Choices(_RULINGS, _REFUSED, _CHOOSE)),
    column("progress", "number", 8, Kind.TYPED),
    column("progress", "said_state", 14, Kind.TYPED, choices=_SUGGESTED),
    column("progress", "whose", 16, Kind.TYPED, choices=Choices(_BODIES, _REFUSED, _CHOOSE)),
    column("progress", "remark", 14, Kind.TYPED),
)
"""The columns that people fill in, in the order of ``StatusCells.texts``."""
_PROGRAM = (
    column("progress", "why", 16),
    column("progress", "body", 16),
    column("progress", "text", 34),
    column("progress", "words", 22),
    column("progress", "perhaps", 34),
    column("progress", "source", 20),
    OPEN,
)
_HIDDEN = (
    column("review_column", "key", 10, hidden=True),
    column("progress", "proposed", 10, hidden=True),
)


def review_sheet(outcome: ProgressOutcome) -> Sheet:
    """Describe the sheet: rows that do not count, those answered, sources in contradiction."""
    tasks = _named(outcome.tracking)
    rows = [_asked(each, tasks, outcome.places) for each in (*outcome.doubtful, *outcome.answered)]
    rows += [_found(each, outcome.places) for each in outcome.findings]
    empty = term("progress", "no_review")
    columns = (*_PROGRAM, *ANSWERS, *_HIDDEN)
    table = SheetTable("bang_review", columns, tuple(rows), empty, frozen=1)
    over = head(outcome.tracking, "review_title", "review_note")
    return Sheet(term("progress_sheet", "review"), (over, table))


def review_listings(tracking: Tracking) -> tuple[Listing, ...]:
    """List what the answer cells offer."""
    bodies = tuple(dict.fromkeys(bodies_of(tracking).values()))
    return (
        Listing(_RULINGS, offered_rulings()),
        Listing(_STATES, offered_states()),
        Listing(_BODIES, bodies),
    )


def _named(tracking: Tracking) -> Mapping[str, str]:
    """Name every task with its number by its key, and with its plan where there are several."""
    return {
        row.task.key: f"{row.task.stt}. {row.task.text}"
        + "".join(f" ({cell.value})" for cell in plan_of(row, tracking.upper) if cell.value)
        for row in tracking.rows
    }


def _asked(each: DoubtfulRow, tasks: Mapping[str, str], places: Mapping[str, str]) -> Row:
    """Show a row that a person is asked about, or has answered on."""
    done = each.kind is DoubtKind.ANSWERED
    perhaps = [key for key in each.perhaps if key in tasks]
    return (
        Entry(term("doubt", each.kind), Tone.FADED if done else Tone.WARNING),
        Entry(each.body),
        Entry(each.row.text),
        Entry(each.row.words),
        Entry("\n".join(tasks[key] for key in perhaps)),
        Entry(str(each.row.where.whole_row)),
        opening_cell(each.row.where, places),
        *(Entry(text or None, Tone.ANSWER) for text in each.said.texts),
        Entry(each.key),
        Entry(perhaps[0] if len(perhaps) == 1 else None),
    )


def _found(found: Finding, places: Mapping[str, str]) -> Row:
    """Show what is wrong with a source; no answer here settles it."""
    return (
        Entry(term("severity", found.severity), Tone.WARNING),
        Entry(found.unit),
        Entry(capitalised(found.message)),
        Entry(),
        Entry(capitalised(found.fix)),
        Entry(str(found.where.whole_row)),
        opening_cell(found.where, places),
        *[Entry()] * len(ANSWERS + _HIDDEN),
    )
