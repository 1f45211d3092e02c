"""Letters of before Unicode, and of every kind of Unicode, are read as one."""

import unicodedata
from pathlib import Path
from typing import Literal

import pytest
from docx import Document
from openpyxl import Workbook
from openpyxl.styles import Font

from office import draw, fill, fill_table, workbook
from reconcile.model import Column, RowKind, Source
from reconcile.read import read_file
from reconcile.read.formats.sheets import open_file

TCVN3 = "| STT | NhiÖm vô | Chñ tr× | Thêi h¹n |\n| 1 | Më líp tËp huÊn | Phßng Kinh tÕ | 2026 |"


def texts(source: Source, column: Column = Column.TASK) -> list[str]:
    rows = (row for table in source.tables for row in table.rows)
    return [row.says(column) for row in rows if row.kind is RowKind.TASK]


def codes(source: Source) -> list[str]:
    return [finding.code for finding in source.findings]


def test_a_workbook_in_a_tcvn3_font_is_converted(tmp_path: Path) -> None:
    book = Workbook()
    sheet = fill(book.worksheets[0], draw(TCVN3))
    for row in sheet.iter_rows():
        for cell in row:
            cell.font = Font(name=".VnTime")
    book.save(tmp_path / "given.xlsx")
    source = read_file(tmp_path / "given.xlsx")
    assert texts(source) == ["Mở lớp tập huấn"]
    assert texts(source, Column.LEAD) == ["Phòng Kinh tế"]
    assert codes(source) == ["legacy-encoding"]


def test_cells_of_both_kinds_stand_in_one_workbook(tmp_path: Path) -> None:
    path = workbook(tmp_path / "given.xlsx", TCVN3 + "\n| 2 | Họp thôn | Trưởng thôn | 2026 |")
    assert texts(read_file(path)) == ["Mở lớp tập huấn", "Họp thôn"]


def test_runs_of_a_document_are_converted_by_their_font(tmp_path: Path) -> None:
    made = Document()
    table = fill_table(made.add_table(2, 4), draw(TCVN3))
    for row in table.rows:
        for cell in row.cells:
            for run in cell.paragraphs[0].runs:
                run.font.name = ".VnTime"
    made.save(str(tmp_path / "given.docx"))
    assert texts(read_file(tmp_path / "given.docx")) == ["Mở lớp tập huấn"]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_composed_and_decomposed_letters_are_one(
    tmp_path: Path, form: Literal["NFC", "NFD"]
) -> None:
    drawing = "| STT | Nhiệm\u00a0vụ | Chủ\u200b trì | Thời hạn |\n| 1 | Hoá  giá | A | 2026 |"
    path = workbook(tmp_path / "given.xlsx", unicodedata.normalize(form, drawing))
    assert texts(read_file(path)) == ["Hoá giá"]


@pytest.mark.parametrize(
    "name",
    [
        "tcvn3__2006-Bang-bieu",
        "tcvn3__2006-Bieu-ban-hanh-kem-theo-TT04",
        "vni__2006-Mau22_CKTC_NSH-1",
    ],
)
def test_real_workbooks_of_2006_equal_their_unicode_text(shared: Path, name: str) -> None:
    opened = open_file((shared / "files" / f"{name}.xls").read_bytes(), name)
    read = [v.text for grid in opened.grids for row in grid.rows for v in row.values if v.text]
    told = (shared / "files" / "truth" / f"{name}.txt").read_text("utf-8")
    assert " ".join(" ".join(read).split()) == " ".join(told.split())
