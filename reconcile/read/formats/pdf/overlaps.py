"""Letters of a PDF that are printed over one another: what a page shows so cannot be read surely.

A sheet whose rows are lower than their texts prints the lines that find no room over the next row.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from reconcile.errors import UnreadableFileError
from reconcile.model import Finding, Where
from reconcile.read.formats.pdf.table import TABLE, GrowingTable
from reconcile.vocabulary.findings import finding

_FEWEST = 2
"""So many letters of a cell over others are no chance."""
_APART, _LINE = 0.12, 0.7
"""By which share of their size letters must stand lower, and from which on in another line."""
_OVER = 0.5
"""Share of its width by which a letter must lie over another; letters of one line touch."""
_ROWS = 0.1
"""Share of a table's rows that may be printed so, and be told; with more of them it is not read."""


def is_overprinted(letters: Sequence[Any]) -> bool:
    """Tell whether lines of a cell are printed over one another."""
    return touches(letters) >= _FEWEST


def touches(letters: Sequence[Any]) -> int:
    """Count the letters that are printed over others, as far as it matters how many."""
    ordered = sorted((c for c in letters if c["text"].isalnum()), key=lambda c: float(c["x0"]))
    met = 0
    for at, letter in enumerate(ordered):
        met += any(_over(letter, other) for other in _reached(ordered, at))
        if met >= _FEWEST:
            break
    return met


def overprinted(tables: Sequence[GrowingTable], file: str) -> Iterator[Finding]:
    """Yield which rows are printed over one another.

    Raises:
        UnreadableFileError: too many rows of a table are, so that the others would mislead.

    """
    for number, table in enumerate(tables, start=1):
        rows = sorted(set(table.overprinted))
        places = [Where(file, f"{TABLE} {number}", row) for row in rows]
        if len(rows) > 1 and len(rows) > _ROWS * len(table.rows):
            raise UnreadableFileError(
                f"chữ in đè lên nhau ở {len(rows)} dòng của bảng (dòng thấp hơn nội dung)"
                " nên không đọc chắc chắn được",
                where=places[0],
                fix="xin tệp gốc .xlsx hoặc .docx; hoặc mở tệp gốc, chọn cả bảng,"
                " chọn Format › AutoFit Row Height rồi xuất lại tệp PDF",
            )
        yield from (finding("text-overprinted", where) for where in places)


def _reached(ordered: Sequence[Any], at: int) -> Iterator[Any]:
    """Yield the letters further right that begin before the most of a letter has been passed."""
    letter = ordered[at]
    end = letter["x1"] - _OVER * (letter["x1"] - letter["x0"])
    for other in ordered[at + 1 :]:
        if other["x0"] >= end:
            return
        yield other


def _over(letter: Any, other: Any) -> bool:
    """Tell whether two letters at one place do not stand on two lines.

    On one line the same letter printed twice is only a way to make it bold.
    """
    size = min(letter["size"], other["size"])
    lower = abs(letter["bottom"] - other["bottom"])
    if lower >= _LINE * size:
        return False
    return bool(lower > _APART * size or letter["text"] != other["text"])
