"""Answers that a person struck through: whoever looks at the sheet sees them as deleted."""

from pathlib import Path
from typing import Any

import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font

from reconcile.model import Verdict
from reconcile.vocabulary.answers import answer
from reviewing import (
    DOCUMENT,
    NOTE,
    PAIR,
    TASK,
    Desk,
    decision,
    read,
    review_file,
    said,
    through_libreoffice,
)

YES, NO, DONE = (answer(each) for each in (Verdict.YES, Verdict.NO, Verdict.DONE))
STOOD = (decision(Verdict.NO, "u2", "l2", note="khác việc"), decision(Verdict.DONE, "u5"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A workbook that shows two answers given before."""
    return review_file(tmp_path / "UBND xã Suối Đá.xlsx", *STOOD)


def partly(gone: str, left: str) -> CellRichText:
    return CellRichText(TextBlock(InlineFont(strike=True), gone), TextBlock(InlineFont(), left))


def strike(cell: Any) -> None:
    cell.font = Font(strike=True)


def told(path: Path) -> list[str]:
    return sorted(each.message for each in read(path).findings)


@pytest.fixture(params=["cells alone", "with a comment"])
def reader(request: pytest.FixtureRequest) -> str:
    """Which of the two readers of workbooks has to read it."""
    return str(request.param)


def saved(desk: Desk, reader: str) -> Path:
    if reader == "with a comment":
        desk.book.worksheets[1]["A1"].comment = Comment("x", "x")
    return desk.save()


def test_an_answer_struck_through_does_not_count_and_is_told(path: Path, reader: str) -> None:
    desk = Desk(path).write("u7|l8", {PAIR: YES})
    strike(desk.cell("u7|l8", PAIR))
    saved(desk, reader)
    assert said(read(path)) == []
    assert [each for each in told(path) if YES in each and "gạch ngang" in each]
    assert not read(path).is_replaceable


def test_what_is_left_standing_of_an_answer_counts(path: Path, reader: str) -> None:
    desk = Desk(path).write("u7|l8", {PAIR: partly(f"{YES} ", NO)})
    desk.write("u1|", {TASK: DONE, DOCUMENT: partly("12/KH", "14/KH"), NOTE: "đã họp"})
    saved(desk, reader)
    review = read(path)
    assert said(review) == [("done", "u1", ""), ("no", "u7", "l8")]
    (done,) = [each for each in review.decisions if each.verdict is Verdict.DONE]
    assert (done.document, done.note) == ("14/KH", "đã họp")
    assert len([each for each in told(path) if "gạch ngang" in each]) == 2


def test_an_answer_given_before_is_not_taken_back_by_striking_it_through(
    path: Path, reader: str
) -> None:
    desk = Desk(path)
    strike(desk.cell("u2|l2", PAIR))
    saved(desk, reader)
    review = read(path)
    assert review.decisions == ()
    assert decision(Verdict.NO, "u2", "l2").subject not in {
        each.decision.subject
        for each in review.statements
        if each.decision.verdict is Verdict.WITHDRAWN
    }
    assert [each for each in told(path) if f"“{NO}” bị gạch ngang" in each]


def test_a_cell_of_the_program_that_is_struck_through_is_no_edit(path: Path) -> None:
    desk = Desk(path)
    strike(desk.cell("u7|l8", "Nhiệm vụ của xã"))
    desk.save()
    assert told(path) == []
    assert read(path).is_replaceable


@pytest.mark.slow
def test_libreoffice_keeps_what_is_struck_through(path: Path, soffice: str, tmp_path: Path) -> None:
    desk = Desk(path).write("u7|l8", {PAIR: YES})
    strike(desk.cell("u7|l8", PAIR))
    desk.save()
    back = through_libreoffice(path, soffice, tmp_path / "profile")
    assert said(read(back)) == []
    assert [each for each in told(back) if "gạch ngang" in each]
