"""The cells of a workbook's sheets, read and typed into where they stand in its bytes.

A person's program keeps all else of a workbook; to open and save the whole of it at every step
would take most of the time that a long play takes.
"""

from collections.abc import Sequence
from io import BytesIO
from typing import Any
from zipfile import ZIP_STORED, ZipFile

from lxml import etree
from openpyxl.utils.cell import column_index_from_string, coordinate_from_string

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


class SavedSheet:
    """One sheet, as the program writes it: its texts stand in its own cells."""

    def __init__(self, data: bytes) -> None:
        self.root: Any = etree.fromstring(data)
        self.cells: dict[tuple[int, int], Any] = {}
        for cell in self.root.iter(f"{_MAIN}c"):
            letters, row = coordinate_from_string(str(cell.get("r")))
            self.cells[row, column_index_from_string(letters)] = cell

    def value(self, row: int, column: int) -> str:
        """Return what a cell says."""
        cell = self.cells.get((row, column))
        return "" if cell is None else "".join(cell.itertext())

    def type(self, row: int, column: int, text: str) -> None:
        """Type into a cell; nothing clears it."""
        cell = self.cells[row, column]
        del cell[:]
        cell.attrib.pop("t", None)
        if text:
            cell.set("t", "inlineStr")
            etree.SubElement(etree.SubElement(cell, f"{_MAIN}is"), f"{_MAIN}t").text = text

    def reorder(self, first: int, order: Sequence[int]) -> None:
        """Put rows in another order, what they look like stays.

        Args:
            first: row that the first of them comes to.
            order: rows of now.

        """
        columns = sorted({column for row, column in self.cells if row in order})
        held = {
            at: (dict(cell.attrib), list(cell)) for at, cell in self.cells.items() if at[0] in order
        }
        for row, source in enumerate(order, start=first):
            for column in columns:
                said, parts = held[source, column]
                cell = self.cells[row, column]
                cell.attrib.pop("t", None)
                if "t" in said:
                    cell.set("t", said["t"])
                cell[:] = parts

    def data(self) -> bytes:
        """Return the sheet as it is saved."""
        return bytes(etree.tostring(self.root))


class SavedBook:
    """The bytes of a workbook, some of its sheets open."""

    def __init__(self, data: bytes) -> None:
        self.file = ZipFile(BytesIO(data))
        sheets = etree.fromstring(self.file.read("xl/workbook.xml")).iter(f"{_MAIN}sheet")
        # The program numbers the files of its sheets as the sheets stand.
        self.names = {
            each.get("name"): f"xl/worksheets/sheet{number}.xml"
            for number, each in enumerate(sheets, start=1)
        }
        self.open: dict[str, SavedSheet] = {}

    def sheet(self, title: str) -> SavedSheet:
        """Return a sheet by its title."""
        if title not in self.open:
            self.open[title] = SavedSheet(self.file.read(self.names[title]))
        return self.open[title]

    def save(self) -> bytes:
        """Return the bytes as they are saved."""
        changed = {self.names[title]: sheet.data() for title, sheet in self.open.items()}
        out = BytesIO()
        with ZipFile(out, "w", ZIP_STORED) as made:
            for name in self.file.namelist():
                made.writestr(name, changed.get(name) or self.file.read(name))
        return out.getvalue()
