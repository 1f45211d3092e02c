"""Workbooks through calamine: .xls, .xlsb, .ods, and .xlsx that openpyxl refuses."""

import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from io import BytesIO

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from reconcile.model import Where
from reconcile.office.panics import panics_as_errors
from reconcile.read.formats.date_formats import Shown, as_shown
from reconcile.read.formats.ods_dates import REFUSALS as DAMAGED_OPEN
from reconcile.read.formats.ods_dates import in_ods
from reconcile.read.formats.ods_merges import REFUSALS as DAMAGED_MERGES
from reconcile.read.formats.ods_merges import merges_in_ods
from reconcile.read.formats.values import Values
from reconcile.read.formats.xls_dates import REFUSALS as DAMAGED_BINARY
from reconcile.read.formats.xls_dates import Places, in_xls, in_xlsb
from reconcile.read.grid import Grid, GridRow, Merge, Opened, Value
from reconcile.read.safety.sheet_extent import refuse_vast
from reconcile.read.safety.sniff import ZIP_REFUSALS

_OLE = b"\xd0\xcf\x11\xe0"
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
        listed = [each for each in book.sheets_metadata if each.typ is SheetTypeEnum.WorkSheet]
        shown = _shown_dates(data, [about.name for about in listed])
        merges = _open_merges(data)
        grids = tuple(
            replace(_grid(book, about.name, values, shown.get(about.name, {})), hidden=hidden)
            for about in listed
            for hidden in (about.visible is not SheetVisibleEnum.Visible,)
        )
        grids = tuple(
            replace(grid, merges=grid.merges or merges.get(about.name, ()))
            for about, grid in zip(listed, grids, strict=True)
        )
    return Opened(grids, converted=tuple(values.encodings), blind=True)


def _shown_dates(data: bytes, names: Sequence[str]) -> dict[str, Places]:
    """Find by sheet the dates of which only the month or the year is shown.

    Calamine gives them all as days. What cannot be found out leaves them so.
    """
    try:
        if data.startswith(_OLE):
            return dict(zip(names, in_xls(data), strict=False))
        with zipfile.ZipFile(BytesIO(data)) as archive:
            is_binary = "xl/workbook.bin" in archive.namelist()
            is_open = "content.xml" in archive.namelist()
        return in_xlsb(data) if is_binary else in_ods(data) if is_open else {}
    except (*DAMAGED_BINARY, *DAMAGED_OPEN):
        return {}


def _open_merges(data: bytes) -> dict[str, tuple[Merge, ...]]:
    """Find the merged cells of an .ods by sheet; empty for another kind of file."""
    if data.startswith(_OLE):
        return {}
    try:
        return merges_in_ods(data)
    except DAMAGED_MERGES:
        return {}


def _grid(book: CalamineWorkbook, name: str, values: Values, shown: Places) -> Grid:
    """Read a sheet, empty area included, so that row numbers stay."""
    sheet = book.get_sheet_by_name(name)
    merges = tuple(
        Merge(top + 1, left, bottom + 1, right)
        for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
    )
    rows = tuple(_rows(sheet.to_python(skip_empty_area=False), values, shown))
    return Grid(values.text(name), rows, merges)


def _rows(rows: Sequence[Sequence[object]], values: Values, dates: Places) -> Iterator[GridRow]:
    """Yield the rows that show something."""
    for number, row in enumerate(rows, start=1):
        if any(raw != "" for raw in row):
            shown = tuple(values.of(raw) for raw in row)
            if dates:
                shown = tuple(
                    _as_shown(value, dates.get((number, index), "day"))
                    for index, value in enumerate(shown)
                )
            if any(value.text for value in shown):
                yield GridRow(number, shown)


def _as_shown(value: Value, shown: Shown) -> Value:
    """Show of a date what its format shows."""
    return (value.date and as_shown(value.date, shown)) or value
