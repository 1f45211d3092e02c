"""The table at the end of a soak says what was tried of each promise, and leaves nothing out."""

from pathlib import Path

import pytest

import soak
from soak_table import SoakTable, promises

TESTS = Path(__file__).parent


def lines(*stages: tuple[str, str, str, int]) -> list[str]:
    table = SoakTable()
    for file, when, outcome, tried in stages:
        table.count(file, when, outcome, 30, [("tried", tried)])
    return list(table.lines())[2:]


def test_a_promise_that_held_counts_all_that_was_tried() -> None:
    (line,) = lines(
        ("test_kill.py", "setup", "passed", 1),
        ("test_kill.py", "call", "passed", 2_000),
        ("test_kill.py", "call", "passed", 1),
    )
    assert line.startswith("| kill | A run that is killed")
    assert line.endswith("| 2,001 | 2,001 | 0 | 1.5 |")


def test_a_test_that_failed_or_could_not_begin_is_one_failure() -> None:
    line, told = lines(
        ("test_kill.py", "call", "failed", 2_000),
        ("test_kill.py", "setup", "failed", 1),
        ("test_kill.py", "setup", "skipped", 1),
    )
    assert line.endswith("| 2 | 0 | 2 | 1.5 |")
    assert told.startswith("1 tests could not judge")


def test_a_test_that_goes_on_behind_what_fails_counts_each_that_did() -> None:
    table = SoakTable()
    table.count("test_crash_points.py", "call", "failed", 30, [("tried", 151), ("failed", 2)])
    assert list(table.lines())[2].endswith("| 151 | 149 | 2 | 0.5 |")


def test_a_file_that_is_listed_nowhere_is_counted_all_the_same() -> None:
    assert lines(("test_new.py", "call", "passed", 3)) == [
        "| other | test_new.py | 3 | 3 | 0 | 0.5 |"
    ]


def test_every_listed_file_is_there_once_and_has_tests_for_the_soak() -> None:
    files = [file for promise in promises() for file in promise.files]
    assert len(files) == len(set(files))
    assert [f for f in files if "mark.soak" not in (TESTS / f).read_text("utf-8")] == []


def test_every_file_with_tests_for_the_soak_is_listed() -> None:
    listed = {file for promise in promises() for file in promise.files}
    marked = {
        f.name for f in TESTS.glob("test_*.py") if "\n@pytest.mark.soak" in f.read_text("utf-8")
    }
    assert marked - listed == set()


def test_the_page_for_developers_names_every_part() -> None:
    page = (TESTS.parent / "docs/developing.md").read_text("utf-8")
    (line,) = (each for each in page.splitlines() if "make soak PART=" in each)
    assert [each.part for each in promises() if f"`{each.part}`" not in line] == []


def test_a_part_is_its_files_and_no_other_word_is_one() -> None:
    assert [Path(file).name for file in soak.files_of("page")] == ["test_page_people.py"]
    assert soak.files_of("") == [str(TESTS)]
    with pytest.raises(SystemExit, match="there are cycle, kill"):
        soak.files_of("no such")
