"""A unit's own text document as a .docx, whatever its office saved it as."""

from reconcile.errors import ReconcileError
from reconcile.model import Where
from reconcile.office.strict_xml import as_usual
from reconcile.read.safety.sniff import Format, sniff


def is_word_file(data: bytes, name: str) -> bool:
    """Tell whether a file is a text document that can be written in: .docx, .doc, .rtf, .odt."""
    try:
        return sniff(data, name) in (Format.DOCX, Format.DOC)
    except ReconcileError:
        return False


def word_file(data: bytes, name: str) -> bytes:
    """Return a text document as a .docx; an older one goes through LibreOffice.

    Raises:
        UnreadableFileError: LibreOffice is not there, or cannot convert it.

    """
    if sniff(data, name) is Format.DOCX:
        return as_usual(data)
    from reconcile.read.formats.convert import as_docx  # noqa: PLC0415 - needed by few

    return as_docx(data, Where(name))
