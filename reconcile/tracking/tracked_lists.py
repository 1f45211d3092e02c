"""Lists of tracked rows: contradicted, open; and the bodies that lead any."""

from collections.abc import Iterable, Iterator

from reconcile.model import StatusEntry
from reconcile.tracking.progress import UNITS, TrackedKind, TrackedTask, Tracking


def conflicts(rows: Iterable[TrackedTask]) -> Iterator[tuple[TrackedTask, StatusEntry]]:
    """Yield the rows on which sources contradict each other, with each entry against."""
    for row in rows:
        for other in row.standing.against if row.standing else ():
            yield row, other


def bodies_of(tracking: Tracking) -> dict[str, str]:
    """Name the units, then the offices that lead a task alone, by their ids."""
    named = {unit.id: unit.name for unit in tracking.units}
    for row in tracking.of(TrackedKind.UPPER):
        if row.body_id not in ("", UNITS) and ";" not in row.body_id:
            named.setdefault(row.body_id, row.body)
    return named


def open_tasks(rows: Iterable[TrackedTask]) -> list[TrackedTask]:
    """List the rows with a last day that are not done."""
    return [row for row in rows if row.state.last_day and not row.state.is_settled]
