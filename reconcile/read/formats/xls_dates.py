"""Which cells of an .xls or .xlsb show a month or year only: calamine tells no formats."""

import re
import struct
import zipfile
from collections.abc import Iterator
from io import BytesIO

from reconcile.office.ole import OleError, read_stream
from reconcile.read.formats.date_formats import BUILTIN, Shown, shown_by

Places = dict[tuple[int, int], Shown]
"""1-based row and 0-based column → what the cell shows of its date."""
REFUSALS = (OleError, struct.error, KeyError, IndexError, zipfile.BadZipFile, UnicodeDecodeError)
"""What damaged files give rise to; then every date is read with its day."""

# Records of BIFF8. Source: [MS-XLS] 2.3.
_BOF, _FORMAT, _XF, _NUMBER, _RK, _MULRK, _FORMULA = 0x809, 0x41E, 0xE0, 0x203, 0x27E, 0xBD, 6
_WORKSHEET = 0x10
# Records of BIFF12. Source: [MS-XLSB] 2.3.
_ROW, _FMT, _XF12, _BUNDLE, _CELL_XFS, _CELL_XFS_END = 0, 44, 47, 156, 617, 618
_RELATION = re.compile(rb'(?s)<Relationship (?=[^>]*Id="([^"]+)")[^>]*Target="([^"]+)"')
_VALUES = frozenset({2, 5, 9})


def in_xls(data: bytes) -> list[Places]:
    """Find the cells of an .xls, sheet by sheet in the order of the file.

    Raises:
        one of ``REFUSALS``: the file is damaged.

    """
    stream = read_stream(data, ("Workbook", "Book"))
    formats: dict[int, str] = dict(BUILTIN)
    styles: list[int] = []
    sheets: list[Places] = []
    for kind, body in _biff8(stream):
        if kind == _FORMAT:
            (number,) = struct.unpack_from("<H", body)
            formats[number] = _text(body[2:])
        elif kind == _XF:
            styles.append(struct.unpack_from("<H", body, 2)[0])
        elif kind == _BOF and struct.unpack_from("<H", body, 2)[0] == _WORKSHEET:
            sheets.append({})
        elif sheets and kind in (_NUMBER, _RK, _FORMULA, _MULRK):
            row, column, style = struct.unpack_from("<HHH", body)
            step = 6 if kind == _MULRK else len(body)
            for more, at in enumerate(range(4, len(body) - 2, step)):
                (style,) = struct.unpack_from("<H", body, at)
                shown = shown_by(formats.get(styles[style], "d")) if style < len(styles) else "day"
                if shown in ("month", "year"):
                    sheets[-1][row + 1, column + more] = shown
    return sheets


def _biff8(stream: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the records of a stream."""
    at = 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        yield kind, stream[at + 4 : at + 4 + size]
        at += 4 + size


def _text(body: bytes) -> str:
    """Read a string with its length and whether its letters take two bytes."""
    length, wide = struct.unpack_from("<HB", body)
    raw = body[3 : 3 + length * (2 if wide & 1 else 1)]
    return raw.decode("utf-16-le" if wide & 1 else "latin-1")


def in_xlsb(data: bytes) -> dict[str, Places]:
    """Find the cells of an .xlsb, by sheet name.

    Raises:
        one of ``REFUSALS``: the file is damaged.

    """
    with zipfile.ZipFile(BytesIO(data)) as archive:
        shown = _styles(archive.read("xl/styles.bin"))
        if not {"month", "year"} & {*shown}:
            return {}
        relations = dict(_RELATION.findall(archive.read("xl/_rels/workbook.bin.rels")))
        found = {}
        for relation, name in _bundled(archive.read("xl/workbook.bin")):
            part = relations.get(relation.encode(), b"").decode().removeprefix("/xl/")
            found[name] = _cells(archive.read(f"xl/{part}"), shown)
    return found


def _bundled(data: bytes) -> Iterator[tuple[str, str]]:
    """Yield the relation and the name of each sheet that a workbook lists."""
    for kind, body in _biff12(data):
        if kind == _BUNDLE:
            relation, at = _wide(body, 8)
            yield relation, _wide(body, at)[0]


def _wide(body: bytes, at: int) -> tuple[str, int]:
    """Read a string of two-byte letters, and where it ends."""
    (length,) = struct.unpack_from("<I", body, at)
    return body[at + 4 : at + 4 + 2 * length].decode("utf-16-le"), at + 4 + 2 * length


def _styles(data: bytes) -> list[Shown]:
    """Read what each style of cells shows of a date."""
    formats: dict[int, str] = dict(BUILTIN)
    styles: list[Shown] = []
    of_cells = False
    for kind, body in _biff12(data):
        if kind == _FMT:
            number, length = struct.unpack_from("<HI", body)
            formats[number] = body[6 : 6 + 2 * length].decode("utf-16-le")
        elif kind in (_CELL_XFS, _CELL_XFS_END):
            of_cells = kind == _CELL_XFS
        elif kind == _XF12 and of_cells:
            styles.append(shown_by(formats.get(struct.unpack_from("<H", body, 2)[0], "d")))
    return styles


def _cells(data: bytes, shown: list[Shown]) -> Places:
    """Find the cells of one sheet."""
    found: Places = {}
    row = 0
    for kind, body in _biff12(data):
        if kind == _ROW:
            (row,) = struct.unpack_from("<I", body)
        elif kind in _VALUES:
            column, style = struct.unpack_from("<II", body)
            how = shown[style & 0xFFFFFF]
            if how in ("month", "year"):
                found[row + 1, column] = how
    return found


def _biff12(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the records of a part; kinds and sizes take as many bytes as they need."""
    at = 0
    while at < len(data):
        kind, at = data[at], at + 1
        if kind & 0x80:
            kind, at = (kind & 0x7F) | (data[at] & 0x7F) << 7, at + 1
        size = shift = 0
        more = True
        while more:
            byte, at = data[at], at + 1
            size |= (byte & 0x7F) << shift
            shift, more = shift + 7, bool(byte & 0x80)
        yield kind, data[at : at + size]
        at += size
