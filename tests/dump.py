"""Office files as text: what a reader would see, in reading order."""

from collections.abc import Iterator
from pathlib import Path

from docx import Document
from docx.table import Table
from openpyxl import load_workbook


def dump_docx(path: Path) -> str:
    """Write a document's paragraphs with their styles, and its tables row by row."""

    def lines() -> Iterator[str]:
        for block in Document(str(path)).iter_inner_content():
            if isinstance(block, Table):
                for row in block.rows:
                    yield "| " + " | ".join(cell.text for cell in row.cells) + " |"
            else:
                yield f"[{block.style.name if block.style else ''}] {block.text}"

    return "\n".join(lines()) + "\n"


def dump_xlsx(path: Path) -> str:
    """Write every filled cell of a workbook with its number format, sheet by sheet."""

    def lines() -> Iterator[str]:
        for sheet in load_workbook(path).worksheets:
            yield f"== {sheet.title} {sheet.dimensions} freeze={sheet.freeze_panes}"
            for row in sheet.iter_rows():
                for cell in row:
                    if cell.value is not None:
                        yield f"{cell.coordinate} {cell.number_format} {cell.value!r}"

    return "\n".join(lines()) + "\n"
