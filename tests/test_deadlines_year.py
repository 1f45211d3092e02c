"""Deadlines that name no year, in a plan whose title names the one that it is for."""

import datetime as dt
from pathlib import Path

import pytest

from office import document, workbook
from reconcile.model import DeadlineKind, Plan
from reconcile.normalise import to_plan
from reconcile.read import read_file
from reconcile.vocabulary.deadlines import in_year, read_deadline, year_of_title

DECEMBER = dt.date(2025, 12, 20)
PLAIN = {
    "Quý II": "30/6/2026",
    "Quý I, II": "30/6/2026",
    "Trước 20/12": "19/12/2026",
    "Trước ngày 15 tháng 6": "14/6/2026",
    "Hoàn thành trước 30/6": "29/6/2026",
    "Tháng 9": "30/9/2026",
    "Cuối quý III": "30/9/2026",
    "6 tháng đầu năm": "30/6/2026",
}
WORDS = (
    "25/12 - 05/01", "Tháng 11 đến tháng 2", "Trước 01/01", "T6", "10/10 thôn", "31/2",
    "Từ tháng 3", "Trước mùa lũ tháng 9", "Sau khi có hướng dẫn, tháng 5", "Kỳ họp giữa năm",
)  # fmt: skip


@pytest.mark.parametrize("text", PLAIN)
def test_a_time_without_a_year_is_one_of_the_plans_year(text: str) -> None:
    due = in_year(read_deadline(text), 2026, DECEMBER)
    assert due.text == f"{text} (đến hết {PLAIN[text]})"
    # What is shown says the same when it is read again.
    assert read_deadline(due.text).latest == due.latest


@pytest.mark.parametrize("text", WORDS)
def test_what_may_mean_another_day_stays_words(text: str) -> None:
    assert in_year(read_deadline(text), 2026, DECEMBER) == read_deadline(text)


@pytest.mark.parametrize("text", ["Quý II/2027", "Thường xuyên", "Tháng 9 hằng năm", "15/7/2026"])
def test_what_has_its_year_or_comes_again_is_left_alone(text: str) -> None:
    assert in_year(read_deadline(text), 2026, DECEMBER) == read_deadline(text)


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("Phòng, chống dịch bệnh trên vật nuôi năm 2026", 2026),
        ("Thực hiện Kế hoạch số 5/KH-UBND ngày 25/11/2025 của UBND tỉnh năm 2026", 2026),
        ("Xây dựng nông thôn mới giai đoạn 2026-2030, năm 2026", 0),
        ("Thực hiện nhiệm vụ năm học 2026-2027", 0),
        ("Thực hiện Kế hoạch số 5/KH-UBND ngày 25/11/2025 của UBND tỉnh", 0),
    ],
)
def test_the_year_of_a_plan_is_taken_only_from_a_title_that_names_no_other(
    title: str, year: int
) -> None:
    assert year_of_title(title) == year


def plan(path: Path) -> Plan:
    return to_plan([read_file(path)])


TABLE = """
| STT | Nhiệm vụ | Chủ trì | Thời hạn |
| 1 | Rà soát các hộ chăn nuôi ven suối | Phòng Kinh tế | Quý I |
| 2 | Tiêm phòng đợt hai cho đàn trâu, bò | Trạm Thú y | Trước 15/10 |
"""


def dues(path: Path) -> list[str]:
    return [task.deadline.text for task in plan(path).tasks]


def test_a_plan_of_december_for_the_year_to_come_is_no_plan_of_december(tmp_path: Path) -> None:
    head = ("UBND XÃ SUỐI MƠ", "Suối Mơ, ngày 20 tháng 12 năm 2025", "KẾ HOẠCH")
    title = "Phòng, chống dịch bệnh trên vật nuôi năm 2026"
    path = document(tmp_path / "a.docx", *head, title, TABLE.strip() + "\n")
    assert dues(path) == ["Quý I (đến hết 31/3/2026)", "Trước 15/10 (đến hết 14/10/2026)"]
    assert {task.deadline.kind for task in plan(path).tasks} == {
        DeadlineKind.QUARTER,
        DeadlineKind.DAY,
    }


def test_a_deadline_that_had_passed_on_the_plans_own_day_stays_words(tmp_path: Path) -> None:
    head = ("UBND XÃ SUỐI MƠ", "Suối Mơ, ngày 04 tháng 5 năm 2026", "KẾ HOẠCH")
    title = "Phòng, chống dịch bệnh trên vật nuôi năm 2026"
    path = document(tmp_path / "a.docx", *head, title, TABLE.strip() + "\n")
    assert dues(path) == ["Quý I", "Trước 15/10 (đến hết 14/10/2026)"]


def test_a_plan_whose_title_has_no_year_keeps_its_words(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", f"| UBND XÃ SUỐI MƠ |\n| KẾ HOẠCH CHĂN NUÔI |\n{TABLE}")
    assert dues(path) == ["Quý I", "Trước 15/10"]


def test_a_workbooks_title_names_the_year_as_well(tmp_path: Path) -> None:
    title = "| KẾ HOẠCH PHÒNG, CHỐNG DỊCH BỆNH NĂM 2026 |"
    path = workbook(tmp_path / "a.xlsx", f"| UBND XÃ SUỐI MƠ |\n{title}\n{TABLE}")
    assert dues(path) == ["Quý I (đến hết 31/3/2026)", "Trước 15/10 (đến hết 14/10/2026)"]
