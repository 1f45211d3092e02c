"""Runs and where they left every task: kept each time that something changed."""

import sqlite3
import zlib
from collections.abc import Mapping
from typing import Any

import msgspec

from reconcile.model import Unit
from reconcile.store.cache import fingerprint
from reconcile.store.database import writing
from reconcile.store.decisions import name_units, office_time
from reconcile.tracking.changes import RunStanding, texts
from reconcile.tracking.versions import Followed, follow
from reconcile.vocabulary.text import fold

Texts = Mapping[str, str]
"""Task key → text, in the order of a plan."""
SIDES = ("upper", "lower")


def remember_run(database: sqlite3.Connection, unit: Unit, now: RunStanding) -> bool:
    """Keep where a run left a unit's tasks, unless the last run left them so already.

    What each task that is gone was followed by is kept too, so that a decision finds its task
    over any number of versions.

    Returns:
        Whether anything was written.

    """
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


def last_run(database: sqlite3.Connection, unit: str) -> RunStanding | None:
    """Return where the last run left a unit's tasks; None before the first."""
    row = database.execute(
        "SELECT value FROM run WHERE unit = ? ORDER BY id DESC LIMIT 1", (unit,)
    ).fetchone()
    return _unpacked(row[0]) if row else None


def run_before(database: sqlite3.Connection, unit: str, now: RunStanding) -> RunStanding | None:
    """Return the last standing that differs from this one: what changes are told against.

    The answer is the same before and after ``now`` is remembered, so that a run again with
    nothing changed tells the same changes. None where there is no such run.
    """
    row = database.execute(
        "SELECT value FROM run WHERE unit = ? AND fingerprint != ? ORDER BY id DESC LIMIT 1",
        (unit, fingerprint(now.content)),
    ).fetchone()
    return _unpacked(row[0]) if row else None


def trace(database: sqlite3.Connection, unit: str, side: str, asked: Texts, now: Texts) -> Followed:
    """Find what became of tasks that people once decided about, over all versions since.

    Args:
        database: the working folder's, open.
        unit: id of the lower unit.
        side: ``upper`` or ``lower``.
        asked: key → text, as decided about; keys that are there now are passed over.
        now: key → text of the plan as it is now.

    Returns:
        For the keys that are not there now. Where no run ever saw a task (its decision came
        from another folder), it is held against all texts of now that nothing else became.

    """
    last = last_run(database, unit)
    seen: Texts = {} if last is None else texts(last.uppers if side == "upper" else last.lowers)
    kept = database.execute(
        "SELECT old, new FROM successor WHERE unit = ? AND side = ?", (unit, side)
    )
    links = dict(kept.fetchall()) | dict(follow(seen, now).changed)
    lost = {key: text for key, text in asked.items() if key not in now}
    ends = {key: _end(key, links, now) for key in lost}
    changed = {key: end for key, end in ends.items() if end}
    known = {*seen, *links}
    strangers = {key: text for key, text in lost.items() if not ends[key] and key not in known}
    free = {key: text for key, text in now.items() if key not in set(changed.values())}
    changed |= follow(strangers, free).changed
    same = {old: new for old, new in changed.items() if fold(asked[old]) == fold(now[new])}
    return Followed(
        changed={old: new for old, new in changed.items() if old not in same},
        gone=tuple(key for key in lost if key not in changed),
        renamed=same,
    )


def _end(key: str, links: Mapping[str, str], now: Texts) -> str:
    """Follow a key from version to version to one that is there now; ``""`` where none is."""
    passed: set[str] = set()
    while key not in now and key not in passed:
        passed.add(key)
        key = links.get(key, "")
    return key if key in now else ""


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
