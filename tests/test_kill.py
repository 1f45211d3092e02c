"""A run that is killed at any moment leaves every output whole and loses no answer."""

import os
import random
import shutil
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from answers import AN_BINH
from effort import HANGS
from killed_writer import OUTPUTS, ROWS, TASKS, standing_of
from reconcile.run.reading.input_files import LOWER, input_files
from reconcile.store.database import NAME, open_database
from reconcile.store.decisions import history
from reconcile.store.history import history_of
from reconcile.store.temporary_names import sweep, trial_name

WRITER = Path(__file__).with_name("killed_writer.py")
ROUNDS = 2.4
"""As many rounds of work, as long as one takes here and now, pass at most before a run dies."""


def start(folder: Path, first: int) -> subprocess.Popen[str]:
    """Start a run, and wait until it is about to begin its first round."""
    process = subprocess.Popen(
        [sys.executable, str(WRITER), str(folder), str(first)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def read_until(process: subprocess.Popen[str], word: str) -> list[str]:
    """Read what a run says, up to the first line that begins with a word."""
    said: list[str] = []
    while not (said and said[-1].startswith(word)):
        assert process.stdout is not None
        said.append(process.stdout.readline())
        assert said[-1], "the run came to an end"
    return said


def kill(process: subprocess.Popen[str]) -> list[str]:
    """Kill a run, and return the whole lines that it said since they were last read."""
    process.kill()
    out, errors = process.communicate(timeout=HANGS)
    assert errors == ""
    return [line for line in out.splitlines(keepends=True) if line.endswith("\n")]


def kill_at(folder: Path, first: int, seconds: float) -> list[str]:
    """Start a run, kill it after some seconds of work, and return what it said was done."""
    process = start(folder, first)
    time.sleep(seconds)
    return kill(process)


def kill_amid_writing(folder: Path, first: int) -> list[str]:
    """Start a run, and kill it as soon as an output is seen under its temporary name."""
    process = start(folder, first)
    while not list((folder / "outputs").rglob("~*.tmp")):
        assert process.poll() is None
        time.sleep(0.001)
    return kill(process)


def seconds_of_a_round(folder: Path) -> float:
    """Measure how long a round takes on this machine, busy as it is."""
    folder.mkdir()
    process = start(folder, 1)
    begun = time.perf_counter()
    read_until(process, "remembered")
    spent = time.perf_counter() - begun
    kill(process)
    return spent


def round_of(path: Path) -> int:
    """Read a workbook whole, and return the one round that all its rows are of."""
    book = load_workbook(path, read_only=True)
    rows = [(row[0], row[1]) for row in book.worksheets[0].iter_rows(values_only=True)]
    book.close()
    assert [number for _, number in rows] == list(range(ROWS))
    (only,) = {number for number, _ in rows}
    assert isinstance(only, int)
    return only


def check_outputs(folder: Path, done: list[str], before: dict[str, int]) -> dict[str, int]:
    """Check that each output is the old or the new one whole, and return their rounds."""
    told = {
        name: int(number)
        for line in done
        if line.startswith("placed")
        for _, number, name in [line.rstrip("\n").split(" ", 2)]
    }
    rounds: dict[str, int] = {}
    for name in OUTPUTS:
        if not (folder / name).exists():
            assert name not in told
            assert name not in before
            continue
        rounds[name] = round_of(folder / name)
        least = told.get(name, before.get(name, 0))
        assert rounds[name] in (least, before_last(done))
    return rounds


def before_last(done: list[str]) -> int:
    """Return the number of the last round that was heard of."""
    return max((int(line.split()[1]) for line in done), default=0)


def check_database(folder: Path, done: list[str], kept: set[str]) -> set[str]:
    """Check that every answer told as recorded is there, once and with its whole batch."""
    with open_database(folder) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        uppers = Counter(each.upper for each in history(database))
        standing = history_of(database, AN_BINH).last
    told = {f"u{line.split()[1]}" for line in done if line.startswith("recorded")}
    assert kept | told <= set(uppers)
    assert set(uppers.values()) <= {20}
    remembered = [int(line.split()[1]) for line in done if line.startswith("remembered")]
    if remembered:
        assert standing in (standing_of(remembered[-1]), standing_of(remembered[-1] + 1))
        assert standing is not None
        assert len(standing.lowers) == TASKS
    return set(uppers)


def run(folder: Path, rounds: int) -> None:
    """Kill as many runs on one folder: at seeded random moments, and amid the writing of a file."""
    (folder / LOWER).mkdir(parents=True)
    (folder / LOWER / "xa.csv").write_text("STT;Nội dung\n", "utf-8")
    chance = random.Random(20261122)  # noqa: S311 - moments, not secrets
    longest = ROUNDS * seconds_of_a_round(folder / "measured")
    outputs: dict[str, int] = {}
    kept: set[str] = set()
    first, amid = 1, 0
    for number in range(rounds):
        if number % 2:
            done = kill_amid_writing(folder, first)
        else:
            done = kill_at(folder, first, chance.uniform(0, longest))
        outputs = check_outputs(folder, done, outputs)
        kept = check_database(folder, done, kept)
        trials = sorted((folder / "outputs").rglob("~*"))
        for trial in trials:
            shutil.copy(trial, folder / LOWER)
        assert [path.name for path in input_files(folder, LOWER)] == ["xa.csv"]
        amid += bool(trials) or bool(done and not done[-1].startswith("remembered"))
        if chance.random() < 0.5:  # else the next run itself does it
            sweep(folder / "outputs")
            assert not list((folder / "outputs").rglob("~*"))
        first = max([before_last(done), *outputs.values(), first]) + 1
    sweep(folder / "outputs")
    found = sorted(path for path in (folder / "outputs").rglob("*") if path.is_file())
    assert found == sorted(folder / name for name in OUTPUTS)
    assert amid > 1, "hardly a run was killed amid its work; the moments are badly chosen"


@pytest.mark.slow
def test_a_run_killed_at_six_moments_leaves_all_whole(tmp_path: Path) -> None:
    run(tmp_path, 6)


@pytest.mark.slow
@pytest.mark.soak
@pytest.mark.skipif(not os.environ.get("RECONCILE_SOAK"), reason="RECONCILE_SOAK=1 runs it")
def test_a_run_killed_at_a_hundred_moments_leaves_all_whole(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    record_property("tried", 100)
    run(tmp_path, 100)


@pytest.mark.slow
def test_two_runs_at_once_leave_every_output_whole_and_take_none_for_a_persons(
    tmp_path: Path,
) -> None:
    runs = [start(tmp_path, first) for first in (1, 1001)]
    said = [read_until(each, "remembered") for each in runs]  # so that both have had their turn
    said += [kill(each) for each in runs]
    told = {line.split()[1] for lines in said for line in lines if "recorded" in line}
    assert min(map(int, told)) < 1000 < max(map(int, told))
    sweep(tmp_path / "outputs")
    found = [path for path in (tmp_path / "outputs").rglob("*") if path.is_file()]
    assert sorted(found) == sorted(tmp_path / name for name in OUTPUTS)
    assert [round_of(path) for path in found]
    with open_database(tmp_path) as database:
        counts = Counter(each.upper for each in history(database))
    assert {f"u{number}" for number in told} <= set(counts)
    assert set(counts.values()) == {20}


def test_what_a_killed_run_left_goes_and_what_others_have_open_stays(tmp_path: Path) -> None:
    process = subprocess.run(
        [sys.executable, "-c", "import os; print(os.getpid())"],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    dead = int(process.stdout)
    ours = trial_name(tmp_path / "a.docx")
    (tmp_path / "b").mkdir()
    left = [tmp_path / f"~a.docx.{dead}-1.tmp", tmp_path / "b" / f"~tong hop.xlsx.{dead}-12.tmp"]
    others = [
        ours,
        tmp_path / "~WRL0001.tmp",
        tmp_path / "~$a.docx",
        tmp_path / "a.tmp",
        tmp_path / f"a.docx.{dead}-1.tmp",
        tmp_path / "~a.docx.tmp",
    ]
    for path in (*left, *others):
        path.touch()
    assert sweep(tmp_path) == tuple(sorted(left))
    assert sorted(path for path in tmp_path.rglob("*") if path.is_file()) == sorted(others)
    assert sweep(tmp_path / "none") == ()


def test_a_database_left_by_a_killed_run_is_read_by_a_copy_of_all_its_files(
    tmp_path: Path,
) -> None:
    process = start(tmp_path, 1)
    read_until(process, "recorded")
    kill(process)
    copy = tmp_path / "copy"
    copy.mkdir()
    for path in tmp_path.glob(f"{NAME}*"):
        shutil.copy(path, copy)
    opened = sqlite3.connect(copy / NAME)
    assert opened.execute("SELECT COUNT(*) FROM decision").fetchone()[0] >= 20
    opened.close()
