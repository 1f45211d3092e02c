"""PDFs whose packed streams would fill the memory, or are damaged."""

import re
import zlib

from reconcile.model import Where
from reconcile.office.limits import most
from reconcile.read.safety.limits import too_large
from reconcile.read.safety.sniff import damaged

_UNPACKED = most("pdf")
_PIECE, _SOME = 1024, 200
_STREAM = re.compile(rb"stream\r?\n")


def refuse_bombs(data: bytes, where: Where) -> None:
    """Refuse a document whose packed streams would fill the memory, or are damaged.

    pdfminer shows what it can of a damaged stream: letters that nobody wrote.
    """
    total = 0
    for hit in _STREAM.finditer(data):
        if data.startswith(b"\x78", hit.end()):
            total += _unpacked(memoryview(data)[hit.end() :], _UNPACKED - total, where)
        if total > _UNPACKED:
            raise too_large(where, f"giải nén ra hơn {_UNPACKED // 1_000_000} MB")


def _unpacked(packed: memoryview, room: int, where: Where) -> int:
    """Count the bytes that a stream unpacks to, up to one more than there is room for."""
    unpacker = zlib.decompressobj()
    total = 0
    try:
        # In pieces: only unpacking shows where a stream ends in what is left of the file.
        for at in range(0, len(packed), _PIECE):
            total += len(unpacker.decompress(packed[at : at + _PIECE], room - total + 1))
            if unpacker.eof or total > room:
                break
    except zlib.error as error:
        if total > _SOME:  # less, and it was no packed stream at all, or an encrypted one
            raise damaged(where) from error
    return total
