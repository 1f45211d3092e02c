"""The old container of Office files (.xls, .doc): its streams, read without a library.

Source: [MS-CFB] Compound File Binary File Format.
"""

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END = 0xFFFFFFF0
"""Sector numbers from here on mean the end of a chain, or none."""
_ENTRY = 128
_SMALL, _SMALL_SECTOR = 4096, 64
"""Below how many bytes a stream is a short one, and the size of the sectors of those."""
# A thousand of them describe 8 GB at the least: a forged count ends there.
_MOST = 1000
"""The most sectors that are read for the table of sectors."""


class OleError(ValueError):
    """The container is damaged."""


@dataclass(frozen=True, slots=True)
class _Sectors:
    """Sectors of one size, and which of them follows which."""

    data: bytes
    size: int
    first: int
    """Where sector 0 begins."""
    following: Sequence[int]

    def ends(self, start: int) -> bool:
        """Tell whether a chain comes to an end, or leads out of the table, in place of a circle."""
        sector, steps = start, 0
        while sector < min(_END, len(self.following)) and steps <= len(self.following):
            sector, steps = self.following[sector], steps + 1
        return steps <= len(self.following)

    def shorts(self, table: int, held: int) -> "_Sectors":
        """Return the smaller sectors, which lie in a stream of their own and have a table."""
        said = self.chain(table)
        following = struct.unpack(f"<{len(said) // 4}I", said)
        return _Sectors(self.chain(held), _SMALL_SECTOR, 0, following)

    def chain(self, start: int) -> bytes:
        """Put the sectors of a chain together."""
        pieces: list[bytes] = []
        sector = start
        while sector < _END:
            # A chain longer than its table runs in a circle: the file is damaged, or forged.
            if sector >= len(self.following) or len(pieces) > len(self.following):
                raise OleError
            at = self.first + sector * self.size
            pieces.append(self.data[at : at + self.size])
            sector = self.following[sector]
        return b"".join(pieces)


def read_stream(data: bytes, names: tuple[str, ...]) -> bytes:
    """Return the first stream that bears one of the names; empty where none does.

    Raises:
        OleError: the container is damaged.

    """
    try:
        sectors = _sectors(data)
        directory, small = _places(data)
        entries = list(_entries(sectors.chain(directory)))
        for name, start, size in entries:
            if name in names and size >= _SMALL:
                return sectors.chain(start)[:size]
            if name in names:
                # The root entry is the first of the directory, and its stream holds the short ones.
                return sectors.shorts(small, entries[0][1]).chain(start)[:size]
    except (struct.error, IndexError) as error:
        raise OleError from error
    return b""


def is_endless(data: bytes, names: tuple[str, ...]) -> bool:
    """Tell whether a reader that follows chains without counting would never come to an end.

    Args:
        data: the whole container.
        names: the streams that are going to be read.

    """
    try:
        sectors = _sectors(data)
        directory, small = _places(data)
        if not (_lists_end(data, sectors.size) and sectors.ends(directory) and sectors.ends(small)):
            return True
        (_, held, _), *streams = _entries(sectors.chain(directory))
        if not sectors.ends(held):
            return True
        shorts = sectors.shorts(small, held)
        wanted = [(start, size) for name, start, size in streams if name in names]
        ends = [(sectors if size >= _SMALL else shorts).ends(start) for start, size in wanted]
    # Damaged in another way: its reader will refuse it.
    except (struct.error, IndexError, ValueError):
        return False
    return not all(ends)


def _places(data: bytes) -> tuple[int, int]:
    """Return the first sectors of the directory and of the table of short sectors.

    Offsets into the header, here and in ``_sectors``: [MS-CFB] 2.2.
    """
    directory, small = (struct.unpack_from("<I", data, at)[0] for at in (48, 60))
    return directory, small


def _lists_end(data: bytes, size: int) -> bool:
    """Tell whether the sectors that list the table of sectors come to an end."""
    (more,) = struct.unpack_from("<I", data, 68)
    for _ in range(len(data) // size + 1):
        last = (more + 2) * size - 4
        if more >= _END or last + 4 > len(data):
            return True
        (more,) = struct.unpack_from("<I", data, last)
    return False


def _sectors(data: bytes) -> _Sectors:
    """Read the table of sectors, which the header and further sectors list in parts."""
    (shift,) = struct.unpack_from("<H", data, 30)
    # Version 3 has sectors of 512 bytes, version 4 of 4096; the header takes the room of one.
    if shift not in (9, 12):
        raise OleError
    size = 1 << shift
    more, count = struct.unpack_from("<2I", data, 68)
    tables = [n for n in struct.unpack_from("<109I", data, 76) if n < _END]
    for _ in range(min(count, _MOST)):
        if more >= _END:
            break
        listed = struct.unpack_from(f"<{size // 4}I", data, (more + 1) * size)
        tables.extend(n for n in listed[:-1] if n < _END)
        more = listed[-1]
    following: list[int] = []
    # No more tables than the file has sectors, whatever its header claims.
    for table in tables[: len(data) // size + 1]:
        following.extend(struct.unpack_from(f"<{size // 4}I", data, (table + 1) * size))
    return _Sectors(data, size, size, following)


def _entries(directory: bytes) -> Iterator[tuple[str, int, int]]:
    """Yield name, first sector and size of the streams listed in a directory."""
    for at in range(0, len(directory) - _ENTRY + 1, _ENTRY):
        # Offsets into an entry: [MS-CFB] 2.6.1.
        (length,) = struct.unpack_from("<H", directory, at + 64)
        name = directory[at : at + min(length, 64)].decode("utf-16-le", "replace").rstrip("\0")
        start, size = struct.unpack_from("<II", directory, at + 116)
        if name:
            yield name, start, size
