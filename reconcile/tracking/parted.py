"""The figures of progress parted: by office, unit, group or month."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from reconcile.tracking.counts import ProgressFigures
from reconcile.tracking.progress import UNITS, TrackedKind, TrackedTask, Tracking
from reconcile.vocabulary.terms import term


def parted(
    tracking: Tracking, rows: Iterable[TrackedTask], key: Callable[[TrackedTask], str]
) -> list[tuple[str, ProgressFigures]]:
    """Count rows by a key, in the order in which the keys come."""
    found: dict[str, list[TrackedTask]] = defaultdict(list)
    for row in rows:
        found[key(row)].append(row)
    return [(name, tracking.figures(same)) for name, same in found.items()]


def by_body(
    tracking: Tracking, rows: Sequence[TrackedTask]
) -> list[tuple[str, str, ProgressFigures]]:
    """Count rows by who does them: id, name, figures."""
    names = {row.body_id: row.body for row in reversed(rows)} | {
        UNITS: term("progress", "units_lead")
    }
    parts = parted(tracking, rows, lambda row: row.body_id)
    return [(key, names[key], figures) for key, figures in parts]


def by_office(tracking: Tracking) -> list[tuple[str, str, ProgressFigures]]:
    """Count the upper plan's tasks by the bodies that lead them: id, name, figures."""
    return by_body(tracking, tracking.of(TrackedKind.UPPER))


def by_group(tracking: Tracking) -> list[tuple[str, ProgressFigures]]:
    """Count the upper plan's tasks by its groups, in its order."""
    rows = [row for row in tracking.of(TrackedKind.UPPER) if row.task.group]
    return parted(tracking, rows, lambda row: row.task.group[0])


def by_month(tracking: Tracking, rows: Iterable[TrackedTask]) -> list[tuple[str, ProgressFigures]]:
    """Count rows by the month of their last day, the earliest first; others are left out."""
    return parted(tracking, by_last_day(rows), month_of)


def by_last_day(rows: Iterable[TrackedTask]) -> list[TrackedTask]:
    """List the rows that have a last day, the earliest first."""
    return sorted((row for row in rows if row.state.last_day), key=lambda r: str(r.state.last_day))


def month_of(row: TrackedTask) -> str:
    """Return the month of a row's last day, as ``11/2026``; empty where it has none."""
    return f"{row.state.last_day:%m/%Y}" if row.state.last_day else ""
