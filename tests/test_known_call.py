"""A call on a folder in which nothing has changed: what the same call showed is shown again."""

import os
import shutil
import sqlite3
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import click
import pytest

from office import workbook
from reconcile.cli import known_call
from reconcile.store import known_calls
from reconcile.store.known_calls import NAME
from test_cli import LOWER, UPPER
from test_startup import loaded
from typed import Done, reconcile

SAME = "Không có gì thay đổi từ lần chạy trước."
STATUS = "Nội dung nhiệm vụ;Đơn vị;Trạng thái\nXây dựng đường liên thôn;UBND xã An Bình;{}\n"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a small folder; its files need not grow old first."""
    monkeypatch.setattr(known_calls, "_TICK", 0)
    return small_folder(tmp_path / "xã")


def small_folder(folder: Path) -> Path:
    """Make a folder of one upper plan and one lower plan, whose commune tells how far it is."""
    for part, plan in (("upper", UPPER), ("lower", LOWER)):
        (folder / "inputs" / part).mkdir(parents=True)
        workbook(folder / "inputs" / part / "kế hoạch.xlsx", plan)
    told(folder, "Đang làm")
    (folder / "reconcile.toml").write_text("[documents]\nkinds = []\n", "utf-8")
    return folder


def told(folder: Path, word: str) -> None:
    """Let a commune say how far it is."""
    path = folder / "inputs/status/xã An Bình 20-11-2026.csv"
    path.parent.mkdir(exist_ok=True)
    path.write_text(STATUS.format(word), "utf-8-sig")


def ran(home: Path) -> None:
    """Run twice: of the first run every output is new."""
    for _ in range(2):
        reconcile("run", home)


def is_known(done: Done) -> bool:
    return SAME in done.stderr


@pytest.mark.parametrize("words", [("run",), ("track",), ("track", "--period", "tuan", "--strict")])
def test_what_is_shown_again_is_what_the_work_would_show(
    home: Path, words: tuple[str, ...]
) -> None:
    if words[0] == "run":
        # Of the first run every output is new; `track` looks once more by itself.
        reconcile(*words, home)
    first = reconcile(*words, home)
    again = reconcile(*words, home)
    assert [is_known(first), is_known(again)] == [False, True]
    (home / NAME).unlink()
    worked = reconcile(*words, home)
    assert not is_known(worked)
    assert (again.stdout, again.returncode) == (worked.stdout, worked.returncode)
    assert "(0 tệp mới ghi" in again.stdout


@pytest.mark.slow
def test_a_call_that_is_known_loads_nothing_but_the_command_line(home: Path) -> None:
    # In a process of its own the clock counts.
    time.sleep(2)
    shown, again = loaded("track", home), loaded("track", home)
    heavy = {"openpyxl", "docx", "numpy", "jinja2", "msgspec", "rich", "sqlite3", "PIL"}
    assert shown & heavy
    assert again & heavy == set()


def _edit_output(home: Path) -> None:
    path = home / "outputs/tong-hop.json"
    path.write_text(path.read_text("utf-8").replace("An Bình", "An Vĩnh"), "utf-8")


def _answer(home: Path) -> None:
    with sqlite3.connect(home / "reconcile.db") as database:
        database.execute("CREATE TABLE noted (answer TEXT)")
    database.close()


CHANGES: dict[str, Callable[[Path], object]] = {
    "a status of as many letters": lambda home: told(home, "Đã xong "[:8]),
    "a further plan": lambda home: workbook(
        home / "inputs/lower/b.xlsx", LOWER.replace("AN BÌNH", "B")
    ),
    "the plan sent again": lambda home: shutil.copy(
        home / "inputs/lower/kế hoạch.xlsx", home / "inputs/lower/kế hoạch (1).xlsx"
    ),
    "a setting": lambda home: (home / "reconcile.toml").write_text("", "utf-8"),
    "an output edited by a person": _edit_output,
    "an output removed": lambda home: (home / "outputs/tong-hop.xlsx").unlink(),
    "what is known of the folder": _answer,
    "the database removed": lambda home: (home / "reconcile.db").unlink(),
    "only the time of a plan": lambda home: os.utime(home / "inputs/lower/kế hoạch.xlsx"),
    "a new folder": lambda home: (home / "inputs/lower/mới").mkdir(),
    "an answer written without a trace in size and time": lambda home: _retype(
        next((home / "outputs/review").glob("*.xlsx"))
    ),
    "a plan put in the place of another, of its size and time": lambda home: _put_in_place(
        home / "inputs/lower/kế hoạch.xlsx"
    ),
    "a setting of as many letters, its time kept": lambda home: _retype(home / "reconcile.toml"),
    "a database copied back": lambda home: _put_in_place(home / "reconcile.db"),
    "an output in another folder": lambda home: (home / "outputs/tong-hop.xlsx").rename(
        home / "tong-hop.xlsx"
    ),
    "a template of one's own": lambda home: (home / "templates").mkdir(),
    "a list of units": lambda home: workbook(home / "don-vi.xlsx", "Tên đơn vị\nUBND xã An Bình"),
}


def _retype(path: Path) -> None:
    """Write a file again in its place, as large and as old as it was."""
    there = path.stat()
    with path.open("r+b") as opened:
        opened.write(opened.read(1))
    os.utime(path, ns=(there.st_atime_ns, there.st_mtime_ns))


def _put_in_place(path: Path) -> None:
    """Put a copy of a file in its place, with all that can be copied."""
    shutil.copy2(path, path.with_name("copy"))
    path.with_name("copy").replace(path)


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_whatever_changes_the_work_is_done_anew(
    home: Path, change: Callable[[Path], object]
) -> None:
    ran(home)
    assert is_known(reconcile("run", home))
    change(home)
    assert not is_known(reconcile("run", home))


def test_another_day_another_option_and_another_program_are_other_calls(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran(home)
    assert is_known(reconcile("run", home))
    assert not is_known(reconcile("run", "--as-of", "02/01/2027", home))

    class Tomorrow(date):
        @classmethod
        def today(cls) -> "Tomorrow":
            return cls(2031, 5, 6)

    ran(home)
    with monkeypatch.context() as patched:
        patched.setattr(known_call, "date", Tomorrow)
        assert not is_known(reconcile("run", home))
    ran(home)
    assert is_known(reconcile("run", home))
    monkeypatch.setattr(known_calls, "_PROGRAM", Path(__file__).parent)
    assert not is_known(reconcile("run", home))


def test_run_and_track_of_one_state_are_both_known(home: Path) -> None:
    for word in ("run", "track", "run", "run", "track"):
        reconcile(word, home)
    assert [is_known(reconcile(word, home)) for word in ("run", "track", "run")] == [True] * 3


def test_what_could_not_be_read_is_tried_each_time(home: Path) -> None:
    (home / "inputs/lower/hỏng.xlsx").write_bytes(b"PK, and no more")
    ran(home)
    assert not is_known(reconcile("run", home))
    assert not (home / NAME).exists()


def test_a_file_saved_while_the_clock_cannot_tell_it_or_only_linked_to_is_never_known(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(known_calls, "_TICK", 3600 * 10**9)
    ran(home)
    assert not is_known(reconcile("run", home))
    monkeypatch.setattr(known_calls, "_TICK", 0)
    (home / "inputs/elsewhere").symlink_to(home.parent)
    ran(home)
    assert not is_known(reconcile("run", home))


def test_a_folder_called_as_what_is_kept_may_hold_plans(home: Path) -> None:
    within = home / "inputs/lower" / NAME
    within.mkdir()
    ran(home)
    assert is_known(reconcile("run", home))
    workbook(within / "b.xlsx", LOWER.replace("AN BÌNH", "BÌNH AN"))
    assert not is_known(reconcile("run", home))


def test_a_template_of_the_program_that_was_mended_is_used(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for place in ("program/templates", "templates"):
        monkeypatch.setattr(known_calls, "_PROGRAM", tmp_path / "program")
        template = tmp_path / place / "bao-cao.docx"
        template.parent.mkdir(parents=True)
        template.write_bytes(b"as shipped")
        ran(home)
        assert is_known(reconcile("run", home))
        template.write_bytes(b"mended")
        assert not is_known(reconcile("run", home))


def test_a_library_that_was_installed_makes_another_call(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran(home)
    assert is_known(reconcile("run", home))
    (tmp_path / "libraries/click").mkdir(parents=True)
    monkeypatch.setattr(click, "__file__", str(tmp_path / "libraries/click/__init__.py"))
    assert not is_known(reconcile("run", home))
