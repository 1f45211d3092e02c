"""A copy of the database to look into: nothing beside the database itself is made or changed."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from reconcile.errors import OutputError
from reconcile.model import Where
from reconcile.store.database import NAME
from reconcile.store.whole_file import write_whole

_PARTS = ("", "-wal")
"""The file, and what was written lately and is not in it yet; the rest SQLite makes anew."""
_TRIES = 5
_MOST = 20
"""Faults that are told of one file; a damaged one may have thousands."""


@contextmanager
def copied_database(file: Path) -> Iterator[Path]:
    """Give a folder of its own that holds a copy of a database, under its usual name.

    SQLite lays files beside a database even where it only reads it. While another process
    writes, the copy is taken again until it is of one moment.

    Raises:
        OutputError: the file may not be read.

    """
    with TemporaryDirectory(prefix="reconcile-") as made:
        folder = Path(made)
        for _ in range(_TRIES):
            before = _states(file)
            _copy(file, folder / NAME)
            if _states(file) == before:
                break
        yield folder


def faults(file: Path) -> tuple[str, ...]:
    """Return what SQLite finds wrong with a copied database; empty where it is whole.

    The answer is in SQLite's own words, for whoever knows them.
    """
    try:
        with closing(sqlite3.connect(file)) as opened:
            found = opened.execute(f"PRAGMA integrity_check ({_MOST})").fetchall()
    # What SQLite quotes of a damaged file may be no text at all.
    except (sqlite3.Error, UnicodeError) as error:
        return (str(error),)
    return tuple(str(said) for (said,) in found if said != "ok")


def lay_aside(folder: Path) -> Path | None:
    """Copy the database under a name of its own, ``reconcile.db.ban-`` and the time; None for none.

    Raises:
        OutputError: it cannot be copied, or another process has it open.

    """
    file = folder / NAME
    if not file.exists():
        return None
    stamp = datetime.now().astimezone().strftime("%Y%m%d-%H%M%S")
    names = (f"{NAME}.ban-{stamp}{f'-{n}' if n else ''}" for n in range(1000))
    copy = next(folder / name for name in names if not (folder / name).exists())
    _copy(file, copy)
    # Only now, for to ask SQLite may bring its own last writings into the file.
    if _is_in_use(file):
        for part in _PARTS:
            copy.with_name(copy.name + part).unlink(missing_ok=True)
        raise OutputError(
            "cơ sở dữ liệu đang được một lần chạy khác sử dụng",
            where=Where(NAME),
            fix="đợi lần chạy kia xong rồi chạy lại lệnh",
        )
    return copy


def replace_database(folder: Path, made: Path) -> None:
    """Put a database that was made elsewhere in the place of the working folder's.

    Raises:
        OutputError: it cannot be written.

    """
    file = folder / NAME
    try:
        for part in (*_PARTS[1:], "-shm", "-journal"):
            # Left there, SQLite would write the old one's pages into the new one.
            file.with_name(NAME + part).unlink(missing_ok=True)
        write_whole(file, made.read_bytes())
    except OSError as error:
        raise _refused("không ghi được cơ sở dữ liệu mới") from error


def _is_in_use(file: Path) -> bool:
    """Tell whether another process has a database open; of a damaged one that is not known."""
    with suppress(sqlite3.DatabaseError), closing(sqlite3.connect(file, timeout=0)) as opened:
        opened.execute("PRAGMA locking_mode = EXCLUSIVE")
        try:
            opened.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            return error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
    return False


def _copy(file: Path, copy: Path) -> None:
    """Copy a database with what belongs to it."""
    try:
        for part in _PARTS:
            source, target = (path.with_name(path.name + part) for path in (file, copy))
            if source.exists():
                shutil.copyfile(source, target)
            else:
                target.unlink(missing_ok=True)
    except OSError as error:
        raise _refused("không chép được cơ sở dữ liệu") from error


def _states(file: Path) -> list[tuple[int, int]]:
    """Return by what it is told that nobody has written a database meanwhile."""
    found = []
    for part in _PARTS:
        with suppress(FileNotFoundError):
            said = file.with_name(file.name + part).stat()
            found.append((said.st_size, said.st_mtime_ns))
    return found


def _refused(problem: str) -> OutputError:
    """Say that the database cannot be copied or written."""
    return OutputError(
        problem,
        where=Where(NAME),
        fix="kiểm tra quyền đọc, quyền ghi và dung lượng trống của thư mục làm việc",
    )
