"""A drawn table as a file of each kind, by the libraries that write them."""

import csv
import datetime as dt
import html
from pathlib import Path

from docx import Document
from docx.table import Table
from openpyxl import Workbook

from drawn.table import DrawnTable, Grid


def write(table: DrawnTable, carrier: str, path: Path) -> Path:
    """Write a table to a file; return it with the ending of its kind."""
    file = path.with_suffix(f".{carrier}")
    {"xlsx": _xlsx, "docx": _docx, "htm": _htm, "csv": _csv}[carrier](table, file)
    return file


def _xlsx(table: DrawnTable, file: Path) -> None:
    """Write a workbook of one sheet, the lines above and below in merged cells."""
    book = Workbook()
    sheet = book.worksheets[0]
    width, row = table.grid.width, 1
    for line in table.before:
        sheet.cell(row, 1, line)
        if width > 1:
            sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=width)
        row += 1
    row += 1 if table.before else 0
    for (at, column), value in table.grid.cells.items():
        cell = sheet.cell(row + at, column + 1, value)
        if isinstance(value, dt.date):
            cell.number_format = "dd/mm/yyyy"
    for (top, left), (bottom, right) in table.grid.merges:
        sheet.merge_cells(
            start_row=row + top,
            start_column=left + 1,
            end_row=row + bottom,
            end_column=right + 1,
        )
    row += table.grid.height + 1
    for at, line in enumerate(table.after):
        sheet.cell(row + at, 1, line)
    book.save(file)


def _docx(table: DrawnTable, file: Path) -> None:
    """Write a document: lines, the table, lines."""
    made = Document()
    for line in table.before:
        made.add_paragraph(line)
    for part in _parts(table):
        _fill(made.add_table(part.height, table.grid.width), part)
        made.add_paragraph()
    for line in table.after:
        made.add_paragraph(line)
    made.save(str(file))


def _parts(table: DrawnTable) -> list[Grid]:
    """Break a table in two where it is drawn so."""
    grid, at = table.grid, table.broken
    if not at:
        return [grid]
    above, below = Grid(height=at), Grid(height=grid.height - at)
    for (row, column), value in grid.cells.items():
        part, top = (below, at) if row >= at else (above, 0)
        part.cells[row - top, column] = value
    for (top, left), (bottom, right) in grid.merges:
        part, first = (below, at) if top >= at else (above, 0)
        part.merges.append(((top - first, left), (bottom - first, right)))
    return [above, below]


def _fill(into: Table, grid: Grid) -> None:
    """Fill a Word table, and merge its cells."""
    # By row: into.cell() counts all cells each time.
    rows = [row.cells for row in into.rows]
    for (top, left), (bottom, right) in grid.merges:
        rows[top][left].merge(rows[bottom][right])
    for (row, column), value in grid.cells.items():
        rows[row][column].text = str(value)


def _htm(table: DrawnTable, file: Path) -> None:
    """Write a page, as a workbook saved for the web."""
    areas = dict(table.grid.merges)
    covered = {
        (row, column)
        for (top, left), (bottom, right) in table.grid.merges
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
        if (row, column) != (top, left)
    }
    rows = []
    for row in range(table.grid.height):
        cells = []
        for column in range(table.grid.width):
            if (row, column) in covered:
                continue
            last = areas.get((row, column), (row, column))
            spans = f' rowspan="{last[0] - row + 1}" colspan="{last[1] - column + 1}"'
            said = html.escape(str(table.grid.cells.get((row, column), "")))
            cells.append(f"<td{spans}>{said.replace(chr(10), '<br>')}</td>")
        rows.append(f"<tr>{''.join(cells)}</tr>")
    lines = "".join(f"<p>{html.escape(line)}</p>" for line in table.before)
    below = "".join(f"<p>{html.escape(line)}</p>" for line in table.after)
    page = f"<html><body>{lines}<table>{''.join(rows)}</table>{below}</body></html>"
    file.write_text(f'<meta charset="utf-8">{page}', "utf-8")


def _csv(table: DrawnTable, file: Path) -> None:
    """Write a CSV file: merged cells are their first cell."""
    width = table.grid.width
    with file.open("w", encoding="utf-8-sig", newline="") as out:
        rows = csv.writer(out)
        rows.writerows([line] for line in table.before)
        for row in range(table.grid.height):
            rows.writerow([table.grid.cells.get((row, column), "") for column in range(width)])
        rows.writerows([line] for line in table.after)
