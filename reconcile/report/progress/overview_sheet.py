"""The first sheet: the figures of the upper plan, the units and the upper tasks at them; charts."""

from collections.abc import Iterator

from reconcile.report.progress.cells import figure_cells, figure_columns, head
from reconcile.report.progress.figure_sheets import by_unit
from reconcile.tracking.counts import BANDS, ProgressFigures, StateClass
from reconcile.tracking.outcome import ProgressOutcome
from reconcile.tracking.parted import by_office
from reconcile.tracking.progress import TrackedKind
from reconcile.tracking.reported import ReportedStates
from reconcile.vocabulary.periods import ReportPeriod
from reconcile.vocabulary.terms import term
from reconcile.vocabulary.text import capitalised
from reconcile.workbook.content.columns import column
from reconcile.workbook.content.grid import (
    Bars,
    Block,
    Entry,
    Kind,
    Lines,
    PageBreak,
    Row,
    Sheet,
    SheetTable,
    Tone,
)

_STATES, _OFFICES, _UNITS, _TREND = "theo_trang_thai", "co_quan", "don_vi", "dien_bien"
_LATE = "qua_han_theo_ngay"
_MOST_BARS = 25


def overview_sheet(outcome: ProgressOutcome) -> Sheet:
    """Describe the sheet that is read in the morning."""
    tracking = outcome.tracking
    blocks: list[Block] = [head(tracking, "title", "rate_note"), _scopes(outcome)]
    blocks += [_section("overdue_by"), _overdue_by(outcome)]
    blocks += [PageBreak(), _section("by_state"), _states(outcome)]
    blocks.append(_chart("by_state", _STATES, len(StateClass)))
    blocks += [PageBreak(), _section("trend"), _trend(outcome)]
    if len(outcome.trend) > 1:
        count = min(len(outcome.trend), _MOST_BARS)
        first = len(outcome.trend) - count
        blocks.append(Bars(term("progress", "trend_chart"), _TREND, 0, _rate(1), first, count))
    offices = [(name, figures) for _, name, figures in by_office(outcome.tracking)]
    for name, table, rows in (
        ("by_office", _OFFICES, tuple(_rates(offices))),
        ("by_unit", _UNITS, tuple(_rates(by_unit(outcome.tracking)))),
    ):
        if rows:
            blocks += [PageBreak(), _section(name), _rate_table(table, rows)]
            count = min(len(rows), _MOST_BARS)
            blocks.append(Bars(term("progress", name), table, 0, 2, 0, count))
    widths = (36.0, *(each.width for each in figure_columns()))
    return Sheet(term("progress_sheet", "overview"), tuple(blocks), widths=widths)


def _scopes(outcome: ProgressOutcome) -> SheetTable:
    """Describe the table of the three kinds of tracked rows."""
    tracking = outcome.tracking
    rows = [
        (Entry(term("tracked_kind", kind), Tone.STRONG), *figure_cells(tracking.figures(found)))
        for kind in TrackedKind
        if (found := tracking.of(kind)) or kind is TrackedKind.UPPER
    ]
    columns = (column("progress", "scope", 32), *figure_columns())
    return SheetTable("tong_quan", columns, tuple(rows), term("progress", "no_data"), repeat=False)


def _states(outcome: ProgressOutcome) -> SheetTable:
    """Describe the table of the states of the upper plan, for its chart."""
    figures = outcome.tracking.figures(outcome.tracking.of(TrackedKind.UPPER))
    rows = tuple(
        (Entry(term("state_class", kind)), Entry(number))
        for kind, number in zip(StateClass, figures.by_class, strict=True)
    )
    columns = (column("progress", "class", 32), column("progress", "total", 9, Kind.NUMBER))
    return SheetTable(_STATES, columns, rows, term("progress", "no_data"), repeat=False)


def _overdue_by(outcome: ProgressOutcome) -> SheetTable:
    """Describe the table of what is overdue by how long it is."""
    tracking = outcome.tracking
    rows = [
        (
            Entry(term("tracked_kind", kind), Tone.STRONG),
            Entry(figures.open_late),
            *(Entry(number) for number in figures.overdue_by),
        )
        for kind in TrackedKind
        if (figures := tracking.figures(tracking.of(kind))).total
    ]
    columns = (
        column("progress", "scope", 32),
        column("state_class", StateClass.OPEN_LATE, 10, Kind.NUMBER),
        *(column("progress", f"late_{first}", 10, Kind.NUMBER) for first, _ in BANDS),
    )
    return SheetTable(_LATE, columns, tuple(rows), term("progress", "no_data"), repeat=False)


def _chart(name: str, table: str, count: int) -> Bars:
    """Describe the chart of a table of counts."""
    return Bars(term("progress", name), table, 0, 1, 0, count, counts=True)


def _trend(outcome: ProgressOutcome) -> SheetTable:
    """Describe the table of the reports so far, as they said it."""
    rows = tuple(_reported(_period_of(outcome, each), each) for each in outcome.trend)
    columns = (column("progress", "period", 32), *figure_columns())
    return SheetTable(_TREND, columns, rows, term("progress", "no_trend"), repeat=False)


def _period_of(outcome: ProgressOutcome, states: ReportedStates) -> ReportPeriod:
    """Return the period of a report; that which is reported now may still go on."""
    if states is outcome.states:
        return outcome.period
    return ReportPeriod(outcome.period.kind, states.first_day, states.last_day)


def _reported(period: ReportPeriod, states: ReportedStates) -> Row:
    """Show a report."""
    name = f"{capitalised(period.name)} (đến {states.last_day:%d/%m/%Y})"
    return (Entry(name), *figure_cells(states.figures(TrackedKind.UPPER)))


def _rates(rows: list[tuple[str, ProgressFigures]]) -> Iterator[Row]:
    """Show the rates of bodies; who has none is not on the chart."""
    for name, figures in rows:
        if figures.done_rate is not None:
            rates = Entry(figures.done_rate), Entry(figures.reported_rate)
            yield Entry(name), Entry(figures.dated), *rates


def _rate_table(name: str, rows: tuple[Row, ...]) -> SheetTable:
    """Describe a table of rates, for its chart."""
    columns = (
        column("progress", "body", 32),
        column("progress", "dated", 14, Kind.NUMBER),
        column("progress", "done_rate", 10, Kind.PERCENT),
        column("progress", "reported_rate", 10, Kind.PERCENT),
    )
    return SheetTable(name, columns, rows, term("progress", "no_data"), repeat=False)


def _rate(before: int) -> int:
    """Return where the done rate stands in a table with columns of figures behind others."""
    names = [each.name for each in figure_columns()]
    return before + names.index("done_rate")


def _section(name: str) -> Lines:
    """Head a part of the sheet."""
    return Lines(((Entry(term("progress", name), Tone.SECTION, span=0),),))
