"""What a file is, by its content: the name's extension is not believed."""

import re
import zipfile
import zlib
from collections.abc import Iterable
from enum import StrEnum
from io import BytesIO

from reconcile.errors import PasswordError, ReconcileError, UnreadableFileError
from reconcile.model import Where

ZIP_REFUSALS = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    RuntimeError,
    ValueError,
    KeyError,
    EOFError,
    OSError,
)
"""What reading a damaged zip archive raises."""
_UNPACKED = 400 * 1024 * 1024
"""The largest unpacked size that is opened, in bytes."""
_RATIO = 400
"""A larger ratio of unpacked to packed size is a trap."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MARKUP = re.compile(rb"<\s*(?:!doctype\s+html|html|head|body|table|meta|div|p)\b", re.IGNORECASE)
_TEXT = (".csv", ".tsv", ".txt")


class Format(StrEnum):
    """The formats that are read."""

    XLSX = "xlsx"
    XLS = "xls"
    XLSB = "xlsb"
    ODS = "ods"
    CSV = "csv"
    DOCX = "docx"
    HTML = "html"


_SIGNATURES = {
    b"%PDF": ("tệp PDF", "lưu bản gốc dạng .docx hoặc .xlsx rồi dùng tệp đó"),
    b"Rar!": ("tệp nén .rar", "giải nén rồi dùng các tệp bên trong"),
    b"7z\xbc\xaf": ("tệp nén .7z", "giải nén rồi dùng các tệp bên trong"),
    b"\x1f\x8b": ("tệp nén .gz", "giải nén rồi dùng các tệp bên trong"),
    b"{\\rtf": ("tệp .rtf", "mở bằng Word, chọn Save As › Word Document (.docx)"),
    b"MIME-Version": (
        "trang web lưu trữ (.mht)",
        "mở bằng Word, chọn Save As › Word Document (.docx)",
    ),
    b"\xff\xd8\xff": ("ảnh", "cần tệp bảng tính hoặc văn bản, không phải ảnh chụp"),
    b"\x89PNG": ("ảnh", "cần tệp bảng tính hoặc văn bản, không phải ảnh chụp"),
}
"""How a file that is not read begins: what it is, and what to do."""

RESAVE = "mở bằng Excel hoặc Word, kiểm tra nội dung rồi lưu lại (Save As) dạng .xlsx hoặc .docx"


def sniff(data: bytes, name: str) -> Format:
    """Tell what a file is.

    Args:
        data: its whole content.
        name: its name, for messages, and to believe that a plain text is a table.

    Raises:
        UnreadableFileError: it is empty, damaged, or of a kind that is not read.
        PasswordError: it is protected by a password.

    """
    where = Where(name)
    if not data.strip(b"\x00 \r\n\t"):
        raise UnreadableFileError("tệp rỗng, không có nội dung", where=where, fix="xin lại tệp")
    if data.startswith(b"PK"):
        return _in_zip(data, where)
    if data.startswith(_OLE):
        return _in_ole(data, where)
    for start, (what, fix) in _SIGNATURES.items():
        if data.startswith(start):
            raise UnreadableFileError(f"đây là {what}, không đọc được", where=where, fix=fix)
    return _in_text(data, where)


def _in_zip(data: bytes, where: Where) -> Format:
    """Tell the formats that are zip archives apart, and refuse those that unpack to too much."""
    try:
        archive = zipfile.ZipFile(BytesIO(data))
        names = set(archive.namelist())
        kind = archive.read("mimetype") if "mimetype" in names else b""
    except ZIP_REFUSALS as error:
        raise damaged(where) from error
    _refuse_bombs(archive.infolist(), len(data), where)
    for part, found in (
        ("xl/workbook.xml", Format.XLSX),
        ("xl/workbook.bin", Format.XLSB),
        ("word/document.xml", Format.DOCX),
    ):
        if part in names:
            return found
    if b"opendocument.spreadsheet" in kind:
        return Format.ODS
    raise _not_read("tệp nén hoặc kiểu tệp khác", "giải nén, hoặc lưu lại dạng .xlsx, .docx", where)


def _refuse_bombs(members: Iterable[zipfile.ZipInfo], packed: int, where: Where) -> None:
    """Refuse an archive made to fill the memory."""
    unpacked = sum(member.file_size for member in members)
    if unpacked > _UNPACKED or (unpacked > 50_000_000 and unpacked > _RATIO * packed):
        raise UnreadableFileError(
            f"tệp giải nén ra quá lớn ({unpacked // 1_000_000:,} MB)".replace(",", "."),
            where=where,
            fix="xóa các dòng, cột trống và hình ảnh thừa rồi lưu lại tệp",
        )


def _in_ole(data: bytes, where: Where) -> Format:
    """Tell the old Office formats apart."""
    if _utf16("EncryptedPackage") in data:
        raise PasswordError(
            "tệp được đặt mật khẩu",
            where=where,
            fix="mở tệp, bỏ mật khẩu (File › Info › Protect) rồi lưu lại",
        )
    if _utf16("WordDocument") in data:
        fix = "mở bằng Word, chọn Save As › Word Document (.docx)"
        raise _not_read("văn bản Word kiểu cũ (.doc)", fix, where)
    if _utf16("Workbook") in data or _utf16("Book") in data:
        return Format.XLS
    raise _not_read("tệp không phải bảng tính hay văn bản", RESAVE, where)


def _in_text(data: bytes, where: Where) -> Format:
    """Tell markup from a table of separated values."""
    head = data[:8192].replace(b"\x00", b"")
    if _MARKUP.search(head):
        return Format.HTML
    if head.lstrip(b"\xef\xbb\xbf\xff\xfe").startswith(b"<?xml"):
        raise _not_read("tệp XML", RESAVE, where)
    if where.file.lower().endswith(_TEXT):
        return Format.CSV
    raise damaged(where)


def _utf16(text: str) -> bytes:
    """Encode a stream's name as OLE files do."""
    return text.encode("utf-16-le")


def _not_read(what: str, fix: str, where: Where) -> UnreadableFileError:
    """Name a kind of file that is not read."""
    return UnreadableFileError(f"đây là {what}, chưa đọc được", where=where, fix=fix)


def damaged(where: Where) -> ReconcileError:
    """Say that a file is not what its name says, or is damaged."""
    return UnreadableFileError(
        "tệp bị hỏng hoặc không đúng với phần mở rộng của tên tệp", where=where, fix=RESAVE
    )
