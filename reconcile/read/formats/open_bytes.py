"""A file's bytes → what its format module saw in it: the only place that knows all the modules."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType

from reconcile.errors import PasswordError, UnreadableFileError
from reconcile.model import Where
from reconcile.office.strict_xml import as_usual
from reconcile.read.grid import Opened
from reconcile.read.safety.lean_workbook import lean_workbook
from reconcile.read.safety.limits import refuse_long_document, refuse_long_page, refuse_long_text
from reconcile.read.safety.sniff import ZIP_REFUSALS, Format, damaged, password

_MODULES = {
    # openpyxl tells fonts, formulas and what is hidden; calamine reads what openpyxl refuses.
    Format.XLSX: ("excel", "sheets"),
    Format.XLS: ("sheets",),
    Format.XLSB: ("sheets",),
    Format.ODS: ("sheets",),
    Format.CSV: ("delimited",),
    # What costs python-docx a document may be nothing that its text needs.
    Format.DOCX: ("word", "mended_word"),
    Format.DOC: ("convert",),
    Format.HTML: ("markup",),
    Format.PDF: ("pdf.open_pdf",),
}
"""The modules that open a format, the best first."""


def open_bytes(kind: Format, data: bytes, name: str) -> Opened:
    """Open a file with the first module of its format that can, imported only now.

    Raises:
        UnreadableFileError: it is damaged, too large, or needs what is not installed.
        PasswordError: it is protected by a password.

    """
    where = Where(name)
    try:
        data = _bearable(kind, data, where)
    except ZIP_REFUSALS as error:
        raise damaged(where) from error
    refused: Exception | None = None
    for module in _MODULES[kind]:
        reader = _reader(module, where)
        try:
            opened: Opened = reader.open_file(data, name)
        except reader.REFUSALS as error:
            refused = error
        else:
            return opened
    # By its name, for calamine has a PasswordError of its own and may not be loaded.
    if type(refused).__name__ == PasswordError.__name__:
        raise password(where) from refused
    raise damaged(where) from refused


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """Keep the garbage collector from going through a growing workbook again and again.

    Reading makes very many objects that all stay alive; looking among them for garbage takes a
    third of the time that reading 10,000 rows does.
    """
    active = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if active:
            gc.enable()


def _reader(module: str, where: Where) -> ModuleType:
    """Import the module of a format; that for PDF needs an extra that is not always there."""
    try:
        return import_module(f"reconcile.read.formats.{module}")
    except ModuleNotFoundError as error:
        raise UnreadableFileError(
            "chưa cài phần đọc tệp PDF",
            where=where,
            fix='cài thêm bằng lệnh: pip install "reconcile[pdf]"; hoặc dùng bản .docx, .xlsx',
        ) from error


def _bearable(kind: Format, data: bytes, where: Where) -> bytes:
    """Refuse what is too large for its module, and take out what only costs."""
    match kind:
        case Format.XLSX:
            return lean_workbook(as_usual(data), where)
        case Format.DOCX:
            refuse_long_document(data, where)
            return as_usual(data)
        case Format.HTML:
            refuse_long_page(data, where)
        case Format.CSV:
            refuse_long_text(data, where)
    return data
