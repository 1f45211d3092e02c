"""Tables of separated values (.csv, .tsv) as grids."""

import csv
from io import StringIO

from reconcile.errors import UnreadableFileError
from reconcile.model import Where
from reconcile.office.separated import decode, delimiter, lost_letters
from reconcile.read.formats.values import Values
from reconcile.read.grid import Grid, GridRow, Opened

REFUSALS = (csv.Error, UnicodeDecodeError)
"""What reading raises over a file that holds no text."""


def open_file(data: bytes, name: str) -> Opened:
    """Read a table of separated values as one sheet without a name.

    Raises:
        UnreadableFileError: its Vietnamese letters were lost when it was saved.
        one of ``REFUSALS``: it is no text, or a quoted cell never ends.

    """
    text = decode(data)
    if lost_letters(text):
        raise UnreadableFileError(
            "tệp CSV bị mất chữ tiếng Việt (thành dấu “?”) khi lưu",
            where=Where(name),
            fix="mở tệp gốc trong Excel, chọn Lưu thành (Save As), kiểu “CSV UTF-8”;"
            " hoặc dùng chính tệp Excel đó",
        )
    values = Values()
    lines = csv.reader(StringIO(text, newline=""), delimiter=delimiter(text))
    rows = []
    for number, line in enumerate(lines, start=1):
        shown = tuple(values.of(raw) for raw in line)
        if any(value.text for value in shown):
            rows.append(GridRow(number, shown))
    return Opened((Grid("", tuple(rows)),), converted=tuple(values.encodings), blind=True)
