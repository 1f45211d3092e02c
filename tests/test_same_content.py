"""Files with the same content, versions of one plan, the upper plan sent back: counted rightly."""

import os
import shutil
import zipfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from office import document, draw, fill, workbook
from reconcile.run.folder import RunReport, run_folder
from reconcile.run.open_folder import Asked

HEAD = "| STT | Nội dung nhiệm vụ | Cơ quan chủ trì | Thời hạn |"
UPPER = (
    "Lập hồ sơ các hộ kinh doanh ven sông|UBND các xã|30/9/2026",
    "Thay toàn bộ biển báo ở bến đò ngang|UBND các xã|31/10/2026",
    "Dạy bơi cho học sinh tiểu học trong dịp hè|UBND các xã|15/8/2026",
    "Kẻ lại vạch đường ở các chợ đầu mối|UBND các xã|20/7/2026",
)
OWN = (
    "Lập hồ sơ các hộ kinh doanh ven sông|Phòng Kinh tế|15/9/2026",
    "Thay biển báo ở bến Thử|Công an xã|10/10/2026",
    "Mở hai lớp dạy bơi|Phòng Văn hóa - Xã hội|1/8/2026",
)
XA = "UBND XÃ BẾN THỬ"


def drawn(unit: str, tasks: Sequence[str], *above: str) -> str:
    rows = (f"| {n} | {task.replace('|', ' | ')} |" for n, task in enumerate(tasks, 1))
    return "\n".join((f"| {unit} |", *(f"| {line} |" for line in above), HEAD, *rows))


@pytest.fixture
def home(tmp_path: Path) -> Path:
    for part in ("upper", "lower"):
        (tmp_path / "inputs" / part).mkdir(parents=True)
    (tmp_path / "reconcile.toml").write_text("[documents]\nkinds = []\n", "utf-8")
    workbook(tmp_path / "inputs" / "upper" / "tỉnh.xlsx", drawn("UBND TỈNH HÀ SƠN", UPPER))
    return tmp_path


def lower(home: Path, name: str, tasks: Sequence[str] = OWN, unit: str = XA, *above: str) -> Path:
    return workbook(home / "inputs" / "lower" / name, drawn(unit, tasks, *above))


def ran(home: Path) -> RunReport:
    return run_folder(home, Asked(as_of=date(2026, 1, 15)))


def told(report: RunReport, code: str) -> list[tuple[str, str]]:
    every = [*report.findings, *(f for unit in report.units for f in unit.findings)]
    return [(f.where.file, f.message) for f in every if f.code == code]


@pytest.mark.slow
def test_copies_are_counted_once_and_named(home: Path) -> None:
    first = lower(home, "bến thử.xlsx")
    shutil.copy(first, home / "inputs" / "lower" / "bến thử (1).xlsx")
    shutil.copy(first, home / "inputs" / "lower" / "bến thử-MAY-CUA-TU.xlsx")
    with zipfile.ZipFile(home / "inputs" / "lower" / "gói.zip", "w") as packed:
        packed.write(first, "bản gửi lại.xlsx")
    rows = "\n".join(f"| {n} | {t.replace('|', ' | ')} |" for n, t in enumerate(OWN, 1))
    document(home / "inputs" / "lower" / "văn bản.docx", XA, f"{HEAD}\n{rows}")
    report = ran(home)
    assert report.units[0].summary.total == 4
    assert report.units[0].summary.carried + report.units[0].summary.review <= 3
    assert len(told(report, "content-repeated")) == 4
    assert "bến thử" in told(report, "content-repeated")[0][1]
    assert not told(report, "duplicate-task")


def test_of_two_formats_of_one_plan_the_one_that_can_be_marked_is_used(home: Path) -> None:
    lower(home, "kế hoạch của xã Bến Thử, bản trình ký.xlsx")
    rows = [HEAD.replace(" | ", ",").strip("| "), *OWN]
    lines = [f"{n}," * bool(n) + each.replace("|", ",") for n, each in enumerate(rows)]
    (home / "inputs" / "lower" / "a.csv").write_text("\n".join([XA, *lines]), "utf-8")
    report = ran(home)
    assert [file for file, _ in told(report, "content-repeated")] == ["a.csv"]
    assert report.units[0].files == ("kế hoạch của xã Bến Thử, bản trình ký.xlsx",)


def test_two_sheets_that_say_the_same_are_one_plan(home: Path) -> None:
    book = Workbook()
    fill(book.worksheets[0], draw(drawn(XA, OWN)))
    fill(book.create_sheet("bản in"), draw(drawn(XA, OWN)))
    book.save(home / "inputs" / "lower" / "a.xlsx")
    report = ran(home)
    assert len(told(report, "content-repeated")) == 1
    assert not told(report, "duplicate-task")


def test_the_same_tasks_of_two_communes_are_not_repeated(home: Path) -> None:
    book = Workbook()
    book.worksheets[0].title = "Xã Bến Thử"
    fill(book.worksheets[0], draw(drawn(XA, OWN)))
    fill(book.create_sheet("Xã Cồn Cát"), draw(drawn("UBND XÃ CỒN CÁT", OWN)))
    book.save(home / "inputs" / "lower" / "a.xlsx")
    report = ran(home)
    assert len(report.units) == 2
    assert not told(report, "content-repeated")


def test_the_newer_of_two_versions_is_asked_for_with_what_differs(home: Path) -> None:
    older = lower(home, "bến thử.xlsx")
    newer = (OWN[0].replace("15/9", "29/9"), *OWN[1:], "Sơn lại lan can cầu|Tổ Một|1/12/2026")
    later = lower(home, "bến thử sửa.xlsx", newer)
    os.utime(older, (1_700_000_000, 1_700_000_000))
    os.utime(later, (1_700_100_000, 1_700_100_000))
    report = ran(home)
    ((file, said),) = told(report, "plan-versions")
    assert file == "bến thử sửa.xlsx"
    assert "2 nhiệm vụ chỉ có hoặc ghi khác ở tệp này" in said
    assert "“Sơn lại lan can cầu”" in said
    assert not told(report, "duplicate-task")


def test_the_day_in_the_plan_says_more_than_that_of_the_file(home: Path) -> None:
    days = ("Bến Thử, ngày 10 tháng 3 năm 2026", "Bến Thử, ngày 02 tháng 3 năm 2026")
    other = (*OWN[:2], "Trồng tre ven sông|Tổ Hai|1/12/2026")
    later = lower(home, "0.xlsx", OWN, XA, days[0])
    older = lower(home, "1.xlsx", other, XA, days[1])
    os.utime(later, (1_700_000_000, 1_700_000_000))
    os.utime(older, (1_700_100_000, 1_700_100_000))
    ((file, said),) = told(ran(home), "plan-versions")
    assert (file, "ngày ghi trong văn bản muộn hơn" in said) == ("0.xlsx", True)


def test_parts_of_one_plan_are_put_together_as_before(home: Path) -> None:
    lower(home, "phần 1.xlsx", OWN)
    more = ("Trồng tre ven sông|Tổ Hai|1/12/2026", "Dựng cột cờ|Tổ Ba|1/6/2026")
    lower(home, "phần 2.xlsx", more)
    report = ran(home)
    assert told(report, "unit-twice")
    assert not [code for code in ("plan-versions", "content-repeated") if told(report, code)]


@pytest.mark.parametrize("how", ["the same file", "without letterhead", "in Word", "typed anew"])
def test_the_upper_plan_sent_back_has_no_rate_and_one_error(home: Path, how: str) -> None:
    lower(home, "xã cồn cát.xlsx", OWN, "UBND XÃ CỒN CÁT")
    sent = home / "inputs" / "lower" / "UBND xã Bến Thử.xlsx"
    if how == "the same file":
        shutil.copy(home / "inputs" / "upper" / "tỉnh.xlsx", sent)
    elif how == "without letterhead":
        workbook(sent, drawn("PHỤ LỤC", UPPER))
    elif how == "typed anew":
        again = [task.replace("|UBND các xã", ".|") for task in UPPER]
        workbook(sent, drawn("ỦY BAN NHÂN DÂN TỈNH HÀ SƠN", again))
    else:
        rows = "\n".join(f"| {n} | {t.replace('|', ' | ')} |" for n, t in enumerate(UPPER, 1))
        sent = document(sent.with_suffix(".docx"), "UBND TỈNH HÀ SƠN", f"{HEAD}\n{rows}")
    report = ran(home)
    assert [unit.unit.name for unit in report.units] == ["UBND xã Cồn Cát"]
    assert [file for file, _ in told(report, "upper-sent-back")] == [sent.name]


LED_ABOVE = (
    "Lập hồ sơ các hộ kinh doanh ven sông|Sở Công Thương|30/9/2026",
    "Thay toàn bộ biển báo ở bến đò ngang|Sở Xây dựng|31/10/2026",
    "Dạy bơi cho học sinh tiểu học trong dịp hè|Sở Giáo dục và Đào tạo|15/8/2026",
    "Kẻ lại vạch đường ở các chợ đầu mối|UBND các xã|20/7/2026",
)


def above(home: Path, support: str = "UBND các xã") -> str:
    """An upper plan whose tasks are led by offices of the province; its tasks with who helps."""
    rows = "\n".join(
        f"| {n} | {task.replace('|', ' | ')} | {support} |" for n, task in enumerate(LED_ABOVE, 1)
    )
    table = f"{HEAD} Cơ quan phối hợp |\n{rows}"
    workbook(home / "inputs" / "upper" / "tỉnh.xlsx", f"| UBND TỈNH HÀ SƠN |\n{table}")
    return table


@pytest.mark.parametrize("carrier", ["xlsx", "docx"])
def test_the_upper_plan_under_a_communes_letterhead_has_no_rate_and_one_error(
    home: Path, carrier: str
) -> None:
    lower(home, "xã cồn cát.xlsx", OWN, "UBND XÃ CỒN CÁT")
    table = above(home)
    sent = home / "inputs" / "lower" / f"bến thử.{carrier}"
    if carrier == "docx":
        document(sent, XA, table)
    else:
        workbook(sent, f"| {XA} |\n{table}")
    report = ran(home)
    assert [unit.unit.name for unit in report.units] == ["UBND xã Cồn Cát"]
    ((file, said),) = told(report, "upper-sent-back")
    assert (file, "vẫn do cơ quan cấp tỉnh chủ trì" in said) == (sent.name, True)


@pytest.mark.parametrize(
    "own",
    [
        [f"{task.partition('|')[0]}|Phòng Kinh tế|{task.rpartition('|')[2]}" for task in LED_ABOVE],
        [f"{task}|Phòng Kinh tế" for task in LED_ABOVE],
    ],
    ids=["own offices lead", "own offices help"],
)
def test_a_plan_that_copies_word_for_word_and_names_its_own_offices_keeps_its_rate(
    home: Path, own: list[str]
) -> None:
    above(home)
    rows = "\n".join(f"| {n} | {task.replace('|', ' | ')} |" for n, task in enumerate(own, 1))
    head = f"{HEAD} Cơ quan phối hợp |"
    workbook(home / "inputs" / "lower" / "a.xlsx", f"| {XA} |\n{head}\n{rows}")
    report = ran(home)
    assert (report.units[0].summary.carried, told(report, "upper-sent-back")) == (4, [])


def test_a_file_with_the_upper_letterhead_is_the_commune_of_its_name_or_asked_about(
    home: Path,
) -> None:
    lower(home, "xã Bến Thử.xlsx", OWN[1:], "UBND TỈNH HÀ SƠN")
    lower(home, "biểu 3.xlsx", ("Phát quang đường ra đồng|Thôn Thử|1/8/2026",), "UBND TỈNH HÀ SƠN")
    report = ran(home)
    assert {unit.unit.name for unit in report.units} == {"UBND xã Bến Thử", "UBND tỉnh Hà Sơn"}
    assert dict(told(report, "unit-guessed"))["biểu 3.xlsx"].endswith("kế hoạch cấp trên")


def test_a_commune_that_copies_every_word_under_its_own_name_keeps_its_rate(home: Path) -> None:
    lower(home, "a.xlsx", UPPER)
    report = ran(home)
    assert (report.units[0].summary.carried, told(report, "upper-sent-back")) == (4, [])
    # Whom and by when the province asks it says word for word too: that is told on the screen.
    assert [file for file, _ in told(report, "upper-copied")] == ["a.xlsx"]
