"""The sheet of the upper plans, where there are several: how each is carried down."""

from collections.abc import Sequence

from reconcile.model import Plan, Summary
from reconcile.report.coverage.cells import headed, numbered, short_name
from reconcile.tracking.coverage import Coverage
from reconcile.tracking.coverage_parts import by_plan
from reconcile.tracking.figures import combine
from reconcile.vocabulary.terms import term
from reconcile.workbook.content.columns import column
from reconcile.workbook.content.grid import Entry, Kind, Row, Sheet, SheetColumn, SheetTable, Tone

_OF_THE_PLAN = (
    column("column", "stt", 5.5, Kind.NUMBER),
    column("label", "upper_plan", 22, Kind.WORD),
    column("coverage", "plan_issued", 12, Kind.DATE),
    column("coverage", "plan_issuer", 24),
    # From here on in the order of ``_figures``.
    column("label", "total", 9, Kind.NUMBER),
    column("coverage", "assigned", 10, Kind.NUMBER),
    column("outcome", "carried", 8.5, Kind.NUMBER),
    column("outcome", "partial", 9.5, Kind.NUMBER),
    column("outcome", "review", 8, Kind.NUMBER),
    column("outcome", "missed", 8.5, Kind.NUMBER),
    column("label", "rate", 11, Kind.PERCENT, bar=True),
)
_A_UNIT = 10.0
"""Width of each unit's column; they follow, in the order of the units."""


def plans_sheets(coverage: Coverage) -> tuple[Sheet, ...]:
    """Describe the sheet with one row for each upper plan; none where there is one plan."""
    if not coverage.upper.parts:
        return ()
    units = (SheetColumn(short_name(u.unit), _A_UNIT, Kind.PERCENT) for u in coverage.units)
    rows = [
        _row(plan, summary, coverage, first)
        for (plan, summary), first in zip(by_plan(coverage), _firsts(coverage.upper), strict=True)
    ]
    sums = _figures(len(coverage.upper.tasks), coverage.total)
    rates = (unit.summary.rate for unit in coverage.units)
    table = SheetTable(
        name="theo_ke_hoach",
        columns=(*_OF_THE_PLAN, *units),
        rows=tuple(numbered(rows)),
        empty=term("coverage", "no_tasks"),
        total=(
            *(Entry(None, Tone.TOTAL), Entry(term("coverage", "total"), Tone.TOTAL)),
            *(Entry(None, Tone.TOTAL) for _ in range(2)),
            *(Entry(value, Tone.TOTAL) for value in (*sums, *rates)),
        ),
        frozen=2,
    )
    head = headed(coverage, "plans_title", "plans_note")
    return (Sheet(term("coverage", "plans_sheet"), (head, table)),)


def _firsts(upper: Plan) -> list[int]:
    """List the position of the first task of each plan among all."""
    return [sum(len(plan.tasks) for plan in upper.plans[:at]) for at in range(len(upper.plans))]


def _row(plan: Plan, summary: Summary, coverage: Coverage, first: int) -> Row:
    """Show one plan: what all units carry of it, and the rate of each."""
    upto = first + len(plan.tasks)
    each = [combine([(unit.standings[first:upto], Summary())]) for unit in coverage.units]
    return (
        Entry(plan.name, Tone.STRONG),
        Entry(plan.issued),
        Entry(plan.unit.name),
        *map(Entry, _figures(len(plan.tasks), summary)),
        *(Entry(own.rate if own.lead + own.support else None) for own in each),
    )


def _figures(tasks: int, summary: Summary) -> Sequence[int | float]:
    """List the figures of a row, in the order of the columns."""
    return (
        tasks,
        summary.given,
        summary.carried,
        summary.partial,
        summary.review,
        summary.missed,
        summary.rate,
    )
