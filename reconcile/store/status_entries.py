"""What sources told of tasks: a log to which lines are only ever added."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import msgspec

from reconcile.model import Side, StatusEntry, StatusWords, TaskOf, Where
from reconcile.store.keys_before import key_now, keys_now

_COLUMNS = (
    'delivery, place, unit, side, task, day, said, words, sheet, "row",'
    " difficulty, proposal, own_id"
)
_LAST = (
    "SELECT MAX(id) FROM status_entry AS later"
    " WHERE later.delivery = status_entry.delivery AND later.place = status_entry.place"
)


@dataclass(frozen=True, slots=True)
class Delivery:
    """One delivery of a source: a file as it was, or what a plan's status columns said."""

    id: int
    stream: str
    file: str
    day: date
    tasks: int


def delivered(database: sqlite3.Connection, stream: str, sha256: str) -> Delivery | None:
    """Return a delivery that was taken in before; None for a new one."""
    row = database.execute(
        "SELECT id, stream, file, day, tasks FROM status_delivery WHERE stream = ? AND sha256 = ?",
        (stream, sha256),
    ).fetchone()
    return _delivery(row) if row else None


def deliver(
    database: sqlite3.Connection, stream: str, file: str, sha256: str, told: tuple[date, int]
) -> Delivery:
    """Note a delivery, inside a transaction that the caller has begun; a known one stays as it is.

    Args:
        database: the working folder's.
        stream: of which it is one delivery.
        file: its name.
        sha256: of its content.
        told: the day for which it holds, and of how many tasks it tells.

    """
    day, tasks = told
    database.execute(
        "INSERT INTO status_delivery (stream, file, sha256, day, tasks) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT DO NOTHING",
        (stream, file, sha256, day.isoformat(), tasks),
    )
    found = delivered(database, stream, sha256)
    assert found is not None  # noqa: S101 - it was put there in the same transaction
    return found


def deliveries(database: sqlite3.Connection) -> tuple[Delivery, ...]:
    """Return all deliveries, in the order in which they were taken in."""
    rows = database.execute("SELECT id, stream, file, day, tasks FROM status_delivery ORDER BY id")
    return tuple(map(_delivery, rows))


def add_entries(
    database: sqlite3.Connection, delivery: Delivery, entries: Iterable[tuple[str, StatusEntry]]
) -> int:
    """Add what the rows of a delivery say, inside a transaction that the caller has begun.

    A row that says what it said before adds nothing; one that is now known to be about another
    task, or to say something else, adds a line, which takes the place of the earlier one.

    Args:
        database: the working folder's.
        delivery: of ``deliver``.
        entries: each with its place within the delivery.

    Returns:
        How many lines were added.

    """
    now = keys_now(database)
    before = {
        place: [unit, side, key_now(now, Side(side), task), said]
        for place, unit, side, task, said in database.execute(
            "SELECT place, unit, side, task, said FROM status_entry WHERE delivery = ? ORDER BY id",
            (delivery.id,),
        )
    }
    made = (_line(delivery.id, place, entry) for place, entry in entries)
    lines = [line for line in made if before.get(line[1]) != [*line[2:5], line[6]]]
    marks = ", ".join("?" * 13)
    database.executemany(
        f"INSERT INTO status_entry ({_COLUMNS}) VALUES ({marks})",  # noqa: S608 - constant text
        lines,
    )
    return len(lines)


def all_entries(database: sqlite3.Connection) -> tuple[StatusEntry, ...]:
    """Return the lines that count, in the order in which they were added."""
    return tuple(_entries(database))


def entries_on(database: sqlite3.Connection, duty: TaskOf) -> tuple[StatusEntry, ...]:
    """Return the lines that count on one task of one body, in the order of the log's growth."""
    now = keys_now(database) if duty.side is Side.UPPER else {}
    keys = [duty.task, *(old for old, new in now.items() if new == duty.task)]
    return tuple(_entries(database, (duty.unit, duty.side.value, *keys)))


def last_entry(database: sqlite3.Connection) -> int:
    """Return the number of the last line: another one, and something was told since."""
    (last,) = database.execute("SELECT COALESCE(MAX(id), 0) FROM status_entry").fetchone()
    return int(last)


def links_of(database: sqlite3.Connection, stream: str) -> dict[str, str]:
    """Return what earlier deliveries of a source called a task → the key of that task."""
    rows = database.execute(
        "SELECT own_id, task FROM status_entry JOIN status_delivery"  # noqa: S608 - constant text
        " ON status_entry.delivery = status_delivery.id"
        f" WHERE stream = ? AND own_id != '' AND side = 'upper'"
        f" AND status_entry.id = ({_LAST}) ORDER BY status_entry.id",
        (stream,),
    )
    now = keys_now(database)
    return {called: now.get(key, key) for called, key in rows}


def _entries(database: sqlite3.Connection, duty: tuple[str, ...] = ()) -> Iterator[StatusEntry]:
    """Read the lines that count: all, or those on one task of one body, by all its keys."""
    sources, now = {each.id: each for each in deliveries(database)}, keys_now(database)
    keys = ", ".join("?" * len(duty[2:]))
    about = f" AND unit = ? AND side = ? AND task IN ({keys})" if duty else ""
    rows = database.execute(
        f"SELECT {_COLUMNS} FROM status_entry"  # noqa: S608 - constant text
        f" WHERE task != '' AND id = ({_LAST}){about} ORDER BY id",
        duty,
    )
    for row in rows:
        yield _entry(row, sources[row[0]], now)


@lru_cache(maxsize=1 << 13)
def _said(text: str) -> StatusWords:
    """Read what was understood; thousands of rows say the same."""
    return msgspec.json.decode(text, type=StatusWords)


def _delivery(row: tuple[Any, ...]) -> Delivery:
    """Read a line of the table of deliveries."""
    number, stream, file, day, tasks = row
    return Delivery(number, stream, file, date.fromisoformat(day), tasks)


def _line(delivery: int, place: str, entry: StatusEntry) -> tuple[Any, ...]:
    """Write an entry as a line of the table."""
    duty, where = entry.duty, entry.where
    said = msgspec.json.encode(entry.said).decode()
    head = (delivery, place, duty.unit, duty.side.value, duty.task, entry.day.isoformat(), said)
    tail = (entry.difficulty, entry.proposal, entry.own_id)
    return (*head, entry.words, where.sheet, where.row, *tail)


def _entry(row: tuple[Any, ...], source: Delivery, now: Mapping[str, str]) -> StatusEntry:
    """Read a line of the table, its task under the key of now."""
    _, _, unit, side, task, day, said, words, sheet, number, difficulty, proposal, own_id = row
    return StatusEntry(
        TaskOf(unit, Side(side), key_now(now, Side(side), task)),
        date.fromisoformat(day),
        _said(said),
        words,
        source.stream,
        Where(source.file, sheet, number),
        source.id,
        difficulty,
        proposal,
        own_id,
    )
