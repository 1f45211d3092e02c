"""The sheet that ranks bodies, where the office has set a rule for it."""

from reconcile.report.progress.cells import head
from reconcile.tracking.outcome import ProgressOutcome
from reconcile.tracking.ranking import RankedBody
from reconcile.vocabulary.terms import term
from reconcile.workbook.content.columns import column
from reconcile.workbook.content.grid import Entry, Kind, Row, Sheet, SheetTable, Tone

_COLUMNS = (
    column("progress", "place", 8, Kind.NUMBER),
    column("progress", "body", 34),
    column("progress", "kind", 16, Kind.WORD),
    column("progress", "due", 18, Kind.NUMBER),
    column("progress", "in_time", 20, Kind.NUMBER),
    column("progress", "share", 12, Kind.PERCENT, bar=True),
    column("progress", "points", 10, Kind.NUMBER),
)


def ranking_sheets(outcome: ProgressOutcome) -> tuple[Sheet, ...]:
    """Describe the sheet; none without a rule."""
    if not outcome.ranking:
        return ()
    rows = tuple(_row(each) for each in outcome.ranking)
    table = SheetTable("bang_xep_hang", _COLUMNS, rows, term("progress", "no_data"), frozen=2)
    over = head(outcome.tracking, "ranking_title", "ranking_note")
    return (Sheet(term("progress_sheet", "ranking"), (over, table)),)


def _row(each: RankedBody) -> Row:
    """Show one body."""
    kind = "rank_unit" if each.is_unit else "rank_office"
    return (
        Entry(each.place),
        Entry(each.body, Tone.STRONG),
        Entry(term("progress", kind)),
        Entry(each.due),
        Entry(each.in_time),
        Entry(each.share),
        Entry(each.points),
    )
