"""Names that no office has: a run goes through with them, and what it writes can be opened."""

import json
import os
import unicodedata
from pathlib import Path

import pytest
from docx import Document
from docx.shared import Length
from openpyxl import load_workbook

from office import workbook
from pages import browser
from reconcile.report.marked_copy.copy_names import checked_names
from reconcile.run.checking.store import check_store
from reconcile.run.folder import RunReport, run_folder
from reconcile.run.open_folder import Asked
from reconcile.run.page.snapshot import short_id
from reconcile.run.settle import REVIEWS
from reconcile.run.writing.forms import make_forms

TASKS = """
| STT | Nội dung nhiệm vụ | Căn cứ | Thời hạn | Chủ trì |
| 1 | Số hóa hồ sơ hộ tịch còn hiệu lực | 12-TB/TU | 15/12/2026 | UBND cấp xã |
| 2 | Rà soát hộ nghèo, hộ cận nghèo cuối năm | 80/QĐ-UBND | 30/11/2026 | UBND cấp xã |
"""
FEW = "\n".join(TASKS.splitlines()[:3])
"""One of the two tasks, so that a letter asks for the other."""

NAMES = {
    "a word of three hundred letters": "x" * 300,
    "three hundred heavy letters": "UBND xã " + "Ệ" * 292,
    "sixty repeated words": "UBND xã " + "An Bình " * 60,
    "signs that paths do not take": 'UBND xã A/B\\C:D*E?F"G<H>I|K',
    "emoji": "🏠" * 100,
    "digits": "12345",
    "control characters": "UBND\u0001 xã\u0007 An\u0085\u009f\ufffe\uffff Bình",
    "decomposed": unicodedata.normalize("NFD", "UBND xã Đồi Chè"),
    "signs alone": "***",
    "template tags and markup": "<b>& {{ x }} {% if y %}",
    "a formula": "=1+1",
    "the coverage workbook": "tong-hop.xlsx",
    "a folder of ours": "review",
    "the workbook of all units": "tat-ca",
    "the form for any unit": "mau-chung",
    "a hidden file": "~.An",
    "nothing": "   ",
}


def folder(home: Path, settings: str = "", head: str = "BIỂU", lower: str = "a.xlsx") -> Path:
    """Make a working folder of one lower plan."""
    for part in ("inputs/upper", "inputs/lower"):
        (home / part).mkdir(parents=True)
    workbook(home / "inputs/upper/tinh.xlsx", f"| UBND TỈNH HÀ SƠN |\n{TASKS}")
    workbook(home / "inputs/lower" / lower, f"| {head} |\n{FEW}")
    (home / "reconcile.toml").write_text(f"[run]\nas_of = 2026-11-20\n{settings}", "utf-8")
    return home


def ran(home: Path) -> RunReport:
    """Run a folder, and open all that came of it, the forms too."""
    report = run_folder(home, Asked(jobs=1))
    assert report.failures == ()
    made = make_forms(home)
    assert made.failures == ()
    for path in (*report.outputs, *made.outputs):
        if path.suffix == ".docx":
            widths = [c.width for table in Document(str(path)).tables for c in table._cells]  # noqa: SLF001 - all of them at once
            assert all(width is None or width > Length(0) for width in widths)
        elif path.suffix == ".xlsx":
            load_workbook(path)
        elif path.suffix == ".json":
            json.loads(path.read_text("utf-8"))
    return report


def named(name: str) -> str:
    """Name a unit, the upper unit and their places so."""
    said = quoted(name)
    return (
        f"[upper]\nname = {said}\nplace = {said}\n[units.{said}]\nplace = {said}\n"
        f'recipients = [{said}]\n[files."a.xlsx"]\nunit = {said}\n'
    )


def quoted(name: str) -> str:
    """Write a name as a string of TOML."""
    return json.dumps(name, ensure_ascii=False)


EACH = 1 if "RECONCILE_SOAK" in os.environ else 6
"""Whole runs are tried with every name in the soak, and else with every sixth."""
LONG = [name for name in NAMES.values() if len(name) > 99]


@pytest.mark.slow
@pytest.mark.soak
@pytest.mark.parametrize("name", list(NAMES.values())[::EACH], ids=list(NAMES)[::EACH])
def test_any_name_of_a_unit_and_of_the_upper_one_goes_through(tmp_path: Path, name: str) -> None:
    ran(folder(tmp_path / "a", named(name)))


@pytest.mark.slow
@pytest.mark.soak
@pytest.mark.parametrize("name", LONG[::EACH])
def test_an_office_of_any_name_goes_through(tmp_path: Path, name: str) -> None:
    office = f"[issuer]\nname = {quoted(name)}\nsymbol = {quoted(name)}\n"
    ran(folder(tmp_path / "a", named(name) + office))


def test_a_review_workbook_of_a_unit_called_like_a_hidden_file_is_read_back(tmp_path: Path) -> None:
    home = folder(tmp_path / "a", '[files."a.xlsx"]\nunit = "~An"\n')
    run_folder(home, Asked(jobs=1))
    (path,) = (home / REVIEWS).iterdir()
    book = load_workbook(path)
    sheet = book["Đối chiếu"]
    heads = {cell.value: cell for row in sheet.iter_rows(max_row=12) for cell in row if cell.value}
    head = next(cell for text, cell in heads.items() if "Kết luận về nhiệm vụ" in str(text))
    sheet.cell(head.row + 1, head.column).value = "Chưa cụ thể hóa"
    book.save(path)
    report = run_folder(home, Asked(jobs=1))
    assert "output-edited" not in {found.code for found in report.findings}


def test_a_letterhead_of_sixty_words_goes_through(tmp_path: Path) -> None:
    ran(folder(tmp_path / "a", head="UBND XÃ " + "AN BÌNH " * 30))


@pytest.mark.skipif(os.name == "nt", reason="Windows has names of text alone")
def test_a_file_whose_name_is_no_text_is_told_and_the_rest_goes_on(tmp_path: Path) -> None:
    home = folder(tmp_path / "a", head="UBND XÃ AN BÌNH")
    odd = home / "inputs/lower" / os.fsdecode(b"x\xe3 An.xlsx")
    try:
        workbook(home / "b.xlsx", TASKS).rename(odd)
    except OSError:
        pytest.skip("the file system takes names of text alone")
    report = ran(home)
    (told,) = report.findings
    assert (told.code, told.where.file) == ("unreadable", "x\ufffd An.xlsx")
    assert told.fix == "đổi tên rồi chạy lại"


def in_an_odd_folder(home: Path) -> tuple[str, Path]:
    """A folder whose plan lies below a name that is no text: that name, and the folder."""
    odd = os.fsdecode(b"x\xe3")
    folder(home, head="UBND XÃ AN BÌNH")
    try:
        (home / "inputs/lower" / odd).mkdir()
    except OSError:
        pytest.skip("the file system takes names of text alone")
    (home / "inputs/lower/a.xlsx").rename(home / "inputs/lower" / odd / "a.xlsx")
    return odd, home


@pytest.mark.skipif(os.name == "nt", reason="Windows has names of text alone")
def test_names_that_are_no_text_stop_nothing_wherever_they_lie(tmp_path: Path) -> None:
    odd, home = in_an_odd_folder(tmp_path / "a")
    for place in ("templates", REVIEWS, f"{REVIEWS}/{odd}", "outputs"):
        (home / place).mkdir(parents=True, exist_ok=True)
        (home / place / f"{odd}.xlsx").write_bytes(b"1")
    (home / "templates" / f"{odd}.docx").write_bytes(b"1")
    report = ran(home)
    told = {(found.where.file, found.fix) for found in report.findings}
    for name in ("x\ufffd.xlsx", "x\ufffd/x\ufffd.xlsx"):
        assert (f"{REVIEWS}/{name}", "đổi tên rồi chạy lại") in told
    checked = check_store(home)
    assert "outputs/x\ufffd.xlsx" in {found.where.file for found in checked.findings}
    assert [unit.unit.name for unit in report.units] == ["UBND xã An Bình"]


def test_the_copy_of_a_file_of_heavy_letters_has_room_for_its_ending() -> None:
    (name,) = checked_names(["🏠" * 60 + ".xlsx"]).values()
    assert len(name.encode()) < 200
    forms = [unicodedata.normalize(form, "Đồi.xlsx") for form in ("NFC", "NFD")]
    assert list(checked_names(forms).values()) == ["Đồi-ra-soat.xlsx", "Đồi (2)-ra-soat.xlsx"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has names of text alone")
def test_the_page_opens_a_folder_in_which_names_are_no_text(tmp_path: Path) -> None:
    odd, home = in_an_odd_folder(tmp_path / "a")
    (home / "inputs/lower" / f"{odd}.xlsx").write_bytes(b"1")
    page = browser(home)
    shown = page.get("/bat-dau")
    assert shown.status_code == 200
    assert "x\ufffd/a.xlsx" in shown.text
    assert "x\ufffd.xlsx" in shown.text
    assert page.get(f"/bat-dau/tep/{short_id(f'{odd}/a.xlsx')}").status_code == 200
