"""Where a click on a cell leads: to another table of the workbook, or to a file beside it."""

import re
from collections import defaultdict
from dataclasses import dataclass, field

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink

from reconcile.workbook.content.grid import CellLink, FileLink

_NO_URI = re.compile(r"[\s%#?\"<>\\^`{|}\[\]]")
"""What may not stand in an address; letters beyond ASCII may."""


MOST = 65_530
"""Links that Excel takes on one worksheet; a file with more of them it calls damaged.

Source: Excel specifications and limits, “Hyperlinks in a worksheet”.
"""


@dataclass(slots=True)
class Links:
    """The links of a workbook, made when all of its tables have their places."""

    tops: dict[str, tuple[str, int]] = field(default_factory=dict)
    """Name of a table → title of its worksheet, number of its header row."""
    asked: list[tuple[str, str, CellLink | FileLink]] = field(default_factory=list)
    """Each with the title of its worksheet and its cell."""

    def ask(self, title: str, row: int, column: int, link: CellLink | FileLink) -> None:
        """Note a link on a cell of a worksheet; row and column are 1-based."""
        self.asked.append((title, f"{get_column_letter(column)}{row}", link))

    def by_sheet(self) -> dict[str, list[Hyperlink]]:
        """Return the links by the title of their worksheet, without those that lead nowhere."""
        found: dict[str, list[Hyperlink]] = defaultdict(list)
        for title, cell, link in self.asked:
            if len(found[title]) < MOST and (made := self._made(cell, link)):
                found[title].append(made)
        return found

    def _made(self, cell: str, link: CellLink | FileLink) -> Hyperlink | None:
        """Make a link."""
        if isinstance(link, FileLink):
            place = _place(link.sheet, 1, link.row) if link.sheet and link.row else None
            return Hyperlink(ref=cell, target=_address(link.path), location=place)
        if link.table not in self.tops:
            return None
        title, top = self.tops[link.table]
        return Hyperlink(ref=cell, location=_place(title, link.column + 1, top + 1 + link.row))


def _place(sheet: str, column: int, row: int) -> str:
    """Name a cell of a sheet."""
    quoted = sheet.replace("'", "''")
    return f"'{quoted}'!{get_column_letter(column)}{row}"


def _address(path: str) -> str:
    """Write a path as an address."""
    return _NO_URI.sub(lambda found: f"%{ord(found[0]):02X}", path)
