"""Several upper plans at once: told from annexes, kept apart, counted each and together."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest
from openpyxl import load_workbook

from kept import kept
from office import workbook
from reconcile.cli.show import show_run
from reconcile.config import Config
from reconcile.model import Source
from reconcile.normalise.which_plan import UpperFile, plans_of
from reconcile.run.folder import RunReport, run_folder
from reconcile.run.open_folder import Asked
from reconcile.run.pair import read_source
from test_run_reviews import say

HEADER = "| STT | Nội dung nhiệm vụ | Thời hạn | Chủ trì |"
ROW = "| {} | {} | 15/12/2026 | UBND cấp xã |"
PLAN = """| Số: 140/KH-UBND | |
| Hà Sơn, ngày 05 tháng 9 năm 2026 | |
| KẾ HOẠCH | |
| Chuyển đổi số năm 2026 | |"""
ANNEX = (
    "| PHỤ LỤC | |\n| (Kèm theo Kế hoạch số 140/KH-UBND ngày 05/9/2026 của UBND tỉnh Hà Sơn) | |"
)


def sheet(path: Path, head: str, *texts: str) -> Path:
    """Lay down a file of tasks under some lines."""
    rows = "\n".join(ROW.format(at, text) for at, text in enumerate(texts, start=1))
    return workbook(path, f"{head}\n{HEADER}\n{rows}")


def read(path: Path) -> Source:
    return read_source(path, Config())


PAIRS: dict[str, tuple[str, str, int, bool]] = {
    "an annex that names the plan": (PLAN, ANNEX, 1, False),
    "an annex that names it without its day": (
        PLAN,
        "| PHỤ LỤC I | |\n| (Ban hành kèm theo Kế hoạch số 140/KH-UBND) | |",
        1,
        False,
    ),
    "two plans of other numbers": (PLAN, PLAN.replace("140/", "152/"), 2, False),
    "one number of two years": (PLAN, PLAN.replace("năm 2026", "năm 2027"), 2, False),
    "one number of two issuers": (
        f"| UBND TỈNH HÀ SƠN | |\n{PLAN}",
        f"| UBND TỈNH TÂN AN | |\n{PLAN}",
        2,
        False,
    ),
    "an annex of another plan": (PLAN, ANNEX.replace("140/", "152/"), 2, False),
    "a sheet that says nothing of itself": (PLAN, "| DANH MỤC NHIỆM VỤ | |", 1, False),
    "another issuer without a number": (
        f"| UBND TỈNH HÀ SƠN | |\n{PLAN}",
        "| UBND TỈNH TÂN AN | |\n| DANH MỤC NHIỆM VỤ | |",
        1,
        True,
    ),
    "the number in another spelling": (
        PLAN,
        ANNEX.replace("140/KH-UBND", "140 /KH - UBND"),
        1,
        False,
    ),
    "an annex sent with a letter": (
        PLAN,
        "| PHỤ LỤC | |\n| (Kèm theo Công văn số 45/SNV-VP ngày 06/9/2026) | |",
        1,
        False,
    ),
    "two drafts with subjects of their own": (
        "| Số:     /KH-UBND | |\n| KẾ HOẠCH | |\n| Chuyển đổi số năm 2026 | |",
        "| Số:     /KH-UBND | |\n| KẾ HOẠCH | |\n| Giảm nghèo bền vững năm 2026 | |",
        1,
        True,
    ),
    "an annex with a slip in the day": (PLAN, ANNEX.replace("05/9", "06/9"), 1, True),
    "the plan behind its annex": (ANNEX, PLAN, 1, False),
}


@pytest.mark.parametrize("name", PAIRS)
def test_an_annex_is_told_from_another_plan_and_what_is_unclear_is_asked(
    name: str, tmp_path: Path
) -> None:
    first, second, plans, asked = PAIRS[name]
    files = [
        UpperFile(read(sheet(tmp_path / "a.xlsx", first, "Số hóa hồ sơ hộ tịch còn hiệu lực"))),
        UpperFile(read(sheet(tmp_path / "b.xlsx", second, "Rà soát hộ nghèo, hộ cận nghèo"))),
    ]
    groups, findings = plans_of(files)
    assert len(groups) == plans
    assert [each.code for each in findings] == ["upper-plan-unclear"] * asked


DIGITAL = f"| UBND TỈNH HÀ SƠN | |\n{PLAN}"
POOR = """| UBND TỈNH HÀ SƠN | |
| Số: 98/KH-UBND | |
| Hà Sơn, ngày 01 tháng 3 năm 2026 | |
| KẾ HOẠCH | |
| Giảm nghèo bền vững năm 2026 | |"""
FOREST = """| UBND TỈNH HÀ SƠN | |
| Số: 201/KH-UBND | |
| Hà Sơn, ngày 02 tháng 11 năm 2026 | |
| KẾ HOẠCH | |
| Trồng cây xanh năm 2027 | |"""
SHARED = ("Báo cáo kết quả thực hiện hằng quý", "Bố trí kinh phí thực hiện", "Tuyên truyền")
ONE = ("Số hóa hồ sơ hộ tịch còn hiệu lực", "Kiện toàn Tổ công nghệ số cộng đồng")
TWO = ("Rà soát hộ nghèo, hộ cận nghèo cuối năm", "Hỗ trợ nhà ở cho hộ nghèo")
THREE = ("Trồng 5.000 cây xanh phân tán", "Chăm sóc cây trồng các năm trước")
UNIT = "UBND xã An Bình"
BOOK = f"outputs/review/{UNIT}.xlsx"
SETTINGS = "[run]\nas_of = 2026-11-20\n[documents]\nkinds = []\n"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A working folder with one upper plan and one commune, run once."""
    return kept(tmp_path, "one upper plan", _begun)


def _begun(home: Path) -> None:
    (home / "inputs/lower").mkdir(parents=True)
    (home / "inputs/upper").mkdir()
    (home / "reconcile.toml").write_text(SETTINGS, "utf-8")
    sheet(home / "inputs/upper/kh140.xlsx", DIGITAL, *ONE, *SHARED)
    sheet(home / "inputs/lower/xa.xlsx", "| UBND XÃ AN BÌNH | |", ONE[0], TWO[0], THREE[0])
    run(home)


def run(home: Path) -> RunReport:
    return run_folder(home, Asked(as_of=date(2026, 11, 20)))


def outcome(home: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((home / f"outputs/result/{UNIT}.json").read_text("utf-8"))
    return found


def given(found: dict[str, Any]) -> dict[str, list[str]]:
    """Plan → the texts that it gives, in their order."""
    by_plan: dict[str, list[str]] = {plan["id"]: [] for plan in found["upper"]["plans"]}
    for task in found["upper"]["tasks"]:
        by_plan[task["plan"]].append(task["text"])
    return by_plan


def words(path: Path) -> str:
    """All that a document says."""
    read = docx.Document(str(path))
    cells = (cell.text for t in read.tables for row in t.rows for cell in row.cells)
    return "\n".join([*(p.text for p in read.paragraphs), *cells]).replace("\xa0", " ")


@pytest.mark.slow
def test_one_plan_is_named_in_the_result_and_nothing_else_is_said_of_plans(home: Path) -> None:
    found = outcome(home)
    (plan,) = found["upper"]["plans"]
    assert (plan["id"], plan["number"], plan["files"]) == (
        "140/KH-UBND",
        "140/KH-UBND",
        ["kh140.xlsx"],
    )
    assert {task["plan"] for task in found["upper"]["tasks"]} == {"140/KH-UBND"}
    assert plan["summary"]["rate"] == found["summary"]["rate"]
    assert "Theo kế hoạch" not in load_workbook(home / "outputs/tong-hop.xlsx").sheetnames


@pytest.mark.slow
def test_a_plan_that_comes_later_is_only_new_work_and_equal_texts_are_kept_apart(
    home: Path,
) -> None:
    for text in (*ONE[1:], *SHARED):
        say(home / BOOK, text, task="Chưa cụ thể hóa")
    # Its name comes first, and it is read together with the answers on the other.
    sheet(home / "inputs/upper/00 giảm nghèo.xlsx", POOR, *TWO, *SHARED)
    run(home)
    found = outcome(home)
    assert given(found) == {"140/KH-UBND": [*ONE, *SHARED], "98/KH-UBND": [*TWO, *SHARED]}
    by_person = (t for t in found["upper"]["tasks"] if t["decided_by"] == "person")
    decided = {(task["plan"], task["text"]) for task in by_person}
    assert decided == {("140/KH-UBND", text) for text in (*ONE[1:], *SHARED)}
    assert not {"stale-decision", "answer-overtaken"} & {f["code"] for f in found["findings"]}
    assert len({task["id"] for task in found["upper"]["tasks"]}) == 10
    again = [task for task in found["upper"]["tasks"] if task["text"] in SHARED]
    assert [task["outcome"] for task in again] == ["missed"] * 6


@pytest.mark.slow
def test_of_three_plans_one_comes_later_and_each_is_cited_for_its_tasks_and_counted(
    home: Path,
) -> None:
    _lay_beside(home, "ngheo", POOR, TWO)
    say(home / BOOK, ONE[1], task="Chưa cụ thể hóa")
    run(home)
    _lay_beside(home, "rung", FOREST, THREE)
    kinds = 'kinds = ["bao-cao", "ke-hoach", "cong-van", "bao-cao-tong-hop"]'
    (home / "reconcile.toml").write_text(SETTINGS.replace("kinds = []", kinds), "utf-8")
    report = run(home)
    found = outcome(home)
    assert list(given(found)) == ["140/KH-UBND", "98/KH-UBND", "201/KH-UBND"]
    figures = [plan["summary"] for plan in found["upper"]["plans"]]
    assert [each["total"] for each in figures] == [5, 2, 2]
    by_person = [t["text"] for t in found["upper"]["tasks"] if t["decided_by"] == "person"]
    assert by_person == [ONE[1]]
    assert sum(each["carried"] for each in figures) == found["summary"]["carried"] == 3
    assert {f["code"] for f in found["findings"]} == set()
    _are_cited_in_documents(home)
    over_all = json.loads((home / "outputs/tong-hop.json").read_text("utf-8"))
    # Of one unit all together are its own.
    assert over_all["upper"]["plans"] == found["upper"]["plans"]
    book = load_workbook(home / "outputs/tong-hop.xlsx")["Theo kế hoạch"]
    rows = [[cell.value for cell in row] for row in book.iter_rows()]
    assert [row[1] for row in rows if isinstance(row[0], int)] == list(given(found))
    assert [part.number for part in report.upper.parts] == list(given(found))


def _are_cited_in_documents(home: Path) -> None:
    """Each task is cited to its own plan, and what lists tasks is grouped by plan."""
    report_of_unit = words(home / f"outputs/{UNIT}/bao-cao.docx")
    for at, number in (("I", 140), ("II", 98), ("III", 201)):
        assert f"\n{at}. Kế hoạch số {number}/KH-UBND ngày" in report_of_unit
    letter = words(home / f"outputs/{UNIT}/cong-van.docx")
    assert "Kế hoạch số 98/KH-UBND ngày 01/3/2026 của Ủy ban nhân dân tỉnh Hà Sơn về" in letter
    assert f"{TWO[1]} (Kế hoạch số 98/KH-UBND ngày 01/3/2026 của UBND tỉnh Hà Sơn)" in letter
    assert "\nI. Kế hoạch số 140/KH-UBND ngày 05/9/2026 của UBND tỉnh Hà Sơn\n" in letter
    plan = words(home / f"outputs/{UNIT}/ke-hoach.docx")
    assert "được giao tại các kế hoạch của UBND tỉnh; xác định rõ" in plan
    assert "Nhiệm vụ bổ sung theo Kế hoạch số 140/KH-UBND ngày 05/9/2026" in plan
    overall = words(home / "outputs/bao-cao-tong-hop.docx")
    assert "\nI. Kế hoạch số 140/KH-UBND ngày 05/9/2026 của UBND tỉnh Hà Sơn\n" in overall
    assert "\nKế hoạch số 201/KH-UBND ngày 02/11/2026 của UBND tỉnh Hà Sơn\n02\n" in overall


def _lay_beside(home: Path, folder: str, head: str, texts: tuple[str, ...]) -> None:
    """Add an upper plan in a folder of its own."""
    (home / f"inputs/upper/{folder}").mkdir()
    sheet(home / f"inputs/upper/{folder}/ke hoach.xlsx", head, *texts)


@pytest.mark.slow
def test_a_plan_without_a_number_is_not_taken_over_by_one_that_comes_later(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet(home / "inputs/upper/kh140.xlsx", "| UBND TỈNH HÀ SƠN | |", *ONE)
    run(home)
    sheet(home / "inputs/upper/00.xlsx", POOR, *TWO)
    sheet(home / "inputs/upper/phu luc.xlsx", "| DANH MỤC NHIỆM VỤ | |", *THREE)
    report = run(home)
    show_run(report, home)
    # Whoever starts a run is told what it asks, without opening a workbook.
    assert "chưa rõ tệp “phu luc.xlsx” là phụ lục của" in capsys.readouterr().out
    asked = [f.where.file for f in report.upper.findings if f.code == "upper-plan-unclear"]
    assert given(outcome(home)) == {"kh140.xlsx": [*ONE, *THREE], "98/KH-UBND": [*TWO]}
    assert sorted(asked) == ["kh140.xlsx", "phu luc.xlsx"]


@pytest.mark.slow
def test_settings_say_to_which_plan_a_file_belongs(home: Path) -> None:
    sheet(home / "inputs/upper/phu luc.xlsx", "| UBND TỈNH TÂN AN | |\n| DANH MỤC | |", *TWO)
    assert "upper-plan-unclear" in {f.code for f in run(home).upper.findings}
    own = '[files."phu luc.xlsx"]\nplan = "98/KH-UBND"\n'
    told = '[upper.plans."98/kh-ubnd"]\nname = "UBND tỉnh Tân An"\nsubject = "giảm nghèo"\n'
    odd = '[upper.plans."Kế hoạch lạ"]\nnumber = "1/KH-UBND"\n'
    (home / "reconcile.toml").write_text(SETTINGS + own + told + odd, "utf-8")
    done = run(home)
    assert list(given(outcome(home))) == ["140/KH-UBND", "98/KH-UBND"]
    assert [(p.unit.name, p.title) for p in done.upper.parts[1:]] == [
        ("UBND tỉnh Tân An", "giảm nghèo")
    ]
    idle = [f.message for f in done.upper.findings if f.code == "setting-unused"]
    assert ["Kế hoạch lạ" in said for said in idle] == [True]
    mine = own.replace("98/", "140/")
    (home / "reconcile.toml").write_text(SETTINGS + mine, "utf-8")
    assert list(given(outcome(_ran(home)))) == ["140/KH-UBND"]


def _ran(home: Path) -> Path:
    assert "upper-plan-unclear" not in {f.code for f in run(home).upper.findings}
    return home


@pytest.mark.slow
def test_a_plan_that_carries_none_of_the_plans_at_hand_is_told(home: Path) -> None:
    sheet(home / "inputs/upper/ngheo.xlsx", POOR, *TWO)
    head = "| UBND XÃ AN BÌNH | |\n| Kế hoạch triển khai thực hiện Kế hoạch số {}/KH-UBND | |"
    for number, told in ((98, 0), (77, 1)):
        sheet(home / "inputs/lower/xa.xlsx", head.format(number), ONE[0], TWO[0])
        run(home)
        codes = [each["code"] for each in outcome(home)["findings"]]
        assert codes.count("other-upper-plan") == told
