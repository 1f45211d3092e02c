"""The sheets of figures: by office, by unit, by group, month by month."""

from reconcile.report.progress.calendar_sheet import CALENDAR
from reconcile.report.progress.cells import figure_cells, figure_columns, head, sums
from reconcile.tracking.counts import ProgressFigures
from reconcile.tracking.parted import by_group, by_month, by_office, parted
from reconcile.tracking.progress import TrackedKind, Tracking
from reconcile.vocabulary.terms import term
from reconcile.workbook.content.columns import column
from reconcile.workbook.content.grid import (
    CellLink,
    Entry,
    Row,
    Sheet,
    SheetColumn,
    SheetTable,
    Tone,
)


def by_unit(tracking: Tracking) -> list[tuple[str, ProgressFigures]]:
    """Count the upper tasks at each unit, in the order of the units."""
    rows = tracking.of(TrackedKind.ASSIGNED)
    return parted(tracking, rows, lambda row: row.body)


def offices_sheet(tracking: Tracking) -> Sheet:
    """Describe the sheet of the offices that lead tasks of the upper plan."""
    columns = (column("progress", "body", 30), *figure_columns())
    rows = tuple(_row(name, figures) for _, name, figures in by_office(tracking))
    return _sheet(tracking, "offices", columns, rows)


def groups_sheet(tracking: Tracking) -> Sheet:
    """Describe the sheet of the groups of the upper plan."""
    columns = (column("label", "group", 44), *figure_columns())
    return _sheet(tracking, "groups", columns, tuple(_row(*e) for e in by_group(tracking)))


def months_sheet(tracking: Tracking) -> Sheet:
    """Describe the sheet of how much comes due month by month; a month leads to its tasks."""
    columns = (column("progress", "month", 12), *figure_columns())
    months = by_month(tracking, tracking.of(TrackedKind.UPPER))
    rows: list[Row] = []
    first = 0
    for name, figures in months:
        link = CellLink(CALENDAR, first)
        rows.append((Entry(name, Tone.LINK, link=link), *figure_cells(figures)))
        first += figures.total
    return _sheet(tracking, "months", columns, tuple(rows))


def units_sheet(tracking: Tracking) -> Sheet:
    """Describe the sheet of the units: their own tasks, and the upper ones at them."""
    columns = (column("progress", "body", 28), column("progress", "kind", 34), *figure_columns())
    rows: list[Row] = []
    for unit in tracking.units:
        for kind in (TrackedKind.UNIT, TrackedKind.ASSIGNED):
            found = tracking.of(kind, unit.id)
            named = Entry(unit.name, Tone.STRONG), Entry(term("tracked_kind", kind))
            rows.append((*named, *figure_cells(tracking.figures(found))))
    return _sheet(tracking, "units", columns, tuple(rows), summed=False)


def _sheet(
    tracking: Tracking,
    name: str,
    columns: tuple[SheetColumn, ...],
    rows: tuple[Row, ...],
    *,
    summed: bool = True,
) -> Sheet:
    """Put a table of figures under its title, with the sum of the upper plan's."""
    total = sums(tracking.figures(tracking.of(TrackedKind.UPPER)), columns)
    is_part = name in ("groups", "months")
    table = SheetTable(
        f"bang_{name}",
        columns,
        rows,
        term("progress", f"no_{name}"),
        total=total if summed and rows and not is_part else (),
        frozen=1,
    )
    return Sheet(
        term("progress_sheet", name), (head(tracking, f"{name}_title", f"{name}_note"), table)
    )


def _row(name: str, figures: ProgressFigures) -> Row:
    """Show a name with its figures."""
    return (Entry(name, Tone.STRONG), *figure_cells(figures))
