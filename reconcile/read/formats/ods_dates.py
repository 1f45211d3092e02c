"""Which cells of an .ods show a month or year only: calamine tells no formats."""

import zipfile
from collections.abc import Iterator
from io import BytesIO
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from reconcile.read.formats.date_formats import Shown
from reconcile.read.formats.xls_dates import Places

REFUSALS = (zipfile.BadZipFile, KeyError, ParseError, DefusedXmlException, ValueError)
"""What damaged files give rise to; then every date is read with its day."""

_NUMBER = "{urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_WIDEST = 200


def in_ods(data: bytes) -> dict[str, Places]:
    """Find the cells by sheet name.

    Raises:
        one of ``REFUSALS``: the file is damaged.

    """
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = [archive.read(name) for name in ("styles.xml", "content.xml")]
    # Parsing costs; where no format of a date leaves its day out there is nothing to find.
    if not any(b"date-style" in part for part in parts):
        return {}
    styles, content = (fromstring(part) for part in parts)
    formats = {**_formats(styles), **_formats(content)}
    shown = {**_cell_styles(styles, formats), **_cell_styles(content, formats)}
    if not shown:
        return {}
    tables = content.iter(f"{_TABLE}table")
    return {table.get(f"{_TABLE}name", ""): dict(_cells(table, shown)) for table in tables}


def _formats(root: Element) -> dict[str, Shown]:
    """Read the formats of dates that show no day."""
    found: dict[str, Shown] = {}
    for style in root.iter(f"{_NUMBER}date-style"):
        parts = {part.tag.removeprefix(_NUMBER) for part in style}
        if "day" not in parts and parts & {"month", "year"}:
            found[style.get(f"{_STYLE}name", "")] = "month" if "month" in parts else "year"
    return found


def _cell_styles(root: Element, formats: dict[str, Shown]) -> dict[str, Shown]:
    """Read which styles of cells use these formats."""
    return {
        style.get(f"{_STYLE}name", ""): formats[used]
        for style in root.iter(f"{_STYLE}style")
        if (used := style.get(f"{_STYLE}data-style-name", "")) in formats
    }


def _cells(table: Element, shown: dict[str, Shown]) -> Iterator[tuple[tuple[int, int], Shown]]:
    """Yield the cells with dates of a sheet that show less than a day."""
    columns = _column_styles(table)
    number = 0
    for row in table.iter(f"{_TABLE}table-row"):
        times = int(row.get(f"{_TABLE}number-rows-repeated", "1"))
        column = 0
        for cell in row:
            wide = int(cell.get(f"{_TABLE}number-columns-repeated", "1"))
            if cell.get(f"{_OFFICE}value-type") == "date":
                name = cell.get(f"{_TABLE}style-name") or columns.get(column, "")
                if name in shown:
                    for index in range(column, min(column + wide, _WIDEST)):
                        yield (number + 1, index), shown[name]
            column += wide
        number += times


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
