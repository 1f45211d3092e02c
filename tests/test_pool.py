"""Items at work in further processes: one that ends its worker is lost, and no other."""

import os
import subprocess
import sys
from collections.abc import Callable
from multiprocessing import get_start_method
from pathlib import Path

import pytest

from processes import is_running, until
from reconcile.read import Member
from reconcile.run.reading.parse import Given, too_heavy
from reconcile.run.workers.pool import spread

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="only Linux is told both limits"),
]
HEAVY = 3
SOAK = "RECONCILE_SOAK" in os.environ
"""Limits of time are told in whole seconds: that one is tried in the soak."""


def twice(_: None, item: int) -> int:
    return item * 2


def dies(_: None, item: int) -> int:
    if item == HEAVY:
        os._exit(1)
    return item * 2


def fills(_: None, item: int) -> int:
    return len(bytes(200_000_000)) if item == HEAVY else item * 2


def spins(_: None, item: int) -> int:
    while item == HEAVY:
        pass
    return item * 2


def lost(_: int) -> int:
    return -1


@pytest.mark.soak
@pytest.mark.parametrize("work", [dies, fills, *([spins] if SOAK else [])])
def test_what_takes_too_much_is_lost_and_the_rest_goes_on(
    work: Callable[[None, int], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    if get_start_method() != "fork":
        pytest.skip("what is changed here reaches no worker that is not forked")
    small = {"memory": 100_000_000, "reading": 0}
    monkeypatch.setattr("reconcile.run.workers.pool.most", small.__getitem__)
    made = dict(spread(work, None, range(6), 2, lost))
    assert made == {at: -1 if at == HEAVY else at * 2 for at in range(6)}


WAITING = """
import os, sys, time
from pathlib import Path
from reconcile.run.workers.pool import spread

def waits(folder, item):
    (Path(folder) / str(os.getpid())).touch()
    while True:
        time.sleep(1)

if __name__ == "__main__":
    dict(spread(waits, sys.argv[1], range(3), 3))
"""


def test_workers_end_when_the_run_that_started_them_is_killed(tmp_path: Path) -> None:
    script, begun = tmp_path / "run.py", tmp_path / "begun"
    script.write_text(WAITING, "utf-8")
    begun.mkdir()
    run = subprocess.Popen([sys.executable, str(script), str(begun)])
    until(lambda: len([*begun.iterdir()]) == 3, "the workers do not begin")
    workers = [int(each.name) for each in begun.iterdir()]
    assert all(map(is_running, workers))
    run.kill()
    run.wait()
    until(lambda: not any(map(is_running, workers)), "the workers go on without their run")


def test_without_a_word_for_it_the_end_of_a_worker_stops_the_rest() -> None:
    with pytest.raises(Exception, match="terminated abruptly"):
        dict(spread(dies, None, range(6), 2))


def test_memory_that_is_not_there_costs_one_item_in_this_process_too() -> None:
    def none(_: None, item: int) -> int:
        if item == HEAVY:
            raise MemoryError
        return item * 2

    assert dict(spread(none, None, range(6), 1, lost))[HEAVY] == -1


def test_a_file_that_is_too_heavy_is_a_finding_with_its_name() -> None:
    error = too_heavy(Given(Member("xã.xlsx"))).error
    assert error
    assert error.where
    assert (error.where.file, error.code) == ("xã.xlsx", "unreadable")
