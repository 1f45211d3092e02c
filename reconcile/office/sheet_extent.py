"""How large an area the cells of a workbook span, found without laying it out in memory.

calamine keeps a sheet as one dense block: two cells in opposite corners of a sheet would take
more memory than there is, and that ends the whole program.
"""

import re
import struct
import zipfile
from collections.abc import Iterator
from io import BytesIO

from openpyxl.utils.cell import column_index_from_string

from reconcile.office.limits import most
from reconcile.office.ole import SIGNATURE, OleError, is_endless, read_stream

LARGEST_AREA = most("area")
"""The most places in the block of one sheet."""
_CELL = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"')
_ODS = re.compile(
    rb"<(?P<end>/)?table:(?P<kind>table-row|table-cell|covered-table-cell|table)(?=[ />])"
    rb"(?P<said>[^>]*?)(?P<empty>/)?>"
)
_REPEATED = re.compile(rb'number-(?:rows|columns)-repeated="(\d{1,9})"')
STREAMS = ("Workbook", "Book")
"""What the stream of an .xls may be called."""
_BOF, _SHEET = 0x0809, 0x10
_XLS_CELLS = frozenset({0x0203, 0x00FD, 0x027E, 0x00BD, 0x0204, 0x0205, 0x0006, 0x00D6})
"""NUMBER, LABELSST, RK, MULRK, LABEL, BOOLERR, FORMULA, RSTRING of [MS-XLS]."""
# BrtRowHdr, and BrtFmlaError as the last of the cells, which are 1 to 11. Source: [MS-XLSB].
_XLSB_ROW, _XLSB_LAST_CELL = 0, 11

Corner = tuple[int, int]
"""The last row and the last column that hold something, both 1-based."""


def sheet_corners(data: bytes) -> Iterator[Corner]:
    """Yield the corner of each sheet, as far as the file can be read.

    Raises:
        OleError: an .xls is damaged so that its reader would never come to an end.

    """
    if data.startswith(SIGNATURE):
        if is_endless(data, STREAMS):
            raise OleError
        try:
            yield from _xls(read_stream(data, STREAMS))
        # What is damaged otherwise its reader will refuse.
        except OleError:
            return
        return
    with zipfile.ZipFile(BytesIO(data)) as archive:
        for name in archive.namelist():
            if name == "content.xml":
                yield from _ods(archive.read(name))
            elif name.startswith("xl/worksheets/") and name.endswith(".xml"):
                yield _xlsx(archive.read(name))
            elif name.startswith("xl/worksheets/") and name.endswith(".bin"):
                yield _xlsb(archive.read(name))


def _xlsx(xml: bytes) -> Corner:
    """Find the corner of an .xlsx sheet."""
    cells = _CELL.findall(xml)
    columns = {column for column, _ in cells}
    return (
        max((int(row) for _, row in cells), default=0),
        max((column_index_from_string(column.decode()) for column in columns), default=0),
    )


def _ods(xml: bytes) -> Iterator[Corner]:
    """Find the corners of the sheets of an .ods, repeated rows and cells counted out."""
    row = column = last = repeat = 0
    corner = (0, 0)
    for hit in _ODS.finditer(xml):
        kind = hit["kind"]
        said = _REPEATED.search(hit["said"])
        times = int(said[1]) if said else 1
        if kind == b"table":
            yield corner
            row, corner = 0, (0, 0)
        elif kind == b"table-row":
            # Empty rows and cells at the end are repeated to the edge of the sheet: not counted.
            if hit["end"] or hit["empty"]:
                row += times if hit["empty"] else repeat
                corner = (row, max(corner[1], last)) if last else corner
            column, last, repeat = 0, 0, times
        elif not hit["end"]:
            column += times
            # A cell that is closed at once may still have a number, in its attribute.
            last = column if not hit["empty"] or b"office:value" in hit["said"] else last
    yield corner


def _xls(stream: bytes) -> Iterator[Corner]:
    """Find the corners of the sheets of an .xls, record by record."""
    at, corner = 0, (0, 0)
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        at += 4
        if kind == _BOF:
            yield corner
            corner = (0, 0)
        elif kind in _XLS_CELLS and at + 4 <= len(stream):
            row, column = struct.unpack_from("<HH", stream, at)
            corner = (max(corner[0], row + 1), max(corner[1], column + 1))
        at += size
    yield corner


def _xlsb(stream: bytes) -> Corner:
    """Find the corner of an .xlsb sheet: record kinds and sizes are numbers of 7 bits a byte."""
    at = rows = columns = 0
    while at < len(stream):
        kind, at = _number(stream, at, 2)
        size, at = _number(stream, at, 4)
        if at + 4 <= len(stream) and kind <= _XLSB_LAST_CELL:
            (value,) = struct.unpack_from("<I", stream, at)
            if kind == _XLSB_ROW:
                rows = max(rows, value + 1)
            else:
                columns = max(columns, value + 1)
        at += size
    return rows, columns


def _number(stream: bytes, at: int, most: int) -> tuple[int, int]:
    """Read a number of at most so many bytes, and where it ends."""
    number = 0
    for place in range(most):
        if at >= len(stream):
            break
        number |= (stream[at] & 0x7F) << 7 * place
        at += 1
        if stream[at - 1] < 0x80:
            break
    return number, at
