"""What was read from files, kept from run to run, and which of it is a unit's."""

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from reconcile.errors import OutputError
from reconcile.model import Finding, Source, Unit, Where
from reconcile.normalise.repeated import Content
from reconcile.read.unused import FileFacts
from reconcile.run.reading.parse import Ownership
from reconcile.store.cache import drop, keep, kept_names, recall

_TABLES, _SHARES = "tables", "shares"


@dataclass(frozen=True, slots=True)
class Held:
    """A file of a unit, or its part of one: where its tables are kept, and the file itself."""

    file: str
    """Name, in an archive with the archive's."""
    tables: str
    """Name of the kept tables: the hash of all that they were read from."""
    original: str
    """SHA-256 of the file that lies in the folder by itself; empty for one in an archive."""
    place: str = ""
    """Its path below the inputs of the lower side; empty for one in an archive."""


@dataclass(frozen=True, slots=True)
class LowerInput:
    """One lower unit with its files, and the fingerprint of all that went into it.

    The tables stay in the database until the unit is settled.
    """

    unit: Unit
    held: tuple[Held, ...]
    findings: tuple[Finding, ...]
    made_from: str
    identity: str = ""
    """Id that the unit had when it was first decided about; empty where it is that of its name."""
    folder: str = ""
    """Path below inputs/lower of the folder of its first file in one; nothing is made of it."""
    took_over: Mapping[str, str] = field(default_factory=dict)
    """Id of each unit that it has taken over → what that was called."""

    @property
    def known_unit(self) -> Unit:
        """The unit under the id by which its answers, its history and its tasks are kept."""
        return replace(self.unit, id=self.identity) if self.identity else self.unit


class Tables:
    """What was read from files, kept in the database under the hash of all that it came from."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self.database = database
        self._before = kept_names(database, _TABLES)
        self._used: set[str] = set()
        self.facts: list[FileFacts] = []
        """Of every file that this run has read or found kept."""
        self.levels: list[tuple[str, Source]] = []
        """What was read of the files of the plans above the units, from the topmost on."""
        self.above: dict[str, Content] = {}
        """What the files of the upper plan hold, by the hash of each."""

    def get(self, name: str) -> bytes:
        """Return the tables of a name, packed; empty where none are kept."""
        self._used.add(name)
        return recall(self.database, _TABLES, name, name, bytes) or b""

    def put(self, name: str, packed: bytes) -> None:
        """Keep tables under a name."""
        self._used.add(name)
        keep(self.database, _TABLES, name, name, packed)

    def of(self, lower: LowerInput) -> tuple[bytes, ...]:
        """Return the tables of a unit, packed, in the order of its files.

        Raises:
            OutputError: another run has let go of them in the meantime.

        """
        found = tuple(self.get(held.tables) for held in lower.held)
        if not all(found):
            raise OutputError(
                "một lần chạy khác vừa thay đổi dữ liệu của thư mục làm việc này",
                where=Where(lower.held[0].file),
                fix="đợi lần chạy kia xong rồi chạy lại lệnh",
            )
        return found

    def shared(self, name: str, made_from: str) -> Ownership | None:
        """Return whose a file is, where that is kept and so are its tables."""
        self._used.add(name)
        kept = recall(self.database, _SHARES, name, made_from, Ownership)
        return kept if kept is not None and name in self._before else None

    def share(self, name: str, made_from: str, shared: Ownership) -> None:
        """Keep whose a file is."""
        keep(self.database, _SHARES, name, made_from, shared)

    def forget_unused(self, lowers: Iterable[LowerInput]) -> None:
        """Let go of what was kept before this run and that no file of now is read as."""
        used = self._used.union(held.tables for lower in lowers for held in lower.held)
        left = sorted(self._before - used)
        for kind in (_TABLES, _SHARES):
            drop(self.database, kind, left)
