"""Workbooks whose cells lie too far apart, refused before a reader lays them out in memory."""

from reconcile.model import Where
from reconcile.office.sheet_extent import LARGEST_AREA, sheet_corners
from reconcile.read.safety.limits import shown, too_large


def refuse_vast(data: bytes, where: Where) -> None:
    """Refuse a workbook with a sheet whose cells lie too far apart.

    Raises:
        UnreadableFileError: a sheet would take too much memory.

    """
    for rows, columns in sheet_corners(data):
        if rows * columns > LARGEST_AREA:
            raise too_large(
                where, f"có ô ở dòng {shown(rows)}, cột thứ {shown(columns)}, cách xa các ô khác"
            )
