"""Units settled by the workers of a Dask cluster, and who may be spoken with."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from effort import HANGS
from office import workbook
from reconcile.config import ClusterSettings
from reconcile.errors import ConfigError, UsageError
from reconcile.run.workers.machine_access import MachineAccess
from reconcile.run.workers.machine_versions import versions, what_differs
from test_run_reviews import LOWER, UPPER

HOME = Path(__file__).parents[1]
DASK = Path(sys.executable).with_name("dask")


def access(address: str, **certificates: str) -> MachineAccess:
    return MachineAccess(address, ClusterSettings(**certificates), Path("/nowhere"))


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.0.1", "localhost", "[::1]"])
def test_a_scheduler_on_this_machine_is_spoken_with_in_the_open(host: str) -> None:
    assert access(f"tcp://{host}:8786").security() is None


@pytest.mark.parametrize(
    "address", ["tcp://10.0.0.5:8786", "tcp://may-chu:8786", "ucx://127.0.0.1:1", "127.0.0.1:8786"]
)
def test_another_machine_is_never_spoken_with_in_the_open(address: str) -> None:
    with pytest.raises(UsageError, match=re.escape(address)):
        access(address).security()


def test_a_worker_on_another_machine_is_refused_where_the_scheduler_is_here() -> None:
    with pytest.raises(UsageError, match=r"10\.0\.0\.5"):
        access("tcp://127.0.0.1:8786").must_hold(["tcp://127.0.0.1:40", "tcp://10.0.0.5:40"])


def test_a_safe_address_needs_all_three_certificates() -> None:
    pytest.importorskip("distributed")
    with pytest.raises(ConfigError, match="“ca”"):
        access("tls://may-chu:8786").security()
    with pytest.raises(ConfigError, match=r"không có tệp “ca\.pem”"):
        access("tls://may-chu:8786", ca="ca.pem").security()


def test_versions_that_differ_are_named() -> None:
    other = {**versions(), "openpyxl": "9.9"}
    assert what_differs(versions(), versions()) == ""
    assert what_differs(versions(), other).startswith("openpyxl 9.9 (máy này: 3.")


def laid_out(home: Path, like: Path | None = None) -> Path:
    """A working folder of five communes, or one with the inputs of another."""
    if like:
        ours = shutil.ignore_patterns("outputs", "reconcile.db*")
        return shutil.copytree(like, home, ignore=ours)
    for part in ("inputs/upper", "inputs/lower"):
        (home / part).mkdir(parents=True)
    (home / "reconcile.toml").write_text("[run]\nas_of = 2026-11-20\n", "utf-8")
    workbook(home / "inputs/upper/tinh.xlsx", UPPER)
    for name in ("AN BÌNH", "CAO MINH", "LỘC HÀ", "TÂN LẬP", "VĨNH PHÚ"):
        workbook(home / f"inputs/lower/{name}.xlsx", LOWER.replace("AN BÌNH", name))
    return home


def outputs(home: Path) -> dict[str, bytes]:
    files = sorted(path for path in (home / "outputs").rglob("*") if path.is_file())
    return {path.relative_to(home).as_posix(): path.read_bytes() for path in files}


def command(home: Path, *words: str, said: Path | None = None) -> subprocess.Popen[bytes]:
    setting = {**os.environ, "PYTHONPATH": str(HOME)}
    whole = (sys.executable, "-m", "reconcile", "run", str(home), *words)
    with (said or home / "said.txt").open("wb") as out:
        return subprocess.Popen(whole, env=setting, stdout=out, stderr=out)


@contextmanager
def cluster(place: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A scheduler and two workers, as a user starts them; gives the address and the workers."""
    setting, told = {**os.environ, "PYTHONPATH": str(HOME)}, place / "scheduler.json"
    only_here = ("--host", "127.0.0.1", "--scheduler-file", str(told))
    worker = (DASK, "worker", "--scheduler-file", told, "--nthreads", "1", "--no-nanny")
    with (place / "dask.txt").open("wb") as log:
        started = [
            subprocess.Popen(words, env=setting, cwd=place, stdout=log, stderr=log)
            for words in ((DASK, "scheduler", "--port", "0", *only_here), worker, worker)
        ]
        try:
            for _ in range(10 * HANGS):
                if told.exists() and (found := re.search(r"tcp://[\d.]+:\d+", told.read_text())):
                    break
                time.sleep(0.1)
            assert found
            yield found[0], started[1:]
        finally:
            for each in started:
                each.kill()
                each.wait()


@pytest.mark.soak
def test_workers_give_the_same_bytes_as_the_pool_even_with_one_killed(tmp_path: Path) -> None:
    pytest.importorskip("distributed")
    home = laid_out(tmp_path / "pool")
    assert command(home, "--jobs", "2").wait(HANGS) == 0
    with cluster(tmp_path) as (address, workers):
        whole = laid_out(tmp_path / "cluster", like=home)
        assert command(whole, "--cluster", address).wait(HANGS) == 0
        assert outputs(whole) == outputs(home)
        torn = laid_out(tmp_path / "one killed", like=home)
        run = command(torn, "--cluster", address)
        while not list(torn.glob("outputs/result/*.json")):
            assert run.poll() is None
            time.sleep(0.01)
        workers[0].send_signal(signal.SIGKILL)
        assert run.wait(HANGS) == 0
        assert outputs(torn) == outputs(home)


@pytest.mark.soak
def test_a_cluster_that_is_not_there_is_told(tmp_path: Path) -> None:
    pytest.importorskip("distributed")
    said = tmp_path / "said.txt"
    assert command(laid_out(tmp_path), "--cluster", "tcp://127.0.0.1:9", said=said).wait(HANGS) == 2
    assert "không kết nối được với bộ điều phối tcp://127.0.0.1:9" in said.read_text("utf-8")
