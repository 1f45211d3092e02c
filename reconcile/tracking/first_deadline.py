"""The first last day of a task that was granted another: it stays beside the one that counts."""

import datetime as dt

from reconcile.tracking.progress import TrackedTask


def first_deadline(row: TrackedTask) -> dt.date | None:
    """Return the last day as it was first given; None where it is the one that counts."""
    deadline, last = row.task.deadline, row.state.last_day
    first = deadline.latest if deadline.is_dated else None
    return first if first and last and first < last else None
