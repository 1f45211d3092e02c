"""Real workbooks and documents, drawn as text in a test."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.table import Table
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

Shown = str | int | float | dt.date | None


def draw(drawing: str) -> list[list[Shown]]:
    """Read the rows of a ``| drawn | table |``; other lines are passed over, ``¶`` breaks a line.

    A line of ``|`` alone draws an empty row.
    """
    lines = (line.strip() for line in drawing.splitlines())
    return [
        [cell.strip().replace("¶", "\n") or None for cell in line.strip("|").split("|")]
        for line in lines
        if line.startswith("|")
    ]


def fill(
    sheet: Worksheet,
    rows: Iterable[Sequence[Shown]],
    *,
    merges: Iterable[str] = (),
    hidden: Iterable[int] = (),
    values: Mapping[str, Shown] | None = None,
) -> Worksheet:
    """Fill a sheet: drawn rows, then single values, then merged ranges and hidden rows."""
    for row in rows:
        sheet.append(list(row))
    for place, value in (values or {}).items():
        sheet[place] = value
    for area in merges:
        sheet.merge_cells(area)
    for number in hidden:
        sheet.row_dimensions[number].hidden = True
    return sheet


def workbook(
    path: Path,
    drawing: str,
    *,
    merges: Iterable[str] = (),
    hidden: Iterable[int] = (),
    values: Mapping[str, Shown] | None = None,
) -> Path:
    """Save a workbook of one sheet."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Phụ lục"
    fill(sheet, draw(drawing), merges=merges, hidden=hidden, values=values)
    book.save(path)
    return path


def document(path: Path, *blocks: str) -> Path:
    """Save a document: a block with ``|`` becomes a table, any other a paragraph."""
    made = Document()
    for block in blocks:
        rows = draw(block)
        if not rows:
            made.add_paragraph(block)
            continue
        table = made.add_table(len(rows), max(map(len, rows)))
        fill_table(table, rows)
    made.save(str(path))
    return path


def fill_table(table: Table, rows: Sequence[Sequence[Shown]]) -> Table:
    """Fill a Word table; ``<`` merges a cell into the one on its left, ``^`` into the one above."""
    places = [(y, x, text) for y, row in enumerate(rows) for x, text in enumerate(row)]
    for y, x, text in places:
        if text in ("<", "^"):
            anchor = table.cell(y, x - 1) if text == "<" else table.cell(y - 1, x)
            anchor.merge(table.cell(y, x))
    for y, x, text in places:
        if text not in ("<", "^"):
            table.cell(y, x).text = str(text or "")
    return table


def track(paragraph_text: str, *, inserted: str = "", deleted: str = "") -> str:
    """Write a paragraph's XML with a tracked insertion and a tracked deletion at its end."""
    parts = [f'<w:r><w:t xml:space="preserve">{paragraph_text}</w:t></w:r>']
    if deleted:
        parts.append(
            '<w:del w:id="1" w:author="A"><w:r>'
            f'<w:delText xml:space="preserve">{deleted}</w:delText></w:r></w:del>'
        )
    if inserted:
        parts.append(
            '<w:ins w:id="2" w:author="A"><w:r>'
            f'<w:t xml:space="preserve">{inserted}</w:t></w:r></w:ins>'
        )
    return f"<w:p {nsdecls('w')}>{''.join(parts)}</w:p>"


def put_paragraph(table: Table, row: int, column: int, xml: str) -> None:
    """Put a paragraph given as XML in place of a cell's first one."""
    tc = table.cell(row, column)._tc  # noqa: SLF001  python-docx has no public way to raw XML
    tc.insert(len(tc), parse_xml(xml))
    tc.remove(tc.p_lst[0])
