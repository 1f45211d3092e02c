"""A unit's own Word file with what is to change in it, tracked: its clerk accepts or rejects."""

import datetime as dt
import os
import subprocess
from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import NamedTuple

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt
from openpyxl import load_workbook

from changes import ACCEPT, REJECT, Shown, after
from office import document, put_paragraph, track, workbook
from reconcile.config import parse_config
from reconcile.model import Column, Reconciliation, RowKind
from reconcile.normalise import to_plan, with_own_tasks
from reconcile.office.word_comments import Writer
from reconcile.read import read_file
from reconcile.report.amended_copy.numbering import number
from reconcile.report.amended_copy.write_amended import amended_copy
from reconcile.report.documents.plan.amendments import amend
from reconcile.run.pair import plan_of, read_source, reconcile_plans
from schema import schema_errors

AS_OF = dt.date(2026, 11, 20)
UPPER = """
| UBND TỈNH HÀ SƠN |
| (Kèm theo Kế hoạch số 186/KH-UBND ngày 20/10/2026 của UBND tỉnh Hà Sơn) |
| STT | Nội dung nhiệm vụ | Văn bản | Thời hạn | Chủ trì | Phối hợp |
| I | Chuyển đổi số |
| 1 | Số hóa hồ sơ hộ tịch còn hiệu lực | Thông báo số 12-TB/TU | 15/12/2026 | UBND cấp xã | |
| 2 | Lắp màn hình tra cứu ở quầy | Thông báo số 12-TB/TU | 20/12/2026 | Sở KH&CN | UBND cấp xã |
| II | An sinh |
| 3 | Rà soát hộ nghèo, hộ cận nghèo | 80/QĐ-UBND | 30/11/2026 | Sở Y tế | UBND cấp xã |
| 4 | Tặng quà người có công dịp Tết | 80/QĐ-UBND | 31/12/2026 | Sở Nội vụ | UBND cấp xã |
"""
TABLE = """
| STT | Nhiệm vụ | Căn cứ | Thời hạn | Chủ trì | Phối hợp |
| I. Chuyển đổi số | < | < | < | < | < |
| 1. | Số hóa hồ sơ hộ tịch còn hiệu lực | Thông báo số 12-TB/TU | 25/12/2026 | Văn phòng UBND | |
| 2. | Mở lớp kỹ năng số cho các thôn | Thông báo số 12-TB/TU | 30/11/2026 | Phòng VH-XH | |
| II. Việc của xã | < | < | < | < | < |
| 3. | Dọn vệ sinh kênh mương nội đồng | | 30/11/2026 | Phòng Kinh tế | Các thôn |
| 4. | Sửa đường liên thôn, cắm biển báo | | 31/02/2026 | Phòng Kinh tế | Các thôn |
"""
PROSE = (
    "KẾ HOẠCH",
    "Thực hiện nhiệm vụ năm 2026",
    "I. NHIỆM VỤ",
    "1. Số hóa hồ sơ hộ tịch còn hiệu lực. Chủ trì: Văn phòng; thời hạn: 10/12/2026.",
    "2. Dọn vệ sinh kênh mương nội đồng. Chủ trì: Phòng Kinh tế; thời hạn: 30/11/2026.",
    "II. TỔ CHỨC THỰC HIỆN",
    "1. Văn phòng theo dõi, đôn đốc.",
    "Nơi nhận:",
    "- Lưu: VT.",
)


ADDED = "III. Nhiệm vụ bổ sung theo Kế hoạch số 186/KH-UBND ngày 20/10/2026 của UBND tỉnh Hà Sơn"


SURE = parse_config("[thresholds]\nmissed = 0.3\n")
"""What is missed is so for sure: how careful the program is elsewhere is no matter here."""


class Amended(NamedTuple):
    """A unit's file, what became of it, and its copy."""

    given: Path
    copy: Path
    result: Reconciliation


def amended(upper: Path, given: Path, author: str = "reconcile") -> Amended:
    """Hold a unit's file against the upper plan, and write its copy."""
    config = SURE
    above = to_plan([read_source(upper, config)], upper=True)
    source = with_own_tasks(read_source(given, config), above.tasks)
    result = reconcile_plans(above, plan_of(source, config), config, AS_OF)
    writer = Writer(author, "ĐC", AS_OF)
    written = amended_copy(given.read_bytes(), source, amend(result, config.proposals), writer)
    assert written is not None
    copy = given.with_name(f"{given.stem} (sửa).docx")
    copy.write_bytes(written)
    return Amended(given, copy, result)


@pytest.fixture
def upper(tmp_path: Path) -> Path:
    return workbook(tmp_path / "tinh.xlsx", UPPER)


def table_plan(path: Path) -> Path:
    """A commune's plan with groups, fonts of its own, and somebody's changes and comment in it."""
    document(path, "| UBND XÃ AN BÌNH | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |", "KẾ HOẠCH", TABLE)
    drawn = Document(str(path))
    table = drawn.tables[1]
    for row in table.rows[1:]:
        for cell in row.cells:
            for paragraph in cell.paragraphs:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
                for run in paragraph.runs:
                    run.font.size, run.font.name = Pt(11), "Times New Roman"
    put_paragraph(table, 3, 5, track("Các", inserted=" thôn, bản", deleted=" tổ"))
    drawn.add_comment(table.cell(2, 1).paragraphs[0].runs, "Chị Lan xem lại", author="Chị Lan")
    drawn.save(str(path))
    return path


def prose_plan(path: Path) -> Path:
    return document(path, "| UBND XÃ AN BÌNH | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |", *PROSE)


def rows(path: Path) -> list[list[str]]:
    """The rows of the task table as a reader of the copy sees them with every change accepted."""
    (table,) = (t for t in read_file(path).tables if t.rows)
    return [
        [cell.text for cell in row.cells] if row.kind is RowKind.TASK else [row.text]
        for row in table.rows
        if row.kind in (RowKind.TASK, RowKind.GROUP)
    ]


def comments(path: Path) -> list[tuple[str, str]]:
    return [(each.author, each.text) for each in Document(str(path)).comments]


@pytest.mark.slow
def test_accepting_all_writes_the_tasks_in_and_rejecting_all_gives_the_file_back(
    upper: Path, tmp_path: Path
) -> None:
    table = amended(upper, table_plan(tmp_path / "bang.docx"))
    prose = amended(upper, prose_plan(tmp_path / "loi-van.docx"))
    in_table, _ = accepted_and_rejected([table, prose])
    found = [text for place, text in in_table.said if place.startswith("/2") and is_first(place)]
    assert found[1:] == [
        "I. Chuyển đổi số", "1.", "2.", "3.", "II. Việc của xã", "4.", "5.", ADDED, "6.", "7.",
    ]  # fmt: skip


@pytest.mark.soak
@pytest.mark.skipif(not os.environ.get("RECONCILE_SOAK"), reason="RECONCILE_SOAK=1 runs it")
def test_the_same_holds_for_real_plans(tmp_path: Path, shared: Path) -> None:
    real = shared / "cases/quangngai-dantien"
    mine = tmp_path / "dan-tien.docx"
    mine.write_bytes((real / "lower.docx").read_bytes())
    accepted_and_rejected([amended(real / "upper.docx", mine)])


@pytest.mark.soak
@pytest.mark.skipif(not os.environ.get("RECONCILE_SOAK"), reason="RECONCILE_SOAK=1 runs it")
@pytest.mark.parametrize("name", ["kh-conghai", "kh140-phu-lac"])
def test_the_same_holds_for_word_files_that_libreoffice_makes_of_workbooks(
    name: str, tmp_path: Path, shared: Path, soffice: str
) -> None:
    real = shared / "cases" / name
    mine = as_word(real / "lower.xlsx", tmp_path, soffice)
    accepted_and_rejected([amended(real / "upper.xlsx", mine)])


def as_word(book: Path, out: Path, soffice: str) -> Path:
    """Let LibreOffice make a Word file of a workbook: its rows as a table under its own heading."""
    sheet = max(load_workbook(book).worksheets, key=lambda sheet: sheet.max_row)
    rows = [[str(cell or "").strip() for cell in row] for row in sheet.iter_rows(values_only=True)]
    head = next(at for at, row in enumerate(rows) if row[0].upper() == "STT")
    above = "".join(f"<p>{escape(cell)}</p>" for row in rows[:head] for cell in row if cell)
    cells = ("".join(f"<td>{escape(cell)}</td>" for cell in row) for row in rows[head:])
    table = "".join(f"<tr>{row}</tr>" for row in cells)
    page = out / f"{book.parent.name}.html"
    page.write_text(
        f'<html><head><meta charset="utf-8"></head><body>{above}<table border="1">{table}</table>'
        "</body></html>",
        "utf-8",
    )
    profile = f"-env:UserInstallation={(out / 'profile').as_uri()}"
    command = [soffice, profile, "--headless", "--infilter=HTML (StarWriter)", "--convert-to"]
    call = [*command, "docx:MS Word 2007 XML", "--outdir", str(out), str(page)]
    subprocess.run(call, check=True, capture_output=True)
    return page.with_suffix(".docx")


def accepted_and_rejected(every: Sequence[Amended]) -> list[Shown]:
    """Let LibreOffice accept and reject all of each, and hold it to the file; give the accepted."""
    jobs = [
        job
        for each in every
        for job in ((each.given, REJECT), (each.copy, REJECT), (each.copy, ACCEPT))
    ]
    shown = after(jobs)
    for at, each in enumerate(every):
        given, rejected, accepted = shown[at * 3 : at * 3 + 3]
        assert rejected.said == given.said
        assert (rejected.left, accepted.left) == (0, 0)
        written_in = [new.cells[Column.TASK] for new in amend(each.result, SURE.proposals).added]
        assert written_in
        for text in written_in:
            assert sum(text in said for said in accepted.texts) == 1
    return shown[2::3]


def is_first(place: str) -> bool:
    """Tell whether a cell is the first of its row."""
    return place.endswith(":1")


def test_a_missed_task_stands_behind_its_group_in_the_numbers_of_the_plan(
    upper: Path, tmp_path: Path
) -> None:
    made = amended(upper, table_plan(tmp_path / "bang.docx"))
    said = rows(made.copy)
    assert [row[0] for row in said] == [
        "I. Chuyển đổi số", "1.", "2.", "3.", "II. Việc của xã", "4.", "5.",
        ADDED, "6.", "7.",
    ]  # fmt: skip
    assert said[3] == [
        "3.",
        "Phối hợp với Sở Khoa học và Công nghệ lắp màn hình tra cứu ở quầy",
        "Thông báo số 12-TB/TU",
        "15/12/2026",
        "Phòng Văn hóa - Xã hội",
        "Các cơ quan, đơn vị liên quan",
    ]


def test_a_new_row_has_the_fonts_and_the_widths_of_the_row_above_it(
    upper: Path, tmp_path: Path
) -> None:
    made = amended(upper, table_plan(tmp_path / "bang.docx"))
    table = Document(str(made.copy)).tables[1]
    own, new = (table._tbl.tr_lst[at] for at in (3, 4))  # noqa: SLF001 - the raw rows
    assert new.find(f"{qn('w:trPr')}/{qn('w:ins')}") is not None
    for name in ("w:tcW", "w:jc", "w:sz", "w:rFonts"):
        looks = [[dict(e.attrib) for e in row.iter(qn(name))][:1] for row in (own, new)]
        assert looks[0] == looks[1] != []


def test_a_text_in_a_cell_that_is_empty_in_the_row_above_looks_like_the_texts_beside_it(
    upper: Path, tmp_path: Path
) -> None:
    path = tmp_path / "bang.docx"
    document(path, "| UBND XÃ AN BÌNH | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |", "KẾ HOẠCH", TABLE)
    drawn = Document(str(path))
    rows = drawn.tables[1].rows
    for cell in (cell for row in rows[1:] for cell in row.cells):
        cell.paragraphs[0].runs[0].font.size = Pt(11) if cell.text else None
    for row in rows[1:]:
        for run in list(row.cells[5].paragraphs[0].runs):
            run._r.getparent().remove(run._r)  # noqa: SLF001 - no support is named anywhere
    drawn.save(str(path))
    table = Document(str(amended(upper, path).copy)).tables[1]
    new = [row for row in table.rows if row._tr.find(f"{qn('w:trPr')}/{qn('w:ins')}") is not None]  # noqa: SLF001
    runs = [run for row in new for run in row._tr.iter(qn("w:r")) if run.text]  # noqa: SLF001
    sizes = {each.get(qn("w:val")) for run in runs for each in run.iter(qn("w:sz"))}
    assert all(list(run.iter(qn("w:sz"))) for run in runs)
    assert sizes == {"22"}


@pytest.mark.parametrize("plan", ["table", "prose"])
def test_the_copy_breaks_no_rule_of_the_office_schema_that_the_file_keeps(
    plan: str, upper: Path, tmp_path: Path
) -> None:
    draw = {"table": table_plan, "prose": prose_plan}[plan]
    made = amended(upper, draw(tmp_path / f"{plan}.docx"))
    given, written = (
        {error.split(": ", 1)[-1] for error in schema_errors(path)}
        for path in (made.given, made.copy)
    )
    assert written - given == set()


def test_each_change_says_why_and_from_where_in_the_name_that_the_settings_give(
    upper: Path, tmp_path: Path
) -> None:
    made = amended(upper, table_plan(tmp_path / "bang.docx"), author="Phòng Tổng hợp")
    body = Document(str(made.copy)).element.body
    ours = [e for tag in ("w:ins", "w:del") for e in body.iter(qn(tag)) if e.get(qn("w:date"))]
    assert {(e.get(qn("w:author")), e.get(qn("w:date"))) for e in ours} == {
        ("Phòng Tổng hợp", "2026-11-20T00:00:00Z")
    }
    said = comments(made.copy)
    assert said[0] == ("Chị Lan", "Chị Lan xem lại")
    (screen,) = (text for _, text in said if "số thứ tự 2" in text)
    assert "Nguồn: tinh.xlsx › Phụ lục › dòng 6." in screen
    numbers = [e.get(qn("w:id")) for e in ours]
    assert len(set(numbers)) == len(numbers)


def test_a_later_deadline_is_put_right_and_an_impossible_one_is_only_spoken_of(
    upper: Path, tmp_path: Path
) -> None:
    made = amended(upper, table_plan(tmp_path / "bang.docx"))
    said = rows(made.copy)
    assert (said[1][3], said[6][3]) == ("15/12/2026", "31/02/2026")
    told = [text for _, text in comments(made.copy)]
    assert any("muộn hơn thời hạn cấp trên giao" in text for text in told)
    assert any("“31/02/2026” là ngày không có trong lịch" in text for text in told)


def test_days_are_written_as_the_column_has_them(upper: Path, tmp_path: Path) -> None:
    given = table_plan(tmp_path / "bang.docx")
    drawn = Document(str(given))
    for row in (2, 3, 5, 6):
        run = drawn.tables[1].cell(row, 3).paragraphs[0].runs[0]
        run.text = f"Ngày {run.text}"
    drawn.save(str(given))
    made = amended(upper, given)
    assert [row[3] for row in rows(made.copy) if len(row) > 3] == [
        "Ngày 15/12/2026", "Ngày 30/11/2026", "Ngày 15/12/2026", "Ngày 30/11/2026",
        "Ngày 31/02/2026", "Ngày 25/11/2026", "Ngày 26/12/2026",
    ]  # fmt: skip


def test_a_plan_in_prose_gets_paragraphs_in_its_own_outline(upper: Path, tmp_path: Path) -> None:
    made = amended(upper, prose_plan(tmp_path / "loi-van.docx"))
    lines = [line.text for line in read_file(made.copy).lines]
    at = lines.index(PROSE[4])
    assert lines[at + 1].startswith(
        "3. Phối hợp với Sở Khoa học và Công nghệ lắp màn hình tra cứu ở quầy (chủ trì: "
    )
    assert lines[at + 2].startswith(
        "4. Phối hợp với Sở Y tế rà soát hộ nghèo, hộ cận nghèo (chủ trì: "
    )
    assert lines[at + 4] == PROSE[5]
    again = amended(upper, made.copy)
    assert not amend(again.result, SURE.proposals).added


def test_the_same_file_and_day_give_the_same_bytes(upper: Path, tmp_path: Path) -> None:
    given = table_plan(tmp_path / "bang.docx")
    first = amended(upper, given).copy.read_bytes()
    assert amended(upper, given).copy.read_bytes() == first


def test_a_cell_of_several_pieces_is_put_right_and_says_the_rest_as_before(
    upper: Path, tmp_path: Path
) -> None:
    given = table_plan(tmp_path / "bang.docx")
    drawn = Document(str(given))
    paragraph = drawn.tables[1].cell(2, 3).paragraphs[0]
    paragraph.runs[0].text = "Trước ngày 2"
    paragraph.add_run("5/12/").bold = True
    paragraph.add_run("2026")
    drawn.save(str(given))
    made = amended(upper, given)
    assert rows(made.copy)[1][3] == "15/12/2026"


@pytest.mark.parametrize(
    ("typed", "behind", "new", "changed"),
    [
        (("1.", "2.", "3."), (0,), ("2.",), {1: "3.", 2: "4."}),
        (("01", "02"), (1, 1), ("03", "04"), {}),
        (("1", "2", "1", "2"), (1,), ("3",), {}),
        (("", ""), (1,), ("",), {}),
        (("a)", "b)"), (0,), ("b)",), {1: "c)"}),
        (("1.1", "1.2", "2.1"), (1,), ("1.3",), {}),
        (("1", "3", "4"), (0,), ("2",), {1: "4", 2: "5"}),
    ],
)
def test_numbers_go_on_and_those_behind_move_until_a_series_begins_anew(
    typed: tuple[str, ...],
    behind: tuple[int, ...],
    new: tuple[str, ...],
    changed: dict[int, str],
) -> None:
    numbered = number(typed, behind)
    assert (numbered.new, dict(numbered.changed)) == (new, changed)


def test_a_file_that_does_not_say_what_was_read_is_not_written_in(
    upper: Path, tmp_path: Path
) -> None:
    given = table_plan(tmp_path / "bang.docx")
    config = SURE
    above = to_plan([read_source(upper, config)], upper=True)
    source = read_source(given, config)
    result = reconcile_plans(above, plan_of(source, config), config, AS_OF)
    drawn = Document(str(given))
    drawn.tables[1].cell(3, 1).paragraphs[0].runs[0].text = "Một việc khác hẳn"
    drawn.save(str(given))
    amendments = amend(result, config.proposals)
    written = amended_copy(given.read_bytes(), source, amendments, Writer("r", "r", AS_OF))
    assert written is None
