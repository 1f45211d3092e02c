"""A folder that an earlier release worked in, opened by the program of today: nothing is lost."""

import json
import sqlite3
import zipfile
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from reconcile.model import Decision, PeriodKind, Topic
from reconcile.run.answers.decisions import list_decisions
from reconcile.run.answers.rebuild_decisions import rebuild_decisions
from reconcile.run.checking.store import check_store
from reconcile.run.folder import run_folder
from reconcile.run.open_folder import Asked
from reconcile.run.progress.track import AskedTracking, track_folder
from reconcile.store.database import NAME
from reconcile.tracking.progress import TrackedKind
from test_run_reviews import BOOK, UNIT

pytestmark = pytest.mark.slow

FOLDER = Path(__file__).parent / "upgrades" / "folder-0.1.0.zip"
FOLDER_6 = Path(__file__).parent / "upgrades" / "folder-db-6.zip"
FOLDER_7 = Path(__file__).parent / "upgrades" / "folder-db-7.zip"
FOLDER_8 = Path(__file__).parent / "upgrades" / "folder-db-8.zip"
RESULT = f"outputs/result/{UNIT}.json"
STANDS = {
    ("Số hóa", "Số hóa", "partly", "", "thiếu bản giấy", "Bà Tư"),
    ("Rà soát", "", "done", "", "đã hỏi xã", "Bà Tư"),
    ("Nạo vét", "Dọn cỏ,", "yes", "", "", "Ông Năm, bà Tư"),
    ("Tiêm phòng", "", "other-document", "15/KH-UBND", "", ""),
    ("Lập danh", "", "not-ours", "", "việc của Ban CHQS", ""),
    ("Trồng cây", "Trồng cây", "no", "", "khác nơi trồng", ""),
    ("", "Tổ chức", "own", "", "", ""),
    ("", "Tổ chức", "duplicate", "", "trùng dòng trên", ""),
}
"""What people had answered: both tasks by their first words, verdict, document, note, person."""
REPLACED = [
    ("Trồng cây", "Trồng cây", "yes", "", "", ""),
    ("Rà soát", "", "missed", "", "đã hỏi xã", ""),
    ("Kiểm tra", "", "missed", "", "", ""),
    ("Kiểm tra", "", "withdrawn", "", "", ""),
]
"""Answers that were replaced or taken back then, in their order."""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The folder as 0.1.0 left it."""
    with zipfile.ZipFile(FOLDER) as packed:
        packed.extractall(tmp_path)
    return tmp_path


def words(text: str) -> str:
    return " ".join(text.split()[:2])


def said(each: Decision) -> tuple[str, ...]:
    texts = words(each.upper_text), words(each.lower_text)
    return (*texts, each.verdict.value, each.document, each.note, each.person)


def log(home: Path, topic: Topic = Topic.COVERAGE) -> list[tuple[str, ...]]:
    lines = list_decisions(home, whole=True).decisions
    return [said(each) for each in lines if each.topic is topic]


def standing(home: Path) -> set[tuple[str, ...]]:
    return set(map(said, list_decisions(home).decisions))


def outcomes(home: Path) -> list[tuple[Any, ...]]:
    # Of a database that was lost nobody knows whose the old file is: the new one lies beside it.
    new = (home / RESULT).with_stem(f"{(home / RESULT).stem} (bản mới)")
    result = json.loads((new if new.exists() else home / RESULT).read_text("utf-8"))
    above = [
        (
            t["text"],
            t["role"],
            t["outcome"],
            t["decided_by"],
            t["evidence"],
            t["uncovered"],
            [(link["lower"], link["relation"]) for link in t["links"]],
        )
        for t in result["upper"]["tasks"]
    ]
    return [*above, *((t["text"], t["outcome"]) for t in result["lower"]["tasks"])]


def expected(before: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """The outcomes of then, but for the task that 0.1.0 called missed as its pair was rejected.

    Nobody had said that of the task: it is in review until somebody does (DESIGN.md).
    """
    (at,) = [at for at, each in enumerate(before) if each[0].startswith("Trồng cây xanh dọc")]
    assert before[at][2:4] == ("missed", "rule")
    asked = (*before[at][:2], "review", *before[at][3:])
    return [*before[:at], asked, *before[at + 1 :]]


def codes(home: Path) -> set[str]:
    return {f["code"] for f in json.loads((home / RESULT).read_text("utf-8"))["findings"]}


def ran(home: Path) -> None:
    run_folder(home, Asked(as_of=date(2026, 11, 20)))


def test_the_folder_is_small_and_of_the_database_that_0_1_0_made(home: Path) -> None:
    assert FOLDER.stat().st_size < 100_000
    opened = sqlite3.connect(home / NAME)
    assert opened.execute("PRAGMA user_version").fetchone() == (4,)
    opened.close()


def test_each_answer_keeps_its_meaning_and_each_task_comes_out_as_before(home: Path) -> None:
    before, codes_before = expected(outcomes(home)), codes(home)
    ran(home)
    assert standing(home) == STANDS
    assert [line for line in log(home) if line in REPLACED] == REPLACED
    assert len(log(home)) == len(STANDS) + len(REPLACED)
    # One word meant two things then: each confirmed gap was an accepted proposal too.
    besides = [line[2] for line in log(home, Topic.WRITING_IN)]
    assert besides.count("write") == [line[2] for line in log(home)].count("missed")
    assert outcomes(home) == before
    assert codes(home) == codes_before


def test_the_old_database_is_copied_aside_before_it_is_changed(home: Path) -> None:
    data = (home / NAME).read_bytes()
    ran(home)
    (copy,) = home.glob(f"{NAME}.ban-*")
    for file in (data, copy.read_bytes()):
        (home / "bản sao.db").write_bytes(file)
        opened = sqlite3.connect(home / "bản sao.db")
        assert opened.execute("PRAGMA user_version").fetchone() == (4,)
        assert opened.execute("SELECT count(*) FROM decision").fetchone() == (12,)
        opened.close()


def test_the_folder_is_sound_before_and_after_the_first_run_of_today(home: Path) -> None:
    data = (home / NAME).read_bytes()
    assert check_store(home).is_sound
    assert (home / NAME).read_bytes() == data
    ran(home)
    assert check_store(home).findings == ()


def test_the_workbook_of_today_shows_each_answer_where_it_was_given(home: Path) -> None:
    ran(home)
    book = load_workbook(home / BOOK)
    cells = {str(c.value) for sheet in book for row in sheet.iter_rows() for c in row if c.value}
    for answer in ("Đúng", "Đúng một phần", "Không phải", "Trùng lặp", "15/KH-UBND"):
        assert answer in cells


@pytest.mark.parametrize("kept", [True, False], ids=["with its database", "without it"])
def test_its_database_is_made_again_with_every_answer_that_its_workbook_shows(
    home: Path,
    kept: bool,  # noqa: FBT001
) -> None:
    before = expected(outcomes(home))
    if not kept:
        (home / NAME).unlink()
    rebuilt = rebuild_decisions(home)
    # Of its twelve lines four are about a gap, and said besides whether to write the task in.
    assert (rebuilt.kept, rebuilt.findings) == (16 if kept else 0, ())
    assert standing(home) == STANDS
    ran(home)
    assert standing(home) == STANDS
    kept_tasks = [line for line in outcomes(home) if line in before]
    assert kept_tasks == before


def test_a_folder_of_database_6_keeps_its_answers_and_takes_in_those_of_its_workbook(
    tmp_path: Path,
) -> None:
    with zipfile.ZipFile(FOLDER_6) as packed:
        packed.extractall(tmp_path)
    opened = sqlite3.connect(tmp_path / NAME)
    assert opened.execute("PRAGMA user_version").fetchone() == (6,)
    opened.close()
    before = standing(tmp_path)
    ran(tmp_path)
    # In its workbook one answer was given, and one taken back, after the last run of then.
    given = ("Kiểm tra", "", "other-document", "9/KH-UBND", "", "")
    taken_back = ("Rà soát", "", "done", "", "đã hỏi xã", "Bà Tư")
    assert standing(tmp_path) == before - {taken_back} | {given}
    assert {taken_back, ("Kiểm tra", "", "rewrite", "", "", "")} <= before
    assert (tmp_path / f"{NAME}.ban-6").exists()
    assert check_store(tmp_path).findings == ()
    # Its database lost, the workbook of today gives every answer back, the withdrawal too.
    for path in tmp_path.glob(f"{NAME}*"):
        path.unlink()
    ran(tmp_path)
    assert standing(tmp_path) == before - {taken_back} | {given}


def test_a_folder_of_database_7_keeps_its_answers_and_what_its_plan_says_is_tracked(
    tmp_path: Path,
) -> None:
    with zipfile.ZipFile(FOLDER_7) as packed:
        packed.extractall(tmp_path)
    before = standing(tmp_path)
    done = track_folder(tmp_path, Asked(as_of=date(2026, 11, 20)), AskedTracking(PeriodKind.AD_HOC))
    assert standing(tmp_path) == before
    assert (tmp_path / f"{NAME}.ban-7").exists()
    states = [row.state.progress for row in done.outcome.tracking.of(TrackedKind.UNIT)]
    assert states == ["done", "under-way", "unknown", "not-begun", "recurring"]


def test_what_was_reported_in_a_folder_of_the_eighth_format_stands_and_its_doubtful_row_is_asked(
    tmp_path: Path,
) -> None:
    with zipfile.ZipFile(FOLDER_8) as packed:
        packed.extractall(tmp_path)
    with closing(sqlite3.connect(tmp_path / NAME)) as database:
        told = database.execute("SELECT * FROM status_entry ORDER BY id").fetchall()
        reports = database.execute("SELECT * FROM progress_report ORDER BY id").fetchall()
    before = standing(tmp_path)
    done = track_folder(tmp_path, Asked(as_of=date(2026, 11, 20)), AskedTracking(PeriodKind.MONTH))
    assert (tmp_path / f"{NAME}.ban-8").exists()
    assert standing(tmp_path) == before
    with closing(sqlite3.connect(tmp_path / NAME)) as database:
        assert database.execute("SELECT * FROM status_entry ORDER BY id").fetchall() == told
        now = database.execute("SELECT * FROM progress_report ORDER BY id").fetchall()
    assert (bool(told), bool(reports), now) == (True, True, reports)
    assert [each.row.text for each in done.outcome.doubtful] == ["Họp giao ban hằng tuần"]
    sheet = load_workbook(tmp_path / "outputs/tien-do.xlsx")["Cần rà soát"]
    assert any("Họp giao ban" in str(cell.value) for row in sheet for cell in row)
    assert [path.name for path in (tmp_path / "outputs").glob("tien-do*.xlsx")] == ["tien-do.xlsx"]


def test_a_report_of_an_earlier_release_knows_its_tasks_though_their_issuer_is_called_otherwise(
    tmp_path: Path,
) -> None:
    with zipfile.ZipFile(FOLDER_8) as packed:
        packed.extractall(tmp_path)
    settings = tmp_path / "reconcile.toml"
    named = '[upper]\nname = "Ủy ban nhân dân tỉnh Hà Sơn (mới)"\n'
    settings.write_text(named + settings.read_text("utf-8"), "utf-8")
    done = track_folder(tmp_path, Asked(as_of=date(2026, 12, 20)), AskedTracking(PeriodKind.MONTH))
    before = done.outcome.before
    assert before is not None
    rows = done.outcome.at_closing.rows
    assert [row.task.text for row in rows if row.identity not in before.by_identity()] == []
    assert done.added == 0
