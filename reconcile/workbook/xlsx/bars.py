"""Native Excel charts over a table of the same worksheet."""

import math
from dataclasses import dataclass

from openpyxl.chart import BarChart, Reference
from openpyxl.chart.axis import ChartLines
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import (
    CharacterProperties,
    Font,
    Paragraph,
    ParagraphProperties,
    RegularTextRun,
)
from openpyxl.worksheet.worksheet import Worksheet

from reconcile.workbook.content.grid import Bars
from reconcile.workbook.xlsx.looks import looks

BEHIND_CHART = 15.0
"""Height that the rows which a chart lies on must have, in points."""
_BAR = 0.7
"""Centimetres for each bar with its gap."""
_AROUND = 2.6
"""Centimetres for title and axis."""
_LINES = "D9D9D9"
"""Colour of the lines behind the bars."""
_CENTIMETRE = 72 / 2.54


@dataclass(frozen=True, slots=True)
class ChartPlace:
    """Where a chart goes: from column A over ``width`` points, from ``row`` down."""

    row: int
    top: int
    """Header row of the table that it shows."""
    width: float


def draw_bars(worksheet: Worksheet, bars: Bars, place: ChartPlace) -> int:
    """Draw a chart over a worksheet that holds its table already.

    Returns:
        How many rows the chart takes, a free one over and under it included.

    """
    first, last = place.top + 1 + bars.first, place.top + bars.first + bars.count
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
    chart.width, chart.height = int(place.width / _CENTIMETRE), height
    worksheet.add_chart(chart, f"A{place.row + 1}")  # off the edge of a page before it
    return math.ceil(height * _CENTIMETRE / BEHIND_CHART) + 2


def _chart(bars: Bars) -> BarChart:
    """Make an empty chart of horizontal bars, the first on top, rates from 0 to 100 %."""
    chart = BarChart()
    chart.type = "bar"
    chart.title = _title(bars.title)
    chart.legend = None
    chart.gapWidth = 60
    # Excel draws bars from the foot up. Turned round, the first unit is on top, and the scale would
    # go there with it: it is put back by ``crosses``.
    chart.x_axis.scaling.orientation = "maxMin"
    chart.y_axis.scaling.min = 0
    chart.y_axis.number_format = "0" if bars.counts else "0%"
    if not bars.counts:
        chart.y_axis.scaling.max, chart.y_axis.majorUnit = 1, 0.2
    chart.y_axis.crosses = "max"
    chart.y_axis.majorGridlines = ChartLines(
        spPr=GraphicalProperties(ln=LineProperties(solidFill=_LINES))
    )
    for axis in (chart.x_axis, chart.y_axis):
        # openpyxl leaves this unsaid, and Excel then shows no axis.
        axis.delete = False
        axis.txPr = _letters()
    return chart


def _title(text: str) -> Title:
    """Make the title in the workbook's own letters."""
    size = round(looks().chart.font * 1.3)
    bold = CharacterProperties(sz=size, b=True, latin=Font(typeface=looks().font.name))
    paragraph = Paragraph(
        pPr=ParagraphProperties(defRPr=bold), r=[RegularTextRun(rPr=bold, t=text)]
    )
    return Title(tx=Text(rich=RichText(p=[paragraph])), overlay=False)


def _letters() -> RichText:
    """Make the letters of axes and labels."""
    letters = CharacterProperties(sz=looks().chart.font, latin=Font(typeface=looks().font.name))
    paragraph = Paragraph(pPr=ParagraphProperties(defRPr=letters), endParaRPr=letters)
    return RichText(p=[paragraph])
