"""One file of statuses → its rows: opened as any input, laid out by its own header."""

from collections.abc import Iterator, Sequence
from pathlib import PurePath

from reconcile.errors import NoTaskTableError
from reconcile.model import Finding, Line, StatusRow, StatusSource, Where
from reconcile.read.formats.open_bytes import collector_at_rest, open_bytes
from reconcile.read.grid import Grid, Opened
from reconcile.read.safety.sniff import sniff
from reconcile.read.statuses.columns import StatusHeader, going_on, parts_of
from reconcile.read.statuses.prose import read_sentences
from reconcile.read.statuses.rows import read_rows
from reconcile.read.statuses.sheet_bodies import by_sheet
from reconcile.vocabulary.findings import finding
from reconcile.vocabulary.status_tables import FORM_MARK, StatusColumn, day_of
from reconcile.vocabulary.text import clean

_WORD_TABLE = "Bảng "
"""Beginning of the names of tables in Word; only they are broken in two without a new header."""


def read_statuses(data: bytes, name: str, year: int = 0) -> StatusSource:
    """Read a file that tells how far tasks are.

    Args:
        data: its bytes.
        name: of the file.
        year: for a file's name that gives a day and a month only.

    Raises:
        UnreadableFileError: it is damaged, or of a kind that is not read.
        PasswordError: it is protected by a password.
        NoTaskTableError: it was read, and tells of no task.

    """
    with collector_at_rest():
        opened = open_bytes(sniff(data, name), data, name)
        return _laid_out(opened, name, year)


def _laid_out(opened: Opened, name: str, year: int) -> StatusSource:
    """Lay out the grids of a file, else its paragraphs."""
    headers = by_sheet(list(_headed(opened.grids)), opened.grids)
    around = (*_around(name, opened.grids, headers), *opened.lines)
    day = day_of((line.text for line in around), PurePath(name).stem, year)
    rows: list[StatusRow] = []
    for grid, header in headers:
        rows += read_rows(name, grid, header, day)
    rows = rows or list(read_sentences(opened.lines, day))
    if not rows:
        raise _nothing(name)
    hidden = tuple(_hidden(name, opened.grids, headers))
    return StatusSource(name, tuple(rows), around, day, _form_of(opened.grids), hidden)


def _headed(grids: Sequence[Grid]) -> Iterator[tuple[Grid, StatusHeader]]:
    """Yield the tables that tell states, each with its header: its own, or the one it goes on."""
    before: StatusHeader | None = None
    for grid in grids:
        if grid.hidden:
            continue
        own = list(parts_of(grid))
        if not own and before and grid.name.startswith(_WORD_TABLE):
            rest = going_on(grid, before)
            own = [(grid, rest)] if rest else []
        yield from own
        before = own[-1][1] if own else None


def _hidden(
    name: str, grids: Sequence[Grid], headers: Sequence[tuple[Grid, StatusHeader]]
) -> Iterator[Finding]:
    """Say which rows and sheets are hidden, and so not counted."""
    for grid in grids:
        if grid.hidden and any(True for _ in parts_of(grid)):
            yield finding("hidden-sheet", Where(name, grid.name), sheet=grid.name, file=name)
    for grid, header in headers:
        column = header.first(StatusColumn.TASK)
        said = [row for row in grid.rows if row.hidden and row.number > header.bottom]
        rows = [row.number for row in said if column is not None and row.text(column).strip()]
        if rows:
            place = Where(name, grid.name, rows[0])
            yield finding("status-hidden", place, count=len(rows), last=rows[-1])


def _form_of(grids: Sequence[Grid]) -> str:
    """Name the body whose form it is, by the hidden sheet; empty for any other file."""
    marks = (grid.rows[0] for grid in grids if grid.rows and grid.rows[0].text(0) == FORM_MARK)
    return next((row.text(1) for row in marks), "")


def _around(
    name: str, grids: Sequence[Grid], headers: Sequence[tuple[Grid, StatusHeader]]
) -> Iterator[Line]:
    """Yield what stands over and under the tables, and in grids that are none: letterheads."""
    # Of several tables on a sheet the first is the one under its letterhead.
    under = {grid.name: header for grid, header in reversed(headers)}
    for grid in grids:
        header = under.get(grid.name)
        for row in grid.rows:
            foot = row is grid.rows[-1] and len(row.filled) == 1
            if header is None or row.number < header.top or foot:
                for index in row.filled:
                    for text in clean(row.text(index)).split("\n"):
                        yield Line(Where(name, grid.name, row.number), text)


def _nothing(name: str) -> NoTaskTableError:
    """Say that a file tells of no task."""
    return NoTaskTableError(
        "không thấy bảng hoặc đoạn văn nào cho biết tình trạng thực hiện nhiệm vụ",
        where=Where(name),
        fix="kiểm tra lại tệp: cần một cột nội dung nhiệm vụ và một cột trạng thái, tiến độ hoặc"
        " ngày hoàn thành; có thể dùng biểu lập bằng lệnh: reconcile form --kind tien-do",
    )
