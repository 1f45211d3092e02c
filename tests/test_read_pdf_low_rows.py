"""PDFs of sheets whose rows are as high as one line: longer texts stand on the rows below them."""

from pathlib import Path

import pytest

from pdf_pages import pdf, text
from reconcile.errors import UnreadableFileError
from reconcile.model import Column, Row, RowKind
from reconcile.read import read_file
from reconcile.read.formats.pdf.wraps import unwrapped

pytest.importorskip("pdfplumber")

EDGES = (40, 80, 300, 420, 550)
HEAD = ["STT", "Nhiem vu", "Don vi chu tri", "Thoi han"]


def sheet(path: Path, rows: list[list[str]], *, lines: float = 12, high: int = 12) -> Path:
    """A table written column by column, as spreadsheets do; “ /” is where the width broke a text.

    Args:
        path: where the file goes.
        rows: what stands in the cells.
        lines: how far the lines of a text are apart.
        high: the height of the rows.

    """
    shown = [HEAD, *rows]
    out = []
    for column, left in enumerate(EDGES[:-1]):
        for at, row in enumerate(shown):
            pieces = row[column].replace(" /", " |").split("|")
            for down, said in enumerate(pieces):
                y = 780 - high * (at + 1) + 3 - lines * down
                out.append(text(left + 3, round(y, 1), said))
    bottom = 780 - high * len(shown)
    out += [
        f"{EDGES[0]} {780 - high * at} {EDGES[-1] - EDGES[0]} 0.5 re f"
        for at in range(len(shown) + 1)
    ]
    out += [f"{edge} {bottom} 0.5 {780 - bottom} re f" for edge in EDGES]
    return pdf(path, "\n".join(out))


def tasks(path: Path) -> list[Row]:
    return [
        row for table in read_file(path).tables for row in table.rows if row.kind is RowKind.TASK
    ]


ROWS = [
    ["1", "Sua mai nha van hoa thon Ha va thay loa /cho ba xom", "Phong Kinh te", "1/6/2026"],
    ["2", "Lap danh sach ho ngheo theo chuan moi /va", "Ban quan ly du an dau /tu xa", "2/6/2026"],
    ["3", "Mo lop hoc boi", "Cong an xa", "3/6/2026"],
    ["4", "Nao vet muong", "Doan xa", "4/6/2026"],
]  # fmt: skip


@pytest.mark.parametrize("lines", [12, 11.7, 11.2], ids=str)
def test_texts_on_the_same_line_as_those_of_the_next_row_are_told_apart(
    tmp_path: Path, lines: float
) -> None:
    read = tasks(sheet(tmp_path / "a.pdf", ROWS, lines=lines))
    assert [row.says(Column.TASK) for row in read] == [row[1].replace(" /", " ") for row in ROWS]
    assert [row.says(Column.LEAD) for row in read] == [row[2].replace(" /", " ") for row in ROWS]
    assert [row.says(Column.DEADLINE) for row in read] == [row[3] for row in ROWS]


@pytest.mark.parametrize("high", [12, 15])
def test_a_space_typed_after_a_text_does_not_make_it_a_text_cut_off(
    tmp_path: Path, high: int
) -> None:
    spaced = [[row[0], row[1], f"{row[2]} ", row[3]] for row in ROWS]
    read = tasks(sheet(tmp_path / "a.pdf", spaced, high=high))
    assert [row.says(Column.LEAD) for row in read] == [row[2].replace(" /", " ") for row in ROWS]


def test_a_text_whose_rest_is_not_shown_is_never_read_as_if_it_were_whole(tmp_path: Path) -> None:
    cut = [row.copy() for row in ROWS]
    cut[1][1] = "Lap danh sach cac ho ngheo theo chuan moi /"
    cut[2][1] = "Mo lop hoc boi cho tat ca tre em cua ba thon /"
    with pytest.raises(UnreadableFileError, match="đè lên nhau ở 2 dòng"):
        read_file(sheet(tmp_path / "a.pdf", cut, high=18))


@pytest.mark.parametrize(
    ("lines", "whole"),
    [
        ("Phòng Văn hóa\n- Xã hội", "Phòng Văn hóa - Xã hội"),
        ("Phòng Kinh tế,\nPhòng Văn hóa\n- Xã hội", "Phòng Kinh tế, Phòng Văn hóa - Xã hội"),
        ("Gồm:\n- Công an xã", "Gồm:\n- Công an xã"),
        ("- Công an xã\n- Trạm Y tế", "- Công an xã\n- Trạm Y tế"),
        ("Các bên\n- Công an xã\n- Trạm Y tế", "Các bên\n- Công an xã\n- Trạm Y tế"),
    ],
)
def test_a_name_with_a_dash_that_a_column_broke_is_no_list(lines: str, whole: str) -> None:
    assert unwrapped(lines) == whole
