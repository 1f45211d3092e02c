"""What people type into answer cells, and what Excel makes of it: days, months, escapes."""

import datetime as dt
from pathlib import Path

import pytest
from openpyxl.comments import Comment

from reconcile.model import Decision, Verdict
from reconcile.vocabulary.answers import answer
from reconcile.vocabulary.terms import term
from reviewing import DOCUMENT, NOTE, PAIR, TASK, Desk, read, review_file, said

DEADLINE, TEXT = (term("review_column", name) for name in ("entry_deadline", "entry_text"))
CHRISTMAS = dt.date(2026, 12, 25)
FIRST = dt.date(2026, 12, 1)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return review_file(tmp_path / "UBND xã Suối Đá.xlsx")


def deadline_of(path: Path, value: object, look: str) -> Decision:
    """Type a deadline for a missed task, as Excel keeps it, and read the answer."""
    desk = Desk(path).write("u5|l5", {DEADLINE: value})
    desk.cell("u5|l5", DEADLINE).number_format = look
    desk.save()
    (given,) = read(path).decisions
    assert given.verdict is Verdict.REWRITE
    return given


@pytest.mark.parametrize(
    ("value", "look", "shown"),
    [
        (CHRISTMAS, "dd/mm/yyyy", "25/12/2026"),
        (CHRISTMAS, "m/d/yyyy", "25/12/2026"),
        (dt.date(2026, 5, 3), "d-mmm", "03/5/2026"),
        (FIRST, "mmm-yy", "Tháng 12/2026"),
        (FIRST, "mm/yyyy", "Tháng 12/2026"),
        (dt.date(2026, 1, 1), "yyyy", "2026"),
        (2026, "General", "2026"),
        ("Quý IV/2026", "General", "Quý IV/2026"),
        ("25/12/2026_x000D_", "General", "25/12/2026"),
    ],
)
def test_a_deadline_is_what_the_cell_shows_written_as_documents_write_it(
    path: Path, value: object, look: str, shown: str
) -> None:
    assert deadline_of(path, value, look).entry.deadline == shown
    assert read(path).findings == ()


@pytest.mark.parametrize("number", [46381, "46381", 46381.0])
def test_the_number_by_which_a_spreadsheet_keeps_a_day_is_that_day_and_told(
    path: Path, number: object
) -> None:
    assert deadline_of(path, number, "General").entry.deadline == "25/12/2026"
    (told,) = read(path).findings
    assert (told.code, told.where.column) == ("date-serial", DEADLINE)
    assert "46381" in told.message


def test_days_in_notes_and_beside_answers_are_shown_as_days(path: Path) -> None:
    Desk(path).write("u5|l5", {TASK: "Đã hoàn thành", DOCUMENT: FIRST, NOTE: CHRISTMAS}).save()
    (given,) = read(path).decisions
    assert (given.document, given.note) == ("01/12/2026", "25/12/2026")


@pytest.mark.parametrize("comment", [False, True])
def test_escapes_of_exporting_systems_are_the_characters_that_they_stand_for(
    path: Path, *, comment: bool
) -> None:
    desk = Desk(path).write("u7|l8", {PAIR: f"{answer(Verdict.NO)}_x000D_"})
    desk.write("u5|l5", {TEXT: "Mở lớp_x000D_\ntại thôn", NOTE: "xem_x0020_sổ"})
    if comment:
        desk.book.worksheets[1]["A1"].comment = Comment("x", "x")
    desk.save()
    review = read(path)
    assert said(review) == [("no", "u7", "l8"), ("rewrite", "u5", "")]
    (entry,) = [each for each in review.decisions if each.verdict is Verdict.REWRITE]
    assert (entry.entry.text, entry.note) == ("Mở lớp\ntại thôn", "xem sổ")
