"""From Python: the outcome as frames of documented columns, the same figures as everywhere."""

import csv
import io
import json
import re
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pandas as pd
import pytest

from office import workbook
from papers import of_two_plans
from reconcile.api import ReconcileError, Results, read_tasks, reconcile_files, reconcile_folder
from reconcile.model import Plan, Unit
from reconcile.report.for_programs.frames import FrameName
from reconcile.report.for_programs.tasks_csv import task_csv
from reconcile.tracking.coverage import AbsentUnit, Coverage
from test_run_reviews import BOOK, LOWER, UNIT, UPPER, first_run, say
from test_second_turn import GAP, MISSED

PAGE = (Path(__file__).parents[1] / "docs" / "api.md").read_text("utf-8")
pytestmark = pytest.mark.slow
DAY = date(2026, 11, 20)
NAMES = get_args(FrameName)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A working folder after its first run."""
    return first_run(tmp_path / "cong-viec", xa=LOWER)


@pytest.fixture
def results(home: Path) -> Results:
    """What a further run says of it."""
    return reconcile_folder(home, as_of=DAY)


def documented(name: str) -> dict[str, str]:
    """The columns and dtypes that the page gives a frame."""
    section = PAGE.partition(f"### {name}\n")[2].partition("\n##")[0]
    own = dict(re.findall(r"(?m)^\| `(\w+)` \| (\S+) \|", section))
    if name == "lower_tasks":
        tasks = list(documented("tasks").items())
        return dict(tasks[: [key for key, _ in tasks].index("note") + 1]) | own
    return documented("links") | own if name == "candidates" else own


def dtypes(frame: pd.DataFrame) -> dict[str, str]:
    return {str(name): str(dtype) for name, dtype in frame.dtypes.items()}


def test_the_example_of_the_page_does_what_it_says(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code, prints = re.findall(r"(?s)```(?:python)?\n(.*?)```", PAGE)
    monkeypatch.chdir(home.parent)
    exec(compile(code, "api.md", "exec"), {})  # noqa: S102 - the page's own example
    assert capsys.readouterr().out == prints


def test_every_frame_has_the_columns_and_dtypes_of_the_page(results: Results) -> None:
    frames = {name: results.to_frame(name) for name in NAMES}
    assert {name: list(dtypes(frame).items()) for name, frame in frames.items()} == {
        name: list(documented(name).items()) for name in NAMES
    }


def test_a_frame_without_rows_has_the_same_columns_and_dtypes() -> None:
    upper = Plan(Unit("tỉnh", "UBND tỉnh"), (), ())
    nobody = Results(Coverage(upper, DAY, ()), ())
    assert {name: dtypes(nobody.to_frame(name)) for name in NAMES} == {
        name: documented(name) for name in NAMES
    }


def test_every_category_is_named_on_the_page(results: Results) -> None:
    for name in NAMES:
        section = PAGE.partition(f"### {name}\n")[2].partition("\n##")[0]
        for column, members in results.to_frame(name).select_dtypes("category").items():
            row = re.search(rf"(?m)^\| `{column}` \| category \| (.*) \|$", section)
            told = re.findall(r"`([\w-]+)`", row[1]) if row else members.cat.categories
            assert list(members.cat.categories) == list(told), (name, column)


def test_the_figures_are_those_of_the_result_file(home: Path, results: Results) -> None:
    document: dict[str, Any] = json.loads((home / f"outputs/result/{UNIT}.json").read_text("utf-8"))
    (summary,) = results.to_frame("summary").to_dict("records")
    assert summary | document["summary"] == summary
    tasks = results.to_frame()
    assert list(tasks["outcome"]) == [task["outcome"] for task in document["upper"]["tasks"]]
    assert list(tasks["latest"].dt.date) == [
        date(2026, 12, 15),
        date(2026, 11, 30),
        date(2026, 12, 30),
    ]
    assert tasks["links"].sum() == len(results.to_frame("links"))


def test_clusters_and_who_sent_nothing_are_in_the_frames(results: Results) -> None:
    clustered = tuple(replace(unit, cluster="Cụm 2") for unit in results.coverage.units)
    absent = (AbsentUnit("UBND xã Nà Sen", "Cụm 1"),)
    held = replace(results.coverage, units=clustered, absent=absent)
    told = replace(results, coverage=held)
    assert list(told.to_frame("summary")["cluster"]) == ["Cụm 2"]
    assert told.to_frame("absent").to_dict("records") == [
        {"unit": "UBND xã Nà Sen", "cluster": "Cụm 1"}
    ]


def test_what_a_person_answered_is_in_the_frames(home: Path) -> None:
    say(home / BOOK, GAP, task=MISSED)
    tasks = reconcile_folder(home, as_of=DAY).to_frame().set_index("text")
    assert tuple(tasks.loc[GAP, ["outcome", "decided_by"]]) == ("missed", "person")


def test_a_pair_of_files_gives_what_the_folder_gives_writes_nothing_and_prints_nothing(
    home: Path, results: Results, capfd: pytest.CaptureFixture[str]
) -> None:
    upper, lower = home / "inputs/upper/tinh.xlsx", home / "inputs/lower/xa.xlsx"
    before = sorted(home.rglob("*"))
    pair = reconcile_files(str(upper), lower, as_of=DAY)
    for name in ("tasks", "lower_tasks", "links"):
        pd.testing.assert_frame_equal(pair.to_frame(name), results.to_frame(name))
    assert capfd.readouterr() == ("", "")
    assert pair.as_of == results.as_of == DAY
    assert sorted(home.rglob("*")) == before


def test_each_finding_is_told_once_with_whom_it_is_about(home: Path) -> None:
    (home / "inputs/lower/hỏng.xlsx").write_bytes(b"PK\x03\x04 ...")
    broken = (
        UPPER + "| 3 | Phát quang hành lang lưới điện | 82/QĐ-UBND | 31/02/2027 | UBND cấp xã |\n"
    )
    workbook(home / "inputs/upper/tinh.xlsx", broken)
    findings = reconcile_folder(home, as_of=DAY).to_frame("findings")
    about = findings.groupby("unit")["code"].agg(set).to_dict()
    assert "unreadable" in about[""]
    assert "stt-repeated" in about["UBND tỉnh Hà Sơn"]
    assert about.keys() == {"", "UBND tỉnh Hà Sơn"}
    assert not findings.duplicated().any()


def test_a_result_that_a_person_edited_is_not_taken_for_the_outcome(home: Path) -> None:
    file = home / f"outputs/result/{UNIT}.json"
    file.write_text(file.read_text("utf-8").replace("Số hóa", "Sửa tay"), "utf-8")
    results = reconcile_folder(home, as_of=DAY)
    assert results.to_frame()["text"].str.startswith("Số hóa").any()
    assert "output-edited" in set(results.to_frame("findings")["code"])


def test_an_output_that_cannot_be_written_is_told_and_the_frames_are_whole(home: Path) -> None:
    (home / "outputs/tong-hop.xlsx").unlink()
    (home / "outputs/tong-hop.xlsx").mkdir()
    results = reconcile_folder(home, as_of=DAY)
    assert len(results.failures) == 1
    assert len(results.to_frame()) == 3


def test_an_outcome_that_cannot_be_written_stops_the_call(home: Path) -> None:
    file = home / f"outputs/result/{UNIT}.json"
    file.unlink()
    file.mkdir()
    with pytest.raises(ReconcileError, match=UNIT):
        reconcile_folder(home, as_of=DAY)


def test_a_file_as_it_was_read_has_tasks_and_findings(home: Path) -> None:
    read = read_tasks(home / "inputs/lower/xa.xlsx")
    assert dtypes(read.to_frame("findings")) == documented("findings")
    tasks = read.to_frame()
    assert list(tasks) == list(documented("lower_tasks"))[:-1]
    assert set(tasks["unit"]) == {UNIT}


def test_the_csv_of_the_command_is_the_frame_in_the_words_of_people(home: Path) -> None:
    read = read_tasks(home / "inputs/lower/xa.xlsx")
    head, *rows = csv.reader(io.StringIO(task_csv(read.plan.tasks)))
    tasks = read.to_frame()
    for header, column in {"Nội dung nhiệm vụ": "text", "Ngày muộn nhất": "latest"}.items():
        assert [row[head.index(header)] for row in rows] == list(tasks[column].astype(str))


WRONG = {
    "a file that is not there": lambda home: read_tasks(home / "không có.xlsx"),
    "a folder for a file": lambda home: reconcile_files(home, home),
    "a folder that is not there": lambda home: reconcile_folder(home / "không có"),
    "a unit that is not there": lambda home: reconcile_folder(home, only="Xã Không Có", as_of=DAY),
    "settings that are not there": lambda home: read_tasks(
        home / "inputs/lower/xa.xlsx", config=home / "không có.toml"
    ),
    "a frame that there is not": lambda home: read_tasks(home / "inputs/lower/xa.xlsx").to_frame(
        "links"  # type: ignore[arg-type]
    ),
}


@pytest.mark.parametrize("call", WRONG.values(), ids=WRONG)
def test_a_wrong_call_is_an_error_of_ours_and_nothing_is_printed(
    home: Path, call: Any, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(ReconcileError) as stopped:
        call(home)
    assert stopped.value.fix
    assert capfd.readouterr() == ("", "")


def test_each_of_several_upper_plans_has_its_figures_for_each_unit_and_over_all() -> None:
    held = of_two_plans(3)
    plans = Results(held, ()).to_frame("plans")
    both = ["140/KH-UBND", "98/KH-UBND"]
    names = [unit.unit.name for unit in held.units]
    assert list(plans["plan"]) == [plan for plan in both for _ in range(4)]
    assert list(plans["unit"]) == [*names, ""] * 2
    assert list(plans["issuer"].unique()) == ["UBND tỉnh An Khê"]
    over_all = plans[plans["unit"] == ""].set_index("plan")
    assert list(over_all.loc["98/KH-UBND", ["total", "support", "missed"]]) == [9, 6, 6]
    assert over_all["rate"].round(4).to_dict() == {"140/KH-UBND": 0.8095, "98/KH-UBND": 0.3333}
    # Over all plans a unit has the figures of the summary.
    each = plans[plans["unit"] != ""].groupby("unit", sort=False)["carried"].sum()
    assert list(each) == [unit.summary.carried for unit in held.units]


def test_a_chain_is_told_task_by_task_and_unit_by_unit(home: Path) -> None:
    (home / "inputs/top").mkdir()
    shutil.copy(home / "inputs/upper/tinh.xlsx", home / "inputs/top/nq.xlsx")
    results = reconcile_folder(home, as_of=DAY)
    chain, tasks = results.to_frame("chain"), results.to_frame()
    assert list(chain["text"]) == list(tasks["text"])
    assert dtypes(chain) == documented("chain")
    carried = tasks["outcome"].isin(["carried", "partial"])
    assert list(chain["reach"].isin(["through", "partial"])) == list(carried)
    # The province's tasks are those of the top, word for word.
    assert list(chain["carriers"]) == list(tasks["id"])
