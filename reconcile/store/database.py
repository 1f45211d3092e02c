"""reconcile.db: one SQLite file beside the working folder's inputs, safe to copy."""

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from reconcile.errors import OutputError, UsageError
from reconcile.model import Where
from reconcile.store.schema import MIGRATIONS
from reconcile.store.temporary_names import trial_name

NAME = "reconcile.db"
_WAIT = 30.0
"""Seconds to wait for another process that is writing."""
_PAUSE = 0.05
"""Seconds between two tries where SQLite itself does not wait."""


@contextmanager
def open_database(folder: Path) -> Iterator[sqlite3.Connection]:
    """Open the working folder's database, made or brought up to date first.

    Raises:
        UsageError: the database was written by a newer version of the program.
        OutputError: the file cannot be opened or written.

    """
    with _told_as_output(folder):
        # Without sqlite3's own transactions: `writing` begins and ends them.
        connection = sqlite3.connect(folder / NAME, timeout=_WAIT, isolation_level=None)
        try:
            _prepare(connection)
            yield connection
        finally:
            connection.close()


def hold_open(folder: Path) -> sqlite3.Connection:
    """Open a connection that only keeps SQLite from tidying up after every other one.

    The last connection to be closed moves what was written into the file, which takes longer
    than the writing. Who holds one open calls ``tidy_up`` now and then.

    Raises:
        OutputError: the file cannot be opened.

    """
    with _told_as_output(folder):
        connection = sqlite3.connect(folder / NAME, check_same_thread=False)
        try:
            connection.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()
        except sqlite3.Error:
            connection.close()
            raise
        return connection


def tidy_up(database: sqlite3.Connection) -> None:
    """Move what was written into the file itself, so that a copy of it alone has everything."""
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()


@contextmanager
def writing(database: sqlite3.Connection, *, lasting: bool = False) -> Iterator[None]:
    """Make what is written inside one whole: all of it is kept, or nothing.

    Other processes that write wait for it; what was read inside stays true until its end.

    Args:
        database: the working folder's, open, with no transaction begun.
        lasting: wait until the disk holds it, so that not even a power failure loses it.

    """
    if lasting:
        database.execute("PRAGMA synchronous = FULL")
    try:
        # A lock that is asked for only at the first writing may be refused without waiting. Ctrl-C
        # may come right behind it.
        _patiently(database, "BEGIN IMMEDIATE")
        yield
        _patiently(database, "COMMIT")
    finally:
        # After some errors, a full disk for one, SQLite has rolled back by itself.
        if database.in_transaction:
            database.execute("ROLLBACK")
        database.execute("PRAGMA synchronous = NORMAL")


@contextmanager
def _told_as_output(folder: Path) -> Iterator[None]:
    """Tell what SQLite refuses as an output that cannot be written, with what to do."""
    try:
        yield
    except sqlite3.Error as error:
        if folder.is_dir() and not os.access(folder, os.W_OK):
            # Nothing is wrong with the file: it must not be made anew.
            raise OutputError(
                "thư mục làm việc chỉ cho đọc, không ghi được cơ sở dữ liệu của chương trình",
                where=Where(NAME),
                fix="chép cả thư mục sang ổ đĩa ghi được rồi chạy lại lệnh ở bản chép",
            ) from error
        raise OutputError(
            f"không mở hoặc không ghi được cơ sở dữ liệu của chương trình ({error})",
            where=Where(NAME),
            fix="kiểm tra quyền ghi và dung lượng trống của thư mục làm việc; nếu tệp đã hỏng, "
            "chạy lệnh: reconcile decisions rebuild",
        ) from error


def _prepare(connection: sqlite3.Connection) -> None:
    """Set the connection up; a file of a newer program is refused before anything is set."""
    version = _version(connection)
    _patiently(connection, "PRAGMA journal_mode = WAL")
    # With a WAL this keeps the file whole; a power failure may only undo the last writings.
    connection.execute("PRAGMA synchronous = NORMAL")
    if version < len(MIGRATIONS):
        if version:
            _copy_aside(connection, version)
        _upgrade(connection)


def _copy_aside(connection: sqlite3.Connection, version: int) -> None:
    """Copy a database of an earlier program before it is changed, unless that was done already."""
    (_, _, file), *_ = connection.execute("PRAGMA database_list").fetchall()
    path = Path(file)
    copy = path.with_name(f"{path.name}.ban-{version}")
    if copy.exists():
        return
    trial = trial_name(copy)
    try:
        with closing(sqlite3.connect(trial)) as target:
            connection.backup(target)
        trial.replace(copy)
    finally:
        trial.unlink(missing_ok=True)


def _upgrade(connection: sqlite3.Connection) -> None:
    """Apply the migrations that the file lacks, each in a transaction of its own.

    The version is read again inside, for another process may have been quicker.
    """
    for number, script in enumerate(MIGRATIONS, start=1):
        with writing(connection, lasting=True):
            if _version(connection) < number:
                # One by one, for executescript would commit first and so end the transaction.
                for statement in _statements(script):
                    connection.execute(statement)
                connection.execute(f"PRAGMA user_version = {number}")


def _statements(script: str) -> Iterator[str]:
    """Split a script into whole statements, a trigger with its body being one."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def _version(connection: sqlite3.Connection) -> int:
    """Return the number of the last migration that the file has seen.

    Raises:
        UsageError: this program does not know that migration yet.

    """
    (version,) = _patiently(connection, "PRAGMA user_version")
    if version > len(MIGRATIONS):
        raise UsageError(
            "cơ sở dữ liệu do phiên bản mới hơn của chương trình tạo ra",
            where=Where(NAME),
            fix="cài đặt phiên bản mới của reconcile rồi chạy lại; tệp này được giữ nguyên",
        )
    return int(version)


def _patiently(connection: sqlite3.Connection, statement: str) -> tuple[int, ...]:
    """Execute a statement, trying again while another process holds what it needs.

    SQLite waits by itself for most locks, but not when the journal's mode is set or when a
    journal left by a killed process is being recovered.
    """
    last = time.monotonic() + _WAIT
    while True:
        try:
            row = connection.execute(statement).fetchone()
        except sqlite3.OperationalError as error:
            # The low byte is the plain code, whatever detail lies above it.
            busy = error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
            if not busy or time.monotonic() > last:
                raise
            time.sleep(_PAUSE)
        else:
            return tuple(row or ())
