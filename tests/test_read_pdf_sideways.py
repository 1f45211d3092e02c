"""Tables that a spreadsheet printed on pages behind one another: too wide for one."""

from itertools import pairwise
from pathlib import Path

import pytest

from pdf_pages import pdf, text
from reconcile.model import Column, Row, RowKind
from reconcile.read import read_file

pytest.importorskip("pdfplumber")

LEFT = (
    ("STT", "Nhiem vu"),
    ("1", "Sua cau o ben do"),
    ("2", "Trong cay ven duong"),
    ("3", "Don kho giay to"),
)
RIGHT = (
    ("Don vi chu tri", "Thoi han"),
    ("To mot", "1/6/2026"),
    ("To hai", "2/6/2026"),
    ("To ba", "3/6/2026"),
)
WHOLE = (
    ("Nhiem vu", "Chu tri"),
    ("Sua cau o ben do cu", "To mot"),
    ("Trong cay ven duong lang", "To hai"),
    ("Don kho giay to cu", "To ba"),
)
EVEN = (30, 30, 30, 30)
UNEVEN = (30, 24, 48, 24)


def page(
    rows: tuple[tuple[str, ...], ...], high: tuple[int, ...] = EVEN, top: int = 780, title: str = ""
) -> str:
    """A page with one ruled table."""
    edges = (40, 120, 320) if rows[0] in (LEFT[0], WHOLE[0]) else (40, 200, 360)
    tops = [top - sum(high[:at]) for at in range(len(rows) + 1)]
    out = [text(40, 820, title)] if title else []
    for (upper, lower), row in zip(pairwise(tops), rows, strict=True):
        low = (upper + lower) / 2 - 4
        out += [text(x + 7, low, said) for x, said in zip(edges, row, strict=False)]
    out += [f"{edges[0]} {y} {edges[-1] - edges[0]} 0.5 re f" for y in tops]
    out += [f"{x} {tops[-1]} 0.5 {tops[0] - tops[-1]} re f" for x in edges]
    return "\n".join(out)


def tasks(path: Path) -> list[Row]:
    return [r for table in read_file(path).tables for r in table.rows if r.kind is RowKind.TASK]


def said(rows: list[Row], column: Column) -> list[str]:
    return [row.says(column) for row in rows]


@pytest.mark.parametrize("high", [EVEN, UNEVEN], ids=["even", "uneven"])
def test_columns_on_a_page_behind_stand_beside_their_rows(
    tmp_path: Path, high: tuple[int, ...]
) -> None:
    read = tasks(pdf(tmp_path / "a.pdf", page(LEFT, high), page(RIGHT, high)))
    assert said(read, Column.LEAD) == ["To mot", "To hai", "To ba"]
    assert said(read, Column.DEADLINE) == ["1/6/2026", "2/6/2026", "3/6/2026"]


def test_a_part_of_which_some_rows_are_ruled_stands_beside_those(tmp_path: Path) -> None:
    top, *rest = RIGHT
    below = page(tuple(rest[1:]), EVEN[2:], 780 - 60)
    read = tasks(pdf(tmp_path / "a.pdf", page(LEFT), f"{page((top,), EVEN[:1])}\n{below}"))
    assert said(read, Column.LEAD) == ["", "To hai", "To ba"]


@pytest.mark.parametrize(
    "second",
    [
        page(RIGHT, UNEVEN, 700),
        page((("Ho ten", "Que quan"), ("An", "Ben Thu"), ("Bich", "Ben Thu")), EVEN[:3], 760),
        page((("TT", "Ho ten"), ("1", "An"), ("2", "Bich"), ("3", "Canh"))),
        page((("Ho ten", "Que quan"), *RIGHT[1:]), title="DANH SACH DU HOP"),
    ],
    ids=["lower", "fewer rows", "numbered", "under a title"],
)
def test_another_table_on_the_next_page_stays_apart(tmp_path: Path, second: str) -> None:
    heads = {
        heading.text
        for table in read_file(pdf(tmp_path / "a.pdf", page(WHOLE), second)).tables
        for heading in table.headings
    }
    assert heads == {"Nhiem vu", "Chu tri"}
