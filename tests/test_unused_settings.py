"""A setting that fits nothing is told, with what it may have been meant for."""

from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document

from forms import Person
from office import workbook
from reconcile.model import Finding
from reconcile.run.folder import RunReport, run_folder
from reconcile.run.open_folder import Asked
from reconcile.run.writing.forms import make_forms

TASKS = """
| STT | Nội dung nhiệm vụ | Căn cứ | Thời hạn | Chủ trì |
| 1 | Số hóa hồ sơ hộ tịch còn hiệu lực | 12-TB/TU | 15/12/2026 | UBND cấp xã |
| 2 | Rà soát hộ nghèo, hộ cận nghèo cuối năm | 80/QĐ-UBND | 30/11/2026 | UBND cấp xã |
"""
RUN = '[run]\nas_of = 2026-11-20\n[documents]\nkinds = ["bao-cao-tong-hop"]\n'
Folder = Callable[[str], Path]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """Make a working folder of one lower plan with these settings."""

    def make(settings: str) -> Path:
        for part in ("inputs/upper", "inputs/lower"):
            (tmp_path / part).mkdir(parents=True)
        workbook(tmp_path / "inputs/upper/tinh.xlsx", f"| UBND TỈNH HÀ SƠN |\n{TASKS}")
        workbook(tmp_path / "inputs/lower/Phụ lục.xlsx", f"| UBND XÃ AN BÌNH |\n{TASKS}")
        (tmp_path / "reconcile.toml").write_text(RUN + settings, "utf-8")
        return tmp_path

    return make


def ran(home: Path) -> RunReport:
    return run_folder(home, Asked(jobs=1))


def unused(report: RunReport) -> list[Finding]:
    return [each for each in report.findings if each.code == "setting-unused"]


TOLD = {
    "a file that is not there": (
        '[files."Phụ lục 9.xlsx"]\nsheet = "A"\n',
        "không có tệp nào tên như vậy; tên gần giống nhất là “Phụ lục.xlsx”",
    ),
    "a file typed without its diacritics": (
        '[files."phu luc.xlsx"]\nunit = "UBND xã An Bình"\n',
        "gần giống nhất là “Phụ lục.xlsx”",
    ),
    "a file like no other": ('[files."x.csv"]\nheader_row = 2\n', "không có tệp nào tên như vậy"),
    "two sections for one file": (
        '[files."PHỤ LỤC.xlsx"]\nunit = "A"\n[files."phụ lục.XLSX"]\nunit = "B"\n',
        "có mục [files] khác cũng ứng với tên tệp này",
    ),
    "a unit named twice": (
        '[units."UBND xã An Bình"]\n[units."UBND XÃ  AN BÌNH"]\n',
        'cùng một đơn vị với [units."UBND xã An Bình"] ở trên',
    ),
    "a unit without a name": (
        '[units." "]\n[units."UBND xã An Bình"]\n',
        "mục không có tên đơn vị",
    ),
    "a header that no table has": (
        '[columns]\nlead = ["Chủ trì", "Bên làm"]\n',
        "“Bên làm” ở khóa lead của mục [columns] không có tác dụng",
    ),
}


@pytest.mark.parametrize(("settings", "said"), TOLD.values(), ids=TOLD)
def test_a_setting_that_fits_nothing_is_told(folder: Folder, settings: str, said: str) -> None:
    found = unused(ran(folder(settings)))
    assert found
    assert said in found[0].message
    assert found[0].where.file == "reconcile.toml"
    assert found[0].where.row >= RUN.count("\n") + 1
    assert found[0].fix


USED = {
    "hints, a column, a unit": (
        '[files."phụ  lục.xlsx"]\nheader_row = 2\n[files."phụ  lục.xlsx".columns]\ntask = "B"\n'
        '[columns]\ntask = ["Nội dung nhiệm vụ"]\n[units."UBND xã An Bình"]\n'
    ),
    "a file of the upper plan": '[files."TINH.xlsx"]\nheader_row = 2\n',
    "a header in other letters": '[columns]\nlead = ["CHỦ  TRÌ:"]\n',
    "no setting at all": "",
}


@pytest.mark.parametrize("settings", USED.values(), ids=USED)
def test_a_setting_that_fits_something_is_not_told(folder: Folder, settings: str) -> None:
    assert ran(folder(settings)).findings == ()


def test_a_unit_that_sent_nothing_is_told_once(folder: Folder) -> None:
    report = ran(folder('[units."UBND xã An Bình"]\n[units."UBND xã Tân Hòa"]\n'))
    assert [each.code for each in report.findings] == ["unit-absent"]


def test_a_unit_whose_name_is_mistyped_is_told_with_the_one_that_sent(folder: Folder) -> None:
    (told,) = ran(folder('[units."UBND xã An Bìn"]\n')).findings
    assert told.code == "unit-absent"
    assert told.fix.startswith("“UBND xã An Bình” đã gửi tệp mà không có ở [units]")


def test_a_file_that_cannot_be_read_is_there_all_the_same(folder: Folder) -> None:
    home = folder('[files."hong.xlsx"]\nheader_row = 2\n')
    (home / "inputs/lower/hong.xlsx").write_bytes(b"PK\x03\x04 broken")
    assert [each.code for each in ran(home).findings] == ["unreadable"]


def test_an_archive_is_named_file_by_file(folder: Folder) -> None:
    home = folder('[files."gui.zip"]\nunit = "A"\n[files."b.xlsx"]\nunit = "UBND xã B"\n')
    with ZipFile(home / "inputs/lower/gui.zip", "w") as archive:
        archive.write(home / "inputs/lower/Phụ lục.xlsx", "b.xlsx")
    (told,) = unused(ran(home))
    assert "đây là tệp nén" in told.message
    assert '[files."gui.zip/b.xlsx"]' in told.fix


def test_a_form_of_ours_and_a_plan_in_prose_need_no_hints(folder: Folder) -> None:
    hints = 'header_row = 3\n[files."{0}".columns]\ntask = "B"\n'
    named = ("form.xlsx", "van-ban.docx")
    home = folder("".join(f'[files."{name}"]\n{hints.format(name)}' for name in named))
    (home / "inputs/lower/Phụ lục.xlsx").rename(home / "phu-luc.xlsx")
    person = Person(make_forms(home).outputs[0])
    person.type(person.row("1"), {"Nội dung cụ thể hóa": "Nhập hồ sơ hộ tịch"})
    person.book.save(home / "inputs/lower/form.xlsx")
    (home / "phu-luc.xlsx").rename(home / "inputs/lower/Phụ lục.xlsx")
    text = Document()
    text.add_paragraph("UBND XÃ TÂN HÒA")
    for number in (1, 2, 3):
        text.add_paragraph(f"{number}. Số hóa hồ sơ hộ tịch còn hiệu lực đợt {number}")
        text.add_paragraph("- Đơn vị chủ trì: Văn phòng")
        text.add_paragraph("- Thời gian hoàn thành: 30/11/2026")
    text.save(str(home / "inputs/lower/van-ban.docx"))
    told = {each.message for each in unused(ran(home))}
    assert len(told) == 2
    assert any("biểu do chương trình lập" in each for each in told)
    assert any("theo các đoạn văn" in each for each in told)


def test_a_setting_is_no_file_in_the_report_over_all_units(folder: Folder) -> None:
    home = folder('[files."x.csv"]\nheader_row = 2\n')
    assert unused(ran(home))
    said = (home / "outputs/du-lieu/bao-cao-tong-hop.json").read_text("utf-8")
    assert "không sử dụng được" not in said
    assert "x.csv" not in said
