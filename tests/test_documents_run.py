"""Documents of a working folder: made again, kept beside what filled them, refused as final."""

import json
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner

from office import workbook
from reconcile.cli.documents import report
from reconcile.config import Config, DocumentKind, parse_config
from reconcile.errors import TemplateError, UsageError
from reconcile.model import Summary
from reconcile.report.documents.kinds import kinds_for
from reconcile.run.open_folder import Asked
from reconcile.run.writing.documents_again import WantedDocuments, report_folder
from reconcile.run.writing.left_open import LeftOpen

UPPER = """
| UBND TỈNH HÀ SƠN |
| Kế hoạch số 186/KH-UBND ngày 20/10/2026 |
| STT | Nội dung nhiệm vụ | Văn bản giao nhiệm vụ | Thời hạn | Chủ trì | Phối hợp |
| 1 | Số hóa hồ sơ hộ tịch còn hiệu lực | Thông báo số 12-TB/TU | 15/12/2026 | UBND cấp xã | |
| 2 | Rà soát hộ nghèo, hộ cận nghèo cuối năm | 80/QĐ-UBND | 30/11/2026 | Sở Y tế | UBND cấp xã |
"""
HEADER = "| STT | Nội dung nhiệm vụ | Thời gian hoàn thành | Đơn vị chủ trì |"
SHORT = f"""
| UBND XÃ AN BÌNH |
{HEADER}
| 1 | Số hóa hồ sơ hộ tịch còn hiệu lực | 10/12/2026 | Văn phòng HĐND và UBND |
"""
WHOLE = f"""
| UBND XÃ BÌNH LÂM |
{HEADER}
| 1 | Số hóa hồ sơ hộ tịch còn hiệu lực | 10/12/2026 | Văn phòng HĐND và UBND |
| 2 | Rà soát hộ nghèo, hộ cận nghèo cuối năm | 25/11/2026 | Phòng Văn hóa - Xã hội |
"""


SETTINGS = """
[run]
as_of = 2026-11-20
[upper]
plan_number = "186/KH-UBND"
plan_dated = 2026-10-20
[documents]
reporting = "trước ngày 25 hằng tháng"
"""
"""What neither plan says, so that no document has a blank."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A working folder with two communes, one of which has missed a task."""
    home = tmp_path / "cong viec"
    for part in ("inputs/upper", "inputs/lower"):
        (home / part).mkdir(parents=True)
    workbook(home / "inputs/upper/tinh.xlsx", UPPER)
    workbook(home / "inputs/lower/an-binh.xlsx", SHORT)
    workbook(home / "inputs/lower/binh-lam.xlsx", WHOLE)
    (home / "reconcile.toml").write_text(SETTINGS, "utf-8")
    return home


def files(folder: Path) -> set[str]:
    """The files under outputs."""
    return {
        path.relative_to(folder / "outputs").as_posix()
        for path in (folder / "outputs").rglob("*")
        if path.is_file()
    }


def test_each_unit_gets_the_documents_that_it_needs(folder: Path) -> None:
    report_folder(folder, Asked())
    assert files(folder) == {
        "UBND xã An Bình/bao-cao.docx",
        "UBND xã An Bình/ke-hoach.docx",
        "UBND xã An Bình/cong-van.docx",
        "UBND xã An Bình/gui-don-vi.zip",
        "UBND xã An Bình/du-lieu/bao-cao.json",
        "UBND xã An Bình/du-lieu/ke-hoach.json",
        "UBND xã An Bình/du-lieu/cong-van.json",
        "UBND xã Bình Lâm/bao-cao.docx",
        "UBND xã Bình Lâm/ke-hoach.docx",
        "UBND xã Bình Lâm/du-lieu/bao-cao.json",
        "UBND xã Bình Lâm/du-lieu/ke-hoach.json",
        "bao-cao-tong-hop.docx",
        "du-lieu/bao-cao-tong-hop.json",
    }
    kept = json.loads((folder / "outputs/UBND xã An Bình/du-lieu/ke-hoach.json").read_text("utf-8"))
    assert [row["de_xuat"] for row in kept["phu_luc"]["dong"]] == ["", " (đề xuất)"]
    assert kept["phu_luc"]["dong"][1]["chu_tri"] == "Phòng Văn hóa - Xã hội"
    shown = docx.Document(str(folder / "outputs/UBND xã An Bình/ke-hoach.docx"))
    assert len(shown.tables[-1].rows) == 3


def test_one_unit_and_one_kind_can_be_asked_for(folder: Path) -> None:
    kinds = (DocumentKind.SUPPLEMENT,)
    report_folder(folder, Asked(only="An Bình"), WantedDocuments(kinds=kinds))
    assert files(folder) == {
        "UBND xã An Bình/ke-hoach-bo-sung.docx",
        "UBND xã An Bình/du-lieu/ke-hoach-bo-sung.json",
    }


def test_made_again_nothing_is_written_and_an_edited_document_stays(folder: Path) -> None:
    first = report_folder(folder, Asked())
    assert first.written == 13
    again = report_folder(folder, Asked())
    assert again.written == 0
    plan = folder / "outputs/UBND xã An Bình/ke-hoach.docx"
    plan.write_bytes(b"the chair's own words")
    workbook(folder / "inputs/lower/an-binh.xlsx", SHORT.replace("10/12", "09/12"))
    third = report_folder(folder, Asked(only="An Bình"))
    assert plan.read_bytes() == b"the chair's own words"
    assert plan.with_name("ke-hoach (bản mới).docx").exists()
    assert [finding.code for finding in third.findings] == ["output-edited"]


def test_final_writes_nothing_while_a_proposal_waits(folder: Path) -> None:
    reported = report_folder(folder, Asked(), WantedDocuments(final=True))
    assert reported.left == (LeftOpen("UBND xã An Bình", proposals=1),)
    assert not (folder / "outputs").exists()
    letter = WantedDocuments(final=True, kinds=(DocumentKind.LETTER,))
    assert report_folder(folder, Asked(), letter).left == ()
    assert report_folder(folder, Asked(only="Bình Lâm"), WantedDocuments(final=True)).left == ()


def test_the_command_says_what_it_wrote_and_what_waits(folder: Path) -> None:
    done = CliRunner().invoke(report, [str(folder), "--kind", "ke-hoach"])
    assert done.exit_code == 0
    assert "outputs/UBND xã An Bình/ke-hoach.docx" in done.output
    waits = CliRunner().invoke(report, [str(folder), "--final"])
    assert waits.exit_code == 1
    assert "UBND xã An Bình: 1 đề xuất chưa quyết định" in waits.output
    assert "\n  → " in waits.output


def test_a_wrong_template_stops_before_any_document(folder: Path) -> None:
    (folder / "templates").mkdir()
    document = docx.Document()
    document.add_paragraph("{{ khong_co }}")
    document.save(str(folder / "templates/ke-hoach.docx"))
    with pytest.raises(TemplateError, match="khong_co"):
        report_folder(folder, Asked())
    assert not (folder / "outputs").exists()


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="không có thư mục này"):
        report_folder(tmp_path / "khong-co", Asked())


def test_what_is_not_missed_needs_no_letter_and_no_supplement() -> None:
    usual = (DocumentKind.REPORT, DocumentKind.PLAN, DocumentKind.LETTER)
    assert kinds_for(Summary(missed=1), Config()) == usual
    assert kinds_for(Summary(), Config()) == usual[:2]
    # A unit that has issued the plan above itself writes no letter to itself.
    assert kinds_for(Summary(missed=1), Config(), by_itself=True) == usual[:2]
    own = parse_config('[documents]\nkinds = ["ke-hoach-bo-sung", "bao-cao-tong-hop"]\n')
    assert kinds_for(Summary(missed=1), own) == (DocumentKind.SUPPLEMENT,)
    assert kinds_for(Summary(missed=1), own, (DocumentKind.LETTER,)) == (DocumentKind.LETTER,)
