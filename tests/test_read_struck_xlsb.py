"""What is struck through in an .xlsb: left out and told, as in every other workbook."""

from pathlib import Path

import pytest

from reconcile.model import Column, Finding, RowKind, Source
from reconcile.read import read_file
from xlsb import xlsb

HEAD = "| STT | Nhiệm vụ | Chủ trì | Thời hạn |"


def tasks(source: Source, column: Column = Column.TASK) -> list[str]:
    rows = (row for table in source.tables for row in table.rows)
    return [row.says(column) for row in rows if row.kind is RowKind.TASK]


def told(source: Source) -> list[Finding]:
    return [each for each in source.findings if each.code == "struck-text"]


def test_a_task_that_is_struck_through_as_a_whole_is_none(tmp_path: Path) -> None:
    path = xlsb(
        tmp_path / "a.xlsb",
        f"""
        {HEAD}
        | 1 | Kẻ lại biển tên ngõ | Công an xã | 30/6/2026 |
        | ~~2~~ | ~~Dựng cổng chào~~ | ~~Văn phòng~~ | ~~31/7/2026~~ |
        | 3 | Sơn ghế đá công viên | Văn phòng | 31/8/2026 |
        """,
    )
    source = read_file(path)
    assert tasks(source) == ["Kẻ lại biển tên ngõ", "Sơn ghế đá công viên"]
    assert [(each.where.row, "dòng 3" in each.message) for each in told(source)] == [(3, True)]


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("Sơn ghế đá ~~và cột cờ~~ công viên", "Sơn ghế đá công viên"),
        ("~~Mua~~ Sơn ghế đá công viên", "Sơn ghế đá công viên"),
        ("Sơn ghế đá công viên ~~xã~~", "Sơn ghế đá công viên"),
    ],
)
def test_words_that_are_struck_through_are_left_out(
    tmp_path: Path, written: str, kept: str
) -> None:
    path = xlsb(
        tmp_path / "a.xlsb",
        f"{HEAD}\n| 1 | {written} | Văn phòng | ~~31/7/2026~~ |\n| 2 | Họp | Nt | 2026 |",
    )
    source = read_file(path)
    assert " ".join(tasks(source)[0].split()) == kept
    assert tasks(source, Column.DEADLINE)[0] == ""
    assert len(told(source)) == 1


def test_where_nothing_is_struck_through_nothing_is_told(tmp_path: Path) -> None:
    source = read_file(xlsb(tmp_path / "a.xlsb", f"{HEAD}\n| 1 | Họp dân | Văn phòng | 2026 |"))
    assert tasks(source) == ["Họp dân"]
    assert not told(source)
