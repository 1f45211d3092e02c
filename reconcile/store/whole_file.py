"""A file written whole or not at all: to a temporary name, onto the disk, then renamed."""

import os
from contextlib import suppress
from pathlib import Path

from reconcile.store.content import Content, pieces
from reconcile.store.temporary_names import trial_name


def write_whole(path: Path, content: bytes) -> None:
    """Write a file under a temporary name beside it, then rename it; nothing is left half done.

    Raises:
        OSError: it cannot be written or replaced.

    """
    trial = trial_name(path)
    try:
        write_flushed(trial, content)
        trial.replace(path)
    finally:
        with suppress(OSError):
            trial.unlink(missing_ok=True)


def write_flushed(path: Path, content: Content) -> None:
    """Write a file, and wait until the disk holds it.

    A file that is renamed before may, after a power failure, bear its new name and be empty.

    Raises:
        OSError: it cannot be written, or the disk does not take it.

    """
    with path.open("wb") as opened:
        opened.writelines(pieces(content))
        opened.flush()
        os.fsync(opened.fileno())
