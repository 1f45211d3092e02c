"""The runs of a folder as the page tells them: what belongs to one, and what counts."""

import sqlite3
from pathlib import Path

import pytest

from pages import Browser, browser, folder
from reconcile.model import Outcome, Unit
from reconcile.run.page.runs import RunFigures, RunHistory
from reconcile.store import history
from reconcile.store.database import open_database
from reconcile.store.history import remember_run
from reconcile.tracking.changes import RunStanding, Stated


@pytest.fixture
def page(tmp_path: Path) -> Browser:
    return browser(folder(tmp_path))


def standing(carried: int, missed: int, idle: tuple[str, ...] | None = ()) -> RunStanding:
    """Stand so in so many tasks."""
    outcomes = {f"c{at}": Outcome.CARRIED for at in range(carried)}
    outcomes |= {f"m{at}": Outcome.MISSED for at in range(missed)}
    return RunStanding({key: Stated(key) for key in outcomes}, {}, outcomes, {}, {}, idle=idle)


def keep(
    database: sqlite3.Connection,
    at: str,
    unit: Unit,
    said: RunStanding,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Keep what a run at some time of a day left of a unit."""
    monkeypatch.setattr(history, "office_time", lambda: f"2026-11-20T{at}")
    assert remember_run(database, unit, said)


def test_a_run_is_what_was_kept_in_one_go_and_has_no_unit_twice(
    page: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = (each.unit for each in page.units())
    snapshot = page.site.desk.snapshot
    assert snapshot
    with open_database(page.site.folder) as database:
        for at, unit, said in (
            ("08:00:00", one, standing(1, 3)), ("08:00:40", other, standing(0, 4)),
            ("08:01:00", one, standing(2, 2)),
            ("09:00:00", other, standing(1, 3)), ("09:00:05", one, standing(3, 1)),
        ):  # fmt: skip
            keep(database, at, unit, said, monkeypatch)
    # The first one is from when the folder was laid out.
    runs = RunHistory(page.site.folder).runs(snapshot)[1:]
    assert [[line.at[11:16] for line in each.lines] for each in runs] == [
        ["08:00", "08:00"], ["08:01"], ["09:00", "09:00"],
    ]  # fmt: skip
    # Who was not run again stands as before.
    assert [(each.figures.carried, each.figures.missed) for each in runs] == [
        (1, 7), (2, 6), (4, 4),
    ]  # fmt: skip
    assert [each.figures.rate for each in runs] == [1 / 8, 2 / 8, 4 / 8]


def test_tasks_in_which_a_unit_has_no_role_count_in_no_figure_over_time(
    page: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    unit = page.units()[0].unit
    snapshot = page.site.desk.snapshot
    assert snapshot
    runs = RunHistory(page.site.folder)
    with open_database(page.site.folder) as database:
        keep(database, "08:00:00", unit, standing(1, 3, idle=("m0", "m1")), monkeypatch)
        # What an earlier version kept has no word on that: the roles of now count.
        keep(database, "09:00:00", unit, standing(2, 3, idle=None), monkeypatch)
    first, second = runs.runs(snapshot, (unit.id,))[1:]
    assert first.figures == RunFigures(missed=1, carried=1)
    assert second.figures == RunFigures(missed=3, carried=2)
