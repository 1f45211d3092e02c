"""What calls have shown of a working folder, kept beside its database while nothing changes.

It loads nothing of the program: a call that finds all as it was shows the same again at once.
"""

import json
import os
import re
import stat
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from reconcile.store.temporary_names import sweep
from reconcile.store.whole_file import write_whole

DATABASE = "reconcile.db"
"""That of ``store.database``, which is not loaded here."""
NAME = f"{DATABASE}.khong-doi"
_KEPT = 8
"""Calls remembered of one state of a folder: with other options, on another screen."""
_MOST = 16_000_000
"""Bytes kept at most; what is longer was not written here."""
_TICK = 2_000_000_000
"""Nanoseconds within which two changes may bear one time. Source: FAT keeps times by 2 seconds."""
_SECOND = 1_000_000_000
_PROGRAM = Path(__file__).parent.parent
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_COMMAND = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
"""What makes a terminal do something else than show a text or end a line."""


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
    return shown if shown and known.state and known.state == state_of(folder) else None


def keep_shown(folder: Path, call: str, shown: ShownBefore, state: str) -> None:
    """Keep what a call shows of a folder in a state; where that cannot be written, nothing is.

    Nothing is kept either of a text that would command the terminal, or of one too long.
    """
    known = _known(folder)
    calls = dict(known.calls) if known.state == state else {}
    calls.pop(call, None)
    calls[call] = shown
    said = json.dumps({"state": state, "calls": dict(list(calls.items())[-_KEPT:])}).encode()
    whole = sha256(said).hexdigest().encode() + b"\n" + said
    if _is_shown(shown.text) and len(whole) <= _MOST:
        with suppress(OSError):
            sweep(folder, below=False)
            write_whole(folder / NAME, whole)


def state_of(folder: Path) -> str:
    """Return the hash of what the system tells of all files of a folder and of the program.

    No file is opened. Empty where what is told may hide a change: on Windows, which tells of no
    time of change that a program could not set; where something is only linked to; where times are
    whole seconds, as on FAT; or where a file was changed so short a time ago that a clock may not
    tell the next change.
    """
    if sys.platform == "win32":
        return ""
    told, young = sha256(sys.version.encode()), time.time_ns() - _TICK
    top = f"{folder}{os.sep}"
    made = (f"{top}outputs{os.sep}", f"{top}{DATABASE}")
    try:
        for path, said in sorted(_entries(folder)):
            # What is kept here counts nowhere else: a folder of that name may hold plans.
            if path == f"{top}{NAME}" and stat.S_ISREG(said.st_mode):
                continue
            # What the program has just written is its own: no person saves within such a time.
            since = 0 if path.startswith(made) else young
            if stat.S_ISLNK(said.st_mode) or _may_hide_a_change(said, since):
                return ""
            told.update(_told(path, said))
        for path, said in sorted(_program()):
            if stat.S_ISLNK(said.st_mode):
                return ""
            told.update(_told(path, said))
    except OSError:
        return ""
    return told.hexdigest()


def _may_hide_a_change(said: os.stat_result, since: int) -> bool:
    """Tell whether a file may be changed, or have been, and bear the times that it bears.

    Args:
        said: of the file; of a folder only its name counts.
        since: nanoseconds; what was changed later is too young. 0 for any age.

    """
    if stat.S_ISDIR(said.st_mode):
        return False
    changed = max(said.st_mtime_ns, said.st_ctime_ns)
    return changed % _SECOND == 0 or changed > since > 0


def _told(path: str, said: os.stat_result) -> bytes:
    """Write down by what a file is known to be unchanged; of a folder its name counts."""
    known = (said.st_size, said.st_mtime_ns, said.st_ctime_ns, said.st_ino)
    return repr((path, said.st_mode, () if stat.S_ISDIR(said.st_mode) else known)).encode()


def _program() -> Iterator[tuple[str, os.stat_result]]:
    """Yield all that the program is made of, but what Python keeps of it.

    The shipped templates lie beside it in a checkout. Source: ``report.templates.find``.
    """
    for folder in (_PROGRAM, _PROGRAM.parent / "templates"):
        if folder.is_dir():
            yield from (each for each in _entries(folder) if "__pycache__" not in each[0])


def _entries(folder: Path) -> Iterator[tuple[str, os.stat_result]]:
    """Yield all that lies in a folder and below it, in no order."""
    with os.scandir(folder) as entries:
        for entry in entries:
            yield entry.path, os.lstat(entry.path)
            if entry.is_dir(follow_symlinks=False):
                yield from _entries(Path(entry.path))


def _is_shown(text: str) -> bool:
    """Tell whether a text does nothing but be shown, in colours or without."""
    return not _COMMAND.search(_COLOUR.sub("", text))


def _known(folder: Path) -> _Known:
    """Read what is kept of a folder; nothing where it is not there, damaged or somebody else's."""
    path = folder / NAME
    with suppress(OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        there = os.lstat(path)
        # Of anything but a file the reading might never end.
        if stat.S_ISREG(there.st_mode) and there.st_size <= _MOST:
            mark, _, whole = path.read_bytes().partition(b"\n")
            if mark.decode() == sha256(whole).hexdigest():
                said = json.loads(whole)
                calls = {call: ShownBefore(*shown) for call, shown in said["calls"].items()}
                if all(_is_shown(each.text) and each.status in (0, 1) for each in calls.values()):
                    return _Known(said["state"], calls)
    return _Known("", {})
