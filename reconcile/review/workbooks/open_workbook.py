"""A review workbook opened: what its cells say, sheet by sheet, and what else it holds."""

import datetime as dt
import lzma
import re
import struct
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import redirect_stdout, suppress
from io import BytesIO, StringIO
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from lxml.etree import LxmlError
from openpyxl import load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.cell.rich_text import CellRichText
from openpyxl.utils.cell import range_boundaries
from openpyxl.utils.exceptions import (
    CellCoordinatesException,
    IllegalCharacterError,
    InvalidFileException,
    SheetTitleException,
)
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from reconcile.errors import PasswordError, ReconcileError, UnreadableFileError
from reconcile.model import Where
from reconcile.office.date_formats import part_shown, shown_by
from reconcile.office.limits import most
from reconcile.office.ole import SIGNATURE
from reconcile.office.strict_xml import as_usual
from reconcile.office.struck_pieces import pieces_of
from reconcile.review.workbooks import second_reader
from reconcile.review.workbooks.grids import Line, OpenedReview, ReviewGrid, spread_merged
from reconcile.review.workbooks.plain_reader import read_plain
from reconcile.review.workbooks.struck import struck_text

_LARGEST = most("review")
"""Bytes, unpacked; a review workbook of a thousand tasks takes a hundredth of it."""
_COVERED = most("merged")
"""The most places that merged ranges may cover: openpyxl makes a cell for each."""
_MERGE = re.compile(rb'<mergeCell ref="([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})"')
REFUSALS = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    InvalidFileException,
    CellCoordinatesException,
    IllegalCharacterError,
    SheetTitleException,
    LxmlError,
    ParseError,
    DefusedXmlException,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    AssertionError,
    ArithmeticError,
    EOFError,
    OSError,
    RuntimeError,
)
"""What readers of workbooks raise over files that are damaged, protected or no workbooks."""
_EXTRAS = ("xl/media/", "xl/embeddings/", "xl/ctrlProps/")
"""Where a workbook keeps pictures and objects; ours has none."""
_COMMENTS = ("xl/comments", "xl/threadedComments")
_LOCKED = "EncryptedPackage".encode("utf-16-le")


def open_review(data: bytes, file: str) -> OpenedReview:
    """Read a workbook, by its content, with the first reader that can.

    Raises:
        UnreadableFileError: it is no workbook, or is damaged.
        PasswordError: it is protected by a password.

    """
    if data.startswith(SIGNATURE) and _LOCKED in data:
        raise _locked(file)
    try:
        if data.startswith(b"PK"):
            return _from_zip(data, file)
        return second_reader.open_blind(data, file)
    except REFUSALS as error:
        raise _unreadable(file) from error


def _from_zip(data: bytes, file: str) -> OpenedReview:
    """Read a workbook that is an archive: once, unless a person has typed formulas."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        members = archive.infolist()
        if sum(member.file_size for member in members) > _LARGEST:
            raise _unreadable(file)
        bearable = "xl/workbook.xml" in archive.namelist() and _covered(archive) <= _COVERED
    data = as_usual(data)
    extras = tuple(m.filename for m in members if m.filename.startswith(_EXTRAS))
    try:
        return OpenedReview(_grids(data) if bearable else _refused(), extras)
    except REFUSALS:
        told = tuple(m.filename for m in members if m.filename.startswith(_COMMENTS))
        opened = second_reader.open_blind(data, file)
        return OpenedReview(opened.grids, (*extras, *told), blind=True)


def _refused() -> tuple[ReviewGrid, ...]:
    """Leave a workbook to the second reader."""
    raise InvalidFileException


def _covered(archive: zipfile.ZipFile) -> int:
    """Count the places that the merged ranges of all sheets cover."""
    covered = 0
    for name in archive.namelist():
        if name.startswith("xl/worksheets/") and name.endswith(".xml"):
            for reference in _MERGE.findall(archive.read(name)):
                left, top, right, bottom = range_boundaries(reference.decode())
                covered += ((right or 0) - (left or 0) + 1) * ((bottom or 0) - (top or 0) + 1)
    return covered


def _grids(data: bytes) -> tuple[ReviewGrid, ...]:
    """Read the sheets by their cells alone where that tells everything, else with openpyxl."""
    with suppress(*REFUSALS):
        return read_plain(data)
    return _built(data)


def _built(data: bytes) -> tuple[ReviewGrid, ...]:
    """Read the sheets with openpyxl."""
    book = _load(data, values=False)
    # openpyxl gives formulas or their values: only a second load tells what they gave.
    computed = _load(data, values=True) if _has_formulas(book) else None
    return tuple(_grid(sheet, computed) for sheet in book.worksheets)


def _load(data: bytes, *, values: bool) -> Workbook:
    """Load a workbook; what openpyxl leaves out of other programs' extensions is not answers."""
    # openpyxl prints what it thinks of odd styles: that must not mix with what we print.
    with warnings.catch_warnings(), redirect_stdout(StringIO()):
        warnings.simplefilter("ignore")
        return load_workbook(BytesIO(data), data_only=values, rich_text=not values)


def _has_formulas(book: Workbook) -> bool:
    """Tell whether some cell holds a formula; the program writes none."""
    return any(cell.data_type == "f" for sheet in book.worksheets for *_, cell in _cells(sheet))


def _cells(sheet: Worksheet) -> Iterator[tuple[int, int, Cell | MergedCell]]:
    """Yield the cells that are there; a walk over rows would visit a million empty ones."""
    for (row, column), cell in sheet._cells.items():  # noqa: SLF001 - as said
        yield row, column, cell


def _grid(sheet: Worksheet, computed: Workbook | None) -> ReviewGrid:
    """Gather the filled cells of a sheet; a formula counts as what it gave when it was saved."""
    found: dict[int, Line] = {}
    comments: list[tuple[int, int, str]] = []
    for row, column, cell in _cells(sheet):
        value: object = cell.value
        if value is not None and value != "":
            if computed and cell.data_type == "f":
                kept: object = computed[sheet.title].cell(row, column).value
                # A formula that no program has worked out yet is told as it was typed.
                value = str(getattr(value, "text", value)) if kept is None else kept
            found.setdefault(row, {})[column] = _said(cell, value)
        comment = getattr(cell, "comment", None)
        if comment is not None:
            comments.append((row, column, str(comment.text)))
    rows = {number: found[number] for number in sorted(found)}
    ranges = sheet.merged_cells.ranges
    spread_merged(rows, sorted((r.min_row, r.min_col, r.max_row, r.max_col) for r in ranges))
    hidden = sheet.sheet_state != "visible"
    return ReviewGrid(sheet.title, rows, tuple(comments), hidden)


def _said(cell: Cell | MergedCell, value: object) -> object:
    """Note in a text what of it is struck through; of a day keep the month that it shows."""
    if isinstance(value, CellRichText):
        return struck_text(pieces_of(value, whole=bool(cell.font.strike)))
    if isinstance(value, str) and cell.font.strike:
        return struck_text([(value, True)])
    if isinstance(value, dt.datetime):
        # “12/2026” typed into Excel is kept as 1 December, and means the month.
        return part_shown(value, shown_by(cell.number_format)) or value
    return value


def _unreadable(file: str) -> ReconcileError:
    """Say that the workbook cannot be read."""
    return UnreadableFileError(
        "không đọc được tệp rà soát",
        where=Where(file),
        fix="mở tệp bằng Excel hoặc LibreOffice, bỏ mật khẩu nếu có, lưu lại dạng .xlsx; nếu "
        "không mở được thì chuyển tệp ra khỏi thư mục outputs/review",
    )


def _locked(file: str) -> ReconcileError:
    """Say that the workbook is protected by a password."""
    return PasswordError(
        "tệp rà soát được đặt mật khẩu nên không đọc được ý kiến",
        where=Where(file),
        fix="mở tệp, bỏ mật khẩu (File › Info › Protect) rồi lưu lại",
    )
