"""Workbooks that the program wrote for people, put among the plans: told, and no plan of a unit."""

import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from kept import kept
from office import document, workbook
from reconcile.errors import NoTaskTableError
from reconcile.model import Finding
from reconcile.read import read_file
from reconcile.run.folder import RunReport, run_folder
from reconcile.run.open_folder import Asked
from reconcile.store.decisions_csv import to_csv
from test_run_reviews import LOWER, OTHERS, UNIT, UPPER

BOOK = f"outputs/review/{UNIT}.xlsx"
BOTH = f"{OTHERS}| 3 | Khơi thông các tuyến mương nội đồng | | 20/12/2026 | Phòng Kinh tế |\n"
SENT_BACK = "inputs/lower/xã trả lời.xlsx"
Cells = list[list[str]]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A working folder with two communes, after a run."""
    return kept(tmp_path, "two communes reviewed", reviewed)


def reviewed(home: Path) -> None:
    for part in ("inputs/upper", "inputs/lower"):
        (home / part).mkdir(parents=True)
    (home / "reconcile.toml").write_text('[documents]\nkinds = ["ke-hoach"]\n', "utf-8")
    workbook(home / "inputs/upper/tinh.xlsx", UPPER)
    workbook(home / "inputs/lower/xã.xlsx", LOWER)
    workbook(home / "inputs/lower/xã Lộc Hà.xlsx", BOTH)
    ran(home)


def ran(home: Path) -> RunReport:
    return run_folder(home, Asked(as_of=date(2026, 11, 20)))


def told_of(done: RunReport, name: str) -> list[Finding]:
    return [each for each in done.findings if each.where.file == name]


def cells(book: Path, sheet: int = 0) -> Cells:
    rows = load_workbook(book).worksheets[sheet].values
    return [["" if cell is None else str(cell) for cell in row] for row in rows]


def as_values(path: Path, rows: Cells) -> None:
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    book.save(path)


def as_text(path: Path, rows: Cells) -> None:
    with path.open("w", encoding="utf-16", newline="") as file:
        csv.writer(file, delimiter="\t").writerows(rows)


def as_document(path: Path, rows: Cells) -> None:
    width = max(map(len, rows))
    lines = (" | ".join(cell.replace("|", "/").replace("\n", " ") for cell in row) for row in rows)
    document(path, "".join(f"| {line} |\n" for line in lines if width))


def test_an_answered_review_workbook_among_the_plans_adds_no_task(home: Path) -> None:
    before = {unit.unit.name: unit.summary for unit in ran(home).units}
    (home / SENT_BACK).write_bytes((home / BOOK).read_bytes())
    done = ran(home)
    assert {unit.unit.name: unit.summary for unit in done.units} == before
    (told,) = told_of(done, "xã trả lời.xlsx")
    assert "bảng rà soát do chương trình lập" in told.message
    assert "outputs/review" in told.fix


def test_in_the_place_of_the_plan_it_leaves_the_unit_without_one(home: Path) -> None:
    (home / "inputs/lower/xã.xlsx").write_bytes((home / BOOK).read_bytes())
    done = ran(home)
    assert UNIT not in [unit.unit.name for unit in done.units]
    assert "bảng rà soát" in told_of(done, "xã.xlsx")[0].message


@pytest.mark.parametrize("book", ["outputs/review/tat-ca.xlsx", "outputs/tong-hop.xlsx"])
def test_so_are_the_workbooks_over_all_units(home: Path, book: str) -> None:
    with pytest.raises(NoTaskTableError, match=r"do chương trình lập, không phải kế hoạch"):
        read_file(home / book)


@pytest.mark.parametrize("sheet", [0, 2], ids=["pairs", "own tasks"])
@pytest.mark.parametrize(
    ("name", "save"),
    [("chép.xlsx", as_values), ("chép.txt", as_text), ("chép.docx", as_document)],
)
def test_its_sheet_alone_is_known_by_its_headers(
    home: Path, name: str, save: Callable[[Path, Cells], None], sheet: int
) -> None:
    rows = [row for row in cells(home / BOOK, sheet) if sum(map(bool, row)) > 1]
    save(home / name, rows)
    with pytest.raises(NoTaskTableError, match="bảng rà soát do chương trình lập"):
        read_file(home / name)


def test_exported_answers_are_told_by_the_command_that_takes_them(home: Path) -> None:
    desk = home / "y-kien.csv"
    desk.write_text(to_csv((), {}), "utf-8-sig")
    with pytest.raises(NoTaskTableError, match="decisions import"):
        read_file(desk)
    (home / "outputs/review/y-kien.csv").write_bytes(desk.read_bytes())
    (told,) = told_of(ran(home), "outputs/review/y-kien.csv")
    assert "decisions import" in told.fix


def test_a_plan_with_a_column_of_conclusions_stays_a_plan(tmp_path: Path) -> None:
    head = "| STT | Nội dung nhiệm vụ | Phân loại | Kết luận |\n"
    rows = "| 1 | Số hóa hồ sơ hộ tịch | A | Đạt |\n| 2 | Nạo vét kênh mương | B | |\n"
    workbook(tmp_path / "xã.xlsx", head + rows)
    (table,) = read_file(tmp_path / "xã.xlsx").tables
    assert [row.number for row in table.rows if row.cells] == [2, 3]
