"""Which table goes on with the one before it: by numbers, by groups, by what stands where."""

from collections.abc import Iterator, Sequence
from itertools import takewhile

from reconcile.model import Column, Finding, Where
from reconcile.read.grid import Grid, GridRow
from reconcile.read.tables.row_signs import (
    follows_number,
    is_heading_number,
    is_index,
    is_mute,
    is_stt,
    label,
    looks_like,
)
from reconcile.read.tables.rows import Walk
from reconcile.vocabulary.findings import finding

_MARKS = " .()/:"
"""What may stand round a number."""
_MOST = 0.5
_LOST = "các nhiệm vụ từ số này không được đọc"
_STEP = (
    "sửa các cột của bảng này cho khớp bảng trước, hoặc chép dòng tiêu đề cột lên đầu bảng này;"
    " lưu lại rồi chạy lại"
)


def goes_on(last: Walk, grid: Grid, rows: Sequence[GridRow]) -> bool:
    """Tell whether rows without a header over them go on with the table of the grid before.

    It has as many columns, and its first number is the next one, or that of its first group is, or
    a group comes first and no column speaks against it.
    """
    # A last column that stays empty is in no grid.
    if last.ended or not rows or not last.column(Column.TASK) < grid.width <= last.grid.width:
        return False
    if last.column(Column.STT) < 0:
        return grid.width == last.grid.width and _dated_alike(last, rows)
    numbered = [] if _is_header(last, rows[0]) else _numbered(last, rows)
    if not numbered:
        return False
    over = [*takewhile(lambda row: row is not numbered[0], rows)]
    counts_on = _comes_next(_number_before(last), last.number(numbered[0]))
    if counts_on or (over and _is_next_group(last, over[0])):
        return True
    return bool(over) and grid.width == last.grid.width and _dated_alike(last, rows, told=False)


def continues(last: Walk, rows: Sequence[GridRow]) -> bool:
    """Tell whether rows under a repeated header go on with the table before it.

    They begin with its next number or group, or in the middle of a task.
    """
    first = next((row for row in rows if not is_index(row)), None)
    if first is None:
        return False
    if _is_group(last, first):
        return _is_next_group(last, first)
    if stt := last.number(first):
        return _comes_next(_number_before(last), stt)
    said = first.text(last.column(Column.TASK)) or first.text(first.filled[0])
    return said[:1].islower()


def parted(last: Walk, grid: Grid, rows: Sequence[GridRow]) -> Iterator[Finding]:
    """Tell of rows that go on counting and do not fit the table before: none is read."""
    first = next((row for row in rows if len(row.filled) > 1 and not _may_head(row)), None)
    number = first.text(first.filled[0]).strip(_MARKS) if first else ""
    if not last.ended and is_stt(number) and _comes_next(_number_before(last), number):
        place = Where(last.file, grid.name)
        yield finding("table-parted", place, number=number, harm=_LOST, step=_STEP)


def _is_header(last: Walk, row: GridRow) -> bool:
    """Tell whether a row has a word of its own where numbers stand: it heads other columns."""
    said = row.text(last.column(Column.STT))
    return len(row.filled) > 2 and any(map(str.isalpha, said)) and not is_stt(said)


def _numbered(last: Walk, rows: Sequence[GridRow]) -> list[GridRow]:
    """Return the rows that have a number and a text, if most have; without those of groups."""
    stt, task = last.column(Column.STT), last.column(Column.TASK)
    own = [row for row in rows if not _is_group(last, row)] or rows
    # Rows with nothing but a number were left empty.
    told = [row for row in own if any(index != stt for index in row.filled)]
    numbered = [row for row in told if is_stt(row.text(stt)) and row.text(task)]
    return numbered if len(numbered) >= _MOST * len(told) else []


def _is_group(last: Walk, row: GridRow) -> bool:
    """Tell whether a row may be that of a group: a text alone, be it behind a group's number."""
    stt = last.column(Column.STT)
    said = [index for index in row.filled if index == stt or not is_mute(row.text(index))]
    if len(said) == 1:
        return not is_stt(row.text(said[0]))
    return len(said) == 2 and said[0] == stt and is_heading_number(row.text(stt))


def _may_head(row: GridRow) -> bool:
    """Tell whether a row of a table whose columns are not known may be that of a group."""
    return len(row.filled) == 2 and is_heading_number(row.text(row.filled[0]))


def _is_next_group(last: Walk, row: GridRow) -> bool:
    """Tell whether the number of a group comes right after an open one's."""
    number = row.text(last.column(Column.STT)).strip(_MARKS)
    number = number if is_stt(number) else label(row.text(row.filled[0]))[1]
    return _is_group(last, row) and any(
        _comes_next(known, number) for _, known, _ in last.path.open
    )


def _dated_alike(last: Walk, rows: Sequence[GridRow], *, told: bool = True) -> bool:
    """Tell whether days stand in the column of deadlines in rows as in the table before.

    Where none stand on either side it is as ``told`` says: whether they have to be told.
    """
    due = last.column(Column.DEADLINE)
    before = [row.says(Column.DEADLINE) for row in last.rows if row.says(Column.DEADLINE)]
    said = [row.text(due) for row in rows if due >= 0 and row.text(due)]
    if not said or not _are_days(before):
        return not told
    heads = any(len(row.filled) > 1 and not row.text(due) for row in rows[:1])
    return _are_days(said) and (not told or (looks_like("deadline", said[0]) and not heads))


def _are_days(texts: Sequence[str]) -> bool:
    """Tell whether most texts look like deadlines."""
    days = sum(looks_like("deadline", text) for text in texts)
    return bool(texts) and days >= _MOST * len(texts)


def _number_before(last: Walk) -> str:
    """Return the number of the last task; empty without one."""
    task = last.last_task()
    return task.says(Column.STT) if task else ""


def _comes_next(before: str, after: str) -> bool:
    """Tell whether an STT comes right after another: 7 after 6, 2.4 after 2.3, c) after b)."""
    bare = [stt.strip(_MARKS) for stt in (before, after)]
    return all(bare) and follows_number(*bare)
