"""A book of ``grid`` → an .xlsx file, equal to the byte for equal books."""

import datetime as dt
import re
from io import BytesIO
from xml.sax.saxutils import quoteattr
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.packaging.core import DocumentProperties
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.writer.excel import ExcelWriter

from reconcile.office.xlsx_package import ZIP_TIME
from reconcile.vocabulary.terms import term
from reconcile.workbook.content.grid import Book, Listing, Visibility
from reconcile.workbook.content.names import cell_text, sheet_names, table_names
from reconcile.workbook.xlsx.looks import CellStyles, looks
from reconcile.workbook.xlsx.sheet import Names, fill_sheet, put_text

_PROGRAM = "reconcile"
_NUMBERED = re.compile(rb"&#([1-9]\d{2,6});")
"""Letters beyond ASCII; what XML has to escape has a number of two digits."""
_FIRST_FONT = re.compile(rb"<font>.*?</font>", re.DOTALL)


def workbook_bytes(book: Book) -> bytes:
    """Return the .xlsx file of a book; equal books give equal bytes."""
    workbook = Workbook()
    # openpyxl begins every workbook with a sheet.
    workbook.remove(workbook.worksheets[0])
    styles = CellStyles(workbook)
    names = _names(book)
    # The sheet of listings is named with the others, so that no title of theirs is the same.
    titles = sheet_names([sheet.title for sheet in book.sheets] + [term("hidden_sheet", "lists")])
    for sheet, title in zip(book.sheets, titles, strict=False):
        worksheet = workbook.create_sheet(title)
        fill_sheet(worksheet, sheet, styles, names)
        worksheet.oddFooter.left.text = "&A"
        worksheet.oddFooter.center.text = "Trang &P/&N"
        # A single & begins a code in a footer.
        worksheet.oddFooter.right.text = book.footer.replace("&", "&&")
        worksheet.sheet_state = sheet.visibility.value
    if book.listings:
        _add_listings(workbook, titles[-1], book.listings, names)
    workbook.properties = _properties(book)
    return _settle(_save(workbook))


def _names(book: Book) -> Names:
    """Give every table and listing a name of its own in the workbook."""
    tables = [block.name for sheet in book.sheets for block in sheet.tables]
    listings = [listing.name for listing in book.listings]
    safe = table_names([*tables, *listings])
    return Names(iter(safe[: len(tables)]), dict(zip(listings, safe[len(tables) :], strict=True)))


def _add_listings(
    workbook: Workbook, title: str, listings: tuple[Listing, ...], names: Names
) -> None:
    """Lay the answers of dropdowns on a very hidden sheet, one named column each."""
    worksheet = workbook.create_sheet(title)
    worksheet.sheet_state = Visibility.VERY_HIDDEN.value
    for column, listing in enumerate(listings, start=1):
        for row, text in enumerate(listing.texts, start=1):
            put_text(worksheet.cell(row, column), text)
        letter, last = get_column_letter(column), max(len(listing.texts), 1)
        name = names.listings[listing.name]
        place = f"'{title}'!${letter}$1:${letter}${last}"
        workbook.defined_names[name] = DefinedName(name, attr_text=place)


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


def _save(workbook: Workbook) -> bytes:
    """Save to memory; ``Workbook.save`` would stamp the clock into the properties."""
    out = BytesIO()
    ExcelWriter(workbook, ZipFile(out, "w", ZIP_DEFLATED)).save()
    return out.getvalue()


def _settle(raw: bytes) -> bytes:
    """Write the archive again without the clock, and with our base font.

    Excel measures column widths by the digits of the first font, the Normal style's.
    """
    out = BytesIO()
    with ZipFile(BytesIO(raw)) as given, ZipFile(out, "w", ZIP_DEFLATED) as settled:
        for name in given.namelist():
            content = given.read(name)
            if name == "xl/styles.xml":
                content = _FIRST_FONT.sub(_base_font(), content, count=1)
            if name.startswith("xl/worksheets/sheet"):
                content = _NUMBERED.sub(_letter, content)
            info = ZipInfo(name, ZIP_TIME)
            info.compress_type = ZIP_DEFLATED
            settled.writestr(info, content)
    return out.getvalue()


def _letter(numbered: re.Match[bytes]) -> bytes:
    """Write a letter as itself that openpyxl wrote by its number; the file is smaller for it."""
    return chr(int(numbered[1])).encode()


def _base_font() -> bytes:
    """Write the font that columns are measured by."""
    font = looks().font
    name = quoteattr(font.name)
    return f'<font><name val={name}/><family val="1"/><sz val="{font.size:g}"/></font>'.encode()
