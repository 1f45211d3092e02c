"""People answer, the next run listens: the way back through whole runs on a folder."""

import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from kept import kept
from office import workbook
from reconcile.errors import OutputError
from reconcile.run.folder import RunReport, run_folder
from reconcile.run.open_folder import Asked
from reconcile.run.writing.documents_again import WantedDocuments, report_folder
from reconcile.run.writing.left_open import LeftOpen
from reconcile.store.database import open_database
from reconcile.store.seen import lying

pytestmark = pytest.mark.slow

UPPER = """
| UBND TỈNH HÀ SƠN |
| STT | Nội dung nhiệm vụ | Văn bản giao nhiệm vụ | Thời hạn | Chủ trì |
| 1 | Số hóa hồ sơ hộ tịch còn hiệu lực | Thông báo số 12-TB/TU | 15/12/2026 | UBND cấp xã |
| 2 | Rà soát hộ nghèo, hộ cận nghèo cuối năm | 80/QĐ-UBND | 30/11/2026 | UBND cấp xã |
| 3 | Nạo vét kênh mương nội đồng trước vụ xuân | 81/QĐ-UBND | 30/12/2026 | UBND cấp xã |
"""
LOWER = """
| UBND XÃ AN BÌNH |
| STT | Nội dung nhiệm vụ | Căn cứ | Thời gian hoàn thành | Đơn vị chủ trì |
| 1 | Số hóa hồ sơ hộ tịch còn hiệu lực | Thông báo số 12-TB/TU | 10/12/2026 | Văn phòng |
| 2 | Dọn cỏ, khơi thông các tuyến mương ra đồng | | 20/12/2026 | Phòng Kinh tế |
| 3 | Tổ chức hội khỏe Phù Đổng cấp xã | | 20/12/2026 | Phòng Văn hóa - Xã hội |
"""
OTHERS = """
| UBND XÃ LỘC HÀ |
| STT | Nội dung nhiệm vụ | Căn cứ | Thời gian hoàn thành | Đơn vị chủ trì |
| 1 | Rà soát hộ nghèo, hộ cận nghèo cuối năm | 80/QĐ-UBND | 25/11/2026 | Phòng Kinh tế |
| 2 | Mở lớp xóa mù chữ cho phụ nữ các bản vùng cao | | 20/12/2026 | Phòng Văn hóa - Xã hội |
"""
NO_BLANKS = """
[upper]
plan_number = "186/KH-UBND"
plan_dated = 2026-10-20
[documents]
reporting = "trước ngày 25 hằng tháng"
"""
ONE_DOCUMENT = '[documents]\nkinds = ["ke-hoach"]\n'
"""Half of a run's time goes into documents, and these tests look at the plan alone."""
UNIT = "UBND xã An Bình"
BOOK = f"outputs/review/{UNIT}.xlsx"
TASK, PAIR = "Kết luận về nhiệm vụ", "Kết luận về cặp"
WRITING = "Đưa vào kế hoạch"


def first_run(home: Path, **lowers: str) -> Path:
    """Lay out a working folder with the plans of communes by their files' names, and run once."""

    def make(folder: Path) -> None:
        for part in ("inputs/upper", "inputs/lower"):
            (folder / part).mkdir(parents=True)
        (folder / "reconcile.toml").write_text(ONE_DOCUMENT, "utf-8")
        workbook(folder / "inputs/upper/tinh.xlsx", UPPER)
        for name, drawing in lowers.items():
            workbook(folder / f"inputs/lower/{name}.xlsx", drawing)
        ran(folder)

    return kept(home, ("first run", *lowers.items()), make)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A working folder after its first run."""
    return first_run(tmp_path, xa=LOWER)


def ran(home: Path) -> RunReport:
    return run_folder(home, Asked(as_of=date(2026, 11, 20)))


def outcome(home: Path, text: str) -> dict[str, Any]:
    """What the result file says of the upper task that begins so."""
    result = json.loads((home / f"outputs/result/{UNIT}.json").read_text("utf-8"))
    found: dict[str, Any] = next(t for t in result["upper"]["tasks"] if t["text"].startswith(text))
    return found


def codes(home: Path) -> set[str]:
    result = json.loads((home / f"outputs/result/{UNIT}.json").read_text("utf-8"))
    return {finding["code"] for finding in result["findings"]}


def header(sheet: Worksheet) -> tuple[int, dict[str, int]]:
    """The header row of the sheet of pairs, and its columns by their titles."""
    for row in sheet.iter_rows():
        titles = {str(cell.value): cell.column for cell in row if cell.value}
        if TASK in titles:
            return row[0].row or 0, titles
    raise AssertionError(sheet.title)


def say(path: Path, text: str, **answers: str) -> None:
    """Type answers into the first row that speaks of a task; names are column titles' starts.

    An answer on a pair goes into the first row that shows one.
    """
    book = load_workbook(path, rich_text=True)
    sheet = book["Đối chiếu"]
    top, titles = header(sheet)
    row = next(
        r[0].row
        for r in sheet.iter_rows(min_row=top + 1)
        if any(text in str(cell.value) for cell in r)
        and not ("pair" in answers and any(str(cell.value).endswith("|") for cell in r))
    )
    for name, said in answers.items():
        title = {"task": TASK, "pair": PAIR, "writing": WRITING}.get(name) or next(
            t for t in titles if name in t
        )
        sheet.cell(row or 0, titles[title]).value = said
    book.save(path)


def test_a_task_settled_by_a_person_stays_settled_and_is_told_everywhere(home: Path) -> None:
    say(home / BOOK, "Rà soát hộ nghèo", task="Đã hoàn thành")
    ran(home)
    told = outcome(home, "Rà soát hộ nghèo")
    assert (told["outcome"], told["decided_by"], told["evidence"]) == ("carried", "person", "done")
    again = ran(home)
    assert again.written == 0
    assert outcome(home, "Rà soát hộ nghèo")["decided_by"] == "person"


def test_a_pair_that_a_person_rejects_or_confirms_outranks_the_score(home: Path) -> None:
    assert outcome(home, "Số hóa")["outcome"] == "carried"
    say(home / BOOK, "Số hóa hồ sơ", pair="khong phai")
    ran(home)
    assert outcome(home, "Số hóa")["outcome"] == "review"
    say(home / BOOK, "Số hóa hồ sơ", pair="ĐÚNG")
    ran(home)
    told = outcome(home, "Số hóa")
    assert (told["outcome"], told["decided_by"]) == ("carried", "person")


def test_an_answer_in_one_unit_makes_again_only_what_holds_words_like_it(tmp_path: Path) -> None:
    like = LOWER.replace("AN BÌNH", "CAO MINH").replace("Số hóa hồ sơ", "Lưu hồ sơ")
    home = first_run(tmp_path, xa=LOWER, ban=OTHERS, like=like)
    say(home / BOOK, "Nạo vét", pair="Đúng")
    before = {path: path.stat().st_mtime_ns for path in (home / "outputs").rglob("*.*")}
    ran(home)
    made = {path for path, when in before.items() if path.stat().st_mtime_ns != when}
    of = {name for path in made for name in ("An Bình", "Cao Minh", "Lộc Hà") if name in str(path)}
    assert of == {"An Bình", "Cao Minh"}
    told = (home / "outputs/result/UBND xã Cao Minh.json").read_text("utf-8")
    assert "đã được xác nhận là tương ứng với nhiệm vụ này tại UBND xã An Bình" in told
    assert ran(home).written == 0


def test_an_answer_outside_the_list_is_told_and_its_workbook_is_kept(home: Path) -> None:
    say(home / BOOK, "Rà soát hộ nghèo", task="để hỏi lại")
    before = (home / BOOK).read_bytes()
    ran(home)
    assert "unknown-answer" in codes(home)
    assert (home / BOOK).read_bytes() == before
    ran(home)
    assert "unknown-answer" in codes(home)
    say(home / BOOK, "Rà soát hộ nghèo", task="Chưa cụ thể hóa")
    ran(home)
    assert "unknown-answer" not in codes(home)
    assert outcome(home, "Rà soát hộ nghèo")["decided_by"] == "person"


def test_a_workbook_renamed_by_mail_is_read_too(home: Path) -> None:
    copy = home / f"outputs/review/{UNIT} (2).xlsx"
    shutil.copy(home / BOOK, copy)
    say(copy, "Rà soát hộ nghèo", task="Không thuộc trách nhiệm")
    ran(home)
    assert outcome(home, "Rà soát hộ nghèo")["role"] == "none"


def test_two_people_who_disagree_are_both_shown_and_neither_is_preferred(home: Path) -> None:
    copy = home / f"outputs/review/{UNIT} - ban sua.xlsx"
    shutil.copy(home / BOOK, copy)
    say(home / BOOK, "Rà soát hộ nghèo", task="Đã hoàn thành")
    say(copy, "Rà soát hộ nghèo", task="Chưa cụ thể hóa")
    ran(home)
    assert "contradicting-answers" in codes(home)


def test_the_first_answer_stands_when_a_second_reviewer_says_otherwise_later(home: Path) -> None:
    copy = home / f"outputs/review/{UNIT} - ban sua.xlsx"
    shutil.copy(home / BOOK, copy)
    say(home / BOOK, "Rà soát hộ nghèo", task="Đã hoàn thành")
    ran(home)
    say(copy, "Rà soát hộ nghèo", task="Chưa cụ thể hóa")
    ran(home)
    assert "contradicting-answers" in codes(home)
    assert outcome(home, "Rà soát hộ nghèo")["evidence"] == "done"


def test_an_answer_follows_its_task_to_another_row_and_is_not_asked_again(home: Path) -> None:
    say(home / BOOK, "Rà soát hộ nghèo", task="Đã hoàn thành")
    ran(home)
    lines = UPPER.strip().splitlines()
    moved = [*lines[:2], lines[4], lines[2], lines[3]]
    workbook(home / "inputs/upper/tinh.xlsx", "\n".join(moved))
    ran(home)
    assert outcome(home, "Rà soát hộ nghèo")["evidence"] == "done"


def test_an_answer_on_a_task_that_was_dropped_is_told_and_not_forgotten(home: Path) -> None:
    say(home / BOOK, "Rà soát hộ nghèo", task="Đã hoàn thành")
    ran(home)
    workbook(
        home / "inputs/upper/tinh.xlsx",
        "\n".join(line for line in UPPER.splitlines() if "Rà soát hộ nghèo" not in line),
    )
    ran(home)
    assert "stale-decision" in codes(home)
    workbook(home / "inputs/upper/tinh.xlsx", UPPER)
    ran(home)
    assert outcome(home, "Rà soát hộ nghèo")["evidence"] == "done"


def test_what_changed_since_the_last_run_is_told(home: Path) -> None:
    workbook(
        home / "inputs/lower/xa.xlsx", LOWER.replace("Số hóa hồ sơ hộ tịch còn hiệu lực", "Họp")
    )
    ran(home)
    result = json.loads((home / f"outputs/result/{UNIT}.json").read_text("utf-8"))
    about = outcome(home, "Số hóa")["id"]
    assert [c["kind"] for c in result["changes"] if c["task"] == about] == ["dropped"]


def test_an_open_workbook_stops_the_run_before_anything_is_replaced(home: Path) -> None:
    say(home / BOOK, "Rà soát hộ nghèo", task="Đã hoàn thành")
    (home / f"outputs/review/~${UNIT}.xlsx").write_bytes(b"owner")
    before = {p: p.read_bytes() for p in (home / "outputs").rglob("*") if p.is_file()}
    with pytest.raises(OutputError, match="đang được mở"):
        ran(home)
    assert {p: p.read_bytes() for p in (home / "outputs").rglob("*") if p.is_file()} == before


def test_columns_that_a_person_added_are_never_lost(home: Path) -> None:
    book = load_workbook(home / BOOK, rich_text=True)
    sheet = book["Đối chiếu"]
    top, titles = header(sheet)
    sheet.cell(top, max(titles.values()) + 2).value = "Ý kiến của lãnh đạo"
    sheet.cell(top + 1, max(titles.values()) + 2).value = "Giao lại Phòng Kinh tế"
    book.save(home / BOOK)
    kept = (home / BOOK).read_bytes()
    workbook(home / "inputs/lower/xa.xlsx", LOWER.replace("10/12/2026", "09/12/2026"))
    report = ran(home)
    assert (home / BOOK).read_bytes() == kept
    assert "output-edited" in {finding.code for finding in report.findings}


def test_a_task_that_a_person_calls_missed_is_written_into_the_plan_for_good(home: Path) -> None:
    """The draft's proposals wait for a person; her word makes the plan final.

    That the plan lacks the task is one word, and that it is to be written in is another.
    """
    (home / "reconcile.toml").write_text(NO_BLANKS, "utf-8")
    plan = home / f"outputs/{UNIT}/du-lieu/ke-hoach.json"
    waits = [
        row for row in json.loads(plan.read_text("utf-8"))["phu_luc"]["dong"] if row["de_xuat"]
    ]
    assert [row["noi_dung"][:7] for row in waits] == ["Rà soát"]
    asked = Asked(as_of=date(2026, 11, 20))
    final = WantedDocuments(final=True)
    assert report_folder(home, asked, final).left == (LeftOpen(UNIT, proposals=1, review=1),)
    say(home / BOOK, "Nạo vét kênh mương", task="Đã hoàn thành")
    say(home / BOOK, "Rà soát hộ nghèo", task="Chưa cụ thể hóa")
    assert report_folder(home, asked, final).left == (LeftOpen(UNIT, proposals=1),)
    say(home / BOOK, "Rà soát hộ nghèo", writing="Đồng ý")
    reported = report_folder(home, asked, final)
    assert reported.left == ()
    rows = json.loads(plan.read_text("utf-8"))["phu_luc"]["dong"]
    assert [row for row in rows if row["de_xuat"]] == []
    assert any(row["noi_dung"].startswith("Rà soát hộ nghèo") for row in rows)


def test_answers_outlive_a_lost_database(home: Path) -> None:
    say(home / BOOK, "Rà soát hộ nghèo", task="Đã hoàn thành")
    ran(home)
    for left in home.glob("reconcile.db*"):
        left.unlink()
    ran(home)
    assert outcome(home, "Rà soát hộ nghèo")["evidence"] == "done"
    ran(home)
    assert outcome(home, "Rà soát hộ nghèo")["evidence"] == "done"


def test_a_workbook_of_a_run_that_died_behind_it_is_known_to_the_next_one(home: Path) -> None:
    with open_database(home) as database:
        known = lying(database)
        database.execute("DELETE FROM workbook")
        database.execute("DELETE FROM cache WHERE kind IN ('drafts', 'outcome')")
    assert ran(home).written == 0
    with open_database(home) as database:
        assert lying(database) == known


def test_a_note_without_an_answer_stays_from_run_to_run(home: Path) -> None:
    say(home / BOOK, "Rà soát hộ nghèo", Ghi="hỏi lại Phòng Kinh tế")
    ran(home)
    ran(home)
    book = load_workbook(home / BOOK)
    said = {cell.value for row in book["Đối chiếu"].iter_rows() for cell in row}
    assert "hỏi lại Phòng Kinh tế" in said
    assert ran(home).written == 0


def test_a_file_that_no_reader_can_open_is_told_and_not_passed_over(home: Path) -> None:
    (home / "outputs/review/UBND xã An Bình.ods").write_bytes(b"PK of another program")
    told = [(f.code, f.where.file) for f in ran(home).findings]
    assert told == [("unreadable", "outputs/review/UBND xã An Bình.ods")]


def test_what_a_draft_proposes_is_listed_for_the_reviewer(home: Path) -> None:
    told = [
        str(cell.value)
        for row in load_workbook(home / BOOK)["Đối chiếu"].iter_rows()
        for cell in row
        if "Dự thảo kế hoạch đề xuất" in str(cell.value)
    ]
    assert len(told) == 1
    assert "cơ quan chủ trì:" in told[0]
    assert "thời hạn hoàn thành:" in told[0]
