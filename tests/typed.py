"""Commands as a user types them: through the program's own door, here or in a new process."""

import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from io import BytesIO, TextIOWrapper
from pathlib import Path
from unittest.mock import patch

from effort import HANGS
from reconcile.cli.main import main

Done = subprocess.CompletedProcess[str]


def reconcile(*words: str | Path) -> Done:
    """Run a command to its end in this process, which spares the second that it takes to start.

    The streams are real ones over bytes, so that encodings and exit codes are as on a terminal.
    """
    call = ["reconcile", *map(str, words)]
    streams = [TextIOWrapper(BytesIO(), "utf-8", newline="\n") for _ in range(2)]
    code = 0
    with patch.object(sys, "argv", call), redirect_stdout(streams[0]), redirect_stderr(streams[1]):
        try:
            main()
        except SystemExit as stop:
            code = stop.code if isinstance(stop.code, int) else 1
    said = [_text(stream) for stream in streams]
    return subprocess.CompletedProcess(call, code, said[0], said[1])


def reconcile_apart(*words: str | Path, env: dict[str, str] | None = None) -> Done:
    """Run a command to its end in a process of its own, its output read as UTF-8."""
    return subprocess.run(
        [sys.executable, "-m", "reconcile", *map(str, words)],
        capture_output=True,
        encoding="utf-8",
        errors="surrogateescape",
        timeout=HANGS,
        check=False,
        env=os.environ | {"PYTHONIOENCODING": "utf-8"} | (env or {}),
    )


def _text(stream: TextIOWrapper) -> str:
    """Return all that was written to a stream."""
    stream.flush()
    assert isinstance(stream.buffer, BytesIO)
    return stream.buffer.getvalue().decode("utf-8")
