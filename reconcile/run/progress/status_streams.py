"""Of what a file of statuses is one delivery, and whether it shrank since the one before."""

import re
from collections.abc import Iterator
from pathlib import Path
from sqlite3 import Connection

from reconcile.model import Finding, Where
from reconcile.office.left_behind import is_left_behind
from reconcile.store.status_entries import Delivery, deliveries
from reconcile.vocabulary.findings import finding
from reconcile.vocabulary.same_name import without_ending
from reconcile.vocabulary.text import bare

STATUS = "inputs/status"
_SHRUNK = 2 / 3
"""A source that tells of fewer than this share of what it told before is asked about."""
_PERIOD_WORDS = re.compile(
    r"\d+|\b(?:tuan|thang|quy|ngay|den|cap nhat|moi|ban cuoi|gui lai)\b|[^a-z]+"
)


def status_files(folder: Path) -> tuple[Path, ...]:
    """List the files of statuses, in the order of their names; there may be none."""
    place = folder / STATUS
    found = (path for path in place.rglob("*") if path.is_file())
    return tuple(sorted(path for path in found if not is_left_behind(path.relative_to(place))))


def stream_of(owner: str, file: str) -> str:
    """Name what a file is one delivery of: its name without days, periods and numbers."""
    name = _PERIOD_WORDS.sub(" ", bare(without_ending(file))).strip() or "tep"
    return f"file:{owner}:{name}"


def shrunk(database: Connection, delivery: Delivery) -> Iterator[Finding]:
    """Say that the last delivery of a source tells of far fewer tasks than the one before."""
    same = [each for each in deliveries(database) if each.stream == delivery.stream]
    same.sort(key=lambda each: (each.day, each.id))
    at = next(number for number, each in enumerate(same) if each.id == delivery.id)
    before = same[at - 1] if at else None
    last = delivery.id == same[-1].id
    if last and before and delivery.tasks <= before.tasks * _SHRUNK:
        day = f"{before.day:%d/%m/%Y}"
        counts = {"now": str(delivery.tasks), "before": str(before.tasks)}
        yield finding("status-shrunk", Where(delivery.file), day=day, **counts)
