"""A folder in which a plan carries little: what the run says of it, before and after answers."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kept import kept
from reconcile.config import Config
from reconcile.run.folder import run_folder
from reconcile.run.open_folder import Asked
from reconcile.run.pair import match_files
from reconcile.vocabulary.terms import term
from reviewing import KEY, Desk
from test_match_level import NAMES, plans
from test_match_programmes import CASES

UPPER, LOWER = CASES / "moitruong-cat-tram/upper.csv", CASES / "moitruong-cat-tram/lower.csv"
OTHER = CASES / "trattu-ben-go/lower.csv"
DAY = date(2026, 11, 20)


def test_a_plan_of_another_programme_is_told_and_none_of_it_called_carried() -> None:
    result = match_files(UPPER, OTHER, Config(), DAY)
    (told,) = [f for f in result.findings if f.code == "other-programme"]
    said = "phần nhiệm vụ cấp trên giao mà kế hoạch này cụ thể hóa: hầu như không có nhiệm vụ nào;"
    assert told.message.startswith(said)
    assert not result.summary.carried + result.summary.partial


@pytest.mark.parametrize("name", NAMES)
def test_a_plan_of_the_same_programme_is_not_told_as_another(name: str) -> None:
    upper, lower = CASES / name / "upper.csv", CASES / name / "lower.csv"
    assert plans(name)[0].tasks
    codes = [f.code for f in match_files(upper, lower, Config(), DAY).findings]
    assert "other-programme" not in codes


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return kept(tmp_path, "a plan in plain words", begun)


def begun(home: Path) -> None:
    for part, file in (("upper", UPPER), ("lower", LOWER)):
        (home / "inputs" / part).mkdir(parents=True)
        (home / "inputs" / part / f"{part}.csv").write_bytes(file.read_bytes())
    (home / "reconcile.toml").write_text("[documents]\nkinds = []\n", "utf-8")
    run_folder(home, Asked(as_of=DAY))


def unit_json(home: Path) -> dict[str, Any]:
    (path,) = (home / "outputs/result").glob("*.json")
    told: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return told


def test_after_five_answers_the_run_says_how_much_it_settled_by_itself(home: Path) -> None:
    (book,) = (home / "outputs/review").glob("*.xlsx")
    before = unit_json(home)["summary"]["review"]
    desk = Desk(book)
    mark = term("review", "first")
    at, shown = (desk.column(title) - 1 for title in (KEY, term("review_column", "outcome")))
    asked = [str(row[at]) for row in desk.rows() if mark in str(row[shown])]
    assert len({key.split("|")[0] for key in asked}) == 5
    # One answer on each of the five.
    first = {key.split("|")[0]: key for key in reversed(asked)}
    for key in first.values():
        desk.write(key, {term("review_column", "pair"): "Đúng"})
    desk.save()
    report = run_folder(home, Asked(as_of=DAY))
    after = unit_json(home)
    assert report.answers.taught == after["answers"]["taught"] > 0
    # Answers may also put into doubt what seemed settled.
    assert after["summary"]["review"] < before - 5
    marked = [task for task in after["upper"]["tasks"] if task["after_answers"]]
    assert len(marked) == report.answers.taught


def test_two_plans_given_the_wrong_way_round_are_told_and_none_called_missed() -> None:
    right, wrong = (match_files(*pair, Config(), DAY) for pair in ((UPPER, LOWER), (LOWER, UPPER)))
    told = [[f for f in result.findings if f.code == "levels-swapped"] for result in (right, wrong)]
    assert [len(each) for each in told] == [0, 1]
    assert "sở, ngành cấp tỉnh" in told[1][0].message
    assert right.summary.missed
    assert not wrong.summary.missed
