"""PDFs whose texts and tables are broken: within a word, at the end of a page, by long headings."""

from collections.abc import Sequence
from importlib import import_module
from itertools import pairwise
from pathlib import Path

import pytest

from pdf_pages import pdf, text
from reconcile.model import Column, Row, RowKind
from reconcile.read import read_file
from reconcile.read.formats.pdf.wraps import unwrapped

pytest.importorskip("pdfplumber")

EDGES = (40, 80, 300, 360, 550)
HEAD = ("STT", "Nhiem vu", "Can cu", "Don vi chu tri")
PITCH = 12
Cells = Sequence[str]
"""The texts of a row, their lines parted by ``|``."""


def ruled(top: float, rows: Sequence[Cells], edges: Sequence[float] = EDGES) -> tuple[str, float]:
    """Draw rows with all their lines; return how low they reach."""
    out: list[str] = []
    for row in rows:
        high = PITCH * max(said.count("|") + 1 for said in row) + 6
        for (left, right), said in zip(pairwise(edges), row, strict=True):
            out.append(f"{left} {top - high} {right - left} {high} re S")
            for down, line in enumerate(said.split("|")):
                out.append(text(left + 4, top - PITCH * (down + 1), line))
        top -= high
    return "\n".join(out), top


def wide(said: str) -> float:
    """Tell how wide the page shows a line."""
    widths = import_module("pdfminer.fontmetrics").FONT_METRICS["Helvetica"][1]
    return float(sum(widths[char] for char in said)) / 100


def tasks(path: Path) -> list[Row]:
    return [r for table in read_file(path).tables for r in table.rows if r.kind is RowKind.TASK]


def rows(first: int, last: int) -> list[tuple[str, ...]]:
    return [(str(n), f"Sua xong cau so {n}", "KH 12", f"To so {n}") for n in range(first, last)]


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("TB so 07- |TB/CQTTBC|D", "TB so 07-TB/CQTTBCD"),
        ("KH/BCDCDSPX|TD ngay |1/6/2026", "KH/BCDCDSPXTD ngay 1/6/2026"),
        ("12/NQ-HDNDX|P", "12/NQ-HDNDXP"),
    ],
)
def test_a_word_wider_than_its_column_is_one_word(tmp_path: Path, broken: str, whole: str) -> None:
    told = [("1", "Sua xong cau", broken, "To so 1"), *rows(2, 5)]
    # Beside the line that breaks in a word no other letter finds room.
    full = max(wide(line) for line in broken.split("|") if " " not in line)
    edges = (*EDGES[:3], EDGES[2] + full + 10, EDGES[-1])
    content, _ = ruled(780, [HEAD, *told], edges)
    assert tasks(pdf(tmp_path / "a.pdf", content))[0].says(Column.DIRECTIVE) == whole


@pytest.mark.parametrize(
    ("lines", "whole"),
    [
        # Each is a line of its own, for another letter would have found room.
        ("NQ57|KH12", "NQ57 KH12"),
        # Another letter would not have, but it is a word of its own.
        ("5/QD-TTGN|ngay 1/6", "5/QD-TTGN ngay 1/6"),
        ("71/NQ-CPX|Ke hoach 2", "71/NQ-CPX Ke hoach 2"),
        # Words that a space parts.
        ("Ke hoach |nam 2026", "Ke hoach nam 2026"),
        ("TBCQTTB |ngay 1/6", "TBCQTTB ngay 1/6"),
    ],
)
def test_lines_that_are_words_of_their_own_stay_apart(
    tmp_path: Path, lines: str, whole: str
) -> None:
    told = [("1", "Sua xong cau", lines, "To so 1"), *rows(2, 5)]
    content, _ = ruled(780, [HEAD, *told])
    assert tasks(pdf(tmp_path / "a.pdf", content))[0].says(Column.DIRECTIVE) == whole


@pytest.mark.parametrize(
    ("before", "rest"),
    [
        ("Lap co so du lieu theo Nghi quyet so", "214/NQ-CP ngay 23/7/2025"),
        ("Ra soat nhiem vu nhu Ke hoach so", "02-KH/BCDTW cua Trung uong"),
        ("Trien khai cac viec trong Thong bao", "46-TB/TGV den thon"),
        ("Lam theo Nghi quyet cua Bo Chinh tri", "57-NQ/TW"),
    ],
)
def test_the_rest_of_a_row_that_begins_with_a_symbol_is_no_heading(
    tmp_path: Path, before: str, rest: str
) -> None:
    first, _ = ruled(780, [HEAD, *rows(1, 3), ("3", before, "KH 12", "To so 3")])
    second, _ = ruled(780, [("", rest, "", ""), *rows(4, 7)])
    read = tasks(pdf(tmp_path / "a.pdf", first, second))
    assert [row.says(Column.STT) for row in read] == [str(n) for n in range(1, 7)]
    assert read[2].says(Column.TASK) == f"{before} {rest}"
    assert {row.group for row in read} == {()}


@pytest.mark.parametrize(
    "headings",
    [
        ["IV. Ke hoach so 02", "IV.1 Nhom 2 - Ha tang so va du lieu", "IV.2 Nhom 3 - Nguoi lam"],
        [
            "B. Nong thon moi",
            "I. Duong lang ngo xom",
            "1. Duong be tong",
            "a. Thon Ha, thon Thuong",
        ],
        ["III. Cho que", "III.1 Cho phien", "III.2 Cho hom"],
    ],
)
def test_headings_between_two_pieces_of_a_table_are_of_it(
    tmp_path: Path, headings: list[str]
) -> None:
    """As Word draws rows merged over all columns whose borders are taken away."""
    first, low = ruled(780, [HEAD, *rows(1, 4)])
    out = [first]
    for heading in headings:
        low -= 17
        out.append(text(EDGES[1] + 4, low, heading))
    rest, _ = ruled(low - 6, rows(4, 8))
    read = read_file(pdf(tmp_path / "a.pdf", "\n".join([*out, rest])))
    assert len(read.tables) == 1
    told = [row for row in read.tables[0].rows if row.kind is RowKind.TASK]
    assert [row.says(Column.STT) for row in told] == [str(n) for n in range(1, 8)]
    assert [row.group for row in told[:3]] == [()] * 3
    assert {row.group[0] for row in told[3:]} == {headings[0]}


@pytest.mark.parametrize("heading", ["IV. Ke hoach 02", "B. Nong thon moi", "2. Viec lam ngay"])
def test_a_short_heading_in_the_middle_is_over_all_columns(tmp_path: Path, heading: str) -> None:
    """It stands within the column that happens to be in the middle."""
    edges = (40, 80, 230, 370, 550)
    first, low = ruled(780, [HEAD, *rows(1, 4)], edges)
    out = [first, text((edges[0] + edges[-1] - wide(heading)) / 2, low - 17, heading)]
    rest, _ = ruled(low - 23, rows(4, 8), edges)
    read = tasks(pdf(tmp_path / "a.pdf", "\n".join([*out, rest])))
    assert [row.group for row in read] == [()] * 3 + [(heading,)] * 4


def test_a_second_table_far_below_with_a_text_between_stays_a_table_of_its_own(
    tmp_path: Path,
) -> None:
    first, low = ruled(780, [HEAD, *rows(1, 4)])
    between = [
        text(EDGES[1], low - 17 * (at + 1), said)
        for at, said in enumerate(
            ("II. Bieu thu hai", "Cac viec sau day giao cho thon", "lam ngay")
        )
    ]
    rest, _ = ruled(low - 60, [HEAD, *rows(1, 3)])
    read = read_file(pdf(tmp_path / "a.pdf", "\n".join([first, *between, rest])))
    assert len(read.tables) == 2


@pytest.mark.parametrize(
    ("lines", "whole"),
    [
        ("TÀI NGUYÊ\nN VÀ MÔI TRƯỜNG", "TÀI NGUYÊN VÀ MÔI TRƯỜNG"),
        ("CHUYỂ\nN ĐỔI SỐ", "CHUYỂN ĐỔI SỐ"),
        ("CỦA UBND\nC", "CỦA UBND C"),
        ("NHÓM TỔ\nC", "NHÓM TỔ C"),
    ],
)
def test_the_end_of_a_word_in_capitals_is_part_of_it(lines: str, whole: str) -> None:
    assert unwrapped(lines) == whole
