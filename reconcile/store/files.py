"""The files of a working folder as one run sees them: each is read once, and known by its hash."""

import os
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import SpooledTemporaryFile

_IN_MEMORY = 8_000_000
"""Bytes kept in memory for a second use; what is more goes to a temporary file."""


@dataclass(frozen=True, slots=True)
class InputFile:
    """One file as it was when it was read."""

    name: str
    """Path in the working folder, with ``/``; what messages call it is its last part."""
    path: Path
    data: bytes
    sha256: str
    """Of the bytes, in hex."""


class Files:
    """Reads the files of a working folder, each at most once while nobody changes it.

    A file is the same as long as the system tells the same size, times and identity of it; a
    person who saves it in between makes it another file, which is read again.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._known: dict[Path, tuple[tuple[int, ...], str]] = {}
        self._spool: SpooledTemporaryFile[bytes] | None = None
        self._kept: dict[str, tuple[int, int]] = {}

    def read(self, path: Path) -> InputFile:
        """Read a file; what was kept of it is not read again.

        Raises:
            OSError: it is not there, or may not be read.

        """
        known = self._known.get(path)
        if known and known[1] in self._kept and known[0] == _identity(path.stat()):
            return InputFile(self._name(path), path, self.kept(known[1]), known[1])
        with path.open("rb") as opened:
            data = opened.read()
            # Of the open file: by now a person's save may have put another one in its place.
            seen = _identity(os.fstat(opened.fileno()))
        digest = sha256(data).hexdigest()
        self._known[path] = (seen, digest)
        return InputFile(self._name(path), path, data, digest)

    def digest(self, path: Path) -> str:
        """Return the SHA-256 of a file's bytes, in hex; what is known of it is not read again.

        Raises:
            OSError: it is not there, or may not be read.

        """
        known = self._known.get(path)
        if known and known[0] == _identity(path.stat()):
            return known[1]
        return self.read(path).sha256

    def note(self, path: Path, digest: str) -> None:
        """Remember the hash of what the program itself has just put in place."""
        self._known[path] = (_identity(path.stat()), digest)

    def keep(self, data: bytes) -> str:
        """Keep bytes for a second use in this run, and return their SHA-256 in hex."""
        digest = sha256(data).hexdigest()
        if self._spool is None:
            self._spool = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - for the run
        if digest not in self._kept:
            start = self._spool.seek(0, 2)
            self._spool.write(data)
            self._kept[digest] = (start, len(data))
        return digest

    def kept(self, digest: str) -> bytes:
        """Return bytes that were kept; empty where none were."""
        if self._spool is None or digest not in self._kept:
            return b""
        start, size = self._kept[digest]
        self._spool.seek(start)
        return self._spool.read(size)

    def close(self) -> None:
        """Give up what was kept."""
        if self._spool is not None:
            self._spool.close()

    def _name(self, path: Path) -> str:
        """Return a path in the working folder with ``/``; one outside it in full."""
        inside = path.is_relative_to(self.folder)
        return (path.relative_to(self.folder) if inside else path).as_posix()


def _identity(said: os.stat_result) -> tuple[int, ...]:
    """Return by what a file is known to be unchanged."""
    # The inode too, for Office saves by putting a new file in the place of the old one.
    return (said.st_size, said.st_mtime_ns, said.st_ctime_ns, said.st_ino)
