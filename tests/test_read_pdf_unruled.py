"""PDFs whose tables have no lines at all: columns and rows by the places of their texts."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from pdf_pages import lent, pdf, text
from reconcile.errors import NoTaskTableError, UnreadableFileError
from reconcile.model import Column, Row, RowKind
from reconcile.read import read_file
from reconcile.read.formats.pdf.wraps import unwrapped

pytest.importorskip("pdfplumber")

LEFTS = (40, 75, 320, 450)
HEAD = ("STT", "Nhiem vu", "Don vi chu tri", "Thoi han")
LINE = 12
Cell = tuple[str, ...]
"""The lines of a cell."""


def write_row(top: float, cells: Sequence[Cell]) -> tuple[list[str], float]:
    """Write the cells of a row one after the other, as programs do; return how low it reaches."""
    said = [
        text(left, top - LINE * at, line)
        for left, lines in zip(LEFTS, cells, strict=False)
        for at, line in enumerate(lines)
        if line
    ]
    return said, top - LINE * max(map(len, cells)) - 4


def page(rows: Sequence[Sequence[Cell]], *, head: bool = True, above: Sequence[str] = ()) -> str:
    """The content of a page: lines, and rows below each other."""
    top = 780.0
    out: list[str] = []
    for line in above:
        out.append(text(200, top, line))
        top -= 20
    for row in [[(said,) for said in HEAD], *rows] if head else rows:
        said, top = write_row(top, row)
        out += said
    return "\n".join(out)


def row(number: int) -> list[Cell]:
    """A row whose task is of two lines, the upper one as long as its column is wide."""
    task = ("Sua xong cay cau so", f"{number} o ben do cu")
    return [(str(number),), task, (f"To dan pho so {number}",), (f"{number}/6/2026",)]


def tasks(path: Path) -> list[Row]:
    return [r for table in read_file(path).tables for r in table.rows if r.kind is RowKind.TASK]


def test_rows_and_columns_are_told_by_where_their_texts_stand(tmp_path: Path) -> None:
    content = page([row(n) for n in range(1, 8)], above=["KE HOACH", "Thuc hien nam 2026"])
    path = pdf(tmp_path / "a.pdf", content)
    read = tasks(path)
    assert [r.says(Column.STT) for r in read] == [str(n) for n in range(1, 8)]
    assert [r.says(Column.TASK) for r in read] == [
        f"Sua xong cay cau so {n} o ben do cu" for n in range(1, 8)
    ]
    assert [r.says(Column.LEAD) for r in read] == [f"To dan pho so {n}" for n in range(1, 8)]
    assert [r.says(Column.DEADLINE) for r in read] == [f"{n}/6/2026" for n in range(1, 8)]
    source = read_file(path)
    assert "table-unruled" in {finding.code for finding in source.findings}
    assert " ".join(line.text for line in source.lines) == "KE HOACH Thuc hien nam 2026"


@pytest.mark.parametrize("repeated", [True, False], ids=["header repeated", "header once"])
def test_a_row_that_a_page_breaks_is_one_row(tmp_path: Path, *, repeated: bool) -> None:
    broken = [("3",), ("Sua xong duong lang",), ("To so 3",), ("3/6/2026",)]
    rest: list[Cell] = [("",), ("va lat gach via he",), ("va to so 4",), ("",)]
    path = pdf(
        tmp_path / "a.pdf",
        page([row(1), row(2), broken]),
        page([rest, row(4), row(5)], head=repeated),
    )
    read = tasks(path)
    assert [r.says(Column.STT) for r in read] == ["1", "2", "3", "4", "5"]
    assert read[2].says(Column.TASK) == "Sua xong duong lang va lat gach via he"
    assert read[2].says(Column.LEAD) == "To so 3 va to so 4"


def test_a_heading_over_all_columns_is_no_task_and_no_column(tmp_path: Path) -> None:
    groups: list[list[Cell]] = [[("I. Xay dung ha tang nong thon",)], [("II. Van hoa va xa hoi",)]]
    path = pdf(tmp_path / "a.pdf", page([groups[0], row(1), row(2), groups[1], row(3), row(4)]))
    read = tasks(path)
    assert [r.says(Column.STT) for r in read] == ["1", "2", "3", "4"]
    assert [r.group[-1].split()[-1] for r in read] == ["thon", "thon", "hoi", "hoi"]


def test_a_cell_that_stands_between_two_rows_is_of_both(tmp_path: Path) -> None:
    top = 700
    content = page([row(1)])
    for number, at in ((2, 0), (3, 1)):
        low = top - 2 * LINE * at
        content += "\n" + "\n".join(
            (
                text(LEFTS[0], low, str(number)),
                text(LEFTS[1], low, f"Sua nha van hoa thon {number}"),
                text(LEFTS[1], low - LINE, "truoc mua mua bao"),
                text(LEFTS[3], low, f"{number}/6/2026"),
            )
        )
    content += "\n" + text(LEFTS[2], top - 1.5 * LINE + 5, "To xay dung")
    content += "\n" + text(LEFTS[2], top - 2.5 * LINE + 5, "cua phuong")
    read = tasks(pdf(tmp_path / "a.pdf", content))
    assert [r.says(Column.STT) for r in read] == ["1", "2", "3"]
    assert [r.says(Column.LEAD) for r in read[1:]] == ["To xay dung cua phuong"] * 2


@pytest.mark.parametrize(
    "high",
    # What has no parts stands in the middle of both levels, or at the top beside the upper one.
    [10, 0],
    ids=["in the middle", "at the top"],
)
def test_a_header_over_two_columns_names_both_and_no_third(tmp_path: Path, high: float) -> None:
    lefts = (40, 75, 250, 340, 430)
    top = 780
    out = [
        text(left, top - high, said) for left, said in zip(lefts, ("TT", "Nhiem vu"), strict=False)
    ]
    out += [text(lefts[4], top - high, "Ghi chu"), text(lefts[2], top, "To chuc thuc hien")]
    out += [text(lefts[2], top - 20, "Chu tri"), text(lefts[3], top - 20, "Phoi hop")]
    for n in range(1, 7):
        cells = (str(n), f"Sua cay cau so {n}", f"To so {n}", f"Thon {n}", "30/6/2026")
        out += [
            text(left, top - 30 - 15 * n, said) for left, said in zip(lefts, cells, strict=True)
        ]
    read = tasks(pdf(tmp_path / "a.pdf", "\n".join(out)))
    said = [(r.says(Column.LEAD), r.says(Column.SUPPORT), r.says(Column.NOTE)) for r in read]
    assert said == [(f"To so {n}", f"Thon {n}", "30/6/2026") for n in range(1, 7)]


@pytest.mark.parametrize("of", ["columns", "rows"])
def test_texts_over_each_other_are_refused_and_not_guessed(tmp_path: Path, of: str) -> None:
    content = page([row(n) for n in range(1, 6)])
    if of == "columns":
        content += "\n" + text(LEFTS[1] + 180, 780 - 2 * LINE + 8, "chu tran sang cot ben canh")
    else:
        content += "\n" + text(LEFTS[1] + 3, 780 - 2 * LINE + 6, "chu de len chu")
    with pytest.raises(UnreadableFileError, match="không kẻ khung") as refused:
        read_file(pdf(tmp_path / "a.pdf", content))
    assert ".docx" in str(refused.value)


def test_a_letterhead_of_two_halves_is_no_table(tmp_path: Path) -> None:
    content = "\n".join(
        [
            text(60, 780, "UBND XA AN HOA"),
            text(320, 780, "CONG HOA XA HOI CHU NGHIA VIET NAM"),
            text(60, 760, "So: 12/KH-UBND"),
            text(320, 760, "An Hoa, ngay 5 thang 6 nam 2026"),
            *(text(60, 700 - LINE * n, f"{n}. Doan van thu {n}.") for n in range(1, 9)),
        ]
    )
    with pytest.raises(NoTaskTableError):
        read_file(pdf(tmp_path / "a.pdf", content))


@pytest.mark.parametrize(
    ("rest", "whole"),
    [
        # A year alone at the top of a page is no page number, and no row of its own.
        ((("",), ("2030",), ("",), ("",)), "Sua duong lang giai doan 2026 - 2030"),
        # A number elsewhere does not make the rest of a row a row.
        ((("",), ("to so 4",), ("5",), ("",)), "Sua duong lang giai doan 2026 - to so 4"),
    ],
)
def test_the_rest_of_a_row_may_begin_with_or_hold_a_number(
    tmp_path: Path, rest: Sequence[Cell], whole: str
) -> None:
    broken = [("3",), ("Sua duong lang giai doan 2026 -",), ("To so",), ("3/6/2026",)]
    path = pdf(tmp_path / "a.pdf", page([row(1), row(2), broken]), page([rest, row(4), row(5)]))
    assert [r.says(Column.TASK) for r in tasks(path)][2] == whole


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        ("cua dia phuon\ng", "cua dia phuong"),
        ("111/NQ-HĐ\nND", "111/NQ-HĐND"),
        ("408/C\nT-UBND", "408/CT-UBND"),
        ("45/TB-VP\nUBND tinh", "45/TB-VP UBND tinh"),
        ("26/04/2\n027", "26/04/2027"),
        ("cac xa\n; cac thon", "cac xa; cac thon"),
        ("lam duong\nc) sua cau", "lam duong c) sua cau"),
    ],
)
def test_what_a_narrow_column_broke_is_put_together(lines: str, text: str) -> None:
    assert unwrapped(lines) == text


def test_a_table_of_which_only_the_header_has_a_box_is_one_without_lines(tmp_path: Path) -> None:
    edges = (*LEFTS, 560)
    box = [f"{x - 5} 768 0.5 26 re f" for x in edges]
    box += [f"{edges[0] - 5} {y} {edges[-1] - edges[0]} 0.5 re f" for y in (768, 794)]
    content = page([row(n) for n in range(1, 8)])
    read = tasks(pdf(tmp_path / "a.pdf", "\n".join([content, *box])))
    assert [each.says(Column.STT) for each in read] == [str(n) for n in range(1, 8)]
    assert read[0].says(Column.LEAD) == "To dan pho so 1"


@pytest.mark.parametrize("letters", ["auo", "oe", "uhid", "6u"])
def test_letters_that_another_font_lends_stand_where_they_belong(
    tmp_path: Path, letters: str
) -> None:
    """They are written behind the others of their line, at its end too."""
    content: list[str] = []
    head: list[Cell] = [(said,) for said in HEAD]
    for at, cells in enumerate([head, *map(row, range(1, 9))]):
        content += [
            lent(left, 780 - 30 * at - LINE * down, line, letters)
            for left, lines in zip(LEFTS, cells, strict=True)
            for down, line in enumerate(lines)
        ]
    read = tasks(pdf(tmp_path / "a.pdf", "\n".join(content)))
    assert [r.says(Column.TASK) for r in read] == [
        f"Sua xong cay cau so {n} o ben do cu" for n in range(1, 9)
    ]
    assert [r.says(Column.LEAD) for r in read] == [f"To dan pho so {n}" for n in range(1, 9)]
    assert [r.says(Column.DEADLINE) for r in read] == [f"{n}/6/2026" for n in range(1, 9)]
