"""Working folders that many tests begin from: made once in each process, copied for each test."""

import atexit
import shutil
import tempfile
from collections.abc import Callable, Hashable
from functools import cache
from pathlib import Path

_MADE: dict[Hashable, Path] = {}


def kept(home: Path, name: Hashable, make: Callable[[Path], object]) -> Path:
    """Fill a folder with what ``make`` leaves in an empty one; the same name, the same folder.

    Args:
        home: the folder to fill; it may be there, and empty.
        name: what tells this beginning from others.
        make: lays the folder out and runs what is to be run; called once.

    """
    if name not in _MADE:
        # Not by their number: one beginning may be made of another.
        made = Path(tempfile.mkdtemp(dir=_root()))
        make(made)
        _MADE[name] = made
    shutil.copytree(_MADE[name], home, dirs_exist_ok=True)
    return home


@cache
def _root() -> Path:
    """Make the folder of this process, gone when it ends."""
    root = Path(tempfile.mkdtemp(prefix="kept-"))
    atexit.register(shutil.rmtree, root, ignore_errors=True)
    return root
