"""A working folder in which a unit has sent its plan as a Word file."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from docx import Document
from docx.oxml.ns import qn

from office import workbook
from reconcile.cli.documents import report
from reconcile.config import DocumentKind
from reconcile.run.documents_again import LeftOpen, WantedDocuments, report_folder
from reconcile.run.open_folder import Asked
from test_amended_copy import UPPER, table_plan

UNIT = "UBND xã An Bình"
PLAN = f"outputs/{UNIT}/ke-hoach.docx"
START = "[run]\nas_of = 2026-11-20\n[thresholds]\nmissed = 0.3\n"
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
