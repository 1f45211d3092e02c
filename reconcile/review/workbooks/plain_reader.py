"""The reader before openpyxl: a workbook whose cells say all that there is to it.

openpyxl builds fonts, borders, tables and rules that no answer hangs on, and takes ten times as
long for it. What this reader does not know to read as openpyxl would, it leaves to that.
"""

import re
from collections.abc import Iterator

from lxml.etree import _Element as Element
from openpyxl.styles.numbers import builtin_format_code, is_date_format
from openpyxl.utils.cell import coordinate_to_tuple, range_boundaries

from reconcile.office.struck_pieces import Piece
from reconcile.office.xlsx_package import Package, tag
from reconcile.review.workbooks.grids import Block, Line, ReviewGrid, spread_merged
from reconcile.review.workbooks.struck import struck_text

_STYLES, _STRINGS = "xl/styles.xml", "xl/sharedStrings.xml"
_UNKNOWN = ("xl/comments", "xl/threadedComments", "xl/chartsheets", "xl/dialogsheets")
# Readers do not agree on what becomes of characters that XML does not have.
_ESCAPED = re.compile(b"_?x[0-9A-Fa-f]{4}_")
_STRIKE = f".//{tag('strike')}"
_TEXTS = ("s", "inlineStr", "str", "e")


class NotPlainError(ValueError):
    """Only a reader that builds everything tells what is in it."""


def read_plain(data: bytes) -> tuple[ReviewGrid, ...]:
    """Read a workbook without comments, formulas and dates, cell by cell.

    Raises:
        NotPlainError: it has something of the kind.
        Exception: it is damaged, and whatever its parts raise is raised.

    """
    package = Package(data)
    if any(part.startswith(_UNKNOWN) for part in package.parts):
        raise NotPlainError
    if _ESCAPED.search(package.parts.get(_STRINGS, b"")):
        raise NotPlainError
    states = {str(each.get("name")): each.get("state") for each in package.book.iter(tag("sheet"))}
    sheets = package.sheets()
    if not sheets or states.keys() != sheets.keys():
        raise NotPlainError
    cells = _Cells(package)
    return tuple(
        cells.grid(title, part, hidden=states[title] not in (None, "visible"))
        for title, part in sheets.items()
    )


class _Cells:
    """The cells of a workbook's sheets."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self._dates: frozenset[str] | None = None
        self._looks = _struck_looks(package)
        self._texts = _struck_texts(package)

    def grid(self, title: str, part: str, *, hidden: bool) -> ReviewGrid:
        """Gather the filled cells of a sheet."""
        root = self.package.tree(part)
        if root.tag != tag("worksheet") or _ESCAPED.search(self.package.parts[part]):
            raise NotPlainError
        found: dict[int, Line] = {}
        for cell in root.iterfind(f"{tag('sheetData')}/{tag('row')}/{tag('c')}"):
            value = self._value(cell)
            if value is not None and value != "":
                row, column = coordinate_to_tuple(str(cell.attrib["r"]))
                found.setdefault(row, {})[column] = value
        rows = {number: found[number] for number in sorted(found)}
        blocks = sorted(_merged(root))
        for block in blocks:
            _uncover(rows, block)
        rows = {number: line for number, line in rows.items() if line}
        spread_merged(rows, blocks)
        return ReviewGrid(title, rows, hidden=hidden)

    def _value(self, cell: Element) -> object:
        """Return what a cell says."""
        if cell.find(tag("f")) is not None:
            raise NotPlainError
        kind = cell.get("t", "n")
        if kind in _TEXTS:
            return self._said(cell, kind)
        said = cell.findtext(tag("v"))
        if not said:
            return None
        if kind == "b":
            return bool(int(said))
        if kind != "n" or cell.get("s", "0") in self._of_dates():
            raise NotPlainError
        return float(said) if set(said) & set(".Ee") else int(said)

    def _said(self, cell: Element, kind: str) -> str:
        """Return what a cell of text says, and what of it is struck through."""
        text = self.package.text(cell)
        held = cell.find(tag("is"))
        if kind == "s":
            held = self._texts.get(str(cell.findtext(tag("v"))).strip())
        whole = cell.get("s", "0") in self._looks
        if held is not None and held.find(_STRIKE) is not None:
            return struck_text(_pieces(held, whole=whole))
        return struck_text([(text, True)]) if whole else text

    def _of_dates(self) -> frozenset[str]:
        """Return the looks under which a number is a date."""
        if self._dates is None:
            styles = self.package.tree(_STYLES)
            own = {
                each.get("numFmtId"): str(each.get("formatCode"))
                for each in styles.iterfind(f"{tag('numFmts')}/{tag('numFmt')}")
            }
            looks = [
                each.get("numFmtId", "0")
                for each in styles.iterfind(f"{tag('cellXfs')}/{tag('xf')}")
            ]
            self._dates = frozenset(
                str(at)
                for at, look in enumerate(looks)
                if is_date_format(own.get(look) or builtin_format_code(int(look)))
            )
        return self._dates


def _struck_looks(package: Package) -> frozenset[str]:
    """Return the looks under which the whole of a cell is struck through."""
    if b"<strike" not in package.parts.get(_STYLES, b""):
        return frozenset()
    styles = package.tree(_STYLES)
    fonts = [_strikes(each) for each in styles.iterfind(f"{tag('fonts')}/{tag('font')}")]
    looks = styles.iterfind(f"{tag('cellXfs')}/{tag('xf')}")
    return frozenset(str(at) for at, look in enumerate(looks) if fonts[int(look.get("fontId", 0))])


def _struck_texts(package: Package) -> dict[str, Element]:
    """Return the shared texts that have struck-through pieces, by their number."""
    if b"<strike" not in package.parts.get(_STRINGS, b""):
        return {}
    held = package.tree(_STRINGS).iterfind(tag("si"))
    return {str(at): each for at, each in enumerate(held) if each.find(_STRIKE) is not None}


def _strikes(font: Element | None) -> bool:
    """Tell whether a font, or the look of a piece, strikes through."""
    mark = font.find(tag("strike")) if font is not None else None
    return mark is not None and mark.get("val", "1") not in ("0", "false", "off")


def _pieces(held: Element, *, whole: bool) -> Iterator[Piece]:
    """Yield the pieces of a text; one without a look of its own has that of the cell."""
    for text in held.iterfind(tag("t")):
        yield str(text.text or ""), whole
    for run in held.iterfind(tag("r")):
        look = run.find(tag("rPr"))
        yield run.findtext(tag("t")) or "", _strikes(look) if look is not None else whole


def _merged(root: Element) -> Iterator[Block]:
    """Yield the merged ranges of a sheet."""
    for each in root.iterfind(f"{tag('mergeCells')}/{tag('mergeCell')}"):
        bounds = range_boundaries(str(each.get("ref")))
        left, top, right, bottom = (int(bound or 0) for bound in bounds)
        yield top, left, bottom, right


def _uncover(rows: dict[int, Line], block: Block) -> None:
    """Leave out what lies under a merged cell, as Excel does when it shows one."""
    top, left, bottom, right = block
    for number, line in rows.items():
        if top <= number <= bottom:
            for column in [at for at in line if left <= at <= right]:
                if (number, column) != (top, left):
                    del line[column]
