"""Native Excel charts over a table of the same worksheet."""

import math

from openpyxl.chart import BarChart, Reference
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText
from openpyxl.drawing.text import CharacterProperties, Font, Paragraph, ParagraphProperties
from openpyxl.worksheet.worksheet import Worksheet

from reconcile.report.grid import Bars
from reconcile.report.looks import looks

_ROW = 15.0
"""Height of the rows that a chart lies on, in points."""
_BAR = 0.62
"""Centimetres for each bar with its gap."""
_AROUND = 2.6
"""Centimetres for title and axis."""
_WIDTH = 24
_CENTIMETRE = 72 / 2.54


def draw_bars(worksheet: Worksheet, bars: Bars, *, row: int, top: int) -> int:
    """Draw a chart with its upper left corner in column A.

    Args:
        worksheet: holds the table already.
        bars: what to draw.
        row: the first row that the chart lies on.
        top: header row of the table.

    Returns:
        How many rows the chart takes, a free one under it included.

    """
    first, last = top + 1 + bars.first, top + bars.first + bars.count
    chart = _chart(bars)
    chart.add_data(
        Reference(worksheet, min_col=bars.values + 1, min_row=first, max_row=last),
        titles_from_data=False,
    )
    chart.set_categories(Reference(worksheet, min_col=bars.labels + 1, min_row=first, max_row=last))
    series = chart.series[0]
    series.graphicalProperties = GraphicalProperties(solidFill=looks().chart.colour)
    series.dLbls = DataLabelList(
        showVal=True, showSerName=False, showCatName=False, showLegendKey=False, txPr=_letters()
    )
    height = math.ceil(_AROUND + _BAR * bars.count)
    chart.width, chart.height = _WIDTH, height
    worksheet.add_chart(chart, f"A{row}")
    rows = math.ceil(height * _CENTIMETRE / _ROW) + 1
    for number in range(row, row + rows):
        worksheet.row_dimensions[number].height = _ROW
    return rows


def _chart(bars: Bars) -> BarChart:
    """Make an empty chart of horizontal bars, the first on top, from 0 to 100 %."""
    chart = BarChart()
    chart.type = "bar"
    chart.title = bars.title
    chart.legend = None
    chart.gapWidth = 60
    chart.x_axis.scaling.orientation = "maxMin"
    chart.y_axis.scaling.min, chart.y_axis.scaling.max = 0, 1
    chart.y_axis.majorUnit = 0.2
    chart.y_axis.number_format = "0%"
    chart.y_axis.crosses = "max"
    for axis in (chart.x_axis, chart.y_axis):
        axis.delete = False
        axis.txPr = _letters()
    return chart


def _letters() -> RichText:
    """Make the letters of axes and labels."""
    letters = CharacterProperties(sz=looks().chart.font, latin=Font(typeface=looks().font.name))
    paragraph = Paragraph(pPr=ParagraphProperties(defRPr=letters), endParaRPr=letters)
    return RichText(p=[paragraph])
