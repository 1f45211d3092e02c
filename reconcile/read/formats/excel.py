"""Workbooks (.xlsx, .xlsm) through openpyxl: values, dates, merges, what is hidden, fonts."""

import datetime as dt
import re
import warnings
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import redirect_stdout
from dataclasses import dataclass
from io import BytesIO, StringIO
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from lxml.etree import LxmlError
from openpyxl import load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.utils.cell import column_index_from_string, coordinate_from_string
from openpyxl.utils.escape import unescape
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.xml.constants import REL_NS, SHEET_MAIN_NS

from reconcile.model import Where
from reconcile.office.date_formats import shown_by
from reconcile.read.formats.date_formats import as_shown
from reconcile.read.formats.struck import Struck
from reconcile.read.formats.values import Values
from reconcile.read.grid import EMPTY, Grid, GridRow, Merge, Opened, Value
from reconcile.read.safety.lean_workbook import (
    is_sheet,
    narrow_merges,
    with_parts,
    without_far_cells,
)
from reconcile.read.safety.sniff import ZIP_REFUSALS
from reconcile.vocabulary.findings import finding

_FORMULA = re.compile(
    rb'<c r="([A-Z]{1,3}\d{1,7})"[^>]*>\s*<f[^>]*(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>'
)
_STYLED = ("xl/styles.xml", "xl/sharedStrings.xml")
_LEGACY_FONT = re.compile(rb'val="(?:\.Vn|VNI|vni|\.vn|\.VN)')

REFUSALS = (
    *ZIP_REFUSALS,
    InvalidFileException,
    LxmlError,
    ParseError,
    TypeError,
    AttributeError,
    IndexError,
    AssertionError,
    DefusedXmlException,
)
"""What openpyxl raises over workbooks of other suites, and over damaged ones."""


def open_file(data: bytes, name: str) -> Opened:
    """Read a workbook; stray formats and a stored dimension that lies do no harm.

    Raises:
        UnreadableFileError: its merged cells cover too much.
        one of ``REFUSALS``: openpyxl cannot read it; another reader may.

    """
    with zipfile.ZipFile(BytesIO(data)) as archive:
        sheets = _sheets(archive)
        near = {part: without_far_cells(xml) for part, xml in sheets.items()}
        narrow = {part: narrow_merges(xml, Where(name)) for part, (xml, _) in near.items()}
        # openpyxl prints what it thinks of odd styles: that must not mix with what we print.
        with warnings.catch_warnings(), redirect_stdout(StringIO()):
            warnings.simplefilter("ignore")
            bearable = data if narrow == sheets else with_parts(archive, narrow)
            striking = _has_strikes(archive, sheets)
            book = load_workbook(BytesIO(bearable), data_only=True, rich_text=striking)
        values = Values()
        struck = Struck(name) if striking else None
        fonts = _has_legacy_fonts(archive)
        unsaved = _unsaved_by_sheet(archive, sheets, book)
    grids = tuple(
        _grid(sheet, _Cells(values, struck, fonts=fonts), unsaved.get(sheet.title, ()))
        for sheet in book.worksheets
    )
    cut = sum(count for _, count in near.values())
    seen = [finding("cells-cut", Where(name), count=cut)] if cut else []
    seen += struck.findings() if struck else []
    return Opened(grids, findings=tuple(seen), converted=tuple(values.encodings))


def _has_strikes(archive: zipfile.ZipFile, sheets: Mapping[str, bytes]) -> bool:
    """Tell whether anything in the workbook is struck through, for to look at fonts costs."""
    texts = (archive.read(name) for name in _STYLED if name in archive.namelist())
    return any(b"<strike" in xml for xml in (*texts, *sheets.values()))


def _sheets(archive: zipfile.ZipFile) -> dict[str, bytes]:
    """Read the XML of the sheets, to look for what openpyxl does not tell."""
    return {part: archive.read(part) for part in archive.namelist() if is_sheet(part)}


@dataclass(frozen=True, slots=True)
class _Cells:
    """Shows cells; fonts and formats are looked up only where they matter, for they cost."""

    values: Values
    struck: Struck | None
    fonts: bool

    def value(self, cell: Cell | MergedCell, raw: object) -> Value:
        """Show a cell as a reader of the sheet sees it."""
        if self.struck:
            raw = self.struck.standing(cell, raw)
        if isinstance(raw, str):
            text = unescape(raw) if "_x" in raw else raw
            return self.values.shown(text, (cell.font.name or "") if self.fonts else "")
        if isinstance(raw, dt.datetime | dt.date):
            # “12/2026” typed into Excel is kept as 1 December, and means the month that it shows.
            part = as_shown(raw, shown_by(cell.number_format))
            if part:
                return part
        percent = isinstance(raw, int | float) and "%" in cell.number_format
        return self.values.of(raw, percent=percent)


def _grid(sheet: Worksheet, cells: _Cells, unsaved: tuple[tuple[int, int], ...]) -> Grid:
    """Read a sheet."""
    merges = tuple(
        Merge(m.min_row, m.min_col - 1, m.max_row, m.max_col - 1) for m in sheet.merged_cells.ranges
    )
    rows = tuple(_rows(sheet, cells))
    hidden = sheet.sheet_state != "visible"
    return Grid(sheet.title, rows, merges, hidden, unsaved, _hidden_columns(sheet))


def _hidden_columns(sheet: Worksheet) -> frozenset[int]:
    """Find the columns that a sheet does not show; those of a span share one description."""
    # A hidden span may go on to the last column of the sheet, number 16,384.
    spans = (shape for shape in sheet.column_dimensions.values() if shape.hidden)
    return frozenset(
        index for shape in spans for index in range((shape.min or 1) - 1, min(shape.max or 0, 200))
    )


def _rows(sheet: Worksheet, shower: _Cells) -> Iterator[GridRow]:
    """Yield the rows that show something, in order."""
    # The public iterators make a cell for every place up to the last format, a million rows down.
    cells: Mapping[tuple[int, int], Cell | MergedCell] = sheet._cells  # noqa: SLF001
    rows: dict[int, dict[int, Value]] = defaultdict(dict)
    for (number, column), cell in cells.items():
        raw = cell.value
        if raw is None:
            continue
        shown = shower.value(cell, raw)
        if shown.text:
            rows[number][column - 1] = shown
    hidden = {number for number, shape in sheet.row_dimensions.items() if shape.hidden}
    for number in sorted(rows):
        row = rows[number]
        filled = tuple(row.get(index, EMPTY) for index in range(max(row) + 1))
        yield GridRow(number, filled, number in hidden)


def _has_legacy_fonts(archive: zipfile.ZipFile) -> bool:
    """Tell whether the workbook has a font of a legacy encoding at all."""
    try:
        return _LEGACY_FONT.search(archive.read("xl/styles.xml")) is not None
    except KeyError:
        return False


def _unsaved_by_sheet(
    archive: zipfile.ZipFile, sheets: Mapping[str, bytes], book: Workbook
) -> dict[str, tuple[tuple[int, int], ...]]:
    """Find the formulas without a saved value in the sheets' XML, without a second load."""
    found: dict[str, tuple[tuple[int, int], ...]] = {}
    for part, xml in sheets.items():
        if b"<f" in xml and (cells := _FORMULA.findall(xml)):
            found[part] = tuple(_place(cell.decode()) for cell in cells)
    if not found:
        return {}
    titles = _titles(archive, book)
    return {titles.get(part, ""): cells for part, cells in found.items()}


def _titles(archive: zipfile.ZipFile, book: Workbook) -> dict[str, str]:
    """Map the parts of the sheets to their titles, by the workbook's own list."""
    targets = {
        # Excel writes the target as seen from xl/, openpyxl from the root of the archive.
        relation.get("Id"): str(relation.get("Target")).removeprefix("/").removeprefix("xl/")
        for relation in fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    }
    listed = fromstring(archive.read("xl/workbook.xml")).iter(f"{{{SHEET_MAIN_NS}}}sheet")
    parts = [targets.get(sheet.get(f"{{{REL_NS}}}id"), "") for sheet in listed]
    return {f"xl/{part}": title for part, title in zip(parts, book.sheetnames, strict=False)}


def _place(coordinate: str) -> tuple[int, int]:
    """Turn B7 into (7, 1)."""
    column, row = coordinate_from_string(coordinate)
    return row, column_index_from_string(column) - 1
