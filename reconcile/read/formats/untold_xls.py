"""What calamine does not tell of an .xls: which cells show a month or year only."""

import struct
from collections.abc import Iterator

from reconcile.office.ole import OleError, read_stream
from reconcile.read.formats.date_formats import BUILTIN, Places, shown_by

REFUSALS = (OleError, struct.error, KeyError, IndexError, UnicodeDecodeError)
"""What damaged files give rise to; then every date is read with its day."""

# Records of BIFF8. Source: [MS-XLS] 2.3.
_BOF, _FORMAT, _XF, _NUMBER, _RK, _MULRK, _FORMULA = 0x809, 0x41E, 0xE0, 0x203, 0x27E, 0xBD, 6
_WORKSHEET = 0x10


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
