"""A review workbook opened: what its cells say, sheet by sheet, and what else it holds."""

import warnings
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from openpyxl import load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from reconcile.errors import UnreadableFileError
from reconcile.model import Where

_LARGEST = 300_000_000
"""Bytes, unpacked; a review workbook of a thousand tasks takes a hundredth of it."""
_REFUSALS = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    InvalidFileException,
    ParseError,
    DefusedXmlException,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    EOFError,
    NotImplementedError,
    RuntimeError,
)
"""What openpyxl and zipfile raise over files that are damaged, protected or no workbooks."""
_EXTRAS = ("xl/media/", "xl/embeddings/", "xl/ctrlProps/")
"""Where a workbook keeps pictures and objects; ours has none."""

Line = dict[int, object]
"""The filled cells of a row, by 1-based column."""


@dataclass(frozen=True, slots=True)
class ReviewGrid:
    """One sheet: its filled cells by row and column, both 1-based, and its comments."""

    title: str
    rows: dict[int, Line]
    """In the order of the sheet; rows without a value are left out."""
    comments: tuple[tuple[int, int, str], ...] = ()
    """Row, column, text."""

    def lines(self, last: int) -> Iterator[Sequence[object]]:
        """Yield the rows as values from column 1 to ``last``."""
        for row in self.rows.values():
            yield [row.get(column) for column in range(1, last + 1)]


@dataclass(frozen=True, slots=True)
class OpenedReview:
    """A workbook as read."""

    grids: tuple[ReviewGrid, ...]
    extras: tuple[str, ...] = ()
    """Names of the parts of pictures and objects that a person has put in."""


def open_review(data: bytes, file: str) -> OpenedReview:
    """Read a workbook: once, unless a person has typed formulas.

    Raises:
        UnreadableFileError: it is no workbook, or is damaged.

    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            members = archive.infolist()
        if sum(member.file_size for member in members) > _LARGEST:
            raise _unreadable(file)
        book = _load(data, values=False)
        # openpyxl gives formulas or their values: only a second load tells what they gave.
        computed = _load(data, values=True) if _has_formulas(book) else None
        grids = tuple(_grid(sheet, computed) for sheet in book.worksheets)
    except _REFUSALS as error:
        raise _unreadable(file) from error
    extras = tuple(m.filename for m in members if m.filename.startswith(_EXTRAS))
    return OpenedReview(grids, extras)


def _load(data: bytes, *, values: bool) -> Workbook:
    """Load a workbook; what openpyxl leaves out of other programs' extensions is not answers."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return load_workbook(BytesIO(data), data_only=values)


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
                value = str(value) if kept is None else kept
            found.setdefault(row, {})[column] = value
        comment = getattr(cell, "comment", None)
        if comment is not None:
            comments.append((row, column, comment.text))
    rows = {number: found[number] for number in sorted(found)}
    return ReviewGrid(sheet.title, rows, tuple(comments))


def _unreadable(file: str) -> UnreadableFileError:
    """Say that the workbook cannot be read."""
    return UnreadableFileError(
        "không đọc được tệp rà soát",
        where=Where(file),
        fix="mở tệp bằng Excel hoặc LibreOffice, bỏ mật khẩu nếu có, lưu lại dạng .xlsx; nếu "
        "không mở được thì chuyển tệp ra khỏi thư mục outputs/review",
    )
