"""A call on a folder in which nothing has changed: what the same call showed is shown again."""

import os
import shutil
import sys
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout, suppress
from datetime import date
from io import StringIO, TextIOBase
from pathlib import Path
from typing import NamedTuple

import click

from reconcile.store.known_calls import ShownBefore, keep_shown, recall_shown, state_of

_SCREEN = ("TERM", "COLORTERM", "NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES")
"""Variables by which rich decides how to print."""


class Ended(NamedTuple):
    """How the work of a call ended."""

    status: int = 0
    lasting: bool = False
    """Whether a folder in which nothing changes gives the same the next time."""


def unless_known(folder: Path, work: Callable[[], Ended], *, look_again: bool = False) -> None:
    """Show again what the same call showed of a folder where nothing has changed; else do its work.

    What a call shows is kept once it has left all as it was.

    Args:
        folder: the working folder.
        work: of the call; prints what it shows.
        look_again: whether work that has changed something is done once more, unseen, so that
            already the next call finds what to show. That reads every input twice.

    Raises:
        SystemExit: the work ended with another status than 0.

    """
    call = _call()
    if not call:
        _end(work().status)
        return
    shown = recall_shown(folder, call)
    if shown is not None:
        click.echo("Không có gì thay đổi từ lần chạy trước.", err=True)
        sys.stdout.write(shown.text)
        _end(shown.status)
        return
    before, said = state_of(folder), _Unseen(sys.stdout)
    try:
        with redirect_stdout(said):
            ended = work()
    finally:
        sys.stdout.write(said.getvalue())
        sys.stdout.flush()
    if ended.lasting:
        after = state_of(folder)
        # Past midnight another day counts than the one that the call began on.
        if after == before != "" and _call() == call:
            keep_shown(folder, call, ShownBefore(said.getvalue(), ended.status), after)
        elif look_again and after:
            ended = _look_again(folder, call, work, after) or ended
    _end(ended.status)


def _look_again(folder: Path, call: str, work: Callable[[], Ended], before: str) -> Ended | None:
    """Do the work once more, and keep what it shows where it left all as it was.

    Where it did not, something came in meanwhile, an answer perhaps: then it is shown.

    Returns:
        How the work ended that was shown; None where nothing was.

    """
    said, ended = _Unseen(sys.stdout), None
    # What stops it now is told by the next call.
    with suppress(Exception), redirect_stdout(said), redirect_stderr(StringIO()):
        ended = work()
    if ended is None or state_of(folder) == before:
        if ended and ended.lasting and _call() == call:
            keep_shown(folder, call, ShownBefore(said.getvalue(), ended.status), before)
        return None
    click.echo("Có thay đổi trong khi đang chạy; kết quả mới:", err=True)
    sys.stdout.write(said.getvalue())
    return ended


class _Unseen(StringIO):
    """Takes what is printed as if it were printed to another stream."""

    def __init__(self, stream: object) -> None:
        super().__init__()
        self._stream = stream

    @property
    def encoding(self) -> str:  # type: ignore[override]
        """Of the other stream; rich prints frames of plain signs where it lacks others."""
        return str(getattr(self._stream, "encoding", "utf-8"))

    def isatty(self) -> bool:
        """Tell whether the other stream is a terminal."""
        return bool(getattr(self._stream, "isatty", bool)())


def _call() -> str:
    """Return all that decides on what a call shows beside its folder; empty: that is not known."""
    # A program that nobody watches has no stream.
    if not isinstance(sys.stdout, TextIOBase):
        return ""
    context, day = click.get_current_context(), date.today()  # noqa: DTZ011 - the office's own day
    try:
        here = Path.cwd().as_posix()
        # Its time changes with each library that is installed.
        libraries = Path(click.__file__).parents[1].stat().st_mtime_ns
    except OSError:
        return ""
    words = (context.command.name, sorted(context.params.items()), here, libraries)
    screen = (sys.stdout.isatty(), sys.stdout.encoding, shutil.get_terminal_size())
    return repr((words, day.isoformat(), screen, [os.environ.get(name) for name in _SCREEN]))


def _end(status: int) -> None:
    """End the command with a status."""
    if status:
        sys.exit(status)
