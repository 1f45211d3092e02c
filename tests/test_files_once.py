"""A run reads each file once, opens no workbook that nobody touched, and keeps few tables alive."""

import gc
import os
import shutil
import subprocess
import sys
import weakref
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest

from office import workbook
from reconcile.review.answers import read_workbook
from reconcile.review.workbooks.grids import OpenedReview
from reconcile.review.workbooks.open_workbook import open_review
from reconcile.run.folder import run_folder
from reconcile.run.open_folder import Asked
from reconcile.run.settle import Lower
from reconcile.run.units import UnitsAtWork
from reconcile.run.workers.pool import AHEAD
from shipped import after_a_run, laid_out
from test_run_reviews import LOWER, UPPER

HOME = Path(__file__).parents[1]
JOBS = 2
MANY = 2 * (JOBS + AHEAD)
pytestmark = pytest.mark.slow


class Opens(NamedTuple):
    """The files of a working folder that a run read, and who touched the folder."""

    read: Counter[str]
    """Path in the folder → how often it was opened for reading, by any process."""
    by_workers: list[str]
    """What processes other than the first opened in the folder, in any way."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The example, one plan of each format, with a template of the user's own.

    Files of statuses are read by tracking.
    """
    home = laid_out(tmp_path / "vi du")
    shutil.rmtree(home / "inputs/status")
    for _, *others in by_format(home / "inputs/lower"):
        for path in others:
            path.unlink()
    (home / "templates").mkdir()
    shutil.copy(HOME / "templates" / "ke-hoach.docx", home / "templates")
    return home


def by_format(folder: Path) -> list[list[Path]]:
    """List the files of a folder by their endings."""
    paths = sorted(folder.iterdir())
    return [[p for p in paths if p.suffix == kind] for kind in {path.suffix for path in paths}]


def many_small_plans(home: Path) -> Path:
    """Lay out a folder of more units than the parent may hold at a time."""
    for part in ("inputs/upper", "inputs/lower"):
        (home / part).mkdir(parents=True)
    (home / "reconcile.toml").write_text("[documents]\nkinds = []\n", "utf-8")
    workbook(home / "inputs/upper/tinh.xlsx", UPPER)
    for number in range(MANY):
        lower = LOWER.replace("AN BÌNH", f"SỐ {number}")
        workbook(home / f"inputs/lower/{number}.xlsx", lower)
    return home


def audited(folder: Path) -> Opens:
    """Run the main job with several processes, every one watched."""
    listed = folder.with_name("opened.txt")
    listed.unlink(missing_ok=True)
    paths = [str(HOME / "tests" / "audit"), str(HOME)]
    setting = {**os.environ, "AUDIT": str(listed), "PYTHONPATH": os.pathsep.join(paths)}
    command = [sys.executable, "-m", "reconcile", "run", str(folder), "--jobs", str(JOBS)]
    first = subprocess.Popen(command, env=setting, stdout=subprocess.DEVNULL)
    assert first.wait() == 0
    lines = [line.split("\t") for line in listed.read_text("utf-8").splitlines()]
    inside = [
        (int(process), int(flags), Path(path).relative_to(folder).as_posix())
        for process, flags, path in lines
        if Path(path).is_relative_to(folder) and not Path(path).name.startswith("reconcile.db")
    ]
    writing = os.O_WRONLY | os.O_RDWR
    return Opens(
        Counter(path for _, flags, path in inside if not flags & writing),
        [path for process, _, path in inside if process != first.pid],
    )


def files(folder: Path, *parts: str) -> set[str]:
    """List the files in some parts of a folder."""
    found = (path for part in parts for path in (folder / part).rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix() for path in found}


def test_a_run_reads_each_file_once_and_workers_open_none(folder: Path) -> None:
    inputs = files(folder, "inputs", "templates")
    for parts in (("inputs", "templates"), ("inputs", "templates", "outputs/review")):
        opens = audited(folder)
        assert opens.by_workers == []
        assert {path: opens.read[path] for path in files(folder, *parts)} == dict.fromkeys(
            files(folder, *parts), 1
        )
        assert max(opens.read.values()) == 1
    assert inputs == files(folder, "inputs", "templates")


def test_a_review_workbook_that_nobody_touched_is_not_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = after_a_run(tmp_path)
    opened: list[str] = []

    def noted(data: bytes, file: str) -> OpenedReview:
        opened.append(file)
        return open_review(data, file)

    monkeypatch.setattr(read_workbook, "open_review", noted)
    assert run_folder(folder, Asked(jobs=1)).written == 0
    assert opened == []
    (folder / "reconcile.db").unlink()
    # The workbooks of the others lie there still, and are as many as before.
    for plan in sorted((folder / "inputs/lower").iterdir())[2:]:
        plan.unlink()
    run_folder(folder, Asked(jobs=1))
    assert len(opened) == len(files(folder, "outputs/review"))


def test_the_parent_holds_the_tables_of_few_units_at_a_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = many_small_plans(tmp_path)
    given: list[weakref.ref[Lower]] = []
    most = []
    real = UnitsAtWork.task

    def counted(units: UnitsAtWork, *args: object) -> object:
        task = real(units, *args)  # type: ignore[arg-type]  # whatever it is called with
        given.append(weakref.ref(task.lower))
        gc.collect()
        most.append(sum(each() is not None for each in given))
        return task

    monkeypatch.setattr(UnitsAtWork, "task", counted)
    run_folder(folder, Asked(jobs=JOBS))
    assert len(most) == MANY
    assert max(most) <= JOBS + AHEAD
