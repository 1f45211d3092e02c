"""The cache: what was parsed or settled before, kept while nothing that it came from changes."""

import sqlite3
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

import msgspec

from reconcile.store.database import writing

Value = TypeVar("Value")


def fingerprint(*parts: object) -> str:
    """Return one hash for the things that a value is made from.

    Args:
        parts: strings, bytes, numbers, or nouns that msgspec can write; the order matters.

    """
    return sha256(msgspec.msgpack.encode(parts)).hexdigest()


def pack(noun: object) -> bytes:
    """Write a noun as bytes, light to keep and to send to another process."""
    return msgspec.msgpack.encode(noun)


def unpack(packed: bytes, noun: type[Value]) -> Value:
    """Read a noun that ``pack`` wrote."""
    return msgspec.msgpack.decode(packed, type=noun)


def recall(
    database: sqlite3.Connection, kind: str, name: str, made_from: str, noun: type[Value]
) -> Value | None:
    """Return what is kept under a name, or None when it was made from other things."""
    row = database.execute(
        "SELECT value FROM cache WHERE kind = ? AND name = ? AND made_from = ?",
        (kind, name, made_from),
    ).fetchone()
    if row is None:
        return None
    try:
        return msgspec.msgpack.decode(row[0], type=noun)
    except msgspec.MsgspecError:  # written by another version: made again
        return None


def recall_named(
    database: sqlite3.Connection, kind: str, name: str, noun: type[Value]
) -> Value | None:
    """Return what is kept under a name, whatever it was made from; None where nothing is."""
    row = database.execute(
        "SELECT value FROM cache WHERE kind = ? AND name = ?", (kind, name)
    ).fetchone()
    with suppress(msgspec.MsgspecError):  # written by another version
        return msgspec.msgpack.decode(row[0], type=noun) if row else None
    return None


def recall_all(database: sqlite3.Connection, kind: str, noun: type[Value]) -> tuple[Value, ...]:
    """Return all that is kept of a kind, whatever it was made from, in the order of the names."""
    rows = database.execute("SELECT value FROM cache WHERE kind = ? ORDER BY name", (kind,))
    found: list[Value] = []
    for (value,) in rows:
        with suppress(msgspec.MsgspecError):  # written by another version
            found.append(msgspec.msgpack.decode(value, type=noun))
    return tuple(found)


def keep(database: sqlite3.Connection, kind: str, name: str, made_from: str, value: object) -> None:
    """Keep a value under a name, in the place of an older one."""
    database.execute(
        "INSERT INTO cache VALUES (?, ?, ?, ?) ON CONFLICT (kind, name) DO UPDATE"
        " SET made_from = excluded.made_from, value = excluded.value",
        (kind, name, made_from, msgspec.msgpack.encode(value)),
    )


def kept_names(database: sqlite3.Connection, kind: str) -> frozenset[str]:
    """Return the names of all that is kept of a kind."""
    rows = database.execute("SELECT name FROM cache WHERE kind = ?", (kind,))
    return frozenset(name for (name,) in rows)


def kept_as_made(database: sqlite3.Connection, kind: str, name: str, made_from: str) -> bool:
    """Tell whether a value is kept that was made from these things, without reading it."""
    row = database.execute(
        "SELECT 1 FROM cache WHERE kind = ? AND name = ? AND made_from = ?",
        (kind, name, made_from),
    ).fetchone()
    return row is not None


def kept_as(database: sqlite3.Connection, kind: str, name: str, digest: str) -> bool:
    """Tell whether a value of a file's bytes is kept, whichever program made it of them."""
    row = database.execute(
        "SELECT 1 FROM cache WHERE kind = ? AND name = ? AND substr (made_from, -64) = ?",
        (kind, name, digest),
    ).fetchone()
    return row is not None


def drop(database: sqlite3.Connection, kind: str, names: Iterable[str]) -> None:
    """Let go of what is kept under names."""
    with writing(database):
        database.executemany(
            "DELETE FROM cache WHERE kind = ? AND name = ?", [(kind, name) for name in names]
        )


@cache
def program_fingerprint() -> str:
    """Return the hash of the program itself, so that another version reads everything anew."""
    home = Path(__file__).parent.parent
    parts = sorted(p for p in home.rglob("*") if p.suffix in (".py", ".toml"))
    return fingerprint(*((p.relative_to(home).as_posix(), p.read_bytes()) for p in parts))
