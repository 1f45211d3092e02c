"""reconcile.db: one SQLite file beside the working folder's inputs, safe to copy."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from reconcile.errors import OutputError, UsageError
from reconcile.model import Where

NAME = "reconcile.db"

_MIGRATIONS = (
    """
    CREATE TABLE output (
        path TEXT PRIMARY KEY,      -- relative to the working folder, with /
        sha256 TEXT NOT NULL,       -- of the bytes that the program wrote
        made_from TEXT NOT NULL     -- fingerprint of all that went into it
    ) STRICT;
    CREATE TABLE cache (
        kind TEXT NOT NULL,         -- what is kept: source, outcome
        name TEXT NOT NULL,         -- the file or unit
        made_from TEXT NOT NULL,    -- fingerprint of all that went into it
        value BLOB NOT NULL,        -- msgpack
        PRIMARY KEY (kind, name)
    ) STRICT;
    """,
)


@contextmanager
def open_database(folder: Path) -> Iterator[sqlite3.Connection]:
    """Open the working folder's database, made or brought up to date first.

    Raises:
        UsageError: the database was written by a newer version of the program.
        OutputError: the file cannot be opened or written.

    """
    path = folder / NAME
    try:
        connection = sqlite3.connect(path, timeout=30, isolation_level=None)
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            _upgrade(connection)
            yield connection
        finally:
            connection.close()
    except sqlite3.Error as error:
        raise OutputError(
            f"không mở hoặc không ghi được cơ sở dữ liệu của chương trình ({error})",
            where=Where(NAME),
            fix="kiểm tra quyền ghi và dung lượng trống của thư mục làm việc; nếu tệp đã hỏng, "
            "đổi tên tệp này rồi chạy lại (chương trình sẽ tạo tệp mới)",
        ) from error


def _upgrade(connection: sqlite3.Connection) -> None:
    """Apply the migrations that the file lacks, each in a transaction of its own."""
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version > len(_MIGRATIONS):
        raise UsageError(
            "cơ sở dữ liệu do phiên bản mới hơn của chương trình tạo ra",
            where=Where(NAME),
            fix="cài đặt phiên bản mới của reconcile rồi chạy lại; tệp này được giữ nguyên",
        )
    for number in range(version, len(_MIGRATIONS)):
        connection.executescript(
            f"BEGIN IMMEDIATE; {_MIGRATIONS[number]} PRAGMA user_version = {number + 1}; COMMIT;"
        )
