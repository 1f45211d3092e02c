"""The board of progress: which tasks an address asks for, and figures by who has to do them."""

from dataclasses import dataclass
from enum import StrEnum

from reconcile.model import Side, TaskOf
from reconcile.run.page.desk import Desk
from reconcile.run.page.snapshot import short_id
from reconcile.run.page.states import FolderTracking, StatesNow, states_now
from reconcile.store.database import open_database
from reconcile.store.status_entries import last_entry
from reconcile.tracking.counts import DONE, ProgressFigures, StateClass
from reconcile.tracking.parted import by_body, by_month, month_of
from reconcile.tracking.progress import UNITS, TrackedKind, TrackedTask, Tracking
from reconcile.vocabulary.text import bare


class BoardGroup(StrEnum):
    """What the board shows; the value stands in its address."""

    OVERDUE = "qua-han"
    SOON = "sap-den-han"
    UNKNOWN = "chua-biet"
    ALL = "tat-ca"
    OFFICES = "co-quan"
    UNITS = "don-vi"
    MONTHS = "lich"
    MOVES = "thay-doi"
    DOUBTFUL = "can-ra-soat"


LISTS = (BoardGroup.OVERDUE, BoardGroup.SOON, BoardGroup.UNKNOWN, BoardGroup.ALL)
"""Those that list tasks."""
ALL_DONE, REPORTED = "hoan-thanh", "da-bao-cao"
"""Asked for in the place of one class: all that are done, and all of which anybody has told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardAsked:
    """Which part of the board an address asks for."""

    kind: TrackedKind
    group: BoardGroup
    body: str = ""
    """``short_id`` of a unit or office; empty for all."""
    month: str = ""
    """Of the last day, as ``11/2026``."""
    counted: str = ""
    """Value of a class that tasks count in, or one of ``ALL_DONE`` and ``REPORTED``."""
    search: str = ""


class Board:
    """The states of a folder, told once for each time that something is told."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._told: tuple[FolderTracking, int, StatesNow] | None = None

    def now(self) -> StatesNow | None:
        """Return the states at the day of the figures; None before the folder was read."""
        snapshot = self._desk.snapshot
        if snapshot is None:
            return None
        tracked = snapshot.tracking
        with open_database(self._desk.folder) as database:
            last = last_entry(database)
        if self._told is None or self._told[0] is not tracked or self._told[1] != last:
            self._told = tracked, last, states_now(self._desk.folder, tracked)
        return self._told[2]


def row_id(row: TrackedTask) -> str:
    """Return by what a row goes on the page."""
    return short_id("|".join(row.identity))


def duties(row: TrackedTask) -> tuple[tuple[TaskOf, str], ...]:
    """List whose word tells how far a task is, each with its name; none for a sum over units."""
    if row.body_id in ("", UNITS):
        return ()
    side = Side.LOWER if row.kind is TrackedKind.UNIT else Side.UPPER
    named = row.body.split("; ") if ";" in row.body_id else [row.body]
    return tuple(
        (TaskOf(body, side, row.task.key), name)
        for body, name in zip(row.body_id.split(";"), named, strict=False)
    )


def rows_of(tracking: Tracking, asked: BoardAsked) -> list[TrackedTask]:
    """List the tasks that an address asks for: the longest overdue first, the nearest due first."""
    search = bare(asked.search)
    found = [
        row
        for row in tracking.of(asked.kind)
        if _is_in(row, asked.group, tracking)
        and (not asked.body or short_id(row.body_id) == asked.body)
        and (not asked.counted or _is_counted(row, asked.counted))
        and (not asked.month or month_of(row) == asked.month)
        and (not search or search in bare(f"{row.body} {row.task.stt} {row.task.text}"))
    ]
    if asked.group in (BoardGroup.OVERDUE, BoardGroup.SOON):
        found.sort(key=lambda row: str(row.state.last_day))
    return found


def counts(tracking: Tracking, kind: TrackedKind) -> dict[BoardGroup, int]:
    """Count the tasks of each list."""
    rows = tracking.of(kind)
    return {group: sum(_is_in(row, group, tracking) for row in rows) for group in LISTS}


def figures_by(tracking: Tracking, asked: BoardAsked) -> list[tuple[str, str, ProgressFigures]]:
    """Count tasks by who does them or by the month of the last day: id, name, figures."""
    rows = tracking.of(asked.kind)
    if asked.group is BoardGroup.MONTHS:
        return [(name, name, figures) for name, figures in by_month(tracking, rows)]
    found = [(short_id(key), name, figures) for key, name, figures in by_body(tracking, rows)]
    return sorted(found, key=lambda each: (-each[2].open_late, -each[2].unknown))


def _is_counted(row: TrackedTask, asked: str) -> bool:
    """Tell whether a task counts in what is asked for."""
    if asked == REPORTED:
        return row.reported
    return row.counted in DONE if asked == ALL_DONE else row.counted == asked


def _is_in(row: TrackedTask, group: BoardGroup, tracking: Tracking) -> bool:
    """Tell whether a task is in a list."""
    if group is BoardGroup.OVERDUE:
        return row.counted is StateClass.OPEN_LATE
    if group is BoardGroup.SOON:
        return tracking.is_soon(row)
    return group is not BoardGroup.UNKNOWN or row.counted is StateClass.UNKNOWN
