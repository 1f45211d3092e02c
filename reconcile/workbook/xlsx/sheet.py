"""One sheet of ``grid`` → a worksheet: widths, heights, tables, lines."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from openpyxl.formatting.rule import DataBar, FormatObject, Rule
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.table import Table, TableColumn, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from reconcile.workbook.content import measure
from reconcile.workbook.content.grid import (
    Bars,
    Block,
    CellLink,
    Entry,
    FileLink,
    Kind,
    Lines,
    PageBreak,
    PaperSize,
    Row,
    Sheet,
    SheetColumn,
    SheetTable,
    Tone,
    Visibility,
)
from reconcile.workbook.content.names import cell_text, header_names
from reconcile.workbook.xlsx.bars import BEHIND_CHART, ChartPlace, draw_bars
from reconcile.workbook.xlsx.links import Links
from reconcile.workbook.xlsx.looks import CellStyles, letter_size, looks, plain
from reconcile.workbook.xlsx.page import set_up_page, shown_columns
from reconcile.workbook.xlsx.rows import SheetRows

_KEPT_TEXTS = 1 << 12
"""Texts of which it is remembered how high they are."""
_GAP = 6.0
"""Points between two blocks."""
_FILTER_BUTTON = 15.0
"""Points that a header is higher, so that its filter buttons hide no words."""


@dataclass(frozen=True, slots=True)
class Names:
    """The names that are unique over the workbook: of tables in order, of listings by theirs."""

    tables: Iterator[str]
    listings: dict[str, str]
    links: Links = field(default_factory=Links)


@dataclass(slots=True)
class Canvas:
    """A worksheet being filled from top to bottom."""

    worksheet: Worksheet
    rows: SheetRows
    names: Names
    widths: tuple[float, ...]
    printed: tuple[float, ...]
    """Those of the columns that are on paper."""
    paper: PaperSize = PaperSize.A4
    frozen: int = 0
    """Columns that stay in sight."""
    hidden: bool = False
    """Whether nobody sees it: its lines need not be measured."""
    tops: dict[str, int] = field(default_factory=dict)
    """Header row by table."""


def fill_sheet(worksheet: Worksheet, sheet: Sheet, styles: CellStyles, names: Names) -> SheetRows:
    """Put a sheet's blocks on an empty worksheet, and set it up for screen and print.

    Returns:
        Its rows, which the worksheet itself does not hold.

    """
    first = sheet.tables[0] if sheet.tables else None
    frozen = first.frozen if first else 0
    rows = SheetRows(styles)
    widths = sheet.column_widths, sheet.printed_widths
    hidden = sheet.visibility is Visibility.VERY_HIDDEN
    canvas = Canvas(worksheet, rows, names, *widths, sheet.paper, frozen, hidden)
    for column, width in enumerate(canvas.widths, start=1):
        worksheet.column_dimensions[get_column_letter(column)].width = width
    for block in sheet.blocks:
        _put(canvas, block)
    rows.mark_corners(worksheet)
    if first:
        top = canvas.tops[first.name]
        worksheet.freeze_panes = f"{get_column_letter(first.frozen + 1)}{top + 1}"
        _hide(worksheet, first)
    set_up_page(worksheet, sheet, canvas.tops)
    return rows


def _put(canvas: Canvas, block: Block) -> None:
    """Put one block at the next free row."""
    match block:
        case Lines():
            for row in block.rows:
                _put_line(canvas, row)
            canvas.rows.add(height=_GAP)
        case SheetTable():
            _put_table(canvas, block)
            canvas.rows.add(height=_GAP)
        case Bars():
            top = canvas.tops[block.table]
            place = ChartPlace(canvas.rows.number, top, _columns_shown(canvas))
            for _ in range(draw_bars(canvas.worksheet, block, place)):
                canvas.rows.add(height=BEHIND_CHART)
        case PageBreak():
            canvas.worksheet.row_breaks.append(Break(id=canvas.rows.number - 1))


def _columns_shown(canvas: Canvas) -> tuple[float, ...]:
    """Return the widths of the columns that the first printed page shows, in points."""
    shown = shown_columns(canvas.printed, 1, 0, canvas.paper)
    return tuple(map(measure.column_points, canvas.widths[:shown]))


def _put_line(canvas: Canvas, entries: Row) -> None:
    """Put a row of free text; entries over several columns become merged cells."""
    column, height = 1, None if canvas.hidden else 0.0
    cells: list[str] = []
    for entry in entries:
        span = entry.span or shown_columns(canvas.printed, column, canvas.frozen, canvas.paper)
        if span == 1:
            cells.append(canvas.rows.cell(column, entry, Kind.TEXT))
        else:
            cells += canvas.rows.cells(column, entry, Kind.TEXT, span)
        if entry.link:
            _link(canvas, column, entry.link)
        if span > 1:
            row = canvas.rows.number
            # openpyxl would look through all that are there for one that holds it.
            canvas.worksheet.merged_cells.ranges.add(
                CellRange(min_row=row, max_row=row, min_col=column, max_col=column + span - 1)
            )
        if height is not None:
            height = max(height, _height(entry, canvas.widths[column - 1 : column - 1 + span]))
        column += span
    canvas.rows.add(cells, column - 1, height)


def _put_table(canvas: Canvas, table: SheetTable) -> None:
    """Put a real Excel table with its filters, its total over it."""
    titles = header_names([column.title for column in table.columns])
    shown = [
        _Shown(number, column.kind, () if column.hidden else canvas.widths[number - 1 : number])
        for number, column in enumerate(table.columns, start=1)
    ]
    if table.total:
        _put_row(canvas, shown, table.total)
    top = canvas.tops[table.name] = canvas.rows.number
    canvas.names.links.tops[table.name] = str(canvas.worksheet.title), top
    head = [Entry(title, Tone.HEADING) for title in titles]
    _put_row(canvas, shown, head, _FILTER_BUTTON)
    for row in table.rows or (_nothing(table),):
        _put_row(canvas, shown, row)
    _make_table(canvas, table, titles, top)


class _Shown(NamedTuple):
    """A column of a table, as its cells ask of it."""

    number: int
    kind: Kind
    widths: tuple[float, ...]
    """Its own; none where it is hidden."""


def _put_row(
    canvas: Canvas, columns: Sequence[_Shown], entries: Sequence[Entry], more: float = 0.0
) -> None:
    """Put one row of a table, as high as its tallest cell and some points more."""
    height = 0.0
    cells: list[str] = []
    for (number, kind, widths), entry in zip(columns, entries, strict=True):
        cells.append(canvas.rows.cell(number, entry, kind))
        if entry.link:
            _link(canvas, number, entry.link)
        if widths and (tall := _height(entry, widths)) > height:
            height = tall
    canvas.rows.add(cells, len(columns), height + more)


def _link(canvas: Canvas, column: int, link: CellLink | FileLink) -> None:
    """Note where a click on a cell of the next row leads."""
    canvas.names.links.ask(str(canvas.worksheet.title), canvas.rows.number, column, link)


def _height(entry: Entry, widths: tuple[float, ...]) -> float:
    """Return the height, in points, that shows an entry whole."""
    value = entry.value
    if isinstance(value, str):
        return _text_height(value, entry.tone, widths)
    return _text_height(plain(entry) if isinstance(value, tuple) else "", entry.tone, widths)


@lru_cache(_KEPT_TEXTS)
def _text_height(text: str, tone: Tone, widths: tuple[float, ...]) -> float:
    """Return the height, in points, that shows a text whole; many stand in many rows."""
    size = letter_size(tone)
    lines = measure.count_lines(
        cell_text(text), measure.text_room(widths), size=size, bold=looks().tone[tone].bold
    )
    return measure.row_height(lines, size)


def _nothing(table: SheetTable) -> Row:
    """Make the row that says that a table is empty, in its widest column of text."""
    columns = table.columns
    widest = max(range(len(columns)), key=lambda i: (_holds_text(columns[i]), columns[i].width))
    return tuple(
        Entry(table.empty if index == widest else None, Tone.EMPTY) for index in range(len(columns))
    )


def _holds_text(column: SheetColumn) -> bool:
    """Tell whether a column shows running text."""
    return column.kind is Kind.TEXT and not column.hidden


def _make_table(canvas: Canvas, table: SheetTable, titles: Sequence[str], top: int) -> None:
    """Declare the table, its bars and its dropdowns over rows that end with the last one."""
    last = canvas.rows.number - 1
    area = f"A{top}:{get_column_letter(len(table.columns))}{last}"
    made = Table(displayName=next(canvas.names.tables), ref=area)
    made.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
    made.autoFilter = AutoFilter(ref=area)
    made.tableColumns = [
        TableColumn(id=number, name=cell_text(title)) for number, title in enumerate(titles, 1)
    ]
    canvas.worksheet.add_table(made)
    for number, column in enumerate(table.columns, start=1):
        letter = get_column_letter(number)
        cells = f"{letter}{top + 1}:{letter}{last}"
        if column.bar and table.rows:
            canvas.worksheet.conditional_formatting.add(cells, _bar())
        if column.choices:
            source = canvas.names.listings[column.choices.source]
            canvas.worksheet.add_data_validation(_dropdown(column, source, cells))


def _bar() -> Rule:
    """Make the rule that shades a share, 0 to 1, as a bar."""
    # From 0 to 1, and not from the least to the greatest as Excel has it: a bar is a share.
    ends = [FormatObject("num", 0), FormatObject("num", 1)]
    bar = DataBar(cfvo=ends, color=looks().bar.colour, showValue=True)
    return Rule(type="dataBar", dataBar=bar)


def _dropdown(column: SheetColumn, source: str, cells: str) -> DataValidation:
    """Make a dropdown that refuses other answers and says why."""
    choices = column.choices
    return DataValidation(
        type="list",
        formula1=source,
        allow_blank=True,
        showErrorMessage=choices is not None and choices.only,
        errorStyle="stop",
        errorTitle=choices.title if choices else None,
        error=choices.message if choices else None,
        sqref=cells,
    )


def _hide(worksheet: Worksheet, table: SheetTable) -> None:
    """Hide the columns that only the program reads, and let those fold that can be done without."""
    for number, column in enumerate(table.columns, start=1):
        if column.outlined:
            worksheet.column_dimensions[get_column_letter(number)].outlineLevel = 1
        if column.hidden:
            dimension = worksheet.column_dimensions[get_column_letter(number)]
            dimension.width, dimension.hidden = column.width, True
