"""Rows of exports, cut, shuffled, typed otherwise or reworded: none goes to a wrong task."""

import os
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from random import Random

import pytest

from reconcile.match import prepare
from reconcile.match.reported import TaskFinder
from reconcile.model import Plan, StatusRow, StatusWords, Task, Where
from reconcile.normalise import to_plan
from reconcile.read import read_file
from reconcile.vocabulary.text import bare
from shared_cases import each_case

SOAK = os.environ.get("RECONCILE_SOAK")


def reworded(text: str) -> str:
    """Say it in other words, as offices do."""
    for old, new in (
        ("Ban hành", "Xây dựng, ban hành"), ("Tổ chức", "Triển khai tổ chức"),
        ("thực hiện", "triển khai thực hiện"), ("trên địa bàn", "tại địa phương"),
        ("bảo đảm", "đảm bảo"), ("nâng cao", "tăng cường"),
    ):  # fmt: skip
        text = text.replace(old, new, 1)
    return text.rstrip(".")


CHANGES: dict[str, Callable[[str], str]] = {
    "as it is": lambda text: text,
    "cut": lambda text: f"{text[:90]}..." if len(text) > 90 else text,
    "typed without diacritics": bare,
    "in capitals": str.upper,
    "with a number before it": lambda text: f"Nhiệm vụ: {text}",
    "the first clause alone": lambda text: re.split(r"[;,.]", text)[0],
    "reworded": reworded,
}


def rows_of(tasks: tuple[Task, ...], change: Callable[[str], str]) -> list[StatusRow]:
    return [
        StatusRow(Where("bao cao", row=at), change(task.text), StatusWords(), "x")
        for at, task in enumerate(tasks, start=1)
    ]


@cache
def finder_of(plan: Plan) -> TaskFinder:
    """Prepare a plan once for all changes of its texts."""
    return TaskFinder(prepare(plan.tasks))


def judge(plan: Plan, change: Callable[[str], str], random: Random) -> tuple[int, int, list[str]]:
    """Count the rows that went to their task and to review, and list those that went astray."""
    finder = finder_of(plan)
    tasks = list(plan.tasks)
    random.shuffle(tasks)
    chosen = tuple(task for task in tasks if random.random() < 0.8)
    abouts = finder.find(rows_of(chosen, change), {})
    pairs = list(zip(chosen, abouts, strict=True))
    right = sum(about.task == task.key for task, about in pairs)
    review = sum(not about.task for _, about in pairs)
    texts = {task.key: task.text for task in plan.tasks}
    # Two tasks of one wording are one to whoever reports on them.
    wrong = [
        f"{task.text} → {texts[about.task]}"
        for task, about in pairs
        if about.task and bare(texts[about.task]) != bare(task.text)
    ]
    return right, review, wrong


EXAMPLE = Path(__file__).parent.parent / "inputs" / "upper"


@cache
def upper_plan(folder: Path) -> Plan:
    return to_plan([read_file(path) for path in sorted(folder.iterdir())], upper=True)


@pytest.mark.parametrize("change", CHANGES)
def test_no_row_of_an_export_goes_to_a_wrong_task_of_the_example(change: str) -> None:
    plan = upper_plan(EXAMPLE)
    right, review, wrong = judge(plan, CHANGES[change], Random(1))  # noqa: S311 - a script
    assert wrong == []
    assert right >= 0.85 * (right + review)


@pytest.mark.slow
@pytest.mark.soak
@each_case("upper.xlsx")
def test_no_row_of_an_export_goes_to_a_wrong_task_of_a_case(case: Path) -> None:
    plan = to_plan([read_file(case / "upper.xlsx")], upper=True)
    for seed in range(5 if SOAK else 1):
        for name in CHANGES if SOAK else ("reworded",):
            right, review, wrong = judge(plan, CHANGES[name], Random(seed))  # noqa: S311 - a script
            assert (name, wrong) == (name, [])
            assert right + review
