"""Plans with one column for each month or quarter: the last one marked is the deadline."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.styles import PatternFill

from office import document, workbook
from reconcile.config import FileHints
from reconcile.errors import NoTaskTableError
from reconcile.model import Column, DeadlineKind, Plan
from reconcile.normalise import to_plan
from reconcile.read import read_file

TASKS = (
    "Rà soát, lập danh sách hộ cần hỗ trợ chuồng trại",
    "Tổ chức tiêm phòng cho đàn trâu, bò trên địa bàn",
    "Tổng kết, khen thưởng hộ chăn nuôi giỏi",
)
TITLE = ("UBND XÃ SUỐI MƠ", "KẾ HOẠCH PHÁT TRIỂN CHĂN NUÔI NĂM 2026")


def plan(path: Path) -> Plan:
    return to_plan([read_file(path)])


def read(path: Path) -> list[tuple[str, str]]:
    return [(task.text, task.deadline.text) for task in plan(path).tasks]


def drawn(header: Sequence[str], *marks: Sequence[str], title: Sequence[str] = TITLE) -> str:
    rows = [("STT", "Nội dung công việc", "Bộ phận thực hiện", *header)]
    rows += [
        (str(number), text, "Ban Chăn nuôi", *cells)
        for number, (text, cells) in enumerate(zip(TASKS, marks, strict=True), 1)
    ]
    return "\n".join([*(f"| {line} |" for line in title), *(f"| {' | '.join(r)} |" for r in rows)])


def months(*marked: int, mark: str = "x") -> list[str]:
    return [mark if number in marked else "" for number in range(1, 13)]


@pytest.mark.parametrize("mark", ["x", "X", "+", "●", "✓", "ü"])
def test_the_last_month_marked_is_the_deadline_in_the_year_of_the_title(
    tmp_path: Path, mark: str
) -> None:
    cells = (months(2, 3, mark=mark), months(4, 9, mark=mark), months(12, mark=mark))
    path = workbook(tmp_path / "a.xlsx", drawn([f"T{n}" for n in range(1, 13)], *cells))
    dues = ["Tháng 3", "Tháng 9", "Tháng 12"]
    ends = ["31/3/2026", "30/9/2026", "31/12/2026"]
    said = [f"{due} (đến hết {end})" for due, end in zip(dues, ends, strict=True)]
    assert read(path) == list(zip(TASKS, said, strict=True))
    assert {task.deadline.kind for task in plan(path).tasks} == {DeadlineKind.MONTH}
    assert {task.lead for task in plan(path).tasks} == {"Ban Chăn nuôi"}


def test_it_is_said_once_that_the_deadlines_were_worked_out_from_marks(tmp_path: Path) -> None:
    cells = (months(2), months(4), months(12))
    path = workbook(tmp_path / "a.xlsx", drawn([f"T{n}" for n in range(1, 13)], *cells))
    said = [found for found in plan(path).findings if found.code == "column-guessed"]
    assert len(said) == 1
    assert "được đánh dấu sau cùng" in said[0].message
    assert "T1" in said[0].message
    assert "T12" in said[0].message


def test_months_stand_under_a_header_of_their_own_merged_over_them(tmp_path: Path) -> None:
    over = ["Tiến độ thực hiện", *[""] * 11]
    rows = drawn(over, months(5), months(1, 6), months(10, 11), title=TITLE[:1]).splitlines()
    below = " | ".join(["", "", "", *(f"Tháng {n}" for n in range(1, 13))])
    rows.insert(2, f"| {below} |")
    merges = ["A2:A3", "B2:B3", "C2:C3", "D2:O2"]
    path = workbook(tmp_path / "a.xlsx", "\n".join(rows), merges=merges)
    # No year is known: the month stays in words.
    assert [due for _, due in read(path)] == ["Tháng 5", "Tháng 6", "Tháng 11"]


def test_roman_months_and_bare_numbers_count_where_the_header_over_them_says_so(
    tmp_path: Path,
) -> None:
    romans = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"]
    for header in (romans, [str(number) for number in range(1, 13)]):
        over = ["Thời gian thực hiện (tháng)", *[""] * 11]
        rows = drawn(over, months(5), months(1, 6), months(10, 11), title=TITLE).splitlines()
        rows.insert(3, f"| {' | '.join(['', '', '', *header])} |")
        merges = ["A3:A4", "B3:B4", "C3:C4", "D3:O3"]
        path = workbook(tmp_path / "a.xlsx", "\n".join(rows), merges=merges)
        assert [due[:8].strip() for _, due in read(path)] == ["Tháng 5", "Tháng 6", "Tháng 11"]


def test_quarters_below_their_years_name_the_year_that_stands_over_them(tmp_path: Path) -> None:
    over = ["Năm 2026", "", "", "", "Năm 2027", "", "", ""]
    quarters = ["Quý I", "Quý II", "Quý III", "Quý IV"] * 2
    cells = (["x", *[""] * 7], ["", "", "x", "x", *[""] * 4], [*[""] * 5, "x", "", ""])
    rows = drawn(over, *cells, title=TITLE[:1]).splitlines()
    rows.insert(2, f"| {' | '.join(['', '', '', *quarters])} |")
    merges = ["A2:A3", "B2:B3", "C2:C3", "D2:G2", "H2:K2"]
    path = workbook(tmp_path / "a.xlsx", "\n".join(rows), merges=merges)
    assert [due for _, due in read(path)] == ["Quý I/2026", "Quý IV/2026", "Quý II/2027"]
    assert {task.deadline.kind for task in plan(path).tasks} == {DeadlineKind.QUARTER}


def test_months_below_quarters_are_the_columns_and_not_the_quarters(tmp_path: Path) -> None:
    over = ["Thời gian thực hiện", *[""] * 11]
    rows = drawn(over, months(5), months(1, 6), months(10, 11), title=TITLE).splitlines()
    quarters = [text for name in ("I", "II", "III", "IV") for text in (f"Quý {name}", "", "")]
    rows.insert(3, f"| {' | '.join(['', '', '', *quarters])} |")
    rows.insert(4, f"| {' | '.join(['', '', '', *map(str, range(1, 13))])} |")
    merges = ["A3:A5", "B3:B5", "C3:C5", "D3:O3", "D4:F4", "G4:I4", "J4:L4", "M4:O4"]
    path = workbook(tmp_path / "a.xlsx", "\n".join(rows), merges=merges)
    assert [due.split(" (")[0] for _, due in read(path)] == ["Tháng 5", "Tháng 6", "Tháng 11"]


def test_notes_in_the_cells_are_kept_beside_the_month_that_they_stand_in(tmp_path: Path) -> None:
    over = ["Thời gian thực hiện", "", "", ""]
    cells = (
        ["Lập danh sách", "Thẩm định", "", ""],
        ["", "Đợt 1", "", "Đợt 2"],
        ["Thường xuyên", "", "", ""],
    )
    rows = drawn(over, *cells).splitlines()
    rows.insert(3, "| | | | Quý I | Quý II | Quý III | Quý IV |")
    merges = ["A3:A4", "B3:B4", "C3:C4", "D3:G3", "D7:G7"]
    path = workbook(tmp_path / "a.xlsx", "\n".join(rows), merges=merges)
    assert [due for _, due in read(path)] == [
        "Quý II (đến hết 30/6/2026)",
        "Quý IV (đến hết 31/12/2026)",
        "Thường xuyên",
    ]
    assert [task.note for task in plan(path).tasks] == [
        "Quý I: Lập danh sách; Quý II: Thẩm định",
        "Quý II: Đợt 1; Quý IV: Đợt 2",
        "",
    ]


def test_a_bar_merged_over_several_months_ends_with_the_last_of_them(tmp_path: Path) -> None:
    cells = (months(2), months(4), months(7))
    header = [f"T{n}" for n in range(1, 13)]
    merges = ["E4:F4", "G5:L5", "J6:O6"]
    path = workbook(tmp_path / "a.xlsx", drawn(header, *cells), merges=merges)
    assert [due.split(" (")[0] for _, due in read(path)] == ["Tháng 3", "Tháng 9", "Tháng 12"]


def test_a_word_table_with_columns_of_months_is_read(tmp_path: Path) -> None:
    table = """
| TT | Nhiệm vụ | Chủ trì | Tiến độ thực hiện năm 2026 | < | < | < | < | < |
| ^ | ^ | ^ | T7 | T8 | T9 | T10 | T11 | T12 |
| I | Công tác tuyên truyền | < | < | < | < | < | < | < |
| 1 | Phát tin về phòng, chống dịch trên loa của thôn | Phòng Văn hóa - Xã hội | x | x | | | | |
| 2 | In và phát tờ rơi đến từng hộ chăn nuôi | Phòng Kinh tế | | | | x | x | |
"""
    path = document(tmp_path / "a.docx", *TITLE, table)
    tasks = plan(path).tasks
    assert [task.deadline.text.split(" (")[0] for task in tasks] == [
        "Tháng 8/2026",
        "Tháng 11/2026",
    ]
    assert {task.group for task in tasks} == {("I. Công tác tuyên truyền",)}


def test_months_marked_by_colour_alone_leave_the_deadline_empty_and_say_so(tmp_path: Path) -> None:
    cells = (months(), months(), months())
    header = [f"T{n}" for n in range(1, 13)]
    path = workbook(tmp_path / "a.xlsx", drawn(header, *cells))
    book = load_workbook(path)
    for area in ("E4:G4", "H5:L5", "O6:O6"):
        for row in book.worksheets[0][area]:
            for cell in row:
                cell.fill = PatternFill("solid", fgColor="92D050")
    book.save(path)
    assert read(path) == [(text, "") for text in TASKS]
    said = [f.message for f in plan(path).findings if f.code == "column-guessed"]
    assert len(said) == 1
    assert "tô màu" in said[0]


def test_a_table_of_figures_by_month_gives_no_deadlines(tmp_path: Path) -> None:
    over = ["Chỉ tiêu giao", *[""] * 11]
    counts = [str(number * 15) for number in range(1, 13)]
    rows = drawn(over, counts, counts, [f"{n}%" for n in counts]).splitlines()
    rows.insert(3, f"| {' | '.join(['', '', '', *(f'Tháng {n}' for n in range(1, 13))])} |")
    merges = ["A3:A4", "B3:B4", "C3:C4", "D3:O3"]
    path = workbook(tmp_path / "a.xlsx", "\n".join(rows), merges=merges)
    assert all(not due for _, due in read(path))


@pytest.mark.parametrize("over", ["", "Số hộ tiêm phòng", "Kết quả thực hiện"])
def test_months_of_figures_or_results_without_other_columns_make_no_plan(
    tmp_path: Path, over: str
) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["STT", "Nội dung", over, *[None] * 11])
    sheet.append([None, None, *(f"Tháng {n}" for n in range(1, 13))])
    sheet.append([1, "Số trâu, bò được tiêm", *range(10, 130, 10)])
    sheet.append([2, "Số hộ được vay vốn chăn nuôi", *range(20, 140, 10)])
    for area in ("A1:A2", "B1:B2", "C1:N1"):
        sheet.merge_cells(area)
    book.save(tmp_path / "a.xlsx")
    with pytest.raises(NoTaskTableError):
        read_file(tmp_path / "a.xlsx")


def test_a_deadline_column_of_its_own_comes_before_marked_months(tmp_path: Path) -> None:
    header = ["Thời hạn hoàn thành", *(f"T{n}" for n in range(1, 13))]
    cells = (["20/3/2026", *months(2)], ["15/10/2026", *months(4)], ["30/11/2026", *months(12)])
    path = workbook(tmp_path / "a.xlsx", drawn(header, *cells))
    assert [due for _, due in read(path)] == ["20/3/2026", "15/10/2026", "30/11/2026"]


@pytest.mark.parametrize(
    ("named", "due"), [("Thời gian thực hiện (T1 - T12)", "Tháng 9"), ("T1", "x")]
)
def test_the_user_may_name_the_column_of_marks_or_another(
    tmp_path: Path, named: str, due: str
) -> None:
    cells = (months(1, 9), months(1, 9), months(1, 9))
    path = workbook(tmp_path / "a.xlsx", drawn([f"T{n}" for n in range(1, 13)], *cells))
    hints = FileHints(columns={Column.DEADLINE: named})
    tasks = to_plan([read_file(path, hints=hints)]).tasks
    assert {task.deadline.text.split(" (")[0] for task in tasks} == {due}


def test_the_signature_below_marked_months_stays_a_line_of_its_own(tmp_path: Path) -> None:
    rows = drawn([f"T{n}" for n in range(1, 13)], months(2), months(4), months(12))
    foot = "| | Nơi nhận: | | | | TM. ỦY BAN NHÂN DÂN |\n| | - Lưu: VT. | | | | CHỦ TỊCH |"
    path = workbook(tmp_path / "a.xlsx", f"{rows}\n{foot}")
    assert len(read(path)) == 3
    held = [row.text for table in read_file(path).tables for row in table.rows]
    assert any("TM. ỦY BAN NHÂN DÂN" in text for text in held)
