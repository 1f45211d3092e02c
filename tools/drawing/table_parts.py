"""The rows, cells and borders of tables that are drawn."""

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.table import Table, _Cell, _Row
from lxml.etree import _Element as Element

from drawing.blank import xml_of
from reconcile.layout.rules.measures import TableMeasures
from reconcile.office.word_elements import element

_BORDERS = ("top", "left", "bottom", "right", "insideH", "insideV")
_PADDING = ("top", "left", "bottom", "right")


def new_row(table: Table) -> _Row:
    """Add a row at the end of a table."""
    row: _Row = table.add_row()  # type: ignore[no-untyped-call]  # the library left it unannotated
    return row


def empty_cell(cell: _Cell) -> None:
    """Take the paragraphs out of a cell; it gets its own before the document is saved."""
    for paragraph in list(cell.paragraphs):
        xml_of(cell).remove(xml_of(paragraph))


def keep_row_whole(row: _Row) -> None:
    """Keep a row on one page."""
    _row_properties(row).append(OxmlElement("w:cantSplit"))


def repeat_row(row: _Row) -> None:
    """Repeat a row on every page that its table goes on over."""
    _row_properties(row).append(OxmlElement("w:tblHeader"))


def _row_properties(row: _Row) -> Element:
    """Return the properties of a row, made where it has none."""
    found = xml_of(row).find(qn("w:trPr"))
    if found is None:
        found = OxmlElement("w:trPr")
        xml_of(row).insert(0, found)
    return found


def frame(table: Table, grid: TableMeasures, width: float) -> None:
    """Give a table its whole width, its borders and the padding of its cells."""
    (properties,) = xml_of(table).iterchildren(qn("w:tblPr"))
    for tag in ("w:tblStyle", "w:tblW", "w:tblLook"):
        for found in properties.findall(qn(tag)):
            properties.remove(found)
    properties.insert(0, element("w:tblW", {"w": Mm(width).twips, "type": "dxa"}))
    borders, padding = OxmlElement("w:tblBorders"), OxmlElement("w:tblCellMar")
    line: dict[str, str | float] = {"val": "nil"}
    if grid.border:
        line = {"val": "single", "sz": grid.border * 8, "space": 0, "color": "000000"}
    for side in _BORDERS:
        borders.append(element(f"w:{side}", line))
    for side in _PADDING:
        space = grid.padding if side in ("left", "right") else 0
        padding.append(element(f"w:{side}", {"w": Mm(space).twips, "type": "dxa"}))
    # In the order of the schema: borders, layout, padding.
    layout = properties.find(qn("w:tblLayout"))
    if layout is not None:
        layout.addprevious(borders)
        layout.addnext(padding)
