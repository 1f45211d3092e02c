"""A work that is killed, or whose disk fails, at any one point: a clean one makes it good."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest

from crash_folders import BEGINNING, prepared
from crash_points import HARMS, Call, Crashes, NotTracedError, Point, crashes, points_of, unflushed

SOAK = "RECONCILE_SOAK" in os.environ
WORKS = (
    ("form", "import", "first", "run", "report", "track", "answer") if SOAK else ("form", "import")
)
"""In the usual run the cheapest two, at a seeded part of their points."""
SAMPLE = 4
REQUIRED = os.environ.get("RECONCILE_REQUIRE", "").split()


@pytest.fixture(scope="module")
def works(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crashes]:
    home = tmp_path_factory.mktemp("crashes")
    try:
        with crashes(home) as started:
            # Once beforehand: what a work loads late would be as many calls more, on other files.
            for work in (each for each in BEGINNING if each in WORKS):
                started.warm(work, started.copy(prepared(started, work)))
            started.calls("form", home / "for form")
            yield started
    except NotTracedError as error:
        if "strace" in REQUIRED:
            raise
        pytest.skip(str(error))


def points(calls: list[Call], work: str) -> list[Point]:
    """List the points to try: all in the soak."""
    every = list(points_of(calls))
    if SOAK:
        return every
    return Random(work).sample(every, SAMPLE)  # noqa: S311 - the same points each time


@pytest.mark.slow
@pytest.mark.soak
@pytest.mark.parametrize("work", WORKS)
def test_a_work_killed_or_refused_by_the_disk_at_any_point_is_made_good_by_a_clean_one(
    works: Crashes, work: str, record_property: Callable[[str, object], None]
) -> None:
    home = works.home / f"for {work}"
    if not home.exists():
        prepared(works, work)
    calls = works.calls(work, home)
    assert unflushed(calls) == []
    tried = works.tried(work, home, points(calls, work))
    print(f"{work}: {tried.points} points tried, {tried.reached} reached")  # noqa: T201 - the figures
    record_property("tried", tried.points)
    record_property("failed", len(tried.wrong))
    assert tried.wrong == {}
    assert tried.reached > 0.9 * tried.points


@pytest.fixture
def form(works: Crashes) -> Path:
    return works.home / "for form"


def first(works: Crashes, name: str) -> Call:
    """Return the first call of a name that making forms comes to."""
    calls = works.calls("form", works.home / "for form")
    return next(call for call in calls if call.name == name and "outputs" in call.paths[-1])


@pytest.mark.slow
def test_a_planted_rename_without_a_flush_is_found(works: Crashes, form: Path) -> None:
    assert "outputs/form" in str(unflushed(works.calls("form", form, "unflushed")))


@pytest.mark.slow
def test_a_planted_record_that_is_believed_before_its_output_is_there_is_found(
    works: Crashes, form: Path
) -> None:
    killed = Point(first(works, "rename"), HARMS[0])
    tried = works.tried("form", form, [killed], "believed")
    assert "not as undisturbed" in str(tried.wrong)


@pytest.mark.slow
def test_a_planted_exception_that_is_swallowed_is_found(works: Crashes, form: Path) -> None:
    full = Point(first(works, "write"), HARMS[1])
    tried = works.tried("form", form, [full], "swallowed")
    assert "told as done" in str(tried.wrong)
