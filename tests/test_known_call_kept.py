"""What is kept of a call: never believed where it may be wrong, and in nobody's way."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, redirect_stderr
from datetime import date
from hashlib import sha256
from io import StringIO
from pathlib import Path
from types import SimpleNamespace

import pytest

from effort import HANGS
from pages import browser, whole_folder
from reconcile.cli import known_call
from reconcile.store import known_calls
from reconcile.store.known_calls import NAME
from test_known_call import is_known, ran, small_folder, told
from test_page_states import enter
from typed import reconcile


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a small folder; its files need not grow old first."""
    monkeypatch.setattr(known_calls, "_TICK", 0)
    return small_folder(tmp_path / "xã")


def test_where_times_are_even_seconds_nothing_is_ever_known(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As FAT tells them: an answer on the page leaves the database as large and as old as it was.
    def told_coarsely(path: str) -> SimpleNamespace:
        said, two = os.lstat(path), 2 * 10**9
        coarse = {name: getattr(said, name) // two * two for name in ("st_mtime_ns", "st_ctime_ns")}
        fine = {name: getattr(said, name) for name in ("st_mode", "st_size", "st_ino")}
        return SimpleNamespace(**fine, **coarse)

    coarse = SimpleNamespace(**{**vars(os), "lstat": told_coarsely})
    monkeypatch.setattr(known_calls, "os", coarse)
    ran(home)
    reconcile("track", home)
    assert not is_known(reconcile("run", home))
    assert not is_known(reconcile("track", home))


def test_on_windows_whose_times_a_program_may_set_nothing_is_ever_known(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran(home)
    assert is_known(reconcile("run", home))
    monkeypatch.setattr(known_calls, "sys", SimpleNamespace(platform="win32", version=""))
    assert not is_known(reconcile("run", home))


def test_a_day_that_ends_while_the_work_is_done_is_not_kept(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Midnight(date):
        @classmethod
        def today(cls) -> "Midnight":
            return days.pop(0) if days[1:] else days[0]

    sixth, seventh = Midnight(2031, 5, 6), Midnight(2031, 5, 7)
    days = [sixth]
    ran(home)
    monkeypatch.setattr(known_call, "date", Midnight)
    days[:] = [sixth, seventh]
    reconcile("run", home)
    days[:] = [sixth]
    assert not is_known(reconcile("run", home))
    assert is_known(reconcile("run", home))


def _kept(state: object, calls: object, mark: str = "") -> bytes:
    said = json.dumps({"state": state, "calls": calls}).encode()
    return (mark or sha256(said).hexdigest()).encode() + b"\n" + said


def _calls(home: Path) -> tuple[str, list[str]]:
    said = json.loads((home / NAME).read_bytes().partition(b"\n")[2])
    return said["state"], list(said["calls"])


OTHERS: dict[str, Callable[[Path, str, list[str]], bytes]] = {
    "cut": lambda path, *_: path.read_bytes()[:-9],
    "empty": lambda *_: b"",
    "twice": lambda path, *_: path.read_bytes() * 2,
    "one letter another": lambda path, *_: path.read_bytes().replace(b"2026", b"2025"),
    "of another form": lambda *_: b"[1]",
    "nested without end": lambda *_: (
        sha256(b"[" * 200_000).hexdigest().encode() + b"\n" + b"[" * 200_000
    ),
    "an endless number": lambda _, state, calls: _kept(
        state, {calls[0]: ["Đã xong", float("inf")]}
    ),
    "no exit code": lambda _, state, calls: _kept(state, {calls[0]: ["Đã xong", 10**30]}),
    "no text": lambda _, state, calls: _kept(state, {calls[0]: [None, 0]}),
    "commands": lambda _, state, calls: _kept(state, {calls[0]: ["\x1b[2J\x1b]0;x\x07Đã xong", 0]}),
    "signs of control": lambda _, state, calls: _kept(state, {calls[0]: ["\x9b2JĐã xong\r", 0]}),
}


@pytest.mark.parametrize("other", OTHERS.values(), ids=OTHERS)
def test_what_was_kept_and_is_damaged_or_commands_the_screen_is_not_shown(
    home: Path, other: Callable[[Path, str, list[str]], bytes]
) -> None:
    ran(home)
    worked = reconcile("run", home)
    assert is_known(worked)
    (home / NAME).write_bytes(other(home / NAME, *_calls(home)))
    done = reconcile("run", home)
    assert not is_known(done)
    assert (done.returncode, done.stdout) == (0, worked.stdout)
    assert is_known(reconcile("run", home))


def test_what_was_kept_of_no_state_is_no_state(home: Path) -> None:
    ran(home)
    (home / NAME).write_bytes(_kept("", {_calls(home)[1][0]: ["Đã xong", 0]}))
    (home / "inputs/lower/x").symlink_to(home.parent)
    assert not is_known(reconcile("run", home))


def test_something_else_in_the_place_of_what_is_kept_is_in_nobodys_way(home: Path) -> None:
    ran(home)
    (home / NAME).unlink()
    os.mkfifo(home / NAME)
    done = subprocess.run(
        [sys.executable, "-m", "reconcile", "run", home], check=False, timeout=HANGS
    )
    assert done.returncode == 0
    (home / NAME).unlink()
    (home / NAME).mkdir()
    assert reconcile("run", home).returncode == 0


def test_what_a_killed_call_left_half_written_is_removed(home: Path) -> None:
    ran(home)
    left = home / f"~{NAME}.4194999-1.tmp"
    left.write_text("{")
    ran(home)
    assert not left.exists()
    assert is_known(reconcile("run", home))


def test_an_answer_that_comes_in_while_track_looks_again_is_shown(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def meanwhile(stream: StringIO) -> AbstractContextManager[StringIO]:
        told(home, "Đã hoàn thành")
        return redirect_stderr(stream)

    monkeypatch.setattr(known_call, "redirect_stderr", meanwhile)
    done = reconcile("track", home)
    assert "Có thay đổi trong khi đang chạy" in done.stderr
    assert done.stdout.count("Tiến độ đến ngày") == 2
    assert is_known(reconcile("track", home)) or is_known(reconcile("track", home))


def test_it_needs_no_place_to_stand_in(home: Path) -> None:
    gone = home.parent / "gone"
    gone.mkdir()
    code = "import os, sys; os.rmdir(os.getcwd()); from reconcile.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code, "run", home],
        cwd=gone,
        check=False,
        capture_output=True,
        text=True,
        timeout=HANGS,
    )
    assert (done.returncode, "ngoài dự kiến" in done.stderr) == (0, False), done.stderr


def test_the_work_is_done_though_nothing_can_be_shown(home: Path) -> None:
    code = "import sys; sys.stdout = None; from reconcile.cli import main; main()"
    subprocess.run([sys.executable, "-c", code, "run", home], check=False, timeout=HANGS)
    assert (home / "outputs/tong-hop.json").exists()


def test_answers_on_an_open_page_or_from_a_file_are_never_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(known_calls, "_TICK", 0)
    there, other = whole_folder(tmp_path / "a"), whole_folder(tmp_path / "b")
    for folder in (there, other):
        for word in ("run", "track", "run", "track"):
            reconcile(word, folder)
        assert is_known(reconcile("run", folder))
        assert is_known(reconcile("track", folder))
    page = browser(there)
    page.answer("Tuyên truyền", "yes")
    answered = reconcile("run", there)
    assert not is_known(answered)
    assert answered.stdout != reconcile("run", other).stdout
    reconcile("track", there)
    assert enter(page, "Rà soát hộ nghèo", "done")[0] == 200
    assert not is_known(reconcile("track", there))
    answers = tmp_path / "ý kiến.csv"
    assert reconcile("decisions", "export", answers, there).returncode == 0
    assert is_known(reconcile("run", other))
    assert reconcile("decisions", "import", answers, other).stdout.startswith("Đã nhập 1")
    assert not is_known(reconcile("run", other))
