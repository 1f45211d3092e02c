"""A filled workbook → its bytes: the parts that openpyxl makes, our rows in them, packed once."""

import re
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import IO, Any
from xml.sax.saxutils import quoteattr
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from reconcile.office.xlsx_package import ZIP_TIME
from reconcile.workbook.xlsx.font_order import fonts_in_order
from reconcile.workbook.xlsx.looks import looks
from reconcile.workbook.xlsx.rows import SheetRows
from reconcile.workbook.xlsx.spool import TextSpool

_NUMBERED = re.compile(rb"&#([1-9]\d{2,6});")
"""Letters beyond ASCII; what XML has to escape has a number of two digits."""
_FIRST_FONT = re.compile(rb"<font>.*?</font>", re.DOTALL)
_LABEL_FORMAT = re.compile(rb'(<(?:\w+:)?numFmt formatCode="[^"]*") ?/>')
"""Of the labels of a chart; openpyxl does not say that it is not that of the cells."""
_ROWS, _END_OF_ROWS = b"<sheetData>", b"</sheetData>"
_NO_ROWS = _ROWS + _END_OF_ROWS


def pack_into(
    out: IO[bytes],
    workbook: Workbook,
    rows: Mapping[str, SheetRows],
    links: Mapping[str, Sequence[Hyperlink]],
) -> None:
    """Write the .xlsx file of a workbook; the clock is not in it.

    Args:
        out: empty; may be sought in.
        workbook: all but the rows of its worksheets.
        rows: by the title of the worksheet.
        links: by the title of the worksheet.

    """
    # ``Workbook.save`` would stamp the clock into the properties.
    archive = _Archive(out, "w", ZIP_DEFLATED)
    try:
        _Writer(workbook, archive, rows, links).save()
    except BaseException:
        archive.fp = None  # else it would be ended as it is thrown away, in a file that is closed
        raise


class _Archive(ZipFile):
    """Takes in parts without the hour, and the styles with our base font."""

    def writestr(
        self,
        zinfo_or_arcname: str | ZipInfo,
        data: Any,
        compress_type: int | None = None,
        compresslevel: int | None = None,
    ) -> None:
        """Take a part in."""
        if zinfo_or_arcname == "xl/styles.xml":
            # Excel measures column widths by the digits of the first font, the Normal style's.
            data = fonts_in_order(_FIRST_FONT.sub(_base_font(), data, count=1).decode()).encode()
        elif str(zinfo_or_arcname).startswith("xl/charts/"):
            data = _LABEL_FORMAT.sub(rb'\1 sourceLinked="0"/>', data)
        if isinstance(zinfo_or_arcname, str):
            zinfo_or_arcname = ZipInfo(zinfo_or_arcname, ZIP_TIME)
            zinfo_or_arcname.compress_type = ZIP_DEFLATED
        super().writestr(zinfo_or_arcname, data, compress_type, compresslevel)


class _Writer(ExcelWriter):
    """Writes worksheets with their rows as they are given."""

    def __init__(
        self,
        workbook: Workbook,
        archive: ZipFile,
        rows: Mapping[str, SheetRows],
        links: Mapping[str, Sequence[Hyperlink]],
    ) -> None:
        super().__init__(workbook, archive)
        self._packed = archive
        self._rows = rows
        self._links = links

    def write_worksheet(self, ws: Worksheet) -> None:
        """Write a worksheet."""
        drawing: Any = SpreadsheetDrawing()
        sheet: Any = ws
        drawing.charts, sheet._drawing = sheet._charts, drawing  # noqa: SLF001 - as openpyxl does
        out = BytesIO()
        writer: Any = _AroundRows(ws, out)
        # openpyxl gathers them from the cells that it writes.
        sheet._hyperlinks = list(self._links.get(str(ws.title), ()))  # noqa: SLF001 - no other door
        writer.write()
        sheet._rels = writer._rels  # noqa: SLF001 - as openpyxl does
        around = _NUMBERED.sub(_letter, out.getvalue())
        head, tail = around.split(_NO_ROWS, 1)
        self._put(ws.path[1:], head + _ROWS, self._rows[str(ws.title)].texts, _END_OF_ROWS + tail)
        self.manifest.append(ws)

    def _put(self, name: str, head: bytes, rows: TextSpool, tail: bytes) -> None:
        """Put a part into the package, its rows piece by piece."""
        entry = ZipInfo(name, ZIP_TIME)
        entry.compress_type = ZIP_DEFLATED
        # As writing at once does: a part that is vast is announced as one.
        entry.file_size = len(head) + rows.bytes_in_all() + len(tail)
        with self._packed.open(entry, "w") as part:
            part.write(head)
            for chunk in rows.chunks():
                part.write(chunk)
            part.write(tail)


class _AroundRows(WorksheetWriter):
    """Writes all of a worksheet's part but its rows."""

    def write_rows(self) -> None:
        """Leave the place of the rows empty."""
        stream: Any = self.xf.send(True)  # noqa: FBT003 - what openpyxl asks by
        with stream.element("sheetData"):
            pass
        self.xf.send(None)


def _letter(numbered: re.Match[bytes]) -> bytes:
    """Write a letter as itself that openpyxl wrote by its number; the file is smaller for it."""
    return chr(int(numbered[1])).encode()


def _base_font() -> bytes:
    """Write the font that columns are measured by."""
    font = looks().font
    name = quoteattr(font.name)
    return f'<font><name val={name}/><family val="1"/><sz val="{font.size:g}"/></font>'.encode()
