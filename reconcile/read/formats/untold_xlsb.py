"""What calamine does not tell of an .xlsb: months for dates, merged cells, struck-through text."""

import re
import struct
import zipfile
from collections.abc import Iterator
from io import BytesIO

from reconcile.office.date_formats import BUILTIN, Shown, shown_by
from reconcile.read.formats.date_formats import Places
from reconcile.read.formats.struck_xlsb import Strikes
from reconcile.read.formats.untold import Untold
from reconcile.read.grid import Merge

REFUSALS = (struct.error, KeyError, IndexError, zipfile.BadZipFile, UnicodeDecodeError)
"""What damaged files give rise to; then cells are read as calamine gives them."""

# Records of BIFF12. Source: [MS-XLSB] 2.3.
_ROW, _FMT, _XF12, _BUNDLE, _MERGE, _CELL_XFS, _CELL_XFS_END = 0, 44, 47, 156, 176, 617, 618
_RELATION = re.compile(rb'(?s)<Relationship (?=[^>]*Id="([^"]+)")[^>]*Target="([^"]+)"')
_VALUES = frozenset({2, 5, 9})
_TEXTS = "xl/sharedStrings.bin"


def in_xlsb(data: bytes) -> dict[str, Untold]:
    """Find what is not told of the sheets of an .xlsb, by their names.

    Raises:
        one of ``REFUSALS``: the file is damaged.

    """
    with zipfile.ZipFile(BytesIO(data)) as archive:
        styles = archive.read("xl/styles.bin")
        shown, strikes = _styles(styles), Strikes()
        strikes.read_styles(_biff12(styles))
        if strikes.fonts and _TEXTS in archive.namelist():
            strikes.read_texts(_biff12(archive.read(_TEXTS)))
        relations = dict(_RELATION.findall(archive.read("xl/_rels/workbook.bin.rels")))
        found = {}
        for relation, name in _bundled(archive.read("xl/workbook.bin")):
            part = relations.get(relation.encode(), b"").decode().removeprefix("/xl/")
            found[name] = _sheet(archive.read(f"xl/{part}"), shown, strikes)
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


def _sheet(data: bytes, shown: list[Shown], strikes: Strikes) -> Untold:
    """Find the dates, the merged ranges and what is struck through of one sheet."""
    standing: dict[tuple[int, int], str] = {}
    found: Places = {}
    merges: list[Merge] = []
    row = 0
    for kind, body in _biff12(data):
        if kind == _ROW:
            (row,) = struct.unpack_from("<I", body)
        elif kind == _MERGE:
            top, bottom, left, right = struct.unpack_from("<IIII", body)
            merges.append(Merge(top + 1, left, bottom + 1, right))
        elif kind in _VALUES:
            column, style = struct.unpack_from("<II", body)
            how = shown[style & 0xFFFFFF]
            if how in ("month", "year"):
                found[row + 1, column] = how
        if kept := strikes.standing(kind, body):
            standing[row + 1, kept[0]] = kept[1]
    return Untold(found, tuple(merges), standing)


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
