"""Reports on progress that were made: each keeps what it said, whatever becomes known later."""

import sqlite3
import zlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import msgspec

from reconcile.store.keys_before import keys_now
from reconcile.tracking.progress import TrackedKind
from reconcile.tracking.reported import ReportedStates


def made_report(database: sqlite3.Connection, period: str, last_day: date) -> ReportedStates | None:
    """Return what the report of a period said; None where none was made."""
    row = database.execute(
        "SELECT value FROM progress_report WHERE period = ? AND last_day = ?"
        " ORDER BY id DESC LIMIT 1",
        (period, last_day.isoformat()),
    ).fetchone()
    return _unpacked(row[0], keys_now(database)) if row else None


def earlier_reports(
    database: sqlite3.Connection, period: str, before: date
) -> tuple[ReportedStates, ...]:
    """Return the reports of a kind of period up to a day, the last of each, in their order."""
    rows = database.execute(
        "SELECT last_day, value FROM progress_report WHERE period = ? AND last_day < ?"
        " ORDER BY last_day, id",
        (period, before.isoformat()),
    )
    last, now = dict(rows.fetchall()), keys_now(database)
    return tuple(_unpacked(value, now) for value in last.values())


def keep_report(database: sqlite3.Connection, period: str, states: ReportedStates) -> None:
    """Keep what a report says, inside a transaction that the caller has begun."""
    database.execute(
        "INSERT INTO progress_report (period, first_day, last_day, value) VALUES (?, ?, ?, ?)",
        (
            period,
            states.first_day.isoformat() if states.first_day else "",
            states.last_day.isoformat(),
            zlib.compress(msgspec.msgpack.encode(states)),
        ),
    )


def _unpacked(value: bytes, now: Mapping[str, str]) -> ReportedStates:
    """Read what a report said, its upper tasks under their keys of now."""
    said = msgspec.msgpack.decode(zlib.decompress(value), type=ReportedStates)
    if not any(each.key in now for each in said.tasks):
        return said
    tasks = (
        each if each.kind is TrackedKind.UNIT else replace(each, key=now.get(each.key, each.key))
        for each in said.tasks
    )
    return replace(said, tasks=tuple(tasks))
