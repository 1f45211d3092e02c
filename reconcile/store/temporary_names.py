"""Temporary names of outputs that are being written, and what killed runs leave of them."""

import os
import re
import sys
from contextlib import suppress
from itertools import count, islice
from pathlib import Path

_SERIAL = count(1)
_TRIAL = re.compile(r"~.+\.[a-z0-9-]+\.(?P<process>\d+)-\d+\.tmp")
"""Never the ``~WRL0001.tmp`` or ``~$bao-cao.docx`` of Word, which may hold a person's work."""


def trial_name(path: Path) -> Path:
    """Return a name of this process alone under which to write an output, beside its place."""
    return path.with_name(f"~{path.name}.{os.getpid()}-{next(_SERIAL)}.tmp")


def sweep(folder: Path, *, below: bool = True) -> tuple[Path, ...]:
    """Remove what killed runs left half written in a folder, and in all below it if asked to.

    Files of a run that is still at work stay, and so does whatever is not named as
    ``trial_name`` names it.

    Returns:
        What was removed, in the order of the paths; empty where there is no such folder.

    """
    left = (
        Path(place, name)
        for place, _, names in islice(os.walk(folder), None if below else 1)
        for name in names
        if (hit := _TRIAL.fullmatch(name)) and not _is_running(int(hit["process"]))
    )
    return tuple(path for path in sorted(left) if _removed(path))


def _removed(path: Path) -> bool:
    """Remove a file; one that another program holds open stays until the next time."""
    with suppress(OSError):
        path.unlink()
        return True
    return False


def _is_running(process: int) -> bool:
    """Tell whether a process is there; on Windows it holds its files itself while it writes."""
    # os.kill would end the process there, whatever signal but two it sends.
    if sys.platform == "win32":
        return process == os.getpid()
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    # It runs, for somebody else.
    except PermissionError:
        return True
    return True
