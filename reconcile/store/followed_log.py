"""The log of answers as it grows: what was read once is not read again.

Whoever asks for it again and again, as the local page does for each view, waits only for the
lines that came since: from this program or from another one.
"""

import sqlite3
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

from reconcile.model import Decision
from reconcile.store.database import NAME, hold_open, open_database
from reconcile.store.decisions import history, history_after
from reconcile.store.unit_ids import renamed_units


@dataclass(slots=True)
class _Known:
    """What was read so far."""

    seen: int | None = None
    """SQLite's mark of the file then."""
    last: int = 0
    """Number of the last line."""
    renamed: tuple[tuple[str, str], ...] = ()
    lines: list[Decision] = field(default_factory=list)
    by_unit: dict[str, list[Decision]] = field(default_factory=dict)


class FollowedLog:
    """The log of a working folder, held open.

    That it is held open keeps SQLite from tidying up after every writer, see ``hold_open``.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = Lock()
        self._connection: sqlite3.Connection | None = None
        self._file: tuple[int, int] | None = None
        self._known = _Known()

    def of(self, unit: str) -> tuple[Decision, ...]:
        """Return every line on a unit, in the order of the log's growth.

        Raises:
            OutputError: the database cannot be opened.

        """
        with self._lock:
            if not self._follow():
                return self._anew(unit)
            return tuple(self._known.by_unit.get(unit, ()))

    def whole(self) -> tuple[Decision, ...]:
        """Return every line, in the order of the log's growth.

        Raises:
            OutputError: the database cannot be opened.

        """
        with self._lock:
            return tuple(self._known.lines) if self._follow() else self._anew(None)

    def close(self) -> None:
        """Let the database go."""
        with self._lock:
            self._let_go()

    def _follow(self) -> bool:
        """Read what has come since; False where the database has to be asked otherwise."""
        try:
            self._hold()
            assert self._connection is not None  # noqa: S101 - held by now
            (seen,) = self._connection.execute("PRAGMA data_version").fetchone()
            if seen != self._known.seen:
                self._read_on(self._connection)
                # Only now: what is written meanwhile is read the next time.
                self._known.seen = int(seen)
        except (OSError, sqlite3.Error):
            self._let_go()
            return False
        return True

    def _hold(self) -> None:
        """Hold the file that has the name now: another may have been put in its place."""
        path = self._folder / NAME
        if not path.exists():
            with open_database(self._folder):
                pass
        lies = path.stat()
        if self._connection is None or self._file != (lies.st_dev, lies.st_ino):
            self._let_go()
            with open_database(self._folder):  # brought up to date first
                self._connection = hold_open(self._folder)
            self._file = lies.st_dev, lies.st_ino

    def _read_on(self, connection: sqlite3.Connection) -> None:
        """Add the new lines; all are read again where units go by other ids since."""
        renamed = renamed_units(connection)
        if renamed != self._known.renamed:
            self._known = _Known(renamed=renamed)
        known = self._known
        for number, line in history_after(connection, known.last):
            known.last = number
            known.lines.append(line)
            known.by_unit.setdefault(line.unit, []).append(line)

    def _anew(self, unit: str | None) -> tuple[Decision, ...]:
        """Read the log as anybody else does, who is told why that fails."""
        with open_database(self._folder) as database:
            return history(database, unit)

    def _let_go(self) -> None:
        """Close the file, and know nothing of it any more."""
        if self._connection is not None:
            with suppress(sqlite3.Error):
                self._connection.close()
        self._connection = None
        self._known = _Known()
