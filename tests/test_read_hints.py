"""What was guessed about columns, and how a person overrules it."""

from pathlib import Path

import pytest

from office import workbook
from reconcile.config import FileHints
from reconcile.errors import NoTaskTableError
from reconcile.model import Column, RowKind, Source
from reconcile.read import read_file

ROWS = """
| TT | Diễn giải chung cho cả xã  | Bên nào | Bao giờ |
| 1  | Rà soát quy trình một cửa  | Văn phòng | 30/6/2026 |
"""


def column(source: Source, kind: Column) -> list[str]:
    rows = (row for table in source.tables for row in table.rows)
    return [row.says(kind) for row in rows if row.kind is RowKind.TASK]


def test_headers_that_nobody_knows_are_found_by_the_names_that_the_user_gives(
    tmp_path: Path,
) -> None:
    path = workbook(tmp_path / "a.xlsx", ROWS)
    with pytest.raises(NoTaskTableError):
        read_file(path)
    said = {
        Column.TASK: "Diễn giải chung cho cả xã",
        Column.LEAD: "Bên nào",
        Column.DEADLINE: "D",
    }
    source = read_file(path, hints=FileHints(columns=said))
    assert column(source, Column.LEAD) == ["Văn phòng"]
    assert column(source, Column.DEADLINE) == ["30/6/2026"]
    assert {head.why for head in source.tables[0].headings[1:]} == {"theo reconcile.toml"}


def test_a_column_that_the_user_names_and_that_is_not_there_stops_with_those_that_are(
    book: Path,
) -> None:
    """
    | STT | Nhiệm vụ | Chủ trì | Thời hạn |
    | 1   | Mở lớp   | Phòng A | 2026     |
    """
    hints = FileHints(columns={Column.SUPPORT: "Cùng làm"})
    with pytest.raises(NoTaskTableError, match="không có cột “Cùng làm”") as caught:
        read_file(book, hints=hints)
    assert "“STT”, “Nhiệm vụ”, “Chủ trì”, “Thời hạn”" in caught.value.fix
    assert '[files."given.xlsx"]' in caught.value.fix


def test_a_guess_says_what_else_the_header_could_be_and_how_to_mend_it(book: Path) -> None:
    """
    | STT | Nhiệm vụ | Chủ trì | Tiến độ |
    | 1   | Mở lớp   | Phòng A | Đang thực hiện |
    """
    (said,) = (f for f in read_file(book).tables[0].findings if f.code == "column-guessed")
    assert "cũng có thể là “Thời hạn hoàn thành”" in said.message
    assert "giống “Tình hình thực hiện” hơn" in said.message
    assert '[files."given.xlsx"]' in said.fix


def test_two_group_columns_and_group_rows_make_one_path(book: Path) -> None:
    """
    | STT | Lĩnh vực | Nhóm | Nhiệm vụ | Chủ trì | Thời hạn |
    | I. Kế hoạch của tỉnh | | | | | |
    | 1 | Y tế | Dự phòng | Diệt bọ gậy | Trạm Y tế | 2026 |
    | 2 | nt | Khám bệnh | Khám cho người già | Trạm Y tế | 2026 |
    | 3 | Giáo dục | | Mở lớp đêm | Nhà trường | 2026 |
    | II. Việc của xã | | | | | |
    | 4 | Giáo dục | | Sửa mái trường | Nhà trường | 2026 |
    """
    rows = [row for row in read_file(book).tables[0].rows if row.kind is RowKind.TASK]
    assert [row.group for row in rows] == [
        ("I. Kế hoạch của tỉnh", "Y tế", "Dự phòng"),
        ("I. Kế hoạch của tỉnh", "Y tế", "Khám bệnh"),
        ("I. Kế hoạch của tỉnh", "Giáo dục"),
        ("II. Việc của xã", "Giáo dục"),
    ]


def test_a_table_whose_only_task_column_is_named_as_groups_is_one_of_tasks(book: Path) -> None:
    """
    | STT | Nhóm nhiệm vụ | Chủ trì | Thời hạn |
    | 1 | Mở lớp tập huấn cho cán bộ thôn | Phòng A | 2026 |
    """
    assert column(read_file(book), Column.TASK) == ["Mở lớp tập huấn cho cán bộ thôn"]


@pytest.mark.parametrize(
    ("cells", "taken"),
    [
        (("Xã Suối Mơ", "Phường Bến Đá"), Column.UNIT),
        (("Phòng Kinh tế", "Công an xã"), Column.LEAD),
        (("%", "lớp"), Column.UNIT),
    ],
)
def test_a_column_of_units_is_told_from_one_of_who_leads_by_its_cells(
    tmp_path: Path, cells: tuple[str, str], taken: Column
) -> None:
    path = workbook(
        tmp_path / "a.xlsx",
        "| STT | Nội dung nhiệm vụ | Đơn vị | Thời hạn |\n"
        + "\n".join(f"| {n} | Mở lớp | {cell} | 2026 |" for n, cell in enumerate(cells, 1)),
    )
    heads = read_file(path).tables[0].headings
    assert [head.column for head in heads if head.text == "Đơn vị"] == [taken]
