"""Which cells of an .ods are merged: calamine does not tell."""

import zipfile
from collections.abc import Iterator
from io import BytesIO
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from reconcile.read.grid import Merge

REFUSALS = (zipfile.BadZipFile, KeyError, ParseError, DefusedXmlException, ValueError)
"""What damaged files give rise to; then every cell is read by itself."""

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_MOST = 50_000
"""A sheet has no more merged ranges that say something."""


def merges_in_ods(data: bytes) -> dict[str, tuple[Merge, ...]]:
    """Find the merged ranges by sheet name, from the top down.

    Raises:
        one of ``REFUSALS``: the file is damaged.

    """
    with zipfile.ZipFile(BytesIO(data)) as archive:
        content = archive.read("content.xml")
    # Parsing costs; most lists that are typed anew have none.
    if b"-spanned=" not in content:
        return {}
    tables = fromstring(content).iter(f"{_TABLE}table")
    return {table.get(f"{_TABLE}name", ""): tuple(_merges(table))[:_MOST] for table in tables}


def _merges(table: Element) -> Iterator[Merge]:
    """Yield the merged ranges of a sheet."""
    number = 1
    for row in table.iter(f"{_TABLE}table-row"):
        column = 0
        for cell in row:
            down = int(cell.get(f"{_TABLE}number-rows-spanned", "1"))
            right = int(cell.get(f"{_TABLE}number-columns-spanned", "1"))
            if down > 1 or right > 1:
                yield Merge(number, column, number + down - 1, column + right - 1)
            column += int(cell.get(f"{_TABLE}number-columns-repeated", "1"))
        number += int(row.get(f"{_TABLE}number-rows-repeated", "1"))
