"""The way back: a workbook of progress that a person has answered in → what she answered."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from reconcile.model import StatusCells, Where
from reconcile.review.answers.locate_form import Located, locate
from reconcile.review.keys.hidden_sheet import AskedRow
from reconcile.review.keys.seals import seal, shown
from reconcile.review.keys.sheet_seals import Filled, seals_of
from reconcile.review.statuses.marks import (
    ANSWERS,
    KEY,
    MARK,
    TEXT,
    WIDTH,
    StatusMarks,
    cells_of,
    read_marks,
    sum_of,
)
from reconcile.review.workbooks.grids import Line, OpenedReview, ReviewGrid
from reconcile.review.workbooks.open_workbook import open_review


@dataclass(frozen=True, slots=True)
class AnsweredRow:
    """A row with answer cells, as it is now and as the program wrote it."""

    key: str
    cells: StatusCells
    before: StatusCells
    """What the cells showed when the workbook was written."""
    proposed: str
    """Key of the one task that it is shown beside; empty where there is not one."""
    where: Where


@dataclass(frozen=True, slots=True)
class AnsweredStatuses:
    """What a workbook of progress holds."""

    file: str
    digest: str
    rows: tuple[AnsweredRow, ...] = ()
    only_answers: bool = False
    """Whether nothing of a person's is in it but answers, so that it may be replaced."""


def read_status_answers(data: bytes, *, file: str, digest: str) -> AnsweredStatuses:
    """Read what a person answered in a workbook of progress, wherever its rows and columns went.

    Args:
        data: a workbook, saved by Excel or another program.
        file: the name for places in it.
        digest: SHA-256 of its bytes.

    Raises:
        UnreadableFileError: it cannot be opened as a workbook.
        PasswordError: it is protected by a password.

    """
    opened = open_review(data, file)
    marks = _marks(opened)
    found = _located(opened, marks)
    if marks is None or found is None:
        return AnsweredStatuses(file, digest)
    rows = tuple(_rows(found, marks, file))
    return AnsweredStatuses(file, digest, rows, _is_ours(opened, found, marks))


def _marks(opened: OpenedReview) -> StatusMarks | None:
    """Find the hidden sheet, whatever it is called now."""
    for grid in opened.grids:
        first = next(iter(grid.rows.values()), {})
        if first.get(1) == MARK:
            return read_marks(grid.lines(WIDTH))
    return None


def _located(opened: OpenedReview, marks: StatusMarks | None) -> Located | None:
    """Find the sheet with the answers by its headers, the one with the most of them."""
    found = [locate(grid, [marks.form]) for grid in opened.grids] if marks else []
    return max((each for each in found if each), key=lambda each: len(each.columns), default=None)


def _rows(located: Located, marks: StatusMarks, file: str) -> Iterator[AnsweredRow]:
    """Yield the rows that are ours."""
    by_key = {row.key: row for row in marks.form.rows}
    for number, line in located.grid.rows.items():
        if number <= located.header:
            continue
        asked = _asked(located, line, by_key)
        if asked:
            texts = [shown(located.says(line, name)) for name in ANSWERS]
            yield AnsweredRow(
                asked.key,
                cells_of(texts),
                cells_of(asked.answers),
                marks.proposed.get(asked.key, ""),
                Where(file, located.grid.title, number),
            )


def _asked(located: Located, line: Line, by_key: Mapping[str, AskedRow]) -> AskedRow | None:
    """Tell which row one is: by its key, unless its text is that of another row alone.

    A person who sorts only the columns that she sees leaves the hidden keys behind.
    """
    keyed = by_key.get(shown(located.says(line, KEY)))
    text = seal(located.says(line, TEXT))
    if keyed and keyed.seals == (text,):
        return keyed
    same = [row for row in by_key.values() if row.seals == (text,)]
    return same[0] if len(same) == 1 else keyed


def _is_ours(opened: OpenedReview, located: Located, marks: StatusMarks) -> bool:
    """Tell whether all sheets are as they were written, but for the answer cells."""
    if opened.extras or opened.blind or any(grid.comments for grid in opened.grids):
        return False
    seen = {grid.title: grid for grid in opened.grids if not grid.hidden}
    if set(seen) != set(marks.sums):
        return False
    return all(
        sum_of(seals_of(_cells(grid, located if grid is located.grid else None)))
        == marks.sums[title]
        for title, grid in seen.items()
    )


def _cells(grid: ReviewGrid, located: Located | None) -> Iterator[Filled]:
    """Yield the filled cells of a sheet without the answers."""
    answers = {located.columns.get(name, 0) for name in ANSWERS} if located else set()
    for row, line in grid.rows.items():
        for column, value in line.items():
            if not (located and row > located.header and column in answers):
                yield row, column, value
