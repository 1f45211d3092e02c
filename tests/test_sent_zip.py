"""gui-don-vi.zip: all that goes to a unit with its letter, in one file that any office can open."""

from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from openpyxl import Workbook, load_workbook

from kept import kept
from office import workbook
from reconcile.config import DocumentKind
from reconcile.run.folder import RunReport, run_folder
from reconcile.run.open_folder import Asked
from reconcile.run.writing.documents_again import WantedDocuments, report_folder
from reconcile.run.writing.sent import plain_names
from test_run_reviews import LOWER, UNIT, UPPER

ZIP = f"outputs/{UNIT}/gui-don-vi.zip"
WHOLE = LOWER + "| 4 | Rà soát hộ nghèo, hộ cận nghèo cuối năm | 80/QĐ-UBND | 25/11/2026 | x |\n"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A working folder with a commune that has missed something, after a run."""
    return kept(tmp_path, "a letter sent", sent)


def sent(home: Path) -> None:
    for part in ("inputs/upper", "inputs/lower"):
        (home / part).mkdir(parents=True)
    workbook(home / "inputs/upper/tinh.xlsx", UPPER)
    workbook(home / "inputs/lower/Kế hoạch xã.xlsx", LOWER)
    ran(home)


def ran(home: Path) -> RunReport:
    return run_folder(home, Asked(as_of=date(2026, 11, 20)))


def books(home: Path) -> dict[str, Workbook]:
    """The workbooks of the zip, by name."""
    with ZipFile(home / ZIP) as archive:
        return {
            name: load_workbook(BytesIO(archive.read(name)))
            for name in archive.namelist()
            if name.endswith(".xlsx")
        }


def test_the_letter_its_annexes_the_marked_copy_and_the_form_go_together(home: Path) -> None:
    with ZipFile(home / ZIP) as archive:
        names = archive.namelist()
        assert names == [
            "cong-van.docx",
            "phu-luc-cong-van.xlsx",
            "bieu-tra-loi.xlsx",
            "Ke hoach xa-ra-soat.xlsx",
        ]
        beside = home / f"outputs/{UNIT}"
        assert archive.read("cong-van.docx") == (beside / "cong-van.docx").read_bytes()
        copy = (beside / "Kế hoạch xã-ra-soat.xlsx").read_bytes()
        assert archive.read("Ke hoach xa-ra-soat.xlsx") == copy
    assert all(name.isascii() for name in names)


def test_the_workbook_of_the_annexes_asks_for_what_the_letter_asks_for(home: Path) -> None:
    letter = docx.Document(str(home / f"outputs/{UNIT}/cong-van.docx"))
    annexes = [table for table in letter.tables if table.rows[0].cells[0].text == "STT"]
    book = books(home)["phu-luc-cong-van.xlsx"]
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    assert len(sheets) == len(annexes) > 0
    for sheet, annex in zip(sheets, annexes, strict=True):
        (table,) = sheet.tables.values()
        shown = [[str(cell.value or "") for cell in row] for row in sheet[table.ref]]
        rows = [[cell.text for cell in row.cells] for row in annex.rows]
        assert shown == [row for row in rows if len(set(row)) > 1]


def test_the_form_of_the_zip_is_the_one_of_that_unit(home: Path) -> None:
    form = books(home)["bieu-tra-loi.xlsx"]
    shown = {str(cell.value) for row in form.worksheets[0] for cell in row if cell.value}
    assert UNIT in shown
    assert "Rà soát hộ nghèo, hộ cận nghèo cuối năm" in shown


def test_made_again_it_is_the_same_and_not_written(home: Path) -> None:
    before = (home / ZIP).read_bytes()
    assert ran(home).written == 0
    (home / ZIP).unlink()
    ran(home)
    assert (home / ZIP).read_bytes() == before


def test_once_nothing_is_missing_it_is_laid_aside_with_the_letter(home: Path) -> None:
    workbook(home / "inputs/lower/Kế hoạch xã.xlsx", WHOLE)
    ran(home)
    assert not (home / ZIP).exists()
    assert (home / f"outputs/cu/{UNIT}/gui-don-vi.zip").is_file()


def test_it_is_made_again_with_the_letter_and_with_no_other_document(home: Path) -> None:
    (home / ZIP).unlink()
    report_folder(
        home, Asked(as_of=date(2026, 11, 20)), WantedDocuments(kinds=(DocumentKind.PLAN,))
    )
    assert not (home / ZIP).exists()
    letter = WantedDocuments(kinds=(DocumentKind.LETTER,))
    report_folder(home, Asked(as_of=date(2026, 11, 20)), letter)
    assert (home / ZIP).is_file()


def test_the_workbook_of_the_annexes_sent_back_is_not_taken_for_a_plan(home: Path) -> None:
    with ZipFile(home / ZIP) as archive:
        archive.extract("phu-luc-cong-van.xlsx", home / "inputs/lower")
    done = ran(home)
    assert [unit.unit.name for unit in done.units] == [UNIT]
    (told,) = [each for each in done.findings if each.where.file == "phu-luc-cong-van.xlsx"]
    assert "phụ lục công văn do chương trình lập" in told.message


def test_names_of_any_letters_become_plain_and_stay_apart() -> None:
    names = ("Kế hoạch.xlsx", "Kê hoach.xlsx", "计划.xlsx", "CONG-VAN.docx")
    assert plain_names(names, taken=("cong-van.docx",)) == {
        "Kế hoạch.xlsx": "Ke hoach.xlsx",
        "Kê hoach.xlsx": "Ke hoach (2).xlsx",
        "计划.xlsx": "-.xlsx",
        "CONG-VAN.docx": "CONG-VAN (2).docx",
    }
