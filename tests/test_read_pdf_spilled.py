"""Texts of a PDF that are higher than their rows, beside empty cells into which they reach."""

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest

from pdf_pages import pdf, text
from reconcile.model import Column, Row, RowKind, Source
from reconcile.read import read_file

pytest.importorskip("pdfplumber")

EDGES = (40, 75, 230, 330, 450, 550)
HEAD = ("STT", "Nhiem vu", "Chu tri", "San pham", "Thoi han")
HIGH, PITCH, UP = 18, 11.5, 6
LONG = ("Bien ban nghiem thu co", "chu ky cua Truong thon", "va ho dan lien quan")


def page(rows: Sequence[Sequence[str]], how: str, top: float = 760, high: float = HIGH) -> str:
    """Draw rows that are as high as a line; texts of more lines reach out as they are aligned."""
    out = []
    for at, row in enumerate([HEAD, *rows]):
        base = top - high * (at + 1) + UP
        for left, said in zip(EDGES, row, strict=False):
            lines = said.split("|")
            over = {"top": 0.0, "middle": (len(lines) - 1) / 2, "bottom": len(lines) - 1.0}[how]
            for nth, line in enumerate(lines):
                y = round(base + PITCH * (over - nth), 2)
                out.append(text(left + 3, y, line + " " * (nth < len(lines) - 1)))
    low = top - high * (len(rows) + 1)
    across = [top - high * at for at in range(len(rows) + 2)]
    out += [f"{a} {y} {b - a} 0.5 re f" for y in across for a, b in pairwise(EDGES)]
    return "\n".join([*out, *(f"{x} {low} 0.5 {top - low} re f" for x in EDGES)])


def read(path: Path, content: str) -> tuple[Source, list[Row]]:
    source = read_file(pdf(path / "a.pdf", f"{text(60, 800, 'KE HOACH')}\n{content}"))
    return source, [r for t in source.tables for r in t.rows if r.kind is RowKind.TASK]


def row(number: int, product: str = "") -> tuple[str, ...]:
    return str(number), f"Dap bo vung so {number}", "To thuy nong", product, f"{number}/10/2026"


HOW = pytest.mark.parametrize("how", ["top", "middle", "bottom"])


@HOW
@pytest.mark.parametrize("lines", [2, 3])
def test_a_text_that_reaches_into_empty_cells_is_of_its_own_row(
    tmp_path: Path, how: str, lines: int
) -> None:
    product = "|".join(LONG[:lines])
    rows = [row(at, product if at in (4, 9) else "") for at in range(1, 13)]
    source, read_rows = read(tmp_path, page(rows, how))
    whole = " ".join(LONG[:lines])
    said = [each.says(Column.PRODUCT) for each in read_rows]
    assert said == [whole if at in (4, 9) else "" for at in range(1, 13)]
    assert "text-overprinted" not in {each.code for each in source.findings}


def test_a_text_that_reaches_below_the_last_row_is_whole(tmp_path: Path) -> None:
    rows = [*(row(at) for at in range(1, 6)), row(6, "|".join(LONG[:2]))]
    source, read_rows = read(tmp_path, page(rows, "top"))
    assert read_rows[-1].says(Column.PRODUCT) == " ".join(LONG[:2])
    assert [line.text for line in source.lines] == ["KE HOACH"]


def test_short_texts_right_below_one_another_are_of_their_own_rows(tmp_path: Path) -> None:
    short = ["Bao cao ", "Bien ban ", "Bao cao ", "", "So ", "So "]
    rows = [row(at, said) for at, said in enumerate(short, 1)]
    _, read_rows = read(tmp_path, page(rows, "top", high=12))
    assert [each.says(Column.PRODUCT) for each in read_rows] == [each.strip() for each in short]


def test_where_nothing_shows_how_texts_are_aligned_their_rows_are_told(tmp_path: Path) -> None:
    # The lines of the text stand as far apart as the rows: it may be of each of them.
    rows = [row(at, "|".join(LONG) if at == 12 else "") for at in range(1, 40)]
    source, _ = read(tmp_path, page(rows, "top", high=PITCH))
    told = [each.where.row for each in source.findings if each.code == "text-overprinted"]
    assert told == [13, 14, 15]
