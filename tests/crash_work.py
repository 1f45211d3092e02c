"""Works of the program, each in a child forked for it: ``WORK FAULT FOLDER`` line by line.

The parent has loaded everything, so that a work costs only itself. A child says its number and
waits for a line before it begins, so that strace can take hold of it; the parent says how it ended.
"""

import ctypes
import datetime as dt
import os
import signal
import sys
from collections.abc import Callable
from contextlib import nullcontext, redirect_stderr, redirect_stdout
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Any
from unittest.mock import patch

import reconcile.run.writing.outputs
import reconcile.store.decisions
import reconcile.store.outputs
from reconcile.cli.main import main
from reconcile.errors import OutputError, ReconcileError
from reconcile.store.files import Files

BROKEN = 98
"""What a work ends with that ended in a traceback."""
PTRACER, ANYBODY = 0x59616D61, ctypes.c_ulong(-1)
"""Of prctl: who may trace a process, where only its parents may."""
ANSWERED = "Tuyên truyền"


class Clock(dt.datetime):
    """The same moment always: a work that is done again gives the same bytes."""

    day = 20

    @classmethod
    def now(cls, tz: dt.tzinfo | None = None) -> "Clock":
        return cls(2026, 11, cls.day, 8, 0, 0, tzinfo=tz)


def command(*words: str) -> Callable[[Path], None]:
    def work(folder: Path) -> None:
        with patch.object(sys, "argv", ["reconcile", "--debug", *words, str(folder)]):
            main()

    return work


def answer(folder: Path) -> None:
    """Answer on the page, as a browser does, and let the unit be settled by it."""
    from pages import HOST, Browser  # noqa: PLC0415 - flask is not for every test
    from reconcile.web.app import create_app, kept_site  # noqa: PLC0415 - the same

    app = create_app(folder, [HOST])
    app.config["TESTING"] = False
    kept_site(app).desk.read()
    try:
        told = Browser(app, app.test_client()).answer(ANSWERED, "yes", note="đã hỏi xã")
    except AssertionError:  # the page shows no task to answer, but what failed
        raise SystemExit(5) from None
    if told.status_code != 200:
        raise SystemExit(5)


def take_in(folder: Path) -> None:
    command("decisions", "import", str(folder / "y-kien.csv"))(folder)


WORKS: dict[str, Callable[[Path], None]] = {
    "first": command("run", "--jobs", "1"),
    "run": command("run", "--jobs", "1"),
    "report": command("report", "--kind", "cong-van"),
    "track": command("track"),
    "import": take_in,
    "form": command("form"),
    "answer": answer,
}


def unflushed() -> Any:
    """Plant a rename before the disk holds what is renamed."""
    return patch.object(os, "fsync", lambda _: None)


def believed() -> Any:
    """Plant that an output counts as made once it is recorded, and nobody looks whether it is."""
    look = reconcile.store.outputs._state  # noqa: SLF001 - what looks is left out

    def recorded(database: Any, files: Files, name: str, made_from: str) -> str:
        asked = "SELECT 1 FROM output WHERE path = ? AND made_from = ?"
        if database.execute(asked, (name, made_from)).fetchone():
            return "current"
        return look(database, files, name, made_from)

    return patch.object(reconcile.store.outputs, "_state", recorded)


def swallowed() -> Any:
    """Plant an output that could not be written, and nobody says so."""
    place = reconcile.store.outputs.place

    def quiet(database: Any, files: Files, name: str, *more: Any) -> Any:
        try:
            return place(database, files, name, *more)
        except OutputError:
            return reconcile.store.outputs.Placed(files.folder / name, written=True)

    return patch.object(reconcile.run.writing.outputs, "place", quiet)


def earlier() -> Any:
    """No fault: what a folder begins with was done before."""
    return patch.object(Clock, "day", 10)


FAULTS: dict[str, Callable[[], Any]] = {
    "none": nullcontext,
    "earlier": earlier,
    "unflushed": unflushed,
    "believed": believed,
    "swallowed": swallowed,
}


def child(work: str, fault: str, folder: Path) -> int:
    """Do a work here, once somebody says so, and return what it ends with."""
    ctypes.CDLL(None).prctl(PTRACER, ANYBODY, 0, 0, 0)
    print(os.getpid(), flush=True)  # noqa: T201 - who asked reads it
    sys.stdin.readline()
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    return done(work, fault, folder)


def warm(work: str, folder: Path) -> int:
    """Do a work here, so that what it loads is there for every child."""
    streams = [TextIOWrapper(BytesIO(), "utf-8") for _ in range(2)]
    with redirect_stdout(streams[0]), redirect_stderr(streams[1]):
        return done(work, "earlier", folder)


def done(work: str, fault: str, folder: Path) -> int:
    """Do a work at the moment that all of them are done, and return what it ends with."""
    try:
        with patch.object(reconcile.store.decisions, "datetime", Clock), FAULTS[fault]():
            WORKS[work](folder)
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else 0
    except ReconcileError as error:
        return error.exit_code
    except BaseException:  # noqa: BLE001 - whatever it is, it is no answer of the program
        return BROKEN
    return 0


def serve() -> None:
    """Do one work after the other, each in a child."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    while line := sys.stdin.readline():
        work, fault, folder = line.rstrip("\n").split(" ", 2)
        if fault == "here":
            print("ended", warm(work, Path(folder)), flush=True)  # noqa: T201 - who asked reads it
            continue
        made = os.fork()
        if made == 0:
            os._exit(child(work, fault, Path(folder)))
        _, status = os.waitpid(made, 0)
        print("ended", os.waitstatus_to_exitcode(status), flush=True)  # noqa: T201 - as above


if __name__ == "__main__":
    serve()
