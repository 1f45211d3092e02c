"""The old container of Office files (.xls, .doc): its streams, read without a library.

Source: [MS-CFB] Compound File Binary File Format.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END = 0xFFFFFFF0
"""Sector numbers from here on mean the end of a chain, or none."""
_ENTRY = 128
_HEADER = 512
_MOST = 1 << 20
"""The most sectors that a chain is followed for."""


class OleError(ValueError):
    """The container is damaged."""


@dataclass(frozen=True, slots=True)
class _Container:
    """A container's bytes, the size of its sectors, and which sector follows which."""

    data: bytes
    size: int
    following: tuple[int, ...]

    def chain(self, start: int) -> bytes:
        """Put the sectors of a chain together."""
        pieces: list[bytes] = []
        sector = start
        while sector < _END:
            if sector >= len(self.following) or len(pieces) > _MOST:
                raise OleError
            at = (sector + 1) * self.size
            pieces.append(self.data[at : at + self.size])
            if len(pieces) > len(self.following):
                raise OleError
            sector = self.following[sector]
        return b"".join(pieces)


def read_stream(data: bytes, names: tuple[str, ...]) -> bytes:
    """Return the first stream that bears one of the names; empty where none does.

    Only streams of 4,096 bytes or more are returned: shorter ones lie elsewhere and hold no
    workbook or document worth a look.

    Raises:
        OleError: the container is damaged.

    """
    try:
        container, root = _open(data)
        for name, start, size in _entries(container.chain(root)):
            if name in names and size >= 4096:
                return container.chain(start)[:size]
    except struct.error as error:
        raise OleError from error
    return b""


def _open(data: bytes) -> tuple[_Container, int]:
    """Read the header and the table of sectors."""
    (shift,) = struct.unpack_from("<H", data, 30)
    if shift not in (9, 12):
        raise OleError
    size = 1 << shift
    root, more, count = (struct.unpack_from("<I", data, at)[0] for at in (48, 68, 72))
    tables = [n for n in struct.unpack_from("<109I", data, 76) if n < _END]
    for _ in range(min(count, 1000)):
        if more >= _END:
            break
        listed = struct.unpack_from(f"<{size // 4}I", data, (more + 1) * size)
        tables.extend(n for n in listed[:-1] if n < _END)
        more = listed[-1]
    following: list[int] = []
    for table in tables[: len(data) // size + 1]:
        following.extend(struct.unpack_from(f"<{size // 4}I", data, (table + 1) * size))
    return _Container(data, size, tuple(following)), root


def _entries(directory: bytes) -> Iterator[tuple[str, int, int]]:
    """Yield name, first sector and size of the streams listed in a directory."""
    for at in range(0, len(directory) - _ENTRY + 1, _ENTRY):
        (length,) = struct.unpack_from("<H", directory, at + 64)
        name = directory[at : at + min(length, 64)].decode("utf-16-le", "replace").rstrip("\0")
        start, size = struct.unpack_from("<II", directory, at + 116)
        if name:
            yield name, start, size
