"""Workbooks through calamine: .xls, .xlsb, .ods, and .xlsx that openpyxl refuses."""

import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from io import BytesIO

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from reconcile.model import Finding, Where
from reconcile.office.date_formats import Shown
from reconcile.office.panics import panics_as_errors
from reconcile.read.formats import untold_ods, untold_xls, untold_xlsb
from reconcile.read.formats.date_formats import as_shown
from reconcile.read.formats.ods_spaces import with_spaces
from reconcile.read.formats.struck import listed
from reconcile.read.formats.struck_ods import without_struck
from reconcile.read.formats.untold import NOTHING, Untold
from reconcile.read.formats.values import Values
from reconcile.read.grid import Grid, GridRow, Merge, Opened, Value
from reconcile.read.safety.limits import refuse_vast
from reconcile.read.safety.sniff import ZIP_REFUSALS
from reconcile.vocabulary.findings import finding

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
    data, struck = without_struck(with_spaces(data), name)
    with panics_as_errors():
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        listed = [each for each in book.sheets_metadata if each.typ is SheetTypeEnum.WorkSheet]
        untold = _untold(data, [about.name for about in listed])
        grids = tuple(
            replace(_grid(book, about.name, values, untold.get(about.name, NOTHING)), hidden=hidden)
            for about in listed
            for hidden in (about.visible is not SheetVisibleEnum.Visible,)
        )
    marked = [(sheet, about.standing) for sheet, about in untold.items() if about.standing]
    struck += [_struck(name, sheet, standing) for sheet, standing in marked]
    return Opened(grids, findings=tuple(struck), converted=tuple(values.encodings), blind=True)


def _struck(file: str, sheet: str, standing: Mapping[tuple[int, int], str]) -> Finding:
    """Say on which rows of a sheet something is struck through."""
    rows = sorted({row for row, _ in standing})
    return finding("struck-text", Where(file, sheet, rows[0]), places=listed(rows))


def _untold(data: bytes, names: Sequence[str]) -> dict[str, Untold]:
    """Find by sheet what calamine does not tell: it gives all dates as days, and few merges.

    What cannot be found out stays as calamine gives it.
    """
    try:
        if data.startswith(_OLE):
            return dict(zip(names, untold_xls.in_xls(data), strict=False))
        with zipfile.ZipFile(BytesIO(data)) as archive:
            is_binary = "xl/workbook.bin" in archive.namelist()
            is_open = "content.xml" in archive.namelist()
        if is_binary:
            return untold_xlsb.in_xlsb(data)
        return untold_ods.in_ods(data) if is_open else {}
    except (*untold_xls.REFUSALS, *untold_xlsb.REFUSALS, *untold_ods.REFUSALS):
        return {}


def _grid(book: CalamineWorkbook, name: str, values: Values, untold: Untold) -> Grid:
    """Read a sheet, empty area included, so that row numbers stay."""
    sheet = book.get_sheet_by_name(name)
    told = tuple(
        Merge(top + 1, left, bottom + 1, right)
        for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
    )
    rows = tuple(_rows(sheet.to_python(skip_empty_area=False), values, untold))
    return Grid(values.text(name), rows, told or untold.merges)


def _rows(rows: Sequence[Sequence[object]], values: Values, untold: Untold) -> Iterator[GridRow]:
    """Yield the rows that show something."""
    for number, row in enumerate(rows, start=1):
        if any(raw != "" for raw in row):
            left = untold.standing
            kept = [left.get((number, at), raw) for at, raw in enumerate(row)] if left else row
            shown = tuple(values.of(raw) for raw in kept)
            if untold.dates:
                shown = tuple(
                    _as_shown(value, untold.dates.get((number, index), "day"))
                    for index, value in enumerate(shown)
                )
            if any(value.text for value in shown):
                yield GridRow(number, shown)


def _as_shown(value: Value, shown: Shown) -> Value:
    """Show of a date what its format shows."""
    return (value.date and as_shown(value.date, shown)) or value
