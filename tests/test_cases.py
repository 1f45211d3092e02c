"""Small files as offices send them, each with what is right to read in it: tests/cases."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from by_path import read_files
from reconcile.errors import ReconcileError
from reconcile.model import Finding, Plan, Source, Task
from reconcile.normalise import split_units, to_plan

HOME = Path(__file__).parent / "cases"
NAMES = sorted(path.name for path in HOME.iterdir() if path.is_dir() and path.name[0] != "_")
OLD_WORD = (".rtf", ".doc", ".odt")
MOST_BYTES = 1_500_000


def answer(path: Path) -> str:
    """Write down all that a file was read as."""
    return "".join(f"{line}\n" for read in read_files(path) for line in _one(read))


def _one(read: Source | ReconcileError) -> Iterator[str]:
    """Write down one source: for each unit its tasks, then what was found."""
    if isinstance(read, ReconcileError):
        yield f"{read.code}: {read.where}: {read.problem}"
        return
    parts = split_units(read)
    for part in parts:
        plan = to_plan([part.source], unit=part.unit)
        yield from _plan(plan)


def _plan(plan: Plan) -> Iterator[str]:
    """Write down a plan."""
    facts = [plan.number, plan.issued.isoformat() if plan.issued else "", plan.title, plan.carries]
    yield f"== {plan.unit.name} | {' | '.join(facts)}"
    yield "row | stt | group | text | directives | deadline | lead | support | product | status"
    yield from map(_task, plan.tasks)
    yield from sorted(map(_finding, plan.findings))


def _task(task: Task) -> str:
    """Write down a task on one line."""
    latest = task.deadline.latest.isoformat() if task.deadline.latest else "-"
    due = f"{task.deadline.text} = {task.deadline.kind} {latest}"
    shown = (
        f"{task.where.sheet}:{task.where.row}", task.stt, " / ".join(task.group), task.text,
        ", ".join(map(str, task.directives)), due, task.lead, task.support, task.product,
        task.status,
    )  # fmt: skip
    return " | ".join(" ".join(text.split()) for text in shown)


def _finding(found: Finding) -> str:
    """Write down a finding: its code, its place without the file, its message."""
    place = str(found.where).removeprefix(found.where.file).removeprefix(" › ")
    return f"! {found.code} | {place} | {found.message}"


@pytest.mark.parametrize("name", NAMES)
def test_a_case_is_read_as_expected(request: pytest.FixtureRequest, name: str) -> None:
    (given,) = HOME.joinpath(name).glob("given.*")
    if given.suffix in OLD_WORD and not shutil.which("soffice"):
        pytest.skip("LibreOffice is not installed")
    kept = HOME / name / "expected.txt"
    actual = answer(given)
    if request.config.getoption("--update-golden"):
        kept.write_text(actual, "utf-8")
    assert actual == kept.read_text("utf-8")


def test_the_cases_are_many_and_small() -> None:
    sizes = [path.stat().st_size for name in NAMES for path in HOME.joinpath(name).iterdir()]
    assert len(NAMES) >= 40
    assert sum(sizes) < MOST_BYTES


def test_every_case_is_told_in_one_of_the_makers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(HOME))
    make = __import__("make")
    assert sorted({**make.told(), **make.ODD}) == NAMES
