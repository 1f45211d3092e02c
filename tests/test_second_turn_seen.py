"""What an answer was given on goes with it, under whatever name its task comes back."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from office import workbook
from reconcile.model import Verdict
from reconcile.run.answers.decisions import export_decisions, import_decisions
from reconcile.run.answers.rebuild_decisions import rebuild_decisions
from reconcile.tracking.overtaken import find_overtaken, texts_of
from reviewing import decision
from reviewing import outcome as review_outcome
from test_run_reviews import BOOK, LOWER, UPPER, codes, outcome, say
from test_second_turn import (
    COMPLIES,
    GAP,
    MISSED,
    REJECTED,
    answers,
    confirmed,
    findings,
    home,
    ran,
    sends,
)

__all__ = ["confirmed", "home"]
NAMED = UPPER.replace("UBND TỈNH HÀ SƠN", "ỦY BAN NHÂN DÂN TỈNH HÀ SƠN MỚI")
OTHERS = """
| UBND XÃ AN BÌNH |
| STT | Nội dung nhiệm vụ | Căn cứ | Thời gian hoàn thành | Đơn vị chủ trì |
| 1 | Rà soát hộ nghèo, cận nghèo | 80/QĐ-UBND | 25/11/2026 | Phòng Kinh tế |
"""
pytestmark = pytest.mark.slow


def lost(home: Path) -> None:
    """Lose the database, and the outcomes, beside which new ones would lie."""
    shutil.rmtree(home / "outputs/result")
    for path in home.glob("reconcile.db*"):
        path.unlink()


def test_a_commune_that_complies_is_seen_though_the_plan_comes_under_another_name(
    home: Path,
) -> None:
    workbook(home / "inputs/upper/tinh.xlsx", NAMED)
    ran(home)
    assert outcome(home, GAP)["decided_by"] == "person"
    sends(home, COMPLIES["shortened"])
    ran(home)
    assert (outcome(home, GAP)["outcome"], outcome(home, GAP)["decided_by"]) == ("review", "rule")
    assert "answer-overtaken" in codes(home)


def test_it_is_seen_too_when_the_database_is_lost_in_between(home: Path) -> None:
    workbook(home / "inputs/upper/tinh.xlsx", NAMED)
    sends(home, COMPLIES["shortened"])
    ran(home)
    lost(home)
    ran(home)
    assert (outcome(home, GAP)["outcome"], outcome(home, GAP)["decided_by"]) == ("review", "rule")
    assert "answer-overtaken" in codes(home)


def imported_after_loss(home: Path, exported: Path) -> None:
    """Lose the database, and take the answers from an export, which does not say what was seen."""
    lost(home)
    without_what_was_seen(exported)
    assert import_decisions(home, exported).added == 1


def left_with_an_export(home: Path) -> None:
    """Lose the database and the workbook, import what was exported, and run."""
    exported = home / "y-kien.csv"
    export_decisions(home, exported)
    (home / BOOK).unlink()
    imported_after_loss(home, exported)
    ran(home)


@pytest.mark.parametrize("typed", [False, True], ids=["kept", "typed"])
def test_a_commune_that_complies_is_seen_though_the_answer_came_back_from_an_export(
    home: Path, *, typed: bool
) -> None:
    exported, copy = home / "y-kien.csv", home / "ban cua Lan.xlsx"
    if typed:
        (home / BOOK).unlink()
        lost(home)
        ran(home)
        say(home / BOOK, GAP, task=MISSED)
        shutil.copy(home / BOOK, copy)
        ran(home)
    export_decisions(home, exported)
    if typed:
        shutil.move(copy, home / BOOK)
    imported_after_loss(home, exported)
    sends(home, COMPLIES["shortened"])
    ran(home)
    assert (outcome(home, GAP)["outcome"], outcome(home, GAP)["decided_by"]) == ("review", "rule")
    assert "answer-overtaken" in codes(home)
    said = answers(home)
    ran(home)
    assert answers(home) == said
    say(home / BOOK, GAP, task=MISSED)
    ran(home)
    assert (outcome(home, GAP)["outcome"], outcome(home, GAP)["decided_by"]) == ("missed", "person")
    assert "answer-overtaken" not in codes(home)


def test_it_is_seen_too_where_the_export_is_older_than_what_the_workbooks_keep(home: Path) -> None:
    exported = home / "y-kien.csv"
    export_decisions(home, exported)
    sends(home, COMPLIES["with words of its own"])
    ran(home)
    say(home / BOOK, GAP, task=MISSED)
    ran(home)
    assert answers(home) == ["missed", "missed"]
    imported_after_loss(home, exported)
    sends(home, COMPLIES["with words of its own"], COMPLIES["shortened"])
    ran(home)
    assert (outcome(home, GAP)["outcome"], outcome(home, GAP)["decided_by"]) == ("review", "rule")
    (told,) = findings(home, "answer-overtaken")
    assert told["row"] == 7


def test_it_is_seen_too_where_no_workbook_is_left_and_the_commune_complies_later(
    home: Path,
) -> None:
    left_with_an_export(home)
    assert (outcome(home, GAP)["outcome"], outcome(home, GAP)["decided_by"]) == ("missed", "person")
    ran(home)
    assert (outcome(home, GAP)["outcome"], outcome(home, GAP)["decided_by"]) == ("missed", "person")
    sends(home, COMPLIES["shortened"])
    ran(home)
    assert (outcome(home, GAP)["outcome"], outcome(home, GAP)["decided_by"]) == ("review", "rule")
    assert "answer-overtaken" in codes(home)


def without_what_was_seen(exported: Path) -> None:
    """Make an export into one of an earlier program, which says of no plan or workbook."""
    rows = [line.rsplit(";", 2)[0] for line in exported.read_text("utf-8-sig").splitlines()]
    exported.write_text("\r\n".join([*rows, ""]), "utf-8-sig")


def answered_and_exported(home: Path) -> Path:
    """Export what was answered, then lose the database and the workbook."""
    exported = home / "y-kien.csv"
    export_decisions(home, exported)
    (home / BOOK).unlink()
    lost(home)
    return exported


def import_it(home: Path, exported: Path) -> None:
    """Take the answers in from an export."""
    assert import_decisions(home, exported).added == 1


def rebuild_from_it(home: Path, exported: Path) -> None:
    """Make the database again from an export."""
    assert rebuild_decisions(home, [exported]).lines == 1


@pytest.mark.parametrize("back", [import_it, rebuild_from_it])
def test_it_is_seen_too_where_an_export_is_all_that_is_left_and_the_new_plan_is_there_already(
    home: Path, back: Callable[[Path, Path], None]
) -> None:
    exported = answered_and_exported(home)
    sends(home, COMPLIES["shortened"])
    back(home, exported)
    for _ in range(2):
        ran(home)
        said = outcome(home, GAP)
        assert (said["outcome"], said["decided_by"]) == ("review", "rule")
        assert "answer-overtaken" in codes(home)
    again = answered_and_exported(home)
    back(home, again)
    ran(home)
    assert "answer-overtaken" in codes(home)
    say(home / BOOK, GAP, task=MISSED)
    ran(home)
    assert (outcome(home, GAP)["outcome"], outcome(home, GAP)["decided_by"]) == ("missed", "person")


@pytest.mark.parametrize("back", [import_it, rebuild_from_it])
def test_nothing_is_asked_again_where_an_export_is_all_that_is_left_and_the_plan_is_as_it_was(
    home: Path, back: Callable[[Path, Path], None]
) -> None:
    sends(home, COMPLIES["shortened"])
    ran(home)
    say(home / BOOK, GAP, task=MISSED)
    ran(home)
    back(home, answered_and_exported(home))
    ran(home)
    assert (outcome(home, GAP)["outcome"], outcome(home, GAP)["decided_by"]) == ("missed", "person")
    assert "answer-overtaken" not in codes(home)


def test_an_export_of_before_that_does_not_say_what_was_seen_is_still_read(home: Path) -> None:
    exported = answered_and_exported(home)
    without_what_was_seen(exported)
    import_it(home, exported)
    ran(home)
    assert (outcome(home, GAP)["outcome"], outcome(home, GAP)["decided_by"]) == ("missed", "person")
    sends(home, COMPLIES["shortened"])
    ran(home)
    assert (outcome(home, GAP)["outcome"], outcome(home, GAP)["decided_by"]) == ("review", "rule")


def test_what_came_from_an_export_is_not_taken_in_again_from_a_workbook_written_since(
    home: Path,
) -> None:
    left_with_an_export(home)
    say(home / BOOK, "Số hóa hồ sơ", pair=REJECTED)
    ran(home)
    assert answers(home) == ["missed", "no"]


@pytest.mark.parametrize("said", ["Đã hoàn thành", "Không thuộc trách nhiệm"])
def test_what_was_answered_otherwise_since_is_contradicted_by_no_old_workbook(
    home: Path, said: str
) -> None:
    exported = home / "y-kien.csv"
    export_decisions(home, exported)
    shutil.copy(home / BOOK, home / "cu.xlsx")
    imported_after_loss(home, exported)
    ran(home)
    say(home / BOOK, GAP, task=said)
    ran(home)
    shutil.move(home / "cu.xlsx", home / "outputs/review/ban cu.xlsx")
    ran(home)
    assert outcome(home, GAP)["decided_by"] == "person"
    assert "contradicting-answers" not in codes(home)


def test_an_answer_of_an_export_stands_where_the_plan_is_still_what_was_seen(home: Path) -> None:
    exported = home / "y-kien.csv"
    export_decisions(home, exported)
    imported_after_loss(home, exported)
    ran(home)
    assert (outcome(home, GAP)["outcome"], outcome(home, GAP)["decided_by"]) == ("missed", "person")
    assert "answer-overtaken" not in codes(home)


def test_an_answer_of_whose_plan_no_row_is_left_stays_overtaken_without_its_database(
    home: Path,
) -> None:
    workbook(home / "inputs/lower/xa.xlsx", OTHERS)
    ran(home)
    assert outcome(home, GAP)["outcome"] == "review"
    lost(home)
    ran(home)
    assert (outcome(home, GAP)["outcome"], outcome(home, GAP)["decided_by"]) == ("review", "rule")
    assert "answer-overtaken" in codes(home)


@pytest.mark.parametrize("place", ["quầy tiếp nhận hồ sơ", "Trung tâm phục vụ của xã"])
def test_a_row_made_of_many_tasks_overtakes_what_it_holds_in_its_own_words_for_a_place(
    place: str,
) -> None:
    result = review_outcome()
    asked = next(each for each in result.uppers if len(each.task.text.split()) >= 6)
    alone = replace(asked, links=(), candidates=())
    own_words = asked.task.text.lower().replace("quầy tiếp nhận hồ sơ", place)
    row = replace(result.lowers[0].task, text=f"Trồng cây; {own_words}; mở lớp")
    said = decision(Verdict.MISSED, asked.task.key, when="2026-11-20T08:00:00")
    before = {said.when: texts_of(["Trồng cây"])}
    (found,) = find_overtaken([said], [alone], [row], before, missed=0.1)
    assert found.lowers == (row.key,)
    now = {said.when: texts_of([row.text])}
    assert find_overtaken([said], [alone], [row], now, missed=0.1) == ()


NEAR, SINCE = "Rà soát hộ nghèo, hộ cận nghèo", "Rà soát hộ nghèo, hộ cận"


def adds(home: Path, text: str) -> None:
    """Let the commune send a new version with one more row, which names no document."""
    row = f"| 4 | {text} | | 20/12/2026 | Phòng Văn hóa - Xã hội |\n"
    workbook(home / "inputs/lower/xa.xlsx", LOWER + row)


def test_a_row_in_like_words_that_was_rejected_hides_no_row_that_came_since(home: Path) -> None:
    adds(home, NEAR)
    ran(home)
    say(home / BOOK, GAP, pair=REJECTED)
    ran(home)
    assert outcome(home, GAP)["outcome"] == "missed"
    adds(home, SINCE)
    ran(home)
    assert (outcome(home, GAP)["outcome"], outcome(home, GAP)["decided_by"]) == ("review", "rule")
    assert "answer-overtaken" in codes(home)


def test_an_answer_that_was_taken_back_stays_so_with_an_older_database(home: Path) -> None:
    text = "Số hóa hồ sơ"
    say(home / BOOK, text, pair=REJECTED)
    shutil.copy(home / BOOK, home / "mang-ve.xlsx")
    ran(home)
    shutil.copy(home / "reconcile.db", home / "giu.db")
    say(home / BOOK, text, pair="")
    ran(home)
    (home / "reconcile.db").unlink()
    shutil.move(home / "giu.db", home / "reconcile.db")
    shutil.copy(home / "mang-ve.xlsx", home / "outputs/review/ban cua Lan.xlsx")
    ran(home)
    assert answers(home) == ["missed", "no", "withdrawn"]
    lost(home)
    ran(home)
    assert sorted(answers(home)) == ["missed", "withdrawn"]
    assert "contradicting-answers" in codes(home)
    say(home / BOOK, text, pair=REJECTED)
    (home / "outputs/review/ban cua Lan.xlsx").unlink()
    ran(home)
    assert sorted(answers(home)) == ["missed", "no", "withdrawn"]
