"""Workbooks through calamine: .xls, .xlsb, .ods, and .xlsx that openpyxl refuses."""

from collections.abc import Iterator, Sequence
from io import BytesIO

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from reconcile.model import Where
from reconcile.office.panics import panics_as_errors
from reconcile.read.formats.values import Values
from reconcile.read.grid import Grid, GridRow, Merge, Opened
from reconcile.read.safety.sheet_extent import refuse_vast
from reconcile.read.safety.sniff import ZIP_REFUSALS

REFUSALS = (*ZIP_REFUSALS, CalamineError)
"""What calamine raises over files that it cannot read; its ``PasswordError`` is one of them."""


def open_file(data: bytes, name: str) -> Opened:
    """Read a workbook; hidden rows, formulas and fonts are not to be seen in it.

    Raises:
        one of ``REFUSALS``: calamine cannot read it.

    """
    values = Values()
    refuse_vast(data, Where(name))
    with panics_as_errors():
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        grids = tuple(
            _grid(book, about.name, values, hidden=about.visible is not SheetVisibleEnum.Visible)
            for about in book.sheets_metadata
            if about.typ is SheetTypeEnum.WorkSheet
        )
    return Opened(grids, converted=tuple(values.encodings), blind=True)


def _grid(book: CalamineWorkbook, name: str, values: Values, *, hidden: bool) -> Grid:
    """Read a sheet, empty area included, so that row numbers stay."""
    sheet = book.get_sheet_by_name(name)
    merges = tuple(
        Merge(top + 1, left, bottom + 1, right)
        for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
    )
    rows = tuple(_rows(sheet.to_python(skip_empty_area=False), values))
    return Grid(values.text(name), rows, merges, hidden)


def _rows(rows: Sequence[Sequence[object]], values: Values) -> Iterator[GridRow]:
    """Yield the rows that show something."""
    for number, row in enumerate(rows, start=1):
        if any(raw != "" for raw in row):
            shown = tuple(values.of(raw) for raw in row)
            if any(value.text for value in shown):
                yield GridRow(number, shown)
