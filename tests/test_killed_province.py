"""A run over twenty communes that is killed at any moment, or is sent broken files."""

import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from openpyxl import load_workbook

from effort import HANGS
from office import workbook
from test_run_reviews import LOWER, UPPER

pytestmark = [
    pytest.mark.slow,
    pytest.mark.soak,
    pytest.mark.skipif("RECONCILE_SOAK" not in os.environ, reason="`make soak` runs whole folders"),
]

HOME = Path(__file__).parents[1]
COMMUNES, KILLS = 20, 20
SENT, BROKEN = 150, 10
FIRST = ("AN", "BÌNH", "CÁT", "ĐÔNG", "HÒA", "KHE", "LÂM", "MINH", "NÀ", "PHÚ", "SƠN", "TÂN", "YÊN")
SECOND = (
    *("BẢO", "BÌNH", "CHÂU", "DIÊN", "ĐỨC", "HẢI"),
    *("KHÁNH", "LỘC", "NGHĨA", "PHONG", "QUANG", "XUÂN"),
)
NAMES = [f"{first} {second}" for first in FIRST for second in SECOND]


def commune(number: int) -> str:
    return LOWER.replace("AN BÌNH", NAMES[number]).replace("hội khỏe", f"hội khỏe lần {number}")


def laid_out(home: Path, communes: int) -> Path:
    """A working folder of as many communes."""
    for part in ("inputs/upper", "inputs/lower"):
        (home / part).mkdir(parents=True)
    settings = '[run]\nas_of = 2026-11-20\n[documents]\nkinds = ["cong-van"]\n'
    (home / "reconcile.toml").write_text(settings, "utf-8")
    workbook(home / "inputs/upper/tinh.xlsx", UPPER)
    for number in range(communes):
        workbook(home / f"inputs/lower/{number:03}.xlsx", commune(number))
    return home


def started(home: Path, *words: str) -> subprocess.Popen[bytes]:
    command = (sys.executable, "-m", "reconcile", "run", str(home), "--jobs", "2", *words)
    setting = {**os.environ, "PYTHONPATH": str(HOME)}
    with (home / "said.txt").open("wb") as out:
        # A session of its own: with the run its processes are killed, too.
        return subprocess.Popen(
            command, env=setting, stdout=out, stderr=out, start_new_session=True
        )


def outputs(home: Path) -> dict[str, bytes]:
    files = sorted(path for path in (home / "outputs").rglob("*") if path.is_file())
    return {path.relative_to(home).as_posix(): path.read_bytes() for path in files}


def cells(path: Path) -> dict[str, list[tuple[object, ...]]]:
    return {s.title: [*s.iter_rows(values_only=True)] for s in load_workbook(path).worksheets}


def test_a_run_killed_at_twenty_moments_and_run_again_gives_what_one_run_gives(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    record_property("tried", KILLS)
    whole = laid_out(tmp_path / "whole", COMMUNES)
    begun = time.perf_counter()
    assert started(whole).wait(HANGS) == 0
    lasts = time.perf_counter() - begun
    torn = tmp_path / "torn"
    shutil.copytree(whole, torn, ignore=shutil.ignore_patterns("outputs", "reconcile.db*"))
    chance = random.Random(20261129)  # noqa: S311 - moments, not secrets
    killed = 0
    for _ in range(KILLS):
        run = started(torn)
        time.sleep(chance.uniform(0.1, 0.6) * lasts)
        killed += run.poll() is None
        with suppress(ProcessLookupError):  # it was done
            os.killpg(run.pid, 9)
        run.wait()
        # Else all are done after a few, and nothing is left to be killed at.
        made = sorted((torn / "outputs").rglob("*.*"))
        for path in chance.sample(made, len(made) // 2):
            path.unlink()
    assert killed > KILLS // 2, "hardly a run was killed amid its work"
    assert started(torn).wait(HANGS) == 0
    assert outputs(torn).keys() == outputs(whole).keys()
    for name, content in outputs(whole).items():
        if (torn / name).read_bytes() != content:
            assert name.endswith(".xlsx")
            assert cells(torn / name) == cells(whole / name)


def broken(path: Path, way: int) -> None:
    """Break a file in one of ten ways."""
    data = path.read_bytes()
    ways = (
        b"",
        data[:100],
        data[: len(data) // 2],
        data[:-30],
        b"PK\x03\x04" + b"\0" * 500,
        b"<html><body>403</body></html>",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
        random.Random(way).randbytes(4000),  # noqa: S311 - rubbish, no secret
        data.replace(b"xl/workbook.xml", b"xl/workbookxxml"),
        b"\0" * 2000,
    )
    path.write_bytes(ways[way])


def test_ten_files_of_a_hundred_and_fifty_broken_in_ten_ways_are_ten_findings(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    record_property("tried", BROKEN)
    home = laid_out(tmp_path, SENT)
    for way in range(BROKEN):
        broken(home / f"inputs/lower/{15 * way:03}.xlsx", way)
    assert started(home).wait(HANGS) == 0
    assert len([*home.glob("outputs/result/*.json")]) == SENT - BROKEN
    rows = cells(home / "outputs/tong-hop.xlsx")["Sai lệch"]
    told = {row for row in rows for file in row if str(file).endswith(".xlsx") and not row[1]}
    assert len(told) == BROKEN
    assert started(home, "--strict").wait(HANGS) == 1
