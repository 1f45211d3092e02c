"""Where a tag stands in a Word template, so that a clerk can find it."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from docx import Document
from docx.table import Table

from reconcile.model import Where

_TAG = re.compile(r"\{[{%#].*?(?:[}%#]\}|$)", re.DOTALL)


def find_tag(template: Path, words: Sequence[str]) -> Where | None:
    """Find the first tag that holds one of the words; an earlier word is looked for first.

    Returns:
        The place: ``Đoạn`` and the paragraph's number, or the table and its row; None where no
        tag holds any.

    """
    places = list(_texts(template))
    for word in words:
        wanted = re.compile(rf"\b{re.escape(word)}\b")
        for where, text in places:
            if any(wanted.search(tag) for tag in _TAG.findall(text)):
                return where
    return None


def _texts(template: Path) -> Iterator[tuple[Where, str]]:
    """Walk the paragraphs and the table rows of a template's body, in order."""
    paragraphs = tables = 0
    for block in Document(str(template)).iter_inner_content():
        if isinstance(block, Table):
            tables += 1
            for number, row in enumerate(block.rows, start=1):
                text = "\n".join(cell.text for cell in row.cells)
                yield Where(template.name, f"Bảng {tables}", number), text
        else:
            paragraphs += 1
            yield Where(template.name, "Đoạn", paragraphs), block.text
