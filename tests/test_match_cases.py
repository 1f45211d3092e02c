"""How well the cases with known answers are matched; they lie beside the project."""

import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from reconcile.match import match, prepare
from reconcile.match.pairing import Matched
from reconcile.normalise import to_plan
from reconcile.read import read_file
from shared_cases import HELD, each_added_case

FLOORS = {"F1": 0.85, "link": 0.81, "top5": 0.98, "rel": 0.85, "low": 0.92, "role": 1.0}
CEILINGS = {"err": 0.02, "hid": 0.01, "acc": 0.01, "review": 0.33, "cal": 0.05}


def scored(shared: Path, cases: Iterable[Path], home: Path) -> dict[str, dict[str, float]]:
    """The figures of cases and of all these together, by the scorer of the cases."""
    for case in cases:
        shutil.copytree(case, home / case.name)
    match_command = f"{sys.executable} -m reconcile match {{upper}} {{lower}} --json {{out}}"
    scorer = shared / "tools" / "score_cases.py"
    command = [sys.executable, str(scorer), "--cases", str(home), "--command", match_command]
    said = subprocess.run(command, capture_output=True, text=True, check=True)
    lines = [line.split() for line in said.stdout.splitlines()]
    names = (*FLOORS, *CEILINGS)
    figures = {line[0]: {n: line[line.index(n) + 1] for n in names} for line in lines}
    return {
        case: {name: float(value) for name, value in row.items() if value != "-"}
        for case, row in figures.items()
    }


def out_of_bounds(figures: dict[str, float]) -> dict[str, float]:
    """The figures that are worse than was promised."""
    short = {name: figures[name] for name, least in FLOORS.items() if figures.get(name, 1) < least}
    over = {name: figures[name] for name, most in CEILINGS.items() if figures.get(name, 0) > most}
    return short | over


def matched(case: Path, kind: str = "xlsx") -> Matched:
    upper = to_plan([read_file(case / f"upper.{kind}")], upper=True)
    lower = to_plan([read_file(case / f"lower.{kind}")])
    return match(prepare(upper.tasks), prepare(lower.tasks))


@pytest.mark.slow
def test_the_cases_are_matched_as_well_as_was_promised(shared: Path, tmp_path: Path) -> None:
    held = [shared / "cases" / name for name in HELD]
    figures = scored(shared, [case for case in held if case.is_dir()], tmp_path)
    real = figures["quangngai-dantien"]
    assert out_of_bounds(figures["POOLED"]) == {}
    assert (real["err"], real["top5"]) == (0, 1)


@pytest.mark.slow
@each_added_case("gold.csv", "upper.xlsx", "lower.xlsx")
def test_a_case_that_was_added_is_matched_as_well(case: Path, shared: Path, tmp_path: Path) -> None:
    assert out_of_bounds(scored(shared, [case], tmp_path)["POOLED"]) == {}


def test_the_real_pair_leaves_at_most_six_tasks_to_a_person(shared: Path) -> None:
    outcome = matched(shared / "cases" / "quangngai-dantien")
    assert sum(upper.outcome == "review" for upper in outcome.uppers) <= 6
    assert sum(upper.outcome in {"carried", "partial"} for upper in outcome.uppers) >= 10


def test_the_word_pair_gives_what_the_workbook_pair_gives(shared: Path) -> None:
    case = shared / "cases" / "quangngai-dantien"
    told = [
        [(u.task.text, u.outcome, [c.score for c in u.links]) for u in matched(case, kind).uppers]
        for kind in ("xlsx", "docx")
    ]
    assert told[0] == told[1]
