"""A Word document → bytes that depend on its content alone."""

from io import BytesIO
from struct import pack_into, unpack_from
from zipfile import ZipFile

from docx.document import Document

_LOCAL_TIME, _CENTRAL_TIME = 10, 12
"""Where the hour stands in an entry's own header, and in the list at the end of a zip."""
_CENTRAL_SIZE, _CENTRAL_LENGTHS = 46, 28
"""Fixed size of an entry in that list, and where the lengths of what follows it stand."""


def packed(document: Document) -> bytes:
    """Save a document so that its bytes depend on its content alone.

    The library writes the hour into each entry; it is set to the first that a zip can name in
    the finished bytes, since packing all of it again would take as long as filling a template.
    """
    saved = BytesIO()
    document.save(saved)
    content = bytearray(saved.getvalue())
    with ZipFile(saved) as archive:
        entries, at = archive.infolist(), archive.start_dir
    for entry in entries:
        _stamp(content, entry.header_offset + _LOCAL_TIME)
        _stamp(content, at + _CENTRAL_TIME)
        at += _CENTRAL_SIZE + sum(unpack_from("<3H", content, at + _CENTRAL_LENGTHS))
    return bytes(content)


def _stamp(content: bytearray, at: int) -> None:
    """Write the first hour that a zip can name: 01/01/1980, 0:00."""
    # A date of MS-DOS: five bits for the day, four for the month, then the years since 1980.
    pack_into("<2H", content, at, 0, 1 << 5 | 1)
