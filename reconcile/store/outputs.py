"""Outputs that never replace what a person wrote: made whole, then put in place."""

import errno
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from reconcile.errors import OutputError
from reconcile.model import Where
from reconcile.store.content import Content, hash_of, held
from reconcile.store.database import writing
from reconcile.store.files import Files
from reconcile.store.temporary_names import trial_name
from reconcile.store.whole_file import write_flushed

Make = Callable[[], Content]
"""Makes the whole content of an output."""
_BESIDE = re.compile(r" \(bản mới(?: \d+)?\)(?=(?:\.[^./]*)?$)")
_TRIES = 3
_KEPT = 8
"""Hashes remembered of one output: of the last writings, also of two runs at once."""


@dataclass(frozen=True, slots=True)
class Placed:
    """What became of one output."""

    path: Path
    """Where the current content is: the wanted path, or the one beside a person's."""
    written: bool
    """False when it was there already, made from the same things."""
    edited: Path | None = None
    """The person's file that was left as it is, if any."""


def place(
    database: sqlite3.Connection, files: Files, name: str, made_from: str, make: Make
) -> Placed:
    """Make an output whole, write it under a temporary name, then rename it into place.

    A file that is not as the program wrote it belongs to a person: it stays, and the new one is
    laid beside it as ``NAME (bản mới).docx``. An output already made from the same things is
    left untouched, and ``make`` is not called.

    Args:
        database: the working folder's, open.
        files: of the working folder.
        name: path of the output in it, with ``/``.
        made_from: fingerprint of all that goes into the output.
        make: gives the content.

    Raises:
        OutputError: the file cannot be written or replaced (open in another program, no right).

    """
    there = already_placed(database, files, name, made_from)
    if there is not None:
        return there
    edited: Path | None = None
    for candidate in _names(name):
        path = files.folder / candidate
        state = _state(database, files, candidate, made_from)
        # Made even where a person's file is in the way: it may prove to be what we would write.
        with held(_made(name, make)) as content:
            if state == "person":
                edited = edited or path
                if _is_ours_again(database, files, candidate, made_from, content):
                    return Placed(path, written=False, edited=None)
                continue
            if _write(database, files, candidate, made_from, content):
                return Placed(path, written=True, edited=edited)
            edited = edited or path
    raise AssertionError(name)  # the names never run out


def already_placed(
    database: sqlite3.Connection, files: Files, name: str, made_from: str
) -> Placed | None:
    """Find an output that is there, made from the same things; None where it is to be made.

    Raises:
        OutputError: a folder stands in its place, or it may not be read.

    """
    edited: Path | None = None
    for candidate in _names(name):
        path, state = files.folder / candidate, _state(database, files, candidate, made_from)
        if state != "person":
            return Placed(path, written=False, edited=edited) if state == "current" else None
        edited = edited or path
    raise AssertionError(name)  # the names never run out


def adopt(database: sqlite3.Connection, name: str, digest: str) -> None:
    """Let an output that a person has filled in be replaced, now that its answers are kept.

    Only that very content is given up: a file that changes after it was read stays a person's.

    Args:
        database: the working folder's, open.
        name: path of the output in the working folder, with ``/``.
        digest: SHA-256 of the file's bytes, in hex, as it was read.

    """
    # Made from nothing that is known: never current, and so free to be replaced.
    _remember(database, name, digest, "")


def is_as_written(database: sqlite3.Connection, name: str, digest: str) -> bool:
    """Tell whether an output is as the program left it, so that there is nothing of a person's.

    Args:
        database: the working folder's, open.
        name: path of the output in the working folder, with ``/``.
        digest: SHA-256 of its bytes, in hex.

    """
    found = database.execute(
        "SELECT made_from FROM output WHERE path = ? AND sha256 = ?", (name, digest)
    ).fetchone()
    return found is not None and found[0] != ""


def is_known(database: sqlite3.Connection, name: str, digest: str) -> bool:
    """Tell whether an output is as the program left it, or was given up to it after reading.

    Args:
        database: the working folder's, open.
        name: path of the output in the working folder, with ``/``.
        digest: SHA-256 of its bytes, in hex.

    """
    found = database.execute("SELECT 1 FROM output WHERE path = ? AND sha256 = ?", (name, digest))
    return found.fetchone() is not None


def stands_for(name: str) -> str:
    """Return the path that a writing was asked under, by the path that it lies under."""
    return _BESIDE.sub("", name)


def beside(name: str) -> str:
    """Return the path under which a new writing is laid beside a person's file."""
    return _beside(name, 1)


def written_names(database: sqlite3.Connection, start: str) -> tuple[str, ...]:
    """List the outputs under a path that the program has ever written, in the order of names."""
    # What was only adopted is a person's copy of a workbook, under a name that she chose.
    rows = database.execute(
        "SELECT DISTINCT path FROM output WHERE made_from != '' ORDER BY path"
    ).fetchall()
    return tuple(name for (name,) in rows if name.startswith(start))


def forget(database: sqlite3.Connection, name: str) -> None:
    """Let go of what is known of an output that is no longer in its place."""
    with writing(database):
        database.execute("DELETE FROM output WHERE path = ?", (name,))


def _made(name: str, make: Make) -> Content:
    """Make the content of an output; what is long is laid aside on the system's disk."""
    try:
        return make()
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        raise OutputError(
            "không lập được tệp kết quả: ổ đĩa chứa thư mục tạm của máy đã đầy",
            where=Where(name),
            fix="giải phóng dung lượng ổ đĩa hệ thống rồi chạy lại",
        ) from error


def _names(name: str) -> Iterator[str]:
    """Yield the name and those beside it, in the order of preference."""
    # One after the other: of nearly every output only the first is looked at.
    yield name
    yield from (_beside(name, number) for number in range(1, 1000))


def _beside(name: str, number: int) -> str:
    """Write the name of a new writing, the one of that number."""
    stem, dot, suffix = name.rpartition(".")
    return f"{stem} (bản mới{f' {number}' if number > 1 else ''}){dot}{suffix}"


def _state(database: sqlite3.Connection, files: Files, name: str, made_from: str) -> str:
    """Tell whether an output is free to write, current, or a person's."""
    path = files.folder / name
    if path.is_dir():
        _refuse(name)
    if not path.exists():
        return "free"
    known = database.execute(
        "SELECT made_from FROM output WHERE path = ? AND sha256 = ?", (name, _digest(files, name))
    ).fetchone()
    if known is None:
        return "person"
    return "current" if known[0] == made_from else "free"


def _is_ours_again(
    database: sqlite3.Connection, files: Files, name: str, made_from: str, content: Content
) -> bool:
    """Adopt a file of unknown origin that is what the program would write, to the byte.

    That is so after the database was lost or the folder copied without it.
    """
    known = database.execute("SELECT 1 FROM output WHERE path = ?", (name,)).fetchone()
    made = hash_of(content)
    if known or made != _digest(files, name):
        return False
    _remember(database, name, made, made_from)
    return True


def _write(
    database: sqlite3.Connection, files: Files, name: str, made_from: str, content: Content
) -> bool:
    """Write to a temporary name beside the target, then rename.

    Returns:
        False when a person has written the target in the meantime; it is left as it is.

    """
    path, digest = files.folder / name, hash_of(content)
    for tried in range(1, _TRIES + 1):
        trial = trial_name(path)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            write_flushed(trial, content)
            # Kept before the renaming: a run killed in between knows its file again.
            _remember(database, name, digest, made_from)
            if _state(database, files, name, made_from) == "person":
                return False
            trial.replace(path)
            files.note(path, digest)
        except OSError as error:
            swept = isinstance(error, FileNotFoundError) and not trial.exists()
            if not swept or tried == _TRIES:  # another run took it for one left behind
                _refuse(name, error)
        else:
            return True
        finally:
            with suppress(OSError):
                trial.unlink(missing_ok=True)
    raise AssertionError(name)  # the last try returns or raises


def _remember(database: sqlite3.Connection, name: str, digest: str, made_from: str) -> None:
    """Keep the hash of what is written, and what it is made from, as the latest of its name."""
    with writing(database):
        database.execute("DELETE FROM output WHERE path = ? AND sha256 = ?", (name, digest))
        database.execute(
            "INSERT INTO output (path, sha256, made_from) VALUES (?, ?, ?)",
            (name, digest, made_from),
        )
        database.execute(
            "DELETE FROM output WHERE path = ?1 AND id NOT IN"
            " (SELECT id FROM output WHERE path = ?1 ORDER BY id DESC LIMIT ?2)",
            (name, _KEPT),
        )


def _digest(files: Files, name: str) -> str:
    """Hash a file's bytes; a file that cannot be read is nobody's to replace."""
    try:
        return files.digest(files.folder / name)
    except OSError as error:
        _refuse(name, error)


def _refuse(name: str, error: OSError | None = None) -> NoReturn:
    """Say that an output cannot be written, and what to do."""
    raise OutputError(
        "không ghi được tệp kết quả",
        where=Where(name),
        fix="đóng tệp nếu đang mở trong Excel hoặc Word, kiểm tra quyền ghi và dung lượng trống "
        "của thư mục, rồi chạy lại",
    ) from error
