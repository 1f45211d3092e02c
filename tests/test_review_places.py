"""Answers typed where nothing is asked, and rows whose key and texts do not say the same."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from openpyxl.comments import Comment

from reconcile.model import Verdict
from reconcile.vocabulary.answers import answer, reads_as_answer
from reconcile.vocabulary.terms import term
from reviewing import (
    KEY,
    LOWERS,
    NOTE,
    PAIR,
    TASK,
    UPPER_TEXT,
    Desk,
    read,
    review_file,
    said,
)

YES, MISSED = answer(Verdict.YES), answer(Verdict.MISSED)
DONE = answer(Verdict.DONE)
LOWER_TEXT = "Nhiệm vụ của xã"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return review_file(tmp_path / "UBND xã Suối Đá.xlsx")


def right_of_the_table(desk: Desk, text: str) -> None:
    desk.sheet.cell(desk.row("u2|l2"), desk.sheet.max_column + 1).value = text


def above_the_table(desk: Desk, text: str) -> None:
    desk.sheet.cell(desk.header() - 1, 7).value = text


def under_the_table(desk: Desk, text: str) -> None:
    desk.sheet.cell(desk.sheet.max_row + 2, 2).value = text


def in_an_added_column(desk: Desk, text: str) -> None:
    desk.sheet.insert_cols(4)
    desk.sheet.cell(desk.row("u2|l2"), 4).value = text


def beside_the_headers(desk: Desk, text: str) -> None:
    desk.sheet.cell(desk.header(), desk.sheet.max_column + 2).value = text


def on_an_added_sheet(desk: Desk, text: str) -> None:
    desk.book.create_sheet("Ý kiến")["A1"] = text


def on_a_sheet_that_is_read(desk: Desk, text: str) -> None:
    desk.book[term("review_sheet", "overview")]["H6"] = text


def on_the_sheet_of_findings(desk: Desk, text: str) -> None:
    sheet: Any = desk.book[term("review_sheet", "deviations")]
    sheet.cell(sheet.max_row, 8).value = text


def in_a_comment(desk: Desk, text: str) -> None:
    desk.cell("u2|l2", UPPER_TEXT).comment = Comment(text, "A")


def under_the_heading_of_notes(desk: Desk, text: str) -> None:
    desk.write("u2|l2", {NOTE: text})


PLACES = (
    right_of_the_table,
    above_the_table,
    under_the_table,
    in_an_added_column,
    beside_the_headers,
    on_an_added_sheet,
    on_a_sheet_that_is_read,
    on_the_sheet_of_findings,
    in_a_comment,
    under_the_heading_of_notes,
)


ANSWERS = (YES, MISSED, "dung mot phan", "Đúng, đã hỏi xã")
ALIKE = (1, 2, "TT", "Mã dòng", "Kết luận về cặp", "đã làm xong")
"""Texts such as the program writes itself, and one that it does not."""


def at_places(
    places: Sequence[Callable[..., None]], texts: Sequence[object], every: int
) -> list[tuple[Callable[..., None], Any]]:
    """Lay texts on places: all on all in the soak, else each on some."""
    return [
        (place, text)
        for at, place in enumerate(places)
        for nth, text in enumerate(texts)
        if "RECONCILE_SOAK" in os.environ or (at + nth) % every == 0
    ]


@pytest.mark.soak
@pytest.mark.parametrize(("place", "typed"), at_places(PLACES, ANSWERS, 2))
def test_an_answer_outside_its_cells_is_quoted_and_its_workbook_stays(
    path: Path, place: Callable[[Desk, str], None], typed: str
) -> None:
    if place is under_the_heading_of_notes and "," in typed:
        pytest.skip("that is a note")
    desk = Desk(path)
    place(desk, typed)
    desk.save()
    review = read(path)
    assert review.decisions == ()
    told = [f for f in review.findings if f.code == "unread-answers"]
    assert any(typed in f.message for f in told)
    assert not review.is_replaceable


@pytest.mark.parametrize("title", [PAIR, NOTE, KEY, UPPER_TEXT])
def test_what_is_typed_as_a_comment_on_a_row_is_quoted_with_its_task_and_the_workbook_stays(
    path: Path, title: str
) -> None:
    desk = Desk(path)
    cell = desk.cell("u2|l2", title)
    cell.comment = Comment("Đã hoàn thành nhé", "Lan")
    row = cell.row
    desk.save()
    review = read(path)
    (told,) = [f for f in review.findings if f.code == "unread-answers"]
    assert "Đã hoàn thành nhé" in told.message
    assert (told.where.row, told.where.column, told.task) == (row, title, "u2")
    assert not review.is_replaceable


def test_a_comment_in_a_thread_is_quoted_without_what_excel_says_of_threads(path: Path) -> None:
    desk = Desk(path)
    desk.cell("u2|l2", PAIR).comment = Comment(
        "[Threaded comment]\n\nYour version of Excel allows you to read this threaded comment; "
        "however, any edits to it will get removed if the file is opened in a newer version of "
        "Excel. Learn more: https://go.microsoft.com/fwlink/?linkid=870924\n\n"
        "Comment:\n    Đã hoàn thành nhé",
        "tc={0}",
    )
    desk.save()
    (told,) = [f for f in read(path).findings if f.code == "unread-answers"]
    assert "“Đã hoàn thành nhé”" in told.message


def test_a_remark_on_another_sheet_keeps_the_workbook_and_is_no_error(path: Path) -> None:
    desk = Desk(path)
    sheet: Any = desk.book[term("review_sheet", "overview")]
    sheet["A2"].comment = Comment("số liệu tuần này", "Lan")
    desk.save()
    review = read(path)
    assert review.findings == ()
    assert [each.text for each in review.foreign] == ["số liệu tuần này"]


@pytest.mark.soak
@pytest.mark.parametrize(("place", "typed"), at_places(PLACES[:8], ALIKE, 3))
def test_no_other_text_outside_the_table_is_wiped_though_the_program_wrote_such_a_text(
    path: Path, place: Callable[[Desk, Any], None], typed: Any
) -> None:
    desk = Desk(path)
    place(desk, typed)
    desk.save()
    assert str(typed) in {each.text for each in read(path).foreign}


def test_an_answer_typed_under_a_column_of_the_program_is_quoted(path: Path) -> None:
    Desk(path).write("u2|l2", {LOWER_TEXT: YES}).save()
    review = read(path)
    assert [(f.code, YES in f.message) for f in review.findings] == [("program-cell-edited", True)]


def test_a_sheet_that_a_person_has_renamed_or_sorted_is_still_the_programs(path: Path) -> None:
    desk = Desk(path)
    overview: Any = desk.book[term("review_sheet", "overview")]
    overview.title = "Số liệu"
    overview.move_range("A1:C12", rows=3, cols=1)
    desk.save()
    assert read(path).is_replaceable


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("Đúng", True),
        ("KHONG PHAI", True),
        ("Đúng một phần - xem lại", True),
        ("Trùng lặp (với dòng 4)", True),
        ("dòng 12", True),
        ("Đúng hạn", False),
        ("Dùng chung cơ sở dữ liệu", False),
        ("Nhiệm vụ này đúng", False),
        ("", False),
    ],
)
def test_a_text_reads_as_an_answer_where_it_is_one_or_begins_with_one(
    text: str, *, is_one: bool
) -> None:
    assert reads_as_answer(text) is is_one


# ---- rows whose key and texts disagree ----------------------------------------------------------


def swapped(desk: Desk, one: str, other: str, *titles: str) -> None:
    """Let two rows change the cells under some headers."""
    for title in titles:
        first, second = desk.cell(one, title), desk.cell(other, title)
        first.value, second.value = second.value, first.value


def test_an_answer_goes_to_the_row_that_the_texts_name_not_to_the_hidden_key(path: Path) -> None:
    desk = Desk(path)
    swapped(desk, "u2|l2", "u7|l7", UPPER_TEXT, LOWER_TEXT)
    desk.write("u2|l2", {TASK: DONE}).save()
    assert said(read(path)) == [("done", "u7", "")]


def test_an_edited_cell_beside_a_contradicting_key_still_names_its_row(path: Path) -> None:
    desk = Desk(path)
    missed = [row[-1] for row in desk.rows() if str(row[-1]).endswith("|")][:2]
    one, other = map(str, missed)
    swapped(desk, one, other, UPPER_TEXT, LOWER_TEXT)
    cell = desk.cell(one, LOWER_TEXT)
    cell.value = f"{cell.value} (xem lại)"
    desk.write(one, {TASK: DONE}).save()
    assert said(read(path)) == [("done", other.strip("|"), "")]


def test_where_the_upper_cells_of_two_rows_were_swapped_nothing_is_recorded(path: Path) -> None:
    desk = Desk(path)
    swapped(desk, "u2|l2", "u7|l7", UPPER_TEXT)
    desk.write("u2|l2", {PAIR: YES}).write("u7|l7", {TASK: DONE}).save()
    review = read(path)
    assert review.decisions == ()
    assert [f.code for f in review.findings] == ["no-such-row", "no-such-row"]
    assert not review.is_replaceable


def test_a_word_added_to_an_upper_cell_that_was_sorted_apart_from_its_key_misleads_nobody(
    path: Path,
) -> None:
    desk = Desk(path)
    swapped(desk, "u2|l2", "u7|l7", UPPER_TEXT, LOWER_TEXT)
    cell = desk.cell("u2|l2", UPPER_TEXT)
    cell.value = f"{cell.value} và báo cáo"
    desk.write("u2|l2", {TASK: DONE}).save()
    assert said(read(path)) == [("done", "u7", "")]


def test_keys_sorted_apart_on_the_sheet_of_own_tasks_mislead_nobody(path: Path) -> None:
    desk = Desk(path, LOWERS)
    one, other = (str(row[-1]) for row in desk.rows()[:2])
    swapped(desk, one, other, KEY)
    desk.write(one, {term("review_column", "answer"): answer(Verdict.OWN)}).save()
    assert said(read(path)) == [("own", "", other.strip("|"))]


# ---- merged cells -------------------------------------------------------------------------------


@pytest.mark.parametrize("last", [2, 4_000])
def test_a_merged_answer_counts_for_each_row_that_it_covers(path: Path, last: int) -> None:
    desk = Desk(path)
    top, at = desk.row("u2|l2"), desk.column(PAIR)
    keys = [str(row[-1]) for row in desk.rows()][top - desk.header() - 1 :][:3]
    desk.write("u2|l2", {PAIR: YES})
    desk.sheet.merge_cells(start_row=top, end_row=top + last, start_column=at, end_column=at)
    desk.save()
    decisions = read(path).decisions
    assert {d.verdict for d in decisions} == {Verdict.YES}
    assert {f"{d.upper}|{d.lower}" for d in decisions} >= set(keys)
