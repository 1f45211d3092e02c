"""A case that is added beside the project is tried and told, and fails nothing."""

from pathlib import Path
from typing import Any

from shared_cases import HELD, cases, each_case


def marks(shared: Path, *needed: str) -> dict[str, list[tuple[str, str]]]:
    """What is said of each case: skip or xfail, and why."""
    (params,) = [each_case(*needed, shared=shared).args[1]]
    told: dict[str, list[tuple[str, str]]] = {}
    for param in params:
        said: list[Any] = list(param.marks)
        told[param.id] = [(mark.name, mark.kwargs["reason"]) for mark in said]
    return told


def case(shared: Path, name: str, *files: str) -> None:
    (shared / name).mkdir(parents=True)
    for file in files:
        (shared / name / file).touch()


def test_a_case_that_lacks_a_file_is_named_with_what_it_lacks(tmp_path: Path) -> None:
    case(tmp_path, f"cases/{HELD[0]}", "upper.xlsx", "lower.xlsx")
    told = marks(tmp_path, "upper.xlsx", "roles.csv")
    assert told[HELD[0]] == [("skip", f"the case {HELD[0]} has no roles.csv")]
    assert marks(tmp_path, "upper.xlsx")[HELD[0]] == []


def test_a_case_that_was_taken_away_is_named(tmp_path: Path) -> None:
    assert marks(tmp_path, "upper.xlsx")[HELD[1]] == [
        ("skip", f"the case {HELD[1]} has no upper.xlsx")
    ]


def test_a_case_that_was_added_is_tried_and_cannot_fail(tmp_path: Path) -> None:
    case(tmp_path, "cases/moi", "upper.xlsx")
    case(tmp_path, "cases-next/sau", "upper.xlsx")
    assert list(cases(tmp_path))[len(HELD) :] == ["moi", "sau"]
    told = marks(tmp_path, "upper.xlsx")
    assert [told[name][0][0] for name in ("moi", "sau")] == ["xfail", "xfail"]


def test_without_the_cases_one_skip_says_so(tmp_path: Path) -> None:
    told = marks(tmp_path / "none")
    assert told == {"none": [("skip", "the shared cases are not beside the project")]}
