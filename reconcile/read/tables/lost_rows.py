"""Tasks that a page does not show: numbers left out beside texts printed over one another.

A spreadsheet whose rows are lower than their texts cuts some off, and prints others over the next
row. A number left out by itself may be the author's slip; beside such rows it is a task lost, and
a commune would be told to have missed what nobody could read.
"""

from collections.abc import Iterable, Iterator, Sequence

from reconcile.errors import UnreadableFileError
from reconcile.model import Column, Finding, RowKind, Table, Where

_SHOWN = 3
_CODE = "text-overprinted"


def refuse_lost_rows(tables: Sequence[Table], findings: Iterable[Finding]) -> None:
    """Stop where the numbers of a table show that tasks were lost in what is printed over.

    Raises:
        UnreadableFileError: they are; with where, and what to ask for.

    """
    over = [found.where for found in findings if found.code == _CODE]
    gaps = [gap for table in tables for gap in _gaps(table)] if over else []
    if not gaps:
        return
    shown = ", ".join(f"{before} sang {after}" for _, before, after in gaps[:_SHOWN])
    more = f" và {len(gaps) - _SHOWN} chỗ khác" if len(gaps) > _SHOWN else ""
    raise UnreadableFileError(
        "dòng của bảng thấp hơn nội dung nên có nhiệm vụ bị che mất"
        f" (số thứ tự nhảy từ {shown}{more}), nếu cứ tính thì sẽ bị coi là còn thiếu",
        where=gaps[0][0],
        fix="xin tệp gốc .xlsx hoặc .docx; hoặc mở tệp gốc, chọn cả bảng,"
        " chọn Format › AutoFit Row Height rồi xuất lại tệp PDF",
    )


def _gaps(table: Table) -> Iterator[tuple[Where, int, int]]:
    """Yield where whole numbers leave some out: the place, the number before and that after."""
    last = 0
    for row in table.rows:
        said = row.says(Column.STT).strip(" .()/:")
        if row.kind is not RowKind.TASK or not said.isdecimal():
            continue
        number = int(said)
        # Each group may begin with 1 again, and with no other number.
        if last and number not in (1, last, last + 1):
            yield Where(table.where.file, table.where.sheet, row.number), last, number
        last = number
