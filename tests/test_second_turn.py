"""The second turn: a commune complies, copies come back late, a database is put back."""

import json
import shutil
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from docx import Document
from openpyxl import load_workbook

from kept import kept
from office import workbook
from reconcile.errors import OutputError
from reconcile.model import Verdict, Where
from reconcile.run.answers.decisions import export_decisions, import_decisions, list_decisions
from reconcile.run.answers.rebuild_decisions import rebuild_decisions
from reconcile.run.checking.store import check_store
from reconcile.run.folder import COVERAGE, RunReport, run_folder
from reconcile.run.open_folder import Asked
from reconcile.run.page.answer import PageAnswer, PageStep, version
from reconcile.run.page.desk import Desk
from reconcile.run.writing.documents_again import WantedDocuments, report_folder
from reconcile.store.database import NAME
from reconcile.store.files import Files
from reconcile.store.outputs import Placed, place
from test_run_reviews import (
    BOOK,
    LOWER,
    UNIT,
    UPPER,
    codes,
    first_run,
    header,
    outcome,
    say,
)

GAP = "Rà soát hộ nghèo, hộ cận nghèo cuối năm"
LETTER = f"outputs/{UNIT}/cong-van.docx"
PLAN = f"outputs/{UNIT}/ke-hoach.docx"
NEW, PAIR = "UBND xã An Bình mới", "Số hóa hồ sơ"
MISSED, REJECTED, YES = "Chưa cụ thể hóa", "Không phải", "Đúng"
COMPLIES = {
    "to the letter": "Rà soát hộ nghèo, hộ cận nghèo cuối năm",
    "with words of its own": "Rà soát các hộ nghèo, hộ cận nghèo trên địa bàn xã cuối năm 2026",
    "shortened": "Rà soát hộ nghèo, cận nghèo",
}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A working folder in which a person has confirmed the gap of a commune."""
    return kept(tmp_path, "a gap confirmed", confirmed)


def confirmed(home: Path) -> None:
    """Lay the folder out, run, let the person confirm the gap, and run again."""
    for part in ("inputs/upper", "inputs/lower"):
        (home / part).mkdir(parents=True)
    settings = '[documents]\nkinds = ["ke-hoach", "cong-van"]\n'
    (home / "reconcile.toml").write_text(settings, "utf-8")
    workbook(home / "inputs/upper/tinh.xlsx", UPPER)
    workbook(home / "inputs/lower/xa.xlsx", LOWER)
    ran(home)
    say(home / BOOK, GAP, task=MISSED)
    ran(home)


def ran(home: Path) -> RunReport:
    return run_folder(home, Asked(as_of=date(2026, 11, 20)))


def sends(home: Path, *more: str) -> None:
    """Let the commune send a new version, with further tasks."""
    rows = "".join(
        f"| {at} | {text} | 80/QĐ-UBND | 25/11/2026 | Phòng Kinh tế |\n"
        for at, text in enumerate(more, start=4)
    )
    workbook(home / "inputs/lower/xa.xlsx", LOWER + rows)


def said(path: Path) -> str:
    """All that a document says."""
    document = Document(str(path))
    cells = (cell.text for t in document.tables for row in t.rows for cell in row.cells)
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


def findings(home: Path, code: str) -> list[dict[str, Any]]:
    result = json.loads((home / f"outputs/result/{UNIT}.json").read_text("utf-8"))
    return [each for each in result["findings"] if each["code"] == code]


def answers(home: Path) -> list[str]:
    """The verdicts of the log, in the order in which they came."""
    return [each.verdict.value for each in list_decisions(home, whole=True).decisions]


def rows(home: Path, text: str) -> list[str]:
    """What the review workbook shows of a task, a line a row."""
    sheet = load_workbook(home / BOOK)["Đối chiếu"]
    top, _ = header(sheet)
    lines = (
        " | ".join(str(c.value or "") for c in row) for row in sheet.iter_rows(min_row=top + 1)
    )
    return [line for line in lines if text in line]


def test_a_confirmed_gap_is_missing_until_the_commune_does_something(home: Path) -> None:
    assert outcome(home, GAP)["outcome"] == "missed"
    assert GAP in said(home / LETTER)
    sends(home, "Tổ chức hội thi tìm hiểu pháp luật")
    ran(home)
    assert (outcome(home, GAP)["outcome"], outcome(home, GAP)["decided_by"]) == ("missed", "person")
    assert "answer-overtaken" not in codes(home)


@pytest.mark.parametrize("text", COMPLIES.values(), ids=COMPLIES)
def test_a_commune_that_complies_is_not_missing_any_more(home: Path, text: str) -> None:
    sends(home, text)
    ran(home)
    found = outcome(home, GAP)
    assert found["outcome"] in ("carried", "review")
    assert found["decided_by"] == "rule"
    assert (text == GAP) == (found["outcome"] == "carried")
    assert answers(home) == ["missed"]
    assert f"{GAP} (đề xuất)" not in said(home / PLAN)
    (told,) = findings(home, "answer-overtaken")
    assert (told["file"], told["row"]) == ("xa.xlsx", 6)
    assert MISSED in told["message"]
    assert any(MISSED in row and "Dòng 6" in row for row in rows(home, GAP))


def test_the_overtaken_answer_is_not_asked_twice_on_the_same_texts(home: Path) -> None:
    sends(home, COMPLIES["shortened"])
    ran(home)
    say(home / BOOK, GAP, task=MISSED)
    ran(home)
    assert answers(home) == ["missed", "missed"]
    assert outcome(home, GAP)["outcome"] == "missed"
    assert "answer-overtaken" not in codes(home)
    ran(home)
    assert answers(home) == ["missed", "missed"]
    assert outcome(home, GAP)["outcome"] == "missed"


@pytest.mark.parametrize(("verdict", "left"), [(YES, "carried"), (REJECTED, "missed")])
def test_an_answer_on_the_new_row_settles_the_task(home: Path, verdict: str, left: str) -> None:
    sends(home, COMPLIES["shortened"])
    ran(home)
    say(home / BOOK, GAP, pair=verdict)
    ran(home)
    assert (outcome(home, GAP)["outcome"], outcome(home, GAP)["decided_by"]) == (left, "person")
    assert "answer-overtaken" not in codes(home)


DITCHES = "Nạo vét kênh mương nội đồng trước vụ xuân"


def test_what_changed_is_told_though_the_run_that_saw_it_was_killed_before_it_kept_that(
    home: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    killed = shutil.copytree(home, tmp_path_factory.mktemp("killed"), dirs_exist_ok=True)
    for each in (home, killed):
        sends(each, COMPLIES["shortened"])
    dies = patch("reconcile.store.history.office_time", side_effect=KeyboardInterrupt)
    with dies, pytest.raises(KeyboardInterrupt):
        ran(killed)
    for each in (home, killed):
        ran(each)
    assert runs(killed) == runs(home)
    assert len(runs(home)) == 2


def runs(home: Path) -> list[tuple[str, bytes]]:
    """Where each run that changed anything left the tasks of a unit."""
    with closing(sqlite3.connect(home / NAME)) as database:
        return database.execute("SELECT unit, value FROM run ORDER BY id").fetchall()


def test_the_letter_to_a_commune_that_lacks_nothing_now_is_laid_aside(home: Path) -> None:
    sends(home, GAP, DITCHES)
    ran(home)
    assert not (home / LETTER).exists()
    aside = home / LETTER.replace("outputs/", "outputs/cu/")
    assert GAP in said(aside)
    sends(home)
    ran(home)
    assert GAP in said(home / LETTER)
    sends(home, GAP, DITCHES)
    ran(home)
    assert {path.name for path in aside.parent.iterdir()} >= {"cong-van.docx", "cong-van (2).docx"}


def test_what_cannot_be_written_anew_stays_in_its_place(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(database: sqlite3.Connection, files: Files, name: str, *more: Any) -> Placed:
        if name in (BOOK, COVERAGE):
            raise OutputError("đĩa đầy", where=Where(name), fix="xóa bớt tệp")
        return place(database, files, name, *more)

    monkeypatch.setattr("reconcile.run.writing.outputs.place", full)
    sends(home, "Trồng tre ven sông")
    report = ran(home)
    assert [str(each.where) for each in report.failures] == [BOOK, COVERAGE]
    assert (home / BOOK).exists()
    assert (home / COVERAGE).exists()
    assert not (home / "outputs/cu").exists()


def test_a_letter_that_somebody_edited_stays_and_is_named(home: Path) -> None:
    document = Document(str(home / LETTER))
    document.add_paragraph("Đã xem.")
    document.save(str(home / LETTER))
    sends(home, GAP, DITCHES)
    report = ran(home)
    assert (home / LETTER).exists()
    assert [(f.code, f.where.file) for f in report.findings] == [("output-without-cause", LETTER)]


def test_an_older_copy_under_the_same_name_replaces_no_newer_answer(home: Path) -> None:
    shutil.copy(home / BOOK, home / "mang-ve.xlsx")
    say(home / BOOK, "Số hóa hồ sơ", pair=REJECTED)
    ran(home)
    say(home / "mang-ve.xlsx", "Số hóa hồ sơ", pair=YES)
    shutil.copy(home / "mang-ve.xlsx", home / BOOK)
    ran(home)
    assert answers(home) == ["missed", "no"]
    (told,) = findings(home, "contradicting-answers")
    assert YES in told["message"]
    assert REJECTED in told["message"]
    ran(home)
    assert answers(home) == ["missed", "no"]


def test_a_person_may_change_her_mind_in_the_workbook_that_shows_her_answer(home: Path) -> None:
    say(home / BOOK, "Số hóa hồ sơ", pair=REJECTED)
    ran(home)
    say(home / BOOK, "Số hóa hồ sơ", pair=YES)
    ran(home)
    assert answers(home) == ["missed", "no", "yes"]
    assert findings(home, "contradicting-answers") == []


def test_answers_that_a_database_put_back_does_not_know_are_taken_in_again(home: Path) -> None:
    shutil.copy(home / "reconcile.db", home / "cu.db")
    say(home / BOOK, "Số hóa hồ sơ", pair=REJECTED)
    ran(home)
    for path in home.glob("reconcile.db*"):
        path.unlink()
    (home / "cu.db").rename(home / "reconcile.db")
    ran(home)
    assert answers(home) == ["missed", "no"]
    assert findings(home, "contradicting-answers") == []


def test_a_database_of_an_earlier_program_is_copied_aside_before_it_is_changed(
    home: Path,
) -> None:
    opened = sqlite3.connect(home / "reconcile.db", isolation_level=None)
    added = ("plan", "seen", "base", "topic", "entry_text", "entry_lead", "entry_deadline")
    for column in (*added, "writing"):
        opened.execute(f"ALTER TABLE decision DROP COLUMN {column}")
    opened.execute("DROP INDEX decision_on")
    later = ("status_entry", "status_delivery", "status_answer", "progress_report", "page_note")
    for table in ("seen_plan", "workbook", "unit_now", "unit_called", *later):
        opened.execute(f"DROP TABLE {table}")
    opened.execute("PRAGMA user_version = 4")
    opened.close()
    ran(home)
    # Then it said both: that the task is missed, and that it is to be written in.
    assert answers(home) == ["missed", "write"]
    kept = sqlite3.connect(home / "reconcile.db.ban-4")
    assert kept.execute("PRAGMA user_version").fetchone() == (4,)
    assert kept.execute("SELECT verdict FROM decision").fetchall() == [("missed",)]
    kept.close()
    sends(home, COMPLIES["with words of its own"])
    ran(home)
    assert outcome(home, GAP)["outcome"] in ("carried", "review")


def test_a_copy_of_before_does_not_bring_back_an_answer_that_was_taken_back(home: Path) -> None:
    say(home / BOOK, "Số hóa hồ sơ", pair=REJECTED)
    shutil.copy(home / BOOK, home / "mang-ve.xlsx")
    ran(home)
    say(home / BOOK, "Số hóa hồ sơ", pair="")
    ran(home)
    assert answers(home) == ["missed", "no", "withdrawn"]
    for name in (BOOK, "outputs/review/ban cua Lan.xlsx"):
        shutil.copy(home / "mang-ve.xlsx", home / name)
        ran(home)
        assert answers(home) == ["missed", "no", "withdrawn"]
        (told,) = findings(home, "contradicting-answers")
        assert (told["file"], "Rút lại ý kiến" in told["message"]) == (name, True)
        (home / name).unlink()
        ran(home)
    say(home / BOOK, "Số hóa hồ sơ", pair=REJECTED)
    ran(home)
    assert answers(home) == ["missed", "no", "withdrawn", "no"]


def test_an_overtaken_answer_outlives_its_database_in_the_workbook(home: Path) -> None:
    sends(home, COMPLIES["shortened"])
    ran(home)
    for path in home.glob("reconcile.db*"):
        path.unlink()
    ran(home)
    assert answers(home) == ["missed"]
    assert (outcome(home, GAP)["outcome"], outcome(home, GAP)["decided_by"]) == ("review", "rule")
    assert "answer-overtaken" in codes(home)


def test_an_answer_whose_task_is_gone_outlives_its_database_in_the_workbook(home: Path) -> None:
    say(home / BOOK, "Số hóa hồ sơ", pair=REJECTED)
    ran(home)
    rows = LOWER.replace("Số hóa hồ sơ hộ tịch còn hiệu lực", "Trồng cây xanh ở nghĩa trang xã")
    workbook(home / "inputs/lower/xa.xlsx", rows)
    ran(home)
    for path in home.glob("reconcile.db*"):
        path.unlink()
    # Nobody knows any more who wrote the figures of before: they would stay beside the new ones.
    shutil.rmtree(home / "outputs/result")
    ran(home)
    assert sorted(answers(home)) == ["missed", "no"]
    assert "stale-decision" in codes(home)
    workbook(home / "inputs/lower/xa.xlsx", LOWER)
    ran(home)
    assert outcome(home, "Số hóa hồ sơ")["outcome"] == "review"


def test_a_lost_log_comes_back_in_order_from_workbooks_of_several_times(home: Path) -> None:
    shutil.copy(home / BOOK, home / "outputs/review/ban cu.xlsx")
    say(home / BOOK, GAP, task="Đã hoàn thành")
    ran(home)
    assert answers(home) == ["missed", "done"]
    for path in home.glob("reconcile.db*"):
        path.unlink()
    ran(home)
    assert answers(home) == ["done"]
    assert "contradicting-answers" not in codes(home)


def test_an_older_database_takes_up_what_had_replaced_its_answers_since(home: Path) -> None:
    shutil.copy(home / "reconcile.db", home / "giu.db")
    say(home / BOOK, GAP, task="Đã hoàn thành")
    ran(home)
    for path in home.glob("reconcile.db*"):
        path.unlink()
    ran(home)
    for path in home.glob("reconcile.db*"):
        path.unlink()
    shutil.move(home / "giu.db", home / "reconcile.db")
    ran(home)
    assert answers(home) == ["missed", "done"]
    assert "contradicting-answers" not in codes(home)


def test_another_copy_under_the_name_of_a_second_persons_replaces_no_answer_of_hers(
    home: Path,
) -> None:
    hers, text = home / "outputs/review/ban cua Lan.xlsx", "Số hóa hồ sơ"
    older = home / "cu.xlsx"
    shutil.copy(home / BOOK, older)
    sends(home, "Trồng cây xanh ở nghĩa trang xã")
    ran(home)
    shutil.copy(home / BOOK, hers)
    say(hers, text, pair=REJECTED)
    ran(home)
    say(older, text, pair=YES)
    shutil.move(older, hers)
    ran(home)
    assert answers(home) == ["missed", "no"]
    assert "contradicting-answers" in codes(home)


def test_an_answer_cleared_in_a_copy_apart_is_told_and_stands(home: Path) -> None:
    hers, text = home / "outputs/review/ban cua Lan.xlsx", "Số hóa hồ sơ"
    shutil.copy(home / BOOK, hers)
    say(hers, text, pair=REJECTED)
    ran(home)
    assert "contradicting-answers" not in codes(home)
    say(hers, text, pair="")
    ran(home)
    assert answers(home) == ["missed", "no"]
    (told,) = findings(home, "contradicting-answers")
    assert "“Rút lại ý kiến” và “Không phải”" in told["message"]


def test_an_answer_cleared_in_a_copy_that_has_another_name_since_is_told_and_stands(
    home: Path,
) -> None:
    hers, text = home / "outputs/review/ban cua Lan.xlsx", "Số hóa hồ sơ"
    his, renamed = hers.with_name("ban cua Minh.xlsx"), hers.with_name("da xong.xlsx")
    shutil.copy(home / BOOK, hers)
    shutil.copy(home / BOOK, his)
    say(hers, text, pair=REJECTED)
    say(his, "Nạo vét", task="Đã hoàn thành")
    ran(home)
    shutil.move(hers, renamed)
    say(renamed, text, pair="")
    for _ in range(2):
        ran(home)
        (told,) = findings(home, "contradicting-answers")
        assert "“Rút lại ý kiến” và “Không phải”" in told["message"]
        assert told["file"] == "outputs/review/da xong.xlsx"
        assert "no" in answers(home)
    renamed.unlink()
    ran(home)
    assert findings(home, "contradicting-answers") == []


def test_an_answer_cleared_in_a_copy_is_told_though_one_before_it_was_taken_back(
    home: Path,
) -> None:
    hers = home / "outputs/review/ban cua Lan.xlsx"
    say(home / BOOK, GAP, task="")
    ran(home)
    shutil.copy(home / BOOK, hers)
    say(hers, GAP, task="Đã hoàn thành")
    ran(home)
    say(hers, GAP, task="")
    ran(home)
    assert answers(home)[-1] == "done"
    (told,) = findings(home, "contradicting-answers")
    assert "“Rút lại ý kiến” và “Đã hoàn thành”" in told["message"]


def test_an_answer_cleared_in_a_workbook_of_before_that_was_laid_back_is_told_and_stands(
    home: Path,
) -> None:
    older, text = home / "cu.xlsx", "Số hóa hồ sơ"
    shutil.copy(home / BOOK, older)
    sends(home, "Trồng cây xanh ở nghĩa trang xã")
    ran(home)
    say(older, text, pair=REJECTED)
    shutil.copy(older, home / BOOK)
    ran(home)
    assert "contradicting-answers" not in codes(home)
    say(older, text, pair="")
    shutil.copy(older, home / BOOK)
    ran(home)
    assert answers(home) == ["missed", "no"]
    (told,) = findings(home, "contradicting-answers")
    assert "“Rút lại ý kiến” và “Không phải”" in told["message"]


@pytest.fixture
def exported(home: Path) -> tuple[Path, Path]:
    """A copy that a second person has answered in, in a folder whose database was lost since.

    Returns:
        Her copy, and the export that her answer is left in.

    """
    hers, file = home / "outputs/review/ban cua Lan.xlsx", home / "y-kien.csv"
    shutil.copy(home / BOOK, hers)
    say(hers, PAIR, pair=REJECTED)
    ran(home)
    export_decisions(home, file)
    loses_database(home)
    shutil.rmtree(home / "outputs/result")
    return hers, file


def test_an_answer_cleared_in_a_copy_is_told_and_stands_where_the_log_comes_from_an_export(
    home: Path, exported: tuple[Path, Path]
) -> None:
    hers, file = exported
    say(hers, PAIR, pair="")
    assert import_decisions(home, file).added == 2
    ran(home)
    assert sorted(answers(home)) == ["missed", "no"]
    (told,) = findings(home, "contradicting-answers")
    assert "“Rút lại ý kiến” và “Không phải”" in told["message"]


def test_an_answer_changed_in_a_copy_replaces_her_own_that_comes_from_an_export(
    home: Path, exported: tuple[Path, Path]
) -> None:
    hers, file = exported
    say(hers, PAIR, pair="Đúng một phần")
    import_decisions(home, file)
    ran(home)
    assert answers(home)[-1] == "partly"
    assert findings(home, "contradicting-answers") == []


def test_what_was_changed_in_an_export_is_not_replaced_by_the_copy_that_it_came_from(
    home: Path, exported: tuple[Path, Path]
) -> None:
    _, file = exported
    file.write_text(file.read_text("utf-8-sig").replace(f";{REJECTED};", f";{YES};"), "utf-8-sig")
    import_decisions(home, file)
    ran(home)
    assert answers(home).count("no") == 0
    (told,) = findings(home, "contradicting-answers")
    assert "“Không phải” và “Đúng”" in told["message"]


def as_before_workbooks_were_told(exported: Path) -> None:
    """Make an export into one of the program that did not say yet in which workbook it was said."""
    lines = exported.read_text("utf-8-sig").splitlines()
    assert lines[0].endswith(";Mã bảng rà soát")
    rows = [line.rpartition(";")[0] for line in lines]
    exported.write_text("\r\n".join([*rows, ""]), "utf-8-sig")


@pytest.mark.parametrize("way", ["imported", "made again"])
@pytest.mark.parametrize(
    ("then", "told"),
    [
        (REJECTED, []),
        ("Đúng một phần", ["“Đúng một phần” và “Không phải”"]),
        # An empty cell may be one that was never answered there: nobody can tell.
        ("", []),
    ],
    ids=["as it was", "changed in the copy", "cleared in the copy"],
)
def test_an_export_that_does_not_say_in_which_workbook_an_answer_was_given_keeps_each_of_them(
    home: Path, exported: tuple[Path, Path], way: str, then: str, told: list[str]
) -> None:
    hers, file = exported
    as_before_workbooks_were_told(file)
    say(hers, PAIR, pair=then)
    if way == "imported":
        assert import_decisions(home, file).added == 2
    else:
        rebuild_decisions(home, [file])
    for _ in range(2):
        ran(home)
        assert sorted(answers(home)) == ["missed", "no"]
        (stands,) = (e for e in list_decisions(home).decisions if e.verdict.value == "no")
        assert (stands.where.file, stands.writing) == ("outputs/review/ban cua Lan.xlsx", "")
        clashes = [each["message"] for each in findings(home, "contradicting-answers")]
        assert [words for words in told if any(words in each for each in clashes)] == told
        assert len(clashes) == len(told)


def test_an_empty_workbook_of_before_that_nobody_touched_takes_nothing_back(home: Path) -> None:
    older = home / "cu.xlsx"
    shutil.copy(home / BOOK, older)
    say(home / BOOK, "Số hóa hồ sơ", pair=REJECTED)
    ran(home)
    shutil.copy(older, home / BOOK)
    ran(home)
    assert answers(home) == ["missed", "no"]
    assert "contradicting-answers" not in codes(home)


@pytest.mark.parametrize(
    ("text", "answer", "told"),
    [
        ("Nạo vét kênh mương", {"chú": YES}, ["contradicting-answers", "unread-answers"]),
        ("Nạo vét kênh mương", {"task": "sai bét"}, ["contradicting-answers", "unknown-answer"]),
        ("Số hóa hồ sơ", {"pair": "sai bét"}, ["unknown-answer"]),
    ],
    ids=["an answer in the wrong place", "an unknown word", "an unknown word instead"],
)
def test_an_answer_cleared_in_a_copy_is_told_beside_what_cannot_be_read_elsewhere_there(
    home: Path, text: str, answer: dict[str, str], told: list[str]
) -> None:
    hers, task = home / "outputs/review/ban cua Lan.xlsx", "Số hóa hồ sơ"
    shutil.copy(home / BOOK, hers)
    say(hers, task, pair=REJECTED)
    ran(home)
    say(hers, task, pair="")
    say(hers, text, **answer)
    ran(home)
    assert answers(home) == ["missed", "no"]
    odd = {"contradicting-answers", "unread-answers", "unknown-answer"}
    assert sorted(odd & set(codes(home))) == told


SETTINGS = '[documents]\nkinds = ["ke-hoach", "cong-van"]\n'


def test_a_workbook_that_a_new_one_lies_beside_is_not_told_to_have_lost_its_cause(
    home: Path,
) -> None:
    book = load_workbook(home / COVERAGE)
    book.worksheets[0]["A1"] = "đã sửa tay"
    book.save(home / COVERAGE)
    sends(home, COMPLIES["shortened"])
    report = ran(home)
    kept = [each for each in report.findings if each.where.file == COVERAGE]
    assert [each.code for each in kept] == ["output-edited"]
    assert (home / COVERAGE).with_name("tong-hop (bản mới).xlsx").exists()
    (home / COVERAGE).unlink()
    assert "output-without-cause" not in [each.code for each in ran(home).findings]


class Stopped(Exception):  # noqa: N818 - what happens, not what is wrong
    """A run was stopped in between."""


def at_that_hour(home: Path, when: str) -> None:
    """Run, and take in at a given time what people answered."""
    with patch("reconcile.run.answers.take_in_answers.office_time", lambda: when):
        ran(home)


def unit_findings(report: RunReport) -> list[str]:
    return [each.code for each in report.findings if each.where.file == "reconcile.db"]


@pytest.mark.parametrize("key", ["aliases", "takes_over"])
def test_answers_go_with_a_unit_to_its_new_name(home: Path, key: str) -> None:
    named = f'[units."UBND xã An Bình mới"]\naliases = ["xa.xlsx"]\n{key} = ["UBND xã An Bình"]\n'
    if key == "aliases":
        named = '[units."UBND xã An Bình mới"]\naliases = ["UBND xã An Bình", "xa.xlsx"]\n'
    (home / "reconcile.toml").write_text(SETTINGS + named, "utf-8")
    report = ran(home)
    assert unit_findings(report) == ["unit-renamed"]
    assert f"“{UNIT}”" in next(f.message for f in report.findings if f.code == "unit-renamed")
    result = json.loads((home / "outputs/result/UBND xã An Bình mới.json").read_text("utf-8"))
    task = next(each for each in result["upper"]["tasks"] if each["text"] == GAP)
    assert (task["outcome"], task["decided_by"]) == ("missed", "person")
    assert unit_findings(ran(home)) == []
    assert not (home / BOOK).exists()
    assert (home / BOOK.replace("outputs/", "outputs/cu/")).exists()


OTHER = "UBND xã Lộc Hà"


def differing(folder: Path, first: str) -> tuple[Path, dict[str, str]]:
    """Let people say of two communes what cannot be meant of one, of one of them first."""
    said = {UNIT: MISSED, OTHER: "Đã hoàn thành"}

    def make(home: Path) -> None:
        first_run(home, ban=LOWER.replace("AN BÌNH", "LỘC HÀ"), xa=LOWER)
        for at, unit in enumerate([first, *(each for each in said if each != first)], start=8):
            book = home / f"outputs/review/{unit}.xlsx"
            say(book, GAP, task=said[unit])
            say(book, "Nạo vét", pair=YES)
            at_that_hour(home, f"2026-11-20T{at:02}:00:00")

    return kept(folder, ("differing", first), make), said


def takes_over(home: Path, gone: str) -> None:
    """Let the unit take another commune over."""
    (home / "inputs/lower/ban.xlsx").unlink()
    settings = f'[units."{UNIT}"]\ntakes_over = ["{gone}"]\n'
    (home / "reconcile.toml").write_text(SETTINGS + settings, "utf-8")


def test_of_merged_communes_that_differ_the_earlier_stands_when_an_older_database_is_made_again(
    tmp_path: Path,
) -> None:
    home, said = differing(tmp_path, OTHER)
    before = (home / NAME).read_bytes()
    takes_over(home, OTHER)
    ran(home)
    loses_database(home)
    (home / NAME).write_bytes(before)
    shutil.rmtree(home / "outputs/result")
    (told,) = rebuild_decisions(home).findings
    assert told.code == "merged-answers"
    assert all(f"“{each}”" in told.message for each in (*said, *said.values()) if each != UNIT)
    assert f"có trước, “{said[OTHER]}”, được giữ" in told.message
    assert told in ran(home).findings
    assert (outcome(home, GAP)["outcome"], outcome(home, GAP)["decided_by"]) == (
        "carried",
        "person",
    )
    assert unit_findings(ran(home)) == []


@pytest.mark.parametrize(
    ("then", "left"), [("Không thuộc trách nhiệm", "not-ours"), ("", "")], ids=["said", "withdrawn"]
)
@pytest.mark.parametrize("way", ["made again", "put back"])
def test_who_saw_the_answers_of_both_merged_communes_is_followed_where_the_database_is_older(
    tmp_path: Path, way: str, then: str, left: str
) -> None:
    home = first_run(tmp_path, ban=LOWER.replace("AN BÌNH", "LỘC HÀ"), xa=LOWER)
    for hour, unit, said in (("08", OTHER, "Đã hoàn thành"), ("09", UNIT, MISSED)):
        say(home / f"outputs/review/{unit}.xlsx", GAP, task=said)
        at_that_hour(home, f"2026-11-20T{hour}:00:00")
    before = (home / NAME).read_bytes()
    takes_over(home, OTHER)
    assert "merged-answers" in unit_findings(ran(home))
    say(home / BOOK, GAP, task=then)
    at_that_hour(home, "2026-11-20T10:00:00")
    loses_database(home)
    (home / NAME).write_bytes(before)
    if way == "made again":
        assert rebuild_decisions(home).findings == ()
    assert "merged-answers" not in unit_findings(ran(home))
    assert [each.verdict.value for each in list_decisions(home).decisions] == [left][: len(left)]
    assert "contradicting-answers" not in codes(home)
    assert unit_findings(ran(home)) == []


def test_who_answered_on_one_commune_has_not_seen_the_same_words_about_the_other(
    tmp_path: Path,
) -> None:
    home = first_run(tmp_path, ban=LOWER.replace("AN BÌNH", "LỘC HÀ"), xa=LOWER)
    for unit in (UNIT, OTHER):
        say(home / f"outputs/review/{unit}.xlsx", GAP, task=MISSED)
    at_that_hour(home, "2026-11-20T08:00:00")
    say(home / BOOK, GAP, task="Đã hoàn thành")
    at_that_hour(home, "2026-11-20T09:00:00")
    takes_over(home, OTHER)
    assert "merged-answers" in unit_findings(ran(home))
    assert outcome(home, GAP)["outcome"] == "missed"


@pytest.mark.parametrize("first", [UNIT, OTHER])
def test_answers_of_merged_communes_that_differ_are_told_and_the_earlier_stands(
    tmp_path: Path, first: str
) -> None:
    home, said = differing(tmp_path, first)
    takes_over(home, OTHER)
    # Who stops a run before its end has been told nothing.
    with patch("reconcile.run.folder.coverage_over", side_effect=Stopped), pytest.raises(Stopped):
        ran(home)
    report = ran(home)
    assert unit_findings(report) == ["merged-answers", "unit-renamed"]
    (told,) = [each for each in report.findings if each.code == "merged-answers"]
    assert all(f"“{each}”" in told.message for each in said.values())
    assert f"có trước, “{said[first]}”, được giữ" in told.message
    stands = "missed" if said[first] == MISSED else "carried"
    for _ in range(2):
        assert (outcome(home, GAP)["outcome"], outcome(home, GAP)["decided_by"]) == (
            stands,
            "person",
        )
        assert unit_findings(ran(home)) == []
    say(home / BOOK, GAP, task="Không thuộc trách nhiệm")
    ran(home)
    assert answers(home)[-1] == "not-ours"
    assert "contradicting-answers" not in codes(home)


NOT_OURS, NEIGHBOUR = "Không thuộc trách nhiệm", "UBND xã A Lưới"
ITS_BOOK = f"outputs/review/{NEIGHBOUR}.xlsx"
WEDDINGS = "| 4 | Xây dựng quy ước cưới hỏi văn minh | | 20/12/2026 | Phòng Văn hóa - Xã hội |\n"


def merged(folder: Path, how: str, its_own: str = WEDDINGS, said: str = NOT_OURS) -> Path:
    """Let people say of a commune that a task is not its own, and one of it and its neighbour."""

    def make(home: Path) -> None:
        first_run(home, ban=LOWER.replace("AN BÌNH", "A LƯỚI") + its_own, xa=LOWER)
        say(home / ITS_BOOK, GAP, task=said)
        say(home / BOOK, "Số hóa hồ sơ", pair=YES)
        ran(home)
        (home / "inputs/lower/ban.xlsx").unlink()
        settings = f'[units."{UNIT}"]\n{how} = ["{NEIGHBOUR}"]\n'
        (home / "reconcile.toml").write_text(SETTINGS + settings, "utf-8")
        ran(home)

    return kept(folder, ("merged", how, its_own, said), make)


def stands(home: Path) -> tuple[str, str, str]:
    found = outcome(home, GAP)
    return found["role"], found["outcome"], found["decided_by"]


def test_what_was_said_of_a_commune_alone_is_asked_of_the_one_that_has_taken_it_over(
    tmp_path: Path,
) -> None:
    home = merged(tmp_path, "takes_over")
    assert stands(home) == ("lead", "review", "rule")
    (told,) = findings(home, "answer-of-merged-unit")
    assert (told["file"], told["row"]) == ("tinh.xlsx", 4)
    assert all(each in told["message"] for each in (NOT_OURS, NEIGHBOUR, UNIT, GAP))
    assert any(NOT_OURS in row and NEIGHBOUR in row for row in rows(home, GAP))
    assert check_store(home).findings == ()
    final = WantedDocuments(final=True)
    (left,) = report_folder(home, Asked(as_of=date(2026, 11, 20)), final).left
    assert (left.overtaken, left.review) == (1, 2)
    loses_database(home)
    shutil.rmtree(home / "outputs/result")
    ran(home)
    assert stands(home) == ("lead", "review", "rule")
    say(home / BOOK, GAP, task=NOT_OURS)
    for _ in range(2):
        ran(home)
        assert stands(home) == ("none", "missed", "person")
        assert findings(home, "answer-of-merged-unit") == []
        sends(home, "Trồng cây xanh ở nghĩa trang xã")
    assert sorted(answers(home)) == ["not-ours", "not-ours", "yes"]


def test_a_gap_of_a_commune_is_asked_again_of_its_heir_that_complies_though_the_database_is_lost(
    tmp_path: Path,
) -> None:
    home = merged(tmp_path, "takes_over", said=MISSED)
    assert stands(home) == ("lead", "missed", "person")
    loses_database(home)
    shutil.rmtree(home / "outputs/result")
    sends(home, COMPLIES["shortened"])
    ran(home)
    assert stands(home) == ("lead", "review", "rule")
    assert "answer-overtaken" in codes(home)


def test_what_was_said_of_a_commune_alone_is_asked_of_its_heir_when_the_database_is_made_again(
    tmp_path: Path,
) -> None:
    home = merged(tmp_path, "takes_over")
    loses_database(home)
    shutil.rmtree(home / "outputs/result")
    rebuild_decisions(home)
    ran(home)
    assert stands(home) == ("lead", "review", "rule")
    assert len(findings(home, "answer-of-merged-unit")) == 1
    assert sorted(answers(home)) == ["not-ours", "yes"]


def test_what_was_said_of_a_commune_alone_is_asked_again_when_an_answer_is_undone_on_the_page(
    tmp_path: Path,
) -> None:
    home = merged(tmp_path, "takes_over")
    desk = Desk(home)
    (opened,) = desk.read().reviewed
    (key,) = (each.key for each in desk.items(opened) if each.again)
    mark = version(desk.log(opened.unit.id), key)
    said = desk.save(opened, PageAnswer(verdict=Verdict.NOT_OURS, upper=key, saw=mark))
    assert desk.learn(opened).left == 1
    assert isinstance(said, PageStep)
    desk.undo(said)
    assert desk.learn(opened).left == 2
    ran(home)
    assert stands(home) == ("lead", "review", "rule")


def test_what_was_said_of_a_commune_alone_is_asked_of_its_heir_when_that_is_renamed_too(
    tmp_path: Path,
) -> None:
    home = merged(tmp_path, "takes_over")
    named = f'[units."{NEW}"]\naliases = ["xa.xlsx", "{UNIT}"]\ntakes_over = ["{NEIGHBOUR}"]\n'
    (home / "reconcile.toml").write_text(SETTINGS + named, "utf-8")
    loses_database(home)
    ran(home)
    told = [each["code"] for each in result_of(home)["findings"]]
    assert told.count("answer-of-merged-unit") == 1
    assert sorted(answers(home)) == ["not-ours", "yes"]


@pytest.mark.parametrize("who", [UNIT, NEIGHBOUR])
def test_an_answer_of_a_commune_stands_though_the_one_that_it_is_merged_with_took_its_own_back(
    tmp_path: Path, who: str
) -> None:
    home = first_run(tmp_path, ban=LOWER.replace("AN BÌNH", "A LƯỚI"), xa=LOWER)
    for unit in (UNIT, NEIGHBOUR):
        say(home / f"outputs/review/{unit}.xlsx", PAIR, pair=REJECTED)
    ran(home)
    say(home / f"outputs/review/{who}.xlsx", PAIR, pair="")
    ran(home)
    assert sorted(answers(home)) == ["no", "no", "withdrawn"]
    (home / "inputs/lower/ban.xlsx").unlink()
    settings = f'[units."{UNIT}"]\ntakes_over = ["{NEIGHBOUR}"]\n'
    (home / "reconcile.toml").write_text(SETTINGS + settings, "utf-8")
    for _ in range(2):
        ran(home)
        (left,) = list_decisions(home).decisions
        assert left.verdict.value == "no"
        assert outcome(home, PAIR)["links"] == []


def test_a_commune_that_was_renamed_is_taken_over_by_the_name_that_it_had_last(
    tmp_path: Path,
) -> None:
    home = first_run(tmp_path, ban=LOWER.replace("AN BÌNH", "A LƯỚI"), xa=LOWER)
    say(home / ITS_BOOK, PAIR, pair=REJECTED)
    ran(home)
    last = "UBND xã Tân Sơn"
    settings = f'[units."{last}"]\naliases = ["{NEIGHBOUR}", "ban.xlsx"]\n'
    (home / "reconcile.toml").write_text(SETTINGS + settings, "utf-8")
    workbook(home / "inputs/lower/ban.xlsx", LOWER.replace("AN BÌNH", "TÂN SƠN"))
    ran(home)
    (home / "inputs/lower/ban.xlsx").unlink()
    settings = f'[units."{UNIT}"]\ntakes_over = ["{last}"]\n'
    (home / "reconcile.toml").write_text(SETTINGS + settings, "utf-8")
    assert unit_findings(ran(home)) == ["unit-renamed"]
    assert outcome(home, PAIR)["links"] == []


def test_an_answer_of_a_late_workbook_is_not_doubled_when_its_heir_is_merged_again(
    tmp_path: Path,
) -> None:
    home, late = merged(tmp_path, "takes_over"), "outputs/review/ve muon.xlsx"
    shutil.copy(home / f"outputs/cu/review/{NEIGHBOUR}.xlsx", home / late)
    say(home / late, "Nạo vét", pair=REJECTED)
    ran(home)
    named = f'[units."{NEW}"]\naliases = ["xa.xlsx"]\ntakes_over = ["{UNIT}"]\n'
    (home / "reconcile.toml").write_text(SETTINGS + named, "utf-8")
    ran(home)
    assert sorted(answers(home)) == ["no", "not-ours", "yes"]


def test_what_was_said_of_a_commune_alone_is_asked_of_its_heir_out_of_an_export_too(
    tmp_path: Path,
) -> None:
    home, exported = merged(tmp_path, "takes_over"), tmp_path / "y-kien.csv"
    export_decisions(home, exported)
    shutil.rmtree(home / "outputs")
    loses_database(home)
    assert import_decisions(home, exported).added == 2
    ran(home)
    assert stands(home) == ("lead", "review", "rule")
    assert len(findings(home, "answer-of-merged-unit")) == 1


@pytest.mark.parametrize(
    ("how", "its_own"), [("aliases", WEDDINGS), ("takes_over", "")], ids=["renamed", "same plan"]
)
def test_what_was_said_of_a_commune_stands_where_only_its_name_is_another(
    tmp_path: Path, how: str, its_own: str
) -> None:
    home = merged(tmp_path, how, its_own)
    assert stands(home) == ("none", "missed", "person")
    assert findings(home, "answer-of-merged-unit") == []
    assert check_store(home).findings == ()


def test_answers_on_a_unit_that_nobody_is_any_more_are_told(home: Path) -> None:
    named = '[files."xa.xlsx"]\nunit = "UBND phường Bến Đá"\n'
    (home / "reconcile.toml").write_text(SETTINGS + named, "utf-8")
    assert unit_findings(ran(home)) == ["answers-without-unit"]
    (home / "reconcile.toml").write_text(SETTINGS, "utf-8")
    assert unit_findings(ran(home)) == []
    assert outcome(home, GAP)["decided_by"] == "person"


def test_a_workbook_that_comes_back_after_its_unit_was_renamed_counts_at_once(home: Path) -> None:
    for path in home.glob("reconcile.db*"):
        path.unlink()
    named = '[units."UBND xã An Bình mới"]\naliases = ["UBND xã An Bình", "xa.xlsx"]\n'
    (home / "reconcile.toml").write_text(SETTINGS + named, "utf-8")
    report = ran(home)
    assert unit_findings(report) == ["unit-renamed"]
    result = json.loads((home / "outputs/result/UBND xã An Bình mới.json").read_text("utf-8"))
    task = next(each for each in result["upper"]["tasks"] if each["text"] == GAP)
    assert (task["outcome"], task["decided_by"]) == ("missed", "person")
    assert answers(home) == ["missed"]
    assert unit_findings(ran(home)) == []


@pytest.mark.parametrize("stage", ["open_folder.take_in_reviews", "folder.coverage_over"])
@pytest.mark.parametrize("key", ["aliases", "takes_over"])
def test_a_new_name_that_workbooks_told_of_is_told_by_the_run_after_one_that_was_stopped(
    home: Path, stage: str, key: str
) -> None:
    loses_database(home)
    named = f'[units."{NEW}"]\naliases = ["xa.xlsx"]\ntakes_over = ["{UNIT}"]\n'
    if key == "aliases":
        named = f'[units."{NEW}"]\naliases = ["{UNIT}", "xa.xlsx"]\n'
    (home / "reconcile.toml").write_text(SETTINGS + named, "utf-8")
    with patch(f"reconcile.run.{stage}", side_effect=Stopped), pytest.raises(Stopped):
        ran(home)
    report = ran(home)
    assert unit_findings(report) == ["unit-renamed"]
    (told,) = (each.message for each in report.findings if each.code == "unit-renamed")
    assert told.startswith(f"1 ý kiến về “{UNIT}”")
    assert f"“{NEW}”" in told
    assert answers(home) == ["missed"]
    assert unit_findings(ran(home)) == []


def test_a_note_beside_a_question_goes_with_a_unit_of_which_nothing_is_answered_to_its_new_name(
    tmp_path: Path,
) -> None:
    home, note = first_run(tmp_path, xa=LOWER), "đã gọi điện cho xã"
    say(home / BOOK, GAP, **{"Ghi chú": note})
    ran(home)
    settings = f'[units."{NEW}"]\naliases = ["{UNIT}", "xa.xlsx"]\n'
    (home / "reconcile.toml").write_text(SETTINGS + settings, "utf-8")
    assert unit_findings(ran(home)) == []
    sheet = load_workbook(home / f"outputs/review/{NEW}.xlsx")["Đối chiếu"]
    assert note in {cell.value for row in sheet.iter_rows() for cell in row}


def test_workbooks_that_differ_are_told_at_once_where_their_unit_was_renamed_and_the_log_is_lost(
    home: Path,
) -> None:
    copy = home / "outputs/review/ban-sao.xlsx"
    shutil.copyfile(home / BOOK, copy)
    say(home / BOOK, "Số hóa hồ sơ", pair=REJECTED)
    say(copy, "Số hóa hồ sơ", pair=YES)
    for path in home.glob("reconcile.db*"):
        path.unlink()
    named = (
        '[units."UBND xã An Bình mới"]\ntakes_over = ["UBND xã An Bình"]\naliases = ["xa.xlsx"]\n'
    )
    (home / "reconcile.toml").write_text(SETTINGS + named, "utf-8")
    ran(home)
    result = json.loads((home / "outputs/result/UBND xã An Bình mới.json").read_text("utf-8"))
    assert "contradicting-answers" in {each["code"] for each in result["findings"]}


@pytest.fixture
def renamed(home: Path) -> tuple[Path, Path, Path]:
    """A commune that is called otherwise since, in a folder whose database was lost.

    Returns:
        The folder, and two copies of workbooks: of before it was renamed, and of after.

    """
    before, after = home / "truoc.xlsx", home / "sau.xlsx"
    shutil.move(home / BOOK, before)
    loses_database(home)
    (home / "reconcile.toml").write_text(SETTINGS + f'[units."{NEW}"]\naliases = ["xa.xlsx"]\n')
    ran(home)
    shutil.copy(home / f"outputs/review/{NEW}.xlsx", after)
    settings = f'[units."{NEW}"]\naliases = ["{UNIT}", "xa.xlsx"]\n'
    (home / "reconcile.toml").write_text(SETTINGS + settings, "utf-8")
    return home, before, after


def loses_database(home: Path) -> None:
    for path in home.glob("reconcile.db*"):
        path.unlink()


def comes_back(home: Path, copy: Path, **answers: str) -> dict[str, Any]:
    """Lay a copy into the folder, answered; return the outcome of the next run."""
    say(copy, PAIR, **answers)
    shutil.copy(copy, home / "outputs/review" / copy.name)
    ran(home)
    return result_of(home)


def result_of(home: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((home / f"outputs/result/{NEW}.json").read_text("utf-8"))
    return found


def contradictions(result: dict[str, Any]) -> list[str]:
    return [e["message"] for e in result["findings"] if e["code"] == "contradicting-answers"]


def carries(result: dict[str, Any]) -> bool:
    """Whether a task is linked to the row of the pair that people answer on."""
    task = next(each for each in result["upper"]["tasks"] if each["text"].startswith(PAIR))
    return bool(task["links"])


def test_an_answer_under_a_units_name_of_before_is_not_replaced_by_one_that_has_not_seen_it(
    renamed: tuple[Path, Path, Path],
) -> None:
    home, before, after = renamed
    assert contradictions(comes_back(home, before, pair=REJECTED)) == []
    result = comes_back(home, after, pair=YES)
    assert [each for each in answers(home) if each != "missed"] == ["no"]
    (told,) = contradictions(result)
    assert YES in told
    assert REJECTED in told
    assert not carries(result)


def test_an_answer_is_not_replaced_by_one_of_a_workbook_of_its_units_name_of_before(
    renamed: tuple[Path, Path, Path],
) -> None:
    home, before, after = renamed
    comes_back(home, after, pair=REJECTED)
    say(before, PAIR, pair=YES)
    shutil.copy(before, home / "outputs/review")
    ran(home)
    (told,) = contradictions(result_of(home))
    assert YES in told
    assert REJECTED in told
    assert [each for each in answers(home) if each != "missed"] == ["no"]
    assert not carries(result_of(home))


def test_workbooks_of_both_names_of_a_unit_are_held_against_each_other_while_the_log_is_lost(
    renamed: tuple[Path, Path, Path],
) -> None:
    home, before, after = renamed
    for copy, answer in ((before, REJECTED), (after, YES)):
        say(copy, PAIR, pair=answer)
        shutil.copy(copy, home / "outputs/review")
    loses_database(home)
    shutil.rmtree(home / "outputs/result")
    report = ran(home)
    (told,) = contradictions(result_of(home))
    assert REJECTED in told
    assert YES in told
    assert answers(home) == ["missed"]
    said = [(each.code, each.message) for each in report.findings if each.where.file == NAME]
    assert said == [("unit-renamed", f"1 ý kiến về “{UNIT}” nay được tính cho “{NEW}”")]
    assert unit_findings(ran(home)) == []


def test_a_unit_renamed_twice_keeps_the_answers_of_each_of_its_names(
    renamed: tuple[Path, Path, Path],
) -> None:
    home, before, after = renamed
    latest = NEW.replace("mới", "Đông")
    settings = f'[units."{latest}"]\naliases = ["{UNIT}", "{NEW}", "xa.xlsx"]\n'
    (home / "reconcile.toml").write_text(SETTINGS + settings, "utf-8")
    loses_database(home)
    (home / f"outputs/review/{NEW}.xlsx").unlink()
    shutil.copy(before, home / "outputs/review")
    assert unit_findings(ran(home)) == ["unit-renamed"]
    say(after, PAIR, pair=REJECTED)
    shutil.copy(after, home / "outputs/review")
    for told in (["unit-renamed"], []):
        assert unit_findings(ran(home)) == told
        result = json.loads((home / f"outputs/result/{latest}.json").read_text("utf-8"))
        by = {each["text"]: each for each in result["upper"]["tasks"]}
        assert by[GAP]["decided_by"] == "person"
        assert next(each for text, each in by.items() if text.startswith(PAIR))["links"] == []


def test_an_answer_under_a_units_name_of_before_is_taken_back_in_the_workbook_of_now(
    renamed: tuple[Path, Path, Path],
) -> None:
    home, before, _ = renamed
    comes_back(home, before, pair=REJECTED)
    (home / "outputs/review" / before.name).unlink()
    say(home / f"outputs/review/{NEW}.xlsx", PAIR, pair="")
    ran(home)
    assert [each for each in answers(home) if each != "missed"] == ["no", "withdrawn"]
    assert carries(result_of(home))


def test_a_workbook_whose_answer_contradicts_another_stays_until_one_is_changed(home: Path) -> None:
    copy = home / "outputs/review/ban-sao.xlsx"
    shutil.copyfile(home / BOOK, copy)
    say(home / BOOK, "Số hóa hồ sơ", pair=REJECTED)
    say(copy, "Số hóa hồ sơ", pair=YES)
    for _ in range(3):
        ran(home)
        assert len(findings(home, "contradicting-answers")) == 1
    say(copy, "Số hóa hồ sơ", pair=REJECTED)
    ran(home)
    assert findings(home, "contradicting-answers") == []
    assert answers(home)[-1] == "no"
