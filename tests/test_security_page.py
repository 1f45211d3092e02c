"""What docs/security.md says of limits and packages is what the program has."""

import re
from importlib.metadata import version
from pathlib import Path

from reconcile.match.clauses import split_clauses
from reconcile.office.limits import limits, most
from security_tables import PAGE, filled, needed, pins

HOME = Path(__file__).parents[1]


def test_the_tables_of_the_page_are_those_of_the_program() -> None:
    page = PAGE.read_text("utf-8")
    # Older packages than those we pin need others, which nobody gets who installs the program.
    if all(version(name) == pins().get(name) for name in needed()):
        assert filled(page) == page, "make security"
    for name in pins().keys() & needed():
        assert f"| {name} | {pins()[name]} |" in page


def test_every_limit_is_held_somewhere_and_every_one_that_is_held_is_in_the_table() -> None:
    code = "\n".join(path.read_text("utf-8") for path in (HOME / "reconcile").rglob("*.py"))
    assert set(re.findall(r'\bmost\("([a-z-]+)"\)', code)) == set(limits())


def test_every_test_that_the_page_names_is_there() -> None:
    named = re.findall(r"`(tests/\w+\.py)`", PAGE.read_text("utf-8"))
    assert named
    assert [name for name in named if not (HOME / name).is_file()] == []


def test_a_task_of_endless_clauses_is_held_against_others_by_so_many() -> None:
    text = "; ".join(f"việc thứ {at} phải làm" for at in range(10_000))
    clauses = split_clauses(text)
    assert len(clauses) == most("clauses")
    assert clauses[-1].endswith("việc thứ 9999 phải làm")
