"""What calamine does not tell of an .xls: months shown for dates, and struck-through text."""

import struct

from reconcile.office.date_formats import BUILTIN, shown_by
from reconcile.office.ole import OleError, read_stream
from reconcile.read.formats import xls_records as xls
from reconcile.read.formats.date_formats import Places
from reconcile.read.formats.struck_xls import standing_in_xls
from reconcile.read.formats.untold import Untold

REFUSALS = (OleError, struct.error, KeyError, IndexError, UnicodeDecodeError)
"""What damaged files give rise to; then every cell is read as calamine gives it."""

_DATES = frozenset({xls.NUMBER, xls.RK, xls.MULRK, xls.FORMULA})


def in_xls(data: bytes) -> list[Untold]:
    """Find what is not told of the sheets of an .xls, in the order of the file.

    Raises:
        one of ``REFUSALS``: the file is damaged.

    """
    stream = read_stream(data, ("Workbook", "Book"))
    standing = standing_in_xls(stream)
    return [
        Untold(dates, standing=standing[sheet] if standing else {})
        for sheet, dates in enumerate(_dates(stream))
    ]


def _dates(stream: bytes) -> list[Places]:
    """Find the cells that show a month or a year only, sheet by sheet."""
    formats: dict[int, str] = dict(BUILTIN)
    styles: list[int] = []
    sheets: list[Places] = []
    for kind, body in xls.records(stream):
        if kind == xls.FORMAT:
            (number,) = struct.unpack_from("<H", body)
            formats[number] = _text(body[2:])
        elif kind == xls.XF:
            styles.append(struct.unpack_from("<H", body, 2)[0])
        elif xls.begins_sheet(kind, body):
            sheets.append({})
        elif sheets and kind in _DATES:
            for row, column, style in xls.styled_cells(body, kind):
                shown = shown_by(formats.get(styles[style], "d")) if style < len(styles) else "day"
                if shown in ("month", "year"):
                    sheets[-1][row, column] = shown
    return sheets


def _text(body: bytes) -> str:
    """Read a string with its length and whether its letters take two bytes."""
    length, wide = struct.unpack_from("<HB", body)
    raw = body[3 : 3 + length * (2 if wide & 1 else 1)]
    return raw.decode("utf-16-le" if wide & 1 else "latin-1")
