"""Tabs and line breaks inside the cells of an .ods, which calamine leaves out: words would join."""

import re
import zipfile
from io import BytesIO

from reconcile.read.safety.sniff import ZIP_REFUSALS

_CONTENT = "content.xml"
_MARKS = (
    (re.compile(rb"<text:tab\b[^<>]*?(?:/>|></text:tab>)"), b"\t"),
    (re.compile(rb"<text:line-break\b[^<>]*?(?:/>|></text:line-break>)"), b"\n"),
)


def with_spaces(data: bytes) -> bytes:
    """Write the tabs and line breaks of an .ods as letters; any other file stays as it is.

    Source: OpenDocument 1.2, part 1, 6.1.4 and 6.1.5.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            if _CONTENT not in archive.namelist():
                return data
            content = archive.read(_CONTENT)
            if not any(mark.search(content) for mark, _ in _MARKS):
                return data
            return _written(archive, content)
    except ZIP_REFUSALS:
        return data


def _written(archive: zipfile.ZipFile, content: bytes) -> bytes:
    """Write an archive anew with other content."""
    for mark, letter in _MARKS:
        content = mark.sub(letter, content)
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for part in archive.infolist():
            made.writestr(
                part.filename, content if part.filename == _CONTENT else archive.read(part)
            )
    return out.getvalue()
