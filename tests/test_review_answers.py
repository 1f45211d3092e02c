"""The way back: what people do to a review workbook, and what is read of it."""

import random
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment

from by_path import read_answers, write_workbook
from reconcile.errors import UnreadableFileError
from reconcile.model import LowerOutcome, Verdict, Where
from reconcile.review import Review, gather, review_book
from reconcile.review.settling.statements import Statement
from reconcile.tracking.overtaken import Kept, plan_mark, texts_of
from reconcile.vocabulary.answers import answer, answer_mark, known_with
from reviewing import (
    ANSWER,
    DOCUMENT,
    KEY,
    LOWERS,
    NOTE,
    OTHER,
    PAIR,
    PERSON,
    TASK,
    UNIT,
    UPPER_TEXT,
    Desk,
    decision,
    outcome,
    read,
    review_file,
    said,
    through_libreoffice,
)

YES, NO = answer(Verdict.YES), answer(Verdict.NO)
STOOD = (
    decision(Verdict.NO, "u2", "l2", note="khác việc", person="Bà A"),
    decision(Verdict.DONE, "u5", person="Bà A"),
    decision(Verdict.OWN, lower="l12"),
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return review_file(tmp_path / "UBND xã Suối Đá.xlsx")


@pytest.fixture
def answered(tmp_path: Path) -> Path:
    """A workbook that shows answers given before."""
    return review_file(tmp_path / "UBND xã Suối Đá.xlsx", *STOOD)


# ---- what is answered ---------------------------------------------------------------------------


def test_a_workbook_that_nobody_touched_says_nothing(answered: Path) -> None:
    review = read(answered)
    assert (review.decisions, review.findings, review.foreign, review.drafts) == ((), (), (), ())
    assert review.is_replaceable
    assert review.unit == UNIT
    assert {s.decision.subject for s in review.statements} == {d.subject for d in STOOD}


def test_an_answer_says_who_where_about_what_and_what_the_program_thought(path: Path) -> None:
    said = {PAIR: YES, NOTE: "đã trao đổi\nvới xã", PERSON: "Ông B"}
    desk = Desk(path).write("u2|l2", said)
    desk.save()
    (given,) = read(path).decisions
    texts = {t.key: t.text for t in (*outcome().upper.tasks, *outcome().lower.tasks)}
    where = Where(path.name, "Đối chiếu", desk.row("u2|l2"), PAIR)
    assert given == decision(
        Verdict.YES,
        "u2",
        "l2",
        upper_text=texts["u2"],
        lower_text=texts["l2"],
        note="đã trao đổi\nvới xã",
        person="Ông B",
        where=where,
        score=0.62,
        plan=outcome().upper.identity,
        seen=plan_mark(texts_of(t.text for t in outcome().lower.tasks)),
    )


@pytest.mark.parametrize(
    ("typed", "verdict"),
    [
        ("Đúng", Verdict.YES),
        ("dung", Verdict.YES),
        ("  ĐÚNG  MỘT  PHẦN ", Verdict.PARTLY),
        ("Dung mot phan.", Verdict.PARTLY),
        ("KHONG PHAI", Verdict.NO),
        ("Không pha\u0309i", Verdict.NO),
    ],
)
def test_an_answer_may_be_typed_without_diacritics_in_capitals_with_spaces(
    path: Path, typed: str, verdict: Verdict
) -> None:
    Desk(path).write("u2|l2", {PAIR: typed}).save()
    assert said(read(path)) == [(verdict.value, "u2", "l2")]


def test_a_task_is_answered_on_any_of_its_rows_with_the_number_of_the_document(path: Path) -> None:
    document = {TASK: answer(Verdict.OTHER_DOCUMENT), DOCUMENT: "15/QĐ-UBND"}
    Desk(path).write("u2|l4", document).write("u7|l7", {TASK: "hoan thanh"}).save()
    review = read(path)
    assert [(d.verdict, d.subject[1:3], d.document) for d in review.decisions] == [
        (Verdict.OTHER_DOCUMENT, ("u2", ""), "15/QĐ-UBND")
    ]
    assert [f.code for f in review.findings] == ["unknown-answer"]


@pytest.mark.parametrize("typed", ["label", "dòng 14", "Dong 14", "14", 14, "14; 15"])
def test_another_row_that_carries_the_task_is_a_yes_on_that_pair(path: Path, typed: object) -> None:
    label = next(t for t in labels() if t.startswith("dòng 14"))
    Desk(path).write("u2|l2", {OTHER: label if typed == "label" else typed}).save()
    wanted = [("yes", "u2", "l5"), ("yes", "u2", "l6")][: 2 if typed == "14; 15" else 1]
    assert said(read(path)) == wanted


def test_a_lower_task_is_answered_on_its_own_sheet(path: Path) -> None:
    Desk(path, LOWERS).write("|l11", {ANSWER: answer(Verdict.OWN)}).save()
    assert said(read(path)) == [("own", "", "l11")]


def test_a_cleared_answer_is_taken_back_and_one_whose_row_is_gone_is_not(answered: Path) -> None:
    desk = Desk(answered).write("u2|l2", {PAIR: None})
    desk.sheet.delete_rows(desk.row("u5|l5"))
    desk.save()
    (taken,) = read(answered).decisions
    assert (taken.verdict, taken.subject[:3]) == (Verdict.WITHDRAWN, (UNIT, "u2", "l2"))


def test_a_note_or_a_name_typed_later_is_kept_with_the_answer_as_it_stands(answered: Path) -> None:
    Desk(answered).write("u2|l2", {NOTE: "việc của Sở"}).write("u5|l5", {PERSON: "Ông B"}).save()
    given = gather([read(answered)], STOOD).decisions
    assert [(d.verdict, d.note, d.person, d.subject[:3]) for d in given] == [
        (Verdict.NO, "việc của Sở", "Bà A", (UNIT, "u2", "l2")),
        (Verdict.DONE, "", "Ông B", (UNIT, "u5", "")),
    ]


def test_the_number_of_a_document_beside_an_answer_on_the_pair_is_kept(path: Path) -> None:
    Desk(path).write("u2|l2", {PAIR: NO, DOCUMENT: "45/KH-UBND"}).save()
    review = read(path)
    assert (said(review), review.is_replaceable) == ([("no", "u2", "l2")], True)
    write_workbook(review_book(outcome(), review.decisions, drafts=review.drafts), path)
    assert Desk(path).cell("u2|l2", DOCUMENT).value == "45/KH-UBND"
    assert read(path).drafts == review.drafts


def test_two_people_who_agree_are_both_named_in_the_log(path: Path) -> None:
    one, two = copies(path, YES, YES)
    Desk(one).write("u2|l2", {PERSON: "Bà A"}).save()
    Desk(two).write("u2|l2", {PERSON: "Ông B"}).save()
    gathered = gather([read(one), read(two)])
    assert [d.person for d in gathered.decisions] == ["Bà A", "Ông B"]
    assert gather([read(one), read(two)], gathered.decisions).decisions == ()


# ---- wherever the rows and columns went ---------------------------------------------------------


def sort_rows(desk: Desk) -> None:
    desk.put(sorted(desk.rows(), key=lambda row: str(row[3])))


def sort_what_is_seen(desk: Desk) -> None:
    """Sort the visible columns and leave the hidden keys behind."""
    at = desk.column(KEY) - 1
    rows = desk.rows()
    keys = [row[at] for row in rows]
    rows.sort(key=lambda row: str(row[4]) + str(row[3]), reverse=True)
    desk.put([[*row[:at], key, *row[at + 1 :]] for row, key in zip(rows, keys, strict=True)])


def insert_rows_above_and_between(desk: Desk) -> None:
    desk.sheet.insert_rows(1, 2)
    desk.sheet.insert_rows(desk.header() + 3, 2)


def delete_a_row(desk: Desk) -> None:
    desk.sheet.delete_rows(desk.row("u9|l9"))


def move_columns(desk: Desk) -> None:
    """Lay all columns in another order, headers and all."""
    top = desk.header()
    order = list(range(desk.sheet.max_column))
    random.Random(3).shuffle(order)  # noqa: S311 - a shuffle, no secret
    lines = [[cell.value for cell in desk.sheet[top]], *desk.rows()]
    for number, line in enumerate(lines, start=top):
        for column, old in enumerate(order, start=1):
            desk.sheet.cell(number, column).value = line[old]


def drop_the_keys(desk: Desk) -> None:
    desk.sheet.delete_cols(desk.column(KEY))


def number_anew(desk: Desk) -> None:
    for number, row in enumerate(range(desk.header() + 1, desk.sheet.max_row + 1), start=101):
        desk.sheet.cell(row, 1).value = number


def rename_the_sheet(desk: Desk) -> None:
    desk.sheet.title = "Rà soát lần 1"


def filter_rows(desk: Desk) -> None:
    for number in range(desk.header() + 2, desk.header() + 6):
        desk.sheet.row_dimensions[number].hidden = True


@pytest.mark.parametrize(
    "work",
    [
        sort_rows,
        sort_what_is_seen,
        insert_rows_above_and_between,
        delete_a_row,
        move_columns,
        drop_the_keys,
        number_anew,
        rename_the_sheet,
        filter_rows,
    ],
)
def test_answers_are_found_wherever_their_rows_and_columns_went(
    path: Path, work: Callable[[Desk], None]
) -> None:
    desk = Desk(path).write("u2|l2", {PAIR: NO}).write("u7|l8", {PAIR: YES, NOTE: "rõ"})
    desk.write("u5|l5", {TASK: answer(Verdict.DONE)})
    work(desk)
    desk.save()
    review = read(path)
    assert said(review) == [("done", "u5", ""), ("no", "u2", "l2"), ("yes", "u7", "l8")]
    assert [f.code for f in review.findings if work is not drop_the_keys] == []


def test_a_duplicated_row_is_one_answer(answered: Path) -> None:
    desk = Desk(answered).write("u7|l7", {PAIR: YES})
    rows = desk.rows()
    desk.put([*rows, *rows]).save()
    review = read(answered)
    assert said(review) == [("yes", "u7", "l7")]
    assert review.findings == ()


def test_a_renamed_answer_column_is_still_read_and_told(path: Path) -> None:
    desk = Desk(path).write("u2|l2", {PAIR: NO})
    desk.sheet.cell(desk.header(), desk.column(PAIR)).value = "Ý kiến của tôi"
    desk.save()
    review = read(path)
    assert said(review) == [("no", "u2", "l2")]
    assert [(f.code, f.where.column) for f in review.findings] == [("program-cell-edited", PAIR)]
    assert "Ý kiến của tôi" in review.findings[0].message


def test_a_deleted_answer_column_takes_nothing_back(answered: Path) -> None:
    desk = Desk(answered)
    desk.sheet.delete_cols(desk.column(PAIR))
    desk.save()
    review = read(answered)
    assert review.decisions == ()
    assert [f.code for f in review.findings] == ["program-cell-edited"]


@pytest.mark.parametrize("name", ["UBND xã Suối Đá (2).xlsx", "Suoi Da - ban sua.xlsx"])
def test_the_file_may_go_by_another_name(path: Path, name: str) -> None:
    Desk(path).write("u2|l2", {PAIR: NO}).save(path.with_name(name))
    review = read(path.with_name(name))
    assert [d.where.file for d in review.decisions] == [name]


@pytest.mark.slow
def test_a_workbook_saved_by_libreoffice_says_the_same(
    answered: Path, soffice: str, tmp_path: Path
) -> None:
    desk = Desk(answered).write("u7|l8", {PAIR: "dung mot phan", OTHER: "dòng 14"})
    desk.write("u5|l5", {TASK: None, PERSON: None})
    sort_rows(desk)
    desk.save()
    saved = through_libreoffice(answered, soffice, tmp_path / "profile")
    before, after = read(answered), read(saved)
    assert said(before) == [("partly", "u7", "l8"), ("withdrawn", "u5", ""), ("yes", "u7", "l5")]
    assert after.decisions == before.decisions
    assert (after.findings, after.foreign) == ((), ())
    again = through_libreoffice(saved, soffice, tmp_path / "profile")
    assert read(again).decisions == before.decisions


# ---- what is wrong in it ------------------------------------------------------------------------


def test_an_answer_that_is_not_in_the_list_is_told_with_its_cell(path: Path) -> None:
    desk = Desk(path).write("u2|l2", {PAIR: "chắc đúng"}).write("u7|l7", {OTHER: "dòng 99"})
    desk.save()
    review = read(path)
    assert review.decisions == ()
    assert [(f.code, f.where.row, f.where.column) for f in review.findings] == [
        ("unknown-answer", desk.row("u2|l2"), PAIR),
        ("unknown-answer", desk.row("u7|l7"), OTHER),
    ]
    assert "chắc đúng" in review.findings[0].message
    assert YES in review.findings[0].fix
    assert not review.is_replaceable


def test_an_unknown_word_in_the_place_of_an_answer_does_not_take_it_back(answered: Path) -> None:
    Desk(answered).write("u2|l2", {PAIR: "xem lại"}).save()
    assert read(answered).decisions == ()


def test_two_rows_that_answer_one_question_in_two_ways_are_told(path: Path) -> None:
    desk = Desk(path).write("u2|l2", {TASK: answer(Verdict.MISSED)})
    desk.write("u2|l3", {TASK: answer(Verdict.DONE)}).write("u7|l7", {PAIR: NO, OTHER: "dòng 16"})
    desk.save()
    review = read(path)
    assert review.decisions == ()
    assert [(f.code, f.task) for f in review.findings] == [
        ("contradicting-answers", "u2"),
        ("contradicting-answers", "u7"),
    ]
    assert answer(Verdict.MISSED) in review.findings[0].message
    assert f"dòng {desk.row('u2|l2')}" in review.findings[0].message


def test_a_row_that_the_program_did_not_write_is_told_and_kept(path: Path) -> None:
    desk = Desk(path)
    new: list[str | None] = [None] * desk.sheet.max_column
    new[desk.column(UPPER_TEXT) - 1] = "Nhiệm vụ tự thêm"
    new[desk.column(PAIR) - 1] = YES
    desk.put([*desk.rows(), new]).save()
    review = read(path)
    assert review.decisions == ()
    assert [f.code for f in review.findings] == ["no-such-row"]
    assert {"Nhiệm vụ tự thêm", YES} <= {each.text for each in review.foreign}


def test_an_edit_of_the_programs_own_cell_is_quoted(path: Path) -> None:
    desk = Desk(path).write("u2|l2", {UPPER_TEXT: "Sửa lại: phối hợp với Sở", PAIR: YES})
    desk.save()
    review = read(path)
    assert said(review) == [("yes", "u2", "l2")]
    (edited,) = review.findings
    assert (edited.code, edited.task) == ("program-cell-edited", "u2")
    assert edited.where == Where(path.name, "Đối chiếu", desk.row("u2|l2"), UPPER_TEXT)
    assert "Sửa lại: phối hợp với Sở" in edited.message


def test_what_else_a_person_put_in_is_known_so_that_it_is_not_lost(path: Path) -> None:
    desk = Desk(path)
    desk.sheet.insert_cols(4)
    desk.sheet.cell(desk.header(), 4).value = "Cột thêm"
    desk.write("u2|l2", {"Cột thêm": "hỏi lại xã", PAIR: NO})
    desk.cell("u2|l3", PAIR).comment = Comment("nhớ kiểm tra", "A")
    desk.book.create_sheet("Nháp")["B2"] = "tính thử"
    desk.book["Tổng quan"]["H1"] = 12345
    desk.save()
    review = read(path)
    assert said(review) == [("no", "u2", "l2")]
    texts = {each.text for each in review.foreign}
    assert texts == {"Cột thêm", "hỏi lại xã", "nhớ kiểm tra", "tính thử", "12345"}
    assert not review.is_replaceable


def test_a_note_without_an_answer_is_shown_again_in_the_next_workbook(path: Path) -> None:
    Desk(path).write("u2|l2", {NOTE: "hỏi lại xã", PERSON: "Bà A"}).save()
    review = read(path)
    assert review.is_replaceable
    write_workbook(review_book(outcome(), (), drafts=review.drafts), path)
    assert Desk(path).cell("u2|l2", NOTE).value == "hỏi lại xã"
    again = read(path)
    assert (again.decisions, again.drafts) == ((), review.drafts)


def test_a_note_without_an_answer_joins_an_answer_that_another_person_gives(path: Path) -> None:
    Desk(path).write("u2|l2", {NOTE: "hỏi lại xã", PERSON: "Bà A"}).save()
    drafts = read(path).drafts
    stands = decision(Verdict.YES, "u2", "l2", note="đã xem", person="Ông B")
    write_workbook(review_book(outcome(), (stands,), drafts=drafts), path)
    (given,) = gather([read(path)], [stands]).decisions
    assert (given.verdict, given.note) == (Verdict.YES, "đã xem\nBà A: hỏi lại xã")
    assert given.person == "Ông B"


def test_who_took_her_answer_back_is_no_reviewer_of_another_persons(path: Path) -> None:
    Desk(path).write("u2|l2", {PERSON: "Bà A"}).save()
    drafts = read(path).drafts
    stands = decision(Verdict.YES, "u2", "l2", person="Ông B")
    write_workbook(review_book(outcome(), (stands,), drafts=drafts), path)
    assert Desk(path).cell("u2|l2", PERSON).value == "Ông B"
    assert Desk(path).cell("u2|l2", NOTE).value == "Bà A: chưa cho ý kiến"
    hers = decision(Verdict.YES, "u2", "l2", person="Bà A, Ông B")
    write_workbook(review_book(outcome(), (hers,), drafts=drafts), path)
    assert Desk(path).cell("u2|l2", PERSON).value == "Bà A, Ông B"
    assert Desk(path).cell("u2|l2", NOTE).value is None


def test_an_answer_that_comes_back_from_one_workbook_is_told_where_it_was_cleared_since() -> None:
    place = Where("ban cua Lan.xlsx", "Đối chiếu", 7, PAIR)
    line = decision(Verdict.NO, "u2", "l2", when="2026-11-20T08:00:00", where=place, writing="g1")
    kept = Statement(replace(line, base=known_with(line)), Verdict.NO, changed=False, was=line)
    hers = Review("ban cua Lan.xlsx", UNIT, "", (), (), generation="g1")
    new = Review(f"{UNIT}.xlsx", UNIT, "", (kept,), (), generation="g2")
    found = gather([hers, new])
    assert [each.verdict for each in found.decisions] == [Verdict.NO]
    assert [(f.code, f.where) for f in found.findings] == [("contradicting-answers", place)]


def test_who_changes_a_lost_answer_of_hers_has_not_seen_the_same_one_of_another_person() -> None:
    hers, old = Where("ban cua Lan.xlsx", row=7), Where("ban cu.xlsx", row=7)
    line = decision(Verdict.NO, "u2", "l2", when="2026-11-20T08:45:00", where=hers, writing="g1")
    line = replace(line, seen="a plan")
    kept = Statement(replace(line, base=known_with(line)), Verdict.NO, changed=False, was=line)
    changed = Statement(replace(line, verdict=Verdict.YES, when="2026-11-20T09:23:00"))
    shown = Review(f"{UNIT}.xlsx", UNIT, "", (kept,), (), generation="g2")
    now = Review("ban cua Lan.xlsx", UNIT, "", (changed,), (), generation="g1")
    assert [each.verdict for each in gather([shown, now]).decisions] == [Verdict.YES]
    stands = replace(line, when="2026-11-20T09:23:00", where=old, seen="another plan")
    found = gather([shown, now], [stands])
    assert found.decisions == ()
    assert [(f.code, f.where) for f in found.findings] == [("contradicting-answers", hers)]


def test_a_note_whose_pair_is_no_longer_asked_about_moves_to_the_first_row_of_its_task(
    path: Path,
) -> None:
    Desk(path).write("u2|l3", {NOTE: "hỏi lại xã"}).save()
    desk = Desk(path, LOWERS).write("|l11", {NOTE: "của thôn"})
    desk.save()
    drafts = read(path).drafts
    result = outcome()
    settled = tuple(replace(u, candidates=u.candidates[:1]) for u in result.uppers)
    linked = tuple(replace(low, outcome=LowerOutcome.LINKED) for low in result.lowers)
    changed = replace(result, uppers=settled, lowers=linked)
    write_workbook(review_book(changed, (), drafts=drafts), path)
    assert Desk(path).cell("u2|l2", NOTE).value == "hỏi lại xã"
    assert Desk(path, LOWERS).cell("|l11", NOTE).value == "của thôn"


def test_an_answer_by_formula_counts_as_what_it_gave_or_is_told(path: Path) -> None:
    Desk(path).write("u2|l2", {PAIR: '="Đúng"'}).save()
    review = read(path)
    assert review.decisions == ()
    assert [f.code for f in review.findings] == ["unknown-answer"]


@pytest.mark.slow
def test_a_formula_that_another_program_worked_out_is_an_answer(
    path: Path, soffice: str, tmp_path: Path
) -> None:
    Desk(path).write("u2|l2", {PAIR: '="Đúng"'}).save()
    saved = through_libreoffice(path, soffice, tmp_path / "profile")
    assert said(read(saved)) == [("yes", "u2", "l2")]


def test_another_workbook_is_not_ours_and_a_broken_one_says_so(tmp_path: Path) -> None:
    other = tmp_path / "khac.xlsx"
    Workbook().save(other)
    assert read_answers(other) is None
    broken = tmp_path / "hong.xlsx"
    broken.write_bytes(b"PK\x03\x04 hong")
    with pytest.raises(UnreadableFileError, match="tệp rà soát"):
        read_answers(broken)


# ---- two copies, two people ---------------------------------------------------------------------


def copies(path: Path, first: str | None, second: str | None) -> list[Path]:
    """Two people fill in one question, each in a copy."""
    paths = [path, path.with_name("ban sua.xlsx")]
    shutil.copy(*paths)
    for copy, word in zip(paths, (first, second), strict=True):
        Desk(copy).write("u2|l2", {PAIR: word}).save()
    return paths


def test_two_copies_that_disagree_are_told_with_both_and_neither_counts(path: Path) -> None:
    reviews = [read(copy) for copy in copies(path, YES, NO)]
    gathered = gather(reviews)
    assert gathered.decisions == ()
    (clash,) = gathered.findings
    assert (clash.code, clash.where.file) == ("contradicting-answers", "ban sua.xlsx")
    assert all(word in clash.message for word in (YES, NO, path.name))


def test_of_two_copies_the_answer_that_was_kept_before_stands(path: Path) -> None:
    first, second = (read(copy) for copy in copies(path, YES, NO))
    log = gather([first]).decisions
    gathered = gather([first, second], log)
    assert gathered.decisions == ()
    assert [f.code for f in gathered.findings] == ["contradicting-answers"]


def test_two_copies_that_agree_are_one_answer_with_both_notes(path: Path) -> None:
    one, two = copies(path, YES, YES)
    Desk(two).write("u2|l2", {NOTE: "đã hỏi"}).save()
    gathered = gather([read(one), read(two)])
    assert [(d.verdict, d.note) for d in gathered.decisions] == [
        (Verdict.YES, ""),
        (Verdict.YES, "đã hỏi"),
    ]
    assert gathered.findings == ()


def test_what_two_copies_say_alike_is_logged_once_though_another_copy_was_read_between(
    path: Path,
) -> None:
    one, two = copies(path, YES, YES)
    Desk(two).write("u2|l2", {NOTE: "đã hỏi"}).save()
    three = Path(shutil.copy(one, path.with_name("ban sua 2.xlsx")))
    reviews = [read(copy) for copy in (one, two, three)]
    gathered = gather(reviews)
    assert [(d.note, d.where.file) for d in gathered.decisions] == [
        ("đã hỏi", two.name),
        ("", three.name),
    ]
    assert gather(reviews, gathered.decisions).decisions == ()


def test_who_saw_an_answer_may_change_it_or_take_it_back(answered: Path) -> None:
    Desk(answered).write("u2|l2", {PAIR: YES}).write("u5|l5", {TASK: None}).save()
    gathered = gather([read(answered)], STOOD)
    assert [d.verdict for d in gathered.decisions] == [Verdict.YES, Verdict.WITHDRAWN]
    assert gathered.findings == ()


def test_who_answered_may_change_her_mind_in_the_same_workbook(path: Path) -> None:
    Desk(path).write("u2|l2", {PAIR: YES}).save()
    log = gather([read(path)]).decisions
    assert gather([read(path)], log).decisions == ()
    Desk(path).write("u2|l2", {PAIR: NO}).save()
    log += gather([read(path)], log).decisions
    assert [d.verdict for d in log] == [Verdict.YES, Verdict.NO]
    Desk(path).write("u2|l2", {PAIR: YES}).save()
    assert [d.verdict for d in gather([read(path)], log).decisions] == [Verdict.YES]


def test_an_old_copy_that_lies_about_does_not_bring_its_answers_back(path: Path) -> None:
    Desk(path).write("u2|l2", {PAIR: YES}).save()
    old = read(path)
    log = gather([old]).decisions
    taken_back = replace(log[0], verdict=Verdict.WITHDRAWN, where=Where("ban moi.xlsx"))
    assert gather([old], [*log, taken_back]).decisions == ()
    changed = replace(log[0], verdict=Verdict.NO, where=Where("ban moi.xlsx"))
    assert gather([old], [*log, changed]).decisions == ()
    assert gather([old], [*log, changed]).findings == ()


def test_a_name_added_in_an_old_workbook_does_not_bring_back_what_a_lost_log_had_taken_back(
    path: Path,
) -> None:
    stood = decision(Verdict.NO, "u2", "l2", when="2026-11-20T08:33:00")
    book = review_book(outcome(), [stood], generation="g1", kept_answers=[Kept(stood)])
    write_workbook(book, path)
    Desk(path).write("u2|l2", {PERSON: "Ông B"}).save()
    place = Where("Trang Rà soát")
    line = replace(stood, verdict=Verdict.WITHDRAWN, where=place, base=known_with(stood))
    back = Statement(replace(line, base=known_with(line)), line.verdict, changed=False, was=line)
    others = Review("ban moi.xlsx", UNIT, "", (back,), (), generation="g2")
    for held in ([], [stood, line]):
        found = gather([read(path), others], held, {})
        assert [each.verdict for each in (*held, *found.decisions)][-1] is Verdict.WITHDRAWN
        assert [each.code for each in found.findings] == ["contradicting-answers"]


def test_a_note_added_where_an_answer_was_typed_does_not_bring_it_back_either(path: Path) -> None:
    stood = decision(Verdict.NO, "u2", "l2", when="2026-11-20T08:33:00", person="Ông B")
    line = replace(stood, verdict=Verdict.WITHDRAWN, base=known_with(stood))
    back = Statement(replace(line, base=known_with(line)), line.verdict, changed=False, was=line)
    others = Review("ban moi.xlsx", UNIT, "", (back,), (), generation="g2")
    typed = {PAIR: NO, PERSON: "Ông B, bà C", NOTE: "chờ văn bản"}
    write_workbook(review_book(outcome(), (), generation="g1"), path)
    Desk(path).write("u2|l2", typed).save()
    found = gather([read(path), others], [], {})
    assert [each.verdict for each in found.decisions] == [Verdict.WITHDRAWN]
    assert [each.code for each in found.findings] == ["contradicting-answers"]
    Desk(path).write("u2|l2", {PAIR: YES}).save()
    (new,) = gather([read(path), others], [], {}).decisions
    assert (new.verdict, new.base) == (Verdict.YES, known_with(line))


def labels() -> list[str]:
    from reconcile.review.keys.row_labels import label_rows  # noqa: PLC0415 - only this test looks inside

    return list(label_rows(outcome().lower.tasks))


def kept(*, when: str, base: str) -> Review:
    """A workbook that shows a line of a log, which may be lost since."""
    line = decision(Verdict.DONE, "u5", when=when, base=base)
    statement = Statement(
        replace(line, base=known_with(line)), Verdict.DONE, changed=False, was=line
    )
    return Review(f"{when}.xlsx", UNIT, "", (statement,), (), generation=when)


def test_of_two_lines_of_joined_logs_that_know_of_each_other_the_later_comes_back() -> None:
    early, late = "2026-11-20T08:15:00", "2026-11-20T08:40:00"
    marks = {when: answer_mark(decision(Verdict.DONE, "u5", when=when)) for when in (early, late)}
    knowing = kept(when=late, base=f"{marks[early]} {marks[late]}")
    for reviews in ([knowing], [kept(when=early, base=marks[late]), knowing]):
        (back,) = gather(reviews).decisions
        assert back.when == late
        assert marks[late] not in back.base.split()
