"""Native Excel charts over a table of the same worksheet."""

import math
from dataclasses import dataclass
from itertools import accumulate

from openpyxl.chart import BarChart, Reference
from openpyxl.chart.axis import ChartLines
from openpyxl.chart.data_source import StrRef
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.legend import Legend
from openpyxl.chart.series import SeriesLabel
from openpyxl.chart.series_factory import SeriesFactory
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
from openpyxl.utils import get_column_letter
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
    """Where a chart goes: from column A over the columns, from ``row`` down."""

    row: int
    top: int
    """Header row of the table that it shows."""
    columns: tuple[float, ...]
    """Widths of the columns that a page shows, in points."""

    @property
    def middle(self) -> int:
        """How many columns lie left of the middle of the page."""
        half = sum(self.columns) / 2
        return sum(upto <= half for upto in accumulate(self.columns))


def draw_bars(worksheet: Worksheet, bars: Bars, place: ChartPlace) -> int:
    """Draw a chart over a worksheet that holds its table already, and the one beside it.

    Returns:
        How many rows they take, a free one over and under them included.

    """
    height = math.ceil(_AROUND + _BAR * bars.count)
    cut = place.middle if bars.beside else len(place.columns)
    for chart, first, columns in (
        (bars, 0, place.columns[:cut]),
        (bars.beside, cut, place.columns[cut:]),
    ):
        if chart:
            drawn = _filled(worksheet, chart, place.top)
            drawn.width, drawn.height = int(sum(columns) / _CENTIMETRE), height
            # Off the edge of a page before it.
            worksheet.add_chart(drawn, f"{get_column_letter(first + 1)}{place.row + 1}")
    return math.ceil(height * _CENTIMETRE / BEHIND_CHART) + 2


def _filled(worksheet: Worksheet, bars: Bars, top: int) -> BarChart:
    """Make a chart over rows of the table with its header in row ``top``."""
    first, last = top + 1 + bars.first, top + bars.first + bars.count
    chart, look = _chart(bars), looks().chart
    shown = [(column, look.part[tone]) for column, tone in bars.stacked]
    for column, colour in shown or [(bars.values, look.colour)]:
        series = SeriesFactory(Reference(worksheet, column + 1, first, column + 1, last))
        series.graphicalProperties = GraphicalProperties(solidFill=colour)
        series.dLbls = _labels(bars)
        if bars.stacked:
            named = Reference(worksheet, column + 1, top)
            series.tx = SeriesLabel(strRef=StrRef(str(named)))
        chart.series.append(series)
    chart.set_categories(Reference(worksheet, bars.labels + 1, first, bars.labels + 1, last))
    return chart


def _labels(bars: Bars) -> DataLabelList:
    """Make the labels of a series: its values, none where there is nothing of a part."""
    return DataLabelList(
        numFmt="0;;;" if bars.stacked else None,
        showVal=True,
        showSerName=False,
        showCatName=False,
        showLegendKey=False,
        txPr=_letters(),
    )


def _chart(bars: Bars) -> BarChart:
    """Make an empty chart of horizontal bars, the first on top, rates from 0 to 100 %."""
    counts = bars.counts or bool(bars.stacked)
    chart = BarChart()
    chart.type = "bar"
    chart.title = _title(bars.title)
    chart.legend = None
    chart.gapWidth = 60
    if bars.stacked:
        chart.grouping, chart.overlap = "stacked", 100
        chart.legend = Legend()
        chart.legend.position, chart.legend.txPr = "b", _letters()
    # Excel draws bars from the foot up. Turned round, the first unit is on top, and the scale would
    # go there with it: it is put back by ``crosses``.
    chart.x_axis.scaling.orientation = "maxMin"
    chart.y_axis.scaling.min = 0
    chart.y_axis.number_format = "0" if counts else "0%"
    if not counts:
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
