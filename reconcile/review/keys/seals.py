"""Seals: short sums by which a cell that the program wrote is known again."""

import datetime as dt
import zlib

from reconcile.workbook.content.grid import TextPiece
from reconcile.workbook.content.names import cell_text


def seal(value: object) -> str:
    """Return the seal of what a cell says; spacing and the Unicode form make no difference.

    Args:
        value: as written or as read back: text, rich text, a number, a day, or nothing.

    """
    return f"{zlib.crc32(shown(value).encode()):08x}"


def shown(value: object) -> str:
    """Return what a cell says as one line of text; ``""`` for an empty cell."""
    if isinstance(value, str):
        return " ".join(cell_text(value).split())
    # Rich text as it is written; read back it is one string.
    if isinstance(value, tuple):
        return shown("".join(p.text for p in value if isinstance(p, TextPiece)))
    if isinstance(value, float):
        # Another program may save the last digits of a number otherwise.
        return f"{value:.6g}"
    if isinstance(value, dt.date):
        # openpyxl reads a day back as a day with a time.
        return value.isoformat()[:10]
    return "" if value is None else str(value)
