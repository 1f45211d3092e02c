"""What takes seconds to make of a file is made beside the page: one at a time, and kept."""

from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from threading import Condition, Thread
from typing import Generic, TypeVar

T = TypeVar("T")
_Key = tuple[Path, int, int]
"""A file with the time and the size by which it is still the same."""


class MadeBeside(Generic[T]):
    """Makes something of files in a thread of its own, so that no request waits for it.

    Args:
        make: makes it of a file; it may be slow, and raises nothing.
        waiting: files that wait at most; of more none is taken, and who asks again is in turn then.
        kept: results that are kept; what was asked for longest ago goes first.

    """

    def __init__(self, make: Callable[[Path], T], *, waiting: int, kept: int) -> None:
        self._make = make
        self._most_waiting, self._most_kept = waiting, kept
        self._made: OrderedDict[_Key, T] = OrderedDict()
        self._waiting: OrderedDict[_Key, None] = OrderedDict()
        self._at_work: _Key | None = None
        self._changed = Condition()

    def ask(self, path: Path) -> T | None:
        """Return what is made of a file as it is now; None while it is made, or waits for that."""
        key = _key(path)
        with self._changed:
            if key in self._made:
                self._made.move_to_end(key)
                return self._made[key]
            if key != self._at_work and len(self._waiting) < self._most_waiting:
                self._waiting[key] = None
            if self._at_work is None and self._waiting:
                self._begin()
        return None

    def drain(self) -> None:
        """Wait until nothing is asked for any more."""
        with self._changed:
            self._changed.wait_for(lambda: self._at_work is None)

    def _begin(self) -> None:
        """Take what waits longest, in a thread that ends when nothing waits."""
        self._at_work, _ = self._waiting.popitem(last=False)
        Thread(target=self._work, daemon=True).start()

    def _work(self) -> None:
        """Make what is asked for, one after the other."""
        try:
            while (key := self._at_work) is not None:
                made = self._make(key[0])
                with self._changed:
                    self._made[key] = made
                    while len(self._made) > self._most_kept:
                        self._made.popitem(last=False)
                    self._at_work = self._waiting.popitem(last=False)[0] if self._waiting else None
                    self._changed.notify_all()
        except BaseException:
            # A fault of ours over one file keeps nobody waiting for the others.
            with self._changed:
                self._at_work = None
                self._changed.notify_all()
            raise


def _key(path: Path) -> _Key:
    """Return by what it is told whether a file is still the same."""
    said = path.stat()
    return path, said.st_mtime_ns, said.st_size
