"""One table of a Word document: rows, cells and what its borders are."""

from collections.abc import Iterator

from docx.oxml.ns import qn
from lxml.etree import _Element as Element

from reconcile.layout.document.effective import Styles
from reconcile.layout.document.paper import PaperCell, PaperRow, PaperTable, Para
from reconcile.layout.document.paragraphs import read_paragraph
from reconcile.office import word_walk
from reconcile.office.word_elements import is_on

_MM_A_TWIP = 25.4 / 1440
_USUAL_PADDING = 108
"""Twips beside the text of a cell where no style says otherwise."""
_FIFTIETHS = 5000
"""Of a per cent: how widths in per cent are written."""
_WHITE = ("auto", "FFFFFF", "")
_NONE = ("nil", "none")


def read_grid(
    element: Element, styles: Styles, at: tuple[int, int], room: float, *, nested: bool
) -> tuple[PaperTable, list[Element]]:
    """Read a table.

    Args:
        element: the ``w:tbl``.
        styles: of the document.
        at: its number (1-based) and its section (0-based).
        room: width between the margins, in mm.
        nested: whether it stands inside of another.

    Returns:
        The table, and the tables inside of its cells, not yet read.

    """
    style = _value(element, "w:tblPr/w:tblStyle")
    reader = _Reader(element, styles, style, at[1])
    grid = PaperTable(
        element=element,
        number=at[0],
        section=at[1],
        nested=nested,
        width=_width(element, reader.columns, room),
        borders=_borders(element, styles, style),
    )
    inner = reader.fill(grid)
    grid.holds_tables.append(bool(inner))
    return grid, inner


class _Reader:
    """Reads the rows of one table."""

    def __init__(self, element: Element, styles: Styles, style: str, section: int) -> None:
        self.element, self.styles, self.style, self.section = element, styles, style, section
        self.columns = [
            _number(column, "w")
            for column in element.findall(f"{qn('w:tblGrid')}/{qn('w:gridCol')}")
        ]
        self.padding = _padding(element, styles, style)

    def fill(self, grid: PaperTable) -> list[Element]:
        """Read the rows into the table; return the tables inside."""
        inner: list[Element] = []
        for number, row in enumerate(word_walk.rows(self.element), start=1):
            properties = row.find(qn("w:trPr"))
            # A row that was deleted with changes tracked is not printed, and so not checked.
            if properties is not None and properties.find(qn("w:del")) is not None:
                continue
            cells = tuple(self._cells(grid, row, number, inner))
            if cells:
                repeated, whole = (
                    _switch(properties, f"w:{x}") for x in ("tblHeader", "cantSplit")
                )
                grid.rows.append(PaperRow(row, number, cells, repeated, whole))
        return inner

    def _cells(
        self, grid: PaperTable, row: Element, number: int, inner: list[Element]
    ) -> Iterator[PaperCell]:
        """Read the cells of a row."""
        for index, (at, spans, cell) in enumerate(word_walk.in_grid(row)):
            width = self._cell_width(cell, at, spans)
            merge = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
            shade = cell.find(f"{qn('w:tcPr')}/{qn('w:shd')}")
            place = (grid, number, index, self.style)
            held = list(word_walk.blocks(cell))
            inner.extend(block for block in held if block.tag == qn("w:tbl"))
            paras = (self._para(b, place, width) for b in held if b.tag == qn("w:p"))
            yield PaperCell(
                tuple(paras),
                spans,
                width * _MM_A_TWIP,
                shaded=shade is not None and shade.get(qn("w:fill"), "auto") not in _WHITE,
                continues=merge is not None and merge.get(qn("w:val")) != "restart",
            )

    def _para(self, block: Element, place: tuple[PaperTable, int, int, str], width: float) -> Para:
        """Read a paragraph of a cell."""
        room = max(width - self.padding, 0) * _MM_A_TWIP
        return read_paragraph(block, self.styles, section=self.section, width=room, cell=place)

    def _cell_width(self, cell: Element, at: int, spans: int) -> float:
        """Return the width of a cell in twips: what it says, else what its columns have."""
        said = cell.find(f"{qn('w:tcPr')}/{qn('w:tcW')}")
        if said is not None and said.get(qn("w:type")) == "dxa" and _number(said, "w"):
            return _number(said, "w")
        return sum(self.columns[at : at + spans])


def _width(element: Element, columns: list[float], room: float) -> float:
    """Return the width of a table in mm: of its columns, or what it says."""
    said = element.find(f"{qn('w:tblPr')}/{qn('w:tblW')}")
    kind = "" if said is None else said.get(qn("w:type"), "")
    if said is not None and kind == "pct":
        share = said.get(qn("w:w"), "0")
        # “2500” in the transitional form of the standard is “50%” in the strict one.
        whole = 100 if share.endswith("%") else _FIFTIETHS
        return room * float(share.rstrip("%") or 0) / whole
    if sum(columns):
        return sum(columns) * _MM_A_TWIP
    return _number(said, "w") * _MM_A_TWIP if said is not None and kind == "dxa" else 0.0


def _padding(element: Element, styles: Styles, style: str) -> float:
    """Return the padding left and right of the text of a cell together, in twips."""
    own = element.find(f"{qn('w:tblPr')}/{qn('w:tblCellMar')}")
    found = own if own is not None else _in_style(styles, style, "w:tblPr/w:tblCellMar")
    if found is None:
        return 2 * _USUAL_PADDING
    sides = [found.find(qn(f"w:{name}")) for name in ("left", "start", "right", "end")]
    widths = [_number(side, "w") for side in sides if side is not None]
    return sum(widths) if len(widths) == 2 else sum(widths) + (2 - len(widths)) * _USUAL_PADDING


def _borders(element: Element, styles: Styles, style: str) -> frozenset[str] | None:
    """Return the kinds of lines of a table; None where its cells draw lines of their own."""
    if any(b.get(qn("w:val")) not in _NONE for c in element.iter(qn("w:tcBorders")) for b in c):
        return None
    own = element.find(f"{qn('w:tblPr')}/{qn('w:tblBorders')}")
    found = own if own is not None else _in_style(styles, style, "w:tblPr/w:tblBorders")
    kinds: set[str] = set()
    for line in () if found is None else found:
        if line.get(qn("w:val"), "nil") not in _NONE:
            colour = line.get(qn("w:color"), "auto")
            # Word draws lines of the colour auto in black.
            kinds.add(f"{line.get(qn('w:val'))} {'000000' if colour == 'auto' else colour}")
    return frozenset(kinds)


def _in_style(styles: Styles, style: str, path: str) -> Element | None:
    """Find what a table's style, or one that it is based on, says."""
    seen: set[str] = set()
    while style and style not in seen:
        seen.add(style)
        element = styles.element(style)
        found = None if element is None else element.find("/".join(map(qn, path.split("/"))))
        if found is not None:
            return found
        style = styles.based_on(style)
    return None


def _value(element: Element, path: str) -> str:
    """Return the value of an element below another; empty where there is none."""
    found = element.find("/".join(map(qn, path.split("/"))))
    return "" if found is None else found.get(qn("w:val"), "")


def _number(element: Element, name: str) -> float:
    """Return an attribute as a number."""
    said = element.get(qn(f"w:{name}"), "0")
    return float(said) if said.lstrip("-").replace(".", "", 1).isdecimal() else 0.0


def _switch(properties: Element | None, tag: str) -> bool:
    """Tell whether a row has a property."""
    found = None if properties is None else properties.find(qn(tag))
    return found is not None and is_on(found)
