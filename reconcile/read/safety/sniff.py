"""What a file is, by its content: the name's extension is not believed."""

import re
import zipfile
import zlib
from enum import StrEnum
from io import BytesIO

from reconcile.errors import PasswordError, ReconcileError, UnreadableFileError
from reconcile.model import Where
from reconcile.office.left_behind import SHORTCUTS
from reconcile.office.ole import SIGNATURE
from reconcile.office.separated import is_table
from reconcile.read.safety.limits import DOCUMENT, refuse_bombs

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
    DOC = "doc"
    """.doc, .rtf and .odt, through LibreOffice."""
    HTML = "html"
    PDF = "pdf"
    ZIP = "zip"
    """An archive of several files."""


_SIGNATURES = {
    b"Rar!": ("tệp nén .rar", "giải nén rồi dùng các tệp bên trong"),
    b"7z\xbc\xaf": ("tệp nén .7z", "giải nén rồi dùng các tệp bên trong"),
    b"\x1f\x8b": ("tệp nén .gz", "giải nén rồi dùng các tệp bên trong"),
    b"MIME-Version": (
        "trang web lưu trữ (.mht)",
        "mở bằng Word, chọn Save As › Word Document (.docx)",
    ),
    b"\xff\xd8\xff": ("ảnh", "cần tệp bảng tính hoặc văn bản, không phải ảnh chụp"),
    b"\x89PNG": ("ảnh", "cần tệp bảng tính hoặc văn bản, không phải ảnh chụp"),
}
"""How a file that is not read begins: what it is, and what to do."""
_PDF_HEAD = 1024
"""Bytes before which a PDF names itself; some begin with a few of something else."""
_WORD = b"\xec\xa5"
"""How the main stream of a .doc begins, at the beginning of a sector."""

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
    _refuse_shortcuts(where)
    if data.startswith(b"PK"):
        return _in_zip(data, where)
    if data.startswith(SIGNATURE):
        return _in_ole(data, where)
    if data.startswith(b"{\\rtf"):
        return Format.DOC
    if b"%PDF-" in data[:_PDF_HEAD]:
        return Format.PDF
    for start, (what, fix) in _SIGNATURES.items():
        if data.startswith(start):
            raise UnreadableFileError(f"đây là {what}, không đọc được", where=where, fix=fix)
    return _in_text(data, where)


def _refuse_shortcuts(where: Where) -> None:
    """Refuse what only points to a file: its content tells nobody anything."""
    if where.file.lower().endswith(SHORTCUTS):
        raise UnreadableFileError(
            "đây là lối tắt (shortcut), không phải tệp kế hoạch",
            where=where,
            fix="mở lối tắt, tải hoặc chép chính tệp kế hoạch vào thư mục này, rồi xóa lối tắt",
        )


def _in_zip(data: bytes, where: Where) -> Format:
    """Tell the formats that are zip archives apart, and refuse those that unpack to too much."""
    try:
        archive = zipfile.ZipFile(BytesIO(data))
        names = set(archive.namelist())
        refuse_bombs(archive.infolist(), len(data), where)
        kind = archive.read("mimetype") if "mimetype" in names else b""
    except ZIP_REFUSALS as error:
        raise damaged(where) from error
    for part, found in (("xl/workbook.xml", Format.XLSX), ("xl/workbook.bin", Format.XLSB)):
        if part in names:
            return found
    if any(DOCUMENT.fullmatch(name) for name in names):
        return Format.DOCX
    for mark, found in ((b".spreadsheet", Format.ODS), (b".text", Format.DOC)):
        if b"opendocument" in kind and mark in kind:
            return found
    # A package of another program, such as a presentation, is no archive of files.
    if kind or "[Content_Types].xml" in names:
        raise _not_read("tệp không phải bảng tính hay văn bản", RESAVE, where)
    return Format.ZIP


def _in_ole(data: bytes, where: Where) -> Format:
    """Tell the old Office formats apart."""
    if _utf16("EncryptedPackage") in data:
        raise password(where)
    # Workbook since Excel 97, Book before.
    book = _utf16("Workbook") in data or _utf16("Book") in data
    # Each may hold the other as an embedded object: then the name decides.
    if _utf16("WordDocument") in data and not (book and where.file.lower().endswith(".xls")):
        if _is_locked_document(data):
            raise password(where)
        return Format.DOC
    if book:
        return Format.XLS
    raise _not_read("tệp không phải bảng tính hay văn bản", RESAVE, where)


def _is_locked_document(data: bytes) -> bool:
    """Tell whether a .doc opens only with a password: a flag in its first structure.

    Source: [MS-DOC] 2.5.2, FibBase.fEncrypted.
    """
    starts = range(512, len(data) - 12, 512)
    heads = (data[at : at + 12] for at in starts if data.startswith(_WORD, at))
    return any(head[11] & 1 for head in heads)


def _in_text(data: bytes, where: Where) -> Format:
    """Tell markup from a table of separated values."""
    # Without its zero bytes UTF-16 shows its tags too.
    head = data[:8192].replace(b"\x00", b"")
    if _MARKUP.search(head):
        return Format.HTML
    if head.lstrip(b"\xef\xbb\xbf\xff\xfe").startswith(b"<?xml"):
        raise _not_read("tệp XML", RESAVE, where)
    # Web systems export text under the name of a workbook.
    if where.file.lower().endswith(_TEXT) or is_table(data):
        return Format.CSV
    raise damaged(where)


def _utf16(text: str) -> bytes:
    """Encode a stream's name as OLE files do."""
    return text.encode("utf-16-le")


def _not_read(what: str, fix: str, where: Where) -> UnreadableFileError:
    """Name a kind of file that is not read."""
    return UnreadableFileError(f"đây là {what}, chưa đọc được", where=where, fix=fix)


def password(where: Where) -> PasswordError:
    """Say that a file is protected by a password."""
    return PasswordError(
        "tệp được đặt mật khẩu",
        where=where,
        fix="mở tệp, bỏ mật khẩu (File › Info › Protect) rồi lưu lại",
    )


def damaged(where: Where) -> ReconcileError:
    """Say that a file is not what its name says, or is damaged."""
    return UnreadableFileError(
        "tệp bị hỏng hoặc không đúng với phần mở rộng của tên tệp", where=where, fix=RESAVE
    )
