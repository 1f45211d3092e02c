"""The reader behind openpyxl: .xls, .xlsb, .ods, .csv, and .xlsx that openpyxl refuses."""

import csv
from collections.abc import Iterable, Sequence
from io import BytesIO, StringIO

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from reconcile.office.ole import SIGNATURE
from reconcile.office.panics import panics_as_errors
from reconcile.office.separated import decode, delimiter
from reconcile.office.sheet_extent import LARGEST_AREA, sheet_corners
from reconcile.review.workbooks.grids import Line, OpenedReview, ReviewGrid, spread_merged


def open_blind(data: bytes, file: str) -> OpenedReview:
    """Read the values of a workbook or of a text of separated values, and nothing else of it.

    Raises:
        ValueError: it is neither.
        csv.Error: likewise.

    """
    if data.startswith((b"PK", SIGNATURE)):
        try:
            return OpenedReview(_sheets(data), blind=True)
        except CalamineError as error:
            raise ValueError(str(error)) from error
    if not file.lower().endswith((".csv", ".tsv", ".txt")):
        raise ValueError(file)
    return OpenedReview((_separated(data),), blind=True)


def _sheets(data: bytes) -> tuple[ReviewGrid, ...]:
    """Read the sheets with calamine, unless one would take too much memory."""
    if any(rows * columns > LARGEST_AREA for rows, columns in sheet_corners(data)):
        raise ValueError
    with panics_as_errors():
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        return tuple(
            _grid(
                book.get_sheet_by_name(about.name),
                hidden=about.visible is not SheetVisibleEnum.Visible,
            )
            for about in book.sheets_metadata
            if about.typ is SheetTypeEnum.WorkSheet
        )


def _grid(sheet: CalamineSheet, *, hidden: bool) -> ReviewGrid:
    """Gather the filled cells of a sheet."""
    rows = _rows(sheet.to_python(skip_empty_area=False))
    blocks = (
        (top + 1, left + 1, bottom + 1, right + 1)
        for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
    )
    spread_merged(rows, sorted(blocks))
    return ReviewGrid(sheet.name, rows, hidden=hidden)


def _separated(data: bytes) -> ReviewGrid:
    """Read a text of separated values as one sheet without a name."""
    try:
        text = decode(data)
        lines = list(csv.reader(StringIO(text, newline=""), delimiter=delimiter(text)))
    except csv.Error as error:
        raise ValueError(str(error)) from error
    return ReviewGrid("", _rows(lines))


def _rows(rows: Iterable[Sequence[object]]) -> dict[int, Line]:
    """Return the filled cells of rows by number and column, both 1-based."""
    found: dict[int, Line] = {}
    for number, row in enumerate(rows, start=1):
        line = {at: _value(raw) for at, raw in enumerate(row, start=1) if raw not in ("", None)}
        if line:
            found[number] = line
    return found


def _value(raw: object) -> object:
    """Return a value as openpyxl gives it: a whole number without a point."""
    return int(raw) if isinstance(raw, float) and raw.is_integer() else raw
