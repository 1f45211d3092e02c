"""A unit's own file given back: nothing of hers is lost, and each task has its result beside it."""

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from by_path import write_checked_copy
from effort import HANGS
from forms import Person, blank_form, working_folder
from office import document
from outcomes import AS_OF
from own_file import SHEET, TOP, excel_table, own_file
from reconcile.config import Config
from reconcile.model import Reconciliation, Task
from reconcile.report.marked_copy.copy_names import checked_names
from reconcile.run.pair import match_files
from shared_cases import each_case

TITLES = ["Kết quả rà soát", "Nhiệm vụ cấp trên tương ứng", "Sai lệch"]


@pytest.fixture
def outcome(tmp_path: Path) -> Callable[[Path], Reconciliation]:
    """Hold a file against the province's plan."""
    upper = working_folder(tmp_path / "work") / "inputs/upper/KH140.xlsx"
    return lambda path: match_files(upper, path, Config(), AS_OF)


@pytest.fixture
def given(tmp_path: Path) -> Path:
    return own_file(tmp_path / "Phu luc xa.xlsx")


def copied(given: Path, result: Reconciliation) -> Path:
    """Write the copy, nothing lost."""
    out = given.with_name("out.xlsx")
    assert write_checked_copy(given, result, out) == ()
    return out


def sheet_of(path: Path) -> Worksheet:
    """Open the sheet of tasks."""
    return load_workbook(path)[SHEET]


def parts(path: Path) -> dict[str, bytes]:
    """Return the parts of a file."""
    with ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def repacked(path: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """Change the parts of a file."""
    held = parts(path)
    change(held)
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, content in held.items():
            archive.writestr(name, content)
    return path


def looks(sheet: Worksheet, columns: int = 6) -> dict[str, list[str]]:
    """Describe what every cell of the unit's own shows, and how."""
    return {
        cell.coordinate: [repr(cell.value), *look(cell)]
        for row in sheet.iter_rows(max_col=columns)
        for cell in row
    }


def look(cell: Any) -> list[str]:
    """Describe how a cell looks."""
    said = (cell.font, cell.fill, cell.border, cell.alignment, cell.number_format, cell.protection)
    return list(map(repr, said))


def ruled(sheet: Worksheet) -> list[str]:
    """Describe the rules that colour cells."""
    return [f"{held.sqref} {held.rules!r}" for held in sheet.conditional_formatting]


def task_of(task: Task) -> tuple[str, ...]:
    """Return what a task says, wherever it was read."""
    return (task.stt, task.text, task.deadline.text, task.lead, task.support, task.status)


def shown(sheet: Worksheet, row: int) -> list[object]:
    """Return what the new columns show in a row."""
    return [sheet.cell(row, column).value for column in (7, 8, 9)]


def test_the_results_stand_at_the_right_of_the_table(
    given: Path, outcome: Callable[[Path], Reconciliation]
) -> None:
    sheet = sheet_of(copied(given, outcome(given)))
    assert shown(sheet, TOP) == TITLES
    assert shown(sheet, TOP + 3) == [
        "Thực hiện nhiệm vụ cấp trên",
        "STT 2: Kiện toàn Tổ công nghệ số cộng đồng ở thôn, tổ dân phố",
        None,
    ]
    result, uppers, deviations = shown(sheet, TOP + 4)
    assert (result, uppers) == (
        "Thực hiện nhiệm vụ cấp trên",
        "STT 3: Số hóa hồ sơ, kết quả giải quyết thủ tục hành chính",
    )
    assert "Cảnh báo: thời hạn của đơn vị là 20/01/2027, muộn hơn" in str(deviations)
    assert shown(sheet, TOP + 2) == [None] * 3
    assert shown(sheet, 18) == [None] * 3


def test_every_cell_of_the_unit_keeps_its_value_and_its_look(
    given: Path, outcome: Callable[[Path], Reconciliation]
) -> None:
    before, after = load_workbook(given), load_workbook(copied(given, outcome(given)))
    assert after.sheetnames == before.sheetnames
    for name in before.sheetnames:
        assert looks(after[name]) == looks(before[name])


def test_everything_else_of_the_sheet_stays(
    given: Path, outcome: Callable[[Path], Reconciliation]
) -> None:
    before, after = sheet_of(given), sheet_of(copied(given, outcome(given)))
    assert after.freeze_panes == before.freeze_panes
    assert after.row_dimensions[11].hidden
    assert ruled(after) == ruled(before)
    assert repr(after.data_validations) == repr(before.data_validations)
    assert {str(m) for m in before.merged_cells} < {str(m) for m in after.merged_cells}
    assert after.print_title_rows == before.print_title_rows
    assert after.page_setup.orientation == before.page_setup.orientation
    # One that printed a page wide prints two: with three columns more it were too small.
    assert (before.page_setup.fitToWidth, after.page_setup.fitToWidth) == (None, 2)
    widths = [after.column_dimensions[letter].width for letter in "ABCDEFGHI"]
    assert widths[:6] == [before.column_dimensions[letter].width for letter in "ABCDEF"]
    assert widths[6:] == [24, 46, 46]


def test_no_part_but_the_sheet_and_the_looks_changes_by_a_byte(
    given: Path, outcome: Callable[[Path], Reconciliation]
) -> None:
    before, after = parts(given), parts(copied(given, outcome(given)))
    assert list(after) == list(before)
    changed = {name for name in before if before[name] != after[name]}
    assert changed <= {"xl/worksheets/sheet2.xml", "xl/styles.xml", "xl/workbook.xml"}
    assert "xl/drawings/drawing9.xml" in after
    assert "xl/media/dau.png" in after


def test_the_original_is_not_touched_and_equal_calls_give_equal_bytes(
    given: Path, outcome: Callable[[Path], Reconciliation]
) -> None:
    held, result = given.read_bytes(), outcome(given)
    first = copied(given, result).read_bytes()
    assert copied(given, result).read_bytes() == first
    assert given.read_bytes() == held


def test_new_cells_look_like_the_units_own(
    given: Path, outcome: Callable[[Path], Reconciliation]
) -> None:
    sheet = sheet_of(copied(given, outcome(given)))
    head, theirs = sheet.cell(TOP, 7), sheet.cell(TOP, 5)
    assert look(head)[:2] == look(theirs)[:2]
    assert "G7:G8" in {str(merge) for merge in sheet.merged_cells}
    body, task = sheet.cell(TOP + 3, 8), sheet.cell(TOP + 3, 2)
    assert look(body)[:3] == look(task)[:3]
    assert body.fill.fgColor.rgb == "00FFFF00"
    assert body.alignment.wrap_text
    assert look(sheet.cell(TOP + 2, 9)) == look(sheet.cell(TOP + 2, 6))


def test_a_row_of_fixed_height_grows_to_show_the_results_whole(
    given: Path, outcome: Callable[[Path], Reconciliation]
) -> None:
    def low(held: dict[str, bytes]) -> None:
        sheet = held["xl/worksheets/sheet2.xml"]
        held["xl/worksheets/sheet2.xml"] = re.sub(
            rb'<row r="11"', b'<row r="11" ht="16" customHeight="1"', sheet, count=1
        )

    repacked(given, low)
    sheet = sheet_of(copied(given, outcome(given)))
    assert float(sheet.row_dimensions[11].height or 0) > 60
    assert sheet.row_dimensions[11].hidden
    assert float(sheet.row_dimensions[TOP + 7].height or 0) > 60


def test_sorting_by_the_filter_takes_the_results_along(
    given: Path, outcome: Callable[[Path], Reconciliation]
) -> None:
    sheet = sheet_of(copied(given, outcome(given)))
    assert sheet.auto_filter.ref == "A8:I14"


def test_an_excel_table_takes_the_results_in(
    tmp_path: Path, outcome: Callable[[Path], Reconciliation]
) -> None:
    given = excel_table(tmp_path / "bang.xlsx")
    sheet = sheet_of(copied(given, outcome(given)))
    table = sheet.tables["NhiemVu"]
    assert table.ref == "A1:G3"
    assert [column.name for column in table.tableColumns][4:] == TITLES
    assert [sheet.cell(1, column).value for column in (5, 6, 7)] == TITLES


def test_a_form_that_came_back_gets_its_results_too(
    tmp_path: Path, outcome: Callable[[Path], Reconciliation]
) -> None:
    person = Person(blank_form(working_folder(tmp_path / "asked")))
    person.type(person.row("2"), {"Nội dung cụ thể hóa": "Kiện toàn Tổ công nghệ số cộng đồng"})
    given = person.save("gui lai.xlsx")
    sheet = load_workbook(copied(given, outcome(given))).worksheets[0]
    row = person.row("2")
    assert [sheet.cell(person.head, column).value for column in (14, 15, 16)] == TITLES
    assert sheet.cell(row, 14).value == "Thực hiện nhiệm vụ cấp trên"
    assert [table.ref for table in sheet.tables.values()] == [f"A{person.head}:P12"]


def test_a_note_beside_the_table_stays_and_the_results_stand_beyond_it(
    given: Path, outcome: Callable[[Path], Reconciliation]
) -> None:
    book = load_workbook(given)
    book[SHEET]["G12"] = "xem lại"
    book.save(given)
    sheet = sheet_of(copied(given, outcome(given)))
    assert sheet["G12"].value == "xem lại"
    assert [sheet.cell(TOP, column).value for column in (7, 8, 9, 10)] == [None, *TITLES]


@pytest.mark.slow
def test_the_copy_opens_in_libreoffice_with_everything_in_place(
    given: Path, outcome: Callable[[Path], Reconciliation], soffice: str, tmp_path: Path
) -> None:
    out = copied(given, outcome(given))
    profile = (tmp_path / "profile").as_uri()
    kind = "xlsx:Calc MS Excel 2007 XML"
    words = [f"-env:UserInstallation={profile}", "--headless", "--convert-to", kind]
    subprocess.run(
        [soffice, *words, "--outdir", str(tmp_path / "saved"), str(out)],
        check=True,
        capture_output=True,
        timeout=HANGS,
    )
    saved = tmp_path / "saved" / "out.xlsx"
    sheet = sheet_of(saved)
    assert shown(sheet, TOP) == TITLES
    assert sheet.cell(TOP + 3, 2).value == "Kiện toàn Tổ công nghệ số cộng đồng"
    drawings = [content for name, content in parts(saved).items() if "drawings/drawing" in name]
    assert any(b"cxnSp" in drawing or b'prst="line"' in drawing for drawing in drawings)


MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
TYPES = "[Content_Types].xml"


def with_macros(held: dict[str, bytes]) -> None:
    kind = b"ms-excel.sheet.macroEnabled.main"
    held[TYPES] = held[TYPES].replace(
        b"openxmlformats-officedocument.spreadsheetml.sheet.main", kind
    )


def with_signature(held: dict[str, bytes]) -> None:
    held["_xmlsignatures/sig1.xml"] = b"<Signature/>"


def in_strict_form(held: dict[str, bytes]) -> None:
    held["xl/workbook.xml"] = held["xl/workbook.xml"].replace(MAIN, STRICT)


def without_looks(held: dict[str, bytes]) -> None:
    del held["xl/styles.xml"]


@pytest.mark.parametrize(
    ("lost", "change"),
    [
        ("macro (VBA)", with_macros),
        ("chữ ký số", with_signature),
        ("định dạng Strict Open XML", in_strict_form),
        ("cấu trúc của tệp", without_looks),
    ],
)
def test_what_a_copy_would_lose_is_named_and_a_plain_table_written(
    lost: str,
    change: Callable[[dict[str, bytes]], None],
    given: Path,
    outcome: Callable[[Path], Reconciliation],
) -> None:
    result = outcome(given)
    repacked(given, change)
    out = given.with_name("out.xlsx")
    assert write_checked_copy(given, result, out) == (lost,)
    sheet = load_workbook(out).worksheets[0]
    assert lost in str(sheet["A5"].value)
    heads = [cell.value for cell in sheet[7]]
    assert heads[-3:] == TITLES
    assert sheet.max_row >= 7 + len(result.lowers)


def test_a_word_file_gets_a_plain_table(
    tmp_path: Path, outcome: Callable[[Path], Reconciliation]
) -> None:
    given = document(
        tmp_path / "KH xa.docx",
        "ỦY BAN NHÂN DÂN XÃ VĨNH HẠ",
        """
        | STT | Nội dung nhiệm vụ | Thời hạn | Chủ trì |
        | 1 | Kiện toàn Tổ công nghệ số cộng đồng | 15/12/2026 | Phòng VH-XH |
        """,
    )
    out = tmp_path / "out.xlsx"
    assert write_checked_copy(given, outcome(given), out) == ()
    sheet = load_workbook(out).worksheets[0]
    assert "không phải bảng tính .xlsx" in str(sheet["A5"].value)
    assert [cell.value for cell in sheet[8]][1:3] == ["1", "Kiện toàn Tổ công nghệ số cộng đồng"]


def test_the_copies_of_a_units_files_have_names_of_their_own() -> None:
    assert checked_names(["bieu.xlsx", "BIEU.xls", "ke hoach.docx"]) == {
        "bieu.xlsx": "bieu-ra-soat.xlsx",
        "BIEU.xls": "BIEU (2)-ra-soat.xlsx",
        "ke hoach.docx": "ke hoach-ra-soat.xlsx",
    }


@pytest.mark.slow
@each_case("upper.xlsx", "lower.xlsx")
def test_the_real_workbooks_of_the_cases_are_copied_with_every_cell_as_it_was(
    case: Path, tmp_path: Path
) -> None:
    given = Path(shutil.copy(case / "lower.xlsx", tmp_path))
    result = match_files(case / "upper.xlsx", given, Config(), AS_OF)
    out = tmp_path / "out.xlsx"
    assert write_checked_copy(given, result, out) == ()
    before, after = load_workbook(given), load_workbook(out)
    for name in before.sheetnames:
        own = {at: how for at, how in looks(before[name], 99).items() if how[0] != "None"}
        new = looks(after[name], 99)
        assert {at: new[at] for at in own} == own


def test_a_copy_that_comes_back_is_read_as_the_file_that_it_was_made_of(
    given: Path, outcome: Callable[[Path], Reconciliation]
) -> None:
    out = copied(given, outcome(given))
    assert [task_of(t) for t in outcome(out).lower.tasks] == [
        task_of(t) for t in outcome(given).lower.tasks
    ]


@pytest.mark.parametrize("make", [own_file, excel_table])
def test_a_copy_that_comes_back_gets_its_results_in_the_same_columns(
    make: Callable[[Path], Path], tmp_path: Path, outcome: Callable[[Path], Reconciliation]
) -> None:
    given = make(tmp_path / "bieu.xlsx")
    first = copied(given, outcome(given))
    again = Path(shutil.copy(first, tmp_path / "bieu-ra-soat.xlsx"))
    assert looks(sheet_of(copied(again, outcome(again))), 20) == looks(sheet_of(again), 20)
