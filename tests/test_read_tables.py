"""Task tables of every shape, by example: which rows are tasks, which are not, and why."""

import datetime as dt
from collections import Counter
from pathlib import Path

import pytest
from openpyxl import Workbook

from office import draw, fill, workbook
from reconcile.config import FileHints
from reconcile.errors import NoTaskTableError
from reconcile.model import Column, RowKind, Source
from reconcile.read import read_file

LONG = "Rà soát, cập nhật quy trình nội bộ giải quyết thủ tục hành chính"


def kinds(source: Source) -> list[str]:
    """Each row as its number and kind, the text of tasks after it."""
    return [
        f"{row.number} {row.kind}" + (f" {row.says(Column.TASK)}" if row.cells else "")
        for table in source.tables
        for row in table.rows
    ]


def texts(source: Source, column: Column = Column.TASK) -> list[str]:
    """What the tasks say in a column."""
    rows = (row for table in source.tables for row in table.rows)
    return [row.says(column) for row in rows if row.kind is RowKind.TASK]


def groups(source: Source) -> list[tuple[str, ...]]:
    """The group path of each task."""
    rows = (row for table in source.tables for row in table.rows)
    return [row.group for row in rows if row.kind is RowKind.TASK]


def codes(source: Source) -> Counter[str]:
    """How often each code was found."""
    found = [*source.findings, *(f for table in source.tables for f in table.findings)]
    return Counter(finding.code for finding in found)


def test_the_header_is_found_by_meaning_below_a_letterhead(book: Path) -> None:
    """
    | UBND XÃ SUỐI MƠ      |                        |            |                 |
    | PHỤ LỤC              |                        |            |                 |
    |                      |                        |            |                 |
    | Thời hạn¶(Trung ương giao) | Sở, ngành chủ trì tham mưu | NỘI DUNG  NHIỆM VỤ: | Số TT |
    | Quý I/2026           | Phòng Kinh tế          | Mở lớp     | 1               |
    """
    source = read_file(book)
    assert kinds(source) == ["4 context", "5 task Mở lớp"]
    assert texts(source, Column.LEAD) == ["Phòng Kinh tế"]
    assert texts(source, Column.DEADLINE) == ["Quý I/2026"]
    assert [line.text for line in source.lines] == ["UBND XÃ SUỐI MƠ", "PHỤ LỤC"]


def test_a_header_of_three_levels_merged_both_ways(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "given.xlsx",
        """
        | TT | Nội dung | Phân công thực hiện | | | Thời hạn |
        |    |          | Chủ trì | | Phối hợp | |
        |    |          | Cá nhân | Đơn vị | | |
        | 1  | Mở lớp   | Đ/c An  | Phòng Kinh tế | Công an xã | 12/2025 |
        """,
        merges=["A1:A3", "B1:B3", "C1:E1", "F1:F3", "C2:D2", "E2:E3"],
    )
    source = read_file(path)
    assert kinds(source) == ["1 context", "2 context", "3 context", "4 task Mở lớp"]
    assert texts(source, Column.LEAD) == ["Đ/c An; Phòng Kinh tế"]
    assert texts(source, Column.SUPPORT) == ["Công an xã"]
    assert texts(source, Column.DEADLINE) == ["12/2025"]


def test_a_header_of_two_levels_without_any_merge(book: Path) -> None:
    """
    | STT | Nhiệm vụ cụ thể | Cơ quan thực hiện |          | Tiến độ |
    |     |                 | Chủ trì           | Phối hợp |         |
    | (1) | (2)             | (3)               | (4)      | (5)     |
    | 1   | Mở lớp          | Phòng Kinh tế     | Các thôn | 2026    |
    """
    source = read_file(book)
    assert kinds(source) == ["1 context", "2 context", "3 context", "4 task Mở lớp"]
    assert texts(source, Column.SUPPORT) == ["Các thôn"]


@pytest.mark.parametrize(
    "index", ["| A | B | 1 | 2 |", "| 1 | 2 | 3 | 4 |", "| (1) | (2) | (3) | (4)=(2)+(3) |"]
)
def test_a_row_that_numbers_the_columns_is_context(tmp_path: Path, index: str) -> None:
    path = workbook(
        tmp_path / "given.xlsx",
        f"""
        | STT | Nhiệm vụ | Chủ trì       | Thời hạn |
        {index}
        | 1   | Mở lớp   | Phòng Kinh tế | 2026     |
        """,
    )
    assert kinds(read_file(path)) == ["1 context", "2 context", "3 task Mở lớp"]


def test_group_rows_of_both_kinds_lie_inside_one_another(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "given.xlsx",
        """
        | STT | Nhiệm vụ | Chủ trì | Thời hạn |
        | I. Kết luận của Tỉnh ủy | | | |
        | I.1 Nhóm 2 - Thể chế | | | |
        | 1 | Mở lớp | Phòng A | 2026 |
        | I.2 Nhóm 3 - Hạ tầng | | | |
        | 2 | Lắp mạng | Phòng A | 2026 |
        | III.1 Nhóm 5 - Nhân lực | | | |
        | 1 | Cử người học | Phòng B | 2026 |
        | | Việc khác | | |
        | 2 | Làm sạch kho | Phòng B | 2026 |
        | B | Việc của thôn | | |
        | 1 | Họp thôn | Thôn 1 | 2026 |
        """,
        merges=["A2:D2", "A3:D3", "A5:D5", "A7:D7"],
    )
    assert groups(read_file(path)) == [
        ("I. Kết luận của Tỉnh ủy", "I.1 Nhóm 2 - Thể chế"),
        ("I. Kết luận của Tỉnh ủy", "I.2 Nhóm 3 - Hạ tầng"),
        ("III.1 Nhóm 5 - Nhân lực",),
        ("III.1 Nhóm 5 - Nhân lực", "Việc khác"),
        ("B. Việc của thôn",),
    ]


def test_numbers_of_every_kind_are_read(book: Path) -> None:
    """
    | STT | Nhiệm vụ    | Chủ trì | Thời hạn |
    | 1.  | Việc một    | Phòng A | 2026     |
    | 1.2 | Việc hai    | Phòng A | 2026     |
    | a)  | Việc ba     | Phòng A | 2026     |
    | II  | Việc bốn    | Phòng A | 2026     |
    | (5) | Việc năm    | Phòng A | 2026     |
    |     | Việc sáu    | Phòng A | 2026     |
    | 1   | Việc bảy    | Phòng A | 2026     |
    """
    assert texts(read_file(book), Column.STT) == ["1.", "1.2", "a)", "II", "(5)", "", "1"]


def test_numbered_rows_with_nothing_in_them_and_sums_are_context(book: Path) -> None:
    """
    | STT | Nhiệm vụ | Chủ trì | Thời hạn |
    | 1   | Mở lớp   | Phòng A | 2026     |
    | 2   |          |         |          |
    | 3   |          |         |          |
    |     | Tổng cộng | 5      |          |
    """
    assert kinds(read_file(book)) == [
        "1 context", "2 task Mở lớp", "3 context", "4 context", "5 context",
    ]  # fmt: skip


def test_what_stands_below_the_table_is_context(book: Path) -> None:
    """
    | STT | Nhiệm vụ | Chủ trì | Thời hạn |
    | 1   | Mở lớp   | Phòng A | 2026     |
    | *) Nhiệm vụ do Tỉnh ủy giao thêm | | | |
    |     |          |         | TM. ỦY BAN NHÂN DÂN |
    |     |          |         | CHỦ TỊCH |
    | Nơi nhận: |    |         |          |
    | - Như trên; Lưu: VT. | | |          |
    |     |          |         | Trần Văn Mẫu |
    """
    source = read_file(book)
    assert kinds(source)[1] == "2 task Mở lớp"
    assert {row.kind for row in source.tables[0].rows[2:]} == {RowKind.CONTEXT}


def test_a_task_broken_at_the_end_of_a_page_is_one_task(book: Path) -> None:
    """
    | STT | Nhiệm vụ                        | Chủ trì     | Thời hạn |
    | 1   | Xây dựng kho dữ liệu dùng chung, | Phòng Văn   | 2026     |
    |     | kết nối với kho của tỉnh.       |             |          |
    | 2   | Mở lớp                          | Phòng Văn   | 2026     |
    |     |                                 | hóa - Xã hội |         |
    """
    source = read_file(book)
    assert texts(source) == [
        "Xây dựng kho dữ liệu dùng chung, kết nối với kho của tỉnh.",
        "Mở lớp",
    ]
    assert texts(source, Column.LEAD) == ["Phòng Văn", "Phòng Văn hóa - Xã hội"]
    assert codes(source)["row-joined"] == 2


def test_a_repeated_header_is_passed_over(book: Path) -> None:
    """
    | STT | Nhiệm vụ | Chủ trì | Thời hạn |
    | 1   | Mở lớp   | Phòng A | 2026     |
    | STT | Nhiệm vụ | Chủ trì | Thời hạn |
    | 2   | Họp thôn | Phòng A | 2026     |
    """
    source = read_file(book)
    assert len(source.tables) == 1
    assert kinds(source) == ["1 context", "2 task Mở lớp", "3 context", "4 task Họp thôn"]


def test_two_tables_with_other_columns_in_one_sheet(book: Path) -> None:
    """
    | STT | Nhiệm vụ | Chủ trì  | Thời hạn |
    | 1   | Mở lớp   | Phòng A  | 2026     |
    | Biểu 2 |       |          |          |
    |     |          |          |          |
    | STT | Chủ trì  | Nhiệm vụ | Thời hạn |
    | 1   | Phòng B  | Họp thôn | 2026     |
    """
    source = read_file(book)
    assert len(source.tables) == 2
    assert texts(source) == ["Mở lớp", "Họp thôn"]
    assert texts(source, Column.LEAD) == ["Phòng A", "Phòng B"]


def test_ditto_marks_are_put_into_words(book: Path) -> None:
    """
    | STT | Nhiệm vụ | Căn cứ          | Chủ trì | Phối hợp | Thời hạn |
    | 1   | Mở lớp   | 12-TB/TU        | Phòng A | Các thôn | 2026     |
    | 2   | Họp thôn | nt              | "       | -nt-     | như trên |
    | 3   | Lắp mạng | nt              | Phòng B | nt       | nt       |
    """
    source = read_file(book)
    assert texts(source, Column.DIRECTIVE) == ["12-TB/TU"] * 3
    assert texts(source, Column.LEAD) == ["Phòng A", "Phòng A", "Phòng B"]
    assert texts(source, Column.SUPPORT) == ["Các thôn"] * 3
    assert texts(source, Column.DEADLINE) == ["2026"] * 3


def test_lead_and_support_in_one_cell_are_told_apart(book: Path) -> None:
    """
    | STT | Nhiệm vụ | Cơ quan thực hiện | Thời hạn |
    | 1   | Mở lớp   | Chủ trì: Phòng A; Phối hợp: Các thôn; Công an xã. | 2026 |
    | 2   | Họp thôn | Đơn vị chủ trì: Phòng B.¶Đơn vị phối hợp: Thôn 1 | 2026 |
    | 3   | Lắp mạng | Phòng A | 2026 |
    """
    source = read_file(book)
    assert texts(source, Column.LEAD) == ["Phòng A", "Phòng B", "Phòng A"]
    assert texts(source, Column.SUPPORT) == ["Các thôn; Công an xã", "Thôn 1", ""]


def test_two_lead_columns_are_joined(book: Path) -> None:
    """
    | STT | Nhiệm vụ | Lãnh đạo phụ trách | Đơn vị chủ trì | Thời hạn |
    | 1   | Mở lớp   | Phó Chủ tịch       | Phòng A        | 2026     |
    """
    assert texts(read_file(book), Column.LEAD) == ["Phó Chủ tịch; Phòng A"]


def test_columns_under_one_merged_header_cell_are_read_together(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "given.xlsx",
        """
        | STT | Nhiệm vụ | | Chủ trì | | Thời hạn |
        | 1 | - | Mở lớp | Phòng A | Phòng B | 2026 |
        """,
        merges=["B1:C1", "D1:E1"],
    )
    source = read_file(path)
    assert texts(source) == ["- Mở lớp"]
    assert texts(source, Column.LEAD) == ["Phòng A; Phòng B"]


def test_a_numbered_row_over_bullets_with_leads_of_their_own_is_a_group(book: Path) -> None:
    """
    | STT | Nhiệm vụ           | Chủ trì | Thời hạn |
    | 1   | Công tác cán bộ    |         |          |
    |     | - Mở lớp           | Phòng A | 2026     |
    |     | - Cử người đi học  | Phòng B | 2026     |
    | 2   | Họp thôn           |         |          |
    | 3   | Công tác thi đua   |         |          |
    | 3.1 | Phát động thi đua  | Phòng C | 2026     |
    """
    source = read_file(book)
    assert texts(source) == ["- Mở lớp", "- Cử người đi học", "Họp thôn", "Phát động thi đua"]
    assert groups(source)[1] == ("1. Công tác cán bộ",)
    assert groups(source)[3] == ("3. Công tác thi đua",)


def test_a_cell_merged_over_several_tasks_holds_for_all_of_them(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "given.xlsx",
        """
        | STT | Nhiệm vụ | Căn cứ   | Chủ trì | Thời hạn |
        | 1   | Mở lớp   | 12-TB/TU | Phòng A | 2026     |
        | 2   | Họp thôn |          |         | 2026     |
        |     | Lắp mạng |          |         |          |
        """,
        merges=["C2:C4", "D2:D4"],
    )
    source = read_file(path)
    assert texts(source) == ["Mở lớp", "Họp thôn", "Lắp mạng"]
    assert texts(source, Column.DIRECTIVE) == ["12-TB/TU"] * 3
    assert texts(source, Column.LEAD) == ["Phòng A"] * 3


def test_progress_is_a_deadline_or_a_status_as_its_cells_say(tmp_path: Path) -> None:
    head = "| STT | Nhiệm vụ | Chủ trì | Tiến độ |"
    due = workbook(tmp_path / "a.xlsx", f"{head}\n| 1 | Mở lớp | Phòng A | Quý I/2026 |")
    done = workbook(tmp_path / "b.xlsx", f"{head}\n| 1 | Mở lớp | Phòng A | Đang thực hiện |")
    assert texts(read_file(due), Column.DEADLINE) == ["Quý I/2026"]
    assert texts(read_file(done), Column.STATUS) == ["Đang thực hiện"]
    assert codes(read_file(done))["column-guessed"] == 1


def test_a_result_column_is_a_product_or_a_status_as_its_cells_say(tmp_path: Path) -> None:
    head = "| STT | Nhiệm vụ | Chủ trì | Kết quả |"
    made = workbook(tmp_path / "a.xlsx", f"{head}\n| 1 | Mở lớp | Phòng A | Báo cáo |")
    done = workbook(tmp_path / "b.xlsx", f"{head}\n| 1 | Mở lớp | Phòng A | Đã mở 02 lớp |")
    assert texts(read_file(made), Column.PRODUCT) == ["Báo cáo"]
    assert texts(read_file(done), Column.STATUS) == ["Đã mở 02 lớp"]


def test_the_status_column_beside_a_deadline_is_kept_as_status(book: Path) -> None:
    """
    | STT | Nhiệm vụ | Chủ trì | Thời hạn | Tiến độ thực hiện |
    | 1   | Mở lớp   | Phòng A | 30/6/2026 | Hoàn thành ngày 12/5/2026 |
    """
    source = read_file(book)
    assert texts(source, Column.STATUS) == ["Hoàn thành ngày 12/5/2026"]
    assert texts(source, Column.DEADLINE) == ["30/6/2026"]


def test_hidden_rows_are_read_and_reported_hidden_sheets_only_reported(tmp_path: Path) -> None:
    book = Workbook()
    head = "| STT | Nhiệm vụ | Chủ trì | Thời hạn |\n"
    rows = draw(head + "| 1 | Mở lớp | Phòng A | 2026 |\n| 2 | Họp thôn | Phòng A | 2026 |")
    fill(book.worksheets[0], rows, hidden=[3])
    spare = fill(book.create_sheet("Bản cũ"), rows)
    spare.sheet_state = "hidden"
    book.save(tmp_path / "given.xlsx")
    source = read_file(tmp_path / "given.xlsx")
    assert texts(source) == ["Mở lớp", "Họp thôn"]
    assert codes(source) == {"hidden-row": 1, "hidden-sheet": 1}
    named = read_file(tmp_path / "given.xlsx", hints=FileHints(sheet="Bản cũ"))
    assert [table.where.sheet for table in named.tables] == ["Bản cũ"]


def test_dates_numbers_and_signs_are_shown_as_the_reader_sees_them(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "given.xlsx",
        """
        | STT | Nhiệm vụ | Chủ trì | Thời hạn |
        |     | - Mở lớp | Phòng A |          |
        """,
        values={"A2": 1, "D2": dt.date(2026, 5, 9)},
    )
    (row,) = (r for r in read_file(path).tables[0].rows if r.kind is RowKind.TASK)
    assert [cell.text for cell in row.cells] == ["1", "- Mở lớp", "Phòng A", "09/5/2026"]
    assert row.cell(Column.DEADLINE) is not None
    assert [cell.date for cell in row.cells] == [None, None, None, dt.date(2026, 5, 9)]


def test_a_formula_without_a_saved_value_is_reported(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "given.xlsx",
        """
        | STT | Nhiệm vụ | Chủ trì | Thời hạn |
        | 1   | Mở lớp   | Phòng A | 2026     |
        |     | Họp thôn | Phòng A |          |
        |     | Lắp mạng |         |          |
        """,
        values={"A3": "=A2+1", "A4": "=A3+1", "D3": "=D2"},
    )
    source = read_file(path)
    assert texts(source) == ["Mở lớp", "Họp thôn", "Lắp mạng"]
    (said,) = (f for f in source.tables[0].findings if f.code == "formula-without-value")
    assert "A3, D3, A4" in said.message
    assert str(said.where) == "given.xlsx › Phụ lục › dòng 3"


def test_a_format_on_the_last_row_of_the_sheet_costs_nothing(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    fill(sheet, draw("| STT | Nhiệm vụ | Chủ trì | Thời hạn |\n| 1 | Mở lớp | Phòng A | 2026 |"))
    sheet["A1048576"].number_format = "0.00"
    book.save(tmp_path / "given.xlsx")
    assert kinds(read_file(tmp_path / "given.xlsx")) == ["1 context", "2 task Mở lớp"]


def test_cover_note_and_empty_sheets_are_passed_over(tmp_path: Path) -> None:
    book = Workbook()
    book.worksheets[0].title = "Bìa"
    book.worksheets[0]["B3"] = "UBND XÃ SUỐI MƠ"
    head = "| STT | Nhiệm vụ | Chủ trì | Thời hạn |\n"
    fill(book.create_sheet("Phụ lục"), draw(head + "| 1 | Mở lớp | Phòng A | 2026 |"))
    book.create_sheet("Trống")
    book.save(tmp_path / "given.xlsx")
    source = read_file(tmp_path / "given.xlsx")
    assert source.sheets == (
        "Bìa: không có bảng nhiệm vụ",
        "Phụ lục: bảng nhiệm vụ, tiêu đề ở dòng 1, 1 nhiệm vụ",
        "Trống: trống",
    )
    assert [str(line.where) for line in source.lines] == ["given.xlsx › Bìa › dòng 3"]


def test_a_table_may_go_on_in_the_next_sheet_without_a_header(tmp_path: Path) -> None:
    book = Workbook()
    head = "| STT | Nhiệm vụ | Chủ trì | Thời hạn |\n"
    fill(book.worksheets[0], draw(head + "| 1 | Mở lớp | Phòng A | 2026 |"))
    fill(book.create_sheet("Tiếp"), draw("| 2 | Họp thôn | Phòng A | 2026 |"))
    book.save(tmp_path / "given.xlsx")
    assert texts(read_file(tmp_path / "given.xlsx")) == ["Mở lớp", "Họp thôn"]


def test_a_column_of_long_texts_without_a_known_header_is_taken_for_the_tasks(book: Path) -> None:
    """
    | STT | Đề mục | Đơn vị chủ trì | Thời hạn |
    | 1   | Rà soát, cập nhật quy trình nội bộ giải quyết thủ tục | Phòng A | 2026 |
    """
    source = read_file(book)
    assert texts(source) == ["Rà soát, cập nhật quy trình nội bộ giải quyết thủ tục"]
    assert codes(source) == {"column-guessed": 1}


def test_a_wrong_guess_is_mended_in_the_settings(book: Path) -> None:
    """
    | TT | Đề mục | Ai làm  | Bao giờ |
    | 1  | Mở lớp | Phòng A | 2026    |
    """
    with pytest.raises(NoTaskTableError):
        read_file(book)
    own = {Column.TASK: ("Đề mục",), Column.LEAD: ("Ai làm",)}
    assert texts(read_file(book, columns=own), Column.LEAD) == ["Phòng A"]
    hints = FileHints(header_row=1, columns={Column.TASK: "B", Column.DEADLINE: "bao giờ"})
    assert texts(read_file(book, hints=hints), Column.DEADLINE) == ["2026"]


@pytest.mark.parametrize(
    "drawing",
    [
        "| STT | Nội dung | Năm 2026 |\n| 1 | Thu ngân sách | 1200 |",
        "| TT | Chỉ số | ĐVT | Thực hiện |\n| 1 | Số lượt khám | Lượt | 119 |",
        "| STT | Họ và tên | Công việc đảm nhận | Ghi chú |\n| 1 | Trần Mẫu | Kế toán | |",
        "| STT | Nhiệm vụ | Chủ trì | Thời hạn |\n| 1 | | | |",
        "| STT | Nội dung | Thời gian | Người thực hiện |\n| 1 | Chào cờ | 7h30 | Ban tổ chức |",
        "| Nơi nhận | Ký tên |",
        "Chỉ có một dòng chữ",
    ],
    ids=["budget", "indicators", "persons", "empty form", "agenda", "signature", "nothing"],
)
def test_a_table_of_something_else_is_no_task_table(tmp_path: Path, drawing: str) -> None:
    with pytest.raises(NoTaskTableError):
        read_file(workbook(tmp_path / "given.xlsx", drawing))


def test_every_row_ends_as_something_and_the_counts_add_up(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "given.xlsx",
        f"""
        | PHỤ LỤC |  |  |  |
        | STT | Nhiệm vụ | Chủ trì | Thời hạn |
        | (1) | (2) | (3) | (4) |
        | I. Việc chung |  |  |  |
        | 1 | {LONG} | Phòng A | 2026 |
        | | và gửi báo cáo. | | |
        | 2 | | | |
        | | | Phòng B | |
        | 3 | Họp thôn | | |
        | Nơi nhận: | | | |
        """,
        merges=["A4:D4"],
    )
    source = read_file(path)
    rows = [row.number for row in source.tables[0].rows]
    outside = {line.where.row for line in source.lines}
    assert sorted([*rows, *outside]) == list(range(1, 11))
    assert Counter(row.kind for row in source.tables[0].rows) == {
        RowKind.CONTEXT: 5,
        RowKind.GROUP: 1,
        RowKind.TASK: 2,
        RowKind.JOINED: 1,
    }
    assert all(row.why for row in source.tables[0].rows if row.kind is not RowKind.TASK)
