"""The first sheet of the coverage workbook: for a chair, the whole on one page."""

from bisect import bisect_right
from collections import Counter

from reconcile.model import Outcome, Severity, Summary
from reconcile.report.coverage.cells import headed, numbered
from reconcile.report.coverage.cluster_lines import cluster_lines, has_clusters
from reconcile.report.coverage.matrix_sheet import matrix_columns
from reconcile.report.coverage.most_missed import most_missed
from reconcile.report.coverage.places import OVERVIEW
from reconcile.tracking.coverage import Coverage, Digest
from reconcile.tracking.coverage_parts import by_missing
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
    SheetColumn,
    SheetTable,
    Tone,
)
from reconcile.workbook.content.tones import OUTCOME_TONES

_CLUSTER = column("cluster", "cluster", 12, Kind.WORD)
_COLUMNS = (
    column("column", "stt", 5.5, Kind.NUMBER),
    column("label", "unit", 27),
    column("coverage", "number", 15, Kind.WORD),
    # From here on in the order of ``_figures``.
    column("coverage", "assigned", 9, Kind.NUMBER),
    column("role", "lead", 7.5, Kind.NUMBER),
    column("role", "support", 7.5, Kind.NUMBER),
    column("outcome", "carried", 8.5, Kind.NUMBER),
    column("outcome", "partial", 9.5, Kind.NUMBER),
    column("outcome", "review", 8, Kind.NUMBER),
    column("outcome", "missed", 8.5, Kind.NUMBER),
    column("label", "rate", 11, Kind.PERCENT, bar=True),
    column("coverage", "rate_lead", 9, Kind.PERCENT),
    column("coverage", "rate_support", 9, Kind.PERCENT),
    column("coverage", "rank", 8, Kind.NUMBER),
    column("coverage", "missed_lead", 9, Kind.NUMBER),
    column("coverage", "missed_support", 9, Kind.NUMBER),
    column("coverage", "own", 8, Kind.NUMBER),
    column("lower_outcome", "duplicate", 7, Kind.NUMBER),
    *(column("severity", severity, 7, Kind.NUMBER) for severity in Severity),
)
_BARS_ON_A_PAGE = 25
_BARS_UNDER_TABLE = 8
"""Units whose chart has room under their table on one page."""
_ROWS_WITH_CHART = 10
"""Rows that the tables over and under it may have together on that page."""
_UNITS_ON_A_PAGE = 18
"""So many units leave room on the first page: nothing needs repeating."""


def overview_sheet(coverage: Coverage) -> Sheet:
    """Describe the sheet with one row for each unit."""
    blocks: list[Block] = [headed(coverage, "title", "rate_note"), _units_table(coverage)]
    few, charts = len(coverage.units) <= _BARS_UNDER_TABLE, _charts(coverage)
    if few:
        # On the page of its table: after the break that stands before it, it would be alone.
        blocks += charts[1:]
    if coverage.uncounted:
        blocks.append(_failed_lines(coverage))
    clusters = cluster_lines(coverage)
    if clusters.rows:
        blocks.append(clusters)
    missed = most_missed(coverage)
    if missed:
        rows = sum(len(tuple(each.rows)) for each in missed)
        full = few and len(coverage.units) + rows > _ROWS_WITH_CHART
        blocks += [PageBreak(), *missed] if full else missed
    blocks += () if few else charts
    return Sheet(term("sheet", "overview"), tuple(blocks))


def _units_table(coverage: Coverage) -> SheetTable:
    """Describe the table of figures: the total on top, then the units by what they miss."""
    places, columns = matrix_columns(coverage), _columns(coverage)
    clustered, ranks = has_clusters(coverage), _ranks(coverage)
    rows: list[Row] = [
        (
            Entry(unit.unit.name, Tone.LINK, link=places[at]),
            *((Entry(unit.cluster),) if clustered else ()),
            Entry(unit.number),
            *map(Entry, _figures(unit.summary, ranks[at], _severities(unit))),
        )
        for at, unit in by_missing(coverage)
    ]
    # Fewer than the sheet of deviations lists: that has files and the upper plan as well.
    severities = sum((_severities(unit) for unit in coverage.units), Counter())
    sums = _figures(coverage.total, None, severities)
    before = [None, term("coverage", "total"), *[None] * (len(columns) - len(sums) - 2)]
    return SheetTable(
        name=OVERVIEW,
        columns=columns,
        rows=tuple(numbered(rows)),
        empty=term("coverage", "no_units"),
        total=tuple(Entry(value, Tone.TOTAL) for value in (*before, *sums)),
        frozen=2,
        repeat=len(coverage.units) > _UNITS_ON_A_PAGE,
    )


def _columns(coverage: Coverage) -> tuple[SheetColumn, ...]:
    """Describe the columns; that of the clusters where there are any."""
    stt, unit, *others = _COLUMNS
    return (stt, unit, *((_CLUSTER,) if has_clusters(coverage) else ()), *others)


def _ranks(coverage: Coverage) -> list[int]:
    """Rank each unit by its rate, in the order of the units: the highest is 1, equals share."""
    rates = sorted(unit.summary.rate for unit in coverage.units)
    return [len(rates) - bisect_right(rates, unit.summary.rate) + 1 for unit in coverage.units]


def _figures(
    summary: Summary, rank: int | None, severities: Counter[Severity]
) -> tuple[int | float | None, ...]:
    """List the figures of a row, in the order of the columns."""
    return (
        summary.given,
        summary.lead,
        summary.support,
        summary.carried,
        summary.partial,
        summary.review,
        summary.missed,
        summary.rate,
        summary.rate_lead,
        summary.rate_support,
        rank,
        summary.missed_lead,
        summary.missed_support,
        summary.own,
        summary.duplicate,
        *(severities[severity] for severity in Severity),
    )


def _severities(unit: Digest) -> Counter[Severity]:
    """Count a unit's findings by severity."""
    return Counter(finding.severity for finding in unit.findings)


def _failed_lines(coverage: Coverage) -> Lines:
    """List what could not be used, why, and what to do."""
    files, reason = term("coverage", "file"), term("coverage", "reason")
    return Lines(
        (
            (Entry(term("coverage", "failed"), Tone.SECTION, span=0),),
            (Entry(files, Tone.HEADING, span=3), Entry(reason, Tone.HEADING, span=0)),
            *(
                (
                    Entry(str(finding.where), span=3),
                    Entry(f"{capitalised(finding.message)}. {capitalised(finding.fix)}.", span=0),
                )
                for finding in coverage.uncounted
            ),
        )
    )


def _charts(coverage: Coverage) -> list[Block]:
    """Describe charts of the rates, and beside them of the outcomes, a page of units in each."""
    blocks, count = list[Block](), len(coverage.units)
    names = [column.name for column in _columns(coverage)]
    rate, parts = names.index("rate"), tuple((names.index(o), OUTCOME_TONES[o]) for o in Outcome)
    for first in range(0, count, _BARS_ON_A_PAGE):
        shown = min(_BARS_ON_A_PAGE, count - first)
        part = f" ({first + 1}–{first + shown})" if count > _BARS_ON_A_PAGE else ""
        title, beside = (f"{term('coverage', key)}{part}" for key in ("chart", "outcome_chart"))
        counts = Bars(beside, OVERVIEW, 1, parts[0][0], first, shown, stacked=parts)
        blocks += [PageBreak(), Bars(title, OVERVIEW, 1, rate, first, shown, beside=counts)]
    return blocks
