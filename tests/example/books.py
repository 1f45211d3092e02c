"""The grid as files: .xlsx by openpyxl, .csv as Excel in Vietnam saves it, .xls by LibreOffice."""

import csv
import datetime as dt
import math
import shutil
import subprocess
import tempfile
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from example.grid import Line, Value, lay_out
from example.settle import DAY, settle
from example.texts import Text

FACE = "Times New Roman"
CENTRED = {"stt", "directive", "deadline"}
TABLE = {"header", "index", "group", "task", "rest"}
_EDGE = Side(style="thin", color="000000")
_BOX = Border(left=_EDGE, right=_EDGE, top=_EDGE, bottom=_EDGE)


def write_xlsx(text: Text, path: Path) -> None:
    """Write a plan as a workbook, in the look of an office's annex."""
    book = Workbook()
    book.remove(book.worksheets[0])
    if text.cover:
        _write_notes(book.create_sheet("Bìa"), text.cover)
    sheet = book.create_sheet(text.sheet)
    for number, line in enumerate(lay_out(text), start=1):
        _write_line(sheet, number, line, text)
    _merge_header(sheet, text)
    _set_page(sheet, text)
    if text.hidden_sheet:
        notes = book.create_sheet("Nháp")
        _write_notes(notes, text.hidden_sheet)
        notes.sheet_state = "hidden"
    book.active = book.worksheets.index(sheet)
    book.properties.creator = text.unit
    book.properties.created = book.properties.modified = DAY
    book.save(path)
    settle(path)


def write_csv(text: Text, path: Path) -> None:
    """Write a plan as Excel with Vietnamese settings saves it: BOM, semicolons, CRLF."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerows(
            [["" if c is None else str(c) for c in line.cells] for line in lay_out(text)]
        )


def write_xls(text: Text, path: Path) -> None:
    """Write a plan as Excel 97-2003; without LibreOffice the file stays as it is.

    A file that already holds these rows stays too: LibreOffice writes the time into it.
    """
    soffice = shutil.which("soffice")
    if soffice is None or holds_rows(path, text):
        return
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / path.with_suffix(".xlsx").name
        write_xlsx(text, source)
        profile = f"-env:UserInstallation={Path(folder).as_uri()}/profile"
        call = [soffice, profile, "--headless", "--convert-to", "xls", "--outdir", folder]
        # Our own file, by the program found on PATH; nothing here comes from outside.
        subprocess.run([*call, str(source)], check=True, capture_output=True)
        shutil.copyfile(source.with_suffix(".xls"), path)


def holds_rows(path: Path, text: Text) -> bool:
    """Tell whether a workbook is there and its first sheet holds exactly a plan's rows."""
    if not path.exists():
        return False
    sheet = CalamineWorkbook.from_path(path).get_sheet_by_index(0)
    seen = [
        [int(cell) if isinstance(cell, float) else cell for cell in row]
        for row in sheet.to_python(skip_empty_area=False)
    ]
    return seen == [["" if c is None else c for c in line.cells] for line in lay_out(text)]


def _write_line(sheet: Worksheet, number: int, line: Line, text: Text) -> None:
    for column, content in enumerate(line.cells, start=1):
        _write_cell(sheet, number, column, content)
        cell = sheet.cell(number, column)
        cell.font = _font(line, column)
        cell.alignment = _alignment(line, text, column)
        if line.kind in TABLE:
            cell.border = _BOX
    _merge_line(sheet, number, line)
    sheet.row_dimensions[number].height = _height(line, text)
    if line.entry and line.entry.says("stt") in text.hidden_rows:
        sheet.row_dimensions[number].hidden = True


def _write_cell(sheet: Worksheet, number: int, column: int, content: Value) -> None:
    cell = sheet.cell(number, column)
    cell.value = content
    if isinstance(content, dt.date):
        cell.number_format = "m/d/yyyy"


def _font(line: Line, column: int) -> Font:
    says = str(line.cells[column - 1] or "")
    bold = line.kind in {"header", "group", "letterhead"} or line.kind == "title"
    slanted = says.startswith(("(Kèm theo", "Nơi nhận", "Ghi chú", "*)")) or line.kind == "index"
    if line.kind == "signature":
        bold = says.isupper() or says.startswith("Nơi nhận")
    if says.startswith("(Kèm theo"):
        bold = False
    return Font(name=FACE, size=13 if line.kind == "title" else 12, bold=bold, italic=slanted)


def _alignment(line: Line, text: Text, column: int) -> Alignment:
    middle = line.kind in {"letterhead", "title", "header", "index"}
    if line.kind in {"task", "rest"}:
        middle = text.columns[column - 1].field in CENTRED
    if line.kind == "signature":
        middle = column > 1
    wrap = line.kind not in {"letterhead", "signature"}
    return Alignment(horizontal="center" if middle else "left", vertical="center", wrap_text=wrap)


def _merge_line(sheet: Worksheet, number: int, line: Line) -> None:
    width = len(line.cells)
    if line.kind in {"title", "group", "footer"}:
        sheet.merge_cells(None, number, 1, number, width)
    if line.kind in {"letterhead", "signature"}:
        sheet.merge_cells(None, number, 1, number, width // 2)
        sheet.merge_cells(None, number, width // 2 + 1, number, width)


def _merge_header(sheet: Worksheet, text: Text) -> None:
    """Merge the two header levels, both ways, as offices draw them."""
    if not text.two_levels:
        return
    top = header_row(text)
    for column, head in enumerate(text.columns, start=1):
        if not head.over:
            sheet.merge_cells(None, top, column, top + 1, column)
    over = [c for c, head in enumerate(text.columns, start=1) if head.over]
    sheet.merge_cells(None, top, over[0], top, over[-1])


def header_row(text: Text) -> int:
    """Return the 1-based row of the first header line."""
    return next(n for n, line in enumerate(lay_out(text), start=1) if line.kind == "header")


def _height(line: Line, text: Text) -> float:
    """Estimate the points that the wrapped text of a row needs."""
    if line.kind in {"title", "group", "footer"}:
        room = sum(head.width for head in text.columns)
        says = str(line.cells[0] or "")
        return 17.0 * math.ceil(len(says) * (1.5 if says.isupper() else 1.0) / room) + 3
    if line.kind not in {"task", "rest", "header"}:
        return 17.0
    pairs = zip(line.cells, text.columns, strict=True)
    return max(17.0 * math.ceil(len(str(c or "")) * 0.85 / h.width) for c, h in pairs) + 4


def _set_page(sheet: Worksheet, text: Text) -> None:
    for column, head in enumerate(text.columns, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = head.width
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    top = header_row(text)
    sheet.print_title_rows = f"{top}:{top + int(text.two_levels)}"
    sheet.page_margins.left = sheet.page_margins.right = 0.6


def _write_notes(sheet: Worksheet, lines: tuple[str, ...]) -> None:
    for number, line in enumerate(lines, start=1):
        sheet.cell(number, 1, line).font = Font(name=FACE, size=12)
    sheet.column_dimensions["A"].width = 90
