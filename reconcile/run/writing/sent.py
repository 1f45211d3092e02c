"""What is sent to a unit: the letter, its annexes to answer in, the unit's files, the form."""

import re
from collections.abc import Iterable, Mapping
from pathlib import PurePath
from typing import Any

from reconcile.model import Reconciliation
from reconcile.office.zipped import zipped
from reconcile.run.writing.blank_form import form_bytes
from reconcile.vocabulary.text import unmarked

SENT = "gui-don-vi.zip"
LETTER, ANNEXES, FORM = "cong-van.docx", "phu-luc-cong-van.xlsx", "bieu-tra-loi.xlsx"
_NOT_PLAIN = re.compile(r"[^A-Za-z0-9().,_ -]+")


def sent_zip(
    letter: bytes, filled: Mapping[str, Any], copies: Mapping[str, bytes], result: Reconciliation
) -> bytes:
    """Pack what goes to a unit.

    Args:
        letter: the Công văn.
        filled: what fills it; its annexes become a workbook.
        copies: name → the unit's own file with what was found beside its tasks.
        result: the outcome of the unit.

    """
    from reconcile.report.documents.annex_book import annex_book
    from reconcile.workbook.xlsx.write import workbook_bytes

    ours = {
        LETTER: letter,
        ANNEXES: workbook_bytes(annex_book(filled, result.as_of)),
        FORM: form_bytes(result.upper, result.lower.unit, result.as_of),
    }
    names = plain_names(copies, taken=ours)
    return zipped(ours | {names[name]: content for name, content in copies.items()})


def checked_copies(
    names: Mapping[str, str], originals: Mapping[str, bytes], result: Reconciliation
) -> dict[str, bytes]:
    """Make the copies of a unit's own files with what was found written beside their tasks.

    Args:
        names: file → name of its copy.
        originals: file → its bytes, as the unit sent it.
        result: the outcome of the unit.

    """
    from reconcile.report.marked_copy.write_copy import checked_copy

    return {
        copy: checked_copy(file, originals.get(file, b""), result).data
        for file, copy in names.items()
    }


def plain_names(names: Iterable[str], taken: Iterable[str]) -> dict[str, str]:
    """Give files names of ASCII letters alone, all different.

    Windows unpacks other letters as it is set up: on many machines not as they were packed.

    Args:
        names: the names that they have.
        taken: plain names that are used already.

    """
    used = {name.casefold() for name in taken}
    plain: dict[str, str] = {}
    for name in names:
        path = PurePath(_NOT_PLAIN.sub("-", unmarked(name)))
        tried, number = path.name, 1
        while tried.casefold() in used:
            number += 1
            tried = f"{path.stem} ({number}){path.suffix}"
        used.add(tried.casefold())
        plain[name] = tried
    return plain
