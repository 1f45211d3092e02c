"""Dates as sheets show them: months and years, serial numbers, swapped days, days counted."""

import datetime as dt
import shutil
import struct
import subprocess
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook

from office import document, workbook
from reconcile.model import Column, Plan, RowKind
from reconcile.normalise import to_plan
from reconcile.office.date_formats import shown_by
from reconcile.read import read_file
from reconcile.read.formats.untold import Untold
from reconcile.read.formats.untold_ods import in_ods
from reconcile.read.formats.untold_xlsb import in_xlsb
from reconcile.read.grid import Merge
from xlsb import record, wide

FORMATS = {
    '"Tháng "m/yyyy': "month", "mm/yyyy": "month", "mmm-yy": "month", "[$-42A]mmmm yyyy": "month",
    "yyyy": "year", '"Năm "yyyy': "year", "dd/mm/yyyy": "day", "d-mmm-yy": "day", "h:mm": "time",
    '"ngày "d/m;@': "day", "General": "day",
}  # fmt: skip


@pytest.mark.parametrize(("number_format", "shown"), FORMATS.items())
def test_a_number_format_shows_a_day_a_month_or_a_year(number_format: str, shown: str) -> None:
    assert shown_by(number_format) == shown


def made(tmp_path: Path) -> Path:
    """A plan whose deadline cells are dates, each in a format of its own."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["STT", "Nhiệm vụ", "Chủ trì", "Thời hạn"])
    for place, shown in enumerate(['"T"m/yyyy', "mm/yyyy", "mmm-yy", "dd/mm/yyyy", "yyyy"], 2):
        sheet.append([place - 1, f"Sửa đoạn đường số {place}", "Tổ Một", dt.date(2026, place, 1)])
        sheet.cell(place, 4).number_format = shown
    book.save(tmp_path / "a.xlsx")
    return tmp_path / "a.xlsx"


def due(path: Path) -> list[tuple[str, str]]:
    """Each deadline as it is shown, with its latest day."""
    tasks = to_plan([read_file(path)]).tasks
    return [(t.deadline.text, str(t.deadline.latest or "")) for t in tasks]


SHOWN = [
    ("Tháng 2/2026", "2026-02-28"),
    ("Tháng 3/2026", "2026-03-31"),
    ("Tháng 4/2026", "2026-04-30"),
    ("01/5/2026", "2026-05-01"),
    ("2026", "2026-12-31"),
]


def test_a_date_means_what_its_cell_shows(tmp_path: Path) -> None:
    assert due(made(tmp_path)) == SHOWN


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not there")
@pytest.mark.parametrize("ending", ["xls", "ods"])
def test_a_date_means_what_its_cell_shows_in_other_formats(tmp_path: Path, ending: str) -> None:
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    call = ["soffice", profile, "--headless", "--convert-to", ending, "--outdir", str(tmp_path)]
    subprocess.run([*call, str(made(tmp_path))], check=True, capture_output=True, timeout=120)
    assert due(tmp_path / f"a.{ending}") == SHOWN


def test_the_months_and_merged_cells_of_an_xlsb_are_found() -> None:
    styles = record(44, struct.pack("<H", 170) + wide('"Tháng "m/yyyy'))
    styles += record(617, struct.pack("<I", 2))
    styles += record(47, struct.pack("<HH", 0, 14)) + record(47, struct.pack("<HH", 0, 170))
    sheet = record(0, struct.pack("<I", 4))
    sheet += record(5, struct.pack("<IId", 3, 1, 46000.0))
    sheet += record(5, struct.pack("<IId", 4, 0, 46000.0))
    sheet += record(176, struct.pack("<IIII", 4, 7, 3, 3))
    data = BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("xl/styles.bin", styles)
        archive.writestr("xl/workbook.bin", record(156, bytes(8) + wide("rId1") + wide("Phụ lục")))
        archive.writestr(
            "xl/_rels/workbook.bin.rels",
            '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.bin"/>'
            "</Relationships>",
        )
        archive.writestr("xl/worksheets/sheet1.bin", sheet)
    assert in_xlsb(data.getvalue()) == {"Phụ lục": Untold({(5, 3): "month"}, (Merge(5, 3, 8, 3),))}


def test_the_months_of_an_ods_are_found_by_the_styles_of_cells_and_columns() -> None:
    names = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{full}:1.0"'
        for short, full in (
            ("office", "office"), ("style", "style"), ("table", "table"), ("number", "datastyle"),
        )
    )  # fmt: skip
    content = (
        f'<office:document-content {names}><number:date-style style:name="N1"><number:month/>'
        '<number:year/></number:date-style><number:text-style style:name="N2"><style:map '
        'style:apply-style-name="N1"/></number:text-style><style:style style:name="c1" '
        'style:data-style-name="N1"/><style:style style:name="c2" style:data-style-name="N2"/>'
        '<table:table table:name="A"><table:table-column table:number-columns-repeated="2"/>'
        '<table:table-column table:default-cell-style-name="c1"/>'
        '<table:table-row table:number-rows-repeated="3"><table:table-cell/></table:table-row>'
        '<table:table-row><table:table-cell office:value-type="date" table:style-name="c1"/>'
        '<table:table-cell office:value-type="date" table:style-name="c2"/>'
        '<table:table-cell office:value-type="date"/>'
        "</table:table-row></table:table></office:document-content>"
    )
    data = BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("content.xml", content)
        archive.writestr("styles.xml", f"<office:document-styles {names}/>")
    assert in_ods(data.getvalue()) == {
        "A": Untold({(4, 0): "month", (4, 1): "month", (4, 2): "month"})
    }


def test_a_bare_serial_number_is_told_and_never_shown(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a.xlsx",
        """
        | STT | Nhiệm vụ | Chủ trì | Thời hạn |
        | 1 | Sơn lan can cầu | Tổ Một | |
        | 2 | Vá mặt cầu | Tổ Hai | 46,203 |
        | 3 | Thay biển tải trọng | Tổ Ba | 12/2026 |
        """,
        values={"D2": 46022},
    )
    plan = to_plan([read_file(path)])
    assert [t.deadline.text for t in plan.tasks] == ["31/12/2025", "30/6/2026", "12/2026"]
    told = [f for f in plan.findings if f.code == "date-serial"]
    assert [f.where.row for f in told] == [2, 3]
    assert "46022" in told[0].message


def swapped(tmp_path: Path, real: list[dt.date], typed: list[str]) -> int:
    """How many dates of a column are told to be swapped."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["STT", "Nhiệm vụ", "Chủ trì", "Thời hạn"])
    for number, said in enumerate([*real, *typed], 1):
        sheet.append([number, f"Sửa đoạn đường số {number}", "Tổ Một", said])
    book.save(tmp_path / "a.xlsx")
    plan = to_plan([read_file(tmp_path / "a.xlsx")])
    return sum(f.code == "date-swapped" for f in plan.findings)


LOW = [dt.date(2026, month, 5) for month in (1, 2, 3, 4, 6, 7)]
HIGH = [f"{day}/6/2026" for day in (15, 20, 25, 28, 30)]


def test_one_typed_date_does_not_spoil_the_proof_of_swapped_ones(tmp_path: Path) -> None:
    assert swapped(tmp_path, LOW, [*HIGH, "05/8/2026"]) == len(LOW)


def test_one_real_date_above_twelve_does_not_spoil_it_and_is_not_swapped(tmp_path: Path) -> None:
    assert swapped(tmp_path, [*LOW, dt.date(2026, 6, 20)], HIGH) == len(LOW)


def test_a_mixed_column_is_not_swapped(tmp_path: Path) -> None:
    real = [*LOW[:2], dt.date(2026, 6, 20), dt.date(2026, 6, 21)]
    assert swapped(tmp_path, real, ["05/8/2026", "15/8/2026"]) == 0


COUNTED = {
    "45 ngày kể từ ngày ban hành Kế hoạch": "45 ngày kể từ ngày ban hành Kế hoạch (24/4/2026)",
    "Trong vòng 30 (ba mươi) ngày, kể từ ngày ký": (
        "Trong vòng 30 (ba mươi) ngày, kể từ ngày ký (09/4/2026)"
    ),
    "Không quá 02 tháng sau khi Kế hoạch được ban hành": (
        "Không quá 02 tháng sau khi Kế hoạch được ban hành (10/5/2026)"
    ),
    "5 ngày làm việc tính từ ngày văn bản có hiệu lực": (
        "5 ngày làm việc tính từ ngày văn bản có hiệu lực (17/3/2026)"
    ),
    "Trong vòng một tháng kể từ ngày ký ban hành": (
        "Trong vòng một tháng kể từ ngày ký ban hành (10/4/2026)"
    ),
    "10 ngày kể từ ngày nhận được hồ sơ": "10 ngày kể từ ngày nhận được hồ sơ",
    "100 ngày": "100 ngày",
    "30 ngày kể từ ngày ban hành Nghị quyết số 12-NQ/TW": (
        "30 ngày kể từ ngày ban hành Nghị quyết số 12-NQ/TW"
    ),
}


def planned(tmp_path: Path) -> Plan:
    """A plan issued on 10 March 2026 with deadlines counted in days."""
    rows = "".join(
        f"| {n} | Sửa cống số {n} | Tổ Một | {said} |\n" for n, said in enumerate(COUNTED)
    )
    return to_plan(
        [
            read_file(
                document(
                    tmp_path / "a.docx",
                    "UBND XÃ BẾN THỬ",
                    "Số: 9/KH-UBND",
                    "Bến Thử, ngày 10 tháng 3 năm 2026",
                    "KẾ HOẠCH",
                    "Sửa cống",
                    f"| STT | Nhiệm vụ | Chủ trì | Thời hạn |\n{rows}",
                )
            )
        ]
    )


def test_days_counted_from_the_plan_are_shown_with_their_day(tmp_path: Path) -> None:
    plan = planned(tmp_path)
    assert [t.deadline.text for t in plan.tasks] == [*COUNTED.values()]
    assert plan.tasks[0].deadline.latest == dt.date(2026, 4, 24)


def test_a_column_without_content_is_told(tmp_path: Path) -> None:
    rows = "".join(f"| {n} | Trồng hàng cây số {n} | | Bảng {n} |\n" for n in range(1, 7))
    path = workbook(tmp_path / "a.xlsx", f"| STT | Nhiệm vụ | Đơn vị chủ trì | Biển treo |\n{rows}")
    plan = to_plan([read_file(path)])
    codes = {f.code: f.message for f in plan.findings}
    assert "6/6 nhiệm vụ" in codes["column-sparse"]
    assert "“Biển treo”" in codes["column-unread"]


@pytest.mark.parametrize(
    ("count", "directive", "lacking"),
    [
        # Communes seldom say which document their own duties come from.
        (6, lambda n: "12-TB/TU" if n == 1 else "", ""),
        (9, lambda _: "", ""),
        (6, lambda n: f"{n}/KH-UBND", ""),
        # Nothing in a long table, or what is no document, is a column misread.
        (12, lambda _: "", "12/12"),
        (6, lambda n: f"Phòng số {n}", "6/6"),
        (8, lambda n: "" if n > 5 else "Quý II/2026", "5/5"),
    ],
)
def test_a_directive_left_out_is_no_sign_of_a_column_misread(
    tmp_path: Path, count: int, directive: Callable[[int], str], lacking: str
) -> None:
    rows = "".join(
        f"| {n} | Trồng hàng cây số {n} | {directive(n)} | Tổ Một |\n" for n in range(1, count + 1)
    )
    head = "| STT | Nhiệm vụ | Văn bản giao | Chủ trì |\n"
    plan = to_plan([read_file(workbook(tmp_path / "a.xlsx", head + rows))])
    said = [f.message for f in plan.findings if f.code == "column-sparse"]
    assert bool(said) == bool(lacking)
    assert all(f"nhưng {lacking} nhiệm vụ" in message for message in said)


def test_every_task_row_keeps_its_kind(tmp_path: Path) -> None:
    rows = [row for table in read_file(made(tmp_path)).tables for row in table.rows]
    assert sum(row.kind is RowKind.TASK for row in rows) == 5
    assert all(row.says(Column.DEADLINE) for row in rows if row.kind is RowKind.TASK)
