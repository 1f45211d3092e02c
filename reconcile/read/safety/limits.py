"""What a file may unpack to: looked at before any library opens it."""

import re
import zipfile
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from reconcile.errors import UnreadableFileError
from reconcile.model import Where
from reconcile.office.limits import most
from reconcile.office.sheet_extent import LARGEST_AREA, sheet_corners

UNPACKED = most("file")
"""The largest unpacked size that is opened, in bytes; a workbook with pictures stays below."""
_TRAP, _RATIO = most("trap"), most("ratio")
"""From this size on, a larger ratio of unpacked to packed size is a trap."""
_PART = most("part")
"""The largest XML part, in bytes, sheets apart: those lose their empty cells first."""
_DOCUMENT_TAGS, _PAGE_TAGS = most("document-tags"), most("page-tags")
"""The most tags in a document and in a page; 10,000 rows of six cells have fewer in both."""
_TEXT = most("text")
"""The largest table of separated values, in bytes."""
_LINES, _CELLS = most("lines"), most("text-cells")
DOCUMENT = re.compile(r"word/document\d*\.xml")
"""The main part of a Word document; some programs number it."""


def too_large(where: Where, what: str) -> UnreadableFileError:
    """Refuse a file that would fill the memory; ``what`` says of what it has too much."""
    return UnreadableFileError(
        f"tệp quá lớn: {what}",
        where=where,
        fix="chỉ giữ trang hoặc phần có nhiệm vụ, xóa dữ liệu, hình ảnh thừa rồi lưu lại tệp",
    )


def shown(count: int) -> str:
    """Write a count as Vietnamese text does: 1.048.576."""
    return f"{count:,}".replace(",", ".")


def refuse_huge(path: Path) -> None:
    """Refuse a file that is too large to be read at all, by its size alone.

    Raises:
        UnreadableFileError: it is larger than anything that is opened.
        OSError: it is not there.

    """
    size = path.stat().st_size
    if size > UNPACKED:
        raise too_large(Where(path.name), f"{shown(size // 1_000_000)} MB")


def refuse_bombs(members: Sequence[zipfile.ZipInfo], packed: int, where: Where) -> None:
    """Refuse an archive made to fill the memory, by its own list of contents.

    The list may lie, but no member is ever read beyond the size that it states.

    Raises:
        UnreadableFileError: it unpacks to too much.

    """
    unpacked = sum(member.file_size for member in members)
    if unpacked > UNPACKED or (unpacked > _TRAP and unpacked > _RATIO * packed):
        raise too_large(where, f"giải nén ra {shown(unpacked // 1_000_000)} MB")
    for member in members:
        sheet = member.filename.startswith("xl/worksheets/")
        if member.filename.endswith((".xml", ".rels")) and not sheet and member.file_size > _PART:
            raise too_large(where, f"phần “{member.filename}” có quá nhiều nội dung")


def refuse_long_page(data: bytes, where: Where) -> None:
    """Refuse a page of more tags than its tree may have in memory.

    Raises:
        UnreadableFileError: it has too many.

    """
    _refuse_tags(data, _PAGE_TAGS, where)


def refuse_long_document(data: bytes, where: Where) -> None:
    """Refuse a Word document of too many elements.

    Raises:
        UnreadableFileError: it has too many.
        one of ``ZIP_REFUSALS``: it is damaged.

    """
    with zipfile.ZipFile(BytesIO(data)) as archive:
        for name in filter(DOCUMENT.fullmatch, archive.namelist()):
            _refuse_tags(archive.read(name), _DOCUMENT_TAGS, where)


def refuse_long_text(data: bytes, where: Where) -> None:
    """Refuse a table of separated values of too many lines or cells.

    Raises:
        UnreadableFileError: it has too many.

    """
    if len(data) > _TEXT:
        raise too_large(where, f"hơn {_TEXT // 1_000_000} MB")
    if data.count(b"\n") > _LINES:
        raise too_large(where, f"hơn {shown(_LINES)} dòng")
    # Which of them parts the cells is not known yet.
    if max(data.count(mark) for mark in (b";", b",", b"\t", b"|")) > _CELLS:
        raise too_large(where, f"hơn {shown(_CELLS)} ô")


def refuse_vast(data: bytes, where: Where) -> None:
    """Refuse a workbook with a sheet whose cells lie too far apart.

    Raises:
        UnreadableFileError: a sheet would take too much memory.

    """
    for rows, columns in sheet_corners(data):
        if rows * columns > LARGEST_AREA:
            raise too_large(
                where, f"có ô ở dòng {shown(rows)}, cột thứ {shown(columns)}, cách xa các ô khác"
            )


def _refuse_tags(data: bytes, tags: int, where: Where) -> None:
    """Refuse what has too many tags."""
    if data.count(b"<") > tags:
        raise too_large(where, f"có hơn {shown(tags)} thẻ định dạng")
