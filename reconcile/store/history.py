"""Runs and where they left every task: kept each time that something changed."""

import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import msgspec

from reconcile.model import Outcome, Unit
from reconcile.store.cache import fingerprint
from reconcile.store.database import writing
from reconcile.store.decisions import name_units, office_time
from reconcile.tracking.changes import RunStanding, texts
from reconcile.tracking.history import History
from reconcile.tracking.versions import follow


def remember_run(database: sqlite3.Connection, unit: Unit, now: RunStanding) -> bool:
    """Keep where a run left a unit's tasks, unless the last run left them so already.

    What each task that is gone was followed by is kept too, so that a decision finds its task
    over any number of versions.

    Returns:
        Whether anything was written.

    """
    # Not inside: it begins a transaction of its own.
    name_units(database, [unit])
    mark = fingerprint(now.content)
    with writing(database):
        row = database.execute(
            "SELECT fingerprint, value FROM run WHERE unit = ? ORDER BY id DESC LIMIT 1", (unit.id,)
        ).fetchone()
        if row and row[0] == mark:
            return False
        if row and (last := _unpacked(row[1])):
            _keep_successors(database, unit.id, last, now)
        database.execute(
            "INSERT INTO run (unit, ran_at, fingerprint, value) VALUES (?, ?, ?, ?)",
            (unit.id, office_time(), mark, zlib.compress(msgspec.msgpack.encode(now))),
        )
    return True


def history_of(database: sqlite3.Connection, unit: str) -> History:
    """Return what is kept of a unit's runs; an empty history before the first."""
    rows = database.execute(
        "SELECT value, ran_at FROM run WHERE unit = ? ORDER BY id DESC LIMIT 2", (unit,)
    ).fetchall()
    last, earlier = ([_unpacked(value) for value, _ in rows] + [None, None])[:2]
    last_at, earlier_at = ([at for _, at in rows] + ["", ""])[:2]
    return History(
        last,
        earlier,
        last_at,
        earlier_at,
        _successors(database, unit, "upper"),
        _successors(database, unit, "lower"),
    )


@dataclass(frozen=True, slots=True)
class KeptRun:
    """Where one run left the tasks of one unit."""

    id: int
    """Later runs have greater ones."""
    unit: str
    ran_at: str
    """ISO date and time, local to the office."""
    standing: RunStanding


@dataclass(frozen=True, slots=True)
class RunOutcomes:
    """What figures need of a standing: the rest of it, its texts, is passed over unread."""

    outcomes: dict[str, Outcome]
    idle: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class KeptOutcomes:
    """The outcomes in which one run left the tasks of one unit."""

    id: int
    unit: str
    ran_at: str
    """ISO date and time, local to the office."""
    standing: RunOutcomes


def runs_after(database: sqlite3.Connection, last: int) -> Iterator[KeptOutcomes]:
    """Yield what is kept of all units from behind a line on, in the order of its growth."""
    rows = database.execute(
        "SELECT id, unit, ran_at, value FROM run WHERE id > ? ORDER BY id", (last,)
    )
    for key, unit, at, value in rows:
        with suppress(msgspec.MsgspecError, zlib.error):
            standing = msgspec.msgpack.decode(zlib.decompress(value), type=RunOutcomes)
            yield KeptOutcomes(key, unit, at, standing)


def run_and_before(
    database: sqlite3.Connection, line: int
) -> tuple[KeptRun | None, KeptRun | None]:
    """Return what is kept of a line and of the run of the same unit before it; None for neither."""
    rows = database.execute(
        "SELECT id, unit, ran_at, value FROM run WHERE id <= ?"
        " AND unit = (SELECT unit FROM run WHERE id = ?) ORDER BY id DESC LIMIT 2",
        (line, line),
    ).fetchall()
    found = [
        KeptRun(key, unit, at, standing) if (standing := _unpacked(value)) else None
        for key, unit, at, value in rows
    ]
    now, before = ([*found, None, None])[:2]
    return now, before


def standing_at(database: sqlite3.Connection, unit: str, when: str) -> RunStanding | None:
    """Return where the last run up to a time left a unit's tasks; None before the first."""
    row = database.execute(
        "SELECT value FROM run WHERE unit = ? AND ran_at <= ? ORDER BY id DESC LIMIT 1",
        (unit, when),
    ).fetchone()
    return _unpacked(row[0]) if row else None


def first_standing(database: sqlite3.Connection, unit: str) -> RunStanding | None:
    """Return where the first run left a unit's tasks; None where there is none."""
    row = database.execute(
        "SELECT value FROM run WHERE unit = ? ORDER BY id LIMIT 1", (unit,)
    ).fetchone()
    return _unpacked(row[0]) if row else None


def _successors(database: sqlite3.Connection, unit: str, side: str) -> dict[str, str]:
    """Return which key followed which one that is gone, on one side."""
    kept = database.execute(
        "SELECT old, new FROM successor WHERE unit = ? AND side = ?", (unit, side)
    )
    return dict(kept.fetchall())


def _keep_successors(
    database: sqlite3.Connection, unit: str, last: RunStanding, now: RunStanding
) -> None:
    """Keep which key followed which one that is gone."""
    for side, old, new in (
        ("upper", last.uppers, now.uppers),
        ("lower", last.lowers, now.lowers),
    ):
        database.executemany(
            "INSERT INTO successor VALUES (?, ?, ?, ?)"
            " ON CONFLICT (unit, side, old) DO UPDATE SET new = excluded.new",
            [(unit, side, *pair) for pair in follow(texts(old), texts(new)).changed.items()],
        )


def _unpacked(value: Any) -> RunStanding | None:
    """Read a standing; one of a program that kept it otherwise counts as none."""
    try:
        return msgspec.msgpack.decode(zlib.decompress(value), type=RunStanding)
    except (msgspec.MsgspecError, zlib.error):
        return None
