"""The figures of progress parted: by office, unit, group or month."""

from collections import defaultdict
from collections.abc import Callable, Iterable

from reconcile.tracking.counts import ProgressFigures
from reconcile.tracking.progress import TrackedTask, Tracking


def parted(
    tracking: Tracking, rows: Iterable[TrackedTask], key: Callable[[TrackedTask], str]
) -> list[tuple[str, ProgressFigures]]:
    """Count rows by a key, in the order in which the keys come."""
    found: dict[str, list[TrackedTask]] = defaultdict(list)
    for row in rows:
        found[key(row)].append(row)
    return [(name, tracking.figures(same)) for name, same in found.items()]
