"""How high the rows of a person's workbook must be for the texts in them."""

from collections.abc import Iterator, Sequence

from reconcile.report.marked_copy.sheet import CopiedSheet
from reconcile.report.marked_copy.styles import CopiedStyles
from reconcile.workbook.content import measure

_ENDLESS = 10_000.0
"""The width of a cell whose text does not break."""


def fit_row(
    sheet: CopiedSheet,
    row: int,
    added: Sequence[tuple[str, float]],
    styles: CopiedStyles,
    look: int,
) -> None:
    """Make a row high enough for new cells, and for its own where only its text decides.

    A height that is stored is the person's: it grows for new cells, and never shrinks.

    Args:
        sheet: the sheet.
        row: its number.
        added: text and column width of each new cell.
        styles: the looks of the workbook.
        look: the look of the new cells.

    """
    needed = [_height(text, width, styles.size(look)) for text, width in added if text]
    if sheet.height(row) is None:
        needed.extend(_own(sheet, row, styles))
    if needed:
        sheet.grow(row, max(needed))


def _own(sheet: CopiedSheet, row: int, styles: CopiedStyles) -> Iterator[float]:
    """Yield the height that each of the row's own cells needs."""
    for column, text in sheet.texts(row):
        # Excel fits no row to its merged cells either.
        if sheet.merged(row, column) == (column, row, column, row):
            style = sheet.style(row, column)
            width = sheet.width(column) if styles.wraps(style) else _ENDLESS
            yield _height(text, width, styles.size(style))


def _height(text: str, width: float, size: float) -> float:
    """Return the height that shows a text whole in a column, in points."""
    lines = measure.count_lines(text, measure.text_room((width,)), size=size)
    return measure.row_height(lines, size)
