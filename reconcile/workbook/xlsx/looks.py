"""How a workbook looks: the look of every meaning, from ``looks.toml``, as cell styles."""

import datetime as dt
from functools import cache, cached_property
from importlib.resources import files
from typing import NamedTuple, cast

import msgspec
from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Alignment, Border, Color, Font, NamedStyle, PatternFill, Side
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.xml.functions import tostring

from reconcile.workbook.content.grid import Entry, Kind, PaperSize, PieceMark, Tone
from reconcile.workbook.xlsx.font_order import fonts_in_order


class _Section(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A table of the file: an unknown key in it is an error."""


class Letters(_Section, frozen=True):
    """The base font; ``size`` in points."""

    name: str
    size: float


class ChartLook(_Section, frozen=True):
    """Colour of bars and size of letters; ``part`` has the colours of parts of a bar."""

    colour: str
    font: int
    part: dict[Tone, str]


class PageLook(_Section, frozen=True):
    """The printed page, in millimetres; ``smallest`` is the least scale of print, 0 to 1."""

    width: dict[PaperSize, float]
    left: float
    right: float
    top: float
    bottom: float
    smallest: float


class Ink(_Section, frozen=True):
    """The colour of a line or a bar."""

    colour: str


class MarkLook(_Section, frozen=True):
    """How a marked piece of rich text differs from the text around it."""

    colour: str = "000000"
    bold: bool | None = None
    strike: bool = False


class KindLook(_Section, frozen=True):
    """How a column shows what it holds."""

    name: str
    align: str
    format: str


class ToneLook(_Section, frozen=True):
    """How a cell shows what it means."""

    name: str
    size: float | None = None
    bold: bool = False
    italic: bool = False
    underline: bool = False
    colour: str = "000000"
    fill: str = ""
    border: bool = True
    align: str = ""
    middle: bool = False


class Looks(_Section, frozen=True):
    """The whole file."""

    font: Letters
    line: Ink
    page: PageLook
    chart: ChartLook
    bar: Ink
    mark: dict[PieceMark, MarkLook]
    kind: dict[Kind, KindLook]
    tone: dict[Tone, ToneLook]


@cache
def looks() -> Looks:
    """Read the looks once."""
    raw = files("reconcile.workbook.xlsx").joinpath("looks.toml").read_bytes()
    return msgspec.toml.decode(raw, type=Looks)


@cache
def letter_size(tone: Tone) -> float:
    """Return the size of a meaning's letters, in points."""
    return looks().tone[tone].size or looks().font.size


@cache
def style_name(tone: Tone, kind: Kind) -> str:
    """Return the name under which Excel's gallery of styles shows a look."""
    return f"{looks().tone[tone].name} ({looks().kind[kind].name})"


def named_style(tone: Tone, kind: Kind) -> NamedStyle:
    """Make the cell style of a meaning in a column of a kind."""
    said, held = looks().tone[tone], looks().kind[kind]
    return NamedStyle(
        name=style_name(tone, kind),
        font=base_font(tone),
        fill=_fill(said.fill),
        border=_border(drawn=said.border),
        alignment=_alignment(said.align or held.align, middle=said.middle),
        number_format=held.format,
    )


# The parts of a style are made once, and nobody changes one; the style is a workbook's own.
@cache
def base_font(tone: Tone) -> Font:
    """Make the font of a meaning."""
    said = looks().tone[tone]
    return Font(
        name=looks().font.name,
        size=letter_size(tone),
        bold=said.bold,
        italic=said.italic,
        underline="single" if said.underline else None,
        color=said.colour,
    )


@cache
def piece_font(mark: PieceMark, tone: Tone) -> str:
    """Write the font of a marked piece in a cell of a meaning, as it stands before the piece."""
    said = looks().mark.get(mark, MarkLook())
    font = InlineFont(
        rFont=looks().font.name,
        sz=letter_size(tone),
        b=looks().tone[tone].bold if said.bold is None else said.bold,
        strike=said.strike,
        color=Color(rgb=said.colour),
    )
    written: bytes = tostring(font.to_tree(tagname="rPr"))  # type: ignore[assignment]  # its stubs say text
    return fonts_in_order(written.decode())


def plain(entry: Entry) -> str:
    """Return what a cell says as text, without its marks."""
    if isinstance(entry.value, tuple):
        return "".join(piece.text for piece in entry.value)
    return "" if entry.value is None else str(entry.value)


@cache
def _fill(colour: str) -> PatternFill:
    """Make the ground of a cell; one without a colour is bare."""
    return PatternFill("solid", fgColor=colour) if colour else PatternFill()


@cache
def _alignment(horizontal: str, *, middle: bool) -> Alignment:
    """Say where the text of a cell stands; it is broken at the edge."""
    vertical = "center" if middle else "top"
    return Alignment(horizontal=horizontal, vertical=vertical, wrap_text=True)


@cache
def _border(*, drawn: bool) -> Border:
    """Make the thin line round a table's cell; none where nothing is drawn."""
    if not drawn:
        return Border()
    side = Side(style="thin", color=looks().line.colour)
    return Border(left=side, right=side, top=side, bottom=side)


class Look(NamedTuple):
    """All that decides how a cell looks."""

    tone: Tone
    kind: Kind
    quoted: bool = False
    """Whether its text begins as a formula does."""
    dated: bool = False
    """Whether it holds a day, which needs a format of days in a column of any kind."""


_ANY_DAY = dt.date(2000, 1, 1)
_ENDS = 2
"""Cells of a merged area that lie at its ends; those between look alike."""


class CellStyles:
    """The cell styles of one workbook, each made when first used and known by its number."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        # No part of the workbook: each look is tried on a row of its own.
        self._trial = Worksheet(workbook)
        self._row = 0
        self._known: set[str] = set()
        self._numbers: dict[Look, int] = {}
        self._merged: dict[tuple[Look, int], list[int]] = {}

    def number(self, look: Look) -> int:
        """Return the number of a look."""
        if look not in self._numbers:
            self._row += 1
            self._numbers[look] = self._try(1, look).style_id
        return self._numbers[look]

    def merged(self, look: Look, span: int) -> list[int]:
        """Return the numbers for merged cells, 0 for those that have no look, from the left."""
        inner = span - _ENDS
        key = look, min(inner, 1)
        if key not in self._merged:
            self._row += 1
            row, last = self._row, _ENDS + key[1]
            # Every cell that is to be merged has the look: Excel draws the border of each.
            for column in range(last, 0, -1):
                self._try(column, look if column == 1 else Look(look.tone, look.kind))
            self._trial.merge_cells(start_row=row, end_row=row, start_column=1, end_column=last)
            cells = [self._trial.cell(row, column) for column in range(1, last + 1)]
            self._merged[key] = [cell.style_id if cell.has_style else 0 for cell in cells]
        left, *between, right = self._merged[key]
        return [left, *(between * inner), right]

    @cached_property
    def quoted(self) -> int:
        """The number of a look that only keeps text from being a formula."""
        self._row += 1
        cell = self._trial.cell(self._row, 1)
        cell.quotePrefix = True
        return cell.style_id

    def _try(self, column: int, look: Look) -> Cell:
        """Try a look on a cell of the last row of the trials."""
        name = style_name(look.tone, look.kind)
        if name not in self._known:
            self._workbook.add_named_style(named_style(look.tone, look.kind))
            self._known.add(name)
        cell = cast("Cell", self._trial.cell(self._row, column))
        cell.style = name
        if look.quoted:
            cell.quotePrefix = True
        if look.dated:
            cell.value = _ANY_DAY
        return cell
