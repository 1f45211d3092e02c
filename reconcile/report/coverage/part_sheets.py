"""The sheets of parts of the upper plan: by the offices that lead, by when tasks are due."""

from collections.abc import Iterable

from reconcile.model import Summary
from reconcile.report.coverage.cells import headed, numbered
from reconcile.tracking.coverage import Coverage
from reconcile.tracking.coverage_parts import (
    RECURRING,
    UNDATED,
    CoveragePart,
    by_deadline,
    by_lead,
)
from reconcile.vocabulary.terms import term
from reconcile.workbook.content.columns import column
from reconcile.workbook.content.grid import Entry, Kind, Row, Sheet, SheetColumn, SheetTable, Tone

_STT = column("column", "stt", 5.5, Kind.NUMBER)
_FIGURES = (
    column("label", "total", 10, Kind.NUMBER),
    column("coverage", "given", 10, Kind.NUMBER),
    column("outcome", "carried", 10, Kind.NUMBER),
    column("outcome", "partial", 10, Kind.NUMBER),
    column("outcome", "review", 10, Kind.NUMBER),
    column("outcome", "missed", 10, Kind.NUMBER),
    column("label", "rate", 12, Kind.PERCENT, bar=True),
)


def offices_sheet(coverage: Coverage) -> Sheet:
    """Describe the sheet with one row for each office that leads tasks of the upper plan."""
    rows = ((_office(part), part) for part in by_lead(coverage))
    return _sheet(coverage, "offices", column("coverage", "office", 44), rows)


def deadlines_sheet(coverage: Coverage) -> Sheet:
    """Describe the sheet with one row for each month in which tasks are due."""
    rows = ((_month(part), part) for part in by_deadline(coverage))
    return _sheet(coverage, "deadlines", column("coverage", "due_month", 26), rows)


def _sheet(
    coverage: Coverage, name: str, first: SheetColumn, rows: Iterable[tuple[Entry, CoveragePart]]
) -> Sheet:
    """Put parts under their title; ``name`` is the sheet's key in the glossary."""
    title = term("sheet", name)
    told: list[Row] = [(entry, *_figures(part.tasks, part.figures)) for entry, part in rows]
    whole = _figures(len(coverage.upper.tasks), coverage.total)
    sums = (term("coverage", "total"), *(each.value for each in whole))
    table = SheetTable(
        name=f"bang_{name}",
        columns=(_STT, first, *_FIGURES),
        rows=tuple(numbered(told)),
        empty=term("coverage", f"no_{name}"),
        total=tuple(Entry(value, Tone.TOTAL) for value in (None, *sums)) if told else (),
        frozen=2,
    )
    return Sheet(title, (headed(coverage, f"{name}_title", f"{name}_note"), table))


def _office(part: CoveragePart) -> Entry:
    """Name who leads."""
    if part.is_of_units:
        return Entry(term("coverage", "units_lead"), Tone.STRONG)
    return Entry(part.name or term("coverage", "no_lead"), Tone.STRONG)


def _month(part: CoveragePart) -> Entry:
    """Name the month; one that has passed stands out."""
    if part.name in (RECURRING, UNDATED):
        return Entry(term("coverage", part.name), Tone.FADED)
    return Entry(part.name, Tone.WARNING if part.is_over else Tone.BODY)


def _figures(tasks: int, figures: Summary) -> tuple[Entry, ...]:
    """Show figures, in the order of the columns; no rate where no unit has a part."""
    rate = figures.rate if figures.given else None
    counts = (tasks, figures.given, figures.carried, figures.partial)
    return tuple(map(Entry, (*counts, figures.review, figures.missed, rate)))
