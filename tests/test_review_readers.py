"""The reader of cells alone and the one that builds everything read the same of a workbook."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment

from reconcile.model import Verdict
from reconcile.review.workbooks.grids import ReviewGrid
from reconcile.review.workbooks.open_workbook import open_review
from reconcile.review.workbooks.plain_reader import NotPlainError, read_plain
from reviewing import PAIRS, decision, review_file

UPGRADES = Path(__file__).parent / "upgrades"
COLUMN = "H"


def saved(book: Workbook) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def built(data: bytes) -> tuple[ReviewGrid, ...]:
    """Read with the reader that builds everything, which a comment far off asks for."""
    book = load_workbook(BytesIO(data), rich_text=True)
    book.worksheets[-1]["ZZ1"].comment = Comment("x", "x")
    return open_review(saved(book), "phieu.xlsx").grids


def told(grids: tuple[ReviewGrid, ...]) -> list[tuple[object, ...]]:
    """List every value with its type."""
    return [
        (grid.title, grid.hidden, number, column, type(value), value)
        for grid in grids
        for number, line in grid.rows.items()
        for column, value in line.items()
    ]


def merge_answers(sheet: Any) -> None:
    sheet[f"{COLUMN}4"] = "Đúng"
    sheet[f"{COLUMN}5"] = "Không phải"
    sheet.merge_cells(f"{COLUMN}4:{COLUMN}6")


def type_numbers(sheet: Any) -> None:
    sheet[f"{COLUMN}4"], sheet[f"{COLUMN}5"], sheet[f"{COLUMN}6"] = 3, 2.5, True
    sheet[f"{COLUMN}7"], sheet[f"{COLUMN}8"] = 1e21, "#N/A"
    sheet["ZZ40"] = "  xa bảng \n hai dòng "


@pytest.mark.parametrize("work", [merge_answers, type_numbers])
def test_cells_alone_say_what_the_whole_workbook_says(
    work: Callable[[Any], None], tmp_path: Path
) -> None:
    path = review_file(tmp_path / "phieu.xlsx", decision(Verdict.DONE, "u5"))
    book = load_workbook(path, rich_text=True)
    work(book[PAIRS])
    data = saved(book)
    assert told(read_plain(data)) == told(built(data))


@pytest.mark.parametrize("name", ["review-1.xlsx", "review-3.xlsx"])
def test_cells_of_workbooks_of_earlier_releases_are_read_alike(name: str) -> None:
    data = (UPGRADES / name).read_bytes()
    assert told(read_plain(data)) == told(built(data))


def type_formula(sheet: Any) -> None:
    sheet["A1"] = '="Đúng"'


def type_date(sheet: Any) -> None:
    sheet["A1"] = date(2026, 11, 20)


def comment(sheet: Any) -> None:
    sheet["A1"].comment = Comment("Đúng", "Lan")


def type_escape(sheet: Any) -> None:
    sheet["A1"] = "Đúng_x000D_"


@pytest.mark.parametrize("work", [type_formula, type_date, comment, type_escape])
def test_what_cells_alone_do_not_tell_is_left_to_the_whole_reader(
    work: Callable[[Any], None],
) -> None:
    book = Workbook()
    work(book.active)
    with pytest.raises(NotPlainError):
        read_plain(saved(book))
