"""Whatever comes back into outputs/review is read or named, whatever program saved it."""

import csv
import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment

from by_path import read_answers
from office import workbook
from reconcile.model import Verdict
from reconcile.run.folder import RunReport
from reconcile.store.database import open_database
from reconcile.store.decisions import history
from reconcile.vocabulary.terms import term
from reviewing import Desk, through_libreoffice
from test_run_reviews import BOOK, LOWER, PAIR, TASK, UNIT, home, outcome, ran, say

__all__ = ["home"]

LEDGER = term("review_sheet", "ledger")
PAIRS = term("review_sheet", "pairs")
REVIEW_1 = Path(__file__).parent / "upgrades" / "review-1.xlsx"


def verdicts(home: Path) -> list[str]:
    """What the log says, in the order of its growth."""
    with open_database(home) as database:
        return [each.verdict.value for each in history(database)]


def told(report: RunReport, home: Path) -> list[tuple[str, str, str]]:
    """Code, file and message of what is said about files in outputs/review."""
    found = list(report.findings)
    result = (home / f"outputs/result/{UNIT}.json").read_text("utf-8")
    said = [
        (f["code"], f["file"].removeprefix("outputs/review/"), f["message"])
        for f in json.loads(result)["findings"]
        if f["file"].startswith("outputs/review/")
    ]
    return said + [
        (f.code, f.where.file.removeprefix("outputs/review/"), f.message)
        for f in found
        if f.where.file.startswith("outputs/review/")
    ]


def without_ledger(path: Path) -> None:
    """Lose the hidden sheet, as a copy of the visible ones does."""
    book = load_workbook(path, rich_text=True)
    del book[LEDGER]
    book.save(path)


def only_the_sheet(path: Path, out: Path, *, keys: bool = True, head: bool = True) -> None:
    """Copy the values of one sheet into a workbook of its own."""
    book, copy = load_workbook(path), Workbook()
    sheet: Any = copy.active
    sheet.title = "Trang1"
    for number, row in enumerate(book[PAIRS].iter_rows(values_only=True), start=1):
        values = row if keys else row[:-1]
        if head or number > 3:
            sheet.append(values)
    copy.save(out)


# ---- formats ------------------------------------------------------------------------------------


def test_a_workbook_of_format_1_says_what_it_said(tmp_path: Path) -> None:
    path = tmp_path / "UBND xã An Bình.xlsx"
    shutil.copy(REVIEW_1, path)
    review = read_answers(path)
    assert review is not None
    given = [
        (d.verdict, d.upper_text[:7], d.lower_text[:7], d.note, d.person) for d in review.decisions
    ]
    assert given == [
        (Verdict.YES, "Nạo vét", "Dọn cỏ,", "", ""),
        (Verdict.DONE, "Rà soát", "", "", "Bà Tư"),
        (Verdict.PARTLY, "Số hóa ", "Số hóa ", "thiếu bản giấy", ""),
        (Verdict.OWN, "", "Tổ chức", "", ""),
    ]
    assert (review.findings, review.foreign) == ((), ())
    assert review.is_replaceable


@pytest.mark.parametrize(("column", "row"), [(14, 6), (7, 4), (16, 40)])
def test_an_answer_outside_the_table_of_a_workbook_of_format_1_is_quoted(
    tmp_path: Path, column: int, row: int
) -> None:
    path = tmp_path / "phieu.xlsx"
    book = load_workbook(REVIEW_1, rich_text=True)
    book[PAIRS].cell(row, column).value = "Chưa cụ thể hóa"
    book.save(path)
    review = read_answers(path)
    assert review is not None
    assert not review.is_replaceable
    assert [f.code for f in review.findings] == ["unread-answers"]


def underline_of_another_suite(path: Path) -> None:
    """Write an underline in a way that openpyxl refuses."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    styles = parts["xl/styles.xml"]
    parts["xl/styles.xml"] = styles.replace(b"<font>", b'<font><u val="1"/>', 1)
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def comment(path: Path) -> None:
    """Write a comment, which only the reader that looks at everything can read."""
    book = load_workbook(path, rich_text=True)
    book[PAIRS]["A1"].comment = Comment("xem lại", "Lan")
    book.save(path)


def test_a_look_that_one_reader_refuses_costs_nothing_where_cells_say_everything(
    home: Path,
) -> None:
    say(home / BOOK, "Rà soát hộ nghèo", task="Đã hoàn thành")
    underline_of_another_suite(home / BOOK)
    report = ran(home)
    assert verdicts(home) == ["done"]
    assert not {"not-checkable", "output-edited"} & {code for code, *_ in told(report, home)}


def test_a_look_that_one_reader_refuses_costs_no_answer_and_its_workbook_is_kept(
    home: Path,
) -> None:
    say(home / BOOK, "Rà soát hộ nghèo", task="Đã hoàn thành")
    comment(home / BOOK)
    underline_of_another_suite(home / BOOK)
    kept = (home / BOOK).read_bytes()
    report = ran(home)
    assert verdicts(home) == ["done"]
    assert (home / BOOK).read_bytes() == kept
    assert {"not-checkable", "output-edited"} <= {code for code, *_ in told(report, home)}


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["ods", "xls"])
def test_answers_saved_as_another_kind_of_workbook_are_read(
    home: Path, soffice: str, tmp_path: Path, kind: str
) -> None:
    say(home / BOOK, "Rà soát hộ nghèo", task="Đã hoàn thành")
    out = home / "outputs/review"
    saved = through_libreoffice(home / BOOK, soffice, tmp_path / "profile", kind)
    shutil.copy(saved, out / f"phieu tra loi.{kind}")
    (home / BOOK).unlink()
    ran(home)
    assert verdicts(home) == ["done"]


# ---- files --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["Phòng VHXH/phieu.xlsx", "phieu", "phieu.XLSM", "a/b/c.xlsx"])
def test_a_workbook_is_read_in_a_folder_and_under_any_name(home: Path, name: str) -> None:
    copy = home / "outputs/review" / name
    copy.parent.mkdir(parents=True, exist_ok=True)
    book = home / BOOK
    say(book, "Rà soát hộ nghèo", task="Đã hoàn thành")
    shutil.move(book, copy)
    report = ran(home)
    assert verdicts(home) == ["done"]
    assert copy.exists()
    assert [t for t in told(report, home) if t[0] != "output-edited"] == []


@pytest.mark.parametrize("name", ["y kien.docx", "y kien.pdf", "anh.png", "goi.zip", "Bê/thu.msg"])
def test_a_file_that_holds_no_table_is_named(home: Path, name: str) -> None:
    path = home / "outputs/review" / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"PK\x03\x04 something")
    assert [(code, file) for code, file, _ in told(ran(home), home)] == [("unread-answers", name)]


@pytest.mark.parametrize(
    "name",
    [
        "Thumbs.db",
        "desktop.ini",
        "A1B2.tmp",
        ".DS_Store",
        "._phieu.xlsx",
        ".~lock.phieu.xlsx#",
        "~WRL0001.tmp",
        "Icon\r",
        "__MACOSX/phieu.xlsx",
        "phieu.xlsx.crdownload",
        "AutoRecovery save of phieu.asd",
        "Backup of phieu.xlk",
        "phieu.xlsx.downloading",
        "phieu.xlsx~",
        "$RECYCLE.BIN/phieu.xlsx",
    ],
)
def test_what_systems_and_office_leave_behind_is_passed_over(home: Path, name: str) -> None:
    path = home / "outputs/review" / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"left behind")
    assert told(ran(home), home) == []


# ---- without the hidden sheet -------------------------------------------------------------------


def test_without_the_hidden_sheet_answers_count_by_the_column_of_keys(home: Path) -> None:
    copy = home / "outputs/review/tra loi.xlsx"
    say(home / BOOK, "Rà soát hộ nghèo", task="Đã hoàn thành", Ghi="đã họp", Người="Bà Tư")
    only_the_sheet(home / BOOK, copy)
    (home / BOOK).unlink()
    ran(home)
    with open_database(home) as database:
        (given,) = history(database)
    assert (given.verdict, given.note, given.person) == (Verdict.DONE, "đã họp", "Bà Tư")
    assert given.upper_text.startswith("Rà soát hộ nghèo")
    assert given.where.file == "outputs/review/tra loi.xlsx"
    ran(home)
    assert verdicts(home) == ["done"]


def test_a_unit_workbook_that_lost_its_hidden_sheet_is_read_and_kept(home: Path) -> None:
    say(home / BOOK, "Số hóa hồ sơ", pair="Không phải")
    without_ledger(home / BOOK)
    kept = (home / BOOK).read_bytes()
    ran(home)
    assert verdicts(home) == ["no"]
    assert (home / BOOK).read_bytes() == kept


def test_a_comment_in_a_workbook_that_lost_its_hidden_sheet_is_quoted_too(home: Path) -> None:
    desk = Desk(home / BOOK)
    desk.sheet.cell(desk.header() + 1, desk.column(PAIR)).comment = Comment("Đúng nhé", "Lan")
    desk.save()
    without_ledger(home / BOOK)
    said = [text for code, _, text in told(ran(home), home) if code == "unread-answers"]
    assert ["“Đúng nhé”" in text for text in said] == [True]


def test_answers_saved_as_a_csv_file_count_by_their_keys(home: Path) -> None:
    say(home / BOOK, "Rà soát hộ nghèo", task="Đã hoàn thành")
    rows = load_workbook(home / BOOK)[PAIRS].iter_rows(values_only=True)
    out = home / "outputs/review/tra loi.csv"
    with out.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=";").writerows(rows)
    (home / BOOK).unlink()
    ran(home)
    assert verdicts(home) == ["done"]


def other_text(sheet: Any, row: int, titles: dict[str, int]) -> None:
    sheet.cell(row, titles["Nhiệm vụ tỉnh giao"]).value = "2. Số hóa hồ sơ hộ tịch còn hiệu lực"


def no_key(sheet: Any, row: int, titles: dict[str, int]) -> None:
    sheet.cell(row, titles["Mã dòng"]).value = None


@pytest.mark.parametrize("work", [other_text, no_key])
def test_where_key_and_text_disagree_the_answer_is_quoted_to_be_confirmed(
    home: Path, work: Callable[[Any, int, dict[str, int]], None]
) -> None:
    copy = home / "outputs/review/tra loi.xlsx"
    say(home / BOOK, "Rà soát hộ nghèo", task="Đã hoàn thành")
    only_the_sheet(home / BOOK, copy)
    (home / BOOK).unlink()
    book = load_workbook(copy)
    sheet: Any = book.active
    titles = {str(c.value): c.column for row in sheet.iter_rows() for c in row if c.value}
    answered = next(c.row for row in sheet.iter_rows() for c in row if c.value == "Đã hoàn thành")
    work(sheet, answered, titles)
    book.save(copy)
    report = ran(home)
    assert verdicts(home) == []
    (said,) = [t for t in told(report, home) if t[0] == "unread-answers"]
    assert "Đã hoàn thành" in said[2]
    assert copy.exists()


def test_without_keys_answers_beside_texts_are_quoted_to_be_confirmed(home: Path) -> None:
    copy = home / "outputs/review/UBND xã An Bình tra loi.xlsx"
    say(home / BOOK, "Rà soát hộ nghèo", task="Đã hoàn thành")
    only_the_sheet(home / BOOK, copy, keys=False, head=False)
    (home / BOOK).unlink()
    report = ran(home)
    assert verdicts(home) == []
    said = [t for t in told(report, home) if t[0] == "unread-answers"]
    assert len(said) == 1
    assert "Rà soát hộ nghèo" in said[0][2]


def test_a_list_of_her_own_beside_texts_is_quoted_too(home: Path) -> None:
    book = Workbook()
    sheet: Any = book.active
    sheet.append(["Rà soát hộ nghèo, hộ cận nghèo cuối năm", "Đã hoàn thành"])
    sheet.append(["Nạo vét kênh mương nội đồng trước vụ xuân", "để xem"])
    book.save(home / "outputs/review/xã An Bình.xlsx")
    said = [t for t in told(ran(home), home) if t[0] == "unread-answers"]
    assert [("Rà soát hộ nghèo" in t[2], "Đã hoàn thành" in t[2]) for t in said] == [(True, True)]


@pytest.mark.parametrize("name", ["danh sach.xlsx", "xã An Bình danh sach.xlsx"])
def test_a_workbook_from_which_nothing_can_be_taken_is_an_error_that_names_it(
    home: Path, name: str
) -> None:
    book = Workbook()
    sheet: Any = book.active
    sheet["A1"] = "Danh sách họp"
    book.save(home / "outputs/review" / name)
    assert [(code, file) for code, file, _ in told(ran(home), home)] == [("unread-answers", name)]


def test_an_answer_taken_back_since_is_not_brought_back_by_a_copy_without_the_hidden_sheet(
    home: Path,
) -> None:
    say(home / BOOK, "Rà soát hộ nghèo", task="Đã hoàn thành")
    only_the_sheet(home / BOOK, home / "outputs/review/ban cu.xlsx")
    ran(home)
    desk = Desk(home / BOOK)
    key = next(str(row[-1]) for row in desk.rows() if "Đã hoàn thành" in row)
    desk.write(key, {TASK: None}).save()
    ran(home)
    assert verdicts(home)[-1] == "withdrawn"
    ran(home)
    assert verdicts(home)[-1] == "withdrawn"


# ---- from run to run ----------------------------------------------------------------------------


def test_a_note_never_grows_by_itself_beside_a_kept_workbook(home: Path) -> None:
    say(home / BOOK, "Rà soát hộ nghèo", Ghi="hỏi lại anh Ba")
    book = load_workbook(home / BOOK, rich_text=True)
    book[PAIRS]["C6"].comment = Comment("xem", "An")
    book.save(home / BOOK)
    ran(home)
    new = home / f"outputs/review/{UNIT} (bản mới).xlsx"
    say(new, "Rà soát hộ nghèo", Ghi="đã hỏi")
    ran(home)
    first = new.read_bytes()
    for _ in range(2):
        report = ran(home)
        assert report.failures == ()
        assert new.read_bytes() == first
    notes = [c.value for row in load_workbook(new)[PAIRS].iter_rows() for c in row if c.value]
    assert len([n for n in notes if "đã hỏi" in str(n)]) == 1


def reworded(home: Path) -> None:
    workbook(home / "inputs/lower/xa.xlsx", LOWER.replace("cấp xã |", "cấp xã năm 2026 |"))


def test_a_note_on_a_lower_task_outlives_the_rewording_of_the_task(home: Path) -> None:
    own = term("review_sheet", "lowers")
    desk = Desk(home / BOOK, own)
    key = next(str(row[-1]) for row in desk.rows() if "hội khỏe" in str(row[2]))
    desk.write(key, {"Ghi chú": "chờ Phòng Văn hóa"}).save()
    reworded(home)
    for _ in range(2):
        ran(home)
        rows = Desk(home / BOOK, own).rows()
        assert [r[2] for r in rows if "chờ Phòng Văn hóa" in r] == [
            "Tổ chức hội khỏe Phù Đổng cấp xã năm 2026"
        ]


def test_a_note_whose_task_is_gone_is_told_and_comes_back_with_the_task(home: Path) -> None:
    own = term("review_sheet", "lowers")
    desk = Desk(home / BOOK, own)
    key = next(str(row[-1]) for row in desk.rows() if "hội khỏe" in str(row[2]))
    desk.write(key, {"Ghi chú": "chờ Phòng Văn hóa"}).save()
    gone = "\n".join(line for line in LOWER.splitlines() if "hội khỏe" not in line)
    workbook(home / "inputs/lower/xa.xlsx", gone)
    for _ in range(2):
        said = [m for code, _, m in told(ran(home), home) if code == "stale-decision"]
        assert len(said) == 1
        assert "chờ Phòng Văn hóa" in said[0]
    say(home / BOOK, "Rà soát hộ nghèo", task="Đã hoàn thành")
    ran(home)
    workbook(home / "inputs/lower/xa.xlsx", LOWER)
    ran(home)
    assert any("chờ Phòng Văn hóa" in row for row in Desk(home / BOOK, own).rows())


def test_an_answer_on_a_lower_task_is_asked_again_when_the_task_is_reworded(home: Path) -> None:
    own = term("review_sheet", "lowers")
    desk = Desk(home / BOOK, own)
    key = next(str(row[-1]) for row in desk.rows() if "hội khỏe" in str(row[2]))
    desk.write(key, {"Kết luận": "Trùng lặp", "Ghi chú": "với dòng 5"}).save()
    ran(home)
    reworded(home)
    ran(home)
    (row,) = [row for row in Desk(home / BOOK, own).rows() if "hội khỏe" in str(row[2])]
    kind = next(str(cell) for cell in row if "Ý kiến trước" in str(cell))
    assert "“Trùng lặp”" in kind
    assert "với dòng 5" in kind
    assert "Trùng lặp" not in row


def test_a_name_typed_a_day_later_is_in_the_log_and_in_the_workbook(home: Path) -> None:
    say(home / BOOK, "Số hóa hồ sơ", pair="Đúng")
    ran(home)
    say(home / BOOK, "Số hóa hồ sơ", Người="Nguyễn Văn An")
    ran(home)
    with open_database(home) as database:
        assert [each.person for each in history(database)] == ["", "Nguyễn Văn An"]
    assert any("Nguyễn Văn An" in row for row in Desk(home / BOOK).rows())
    assert ran(home).written == 0


def test_the_outcome_heeds_an_answer_read_without_the_hidden_sheet(home: Path) -> None:
    say(home / BOOK, "Rà soát hộ nghèo", task="Đã hoàn thành")
    without_ledger(home / BOOK)
    ran(home)
    assert outcome(home, "Rà soát hộ nghèo")["evidence"] == "done"
    assert PAIR in str(Desk(home / BOOK).sheet.cell(5, 7).value)
