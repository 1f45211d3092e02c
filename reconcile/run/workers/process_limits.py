"""What a process may take of the machine, where the system can be told: one beyond it is ended."""

import sys
from pathlib import Path

_STATM = Path("/proc/self/statm")
"""On Linux: the pages that a process has asked for."""


def limit_memory(more: int) -> None:
    """Let this process ask for no more than so many bytes beyond what it has."""
    if sys.platform == "win32" or not _STATM.exists():
        return
    import resource

    has = int(_STATM.read_text("ascii").split()[0]) * resource.getpagesize()
    _set(resource.RLIMIT_AS, has + more)


def limit_time(more: int) -> None:
    """End this process after so many further seconds of work; waiting does not count."""
    if sys.platform == "win32":
        return
    import resource

    spent = resource.getrusage(resource.RUSAGE_SELF)
    _set(resource.RLIMIT_CPU, int(spent.ru_utime + spent.ru_stime) + 1 + more)


def _set(kind: int, value: int) -> None:
    """Set a limit, but none above what the system allows already."""
    if sys.platform == "win32":
        return
    import resource

    _, hard = resource.getrlimit(kind)
    allowed = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(kind, (allowed, hard))
