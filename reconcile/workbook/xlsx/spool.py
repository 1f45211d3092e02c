"""Text that is only ever added to: a long one is laid aside packed, so that it takes no memory."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from tempfile import TemporaryFile
from typing import IO

_AT_ONCE = 1 << 20
"""Letters that are held before they are laid aside; most sheets have fewer."""
_SIZE = 8
_QUICK = 1
"""Level of packing: it is unpacked again a moment later."""


@dataclass(slots=True)
class TextSpool:
    """Pieces of text, in the order in which they were added."""

    size: int = 0
    """Bytes of all that was laid aside, in UTF-8."""
    _pieces: list[str] = field(default_factory=list)
    _letters: int = 0
    _aside: IO[bytes] | None = None

    def add(self, text: str) -> None:
        """Add a piece."""
        self._pieces.append(text)
        self._letters += len(text)
        if self._letters > _AT_ONCE:
            self._lay_aside()

    def chunks(self) -> Iterator[bytes]:
        """Yield all of it in large pieces, once; it is gone then."""
        if self._aside is not None:
            with self._aside as aside:
                aside.seek(0)
                while mark := aside.read(_SIZE):
                    yield zlib.decompress(aside.read(int.from_bytes(mark)))
            self._aside = None
        yield "".join(self._pieces).encode()
        self._pieces.clear()

    def bytes_in_all(self) -> int:
        """Return how many bytes ``chunks`` yields."""
        return self.size + sum(len(piece.encode()) for piece in self._pieces)

    def _lay_aside(self) -> None:
        """Put down what is held."""
        if self._aside is None:
            self._aside = TemporaryFile()  # noqa: SIM115 - closed when it was read
        data = "".join(self._pieces).encode()
        packed = zlib.compress(data, _QUICK)
        self._aside.write(len(packed).to_bytes(_SIZE) + packed)
        self.size += len(data)
        self._pieces.clear()
        self._letters = 0
