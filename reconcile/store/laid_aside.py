"""Packed pieces that lie on the disk until they are needed, so that they take no memory."""

from array import array
from tempfile import TemporaryFile
from types import TracebackType
from typing import Self


class LaidAside:
    """Pieces in a temporary file, each known by its number; gone when the block is left."""

    def __init__(self) -> None:
        self._file = TemporaryFile()  # noqa: SIM115 - closed by ``__exit__``
        self._ends = array("Q", [0])

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Let all pieces go."""
        self._file.close()

    def lay(self, piece: bytes) -> int:
        """Lay a piece aside, and return its number."""
        self._file.seek(self._ends[-1])
        self._file.write(piece)
        self._ends.append(self._ends[-1] + len(piece))
        return len(self._ends) - 2

    def take(self, number: int) -> bytes:
        """Return a piece that was laid aside."""
        start, end = self._ends[number : number + 2]
        self._file.seek(start)
        return self._file.read(end - start)
