"""Filters and Excel tables of a person's workbook, made to take new columns along.

Without that, sorting by a filter button would move her rows and leave the new cells behind.
"""

from collections.abc import Sequence

from lxml.etree import SubElement

from reconcile.office.xlsx_package import WORKBOOK, tag
from reconcile.report.marked_copy.sheet import CopiedSheet, address, area

_HIDDEN_NAME = "_xlnm._FilterDatabase"


def widen_filters(sheet: CopiedSheet, name: str, titles: Sequence[str], first: int) -> None:
    """Let the filter and the Excel tables that end right before new columns take them in.

    Args:
        sheet: the sheet, its new cells in place.
        name: of the sheet.
        titles: of the new columns.
        first: the first new column, 1-based.

    """
    held = sheet.root.find(tag("autoFilter"))
    if held is not None and area(str(held.get("ref")))[2] == first - 1:
        ref = _wider(str(held.get("ref")), len(titles))
        held.set("ref", ref)
        _rename(sheet, name, ref)
    for _, part in list(sheet.package.related(sheet.part, "/table")):
        _widen_table(sheet, part, titles, first)


def _wider(ref: str, count: int) -> str:
    """Add columns at the right of an area."""
    left, top, right, bottom = area(ref)
    return address((left, top, right + count, bottom))


def _rename(sheet: CopiedSheet, name: str, ref: str) -> None:
    """Say the filter's area in the hidden name that Excel keeps of it too."""
    book = sheet.package.edit(WORKBOOK)
    names = book.iterfind(f"{tag('definedNames')}/{tag('definedName')}")
    at = str(list(sheet.package.sheets()).index(name))
    for each in names:
        if each.get("name") == _HIDDEN_NAME and each.get("localSheetId") == at:
            start, end = ref.split(":")
            quoted = name.replace("'", "''")
            each.text = f"'{quoted}'!{_absolute(start)}:{_absolute(end)}"


def _absolute(cell: str) -> str:
    """Write ``B7`` as ``$B$7``."""
    letters = cell.rstrip("0123456789")
    return f"${letters}${cell[len(letters) :]}"


def _widen_table(sheet: CopiedSheet, part: str, titles: Sequence[str], first: int) -> None:
    """Let an Excel table with a header row take the new columns in."""
    table = sheet.package.edit(part)
    ref = str(table.get("ref"))
    top = area(ref)[1]
    columns = table.find(tag("tableColumns"))
    if columns is None or area(ref)[2] != first - 1 or table.get("headerRowCount") == "0":
        return
    # Excel calls a table damaged whose columns are not named as its header cells.
    if [sheet.text(top, first + n) for n in range(len(titles))] != list(titles):
        return
    table.set("ref", _wider(ref, len(titles)))
    filtered = table.find(tag("autoFilter"))
    if filtered is not None:
        filtered.set("ref", _wider(str(filtered.get("ref")), len(titles)))
    last = max(int(column.get("id") or 0) for column in columns)
    for number, title in enumerate(titles, start=last + 1):
        column = SubElement(columns, tag("tableColumn"))
        column.set("id", str(number))
        column.set("name", title)
    columns.set("count", str(len(columns)))
