"""The password without which no other machine gets to the page; only its hash is kept."""

from collections import deque
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from time import monotonic

from werkzeug.security import check_password_hash, generate_password_hash

from reconcile.errors import OutputError, UsageError
from reconcile.model import Where
from reconcile.office.limits import most
from reconcile.store.whole_file import write_whole

NAME = "reconcile.password"
SHORTEST = 10
"""Letters of a password."""
_LONGEST = 200
TRIES = most("password-tries")
"""Wrong passwords after which nobody gets another try for a while."""
PAUSE = 300.0
"""Seconds that this lasts."""


@dataclass
class Gate:
    """Whether a browser may pass; wrong tries are counted over all of them."""

    hashed: str
    _wrong: deque[float] = field(default_factory=deque)
    _lock: Lock = field(default_factory=Lock)
    _trial: Lock = field(default_factory=Lock)

    @property
    def is_shut(self) -> bool:
        """Whether there were too many wrong tries of late."""
        with self._lock:
            while self._wrong and monotonic() - self._wrong[0] > PAUSE:
                self._wrong.popleft()
            return len(self._wrong) >= TRIES

    def is_right(self, said: str) -> bool:
        """Tell whether a password is right; while the gate is shut none is."""
        # One after the other: tries that come at once would else all be weighed before any counts.
        with self._trial:
            if self.is_shut:
                return False
            right = len(said) <= _LONGEST and check_password_hash(self.hashed, said)
            if not right:
                with self._lock:
                    self._wrong.append(monotonic())
            return right


def set_password(folder: Path, said: str) -> None:
    """Keep the hash of a password in a working folder.

    Raises:
        UsageError: it is too short, or too long.
        OutputError: it cannot be written.

    """
    if not SHORTEST <= len(said) <= _LONGEST:
        raise UsageError(
            f"mật khẩu phải có từ {SHORTEST} đến {_LONGEST} chữ", fix="chọn mật khẩu khác"
        )
    try:
        write_whole(folder / NAME, generate_password_hash(said).encode())
    except OSError as error:
        raise OutputError(
            "không ghi được mật khẩu", where=Where(NAME), fix="kiểm tra quyền ghi của thư mục"
        ) from error


def gate_of(folder: Path) -> Gate | None:
    """Return the gate of a working folder; None where no password is set."""
    path = folder / NAME
    return Gate(path.read_text("ascii").strip()) if path.is_file() else None
