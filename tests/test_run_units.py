"""A folder in which one file holds several units, and archives of what units sent."""

from contextlib import closing
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import Workbook

from office import draw, fill, workbook
from reconcile.config import Config, parse_config
from reconcile.model import Finding, Source
from reconcile.normalise import to_plan
from reconcile.run.reading.kept_tables import LowerInput, Tables
from reconcile.run.reading.lower_plans import read_lowers
from reconcile.run.reading.upper_plans import read_upper
from reconcile.store.cache import unpack
from reconcile.store.database import open_database
from reconcile.store.files import Files

HEAD = "| STT | Nhiệm vụ | Chủ trì | Thời hạn |\n"
COLUMN = """
| STT | Đơn vị | Nhiệm vụ | Chủ trì | Thời hạn |
| I. Việc chung | | | | |
| 1 | Xã Suối Mơ | Mở lớp | Phòng A | 2026 |
| 2 | Xã Đá Trắng | Họp thôn | Phòng A | 2026 |
| 3 | Xã Suối Mơ | Lắp mạng | Phòng A | 2026 |
| II. Việc riêng | | | | |
| 4 | Xã Đá Trắng | Sửa cầu | Phòng A | 2026 |
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "inputs/lower").mkdir(parents=True)
    (tmp_path / "inputs/upper").mkdir()
    return tmp_path


class Read:
    """A unit as it was read."""

    def __init__(self, lower: LowerInput, tables: Tables) -> None:
        self.unit = lower.unit
        self.findings = lower.findings
        self.sources = [unpack(packed, Source) for packed in tables.of(lower)]


def read(folder: Path, settings: str = "") -> tuple[dict[str, Read], tuple[Finding, ...]]:
    config = parse_config(settings) if settings else Config()
    with closing(Files(folder)) as files, open_database(folder) as database:
        tables = Tables(database)
        lowers, findings = read_lowers(files, config, tables, 1)
        return {lower.unit.name: Read(lower, tables) for lower in lowers}, findings


def texts(lower: Read) -> list[str]:
    rows = (row for s in lower.sources for table in s.tables for row in table.rows)
    return [cell.text for row in rows for cell in row.cells if cell.column == "task"]


def by_sheets(path: Path, sheets: dict[str, str]) -> None:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, drawing in sheets.items():
        fill(book.create_sheet(name), draw(drawing))
    book.save(path)


def test_a_column_that_names_communes_gives_each_its_own_tasks(folder: Path) -> None:
    workbook(folder / "inputs/lower/gop.xlsx", COLUMN)
    units, findings = read(folder)
    assert {name: texts(lower) for name, lower in units.items()} == {
        "UBND xã Suối Mơ": ["Mở lớp", "Lắp mạng"],
        "UBND xã Đá Trắng": ["Họp thôn", "Sửa cầu"],
    }
    assert findings == ()
    assert all(lower.findings == () for lower in units.values())


def test_numbers_and_groups_of_a_shared_table_accuse_no_unit(folder: Path) -> None:
    workbook(folder / "inputs/lower/gop.xlsx", COLUMN)
    units, _ = read(folder)
    plans = [to_plan(lower.sources, unit=lower.unit) for lower in units.values()]
    assert [len(plan.tasks) for plan in plans] == [2, 2]
    assert [found.code for plan in plans for found in plan.findings] == []


def test_sheets_named_after_communes_are_theirs_and_the_rest_is_of_the_file(folder: Path) -> None:
    by_sheets(
        folder / "inputs/lower/gop.xlsx",
        {
            "Tổng hợp": "| UBND TỈNH LÂM CHÂU |",
            "Xã Suối Mơ": HEAD + "| 1 | Mở lớp | Phòng A | 2026 |",
            "Xã Đá Trắng": HEAD + "| 1 | Họp thôn | Phòng A | 2026 |",
        },
    )
    units, _ = read(folder)
    assert {name: texts(lower) for name, lower in units.items()} == {
        "UBND xã Suối Mơ": ["Mở lớp"],
        "UBND xã Đá Trắng": ["Họp thôn"],
    }


def test_sheets_with_letterheads_of_communes_are_theirs_and_go_on_without_one(
    folder: Path,
) -> None:
    by_sheets(
        folder / "inputs/lower/gop.xlsx",
        {
            "Biểu 1": "| UBND XÃ SUỐI MƠ |\n" + HEAD + "| 1 | Mở lớp | Phòng A | 2026 |",
            "Biểu 2": HEAD + "| 1 | Lắp mạng | Phòng A | 2026 |",
            "Biểu 3": "| UBND XÃ ĐÁ TRẮNG |\n" + HEAD + "| 1 | Họp thôn | Phòng A | 2026 |",
        },
    )
    units, _ = read(folder)
    assert {name: texts(lower) for name, lower in units.items()} == {
        "UBND xã Suối Mơ": ["Mở lớp", "Lắp mạng"],
        "UBND xã Đá Trắng": ["Họp thôn"],
    }


def test_sheets_with_bare_names_are_known_by_the_settings(folder: Path) -> None:
    by_sheets(
        folder / "inputs/lower/gop.xlsx",
        {
            "Suối Mơ": HEAD + "| 1 | Mở lớp | Phòng A | 2026 |",
            "D.Trang": HEAD + "| 1 | Họp thôn | Phòng A | 2026 |",
        },
    )
    settings = '[units."UBND xã Suối Mơ"]\n[units."UBND xã Đá Trắng"]\naliases = ["D.Trang"]'
    units, findings = read(folder, settings)
    assert sorted(units) == ["UBND xã Suối Mơ", "UBND xã Đá Trắng"]
    assert findings == ()


@pytest.mark.parametrize(
    "drawing",
    [
        "| UBND XÃ SUỐI MƠ |\n" + HEAD + "| 1 | Mở lớp | Phòng A | 2026 |",
        "| UBND XÃ SUỐI MƠ |\n"
        + HEAD.replace("Chủ trì", "Đơn vị")
        + "| 1 | Mở lớp | Xã Suối Mơ | 2026 |\n| 2 | Họp thôn | Các thôn | 2026 |",
    ],
)
def test_the_plan_of_one_commune_stays_whole(folder: Path, drawing: str) -> None:
    workbook(folder / "inputs/lower/mot.xlsx", drawing)
    units, _ = read(folder)
    assert list(units) == ["UBND xã Suối Mơ"]


def test_a_file_whose_unit_the_user_names_stays_whole(folder: Path) -> None:
    workbook(folder / "inputs/lower/gop.xlsx", COLUMN)
    units, _ = read(folder, '[files."gop.xlsx"]\nunit = "UBND xã Khe Bùng"')
    assert list(units) == ["UBND xã Khe Bùng"]
    assert len(texts(units["UBND xã Khe Bùng"])) == 4


def test_an_archive_in_the_folder_gives_each_of_its_files_to_its_unit(folder: Path) -> None:
    book = workbook(folder / "b.xlsx", HEAD + "| 1 | Mở lớp | Phòng A | 2026 |").read_bytes()
    with ZipFile(folder / "inputs/lower/gui.zip", "w") as archive:
        archive.writestr("Xã Suối Mơ/ke hoach.xlsx", book)
        archive.writestr("Xã Đá Trắng.xlsx", book)
        archive.writestr("anh.png", b"\x89PNG\r\n")
    for _ in range(2):  # the second time from the cache
        units, findings = read(folder)
        assert sorted(units) == ["UBND xã Suối Mơ", "UBND xã Đá Trắng"]
        (bad,) = findings
        assert (bad.code, bad.where.file) == ("unreadable", "gui.zip/anh.png")
    guessed = [f.where.file for lower in units.values() for f in lower.findings]
    assert guessed == ["gui.zip/Xã Đá Trắng.xlsx", "gui.zip/Xã Suối Mơ/ke hoach.xlsx"]


def test_an_archive_may_hold_the_upper_plan(folder: Path) -> None:
    upper = workbook(folder / "u.xlsx", HEAD + "| 1 | Mở lớp | UBND các xã | 2026 |").read_bytes()
    with ZipFile(folder / "inputs/upper/tinh.zip", "w") as archive:
        archive.writestr("KH 12 UBND tỉnh Lâm Châu.xlsx", upper)
    with closing(Files(folder)) as files, open_database(folder) as database:
        plan, _ = read_upper(files, Config(), Tables(database))
    assert [task.text for task in plan.tasks] == ["Mở lớp"]
    assert plan.unit.name == "UBND tỉnh Lâm Châu"
