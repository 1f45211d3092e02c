"""Processes that a test waits for: they end or begin when the machine comes to it."""

import time
from collections.abc import Callable
from pathlib import Path

from effort import HANGS


def is_running(process: int) -> bool:
    """Tell whether a process is at work; one that has ended and was not asked after is not."""
    try:
        told = Path(f"/proc/{process}/stat").read_text("utf-8")
    except OSError:
        return False
    return told.rpartition(")")[2].split()[0] != "Z"


def until(is_so: Callable[[], bool], why: str) -> None:
    """Wait for something; what never comes is an error."""
    begun = time.monotonic()
    while not is_so():
        assert time.monotonic() - begun < HANGS, why
        time.sleep(0.05)
