"""A small .xlsb, written record by record: no program that the tests may start can save one."""

import struct
import zipfile
from collections.abc import Iterator
from pathlib import Path

from office import draw

_BUNDLE, _END_OF_BUNDLES, _CALCULATION, _END_OF_BOOK = 156, 144, 157, 132
_DIMENSION, _BEGIN, _END, _ROW, _TEXT, _SHARED_TEXT = 148, 145, 146, 0, 6, 7
_FONT, _STYLE, _STYLES, _STYLES_END, _SHARED, _SHARED_ITEM = 43, 47, 617, 618, 159, 19
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="bin"'
    ' ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/></Types>'
)
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATION = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{_KIND}/%s" Target="%s"/></Relationships>'
)


def record(kind: int, body: bytes = b"") -> bytes:
    """Write a record: its kind and its length in seven bits a byte."""
    head = bytes([kind & 0x7F | 0x80, kind >> 7]) if kind > 127 else bytes([kind])
    size = len(body)
    length = bytes([size & 0x7F | 0x80, size >> 7]) if size > 127 else bytes([size])
    return head + length + body


def wide(text: str) -> bytes:
    """Write a text with its length before it."""
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def xlsb(path: Path, drawing: str) -> Path:
    """Save a drawn table as a workbook of one sheet; ``~~text~~`` is struck through."""
    book = record(_BUNDLE, bytes(8) + wide("rId1") + wide("Phụ lục"))
    book += record(_END_OF_BUNDLES) + record(_CALCULATION) + record(_END_OF_BOOK)
    shared: list[bytes] = []
    sheet = b"".join(_sheet(drawing, shared))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", _TYPES)
        packed.writestr("_rels/.rels", _RELATION % ("officeDocument", "xl/workbook.bin"))
        packed.writestr("xl/workbook.bin", book)
        relation = _RELATION % ("worksheet", "worksheets/sheet1.bin")
        packed.writestr("xl/_rels/workbook.bin.rels", relation)
        packed.writestr("xl/worksheets/sheet1.bin", sheet)
        packed.writestr("xl/styles.bin", b"".join(_styles()))
        if shared:
            counts = struct.pack("<II", len(shared), len(shared))
            items = (record(_SHARED_ITEM, body) for body in shared)
            packed.writestr("xl/sharedStrings.bin", record(_SHARED, counts) + b"".join(items))
    return path


def _styles() -> Iterator[bytes]:
    """Yield the records of two fonts, the second struck through, and of a style with each."""
    for look in (0, 8):
        yield record(_FONT, struct.pack("<HH", 220, look) + bytes(17) + wide("Arial"))
    yield record(_STYLES, struct.pack("<I", 2))
    for font in (0, 1):
        yield record(_STYLE, struct.pack("<HHH", 0, 0, font) + bytes(10))
    yield record(_STYLES_END)


def _sheet(drawing: str, shared: list[bytes]) -> Iterator[bytes]:
    """Yield the records of a sheet, and put texts with looks of their own to the shared ones."""
    rows = draw(drawing)
    last = len(rows) - 1, max(map(len, rows)) - 1
    yield record(_DIMENSION, struct.pack("<IIII", 0, last[0], 0, last[1]))
    yield record(_BEGIN)
    for at, row in enumerate(rows):
        yield record(_ROW, struct.pack("<I", at) + bytes(13))
        for column, text in enumerate(row):
            before, *struck = str(text or "").split("~~")
            if struck and (before or struck[1:] != [""]):
                yield record(_SHARED_TEXT, struct.pack("<III", column, 0, len(shared)))
                shared.append(_rich([before, *struck]))
            elif text:
                said = struck[0] if struck else before
                yield record(_TEXT, struct.pack("<II", column, bool(struck)) + wide(said))
    yield record(_END)


def _rich(pieces: list[str]) -> bytes:
    """Write a text of which every second piece is struck through."""
    runs, at = b"", 0
    for nth, piece in enumerate(pieces):
        runs += struct.pack("<HH", at, nth % 2)
        at += len(piece)
    return b"\x01" + wide("".join(pieces)) + struct.pack("<I", len(pieces)) + runs
