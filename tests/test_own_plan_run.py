"""A working folder in which a unit has sent its plan as a Word file."""

import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner
from docx import Document
from docx.oxml.ns import qn

from office import workbook
from reconcile.cli.documents import report
from reconcile.config import DocumentKind
from reconcile.errors import NoTaskTableError
from reconcile.run.folder import run_folder
from reconcile.run.open_folder import Asked
from reconcile.run.writing.documents_again import WantedDocuments, report_folder
from reconcile.run.writing.left_open import LeftOpen
from reviewing import through_libreoffice
from test_amended_copy import UPPER, table_plan

UNIT = "UBND xã An Bình"
PLAN = f"outputs/{UNIT}/ke-hoach.docx"
START = "[run]\nas_of = 2026-11-20\n[thresholds]\nmissed = 0.3\n"
TABLE = """
| UBND XÃ AN BÌNH |
| STT | Nội dung nhiệm vụ | Thời gian hoàn thành | Đơn vị chủ trì |
| 1 | Số hóa hồ sơ hộ tịch còn hiệu lực | 10/12/2026 | Văn phòng HĐND và UBND |
| 2 | Dọn cỏ, khơi thông các tuyến mương ra đồng | 20/12/2026 | Phòng Kinh tế |
"""
WORDS = """ỦY BAN NHÂN DÂN
XÃ AN BÌNH
KẾ HOẠCH
Triển khai nhiệm vụ trọng tâm năm 2027
Thực hiện chỉ đạo của UBND tỉnh, UBND xã An Bình ban hành Kế hoạch với các nội dung sau:
I. MỤC ĐÍCH, YÊU CẦU
1. Mục đích
- Để bà con làm thủ tục ngay tại thôn.
II. NHIỆM VỤ
Nhiệm vụ nêu tại Phụ lục kèm theo.
III. TỔ CHỨC THỰC HIỆN
1. Các thôn báo cáo kết quả về Văn phòng HĐND và UBND trước ngày 12 hằng tháng.
Trên đây là Kế hoạch của xã An Bình./.
Nơi nhận:
- UBND tỉnh (để b/c);
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH"""
FINAL = WantedDocuments(kinds=(DocumentKind.PLAN,), final=True)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    home = tmp_path / "cong viec"
    for part in ("inputs/upper", "inputs/lower"):
        (home / part).mkdir(parents=True)
    workbook(home / "inputs/upper/tinh.xlsx", UPPER)
    table_plan(home / "inputs/lower/an-binh.docx")
    settle(home)
    return home


def settle(home: Path, more: str = "") -> None:
    settings = f'{START}[documents]\nkinds = ["ke-hoach"]\n{more}'
    (home / "reconcile.toml").write_text(settings, "utf-8")


def words_alone(path: Path) -> None:
    """Save the words of a plan as a Word file without a table."""
    text = Document()
    for line in WORDS.splitlines():
        text.add_paragraph(line)
    text.save(str(path))


def authors(path: Path) -> set[str]:
    """Who has changed something in a document."""
    body = Document(str(path)).element.body
    return {str(each.get(qn("w:author"))) for each in body.iter(qn("w:ins"), qn("w:del"))}


def test_the_draft_of_its_plan_is_a_copy_of_its_own_file(home: Path) -> None:
    given = (home / "inputs/lower/an-binh.docx").read_bytes()
    settle(home, 'changes_by = "Tổ rà soát"\n')
    report_folder(home, Asked())
    assert authors(home / PLAN) == {"A", "Tổ rà soát"}
    account = json.loads((home / f"outputs/{UNIT}/du-lieu/ke-hoach.json").read_text("utf-8"))
    assert (account["tep"], len(account["added"])) == ("an-binh.docx", 3)
    assert (home / "inputs/lower/an-binh.docx").read_bytes() == given


def test_the_words_of_a_plan_without_its_table_are_told(home: Path) -> None:
    words_alone(home / "inputs/lower/an-binh.docx")
    with pytest.raises(NoTaskTableError, match="chỉ có lời văn của kế hoạch"):
        run_folder(home, Asked())


@pytest.mark.soak
@pytest.mark.skipif(not os.environ.get("RECONCILE_SOAK"), reason="RECONCILE_SOAK=1 runs it")
@pytest.mark.parametrize("kind", ["doc", "odt", "rtf"])
def test_a_file_of_another_word_processor_is_amended_as_well(
    kind: str, home: Path, soffice: str, tmp_path: Path
) -> None:
    given = home / "inputs/lower/an-binh.docx"
    through_libreoffice(given, soffice, tmp_path / "profile", kind).replace(
        given.with_suffix(f".{kind}")
    )
    given.unlink()
    report_folder(home, Asked())
    assert authors(home / PLAN) == {"A", "reconcile"}
    account = json.loads((home / f"outputs/{UNIT}/du-lieu/ke-hoach.json").read_text("utf-8"))
    assert (account["tep"], len(account["added"])) == (f"an-binh.{kind}", 3)


def test_the_words_of_a_plan_come_from_a_word_file_beside_its_workbook(home: Path) -> None:
    (home / "inputs/lower/an-binh.docx").unlink()
    workbook(home / "inputs/lower/an-binh.xlsx", TABLE)
    words_alone(home / "inputs/lower/Ke hoach xa An Binh.docx")
    done = run_folder(home, Asked())
    assert [unit.unit.name for unit in done.units] == [UNIT]
    assert not {"no-task-table", "unit-twice"} & {each.code for each in done.findings}
    assert [path.name for path in (home / f"outputs/{UNIT}").glob("*-ra-soat.xlsx")] == [
        "an-binh-ra-soat.xlsx"
    ]
    shown = Document(str(home / PLAN)).paragraphs
    said = "\n".join(each.text for each in shown).replace("\u00a0", " ")
    assert "Để bà con làm thủ tục ngay tại thôn" in said
    assert "trước ngày 12 hằng tháng" in said


def test_the_template_is_used_where_the_settings_say_so(home: Path) -> None:
    settle(home, 'plan_from = "template"\n')
    report_folder(home, Asked())
    assert authors(home / PLAN) == set()


def test_a_plan_with_number_and_day_is_not_changed_in_its_place(home: Path) -> None:
    path = home / "inputs/lower/an-binh.docx"
    issued = Document(str(path))
    head = issued.tables[0]
    head.cell(0, 0).text = "UBND XÃ AN BÌNH\nSố: 15/KH-UBND"
    head.cell(0, 1).text = "An Bình, ngày 05 tháng 11 năm 2026"
    issued.save(str(path))
    report_folder(home, Asked())
    assert authors(home / PLAN) == set()


def test_no_final_plan_is_made_while_changes_wait(home: Path) -> None:
    (left,) = report_folder(home, Asked(), FINAL).left
    assert left == LeftOpen(UNIT, proposals=3, review=0, overtaken=0, changes=left.changes)
    assert left.changes >= 6
    done = CliRunner().invoke(report, [str(home), "--kind", "ke-hoach", "--final"])
    assert done.exit_code == 1
    assert "chỗ sửa đổi, ghi chú trong bản sao kế hoạch" in done.output
    assert not (home / PLAN).exists()
