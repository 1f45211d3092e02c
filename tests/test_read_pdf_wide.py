"""Sheets that LibreOffice prints on several pages beside one another, and several below."""

import subprocess
from itertools import pairwise
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Border, Side
from openpyxl.worksheet.worksheet import Worksheet

from pdf_pages import pdf, text
from reconcile.model import Column, Row, RowKind
from reconcile.read import read_file

pytest.importorskip("pdfplumber")

HEAD = ("STT", "Nhiệm vụ", "Văn bản giao", "Thời hạn", "Chủ trì", "Phối hợp")
WIDTHS = (8, 60, 34, 20, 34, 34)
SHOWN = (Column.STT, Column.TASK, Column.DEADLINE, Column.LEAD, Column.SUPPORT)
WORKS = (
    "Nạo vét kênh Bàu Sen đoạn qua xóm Hạ trước mùa lũ, có biên bản nghiệm thu từng đoạn",
    "Lập sổ theo dõi hộ nuôi trâu bò",
    "Mở ba buổi tập đọc cho người lớn tuổi ở nhà văn hóa, mỗi buổi không quá hai mươi người",
)


def row_of(number: int) -> tuple[int | str, ...]:
    work = f"{WORKS[number % 3]} (đợt {number})"
    due = f"{number % 27 + 1:02d}/{number % 3 + 10}/2026"
    return (number, work, f"Công văn số {number}/UBND-VX", due, f"Tổ {number}", f"Xóm {number}")


def sheet(page: Worksheet, count: int, *, heading: str = "", ruled: bool = True) -> None:
    """Fill a sheet that is too wide for a page of paper, and too long for it if need be."""
    page.append(["ỦY BAN NHÂN DÂN XÃ BÀU SEN"])
    page.append(["PHỤ LỤC PHÂN CÔNG NHIỆM VỤ"])
    page.append([])
    page.append(HEAD)
    for number in range(1, count + 1):
        if heading and number in (1, count // 2):
            page.append([f"{'I' if number == 1 else 'II'}. {heading} {number}"])
        page.append(row_of(number))
    for column, width in zip("ABCDEF", WIDTHS, strict=True):
        page.column_dimensions[column].width = width
    line = Side(style="thin")
    for cells in page.iter_rows(min_row=4):
        for cell in cells:
            cell.alignment = Alignment(wrap_text=cells[1].value is not None, vertical="center")
            if ruled and cells[1].value is not None:
                cell.border = Border(line, line, line, line)


def first(book: Workbook) -> Worksheet:
    assert isinstance(book.active, Worksheet)
    return book.active


def printed(office: str, book: Path) -> Path:
    call = [office, "--headless", f"-env:UserInstallation=file://{book.parent}/profile"]
    call += ["--convert-to", "pdf", "--outdir", str(book.parent), str(book)]
    subprocess.run(call, check=True, capture_output=True)
    return book.with_suffix(".pdf")


def said(path: Path) -> list[tuple[str, ...]]:
    rows = [r for table in read_file(path).tables for r in table.rows if r.kind is RowKind.TASK]
    return [one(row) for row in rows]


def one(row: Row) -> tuple[str, ...]:
    return (*("".join(row.says(column).split()) for column in SHOWN), *row.group)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("count", "heading"), [(9, ""), (44, "Việc của quý")], ids=["one", "groups"]
)
def test_a_sheet_over_pages_beside_and_below_one_another_is_read_whole(
    tmp_path: Path, soffice: str, count: int, heading: str
) -> None:
    book = Workbook()
    sheet(first(book), count, heading=heading)
    book.save(tmp_path / "rong.xlsx")
    wanted = said(tmp_path / "rong.xlsx")
    assert len(wanted) == count
    assert said(printed(soffice, tmp_path / "rong.xlsx")) == wanted


@pytest.mark.slow
def test_a_cover_sheet_and_a_second_wide_sheet_stay_apart(tmp_path: Path, soffice: str) -> None:
    book = Workbook()
    first(book).append(["UBND XÃ BÀU SEN"])
    sheet(book.create_sheet("Quý I"), 30)
    sheet(book.create_sheet("Quý II"), 8)
    book.save(tmp_path / "hai.xlsx")
    wanted = said(tmp_path / "hai.xlsx")
    assert len(wanted) == 38
    # Two sheets with the same columns look like one table: a title may stand over the second part.
    read = said(printed(soffice, tmp_path / "hai.xlsx"))
    assert [row[: len(SHOWN)] for row in read] == wanted


@pytest.mark.slow
def test_rows_lower_than_their_texts_keep_each_text_of_a_wide_sheet_with_its_row(
    tmp_path: Path, soffice: str
) -> None:
    book = Workbook()
    sheet(first(book), 20, heading="Việc của quý")
    book.save(tmp_path / "thap.xlsx")
    low = load_workbook(tmp_path / "thap.xlsx")
    for row in range(1, first(low).max_row + 1):
        first(low).row_dimensions[row].height = 16
    low.save(tmp_path / "thap.xlsx")
    assert said(printed(soffice, tmp_path / "thap.xlsx")) == said(tmp_path / "thap.xlsx")


def page(columns: tuple[int, ...], rows: tuple[tuple[str, ...], ...], top: int = 700) -> str:
    """A page with rows that are all equally high, its header above the lines."""
    out = [
        text(left + 6, top - 20 * at + 6, each)
        for at, row in enumerate(rows)
        for left, each in zip(columns, row, strict=False)
    ]
    low = top - 20 * (len(rows) - 1)
    out += [
        f"{columns[0]} {top - 20 * at} {columns[-1] - columns[0]} 0.5 re f"
        for at in range(len(rows))
    ]
    out += [f"{x} {low} 0.5 {top - low} re f" for x in columns]
    return "\n".join(out)


def test_the_next_page_of_the_same_columns_is_no_part_on_the_right(tmp_path: Path) -> None:
    columns = (40, 90, 300, 420, 540)
    head = ("STT", "Nhiem vu", "Chu tri", "Thoi han")
    pages = [
        page(columns, (head, *((str(n), f"Don kho so {n}", f"To {n}", "1/6/2026") for n in some)))
        for some in (range(1, 9), range(9, 17))
    ]
    read = said(pdf(tmp_path / "a.pdf", *pages))
    assert [row[0] for row in read] == [str(n) for n in range(1, 17)]
    assert all(int(a[0]) < int(b[0]) for a, b in pairwise(read))


@pytest.mark.parametrize(
    "title",
    ["Doc lap - Tu do - Hanh phuc", "KE HOACH", "Phan cong viec cua cac to nam 2026"],
)
@pytest.mark.parametrize("last", ["Thoi han", "Thoi gian hoan thanh"])
def test_a_title_that_two_pages_show_does_not_part_them(
    tmp_path: Path, title: str, last: str
) -> None:
    rows = [(str(n), f"Don kho so {n}", f"To {n}", "Xa", f"{n}/6/2026") for n in range(1, 13)]
    head = ("STT", "Nhiem vu", "Chu tri", "Phoi hop", last)
    # It stands in the middle of the sheet, over the edge of the first page.
    left = page((40, 90, 300, 420), tuple(row[:3] for row in (head, *rows)))
    right = page((40, 160, 290), tuple(row[3:] for row in (head, *rows)))
    pages = [f"{text(390, 724, title)}\n{left}", f"{text(45, 724, title)}\n{right}"]
    read = said(pdf(tmp_path / "a.pdf", *pages))
    wanted = ((r[0], r[1], r[4], r[2], r[3]) for r in rows)
    assert [row[:5] for row in read] == [tuple(s.replace(" ", "") for s in row) for row in wanted]
