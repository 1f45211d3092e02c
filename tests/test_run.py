"""The main job on folders, and on the example that the README runs."""

import csv
import json
import shutil
from collections import defaultdict
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from office import workbook
from reconcile.layout.check import check_document
from reconcile.model import Severity
from reconcile.run.folder import RunReport, run_folder
from reconcile.run.open_folder import Asked
from shipped import after_a_run

HOME = Path(__file__).parents[1]
TRUTH = HOME / "tests" / "example" / "truth.csv"
AS_OF = date(2026, 11, 20)

Folder = Callable[..., Path]

TASKS = """
| STT | Nội dung nhiệm vụ | Căn cứ | Thời hạn | Chủ trì |
| 1 | Số hóa hồ sơ hộ tịch còn hiệu lực | Thông báo số 12-TB/TU | 15/12/2026 | UBND cấp xã |
| 2 | Rà soát hộ nghèo, hộ cận nghèo cuối năm | 80/QĐ-UBND | 30/11/2026 | UBND cấp xã |
"""


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """Make a working folder; lower files by name and letterhead."""

    def make(settings: str = "", **lowers: str) -> Path:
        home = tmp_path / "work"
        (home / "inputs/lower").mkdir(parents=True)
        (home / "inputs/upper").mkdir()
        workbook(home / "inputs/upper/tinh.xlsx", f"| UBND TỈNH HÀ SƠN |\n{TASKS}")
        for name, head in lowers.items():
            workbook(home / f"inputs/lower/{name}.xlsx", f"| {head} |\n{TASKS}")
        (home / "reconcile.toml").write_text(settings, "utf-8")
        return home

    return make


def ran(home: Path, **options: Any) -> RunReport:
    return run_folder(home, Asked(as_of=AS_OF, **options))


def codes(report: RunReport) -> list[tuple[str, str]]:
    return [(finding.code, finding.where.file) for finding in report.findings]


def result(home: Path, unit: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((home / f"outputs/result/{unit}.json").read_text("utf-8"))
    return found


def test_the_same_tasks_are_carried_even_in_the_smallest_plan(folder: Folder) -> None:
    home = folder(xa="UBND XÃ AN BÌNH")
    ran(home)
    outcome = result(home, "UBND xã An Bình")
    assert [task["outcome"] for task in outcome["upper"]["tasks"]] == ["carried", "carried"]
    assert outcome["summary"]["rate"] == 1.0


def test_several_files_of_one_unit_are_one_plan_and_that_is_told(folder: Folder) -> None:
    home = folder(xa="UBND XÃ AN BÌNH")
    more = TASKS.replace("Số hóa", "Lưu trữ").replace("Rà soát", "Tặng quà")
    workbook(home / "inputs/lower/bo_sung.xlsx", f"| UBND xã An Bình |\n{more}")
    report = ran(home)
    assert [unit.unit.name for unit in report.units] == ["UBND xã An Bình"]
    outcome = result(home, "UBND xã An Bình")
    assert outcome["lower"]["files"] == ["bo_sung.xlsx", "xa.xlsx"]
    assert "unit-twice" in {finding["code"] for finding in outcome["findings"]}


def test_a_unit_that_sent_nothing_is_told(folder: Folder) -> None:
    home = folder('[units."UBND xã Tân Hòa"]\n[units."UBND xã An Bình"]\n', xa="UBND XÃ AN BÌNH")
    assert codes(ran(home)) == [("unit-absent", "inputs/lower")]


def test_an_alias_settles_whose_file_it_is(folder: Folder) -> None:
    home = folder('[units."UBND xã Tân Hòa"]\naliases = ["to-nhap"]\n', **{"to-nhap": "BIỂU"})
    report = ran(home)
    assert [unit.unit.name for unit in report.units] == ["UBND xã Tân Hòa"]
    assert codes(report) == []


def test_a_unit_that_the_settings_do_not_name_is_doubtful(folder: Folder) -> None:
    home = folder('[units."UBND xã Tân Hòa"]\n', xa="UBND XÃ AN BÌNH")
    outcome = ran(home).units[0]
    assert "unit-guessed" in {finding.code for finding in outcome.findings}


def test_a_lower_file_without_a_task_table_is_told_and_the_rest_goes_on(folder: Folder) -> None:
    home = folder(xa="UBND XÃ AN BÌNH")
    workbook(home / "inputs/lower/danh-ba.xlsx", "| Họ tên | Điện thoại |\n| A | 1 |\n")
    report = ran(home)
    assert codes(report) == [("no-task-table", "danh-ba.xlsx")]
    assert len(report.units) == 1


def test_what_office_programs_leave_behind_is_no_input(folder: Folder) -> None:
    home = folder(xa="UBND XÃ AN BÌNH")
    for name in ("~$xa.xlsx", ".~lock.xa.xlsx#", ".DS_Store", "Thumbs.db", "desktop.ini"):
        (home / "inputs/lower" / name).write_bytes(b"left behind")
    assert codes(ran(home)) == []


def test_an_output_that_a_person_edited_is_told(folder: Folder) -> None:
    home = folder(xa="UBND XÃ AN BÌNH")
    ran(home)
    (home / "outputs/UBND xã An Bình/bao-cao.docx").write_bytes(b"my own")
    assert codes(ran(home)) == [("output-edited", "outputs/UBND xã An Bình/bao-cao.docx")]


@pytest.mark.slow
def test_many_processes_give_what_one_gives(folder: Folder, tmp_path: Path) -> None:
    lowers = {f"x{number}": f"UBND XÃ SỐ {number}" for number in range(5)}
    home = folder(**lowers)
    alone = ran(home, jobs=1)
    shutil.rmtree(home / "outputs")
    (home / "reconcile.db").unlink()
    together = ran(home, jobs=3)
    assert together.units == alone.units
    assert together.outputs == alone.outputs
    assert tmp_path.exists()


@pytest.fixture(scope="module")
def ran_example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example that the README runs, after a run."""
    return after_a_run(tmp_path_factory.mktemp("example"))


def outcomes(home: Path) -> list[dict[str, Any]]:
    return [json.loads(path.read_text("utf-8")) for path in sorted(home.glob("outputs/result/*"))]


@pytest.mark.slow
def test_the_example_shows_every_outcome_and_every_role(ran_example: Path) -> None:
    uppers = [task for o in outcomes(ran_example) for task in o["upper"]["tasks"]]
    lowers = [task for o in outcomes(ran_example) for task in o["lower"]["tasks"]]
    assert {t["outcome"] for t in uppers} == {"carried", "partial", "review", "missed"}
    assert {t["role"] for t in uppers} == {"lead", "support", "none"}
    assert {t["outcome"] for t in lowers} == {"linked", "own", "review", "duplicate"}


@pytest.mark.slow
def test_no_answer_of_the_program_on_the_example_is_wrong(ran_example: Path) -> None:
    """Against the truth that stands beside the texts of the example."""
    truth: dict[tuple[str, int], set[int]] = defaultdict(set)
    unclear: set[tuple[str, int]] = set()
    with TRUTH.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            key = (row["unit"], int(row["upper_row"] or 0))
            if row["relation"] in ("full", "partial"):
                truth[key].add(int(row["lower_row"]))
            if row["relation"] == "ambiguous":
                unclear.add(key)
    wrong = []
    for outcome in outcomes(ran_example):
        at = {task["id"]: task["row"] for task in outcome["lower"]["tasks"]}
        for task in outcome["upper"]["tasks"]:
            key = (outcome["lower"]["unit"], task["row"])
            said = task["outcome"] in ("carried", "partial")
            linked = {at[link["lower"]] for link in task["links"]}
            if task["outcome"] == "review" or key in unclear:
                continue
            if said != bool(truth[key]) or (said and not linked & truth[key]):
                wrong.append((*key, task["outcome"], sorted(linked), sorted(truth[key])))
    assert wrong == []


@pytest.mark.slow
def test_no_document_of_the_example_breaks_a_rule_of_layout(ran_example: Path) -> None:
    made = sorted((ran_example / "outputs").rglob("*.docx"))
    assert len(made) >= 20
    # The draft of this unit is a copy of its own file, whose layout is the unit's.
    (given,) = (ran_example / "inputs/lower").glob("Dac khu*.docx")
    (copy,) = (path for path in made if (path.parent.name, path.name) == OWN_COPY)
    # A total of the province stands in it as what it is: a target that the commune has to name.
    assert sorted(errors(copy)) == sorted([*errors(given), OPEN_TARGETS[0][1:]])
    wrong = [(path.name, *error) for path in made if path != copy for error in errors(path)]
    # What nobody has told, and a target that the commune has to name, is found there as the blank
    # that it is, and so are the words of the unit that types without diacritics: they are its own,
    # and the program changes none.
    bare = {error for error in wrong if error[1] == "G50"}
    assert set(wrong) - bare == {BLANK, *OPEN_TARGETS[1:]}
    assert {path.parent.name for path in made if path != copy and has(path, "G50")} == {TYPED_BARE}


OWN_COPY = ("UBND đặc khu Hòn Sứ", "ke-hoach.docx")
TYPED_BARE = "UBND xã Hạ Trầm"
BLANK = ("ke-hoach.docx", "G43", "còn “[…]”")
OPEN_TARGETS = [
    ("ke-hoach.docx", "G43", f"còn “[chỉ tiêu của {kind}]”") for kind in ("đặc khu", "xã", "phường")
]


def has(path: Path, rule: str) -> bool:
    return any(found == rule for found, _ in errors(path))


@cache
def errors(path: Path) -> list[tuple[str, str]]:
    """The rules of layout that a document breaks."""
    breaches = check_document(path.read_bytes(), path.name).breaches
    return [(b.rule.id, b.found) for b in breaches if b.severity is Severity.ERROR]


@pytest.mark.slow
def test_no_document_on_the_real_plans_breaks_a_rule_of_layout(
    shared: Path, tmp_path: Path
) -> None:
    case = shared / "cases" / "quangngai-dantien"
    for part, name in (("upper", "upper.xlsx"), ("lower", "lower.xlsx")):
        (tmp_path / "inputs" / part).mkdir(parents=True)
        shutil.copy(case / name, tmp_path / "inputs" / part)
    ran(tmp_path)
    made = sorted((tmp_path / "outputs").rglob("*.docx"))
    assert len(made) >= 3
    # The plan above tells neither its number nor its day, and nobody when is reported.
    assert {error for path in made for error in errors(path)} == {BLANK[1:]}
