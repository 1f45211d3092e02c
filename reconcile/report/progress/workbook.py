"""The workbook of progress as content: the whole book."""

from reconcile.report.coverage.cells import as_of
from reconcile.report.progress.calendar_sheet import calendar_sheet
from reconcile.report.progress.figure_sheets import (
    groups_sheet,
    months_sheet,
    offices_sheet,
    units_sheet,
)
from reconcile.report.progress.list_sheets import (
    data_sheet,
    moves_sheet,
    overdue_sheet,
    soon_sheet,
)
from reconcile.report.progress.overview_sheet import overview_sheet
from reconcile.report.progress.ranking_sheet import ranking_sheets
from reconcile.report.progress.review_sheet import review_listings, review_sheet
from reconcile.tracking.outcome import ProgressOutcome
from reconcile.vocabulary.terms import term
from reconcile.workbook.content.grid import Book


def progress_book(outcome: ProgressOutcome) -> Book:
    """Describe the workbook of progress."""
    tracking = outcome.tracking
    return Book(
        title=f"{term('progress', 'title')} – {tracking.upper.unit.name}",
        sheets=(
            overview_sheet(outcome),
            overdue_sheet(outcome),
            soon_sheet(outcome),
            offices_sheet(tracking),
            units_sheet(tracking),
            *ranking_sheets(outcome),
            groups_sheet(tracking),
            months_sheet(tracking),
            calendar_sheet(outcome),
            moves_sheet(outcome),
            review_sheet(outcome),
            data_sheet(outcome),
        ),
        as_of=tracking.as_of,
        footer=as_of(tracking.as_of),
        listings=review_listings(tracking),
    )
