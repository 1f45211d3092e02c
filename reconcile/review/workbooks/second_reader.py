"""The reader behind openpyxl: .xls, .xlsb, .ods, .csv, and .xlsx that openpyxl refuses."""

import csv
from collections.abc import Iterable, Sequence
from io import BytesIO, StringIO

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from reconcile.errors import UnreadableFileError
from reconcile.model import Where
from reconcile.office.ole import SIGNATURE
from reconcile.office.panics import panics_as_errors
from reconcile.office.separated import decode, delimiter, lost_letters
from reconcile.office.sheet_extent import LARGEST_AREA, sheet_corners
from reconcile.review.workbooks.grids import Line, OpenedReview, ReviewGrid, spread_merged
from reconcile.vocabulary.terms import term

_HEAD = 4096
"""Characters by which a text is told from markup and from anything else."""


def open_blind(data: bytes, file: str) -> OpenedReview:
    """Read the values of a workbook or of a text of separated values, and nothing else of it.

    Raises:
        ValueError: it is neither.
        csv.Error: likewise.
        UnreadableFileError: the Vietnamese letters of a text were lost when it was saved.

    """
    if data.startswith((b"PK", SIGNATURE)):
        try:
            return OpenedReview(_sheets(data), blind=True)
        except CalamineError as error:
            raise ValueError(str(error)) from error
    # Web systems export text under the name of a workbook.
    if not (file.lower().endswith((".csv", ".tsv", ".txt")) or _is_text(data)):
        raise ValueError(file)
    return OpenedReview((_separated(data, file),), blind=True)


def _is_text(data: bytes) -> bool:
    """Tell whether bytes of any name are plain text, and no markup."""
    try:
        text = decode(data)
    except UnicodeDecodeError:
        return False
    head = text[:_HEAD].lstrip("\ufeff \r\n\t")
    return not head.startswith("<") and all(c.isprintable() or c in "\t\r\n\ufeff" for c in head)


def _sheets(data: bytes) -> tuple[ReviewGrid, ...]:
    """Read the sheets with calamine, unless one would take too much memory."""
    if any(rows * columns > LARGEST_AREA for rows, columns in sheet_corners(data)):
        raise ValueError
    with panics_as_errors():
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        return tuple(
            _grid(
                book.get_sheet_by_name(about.name),
                hidden=about.visible is not SheetVisibleEnum.Visible,
            )
            for about in book.sheets_metadata
            if about.typ is SheetTypeEnum.WorkSheet
        )


def _grid(sheet: CalamineSheet, *, hidden: bool) -> ReviewGrid:
    """Gather the filled cells of a sheet."""
    rows = _rows(sheet.to_python(skip_empty_area=False))
    blocks = (
        (top + 1, left + 1, bottom + 1, right + 1)
        for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
    )
    spread_merged(rows, sorted(blocks))
    return ReviewGrid(sheet.name, rows, hidden=hidden)


def _separated(data: bytes, file: str) -> ReviewGrid:
    """Read a text of separated values as one sheet without a name."""
    text = decode(data)
    if lost_letters(text):
        problem, fix = term("review_file", "lost_letters"), term("review_file", "lost_letters_fix")
        raise UnreadableFileError(problem, where=Where(file), fix=fix)
    try:
        lines = list(csv.reader(StringIO(text, newline=""), delimiter=delimiter(text)))
    except csv.Error as error:
        raise ValueError(str(error)) from error
    return ReviewGrid("", _rows(lines))


def _rows(rows: Iterable[Sequence[object]]) -> dict[int, Line]:
    """Return the filled cells of rows by number and column, both 1-based."""
    found: dict[int, Line] = {}
    for number, row in enumerate(rows, start=1):
        line = {at: _value(raw) for at, raw in enumerate(row, start=1) if raw not in ("", None)}
        if line:
            found[number] = line
    return found


def _value(raw: object) -> object:
    """Return a value as openpyxl gives it: a whole number without a point."""
    return int(raw) if isinstance(raw, float) and raw.is_integer() else raw
