"""Old documents of many files → .docx, all in one start of LibreOffice before they are read."""

from collections.abc import Iterable

from reconcile.errors import ReconcileError
from reconcile.read.formats.libre_office import converted, find_office
from reconcile.read.safety.sniff import Format, sniff

_ENDINGS = (".doc", ".rtf", ".odt")
"""What has another ending and is such a document all the same is converted when it is read."""


def may_need_converting(name: str) -> bool:
    """Tell by its name whether a file may be one that LibreOffice converts."""
    return name.lower().endswith(_ENDINGS)


def convert_ahead(files: Iterable[tuple[str, bytes]]) -> dict[str, bytes]:
    """Convert the old documents among files.

    Args:
        files: the bytes of each, and what it goes by.

    Returns:
        Those that came out, by what they go by; none where one start serves one file alone.

    """
    old = {name: data for name, data in files if _is_old(name, data)}
    office = find_office() if len(old) > 1 else None
    if office is None:
        return {}
    documents = zip(old, converted(list(old.values()), office), strict=True)
    return {name: document for name, document in documents if document}


def _is_old(name: str, data: bytes) -> bool:
    """Tell whether a file is one that LibreOffice converts; what is locked is told on reading."""
    try:
        return sniff(data, name) is Format.DOC
    except ReconcileError:
        return False
