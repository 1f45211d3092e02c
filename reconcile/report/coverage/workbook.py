"""The coverage workbook as content: the whole book, and its first sheet."""

from collections import Counter
from collections.abc import Mapping

from reconcile.model import Severity, Summary
from reconcile.report.coverage.cells import as_of, headed, number_entry, numbered, role_entry
from reconcile.report.coverage.chain_sheets import chain_sheets
from reconcile.report.coverage.cluster_lines import cluster_lines
from reconcile.report.coverage.data_sheet import data_sheets
from reconcile.report.coverage.list_sheets import (
    deviations_sheet,
    missed_sheet,
    own_sheet,
    review_sheet,
)
from reconcile.report.coverage.matrix_sheet import (
    BELOW,
    matrix_columns,
    matrix_rows,
    matrix_sheets,
)
from reconcile.report.coverage.plans_sheet import plans_sheets
from reconcile.tracking.coverage import Coverage, Digest
from reconcile.vocabulary.terms import term
from reconcile.vocabulary.text import capitalised
from reconcile.workbook.content.columns import column
from reconcile.workbook.content.grid import (
    Bars,
    Block,
    Book,
    CellLink,
    Entry,
    Kind,
    Lines,
    PageBreak,
    Row,
    Sheet,
    SheetTable,
    Tone,
)

_TABLE = "tong_quan"
_COLUMNS = (
    column("column", "stt", 5.5, Kind.NUMBER),
    column("label", "unit", 30),
    column("coverage", "number", 17, Kind.WORD),
    # From here on in the order of ``_figures``.
    column("coverage", "assigned", 10, Kind.NUMBER),
    column("role", "lead", 8, Kind.NUMBER),
    column("role", "support", 8, Kind.NUMBER),
    column("outcome", "carried", 8.5, Kind.NUMBER),
    column("outcome", "partial", 9.5, Kind.NUMBER),
    column("outcome", "review", 8, Kind.NUMBER),
    column("outcome", "missed", 8.5, Kind.NUMBER),
    column("label", "rate", 11, Kind.PERCENT, bar=True),
    column("coverage", "rate_lead", 9.5, Kind.PERCENT),
    column("coverage", "rate_support", 9.5, Kind.PERCENT),
    column("coverage", "own", 8.5, Kind.NUMBER),
    column("lower_outcome", "duplicate", 8, Kind.NUMBER),
    *(column("severity", severity, 7.5, Kind.NUMBER) for severity in Severity),
)
_RATE = [each.name for each in _COLUMNS].index("rate")
_MOST_MISSED = 10
_BARS_ON_A_PAGE = 25
_BARS_UNDER_TABLE = 8
"""Units whose chart has room under their table on one page."""
_ROWS_WITH_CHART = 10
"""Rows that the tables over and under it may have together on that page."""
_UNITS_ON_A_PAGE = 18
"""So many units leave room on the first page: nothing needs repeating."""


def coverage_book(coverage: Coverage) -> Book:
    """Describe the coverage workbook over all units; also made for one or none."""
    return Book(
        title=f"{term('coverage', 'title')} – {coverage.upper.unit.name}",
        sheets=(
            _overview_sheet(coverage),
            *chain_sheets(coverage),
            *plans_sheets(coverage),
            *matrix_sheets(coverage),
            missed_sheet(coverage),
            review_sheet(coverage),
            deviations_sheet(coverage),
            own_sheet(coverage),
            *data_sheets(coverage),
        ),
        as_of=coverage.as_of,
        footer=as_of(coverage.as_of),
    )


def _overview_sheet(coverage: Coverage) -> Sheet:
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
    missed = _missed_lines(coverage)
    if missed.rows:
        full = few and len(coverage.units) + len(tuple(missed.rows)) > _ROWS_WITH_CHART
        blocks += [PageBreak(), missed] if full else [missed]
    blocks += () if few else charts
    return Sheet(term("sheet", "overview"), tuple(blocks))


def _units_table(coverage: Coverage) -> SheetTable:
    """Describe the table of figures, and its total."""
    columns = matrix_columns(coverage)
    rows: list[Row] = [
        (
            Entry(unit.unit.name, Tone.LINK, link=columns[at]),
            Entry(unit.number),
            *(Entry(value) for value in _figures(unit.summary, _severities(unit))),
        )
        for at, unit in enumerate(coverage.units)
    ]
    # Fewer than the sheet of deviations lists: that has files and the upper plan as well.
    severities = sum((_severities(unit) for unit in coverage.units), Counter())
    sums = (Entry(v, Tone.TOTAL) for v in _figures(coverage.total, severities))
    blank = Entry(None, Tone.TOTAL)
    return SheetTable(
        name=_TABLE,
        columns=_COLUMNS,
        rows=tuple(numbered(rows)),
        empty=term("coverage", "no_units"),
        total=(blank, Entry(term("coverage", "total"), Tone.TOTAL), blank, *sums),
        frozen=2,
        repeat=len(coverage.units) > _UNITS_ON_A_PAGE,
    )


def _figures(summary: Summary, severities: Counter[Severity]) -> tuple[int | float, ...]:
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


def _missed_lines(coverage: Coverage) -> Lines:
    """List the tasks that most units have not carried down; no lines where there is none."""
    counts = Counter({i: coverage.missing(i) for i in range(len(coverage.upper.tasks))})
    # Among equals the order of the plan stays: that is how most_common counts.
    worst = [(i, n) for i, n in counts.most_common(_MOST_MISSED) if n]
    if not worst:
        return Lines(())
    # Over the columns of the table of units above it: a sheet has one width for each column.
    places = matrix_rows(coverage)
    heads = (("stt_upper", 1), ("upper_task", 9), ("role", 3), ("missing_units", 0))
    return Lines(
        (
            (Entry(term("coverage", "most_missed"), Tone.SECTION, span=0),),
            tuple(Entry(_head(key), Tone.HEADING, span) for key, span in heads),
            *(_missed_line(coverage, index, count, places) for index, count in worst),
        )
    )


def _head(key: str) -> str:
    """Return a header's term, from the general labels or the workbook's own."""
    section = "label" if key in {"upper_task", "role"} else "coverage"
    return term(section, key)


def _missed_line(coverage: Coverage, index: int, count: int, places: Mapping[str, int]) -> Row:
    """Show one task and how many of the units concerned have not carried it down.

    Its number leads to its row in the matrix.
    """
    task = coverage.upper.tasks[index]
    concerned = sum(standing.counts for standing in coverage.standings(index))
    role = role_entry(coverage.role(index))
    return (
        number_entry(task, Tone.BODY, CellLink(BELOW, places[task.key]), Kind.WORD),
        Entry(task.text, span=9),
        Entry(role.value, role.tone, span=3, kind=Kind.WORD),
        Entry(f"{count}/{concerned}", Tone.STRONG, span=0, kind=Kind.WORD),
    )


def _charts(coverage: Coverage) -> list[Block]:
    """Describe the charts of the rates, a page of units in each."""
    title, blocks = term("coverage", "chart"), list[Block]()
    count = len(coverage.units)
    for first in range(0, count, _BARS_ON_A_PAGE):
        shown = min(_BARS_ON_A_PAGE, count - first)
        part = f" ({first + 1}–{first + shown})" if count > _BARS_ON_A_PAGE else ""
        blocks += [
            PageBreak(),
            Bars(title + part, _TABLE, labels=1, values=_RATE, first=first, count=shown),
        ]
    return blocks
