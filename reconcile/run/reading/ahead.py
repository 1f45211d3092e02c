"""The old documents among input files, converted in one start before any of them is read."""

from collections.abc import Iterable

from reconcile.read.convert_ahead import convert_ahead, may_need_converting
from reconcile.run.reading.input_files import Looked
from reconcile.run.reading.kept_tables import Tables
from reconcile.store.files import Files


def converted_ahead(files: Files, tables: Tables, new: Iterable[Looked]) -> dict[str, str]:
    """Convert the old documents that are to be read, all at once.

    Returns:
        By the digest of each that came out, that of its .docx.

    """
    old = [e.digest for e in new if may_need_converting(e.name) and not tables.get(e.tables)]
    converted = convert_ahead((digest, files.kept(digest)) for digest in dict.fromkeys(old))
    return {digest: files.keep(data) for digest, data in converted.items()}
