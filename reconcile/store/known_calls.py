"""What calls have shown of a working folder, kept beside its database while nothing changes.

It loads nothing of the program: a call that finds all as it was shows the same again at once.
"""

import json
import os
import stat
import time
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from reconcile.store.whole_file import write_whole

DATABASE = "reconcile.db"
"""That of ``store.database``, which is not loaded here."""
NAME = f"{DATABASE}.khong-doi"
_KEPT = 8
"""Calls remembered of one state of a folder: with other options, on another screen."""
_TICK = 2_000_000_000
"""Nanoseconds within which two changes may bear one time. Source: FAT keeps times by 2 seconds."""
_PROGRAM = Path(__file__).parent.parent


class ShownBefore(NamedTuple):
    """What one call has shown."""

    text: str
    status: int
    """Of its exit."""


class _Known(NamedTuple):
    """What is kept of a folder."""

    state: str
    calls: dict[str, ShownBefore]


def recall_shown(folder: Path, call: str) -> ShownBefore | None:
    """Return what a call has shown of a folder that is still as it was; else None.

    Args:
        folder: the working folder.
        call: all that decides on what is shown, beside the folder and the program.

    """
    known = _known(folder)
    shown = known.calls.get(call)
    return shown if shown and known.state == state_of(folder) else None


def keep_shown(folder: Path, call: str, shown: ShownBefore, state: str) -> None:
    """Keep what a call shows of a folder in a state; where that cannot be written, nothing is."""
    known = _known(folder)
    calls = dict(known.calls) if known.state == state else {}
    calls.pop(call, None)
    calls[call] = shown
    said = json.dumps({"state": state, "calls": dict(list(calls.items())[-_KEPT:])})
    with suppress(OSError):
        write_whole(folder / NAME, said.encode())


def state_of(folder: Path) -> str:
    """Return the hash of what the system tells of all files of a folder and of the program.

    No file is opened. Empty where what is told may hide a change: something in the folder is only
    linked to, or was changed so short a time ago that a clock may not tell the next change.
    """
    told = sha256()
    young = time.time_ns() - _TICK
    made = (str(folder / "outputs") + os.sep, str(folder / DATABASE))
    try:
        for path, said in sorted(_entries(folder)):
            if stat.S_ISLNK(said.st_mode):
                return ""
            changed = 0 if stat.S_ISDIR(said.st_mode) else max(said.st_mtime_ns, said.st_ctime_ns)
            # What the program has just written is its own: no person saves within such a time.
            if changed > young and not path.startswith(made):
                return ""
            told.update(_told(path, said))
        for path, said in sorted(_entries(_PROGRAM)):
            if path.endswith((".py", ".toml")):
                told.update(_told(path, said))
    except OSError:
        return ""
    return told.hexdigest()


def _told(path: str, said: os.stat_result) -> bytes:
    """Write down by what a file is known to be unchanged; of a folder its name counts."""
    known = (said.st_size, said.st_mtime_ns, said.st_ctime_ns, said.st_ino)
    return repr((path, said.st_mode, () if stat.S_ISDIR(said.st_mode) else known)).encode()


def _entries(folder: Path) -> Iterator[tuple[str, os.stat_result]]:
    """Yield all that lies in a folder and below it, but what is kept here."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name == NAME:
                continue
            # Not what the entry tells: on Windows it lacks the identity.
            yield entry.path, os.lstat(entry.path)
            if entry.is_dir(follow_symlinks=False):
                yield from _entries(Path(entry.path))


def _known(folder: Path) -> _Known:
    """Read what is kept of a folder; nothing where it is not there, or damaged."""
    with suppress(OSError, ValueError, TypeError, KeyError, AttributeError):
        said = json.loads((folder / NAME).read_bytes())
        calls = said["calls"].items()
        kept = {str(call): ShownBefore(str(text), int(end)) for call, (text, end) in calls}
        return _Known(str(said["state"]), kept)
    return _Known("", {})
