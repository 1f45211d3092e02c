"""A book of ``grid`` → an .xlsx file, equal to the byte for equal books."""

import datetime as dt
from io import BytesIO
from itertools import zip_longest
from tempfile import TemporaryFile
from typing import IO

from openpyxl import Workbook
from openpyxl.packaging.core import DocumentProperties
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.worksheet import Worksheet

from reconcile.vocabulary.terms import term
from reconcile.workbook.content.grid import Book, Listing, Visibility
from reconcile.workbook.content.names import cell_text, sheet_names, table_names
from reconcile.workbook.xlsx.looks import CellStyles
from reconcile.workbook.xlsx.pack import pack_into
from reconcile.workbook.xlsx.rows import SheetRows
from reconcile.workbook.xlsx.sheet import Names, fill_sheet

_PROGRAM = "reconcile"


def workbook_bytes(book: Book) -> bytes:
    """Return the .xlsx file of a book; equal books give equal bytes."""
    out = BytesIO()
    _write_into(out, book)
    return out.getvalue()


def workbook_file(book: Book) -> IO[bytes]:
    """Write the .xlsx file of a book onto the disk, where those of a whole country are too large.

    Returns:
        The file, open and without a name: it is gone when it is closed.

    """
    out = TemporaryFile()  # noqa: SIM115 - closed by who asked for it
    try:
        _write_into(out, book)
        # Here a full disk is told as one; later it would seem to be the output's own.
        out.flush()
    except BaseException:
        out.close()
        raise
    return out


def _write_into(out: IO[bytes], book: Book) -> None:
    """Write the .xlsx file of a book."""
    workbook = Workbook()
    # openpyxl begins every workbook with a sheet.
    workbook.remove(workbook.worksheets[0])
    styles = CellStyles(workbook)
    names = _names(book)
    rows: dict[str, SheetRows] = {}
    # The sheet of listings is named with the others, so that no title of theirs is the same.
    titles = sheet_names([sheet.title for sheet in book.sheets] + [term("hidden_sheet", "lists")])
    for sheet, title in zip(book.sheets, titles, strict=False):
        worksheet = workbook.create_sheet(title)
        rows[title] = fill_sheet(worksheet, sheet, styles, names)
        worksheet.oddFooter.left.text = "&A"
        worksheet.oddFooter.center.text = "Trang &P/&N"
        # A single & begins a code in a footer.
        worksheet.oddFooter.right.text = book.footer.replace("&", "&&")
        worksheet.sheet_state = sheet.visibility.value
    if book.listings:
        worksheet = _add_listings(workbook, titles[-1], book.listings, names)
        rows[titles[-1]] = _listed(worksheet, book.listings, styles)
    workbook.properties = _properties(book)
    pack_into(out, workbook, rows, names.links.by_sheet())


def _names(book: Book) -> Names:
    """Give every table and listing a name of its own in the workbook."""
    tables = [block.name for sheet in book.sheets for block in sheet.tables]
    listings = [listing.name for listing in book.listings]
    safe = table_names([*tables, *listings])
    return Names(iter(safe[: len(tables)]), dict(zip(listings, safe[len(tables) :], strict=True)))


def _add_listings(
    workbook: Workbook, title: str, listings: tuple[Listing, ...], names: Names
) -> Worksheet:
    """Add a very hidden sheet for the answers of dropdowns, one named column each."""
    worksheet: Worksheet = workbook.create_sheet(title)
    worksheet.sheet_state = Visibility.VERY_HIDDEN.value
    for column, listing in enumerate(listings, start=1):
        letter, last = get_column_letter(column), max(len(listing.texts), 1)
        name = names.listings[listing.name]
        place = f"'{title}'!${letter}$1:${letter}${last}"
        workbook.defined_names[name] = DefinedName(name, attr_text=place)
    return worksheet


def _listed(worksheet: Worksheet, listings: tuple[Listing, ...], styles: CellStyles) -> SheetRows:
    """Lay the answers of dropdowns on their sheet."""
    rows = SheetRows(styles)
    for line in zip_longest(*(listing.texts for listing in listings)):
        said = [(column, text) for column, text in enumerate(line, 1) if text is not None]
        rows.add((rows.text(column, text) for column, text in said), said[-1][0])
    rows.mark_corners(worksheet)
    return rows


def _properties(book: Book) -> DocumentProperties:
    """Describe the document; its dates are those of its figures, not of the clock."""
    day = dt.datetime.combine(book.as_of, dt.time())
    return DocumentProperties(
        title=cell_text(book.title),
        creator=_PROGRAM,
        lastModifiedBy=_PROGRAM,
        created=day,
        modified=day,
        language="vi-VN",
    )
