"""What is said of a kind of table counts for every file with the same headings, for no other."""

import datetime as dt
from pathlib import Path

import pytest

from office import workbook
from reconcile.config import Config, FileHints, TableHints
from reconcile.errors import NoTaskTableError
from reconcile.model import Column, RowKind, Source
from reconcile.read import read_file
from reconcile.read.unused import MetInputs, facts_of, unused_settings
from reconcile.run.pair import match_files

ODD = TableHints(
    headings=("TT", "Mục", "Cần đạt", "Mốc", "Ai làm"),
    columns={Column.TASK: "Cần đạt", Column.DEADLINE: "Mốc", Column.LEAD: "Ai làm"},
)
HEADS = "| TT | Mục | Cần đạt | Mốc | Ai làm |"
ROWS = """
| 1 | Y tế | Tiêm chủng đủ mũi cho trẻ dưới một tuổi | 30/6/2026 | Trạm Y tế |
| 2 | Đất đai | Đo đạc lại bản đồ thôn Đông | 30/9/2026 | Phòng Kinh tế |
"""


def read(tmp_path: Path, table: str, *kinds: TableHints, hints: FileHints | None = None) -> Source:
    book = workbook(tmp_path / "ke-hoach.xlsx", table)
    return read_file(book, hints=hints or FileHints(), tables=kinds)


def tasks(source: Source) -> list[tuple[str, str, str]]:
    """The tasks of a file: text, deadline, lead."""
    return [
        (row.says(Column.TASK), row.says(Column.DEADLINE), row.says(Column.LEAD))
        for table in source.tables
        for row in table.rows
        if row.kind is RowKind.TASK
    ]


WANTED = [
    ("Tiêm chủng đủ mũi cho trẻ dưới một tuổi", "30/6/2026", "Trạm Y tế"),
    ("Đo đạc lại bản đồ thôn Đông", "30/9/2026", "Phòng Kinh tế"),
]


def test_columns_said_of_a_kind_of_table_are_found_wherever_it_stands(tmp_path: Path) -> None:
    assert tasks(read(tmp_path, f"| UBND XÃ AN BÌNH |\n{HEADS}{ROWS}", ODD)) == WANTED
    lower = f"| UBND XÃ PHÚ LỘC |\n| Kế hoạch năm 2026 |\n| Biểu 1 |\n{HEADS.upper()}{ROWS}"
    assert tasks(read(tmp_path, lower, ODD)) == WANTED
    beside = f"| | UBND XÃ PHÚ LỘC |\n{HEADS}{ROWS}".replace("\n|", "\n| |")
    assert tasks(read(tmp_path, beside, ODD)) == WANTED


def test_a_letter_counts_where_the_headings_stand_in_the_same_columns(tmp_path: Path) -> None:
    kind = TableHints(headings=ODD.headings, columns={Column.TASK: "C", Column.LEAD: "E"})
    assert [text for text, *_ in tasks(read(tmp_path, f"{HEADS}{ROWS}", kind))] == [
        text for text, *_ in WANTED
    ]
    beside = f"{HEADS}{ROWS}".replace("\n|", "\n| |")
    with pytest.raises(NoTaskTableError):
        read(tmp_path, f"| |{beside[1:]}", kind)


def test_a_table_with_other_headings_in_the_same_sheet_is_read_as_ever(tmp_path: Path) -> None:
    usual = """
| STT | Nội dung nhiệm vụ | Thời hạn | Chủ trì | Mốc |
| 1 | Sửa chữa cầu treo thôn Bắc | 30/8/2026 | Phòng Kinh tế | cầu treo |
"""
    found = tasks(read(tmp_path, f"{usual}| |\n{HEADS}{ROWS}", ODD))
    assert ("Sửa chữa cầu treo thôn Bắc", "30/8/2026", "Phòng Kinh tế") in found


def test_what_is_said_of_a_file_comes_before_what_is_said_of_its_kind(tmp_path: Path) -> None:
    own = FileHints(header_row=1, columns={Column.TASK: "B"})
    found = tasks(read(tmp_path, f"{HEADS}{ROWS}", ODD, hints=own))
    assert [text for text, *_ in found] == ["Y tế", "Đất đai"]


def test_a_kind_of_table_that_is_nowhere_is_told(tmp_path: Path) -> None:
    met = MetInputs((facts_of(read(tmp_path, f"{HEADS}{ROWS}", ODD)),))
    other = TableHints(headings=("TT", "Việc", "Hạn"), columns={Column.TASK: "Việc"})
    config = Config(tables={"biểu của sở": ODD, "biểu khác": other})
    (told,) = unused_settings(config, met, lambda _: 0, "reconcile.toml")
    assert '[tables."biểu khác"]' in told.message


def test_the_upper_plan_is_read_as_ever(tmp_path: Path) -> None:
    usual = "| STT | Nội dung nhiệm vụ | Thời hạn | Chủ trì |\n"
    row = "| 1 | Sửa chữa cầu treo thôn Bắc | 30/8/2026 | UBND cấp xã |\n"
    said = TableHints(
        headings=("STT", "Nội dung nhiệm vụ", "Thời hạn", "Chủ trì"),
        columns={Column.SUPPORT: "Chủ trì"},
    )
    upper = workbook(tmp_path / "tinh.xlsx", f"| UBND TỈNH HÀ SƠN |\n{usual}{row}")
    lower = workbook(tmp_path / "xa.xlsx", f"| UBND XÃ AN BÌNH |\n{usual}{row}")
    result = match_files(upper, lower, Config(tables={"biểu": said}), dt.date(2026, 11, 20))
    assert [each.task.lead for each in result.uppers] == ["UBND cấp xã"]
    assert [each.support for each in result.lower.tasks] == ["UBND cấp xã"]
