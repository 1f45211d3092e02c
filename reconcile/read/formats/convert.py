"""Old and foreign word documents (.doc, .rtf, .odt): through LibreOffice where it is installed."""

from reconcile.errors import UnreadableFileError
from reconcile.model import Where
from reconcile.read.formats import word
from reconcile.read.formats.libre_office import converted, find_office
from reconcile.read.grid import Opened

REFUSALS = word.REFUSALS
"""What reading the converted document may raise."""


def open_file(data: bytes, file: str) -> Opened:
    """Convert a document in a folder of its own, and read what comes out.

    Raises:
        UnreadableFileError: LibreOffice is not there, or cannot convert it.
        one of ``REFUSALS``: what came out cannot be read.

    """
    return word.open_file(as_docx(data, Where(file)), file)


def as_docx(data: bytes, where: Where) -> bytes:
    """Convert a copy of a document to .docx; the file itself is never touched.

    Raises:
        UnreadableFileError: LibreOffice is not there, or cannot convert it.

    """
    office = find_office()
    if office is None:
        raise UnreadableFileError(
            "văn bản này (.doc, .rtf, .odt) chỉ đọc được khi máy có LibreOffice",
            where=where,
            fix="mở bằng Word, chọn Save As › Word Document (.docx) rồi dùng tệp .docx đó;"
            " hoặc cài LibreOffice rồi chạy lại",
        )
    (document,) = converted([data], office)
    if not document:
        raise UnreadableFileError(
            "LibreOffice không chuyển được văn bản này sang .docx",
            where=where,
            fix="mở bằng Word, kiểm tra nội dung rồi chọn Save As › Word Document (.docx)",
        )
    return document
