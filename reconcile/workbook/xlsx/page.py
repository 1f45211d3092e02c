"""A worksheet on paper: A4 or A3 landscape, headers on every page, no letter too small to read."""

import math
from collections.abc import Sequence
from itertools import accumulate

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from reconcile.workbook.content.grid import PaperSize, Sheet
from reconcile.workbook.content.measure import column_points
from reconcile.workbook.xlsx.looks import looks

_EXCEL_SIZES = {PaperSize.A4: 9, PaperSize.A3: 8}
"""How Excel calls the papers."""
_POINTS = 72 / 25.4
"""Points in a millimetre."""
_INCH = 25.4


def page_points(paper: PaperSize) -> float:
    """Return how wide the printed area of a page is, in points."""
    page = looks().page
    return (page.width[paper] - page.left - page.right) * _POINTS


def shown_columns(widths: Sequence[float], first: int, frozen: int, paper: PaperSize) -> int:
    """Count the columns that a line of text may cover from a column on; at least 1.

    On a sheet several pages wide a line at the left keeps to the frozen columns, which every page
    repeats: it would be cut off there.

    Args:
        widths: of all columns of the sheet, in Excel's unit.
        first: 1-based.
        frozen: columns that every page repeats.
        paper: what it is printed on.

    """
    if first <= frozen and pages_wide(widths, frozen, paper) > 1:
        return frozen - first + 1
    room = page_points(paper) / looks().page.smallest
    before = sum(map(column_points, widths[: first - 1]))
    ends = accumulate(map(column_points, widths[first - 1 :]), initial=before)
    return max(sum(end <= room for end in ends) - 1, 1)


def set_up_page(worksheet: Worksheet, sheet: Sheet, tops: dict[str, int]) -> None:
    """Set a filled worksheet up for print.

    Args:
        worksheet: filled.
        sheet: what it was filled from.
        tops: header row by table.

    """
    page = looks().page
    worksheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    worksheet.page_setup.orientation = "landscape"
    worksheet.page_setup.paperSize = _EXCEL_SIZES[sheet.paper]
    # 0 is as many pages as it takes.
    worksheet.page_setup.fitToHeight = 0
    worksheet.page_margins.left = page.left / _INCH
    worksheet.page_margins.right = page.right / _INCH
    worksheet.page_margins.top = page.top / _INCH
    worksheet.page_margins.bottom = page.bottom / _INCH
    worksheet.page_margins.header = worksheet.page_margins.footer = page.right / 2 / _INCH
    worksheet.sheet_view.showGridLines = False
    frozen = 0
    # Excel repeats one range of rows on a sheet: the header of its first table.
    for table in sheet.tables[:1]:
        frozen = table.frozen
        if table.repeat:
            worksheet.print_title_rows = f"{tops[table.name]}:{tops[table.name]}"
    widths = sheet.printed_widths
    if len(widths) < len(sheet.column_widths):
        worksheet.print_area = f"A1:{get_column_letter(len(widths))}{worksheet.max_row}"
    worksheet.page_setup.fitToWidth = pages_wide(widths, frozen, sheet.paper)
    if frozen and worksheet.page_setup.fitToWidth > 1:
        worksheet.print_title_cols = f"A:{get_column_letter(frozen)}"


def pages_wide(widths: Sequence[float], frozen: int, paper: PaperSize) -> int:
    """Count the pages side by side that keep the print legible; frozen columns are on each."""
    points = [column_points(width) for width in widths]
    room = page_points(paper) / looks().page.smallest
    kept = sum(points[:frozen])
    if sum(points) <= room or kept >= room:
        return 1
    return math.ceil((sum(points) - kept) / (room - kept))
