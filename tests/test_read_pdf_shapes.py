"""PDFs drawn as Word draws them: thin filled lines, and shading inset by the margins of cells."""

from itertools import pairwise
from pathlib import Path

import pytest

from pdf_pages import lent, pdf, text
from reconcile.errors import UnreadableFileError
from reconcile.model import Column, Row, RowKind
from reconcile.read import read_file

pytest.importorskip("pdfplumber")

EDGES = (40, 80, 300, 420, 550)
HEAD = ("STT", "Nhiem vu", "Don vi chu tri", "Thoi han")
HIGH = 30


def page(rows: list[tuple[str, ...]], *, head: bool, shaded: bool) -> str:
    """The content of a page with one table, its header first."""
    shown = [HEAD, *rows] if head else rows
    top = 780
    out: list[str] = []
    for at, row in enumerate(shown):
        low = top - HIGH * (at + 1)
        for left, right, said in zip(EDGES, EDGES[1:], row, strict=False):
            if shaded and head and not at:
                out.append(f"0.8 g {left + 5} {low + 3} {right - left - 10} {HIGH - 6} re f 0 g")
            out.append(text(left + 7, low + 10, said))
    bottom = top - HIGH * len(shown)
    wide, downs = EDGES[-1] - EDGES[0], range(len(shown) + 1)
    out += [f"{EDGES[0]} {top - HIGH * at} {wide} 0.5 re f" for at in downs]
    out += [f"{edge} {bottom} 0.5 {top - bottom} re f" for edge in EDGES]
    return "\n".join(out)


def rows(first: int, last: int) -> list[tuple[str, ...]]:
    told = ((str(n), f"Sua cau so {n} o ben do") for n in range(first, last))
    return [(n, task, f"To so {n}", f"{n}/6/2026") for n, task in told]


def tasks(path: Path) -> list[Row]:
    return [r for table in read_file(path).tables for r in table.rows if r.kind is RowKind.TASK]


@pytest.mark.parametrize("shaded", [True, False], ids=["shaded", "plain"])
@pytest.mark.parametrize("repeated", [True, False], ids=["headers repeated", "header once"])
def test_shading_makes_no_columns_and_the_next_page_goes_on(
    tmp_path: Path,
    shaded: bool,  # noqa: FBT001
    repeated: bool,  # noqa: FBT001
) -> None:
    path = pdf(
        tmp_path / "a.pdf",
        page(rows(1, 6), head=True, shaded=shaded),
        page(rows(6, 11), head=repeated, shaded=shaded),
        page(rows(11, 14), head=repeated, shaded=shaded),
    )
    read = tasks(path)
    assert [row.says(Column.STT) for row in read] == [str(n) for n in range(1, 14)]
    assert [row.says(Column.LEAD) for row in read] == [f"To so {n}" for n in range(1, 14)]
    assert read[-1].says(Column.DEADLINE) == "13/6/2026"


def test_rows_without_lines_between_ruled_ones_are_headers_and_headings(tmp_path: Path) -> None:
    """A sheet with borders round its tasks alone: header and group rows have none."""

    def sheet(groups: list[tuple[str, int, int]], *, head: bool) -> str:
        out: list[str] = []
        low = 740
        if head:
            out += [text(left + 7, low, said) for left, said in zip(EDGES, HEAD, strict=False)]
        for group, first, last in groups:
            low -= 20
            out.append(text(EDGES[0] + 7, low, group))
            for row in rows(first, last):
                low -= HIGH
                for at, said in enumerate(row):
                    left, right = EDGES[at], EDGES[at + 1]
                    out.append(f"{left} {low - 10} {right - left} {HIGH} re S")
                    out.append(text(left + 7, low, said))
            low -= 10
        return "\n".join(out)

    groups = [("I. Cau duong va ben do ngang qua song", 1, 4), ("II. Truong hoc", 4, 6)]
    path = pdf(
        tmp_path / "a.pdf",
        sheet([*groups, ("III. Cho que", 6, 6)], head=True),
        sheet([("IV. Kenh muong va de dieu trong vung", 6, 8)], head=False),
    )
    read = tasks(path)
    assert [row.says(Column.STT) for row in read] == [str(n) for n in range(1, 8)]
    assert [row.says(Column.LEAD) for row in read] == [f"To so {n}" for n in range(1, 8)]
    assert [row.group[0].split()[0] for row in read] == ["I."] * 3 + ["II."] * 2 + ["IV."] * 2


def test_a_heading_with_letters_of_another_font_is_whole_over_all_columns(tmp_path: Path) -> None:
    """Fonts without Vietnamese letters are helped out, and leave gaps where columns meet."""
    heading = "I. Moi cau, duong, ben do ngang qua song Thu"
    out = [text(left + 7, 740, said) for left, said in zip(EDGES, HEAD, strict=False)]
    out.append(lent(EDGES[0] + 7, 720, heading, "ocauh"))
    for at, row in enumerate(rows(1, 4)):
        low = 690 - HIGH * at
        for (left, right), said in zip(pairwise(EDGES), row, strict=True):
            out.append(f"{left} {low - 10} {right - left} {HIGH} re S")
            out.append(lent(left + 7, low, said, "auo"))
    read = tasks(pdf(tmp_path / "a.pdf", "\n".join(out)))
    assert [row.says(Column.TASK) for row in read] == [
        f"Sua cau so {n} o ben do" for n in range(1, 4)
    ]
    assert {row.group for row in read} == {(heading,)}


def test_numbered_rows_that_no_line_parts_are_rows_all_the_same(tmp_path: Path) -> None:
    top, low = 780, 600
    frame = [f"{a} {low} {b - a} {top - low} re S" for a, b in pairwise(EDGES)]
    out = [f"{a} {top} {b - a} 30 re S" for a, b in pairwise(EDGES)]
    for at, row in enumerate([HEAD, *rows(1, 5)]):
        out += [text(left + 7, 790 - 30 * at, said) for left, said in zip(EDGES, row, strict=False)]
    read = tasks(pdf(tmp_path / "a.pdf", "\n".join([*frame, *out])))
    assert [row.says(Column.TASK) for row in read] == [
        f"Sua cau so {n} o ben do" for n in range(1, 5)
    ]


def test_a_cell_merged_over_rows_that_lines_part_hides_none_of_them(tmp_path: Path) -> None:
    """As LibreOffice draws a sheet whose lead and deadline are merged over neighbouring rows."""
    shown, top, high = [HEAD, *rows(1, 5)], 780, 14
    merged = {(1, 2): 3, (2, 2): 0, (3, 2): 0, (2, 3): 2, (3, 3): 0}
    out: list[str] = []
    for at, row in enumerate(shown):
        for place, said in enumerate(row):
            deep = merged.get((at, place), 1) * high
            left, right = EDGES[place], EDGES[place + 1]
            if deep:
                low = top - high * at - deep
                out.append(f"{left} {low} {right - left} {deep} re S")
                out.append(text(left + 5, top - high * (at + 1) + 3, said))
    read = tasks(pdf(tmp_path / "a.pdf", "\n".join(out)))
    assert [row.says(Column.STT) for row in read] == ["1", "2", "3", "4"]
    assert [row.says(Column.LEAD) for row in read] == ["To so 1"] * 3 + ["To so 4"]
    assert [row.says(Column.DEADLINE) for row in read] == [f"{n}/6/2026" for n in (1, 2, 2, 4)]


def test_a_text_that_spills_into_the_next_row_is_read_in_its_own(tmp_path: Path) -> None:
    told = rows(1, 5)
    content = page(told, head=True, shaded=False)
    spilled = [text(87, 780 - HIGH * (n + 2) - 1, "Mo cho phien vung cao") for n in range(2)]
    whole = content.split("\n")
    for n, line in enumerate(spilled, 1):
        at = next(i for i, said in enumerate(whole) if f"cau so {n} o ben do" in said)
        whole[at] = whole[at].replace("ben do)", "ben do )")
        whole.insert(at + 1, line)
    read = tasks(pdf(tmp_path / "a.pdf", "\n".join(whole)))
    assert [row.says(Column.TASK) for row in read][:3] == [
        "Sua cau so 1 o ben do Mo cho phien vung cao",
        "Sua cau so 2 o ben do Mo cho phien vung cao",
        "Sua cau so 3 o ben do",
    ]


def overprinted(path: Path, *, low: int) -> Path:
    """A page with one table of ten rows; in the first few the text's second line lies too high."""
    told = rows(1, 11)
    content = page(told, head=True, shaded=False)
    spilled = [text(89, 780 - HIGH * (n + 2) + 6, "Mo cho phien vung cao") for n in range(low)]
    return pdf(path, "\n".join([content, *spilled]))


def test_a_row_whose_lines_are_printed_over_one_another_is_told(tmp_path: Path) -> None:
    source = read_file(overprinted(tmp_path / "a.pdf", low=1))
    told = [each.where.row for each in source.findings if each.code == "text-overprinted"]
    assert told == [2]
    assert len(tasks(tmp_path / "a.pdf")) == 10


def lacking(path: Path, *lost: int, low: int) -> Path:
    """A page like that, on which some of thirty rows are hidden by others."""
    told = [row for row in rows(1, 24) if int(row[0]) not in lost]
    content = page(told, head=True, shaded=False)
    spilled = [text(89, 780 - HIGH * (n + 2) + 6, "Mo cho phien vung cao") for n in range(low)]
    return pdf(path, "\n".join([content, *spilled]))


@pytest.mark.parametrize("lost", [(2,), (7, 8), (12, 20)], ids=str)
def test_tasks_hidden_by_texts_printed_over_them_are_never_counted_as_missing(
    tmp_path: Path, lost: tuple[int, ...]
) -> None:
    path = lacking(tmp_path / "a.pdf", *lost, low=1)
    with pytest.raises(UnreadableFileError, match=f"nhảy từ {lost[0] - 1} sang") as error:
        read_file(path)
    assert "xin tệp gốc" in error.value.fix
    assert error.value.where is not None
    assert error.value.where.file == "a.pdf"


def test_a_number_left_out_of_a_table_printed_well_costs_no_file(tmp_path: Path) -> None:
    assert len(tasks(lacking(tmp_path / "a.pdf", 7, low=0))) == 22


def test_a_table_printed_over_itself_is_refused_and_never_read_as_it_comes(tmp_path: Path) -> None:
    path = overprinted(tmp_path / "a.pdf", low=2)
    with pytest.raises(UnreadableFileError, match="đè lên nhau ở 2 dòng") as error:
        read_file(path)
    assert "Bảng 1" in str(error.value)
    assert "AutoFit Row Height" in error.value.fix
