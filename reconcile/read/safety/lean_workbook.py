"""Workbooks without the cells and rows that hold a format only: a million of them hold nothing.

Stray formats down to row 1,048,576 are common, and each costs a library as much as a real cell.
"""

import re
import zipfile
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import IO

from openpyxl.utils.cell import column_index_from_string, get_column_letter

from reconcile.model import Where
from reconcile.office.limits import most
from reconcile.read.safety.limits import shown, too_large

_SMALL = 4_000_000
"""Sheets of no more bytes than this together are left as they are."""
_CELLS = most("cells")
"""The most cells with content: about 30,000 rows."""
_OTHER = most("other-part")
"""The most bytes of any part that holds neither cells nor texts."""
_KEPT = most("sheets")
"""The most bytes of sheets that stay."""
_CHUNK = 2_000_000
_EMPTY_CELL = re.compile(rb"<c(?=[ />])[^>]*(?:/>|></c>)")
_EMPTY_ROW = re.compile(rb"<row(?=[ />])[^>]*(?:/>|>\s*</row>)")
_MERGE = re.compile(
    rb'(?P<tag><mergeCell ref=")(?P<left>[A-Z]{1,3})(?P<top>\d{1,7})'
    rb':(?P<right>[A-Z]{1,3})(?P<bottom>\d{1,7})"'
)
_FAR = re.compile(rb'<c [^>]*r="[A-Z]{3}')
_FAR_CELL = re.compile(rb'<c (?:[^>]*? )?r="[A-Z]{3,}\d+"[^>]*?(?:/>|>.*?</c>)', re.DOTALL)
_WIDEST, _HIGHEST = 100, 2_000
"""The widest and the highest merged range that is kept whole."""
_COVERED = most("merged")
"""The most places that the merged ranges of a sheet may cover."""
_STRINGS = "xl/sharedStrings.xml"


def lean_workbook(data: bytes, where: Where) -> bytes:
    """Return a workbook without its empty cells and rows; a small one as it is.

    Raises:
        UnreadableFileError: more stays than can be read.
        one of ``ZIP_REFUSALS``: it is damaged.

    """
    with zipfile.ZipFile(BytesIO(data)) as archive:
        members = archive.infolist()
        _refuse_parts(archive, members, where)
        sheets = [member for member in members if is_sheet(member.filename)]
        if sum(member.file_size for member in sheets) <= _SMALL:
            return data
        budget = _Budget(where)
        lean = {}
        for member in sheets:
            with archive.open(member) as sheet:
                lean[member.filename] = b"".join(budget.spend(_lean(sheet)))
        return with_parts(archive, lean)


def with_parts(archive: zipfile.ZipFile, changed: Mapping[str, bytes]) -> bytes:
    """Write an archive again with some of its parts changed."""
    out = BytesIO()
    # Not packed: it is read again at once, from memory.
    with zipfile.ZipFile(out, "w") as kept:
        for name in archive.namelist():
            kept.writestr(name, changed[name] if name in changed else archive.read(name))
    return out.getvalue()


def without_far_cells(xml: bytes) -> tuple[bytes, int]:
    """Take out of a sheet the cells beyond column ZZ: a row is laid out up to its last cell.

    Returns:
        What stays, and how many cells with content were taken out.

    """
    if not _FAR.search(xml):
        return xml, 0
    filled = sum(b"<v" in cell or b"<is" in cell for cell in _FAR_CELL.findall(xml))
    return _FAR_CELL.sub(b"", xml), filled


def narrow_merges(xml: bytes, where: Where) -> bytes:
    """Cut the merged ranges of a sheet to what a table may have.

    openpyxl makes a cell for each place in them.

    Raises:
        UnreadableFileError: they cover too much all the same.

    """
    if b"<mergeCell " not in xml:
        return xml
    covered = 0

    def cut(hit: re.Match[bytes]) -> bytes:
        nonlocal covered
        left, right = (column_index_from_string(hit[name].decode()) for name in ("left", "right"))
        top, bottom = int(hit["top"]), int(hit["bottom"])
        width, height = min(right - left + 1, _WIDEST), min(bottom - top + 1, _HIGHEST)
        covered += width * height
        if covered > _COVERED:
            raise too_large(where, f"các ô gộp trùm lên hơn {shown(_COVERED)} ô")
        corner = f"{get_column_letter(left + width - 1)}{top + height - 1}".encode()
        return b'%s%s%s:%s"' % (hit["tag"], hit["left"], hit["top"], corner)

    return _MERGE.sub(cut, xml)


class _Budget:
    """Counts what stays of all sheets, and refuses too much as soon as it shows."""

    def __init__(self, where: Where) -> None:
        self.where = where
        self.cells = 0
        self.bytes = 0

    def spend(self, pieces: Iterator[bytes]) -> Iterator[bytes]:
        """Pass pieces on until they are too many."""
        for piece in pieces:
            self.cells += piece.count(b"<c ") + piece.count(b"<c>")
            self.bytes += len(piece)
            if self.cells > _CELLS or self.bytes > _KEPT:
                raise too_large(self.where, f"có hơn {shown(_CELLS)} ô có nội dung")
            yield piece


def is_sheet(name: str) -> bool:
    """Tell whether a part of a workbook is a sheet, by its name."""
    return name.startswith("xl/worksheets/") and name.endswith(".xml")


def _lean(sheet: IO[bytes]) -> Iterator[bytes]:
    """Yield a sheet's XML without empty cells and rows, cut only where a row begins."""
    held = b""
    while chunk := sheet.read(_CHUNK):
        held += chunk
        cut = held.rfind(b"<row")
        if cut > 0:
            yield _stripped(held[:cut])
            held = held[cut:]
        # A row without end is handed on as it is; the budget refuses it.
        if len(held) > _KEPT:
            yield held
            held = b""
    yield _stripped(held)


def _stripped(xml: bytes) -> bytes:
    """Take the empty cells out, then the rows that have none left."""
    return _EMPTY_ROW.sub(b"", _EMPTY_CELL.sub(b"", xml))


def _refuse_parts(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo], where: Where) -> None:
    """Refuse more shared texts than cells may be, and another part too large for what it is."""
    for member in members:
        name, size = member.filename, member.file_size
        if name == _STRINGS:
            if size > _SMALL and archive.read(name).count(b"<si") > _CELLS:
                raise too_large(where, f"có hơn {shown(_CELLS)} chuỗi ký tự")
        elif name.endswith(".xml") and not is_sheet(name) and size > _OTHER:
            raise too_large(where, f"phần “{name}” có quá nhiều nội dung")
