"""PDFs of sheets over several pages: each goes on with the table of the one before, or is told."""

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest

from pdf_pages import pdf, text
from reconcile.model import Column, Row, RowKind, Severity
from reconcile.read import read_file
from reconcile.read.formats.pdf.open_pdf import open_file

pytest.importorskip("pdfplumber")

PITCH = 11.5
Cells = Sequence[str]
"""The texts of a row, their lines parted by ``|``."""


def page(rows: Sequence[Cells], edges: Sequence[float], *, high: float, top: float = 770) -> str:
    """Draw rows that are all as high, whatever stands in them: their texts end at the bottom.

    Lines that find no room stand on the row above, or above the table, as spreadsheets print it.
    """
    out: list[str] = []
    for column, left in enumerate(edges[:-1]):
        for at, row in enumerate(rows):
            lines = row[column].split("|")
            for up, said in enumerate(reversed(lines)):
                y = top - high * (at + 1) + 3 + PITCH * up
                out.insert(len(out) - up, text(left + 3, round(y, 1), said + " " * (up > 0)))
    bottom = top - high * len(rows)
    across = [top - high * at for at in range(len(rows) + 1)]
    out += [f"{edges[0]} {y} {edges[-1] - edges[0]} 0.5 re f" for y in across]
    return "\n".join([*out, *(f"{x} {bottom} 0.5 {top - bottom} re f" for x in edges)])


def tasks(path: Path) -> list[Row]:
    return [r for table in read_file(path).tables for r in table.rows if r.kind is RowKind.TASK]


def said(rows: Sequence[Cells], at: int) -> list[str]:
    return [row[at].replace("|", " ") for row in rows]


FOUR = (40, 80, 300, 420, 550)
FOUR_HEAD = ("STT", "Nhiem vu", "Don vi chu tri", "Thoi han")
FIVE = (30, 62, 250, 350, 450, 560)
FIVE_HEAD = ("TT", "Noi dung nhiem vu", "Chu tri", "Phoi hop", "Thoi han")


def four(first: int, last: int) -> list[Cells]:
    work = (
        "Dap lai doan bo kenh bi sat sau tran|mua dau thang, trong co giu dat|o ca hai phia,"
        "|ghi so ho gop cong va|bao xa truoc khi lam,|doan {}"
    )
    return [
        (str(n), work.format(n), f"To thuy nong|xom {n}", f"{n}/9/2026") for n in range(first, last)
    ]


def five(first: int, last: int) -> list[Cells]:
    work = "Thu gom vo thuoc tru sau|ngoai dong va ven|bo muong, de dung|noi quy dinh,|dot thu {}"
    return [
        (
            str(n),
            work.format(n),
            f"Hoi Nong dan|chi hoi {n}",
            f"Thon|so {n}",
            f"{n % 28 + 1}/10/2026",
        )
        for n in range(first, last)
    ]


LETTERHEAD = "\n".join(
    [text(60, 820, "UBND XA BAU SEN"), text(60, 805, "KE HOACH"), text(60, 790, "Nam 2026")]
)


@pytest.mark.parametrize("high", [14, 18])
def test_texts_that_reach_above_a_page_do_not_part_its_rows_from_the_table(
    tmp_path: Path, high: float
) -> None:
    first = f"{LETTERHEAD}\n{page([FOUR_HEAD, *four(1, 8)], FOUR, high=high, top=740)}"
    more = [page(four(a, b), FOUR, high=high) for a, b in ((8, 17), (17, 22))]
    read = tasks(pdf(tmp_path / "a.pdf", first, *more))
    assert [row.says(Column.TASK) for row in read] == said(four(1, 22), 1)
    assert [row.says(Column.LEAD) for row in read] == said(four(1, 22), 2)


def test_pages_with_rows_at_the_same_heights_stand_below_one_another_where_numbers_go_on(
    tmp_path: Path,
) -> None:
    first = f"{LETTERHEAD}\n{page([FIVE_HEAD, *five(1, 6)], FIVE, high=18, top=740)}"
    more = [page(five(at, at + 9), FIVE, high=18) for at in (6, 15, 24)]
    read = tasks(pdf(tmp_path / "a.pdf", first, *more))
    assert [row.says(Column.TASK) for row in read] == said(five(1, 33), 1)
    assert [row.says(Column.DEADLINE) for row in read] == said(five(1, 33), 4)


def test_a_page_that_begins_with_a_group_goes_on_with_the_table(tmp_path: Path) -> None:
    groups = [("II", "CHUYEN DOI SO", "", ""), ("III", "AN SINH", "", "")]
    first = f"{LETTERHEAD}\n{page([FOUR_HEAD, *four(1, 8)], FOUR, high=18, top=740)}"
    # The texts of the rows below it reach over it, and above the page's first line.
    wide = [("II", "CHUYEN DOI SO", "", ""), *four(8, 15)]
    more = [page(wide, FOUR, high=18), page([groups[1], *four(15, 20)], FOUR, high=18)]
    read = tasks(pdf(tmp_path / "a.pdf", first, *more))
    assert [row.says(Column.TASK) for row in read] == said(four(1, 20), 1)
    assert [bool(row.group) for row in read] == [False] * 7 + [True] * 12


def test_letters_of_rows_are_no_lines_of_the_text_above_the_table(tmp_path: Path) -> None:
    first = page([FIVE_HEAD, *five(1, 5)], FIVE, high=30, top=740)
    low = page(five(5, 14), FIVE, high=14)
    opened = open_file(pdf(tmp_path / "a.pdf", f"{LETTERHEAD}\n{first}", low).read_bytes(), "a.pdf")
    assert [line.text for line in opened.lines] == ["UBND XA BAU SEN", "KE HOACH", "Nam 2026"]


def test_a_page_whose_columns_are_others_is_told_where_its_numbers_go_on(tmp_path: Path) -> None:
    rows = [(str(n), f"Ve sinh xom {n}", f"To {n}", f"{n}/9/2026") for n in range(1, 12)]
    more = [(*row[:2], "Xa", *row[2:]) for row in rows[6:]]
    first = f"{LETTERHEAD}\n{page([FOUR_HEAD, *rows[:6]], FOUR, high=18, top=740)}"
    found = read_file(pdf(tmp_path / "a.pdf", first, page(more, FIVE, high=18))).findings
    told = [each for each in found if each.code == "table-parted"]
    assert [(each.where.sheet, each.severity) for each in told] == [("Trang 2", Severity.WARNING)]
    assert "từ số 7" in told[0].message


def test_a_page_with_a_header_of_its_own_or_other_numbers_is_no_part(tmp_path: Path) -> None:
    rows = [(str(n), f"Ve sinh xom {n}", f"To {n}", f"{n}/9/2026") for n in range(1, 12)]
    first = f"{LETTERHEAD}\n{page([FOUR_HEAD, *rows[:6]], FOUR, high=18, top=740)}"
    own = page([FIVE_HEAD, *five(7, 12)], FIVE, high=60)
    again = page(five(1, 5), FIVE, high=60)
    for other in (own, again):
        found = read_file(pdf(tmp_path / "a.pdf", first, other)).findings
        assert "table-parted" not in {each.code for each in found}


SIX_HEAD = ("Co quan thuc hien", "Chu tri", "Phoi hop")


def grid(marks: Sequence[float], edges: Sequence[float], cells: Sequence[Cells]) -> str:
    """Draw rows between heights; a cell of ``^`` has no line above it, one of ``<`` none before."""
    out: list[str] = []
    for (top, low), row in zip(pairwise(marks), cells, strict=True):
        for (left, right), said in zip(pairwise(edges), row, strict=True):
            if said != "^":
                out.append(f"{left} {top} {right - left} 0.5 re f")
            if said != "<":
                out.append(f"{left} {low} 0.5 {top - low} re f")
            if said not in ("", "^", "<"):
                out.append(text(left + 3, low + 3, said))
        out.append(f"{edges[-1]} {low} 0.5 {top - low} re f")
    out.append(f"{edges[0]} {marks[-1]} {edges[-1] - edges[0]} 0.5 re f")
    return "\n".join(out)


@pytest.mark.parametrize("due", ["{}/9/2026", "2026"])
@pytest.mark.parametrize("groups", [1, 2], ids=str)
@pytest.mark.parametrize("pages", [1, 3], ids=["one", "three"])
def test_columns_printed_behind_a_header_of_two_levels_stand_beside_the_others(
    tmp_path: Path, due: str, groups: int, pages: int
) -> None:
    edges = (40, 80, 300, 420, 550)
    body = [("I" * at, f"NHOM {at}", "", "") for at in range(1, groups + 1)]
    body.append(("1", "Ve sinh xom 1", "To 1", "Doan 1"))
    body.append(("2", "Ve sinh xom 2", "To 2", "Doan 2"))
    head = [("STT", "Nhiem vu", SIX_HEAD[0], "<"), ("^", "^", *SIX_HEAD[1:])]
    marks = [740, 722, 704]
    for row in body:
        marks.append(marks[-1] - (31 if row[0].isdigit() else 18))
    left = [f"{LETTERHEAD}\n{grid(marks, edges, [*head, *body])}"]
    days = [(due.format(row[0]) if row[0].isdigit() else "",) for row in body]
    right = [grid([740, *marks[2:]], (40, 150), [("Thoi han",), *days])]
    for at in range(1, pages):
        numbers = range(3 * at, 3 * at + 3)
        heights = [770, 730 - at, 690 - 2 * at, 660]
        left.append(
            grid(heights, edges, [(str(n), f"Ve sinh xom {n}", f"To {n}", "Doan") for n in numbers])
        )
        right.append(grid(heights, (40, 150), [(due.format(n),) for n in numbers]))
    read = tasks(pdf(tmp_path / "a.pdf", *left, *right))
    count = 2 + 3 * (pages - 1)
    assert [row.says(Column.STT) for row in read] == [str(n) for n in range(1, count + 1)]
    wanted = [due.format(n) for n in range(1, count + 1)]
    assert [row.says(Column.DEADLINE) for row in read] == wanted
    assert [row.says(Column.LEAD) for row in read] == [f"To {n}" for n in range(1, count + 1)]
