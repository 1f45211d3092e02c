"""A sheet of a person's workbook: where its rows, cells, merges and columns are, and new cells."""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from functools import cache

from lxml.etree import SubElement
from lxml.etree import _Element as Element
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import range_boundaries

from reconcile.office.xlsx_package import Package, tag
from reconcile.vocabulary.text import one_line
from reconcile.workbook.content.names import cell_text

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_USUAL_WIDTH = 8.43
"""Of a column of which nothing is said, in Excel's unit."""
Area = tuple[int, int, int, int]
"""First column, first row, last column, last row; 1-based, both ends included."""


def area(ref: str) -> Area:
    """Read an address such as ``A1:C7``."""
    left, top, right, bottom = range_boundaries(ref)
    return (left or 1, top or 1, right or 16384, bottom or 1048576)


def address(place: Area) -> str:
    """Write an address such as ``A1:C7``."""
    left, top, right, bottom = place
    return f"{get_column_letter(left)}{top}:{get_column_letter(right)}{bottom}"


@dataclass(slots=True)
class CopiedSheet:
    """One sheet, its rows and cells found by number."""

    package: Package
    part: str
    rows: dict[int, Element] = field(default_factory=dict)
    cells: dict[tuple[int, int], Element] = field(default_factory=dict)
    """(row, column), 1-based."""
    merges: list[Area] = field(default_factory=list)
    by_row: dict[int, list[Area]] = field(default_factory=dict)
    """The merges that lie in a row, as far as it was asked for."""

    def __post_init__(self) -> None:
        """Number the rows and cells that the file leaves unnumbered, and find the merges."""
        number = 0
        for row in self.data:
            # A file may leave them out (ECMA-376 Part 1, 18.3.1.73).
            number = int(row.get("r") or number + 1)
            row.set("r", str(number))
            self.rows[number] = row
            self._number_cells(row, number)
        held = self.root.iterfind(f"{tag('mergeCells')}/{tag('mergeCell')}")
        self.merges = [area(str(merge.get("ref"))) for merge in held]

    @property
    def root(self) -> Element:
        """The whole sheet."""
        return self.package.edit(self.part)

    @property
    def data(self) -> Element:
        """The rows; every sheet has them.

        Raises:
            ValueError: it has none, as a sheet that is only a chart.

        """
        found = self.root.find(tag("sheetData"))
        if found is None:
            raise ValueError(self.part)
        return found

    @property
    def has_merges(self) -> bool:
        """Tell whether anything is merged on the sheet."""
        return bool(self.merges)

    def text(self, row: int, column: int) -> str:
        """Return what a cell says, on one line."""
        cell = self.cells.get((row, column))
        return "" if cell is None else one_line(self.package.text(cell))

    def texts(self, row: int) -> Iterator[tuple[int, str]]:
        """Yield column and text of the cells of a row that say something."""
        for cell in self.rows.get(row, ()):
            column = _column(cell)
            text = one_line(self.package.text(cell))
            if text:
                yield column, text

    def style(self, row: int, column: int) -> int:
        """Return the look of a cell; where there is none, that of its row."""
        cell = self.cells.get((row, column))
        if cell is None:
            held = self.rows.get(row)
            return int(held.get("s") or 0) if held is not None else 0
        return int(cell.get("s") or 0)

    def is_free(self, row: int, column: int) -> bool:
        """Tell whether a place holds nothing and no merged cell covers it."""
        if any(m[0] <= column <= m[2] for m in self._merges_in(row)):
            return False
        cell = self.cells.get((row, column))
        return cell is None or len(cell) == 0

    def merged(self, row: int, column: int) -> Area:
        """Return the merged area that a place lies in; itself where it is not merged."""
        held = (m for m in self._merges_in(row) if m[0] <= column <= m[2])
        return next(held, (column, row, column, row))

    def put(self, row: int, column: int, text: str, style: int) -> None:
        """Put a text into a free place, with a look; an empty text gives the look alone."""
        cell = self._cell(row, column)
        for old in list(cell):
            cell.remove(old)
        cell.set("s", str(style))
        _drop(cell, "t")
        if text:
            # Inside of the cell: the list of shared texts is a part of hers and stays as it is.
            cell.set("t", "inlineStr")
            said = SubElement(SubElement(cell, tag("is")), tag("t"))
            said.set(_SPACE, "preserve")
            said.text = cell_text(text)

    def merge_down(self, column: int, top: int, bottom: int) -> None:
        """Merge new header cells over the rows of a header, on a sheet that has merged cells."""
        held = self.root.find(tag("mergeCells"))
        if held is None or top == bottom or self.merged(top, column) != (column, top, column, top):
            return
        SubElement(held, tag("mergeCell")).set("ref", address((column, top, column, bottom)))
        held.set("count", str(len(held)))

    def widen(self, column: int, width: float) -> None:
        """Give a new column its width, whatever was said of the columns there."""
        held = self.root.find(tag("cols"))
        if held is None:
            held = self.root.makeelement(tag("cols"))
            # The schema has cols before sheetData.
            self.data.addprevious(held)
        for each in list(held):
            _take_out(held, each, column)
        new = held.makeelement(
            tag("col"), {"min": str(column), "max": str(column), "width": f"{width:g}"}
        )
        new.set("customWidth", "1")
        at = sum(int(each.get("min", 0)) < column for each in held)
        held.insert(at, new)

    def width(self, column: int) -> float:
        """Return how wide a column is, in Excel's unit."""
        for each in self.root.iterfind(f"{tag('cols')}/{tag('col')}"):
            if int(each.get("min", 0)) <= column <= int(each.get("max", 0)) and each.get("width"):
                return float(each.get("width") or 0)
        usual = self.root.find(tag("sheetFormatPr"))
        said = None if usual is None else usual.get("defaultColWidth")
        return float(said) if said else _USUAL_WIDTH

    def height(self, row: int) -> float | None:
        """Return how high a row is stored to be, in points; None where its text decides."""
        said = self.rows[row].get("ht")
        return None if said is None else float(said)

    def grow(self, row: int, height: float) -> None:
        """Make a row as high as its texts need; one that is high enough stays."""
        held = self.rows[row]
        given = self.height(row)
        if given is None or given < height:
            held.set("ht", f"{height:g}")
            # A height that nobody has set stays Excel's, which fits it anew when the text changes.
            if given is not None:
                held.set("customHeight", "1")

    def reach(self, column: int) -> None:
        """Let the stored size of the sheet reach a column."""
        # Readers that trust the stored size would not see the new columns.
        size = self.root.find(tag("dimension"))
        if size is not None and self.cells:
            rows = [row for row, _ in self.cells]
            left = min(at for _, at in self.cells)
            right = max(column, *(at for _, at in self.cells))
            size.set("ref", address((left, min(rows), right, max(rows))))

    def print_wider(self) -> None:
        """Let a sheet that prints one page wide print two: with more columns it were too small."""
        fits = self.root.find(f"{tag('sheetPr')}/{tag('pageSetUpPr')}")
        page = self.root.find(tag("pageSetup"))
        to_fit = fits is not None and fits.get("fitToPage") in ("1", "true")
        if to_fit and page is not None and page.get("fitToWidth", "1") == "1":
            page.set("fitToWidth", "2")

    def _merges_in(self, row: int) -> list[Area]:
        """Return the merges that lie in a row."""
        if row not in self.by_row:
            self.by_row[row] = [m for m in self.merges if m[1] <= row <= m[3]]
        return self.by_row[row]

    def _number_cells(self, row: Element, number: int) -> None:
        """Find the cells of a row."""
        column = 0
        for cell in row:
            if cell.tag != tag("c"):
                continue
            column = _column(cell) if cell.get("r") else column + 1
            cell.set("r", f"{get_column_letter(column)}{number}")
            self.cells[number, column] = cell

    def _cell(self, row: int, column: int) -> Element:
        """Return a cell, made at its place in the row where it is not there."""
        if (row, column) not in self.cells:
            held = self._row(row)
            cell = held.makeelement(tag("c"), {"r": f"{get_column_letter(column)}{row}"})
            at = sum(1 for other in held if other.tag == tag("c") and _column(other) < column)
            held.insert(at, cell)
            # A hint that may be left out (ECMA-376 Part 1, 18.3.1.73), and is wrong now.
            _drop(held, "spans")
            self.cells[row, column] = cell
        return self.cells[row, column]

    def _row(self, number: int) -> Element:
        """Return a row, made at its place where it is not there."""
        if number not in self.rows:
            row = self.data.makeelement(tag("row"), {"r": str(number)})
            self.data.insert(sum(1 for other in self.rows if other < number), row)
            self.rows[number] = row
        return self.rows[number]


def _drop(element: Element, name: str) -> None:
    """Take an attribute off an element, if it is there."""
    if name in element.attrib:
        del element.attrib[name]


def _column(cell: Element) -> int:
    """Return the column of a cell, 1-based."""
    return _numbered(str(cell.get("r")).rstrip("0123456789"))


@cache
def _numbered(letters: str) -> int:
    """Return the number of a column, 1-based."""
    return area(f"{letters}1")[0]


def _take_out(held: Element, each: Element, column: int) -> None:
    """Take one column out of what is said of a run of columns."""
    first, last = int(each.get("min", 0)), int(each.get("max", 0))
    if not first <= column <= last:
        return
    if last > column:
        rest = deepcopy(each)
        rest.set("min", str(column + 1))
        each.addnext(rest)
    if first < column:
        each.set("max", str(column - 1))
    else:
        held.remove(each)
