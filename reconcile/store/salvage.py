"""What can still be read of a database that is damaged, or was made by any earlier program."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

TABLES = (
    "unit",
    "unit_now",
    "unit_called",
    "seen_plan",
    "successor",
    "run",
    "output",
    "workbook",
    "decision",
    "status_delivery",
    "status_entry",
    "status_answer",
    "progress_report",
    "page_note",
)
"""The tables that cannot be made again from the inputs; the cache is not among them."""
Row = dict[str, Any]
_HEADER = 100
_LEAST, _MOST = 20_000, 1_000_000
"""How many row numbers are tried where nothing tells how far a table goes, and at most."""


@dataclass(slots=True)
class Salvaged:
    """The rows that SQLite still gives, by table, each by the names of its columns."""

    rows: dict[str, list[Row]] = field(default_factory=dict)
    damaged: list[str] = field(default_factory=list)
    """Tables of which a part could not be read; all of them where the file is no database."""


def salvage(file: Path) -> Salvaged:
    """Read what SQLite still gives of a database: table by table, past every damaged page.

    Args:
        file: a copy, which may be changed.

    """
    found = Salvaged()
    try:
        _make_whole(file)
        with closing(sqlite3.connect(file)) as opened:
            # Else one wrong byte in the description of an index would hide all tables.
            opened.execute("PRAGMA writable_schema = ON")
            opened.execute("PRAGMA cell_size_check = ON")
            there = {name for (name,) in opened.execute("SELECT name FROM sqlite_master")}
            for table in TABLES:
                if table in there:
                    _read_table(opened, table, found)
    except (sqlite3.Error, OSError, UnicodeError):
        found.damaged = list(TABLES)
    return found


def _make_whole(file: Path) -> None:
    """Fill a file that was cut off up to the length that it says, for SQLite reads no other."""
    with file.open("r+b") as opened:
        head = opened.read(_HEADER)
        size = int.from_bytes(head[16:18])
        pages = int.from_bytes(head[28:32])
        wanted = (65536 if size == 1 else size) * pages
        there = opened.seek(0, 2)
        # A damaged header may say anything; no folder has a database of four times the file.
        if 0 < there < wanted <= max(4 * there, 1 << 26):
            opened.truncate(wanted)


def _read_table(opened: sqlite3.Connection, table: str, found: Salvaged) -> None:
    """Read a table as a whole, or else row by row."""
    with suppress(sqlite3.Error, UnicodeError):
        whole = f'SELECT * FROM "{table}"'  # noqa: S608 - our own names
        found.rows[table] = [dict(row) for row in _rows(opened, whole)]
        return
    found.damaged.append(table)
    found.rows[table] = list(_row_by_row(opened, table))


def _row_by_row(opened: sqlite3.Connection, table: str) -> Iterator[Row]:
    """Yield the rows that are found by their numbers, one by one."""
    for at in range(1, _last(opened, table) + 1):
        with suppress(sqlite3.Error, UnicodeError):
            statement = f'SELECT * FROM "{table}" WHERE rowid = {at}'  # noqa: S608 - our own names
            yield from map(dict, _rows(opened, statement))


def _last(opened: sqlite3.Connection, table: str) -> int:
    """Return the highest number that a row of a table may have."""
    known = [_LEAST]
    for statement in (
        f"SELECT seq FROM sqlite_sequence WHERE name = '{table}'",  # noqa: S608 - our own names
        f'SELECT max(rowid) FROM "{table}"',  # noqa: S608
    ):
        with suppress(sqlite3.Error, UnicodeError):
            known += [int(n) for (n,) in opened.execute(statement) if isinstance(n, int)]
    # A damaged number may be beyond all bounds.
    return min(max(known), _MOST)


def _rows(opened: sqlite3.Connection, statement: str) -> list[sqlite3.Row]:
    """Execute a statement whole."""
    cursor = opened.cursor()
    cursor.row_factory = sqlite3.Row
    return cursor.execute(statement).fetchall()
