"""Every point at which a work may be killed or its disk may fail, tried one by one by strace."""

import re
import shutil
import sqlite3
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import IO

from crash_work import BROKEN
from office import workbook
from reconcile.store.database import NAME

WORKER = Path(__file__).with_name("crash_work.py")
MOVES = ("rename", "renameat", "renameat2")
FLUSHES = ("fsync", "fdatasync")
WRITES = ("write", "pwrite64")
SEEN = (*MOVES, *FLUSHES, *WRITES, "ftruncate", "unlink", "unlinkat", "fcntl")
HARMS = ("signal=SIGKILL", "error=ENOSPC", "error=EIO")
KILLED = -9
AGAIN = {"answer": 2}
"""Works that are done more than once before they are compared: a page remembers where the tasks
stand when it is opened, and so what an answer changed when it is opened the next time."""
_LINE = re.compile(r"(?:(?P<thread>\d+) +)?(?P<call>\w+)\((?P<said>.*)")
_PATH = re.compile(r'<(?P<open>/[^>]*)>|"(?P<named>[^"]*)"')
_OCTAL = re.compile(rb"\\([0-7]{1,3})")
_TRIAL = re.compile(r"~(?P<name>.+)\.[a-z0-9]+\.\d+-\d+\.tmp$")
_BEGINS = re.compile(r"F_SETLK, {l_type=F_WRLCK, .*l_start=120,")
"""The lock of who writes to SQLite's log ahead, taken before each transaction that writes."""
_TABLES = ("decision", "run", "successor", "unit_now", "unit_called", "workbook",
           "status_delivery", "status_entry", "progress_report")  # fmt: skip
"""All but the cache, which comes of the inputs again."""


@dataclass(frozen=True)
class Call:
    """A call of the system that a work made."""

    name: str
    number: int
    """Which of that name it was in its thread."""
    paths: tuple[str, ...]
    """In the working folder; under a temporary name, that of the output."""
    trials: tuple[str, ...]
    """The same as they are."""
    begins: bool = False
    """Whether a transaction begins with it."""


@dataclass(frozen=True)
class Point:
    """A call, and what is done to the work there."""

    call: Call
    harm: str

    def __str__(self) -> str:
        return f"{self.harm} {self.call.name} {self.call.number} {self.call.paths}"


@dataclass
class Tried:
    """What came of all points of a work."""

    points: int = 0
    reached: int = 0
    wrong: dict[str, list[str]] = field(default_factory=dict)
    """What came out otherwise, by the point."""


class NotTracedError(Exception):
    """strace is not there, or may not do its work here."""


class Crashes:
    """Works on copies of prepared folders, undisturbed or harmed at one point."""

    def __init__(self, home: Path, server: subprocess.Popen[str]) -> None:
        self.home = home
        self.server = server
        self._undisturbed: dict[tuple[Path, int], dict[str, str]] = {}

    @cached_property
    def base(self) -> Path:
        """The folder after a first run."""
        folder = plans(self.home / "base")
        self.warm("run", folder)
        return folder

    def warm(self, work: str, folder: Path) -> None:
        """Do a work in the process that all others are forked from, so that they begin soon."""
        self._say(f"{work} here {folder}")
        assert self._hear() == "ended 0\n"

    def begin(self, work: str, folder: Path, fault: str = "none") -> int:
        """Have a work wait for its start; returns the number of its process."""
        self._say(f"{work} {fault} {folder}")
        return int(self._hear())

    def go_on(self) -> int:
        """Let the work that waits begin, and return what it ends with."""
        self._say("go")
        return int(self._hear().removeprefix("ended "))

    def done(self, work: str, folder: Path, fault: str = "none") -> int:
        """Do a work undisturbed."""
        self.begin(work, folder, fault)
        return self.go_on()

    def traced(
        self, work: str, folder: Path, fault: str = "none", harm: str = ""
    ) -> tuple[int, str]:
        """Do a work under strace; returns what it ended with, and the trace."""
        trace = self.home / "trace"
        process = self.begin(work, folder, fault)
        call = ["strace", "-f", "-y", "-s", "0", "-o", str(trace), "-p", str(process)]
        call += ["-e", "trace=" + ",".join(f"?{name}" for name in SEEN)]
        call += ["-e", f"inject={harm}"] if harm else []
        with subprocess.Popen(call, stderr=subprocess.PIPE, encoding="utf-8") as tracer:
            assert tracer.stderr is not None
            said = tracer.stderr.readline()
            code = self.go_on()
        if "attached" not in said:
            raise NotTracedError(said.strip())
        return code, trace.read_text("utf-8", errors="replace")

    def copy(self, prepared: Path) -> Path:
        """Lay out a folder as it was prepared."""
        folder = self.home / "folder"
        shutil.rmtree(folder, ignore_errors=True)
        return Path(shutil.copytree(prepared, folder))

    def calls(self, work: str, prepared: Path, fault: str = "none") -> list[Call]:
        """List what a work does to files of its folder, undisturbed."""
        folder = self.copy(prepared)
        code, trace = self.traced(work, folder, fault)
        assert code == 0
        return list(calls_in(trace, folder))

    def tried(
        self, work: str, prepared: Path, points: Iterable[Point], fault: str = "none"
    ) -> Tried:
        """Harm a work at each point, and hold what a clean one leaves to an undisturbed one."""
        once, before, tried = self._due(work, prepared, 1), outputs(prepared), Tried()
        clean = AGAIN.get(work, 1)
        due = self._due(work, prepared, clean)
        for point in points:
            folder = self.copy(prepared)
            harm = f"{point.call.name}:{point.harm}:when={point.call.number}"
            code, trace = self.traced(work, folder, fault, harm)
            tried.points += 1
            tried.reached += code == KILLED or "(INJECTED)" in trace
            wrong = [*half_written(folder, before, once)]
            if code == BROKEN:
                wrong.append("a traceback")
            if code == 0 and (lacks := differences(state(folder), once)):
                wrong.append(f"told as done: {lacks}")
            if any(again := [self.done(work, folder, fault) for _ in range(clean)]):
                wrong.append(f"a clean one ended with {again}")
            wrong += differences(state(folder), due)
            if wrong:
                tried.wrong[f"{work}: {point}"] = wrong
        return tried

    def _due(self, work: str, prepared: Path, times: int) -> dict[str, str]:
        """Return what a work leaves that nothing disturbs, done so many times."""
        if (prepared, times) not in self._undisturbed:
            folder = self.copy(prepared)
            assert [self.done(work, folder) for _ in range(times)] == [0] * times
            self._undisturbed[prepared, times] = state(folder)
        return self._undisturbed[prepared, times]

    def _say(self, line: str) -> None:
        assert self.server.stdin is not None
        self.server.stdin.write(f"{line}\n")
        self.server.stdin.flush()

    def _hear(self) -> str:
        assert self.server.stdout is not None
        said = self.server.stdout.readline()
        assert said, "the works have come to an end"
        return said


UPPER = """
| UBND TỈNH HÀ SƠN |
| Kế hoạch số 186/KH-UBND ngày 20/10/2026 |
| STT | Nội dung nhiệm vụ | Văn bản giao nhiệm vụ | Thời hạn | Chủ trì |
| 1 | Số hóa hồ sơ hộ tịch còn hiệu lực | 12-TB/TU | 15/12/2026 | UBND cấp xã |
| 2 | Rà soát hộ nghèo, hộ cận nghèo cuối năm trên địa bàn | 80/QĐ-UBND | 30/11/2026 | UBND cấp xã |
| 3 | Tuyên truyền phòng, chống cháy rừng mùa khô | 82/QĐ-UBND | 30/12/2026 | UBND cấp xã |
"""
LOWER = """
| UBND XÃ {name} |
| STT | Nội dung nhiệm vụ | Căn cứ | Thời gian hoàn thành | Đơn vị chủ trì |
| 1 | Số hóa hồ sơ hộ tịch | 12-TB/TU | 10/12/2026 | Văn phòng |
| 2 | Họp thôn tuyên truyền về rừng và nước sạch | | 20/12/2026 | Phòng Kinh tế |
"""
SETTINGS = '[run]\nas_of = 2026-11-20\n[documents]\nkinds = ["cong-van"]\n'
COMMUNES = ("AN BÌNH", "PHÚ LỘC", "VĨNH HẠ")


def plans(home: Path) -> Path:
    """Lay out the plans of three communes and of their province."""
    for part in ("inputs/upper", "inputs/lower", "inputs/status"):
        (home / part).mkdir(parents=True)
    (home / "reconcile.toml").write_text(SETTINGS, "utf-8")
    workbook(home / "inputs/upper/tinh.xlsx", UPPER)
    for name in COMMUNES:
        workbook(home / f"inputs/lower/{name}.xlsx", LOWER.replace("{name}", name))
    return home


@contextmanager
def crashes(home: Path) -> Iterator[Crashes]:
    """Start the process that works are forked from."""
    if shutil.which("strace") is None:
        raise NotTracedError("strace is not installed")
    with subprocess.Popen(
        [sys.executable, str(WORKER)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    ) as server:
        yield Crashes(home, server)
        _closed(server.stdin)


def _closed(stream: IO[str] | None) -> None:
    if stream is not None:
        stream.close()


def calls_in(trace: str, folder: Path) -> Iterator[Call]:
    """Read a trace: the calls that are on files of the folder, in their order."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for line in trace.splitlines():
        hit = _LINE.match(line)
        if not hit or hit["call"] not in SEEN:
            continue
        count = counts[hit["thread"] or ""]
        count[hit["call"]] += 1
        found = [
            _plain(each["open"] or each["named"] or "") for each in _PATH.finditer(hit["said"])
        ]
        trials = tuple(each for path in found if (each := _inside(path, folder)))
        if trials and "ENOENT" not in line:
            paths = tuple(_TRIAL.sub(lambda trial: trial["name"], each) for each in trials)
            begins = hit["call"] == "fcntl" and bool(_BEGINS.search(line))
            if begins or hit["call"] != "fcntl":
                yield Call(hit["call"], count[hit["call"]], paths, trials, begins)


def points_of(calls: Iterable[Call]) -> Iterator[Point]:
    """Choose where a work is harmed: at each call, but of the writes of each file at three of them.

    Where a transaction begins, between two of them, a work is only killed.
    """
    writes: dict[tuple[str, ...], list[Call]] = defaultdict(list)
    chosen: list[Call] = []
    for call in calls:
        (writes[call.paths] if call.name in WRITES else chosen).append(call)
    for of_file in writes.values():
        chosen += dict.fromkeys((of_file[0], of_file[len(of_file) // 2], of_file[-1]))
    for call in chosen:
        yield from (Point(call, harm) for harm in (HARMS[:1] if call.begins else HARMS))


def unflushed(calls: Iterable[Call]) -> list[str]:
    """List the files that got their names before the disk held what was written to them."""
    dirty: set[str] = set()
    early: list[str] = []
    for call in calls:
        if call.name in (*WRITES, "ftruncate"):
            dirty.update(call.trials)
        elif call.name in FLUSHES:
            dirty.difference_update(call.trials)
        elif call.name in MOVES and call.trials[0] in dirty:
            early.append(call.paths[-1])
    return early


def outputs(folder: Path) -> dict[str, str]:
    """Return the hashes of all outputs by their paths, temporary names apart."""
    return {
        path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in sorted((folder / "outputs").rglob("*"))
        if path.is_file() and not _TRIAL.fullmatch(path.name)
    }


def state(folder: Path) -> dict[str, str]:
    """Return all that is held against an undisturbed work: outputs, and what the database keeps."""
    found = outputs(folder)
    if not (folder / NAME).exists():
        return found
    with closing(sqlite3.connect(folder / NAME)) as database:
        for table in _TABLES:
            rows = database.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall()  # noqa: S608 - a name of ours
            found |= {f"{table} {at}": repr(row) for at, row in enumerate(rows)}
        # A plan that somebody saw may be kept that nobody needed: that is no harm.
        seen = "SELECT DISTINCT seen FROM decision JOIN seen_plan ON seen = fingerprint"
        found |= {f"seen {mark}": "" for (mark,) in database.execute(seen)}
        known = "SELECT path, sha256, made_from FROM output ORDER BY id"
        lying = {path: repr(row) for path, *row in database.execute(known)}
        found |= {f"output {path}": row for path, row in lying.items() if path in found}
        found["sound"] = str(database.execute("PRAGMA integrity_check").fetchone())
    return found


def differences(found: dict[str, str], due: dict[str, str]) -> list[str]:
    """List what is not as it is due."""
    every = sorted({*found, *due})
    return [f"{name}: not as undisturbed" for name in every if found.get(name) != due.get(name)]


def half_written(folder: Path, before: dict[str, str], due: dict[str, str]) -> Iterator[str]:
    """Yield the outputs that are neither as they were nor as they are to be."""
    for name, digest in outputs(folder).items():
        if digest not in (before.get(name), due.get(name)):
            yield f"{name}: neither the old nor the new one"


def _plain(path: str) -> str:
    """Read a path as strace writes it: letters beyond ASCII in octal."""
    raw = path.encode("utf-8", "surrogateescape")
    return _OCTAL.sub(lambda hit: bytes([int(hit[1], 8)]), raw).decode("utf-8", "replace")


def _inside(path: str, folder: Path) -> str:
    """Return a path in a folder; empty for one elsewhere."""
    start = f"{folder}/"
    return path.removeprefix(start) if path.startswith(start) else ""
