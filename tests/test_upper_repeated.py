"""Tables that repeat the upper tasks beside the unit's own: never taken for tasks carried down."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest

from office import document, workbook
from reconcile.config import Config
from reconcile.model import Reconciliation
from reconcile.run.pair import match_files

TASKS = (
    "Xây dựng kho dữ liệu dùng chung về hộ nghèo của tỉnh",
    "Lắp đặt các điểm phát sóng wifi công cộng tại chợ",
    "Tổ chức lớp bồi dưỡng kỹ năng số cho trưởng thôn",
    "Số hóa toàn bộ sổ hộ tịch còn lưu giấy",
    "Kiểm tra an toàn hồ đập, tràn xả lũ trước mùa mưa",
)
OWN = "Mở hai lớp cho trưởng thôn tại nhà văn hóa"


def table(head: str, *rows: str) -> str:
    return "\n".join(f"| {row} |" for row in (head, *rows))


def held(
    tmp_path: Path, head: str, rows: list[str], ending: str = ".xlsx", merges: Iterable[str] = ()
) -> Reconciliation:
    """Hold a commune's table against the upper plan of five tasks."""
    upper = table(
        "STT | Nội dung nhiệm vụ | Cơ quan chủ trì | Thời hạn",
        *(f"{n} | {text} | UBND các xã | 30/{n}/2026" for n, text in enumerate(TASKS, 3)),
    )
    above = workbook(tmp_path / "tinh.xlsx", f"| UBND TỈNH THẠCH LÂM |\n{upper}")
    drawn = table(head, *rows)
    if ending == ".docx":
        path = document(tmp_path / "xa.docx", "UBND XÃ LÚA VÀNG", drawn)
    else:
        path = workbook(tmp_path / "xa.xlsx", f"| UBND XÃ LÚA VÀNG |\n{drawn}", merges=merges)
    return match_files(above, path, Config(), date(2026, 1, 15))


@pytest.mark.parametrize("ending", [".xlsx", ".docx"])
@pytest.mark.parametrize(
    ("upper_header", "own_header"),
    [
        ("Nhiệm vụ UBND tỉnh giao", "Nội dung cụ thể hóa của xã"),
        ("Nội dung nhiệm vụ theo Kế hoạch của tỉnh", "Nhiệm vụ của xã"),
        ("Nhiệm vụ", "Giải pháp thực hiện tại địa phương"),
        ("Công việc", "Nội dung triển khai"),
        ("Yêu cầu của tỉnh", "Xã đã triển khai thế nào"),
        ("Nội dung tỉnh giao", "Phường làm gì"),
        ("Phần giao của UBND tỉnh", "Phần thực hiện của UBND xã"),
        ("Chỉ đạo của tỉnh", "Đơn vị đã làm thế nào"),
        ("Ý kiến chỉ đạo của UBND tỉnh", "Phường đã triển khai ra sao"),
    ],
)
def test_the_units_own_column_counts_and_its_empty_cells_are_missed(
    tmp_path: Path, upper_header: str, own_header: str, ending: str
) -> None:
    rows = [f"{n} | {text} | {OWN if n == 3 else ''} | | " for n, text in enumerate(TASKS, 1)]
    head = f"STT | {upper_header} | {own_header} | Chủ trì | Thời gian"
    result = held(tmp_path, head, rows, ending)
    assert (result.summary.carried, result.summary.missed) == (1, 4)
    assert [task.text for task in result.lower.tasks] == [OWN]
    (told,) = [f for f in result.findings if f.code == "upper-repeated"]
    assert f"“{own_header}”, 4 dòng chưa có nội dung" in told.message


def test_rows_that_are_all_filled_in_are_not_said_to_lack_anything(tmp_path: Path) -> None:
    own = [f"Việc số {n} của xã tại nhà văn hóa" for n in range(7)]
    rows = [f"{n} | {text} | {own[n]}" for n, text in enumerate(TASKS, 1)]
    rows.append(f"6 | | {own[6]}")
    result = held(tmp_path, "STT | Nhiệm vụ UBND tỉnh giao | Nhiệm vụ của xã", rows)
    (told,) = [f for f in result.findings if f.code == "upper-repeated"]
    assert "“Nhiệm vụ của xã”" in told.message
    assert "dòng 8 chỉ có nội dung của đơn vị" in told.message
    assert "chưa có nội dung" not in told.message


@pytest.mark.parametrize("merged", [True, False])
@pytest.mark.parametrize("deadline", ["", "20/6/2026"])
def test_several_own_tasks_beside_one_upper_task_are_all_read(
    tmp_path: Path, deadline: str, *, merged: bool
) -> None:
    second = "Hướng dẫn người dân nộp hồ sơ qua mạng"
    rows = [
        line
        for n, text in enumerate(TASKS, 1)
        for line in (
            f"{n} | {text} | {OWN if n == 3 else ''} | 15/6/2026",
            f" | | {second if n in (3, 4) else ''} | {deadline}",
        )
    ]
    head = "STT | Nhiệm vụ tỉnh giao | Nội dung thực hiện của xã | Thời hạn"
    merges = [f"{c}{3 + 2 * n}:{c}{4 + 2 * n}" for n in range(5) for c in "AB"] if merged else []
    result = held(tmp_path, head, rows, merges=merges)
    said = "\n".join(task.text for task in result.lower.tasks)
    assert said.count(OWN) == 1
    assert said.count(second) == 2
    assert (result.summary.carried, result.summary.missed) == (2, 3)


def test_what_is_directed_beside_an_own_task_is_the_task_that_it_answers(tmp_path: Path) -> None:
    rows = [f"{n} | {text} | {OWN if n == 3 else ''}" for n, text in enumerate(TASKS, 1)]
    result = held(tmp_path, "STT | Chỉ đạo của cấp trên | Nội dung thực hiện của xã", rows)
    assert (result.summary.carried, result.summary.missed) == (1, 4)


def test_a_list_of_upper_tasks_with_what_the_unit_did_counts_what_is_filled_in(
    tmp_path: Path,
) -> None:
    rows = [
        f"{n} | {text} | {('Đã xong', OWN, '', '', '')[n - 1]}" for n, text in enumerate(TASKS, 1)
    ]
    result = held(tmp_path, "STT | Nhiệm vụ cấp trên giao | Kết quả triển khai của xã", rows)
    assert (result.summary.carried, result.summary.missed) == (2, 3)
    assert [task.text for task in result.lower.tasks] == [TASKS[0], OWN]
    assert "upper-repeated" in [f.code for f in result.findings]


def test_a_column_of_texts_that_names_no_own_duty_is_only_told(tmp_path: Path) -> None:
    rows = [f"{n} | {text} | Thôn Bến và thôn Thử | Tổ {n}" for n, text in enumerate(TASKS, 1)]
    result = held(tmp_path, "STT | Nhiệm vụ | Địa bàn triển khai | Chủ trì", rows)
    assert result.summary.carried == 5
    assert [f.code for f in result.findings].count("upper-repeated") == 1


@pytest.mark.parametrize(
    ("head", "more"),
    [
        ("STT | Nhiệm vụ | Chủ trì | Thời hạn", "Phòng Kinh tế | 15/6/2026"),
        ("STT | Nhiệm vụ | Sản phẩm của xã | Ghi chú", "Báo cáo của Phòng Kinh tế | làm ngay"),
        ("STT | Nhiệm vụ | Chủ trì | Mã", "Phòng Kinh tế | NV-01"),
    ],
)
def test_a_sound_plan_that_copies_word_for_word_keeps_its_rate(
    tmp_path: Path, head: str, more: str
) -> None:
    rows = [f"{n} | {text} | {more}" for n, text in enumerate(TASKS, 1)]
    result = held(tmp_path, head, rows)
    assert result.summary.carried == 5
    assert "upper-repeated" not in [f.code for f in result.findings]


def test_a_table_in_the_units_own_words_keeps_its_column(tmp_path: Path) -> None:
    own = ["Họp thôn", TASKS[1], "Trồng cây ven đường", "Dọn kênh", "Sơn lại cầu", "Phát quang"]
    rows = [f"{n} | {text} | Nội dung rất dài về việc ấy | A" for n, text in enumerate(own, 1)]
    result = held(tmp_path, "STT | Nhiệm vụ | Nội dung của xã | Chủ trì", rows)
    assert "upper-repeated" not in [f.code for f in result.findings]
    assert len(result.lower.tasks) == 6


@pytest.mark.parametrize(
    ("upper_header", "own_header"),
    [
        ("Chỉ đạo của tỉnh", "Đơn vị đã làm thế nào"),
        ("Nhiệm vụ tỉnh giao", "Xã đã làm gì"),
        ("Yêu cầu của tỉnh", "Nội dung triển khai của địa phương"),
    ],
)
@pytest.mark.parametrize("more", ["", " | Chủ trì | Thời hạn"], ids=["alone", "with lead"])
@pytest.mark.parametrize("answer", [OWN, "Đã làm"], ids=["in words", "done"])
def test_what_the_unit_left_empty_beside_what_was_asked_is_never_carried(
    tmp_path: Path, upper_header: str, own_header: str, more: str, answer: str
) -> None:
    """Two columns and nothing else, or leads and deadlines as well; long answers and short."""
    rest = " | Phòng Kinh tế | 30/6/2026" if more else ""
    rows = [f"{n} | {text} | {answer if n == 3 else ''}{rest}" for n, text in enumerate(TASKS, 1)]
    result = held(tmp_path, f"STT | {upper_header} | {own_header}{more}", rows)
    assert (result.summary.carried, result.summary.missed) == (1, 4)


@pytest.mark.parametrize("change", ["{}.", "- {}", "3. {}", "{} ;", "{}, báo cáo"])
def test_what_repeats_the_upper_tasks_with_other_marks_repeats_them_all_the_same(
    tmp_path: Path, change: str
) -> None:
    rows = [
        f"{n} | {change.format(text)} | {OWN if n == 3 else ''} | | "
        for n, text in enumerate(TASKS, 1)
    ]
    head = "STT | Nhiệm vụ | Nội dung triển khai của xã | Chủ trì | Thời gian"
    result = held(tmp_path, head, rows)
    assert (result.summary.carried, result.summary.missed) == (1, 4)


def test_headers_that_part_the_level_above_from_the_unit_count_whatever_plan_they_repeat(
    tmp_path: Path,
) -> None:
    rows = [f"{n} | Việc số {n} của một kế hoạch khác | {OWN}" for n in range(1, 6)]
    result = held(tmp_path, "STT | Nhiệm vụ tỉnh giao | Xã triển khai thế nào", rows)
    assert {task.text for task in result.lower.tasks} == {OWN}
    (told,) = [f for f in result.findings if f.code == "upper-repeated"]
    assert "theo tiêu đề" in told.message
