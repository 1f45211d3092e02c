"""Read files, each in a process of its own, and tell what that cost: ``MOST_CPU_SECONDS FILE``.

The parent has loaded what reads them, and each child is forked from it. It answers each line by
one: how many plans were read, the CPU seconds, and the peak of memory in megabytes.
"""

import json
import os
import re
import resource
import signal
import sys
from importlib import import_module
from math import ceil
from pathlib import Path

from effort import HANGS, cpu
from reconcile.errors import ReconcileError
from reconcile.read import members_of, read_member

LOADED = ("excel", "sheets", "word", "markup", "delimited")
"""Modules of formats; that for PDF is large, and only one file needs it."""


def measure(path: Path, most: float) -> None:
    """Read a file here, and print what it cost."""
    limit = ceil(cpu() + most)
    resource.setrlimit(resource.RLIMIT_CPU, (limit, limit))  # what never ends is killed here
    signal.alarm(HANGS)
    before = cpu()
    reads = [read_member(each, {}, {}) for each in members_of(path.read_bytes(), path.name)]
    spent = cpu() - before
    refused = sum(isinstance(read, ReconcileError) for read in reads)
    status = Path("/proc/self/status").read_text("utf-8")
    peak = int(next(iter(re.findall(r"VmHWM:\s*(\d+)", status)))) // 1024
    print(json.dumps([len(reads) - refused, spent, peak]), flush=True)  # noqa: T201 - the test reads it


def serve() -> None:
    """Read one file after the other, each in a child; of one that died ``null`` is told."""
    for name in LOADED:
        import_module(f"reconcile.read.formats.{name}")
    for line in sys.stdin:
        most, path = line.rstrip("\n").split(" ", 1)
        child = os.fork()
        if child == 0:
            measure(Path(path), float(most))
            os._exit(0)
        _, status = os.waitpid(child, 0)
        if status:
            print("null", flush=True)  # noqa: T201 - the test reads it


if __name__ == "__main__":
    serve()
