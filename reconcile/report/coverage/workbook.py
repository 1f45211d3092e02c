"""The coverage workbook as content: its sheets, in their order."""

from reconcile.report.coverage.cells import as_of
from reconcile.report.coverage.chain_sheets import chain_sheets
from reconcile.report.coverage.changes_sheet import changes_sheets
from reconcile.report.coverage.data_sheet import data_sheets
from reconcile.report.coverage.list_sheets import (
    deviations_sheet,
    missed_sheet,
    own_sheet,
    review_sheet,
)
from reconcile.report.coverage.matrix_sheet import matrix_sheets
from reconcile.report.coverage.overview_sheet import overview_sheet
from reconcile.report.coverage.part_sheets import deadlines_sheet, offices_sheet
from reconcile.report.coverage.plans_sheet import plans_sheets
from reconcile.tracking.coverage import Coverage
from reconcile.vocabulary.terms import term
from reconcile.workbook.content.grid import Book


def coverage_book(coverage: Coverage) -> Book:
    """Describe the coverage workbook over all units; also made for one or none."""
    return Book(
        title=f"{term('coverage', 'title')} – {coverage.upper.unit.name}",
        sheets=(
            overview_sheet(coverage),
            *chain_sheets(coverage),
            *plans_sheets(coverage),
            *matrix_sheets(coverage),
            missed_sheet(coverage),
            review_sheet(coverage),
            deviations_sheet(coverage),
            own_sheet(coverage),
            *changes_sheets(coverage),
            offices_sheet(coverage),
            deadlines_sheet(coverage),
            *data_sheets(coverage),
        ),
        as_of=coverage.as_of,
        footer=as_of(coverage.as_of),
    )
