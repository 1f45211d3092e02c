"""What calamine does not tell of an .ods: months and years shown for dates, merged cells."""

import zipfile
from collections.abc import Iterator
from io import BytesIO
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from reconcile.office.date_formats import Shown
from reconcile.read.formats.date_formats import Places
from reconcile.read.formats.untold import Untold
from reconcile.read.grid import Merge

REFUSALS = (zipfile.BadZipFile, KeyError, ParseError, DefusedXmlException, ValueError)
"""What damaged files give rise to; then cells are read as calamine gives them."""

_NUMBER = "{urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_WIDEST = 200
_WAYS = ("rows", "columns")


def in_ods(data: bytes) -> dict[str, Untold]:
    """Find what is not told of the sheets of an .ods, by their names.

    Raises:
        one of ``REFUSALS``: the file is damaged.

    """
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = [archive.read(name) for name in ("styles.xml", "content.xml")]
    # Parsing costs; without a format for dates or a merged cell there is nothing to find.
    if not (any(b"date-style" in part for part in parts) or b"-spanned=" in parts[1]):
        return {}
    styles, content = (fromstring(part) for part in parts)
    formats = {**_formats(styles), **_formats(content)}
    shown = {**_cell_styles(styles, formats), **_cell_styles(content, formats)}
    tables = content.iter(f"{_TABLE}table")
    return {table.get(f"{_TABLE}name", ""): _sheet(table, shown) for table in tables}


def _formats(root: Element) -> dict[str, Shown]:
    """Read the formats of dates that show no day."""
    found: dict[str, Shown] = {}
    for style in root.iter(f"{_NUMBER}date-style"):
        parts = {part.tag.removeprefix(_NUMBER) for part in style}
        if "day" not in parts and parts & {"month", "year"}:
            found[style.get(f"{_STYLE}name", "")] = "month" if "month" in parts else "year"
    # “mmm-yy;@” of Excel is a format for texts, which leads to that for numbers.
    for style in root.iter(f"{_NUMBER}text-style"):
        for other in style.iter(f"{_STYLE}map"):
            if (used := other.get(f"{_STYLE}apply-style-name", "")) in found:
                found[style.get(f"{_STYLE}name", "")] = found[used]
    return found


def _cell_styles(root: Element, formats: dict[str, Shown]) -> dict[str, Shown]:
    """Read which styles of cells use these formats."""
    return {
        style.get(f"{_STYLE}name", ""): formats[used]
        for style in root.iter(f"{_STYLE}style")
        if (used := style.get(f"{_STYLE}data-style-name", "")) in formats
    }


def _sheet(table: Element, shown: dict[str, Shown]) -> Untold:
    """Find the dates and merged ranges of one sheet."""
    columns = _column_styles(table)
    dates: Places = {}
    merges: list[Merge] = []
    for row, column, wide, cell in _cells(table):
        if cell.get(f"{_OFFICE}value-type") == "date":
            name = cell.get(f"{_TABLE}style-name") or columns.get(column, "")
            if name in shown:
                reached = range(column, min(column + wide, _WIDEST))
                dates |= {(row, index): shown[name] for index in reached}
        down, right = (int(cell.get(f"{_TABLE}number-{n}-spanned", "1")) for n in _WAYS)
        if down > 1 or right > 1:
            merges.append(Merge(row, column, row + down - 1, column + right - 1))
    return Untold(dates, tuple(merges))


def _cells(table: Element) -> Iterator[tuple[int, int, int, Element]]:
    """Yield the cells of a sheet with their row, their column, and how many columns they fill."""
    number = 1
    for row in table.iter(f"{_TABLE}table-row"):
        column = 0
        for cell in row:
            wide = int(cell.get(f"{_TABLE}number-columns-repeated", "1"))
            yield number, column, wide, cell
            column += wide
        number += int(row.get(f"{_TABLE}number-rows-repeated", "1"))


def _column_styles(table: Element) -> dict[int, str]:
    """Read the style that the cells of each column have by default."""
    found: dict[int, str] = {}
    at = 0
    for column in table.iter(f"{_TABLE}table-column"):
        wide = int(column.get(f"{_TABLE}number-columns-repeated", "1"))
        name = column.get(f"{_TABLE}default-cell-style-name", "")
        found |= dict.fromkeys(range(at, min(at + wide, _WIDEST)), name)
        at += wide
    return found
