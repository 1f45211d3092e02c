"""Two workbooks that name different heirs of a commune, while the database is made again."""

import json
import shutil
from pathlib import Path

import pytest

from kept import kept
from reconcile.run.answers.decisions import list_decisions
from reconcile.run.answers.rebuild_decisions import rebuild_decisions
from test_run_reviews import LOWER, UNIT, first_run, say
from test_second_turn import (
    GAP,
    OTHER,
    SETTINGS,
    YES,
    at_that_hour,
    loses_database,
    ran,
    unit_findings,
)

pytestmark = pytest.mark.slow

THIRD = "UBND xã Tân Lập"


def settle(home: Path, heir: str) -> None:
    """Let the settings say which unit has taken the other commune over; none for an empty name."""
    said = f'[units."{heir}"]\ntakes_over = ["{OTHER}"]\n' if heir else ""
    (home / "reconcile.toml").write_text(SETTINGS + said, "utf-8")


def taken_over_by(folder: Path, heir: str) -> Path:
    """Make a folder in which a commune with answers was taken over by another."""

    def make(home: Path) -> None:
        third = LOWER.replace("AN BÌNH", "TÂN LẬP")
        first_run(home, ban=LOWER.replace("AN BÌNH", "LỘC HÀ"), xa=LOWER, zum=third)
        book = home / f"outputs/review/{OTHER}.xlsx"
        say(book, GAP, task="Đã hoàn thành")
        say(book, "Nạo vét", pair=YES)
        at_that_hour(home, "2026-11-20T08:00:00")
        (home / "inputs/lower/ban.xlsx").unlink()
        settle(home, heir)
        ran(home)

    return kept(folder, ("taken over by", heir), make)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder without its database, and workbooks of two units that count the same answers."""
    places = {heir: tmp_path / str(at) for at, heir in enumerate((UNIT, THIRD))}
    for heir, place in places.items():
        place.mkdir()
        taken_over_by(place, heir)
    book = f"outputs/review/{THIRD}.xlsx"
    shutil.copy(places[THIRD] / book, places[UNIT] / book)
    loses_database(places[UNIT])
    shutil.rmtree(places[UNIT] / "outputs/result")
    settle(places[UNIT], "")
    return places[UNIT]


def done_by_person(home: Path, unit: str) -> bool:
    result = json.loads((home / f"outputs/result/{unit}.json").read_text("utf-8"))
    task = next(each for each in result["upper"]["tasks"] if each["text"] == GAP)
    return (task["outcome"], task["decided_by"]) == ("carried", "person")


def test_two_workbooks_that_name_two_heirs_are_told_and_neither_has_the_answers(
    home: Path,
) -> None:
    (told,) = rebuild_decisions(home).findings
    assert told.code == "heirs-differ"
    names = (OTHER, UNIT, THIRD, *(f"outputs/review/{each}.xlsx" for each in (UNIT, THIRD)))
    assert [each for each in names if each not in told.message] == []
    assert f"2 ý kiến về “{OTHER}”" in told.message
    for _ in range(2):
        assert unit_findings(ran(home)) == ["answers-without-unit"]
        assert [done_by_person(home, unit) for unit in (UNIT, THIRD)] == [False, False]
        assert len(list_decisions(home, whole=True).decisions) == 2


@pytest.mark.parametrize("heir", [UNIT, THIRD])
def test_the_heir_that_the_settings_name_then_has_them_and_the_other_has_not(
    home: Path, heir: str
) -> None:
    rebuild_decisions(home)
    settle(home, heir)
    assert unit_findings(ran(home)) == ["unit-renamed"]
    for _ in range(2):
        assert [unit for unit in (UNIT, THIRD) if done_by_person(home, unit)] == [heir]
        assert len(list_decisions(home, whole=True).decisions) == 2
        assert unit_findings(ran(home)) == []
