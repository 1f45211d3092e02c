"""How a workbook looks: the look of every meaning, from ``looks.toml``, as cell styles."""

from functools import cache
from importlib.resources import files

import msgspec
from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Alignment, Border, Color, Font, NamedStyle, PatternFill, Side

from reconcile.workbook.content.grid import Entry, Kind, PieceMark, TextPiece, Tone
from reconcile.workbook.content.names import cell_text


class _Section(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A table of the file: an unknown key in it is an error."""


class Letters(_Section, frozen=True):
    """The base font; ``size`` in points."""

    name: str
    size: float


class PageLook(_Section, frozen=True):
    """The printed page, in millimetres; ``smallest`` is the least scale of print, 0 to 1."""

    width: float
    left: float
    right: float
    top: float
    bottom: float
    smallest: float


class Ink(_Section, frozen=True):
    """The colour of a line, a bar or a chart, and the size of a chart's letters."""

    colour: str
    font: int = 0


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
    chart: Ink
    bar: Ink
    mark: dict[PieceMark, MarkLook]
    kind: dict[Kind, KindLook]
    tone: dict[Tone, ToneLook]


@cache
def looks() -> Looks:
    """Read the looks once."""
    raw = files("reconcile.workbook.xlsx").joinpath("looks.toml").read_bytes()
    return msgspec.toml.decode(raw, type=Looks)


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
        fill=PatternFill("solid", fgColor=said.fill) if said.fill else PatternFill(),
        border=_border() if said.border else Border(),
        alignment=Alignment(
            horizontal=said.align or held.align,
            vertical="center" if said.middle else "top",
            wrap_text=True,
        ),
        number_format=held.format,
    )


def base_font(tone: Tone = Tone.BODY) -> Font:
    """Make the font of a meaning."""
    said = looks().tone[tone]
    return Font(
        name=looks().font.name,
        size=letter_size(tone),
        bold=said.bold,
        italic=said.italic,
        color=said.colour,
    )


def rich_text(pieces: tuple[TextPiece, ...], tone: Tone) -> CellRichText:
    """Make a cell's text of marked pieces; pieces without text are left out."""
    return CellRichText(
        [TextBlock(_inline_font(p.mark, tone), cell_text(p.text)) for p in pieces if p.text]
    )


def plain(entry: Entry) -> str:
    """Return what a cell says as text, without its marks."""
    if isinstance(entry.value, tuple):
        return "".join(piece.text for piece in entry.value)
    return "" if entry.value is None else str(entry.value)


def _inline_font(mark: PieceMark, tone: Tone) -> InlineFont:
    """Make the font of a marked piece in a cell of a meaning."""
    said = looks().mark.get(mark, MarkLook())
    return InlineFont(
        rFont=looks().font.name,
        sz=letter_size(tone),
        b=looks().tone[tone].bold if said.bold is None else said.bold,
        strike=said.strike,
        color=Color(rgb=said.colour),
    )


def _border() -> Border:
    """Make the thin line round a table's cell."""
    side = Side(style="thin", color=looks().line.colour)
    return Border(left=side, right=side, top=side, bottom=side)


class CellStyles:
    """The cell styles of one workbook, each made when first used."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._known: set[str] = set()

    def use(self, cell: Cell, tone: Tone, kind: Kind) -> None:
        """Give a cell the look of a meaning in a column of a kind."""
        name = style_name(tone, kind)
        if name not in self._known:
            self._workbook.add_named_style(named_style(tone, kind))
            self._known.add(name)
        cell.style = name
