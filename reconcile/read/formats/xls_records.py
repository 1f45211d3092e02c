"""The records of an .xls workbook, and the texts that its cells share. Source: [MS-XLS] 2.3."""

import struct
from collections.abc import Iterator, Sequence

BOF, FONT, FORMAT, XF, SST, CONTINUE = 0x809, 0x31, 0x41E, 0xE0, 0xFC, 0x3C
NUMBER, RK, MULRK, FORMULA, BOOLERR = 0x203, 0x27E, 0xBD, 6, 0x205
LABEL, LABEL_SST = 0x204, 0xFD
_WORKSHEET = 0x10

Run = tuple[int, int]
"""From which letter on a text has which font."""


def records(stream: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the records of a stream: kind and content."""
    at = 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        yield kind, stream[at + 4 : at + 4 + size]
        at += 4 + size


def begins_sheet(kind: int, body: bytes) -> bool:
    """Tell whether a record begins a sheet of cells, and not one of a chart."""
    return kind == BOF and struct.unpack_from("<H", body, 2)[0] == _WORKSHEET


def styled_cells(body: bytes, kind: int) -> Iterator[tuple[int, int, int]]:
    """Yield 1-based row, 0-based column and style of each cell that a record tells of."""
    row, column, style = struct.unpack_from("<HHH", body)
    if kind != MULRK:
        yield row + 1, column, style
        return
    for more, at in enumerate(range(4, len(body) - 2, 6)):
        yield row + 1, column + more, struct.unpack_from("<H", body, at)[0]


def shared_texts(pieces: Sequence[bytes]) -> Iterator[tuple[str, list[Run]]]:
    """Yield the texts that cells share, each with its runs of fonts.

    Args:
        pieces: the record of the table, and those that it goes on in.

    Raises:
        struct.error, IndexError, UnicodeDecodeError: the table is damaged.

    """
    table = _Pieces(pieces)
    _, count = struct.unpack("<II", table.take(8))
    for _ in range(count):
        length, flags = struct.unpack("<HB", table.take(3))
        runs = struct.unpack("<H", table.take(2))[0] if flags & 8 else 0
        extra = struct.unpack("<I", table.take(4))[0] if flags & 4 else 0
        text = table.letters(length, wide=bool(flags & 1))
        fonts = list(struct.iter_unpack("<HH", table.take(4 * runs)))
        table.take(extra)
        yield text, fonts


class _Pieces:
    """What goes on from one record to the next, taken bit by bit."""

    def __init__(self, pieces: Sequence[bytes]) -> None:
        self._pieces = pieces
        self._piece = self._at = 0

    def take(self, count: int) -> bytes:
        """Take so many bytes."""
        taken = self._left()[:count]
        self._at += len(taken)
        while len(taken) < count:
            self._turn()
            more = self._left()[: count - len(taken)]
            self._at += len(more)
            taken += more
        return taken

    def letters(self, count: int, *, wide: bool) -> str:
        """Take so many letters; where they go on in the next record, it says anew how wide."""
        text, left = "", count
        while True:
            size = 2 if wide else 1
            here = min(left, len(self._left()) // size)
            text += self.take(here * size).decode("utf-16-le" if wide else "latin-1")
            left -= here
            if not left:
                return text
            self._turn()
            wide = bool(self.take(1)[0] & 1)

    def _left(self) -> bytes:
        """Return what is left of the record at hand."""
        return self._pieces[self._piece][self._at :]

    def _turn(self) -> None:
        """Go to the next record."""
        self._piece, self._at = self._piece + 1, 0
