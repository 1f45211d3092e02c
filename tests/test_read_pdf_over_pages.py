"""Cells of a PDF's table that are merged over the end of a page, as programs print them."""

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest

from pdf_pages import pdf, text
from reconcile.model import Column, Row, RowKind
from reconcile.read import read_file

pytest.importorskip("pdfplumber")

EDGES = (40, 80, 300, 420, 550)
HEAD = ("STT", "Nhiem vu", "Chu tri", "Thoi han")
Cell = str | None
"""Its text, or None where the one above it goes on; ``~`` before a text leaves its top open."""


def page(
    rows: Sequence[Sequence[Cell]], *, ends: Sequence[int] = (), edges: Sequence[int] = EDGES
) -> str:
    """Draw rows of one height, without a line below the columns of ``ends``."""
    out = []
    heights = [770 - 20 * at for at in range(len(rows) + 1)]
    for at, row in enumerate(rows):
        for (left, right), said in zip(pairwise(edges), row, strict=True):
            if said is not None:
                if not said.startswith("~"):
                    out.append(f"{left} {heights[at]} {right - left} 0.5 re f")
                if said.strip("~"):
                    out.append(text(left + 3, heights[at + 1] + 6, said.strip("~")))
    for column, (left, right) in enumerate(pairwise(edges)):
        if column not in ends:
            out.append(f"{left} {heights[-1]} {right - left} 0.5 re f")
    high = heights[0] - heights[-1]
    return "\n".join([*out, *(f"{x} {heights[-1]} 0.5 {high} re f" for x in edges)])


def row(number: int, lead: Cell, due: Cell = "30/9/2026") -> tuple[Cell, ...]:
    return str(number), f"Ve sinh kenh so {number}", lead, due


def read(path: Path, *pages: str) -> list[Row]:
    source = read_file(pdf(path / "a.pdf", *pages))
    return [r for table in source.tables for r in table.rows if r.kind is RowKind.TASK]


def leads(rows: Sequence[Row]) -> list[str]:
    return [each.says(Column.LEAD) for each in rows]


TITLE = text(60, 800, "KE HOACH")


@pytest.mark.parametrize(
    ("above", "below"),
    [("Doi thuy nong", ""), ("", "Doi thuy nong"), ("Doi thuy nong", "Doi thuy nong")],
    ids=["first", "second", "both"],
)
def test_a_cell_that_the_page_cuts_without_a_line_is_one(
    tmp_path: Path, above: str, below: str
) -> None:
    first = page([HEAD, row(1, "To 1"), row(2, above), row(3, None)], ends=[2])
    second = page([row(4, f"~{below}"), row(5, None), row(6, "To 2")])
    rows = read(tmp_path, f"{TITLE}\n{first}", second)
    assert leads(rows) == ["To 1", *["Doi thuy nong"] * 4, "To 2"]


def test_a_text_in_the_margin_is_that_of_the_open_cell_below_it(tmp_path: Path) -> None:
    first = page([HEAD, row(1, "To 1"), row(2, "Doi thuy nong")], ends=[2])
    second = page([row(3, "~"), row(4, "To 2")])
    # As LibreOffice prints it: where the text would stand on paper without an end.
    again = text(303, 786, "Doi thuy nong")
    rows = read(tmp_path, f"{TITLE}\n{first}", f"{again}\n{second}")
    assert leads(rows) == ["To 1", *["Doi thuy nong"] * 2, "To 2"]
    alone = page([HEAD, row(1, "To 1"), row(2, "")], ends=[2])
    rows = read(tmp_path, f"{TITLE}\n{alone}", f"{again}\n{second}")
    assert leads(rows) == ["To 1", *["Doi thuy nong"] * 2, "To 2"]


def test_it_goes_on_below_a_header_that_is_said_again(tmp_path: Path) -> None:
    first = page([HEAD, row(1, "To 1"), row(2, "Doi thuy nong")], ends=[2])
    second = page([HEAD, row(3, ""), row(4, None)], ends=[2])
    third = page([HEAD, row(5, ""), row(6, "To 2")])
    again = text(303, 786, "Doi thuy nong")
    rows = read(tmp_path, f"{TITLE}\n{first}", f"{again}\n{second}", third)
    assert leads(rows) == ["To 1", *["Doi thuy nong"] * 4, "To 2"]


@pytest.mark.parametrize("column", [2, 3])
def test_it_goes_on_over_a_whole_page(tmp_path: Path, column: int) -> None:
    cut = [["To 1", "30/9/2026"] for _ in range(9)]
    for each in cut[2:7]:
        each[column - 2] = None  # type: ignore[call-overload]
    cut[1][column - 2] = "Ca nam 2026"
    cut[2][column - 2] = cut[5][column - 2] = "~"
    rows = [row(number, *cells) for number, cells in enumerate(cut, 1)]
    pages = [
        page([HEAD, *rows[:2]], ends=[column]),
        page(rows[2:5], ends=[column]),
        page(rows[5:]),
    ]
    found = read(tmp_path, f"{TITLE}\n{pages[0]}", *pages[1:])
    said = [each.says((Column.LEAD, Column.DEADLINE)[column - 2]) for each in found]
    other = ("To 1", "30/9/2026")[column - 2]
    assert said == [other, *["Ca nam 2026"] * 6, *[other] * 2]


def test_a_cell_that_is_closed_on_both_pages_says_nothing_on_the_second(tmp_path: Path) -> None:
    first = page([HEAD, row(1, "To 1"), row(2, "Doi thuy nong"), row(3, None)])
    for second in ([row(4, ""), row(5, None)], [row(4, ""), row(5, "To 2")]):
        rows = read(tmp_path, f"{TITLE}\n{first}", page(second))
        last = "Doi thuy nong" if second[1][2] is None else "To 2"
        assert leads(rows) == ["To 1", *["Doi thuy nong"] * 3, last]


def test_a_cell_whose_first_row_is_broken_too_is_one(tmp_path: Path) -> None:
    first = page([HEAD, row(1, "To 1"), row(2, "Doi thuy nong")])
    second = page([("", "cho den cong", "xom Ha", ""), row(3, None), row(4, "To 2")])
    rows = read(tmp_path, f"{TITLE}\n{first}", second)
    assert leads(rows) == ["To 1", *["Doi thuy nong xom Ha"] * 2, "To 2"]
    assert rows[1].says(Column.TASK) == "Ve sinh kenh so 2 cho den cong"


def test_an_empty_cell_at_the_top_of_a_page_says_nothing_where_none_was_merged(
    tmp_path: Path,
) -> None:
    first = page([HEAD, row(1, "To 1"), row(2, "Doi thuy nong")])
    second = page([row(3, ""), row(4, "To 2")])
    rows = read(tmp_path, f"{TITLE}\n{first}", second)
    assert leads(rows) == ["To 1", "Doi thuy nong", "", "To 2"]


def test_a_header_lends_nothing_to_the_next_page(tmp_path: Path) -> None:
    second = page([row(1, ""), row(2, None), row(3, "To 2")])
    rows = read(tmp_path, f"{TITLE}\n{page([HEAD])}", second)
    assert leads(rows) == ["", "", "To 2"]


@pytest.mark.parametrize("rest", [["xom Ha"], ["xom Ha,", "va ca doan", "ven de"]], ids=len)
def test_a_task_that_the_page_breaks_may_go_on_in_rows_of_its_own(
    tmp_path: Path, rest: list[str]
) -> None:
    first = page([HEAD, row(1, "To 1"), row(2, "To 2")])
    parts = [("", "cho den cong", "", ""), *(("", part, "", "") for part in rest)]
    rows = read(tmp_path, f"{TITLE}\n{first}", page([*parts, row(3, "To 3")]))
    assert leads(rows) == ["To 1", "To 2", "To 3"]
    said = " ".join(["Ve sinh kenh so 2 cho den cong", *rest])
    assert rows[1].says(Column.TASK) == said
    assert not any(each.group for each in rows)


@pytest.mark.parametrize("rest", ["Uy ban nhan dan xa", "cho den cong", "Dai doi 3"])
def test_the_rest_of_a_task_below_a_header_that_is_said_again_is_part_of_it(
    tmp_path: Path, rest: str
) -> None:
    index = ("(1)", "(2)", "(3)", "(4)")
    first = page([HEAD, index, row(1, "To 1"), row(2, "To 2")])
    second = page([HEAD, index, ("", rest, "", "")], ends=[])
    third = page([HEAD, index, row(3, "To 3"), row(4, "To 4")])
    rows = read(tmp_path, f"{TITLE}\n{first}", second, third)
    assert [each.says(Column.TASK) for each in rows] == [
        "Ve sinh kenh so 1",
        f"Ve sinh kenh so 2 {rest}",
        "Ve sinh kenh so 3",
        "Ve sinh kenh so 4",
    ]


BARE = (40, 240, 400, 550)
BARE_HEAD = HEAD[1:]
FULL = "Don ve sinh duong lang, nha cua cua hoi"


@pytest.mark.parametrize(
    "rest", [("Phu nu xa", "", ""), ("Nong dan tap the", "Trung", ""), ("Cuu chien binh", "", "")]
)
def test_where_no_row_has_a_number_the_room_in_the_last_line_tells_what_goes_on(
    tmp_path: Path, rest: tuple[str, str, str]
) -> None:
    lead = "Cac hoi doan the cua cac thon to" if rest[1] else "Cac hoi"
    lines = [BARE_HEAD, ("Quet vet", "Hoi", "Quy III/2026"), (FULL, lead, "Quy IV/2026")]
    first = page(lines, edges=BARE)
    after = ("Hop dan", "Thon", "30/9/2026")
    rows = read(tmp_path, f"{TITLE}\n{first}", page([rest, after, after], edges=BARE))
    assert [each.says(Column.TASK) for each in rows][:3] == [
        "Quet vet",
        f"{FULL} {rest[0]}",
        "Hop dan",
    ]
    assert rows[1].says(Column.LEAD) == f"{lead} {rest[1]}".strip()


def test_a_heading_at_the_top_of_a_page_is_no_rest_where_the_line_above_had_room(
    tmp_path: Path,
) -> None:
    lines = [BARE_HEAD, ("Quet vet", "Hoi", "Quy III/2026"), ("Tat nuoc", "Hoi", "Quy IV/2026")]
    after = ("Hop dan", "Thon", "30/9/2026")
    second = page([("Viec cua thon", "", ""), after, after], edges=BARE)
    rows = read(tmp_path, f"{TITLE}\n{page(lines, edges=BARE)}", second)
    texts = [each.says(Column.TASK) for each in rows]
    assert texts[:2] == ["Quet vet", "Tat nuoc"]
    assert texts[-2:] == ["Hop dan", "Hop dan"]
