"""From tables to a plan: keys, deadlines, roles, the unit, and what is odd in a table."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook

from office import Shown, document, draw, fill, workbook
from reconcile.model import Column, DeadlineKind, Finding, Plan, Role
from reconcile.normalise import to_plan
from reconcile.read import read_file
from reconcile.vocabulary.units import make_unit

UNIT = make_unit("UBND xã Suối Mơ")
ABOVE = make_unit("UBND tỉnh Núi Xanh")
HEAD = "| STT | Nhiệm vụ | Chủ trì | Phối hợp | Thời hạn |\n"


def plan(tmp_path: Path, drawing: str, *, upper: bool = False, **values: Shown) -> Plan:
    path = workbook(tmp_path / "given.xlsx", drawing, values=values)
    return to_plan([read_file(path)], unit=ABOVE if upper else UNIT, upper=upper)


def said(made: Plan) -> list[tuple[str, int]]:
    return [(finding.code, finding.where.row) for finding in made.findings]


def found(made: Plan, code: str) -> list[Finding]:
    return [finding for finding in made.findings if finding.code == code]


def test_a_task_keeps_its_key_when_it_moves_or_its_citation_is_mended(tmp_path: Path) -> None:
    head = "| STT | Nhiệm vụ | Căn cứ | Thời hạn |\n"
    (before,) = plan(tmp_path, head + "| 1 | Mở lớp  hoá học | 12-TB/TU | 2026 |").tasks
    moved = plan(tmp_path, head + "| 1 | Họp | | |\n| 2 | MỞ lớp hóa học | 13-TB/TU | 2027 |")
    assert moved.tasks[1].key == before.key
    assert len(before.key) == 10


def test_equal_tasks_have_keys_of_their_own_and_another_unit_has_others(tmp_path: Path) -> None:
    drawing = HEAD + "| 1 | Mở lớp | Phòng A | | 2026 |\n| 2 | Mở lớp | Phòng B | | 2027 |"
    first, second = plan(tmp_path, drawing).tasks
    assert second.key == f"{first.key}-2"
    source = read_file(tmp_path / "given.xlsx")
    assert to_plan([source], unit=make_unit("UBND xã Đồi Thông")).tasks[0].key != first.key


def test_what_the_cells_say_is_read(tmp_path: Path) -> None:
    made = plan(
        tmp_path,
        """
        | TT | Nhiệm vụ | Căn cứ | Chủ trì | Phối hợp | Sản phẩm | Thời hạn | Ghi chú |
        | 1. | Mở lớp theo KH 15/KH-UBND | 12-TB/TU | Phòng A | Thôn 1 | Tin | Quý I/2026 | Gấp |
        """,
    )
    (task,) = made.tasks
    assert (task.stt, task.lead, task.support) == ("1", "Phòng A", "Thôn 1")
    assert (task.product, task.note) == ("Tin", "Gấp")
    assert [str(directive) for directive in task.directives] == ["12-TB/TU"]
    assert [str(directive) for directive in task.mentioned] == ["15/KH-UBND"]
    assert task.deadline.latest == dt.date(2026, 3, 31)
    assert str(task.place(Column.LEAD)) == "given.xlsx › Phụ lục › dòng 2 › cột “Chủ trì”"


def test_a_role_comes_from_the_lead_and_support_cells(tmp_path: Path) -> None:
    made = plan(
        tmp_path,
        HEAD
        + "| 1 | Mở lớp | UBND cấp xã | | 2026 |\n| 2 | Họp | Sở A | UBND các xã, phường | 2026 |\n"
        + "| 3 | Lắp mạng tại UBND cấp xã | Sở A | | 2026 |",
        upper=True,
    )
    assert [task.role for task in made] == [Role.LEAD, Role.SUPPORT, Role.NONE]
    assert said(made) == []


def test_a_role_guessed_from_the_text_is_said_once(tmp_path: Path) -> None:
    made = plan(
        tmp_path,
        "| STT | Nhiệm vụ | Thời hạn |\n| 1 | UBND cấp xã mở lớp | 2026 |\n| 2 | Họp | 2026 |",
        upper=True,
    )
    assert made.tasks[0].role is not Role.NONE
    assert said(made) == [("role-guessed", 1)]


def test_numbers_left_out_and_repeated_are_found_until_they_begin_anew(tmp_path: Path) -> None:
    made = plan(
        tmp_path,
        """
        | STT | Nhiệm vụ | Chủ trì | Thời hạn |
        | 1 | Việc một | A | 2026 |
        | 2 | Việc hai | A | 2026 |
        | 2 | Việc ba | A | 2026 |
        | 5 | Việc bốn | A | 2026 |
        | II. Nhóm hai | | | |
        | 1 | Việc năm | A | 2026 |
        | 2 | Việc sáu | A | 2026 |
        """,
    )
    assert said(made) == [("stt-repeated", 4), ("stt-gap", 5)]
    assert "dòng 3" in found(made, "stt-repeated")[0].message
    assert found(made, "stt-gap")[0].task == made.tasks[3].key


def test_a_group_beside_tasks_bears_one_of_their_numbers(tmp_path: Path) -> None:
    made = plan(
        tmp_path,
        """
        | STT | Nhiệm vụ | Chủ trì | Thời hạn |
        | 1 | Nhóm việc đầu | | |
        | 1.1 | Việc một | A | 2026 |
        | 2 | Việc hai | A | 2026 |
        | 3 | Nhóm việc sau | | |
        | 3.1 | Việc ba | A | 2026 |
        | 4 | Việc bốn | A | 2026 |
        | 6 | Việc năm | A | 2026 |
        """,
    )
    assert [task.stt for task in made.tasks] == ["1.1", "2", "3.1", "4", "6"]
    assert said(made) == [("stt-gap", 8)]


def test_groups_that_are_empty_or_bear_a_number_twice_are_found(tmp_path: Path) -> None:
    made = plan(
        tmp_path,
        """
        | STT | Nhiệm vụ | Chủ trì | Thời hạn |
        | I. Nhóm một | | | |
        | I.1 Phần một | | | |
        | 1 | Việc một | A | 2026 |
        | I.1 Phần hai | | | |
        | 2 | Việc hai | A | 2026 |
        | II. Nhóm rỗng | | | |
        | III. Nhóm ba | | | |
        | 3 | Việc ba | A | 2026 |
        """,
    )
    assert said(made) == [("group-repeated", 5), ("group-empty", 7)]


ODD_DATES = {
    "31/11/2025": ["impossible-date"],
    "20/01/201": ["misspelt-date"],
    "20/01/2026": [],
    "Quý I/2026": [],
    "Theo Thông báo số 12-TB/TU ngày 20/1/2026": [],
}


@pytest.mark.parametrize(("text", "codes"), ODD_DATES.items(), ids=ODD_DATES)
def test_odd_dates_are_found(tmp_path: Path, text: str, codes: list[str]) -> None:
    made = plan(tmp_path, HEAD + f"| 1 | Mở lớp | A | B | {text} |")
    assert [finding.code for finding in made.findings] == codes


def test_swapped_days_and_months_are_found_and_mean_no_day(tmp_path: Path) -> None:
    rows = HEAD + "| 1 | Mở lớp | A | B | |\n| 2 | Họp | A | B | 15/12/2026 |"
    made = plan(tmp_path, rows, E2=dt.date(2026, 5, 12))
    (swap,) = found(made, "date-swapped")
    assert "05/12/2026" in swap.message
    assert [task.deadline.latest for task in made] == [None, dt.date(2026, 12, 15)]
    assert made.tasks[0].deadline.kind is DeadlineKind.DAY


def test_dates_with_a_day_above_twelve_are_not_swapped(tmp_path: Path) -> None:
    rows = (
        HEAD + "| 1 | Mở lớp | A | B | |\n| 2 | Họp | A | B | 15/12/2026 |\n| 3 | Thi | A | B | |"
    )
    made = plan(tmp_path, rows, E2=dt.date(2026, 12, 5), E4=dt.date(2026, 5, 31))
    assert said(made) == []


def test_texts_cut_off_or_typed_without_marks_are_found(tmp_path: Path) -> None:
    made = plan(
        tmp_path,
        HEAD
        + "| 1 | Rà soát, cập nhật quy trình nội bộ giải quyết… | A | B | 2026 |\n"
        + "| 2 | Tuyen truyen, pho bien chu ky so | A | B | 2026 |\n"
        + "| 3 | Mua máy in, máy quét, v.v… | A | B | 2026 |",
    )
    assert said(made) == [("text-cut", 2), ("no-diacritics", 3)]


def test_the_unit_is_read_from_the_letterhead_or_else_from_the_name(tmp_path: Path) -> None:
    rows = "| STT | Nhiệm vụ | Chủ trì | Thời hạn |\n| 1 | Mở lớp | A | 2026 |"
    named = workbook(tmp_path / "a.xlsx", "| UBND XÃ SUỐI MƠ |\n" + rows)
    made = to_plan([read_file(named)])
    assert (made.unit.name, said(made)) == ("UBND xã Suối Mơ", [])
    nameless = workbook(tmp_path / "xa-doi-thong.xlsx", rows)
    guessed = to_plan([read_file(nameless)])
    assert said(guessed) == [("unit-guessed", 0)]
    assert "xa-doi-thong.xlsx" in found(guessed, "unit-guessed")[0].fix


def test_several_files_are_one_plan(tmp_path: Path) -> None:
    sources = []
    for name, task in (("a.xlsx", "Mở lớp"), ("b.xlsx", "Họp thôn")):
        sources.append(
            read_file(workbook(tmp_path / name, HEAD + f"| 1 | {task} | A | B | 2026 |"))
        )
    made = to_plan(sources, unit=UNIT)
    assert made.files == ("a.xlsx", "b.xlsx")
    assert [(task.where.file, task.text) for task in made] == [
        ("a.xlsx", "Mở lớp"),
        ("b.xlsx", "Họp thôn"),
    ]


def test_what_was_found_at_reading_is_carried_along_with_the_task(tmp_path: Path) -> None:
    book = Workbook()
    fill(book.worksheets[0], draw(HEAD + "| 1 | Mở lớp | A | B | 2026 |"), hidden=[2])
    book.save(tmp_path / "given.xlsx")
    made = to_plan([read_file(tmp_path / "given.xlsx")], unit=UNIT)
    (hidden,) = made.findings
    assert (hidden.code, hidden.task) == ("hidden-row", made.tasks[0].key)


def dated(tmp_path: Path, dates: Sequence[str]) -> Plan:
    rows = "\n".join(f"| {n} | Việc số {n} | Phòng A | {day} |" for n, day in enumerate(dates, 1))
    path = workbook(tmp_path / "a.xlsx", "| STT | Nhiệm vụ | Chủ trì | Thời hạn |\n" + rows)
    return to_plan([read_file(path)])


@pytest.mark.parametrize("short", [False, True], ids=["2026", "26"])
def test_a_column_that_an_american_program_wrote_is_read_as_it_means(
    tmp_path: Path,
    short: bool,  # noqa: FBT001
) -> None:
    written = ("05/12/2026", "trước 12/31/2026", "6/30/2026", "Quý IV/2026", "05/05/2026")
    made = dated(tmp_path, [day.replace("/2026", "/26") if short else day for day in written])
    read = [task.deadline.text for task in made.tasks]
    assert [*read[:3], read[4]] == ["12/5/2026", "trước 31/12/2026", "30/6/2026", "05/5/2026"]
    assert made.tasks[0].deadline.latest == dt.date(2026, 5, 12)
    assert [f.code for f in made.findings if "date" in f.code] == ["dates-american"]


AMERICAN = ("05/12/2026", "12/31/2026", "6/30/2026")


@pytest.mark.parametrize(
    ("dates", "swapped"),
    [
        ((*AMERICAN, "25/5/2026"), {2: "12/5/2026"}),
        (("05/12/2026", "12/31/2026", "30/6/2026"), {3: "31/12/2026"}),
        (("05/12/2026", "10/11/2026", "25/5/2026"), {}),
        (("05/06/26", "10/08/26", "11/12/26"), {2: "6/5/2026", 3: "8/10/2026", 4: "12/11/2026"}),
        (("05/06/26", "10/08/26"), {}),
        # One is enough where nothing says otherwise: the others may be written as it is.
        (("05/12/2026", "12/31/2026"), {2: "12/5/2026", 3: "31/12/2026"}),
        (("03/04/2026", "Tháng 6/2026", "11/30/2026"), {2: "4/3/2026", 4: "30/11/2026"}),
    ],
)
def test_days_that_may_be_written_either_way_are_told_and_mean_no_day(
    tmp_path: Path, dates: tuple[str, ...], swapped: dict[int, str]
) -> None:
    made = dated(tmp_path, dates)
    told = {each.where.row: each.message for each in found(made, "date-swapped")}
    assert sorted(told) == sorted(swapped)
    assert all(day in told[row] for row, day in swapped.items())
    assert all(task.deadline.latest is None for task in made.tasks if task.where.row in swapped)
    assert not found(made, "impossible-date")


@pytest.mark.parametrize(
    ("typed", "latest"),
    [
        # One of its days says which way the cell is written.
        (("01/9/2026-15/12/2026",), dt.date(2026, 12, 15)),
        (("từ 05/6/2026 đến 20/12/2026",), dt.date(2026, 12, 20)),
        (("10/5/2026 đến hết 28/5/2026",), dt.date(2026, 5, 28)),
        # What looks the same says it of the others: people typed the words, a program the days.
        (("Trước 05/6/2026", "Trước 15/12/2026"), dt.date(2026, 6, 4)),
        (("xong 10/7/2026", "Xong 31/7/2026", "trước 30/6/2026"), dt.date(2026, 7, 10)),
    ],
)
def test_days_that_people_typed_beside_those_of_a_program_are_days_first(
    tmp_path: Path, typed: tuple[str, ...], latest: dt.date
) -> None:
    made = dated(tmp_path, (*typed, "02/15/2026", "09/30/2026", "12/31/2026", "04/05/2026"))
    assert made.tasks[0].deadline.latest == latest
    ends = [task.deadline.latest for task in made.tasks[len(typed) :]]
    assert ends == [dt.date(2026, m, d) for m, d in ((2, 15), (9, 30), (12, 31), (4, 5))]
    assert not found(made, "date-swapped")


def test_what_the_sections_of_a_plan_cite_is_not_the_plan_that_it_carries_out(
    tmp_path: Path,
) -> None:
    path = document(
        tmp_path / "a.docx",
        "UBND XÃ SUỐI MƠ",
        "KẾ HOẠCH",
        "Chuyển đổi số năm 2026",
        "I. MỤC ĐÍCH",
        "- Tiếp tục thực hiện Kế hoạch số 55/KH-UBND ngày 02/01/2020 của UBND huyện.",
        "| STT | Nhiệm vụ | Chủ trì | Thời hạn |\n| 1 | Mở lớp | Phòng A | 2026 |",
        "(Kèm theo Kế hoạch số 12/KH-UBND ngày 05/01/2026 của UBND xã Suối Mơ)",
    )
    made = to_plan([read_file(path)])
    assert (made.carries, made.number) == ("", "12/KH-UBND")


@pytest.mark.parametrize(("number", "party"), [("11-KH/BCĐ", True), ("11/KH-BCĐ", False)])
def test_the_number_of_its_plan_tells_whether_a_steering_committee_is_the_partys(
    number: str, *, party: bool, tmp_path: Path
) -> None:
    drawing = f"""
        | (Kèm theo Kế hoạch số {number} ngày 28/7/2026 của Ban Chỉ đạo tỉnh) |
        | STT | Nhiệm vụ | Chủ trì |
        | 1 | Mở lớp | Sở Nội vụ |
    """
    source = read_file(workbook(tmp_path / "bcd.xlsx", drawing))
    made = to_plan([source], unit=make_unit("Ban Chỉ đạo chuyển đổi số"), upper=True)
    assert (made.number, made.unit.party) == (number, party)


def test_a_body_under_another_in_a_letterhead_is_of_its_province_and_side(tmp_path: Path) -> None:
    drawing = """
        | TỈNH ỦY HÀ SƠN |
        | BAN CHỈ ĐẠO CHUYỂN ĐỔI SỐ |
        | STT | Nhiệm vụ | Chủ trì |
        | 1 | Mở lớp | Sở Nội vụ |
    """
    unit = to_plan([read_file(workbook(tmp_path / "bcd.xlsx", drawing))], upper=True).unit
    assert (unit.name, unit.place, unit.party) == ("Ban Chỉ đạo chuyển đổi số", "Hà Sơn", True)
