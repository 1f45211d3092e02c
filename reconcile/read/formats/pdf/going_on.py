"""Which parts of a PDF's tables go on with the one before: by the numbers of their rows."""

from collections.abc import Iterator, Sequence

from reconcile.model import Finding, Where
from reconcile.read.formats.pdf.grid_edges import alike
from reconcile.read.formats.pdf.table import GrowingTable
from reconcile.read.grid import GridRow
from reconcile.read.tables.row_signs import follows_number, is_heading_number, is_stt
from reconcile.vocabulary.findings import finding

_MARKS = " .()/:"
"""What may stand round a number."""
_HARM = "nhiệm vụ từ số này có thể bị sót hoặc đọc sai cột"
_STEP = "đối chiếu trang này với văn bản; nếu có tệp gốc .docx hoặc .xlsx thì dùng tệp gốc"


def next_number(above: Sequence[GridRow], rows: Sequence[GridRow]) -> str:
    """Return the number with which rows go on counting those of a table; empty where they do not.

    Rows of groups may stand before it. What has a header of its own is another table.
    """
    ends = next((row.text(0) for row in reversed(above) if _is_task(row)), "").strip(_MARKS)
    for at, row in enumerate(rows):
        said = row.text(0).strip(_MARKS)
        if ends and _is_task(row):
            return said if follows_number(ends, said) else ""
        # The first row of a page may be the rest of one on the page before.
        if not (_is_group(row) or (at == 0 and not said)):
            return ""
    return ""


def parted(tables: Sequence[GrowingTable], file: str, sheet: str) -> Iterator[Finding]:
    """Tell the tables that go on counting and have other columns, so that tasks may be lost.

    Args:
        tables: the tables of the document, in order.
        file: its name.
        sheet: how messages call a page, before its number.

    """
    for at, table in enumerate(tables[1:], 1):
        before = tables[at - 1]
        number = next_number(before.rows, table.rows)
        if number and not alike(before.edges, table.edges):
            place = Where(file, f"{sheet} {table.page}")
            yield finding("table-parted", place, number=number, harm=_HARM, step=_STEP)


def _is_task(row: GridRow) -> bool:
    """Tell whether a row has a number that is no group's, and says something more."""
    said = row.text(0)
    return len(row.filled) > 1 and is_stt(said) and not is_heading_number(said)


def _is_group(row: GridRow) -> bool:
    """Tell whether a row may be that of a group: a text alone, be it behind a group's number."""
    said = row.text(0)
    return len(row.filled) == 1 or (len(row.filled) == 2 and is_heading_number(said))
