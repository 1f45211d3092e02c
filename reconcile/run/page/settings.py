"""The settings of a folder on the page: what the file says now, and what is written into it."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import Any

from reconcile.config import SETTINGS
from reconcile.config.rewrite import Path as KeyPath
from reconcile.config.rewrite import Value, rewritten, written_values
from reconcile.errors import ConfigError, OutputError
from reconcile.model import Where
from reconcile.store.whole_file import write_whole

_ONE_AT_A_TIME = Lock()
"""Two who save at once each see what the other has written."""


@dataclass(frozen=True, slots=True)
class SettingsFile:
    """reconcile.toml as it lies there."""

    text: str
    said: Mapping[str, Any]
    """What the file itself says, without the defaults."""

    @property
    def mark(self) -> str:
        """By what a file that was changed elsewhere is known."""
        return sha256(self.text.encode()).hexdigest()[:16]

    def value(self, path: KeyPath) -> Any:
        """Return what the file says at a place; None where it says nothing."""
        place: Any = self.said
        for key in path:
            place = place.get(key) if isinstance(place, Mapping) else None
        return place


def read_settings(folder: Path) -> SettingsFile:
    """Read the settings of a folder; a file that is not there says nothing.

    Raises:
        ConfigError: the file cannot be used.

    """
    path = folder / SETTINGS
    try:
        text = path.read_text("utf-8-sig") if path.exists() else ""
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(
            "không đọc được tệp cấu hình",
            where=Where(SETTINGS),
            fix="lưu lại tệp dạng văn bản UTF-8 (Notepad: Save as › Encoding › UTF-8)",
        ) from error
    return SettingsFile(text, written_values(text))


def change_settings(
    folder: Path, changes: Mapping[KeyPath, Value | None], saw: str | None = None
) -> bool:
    """Write values into the settings of a folder; all else in the file stays as it is.

    Args:
        folder: the working folder.
        changes: the values; None removes one.
        saw: mark of the file on which they rest; None for any.

    Returns:
        False where the file says otherwise by now, and nothing is written.

    Raises:
        ConfigError: the file cannot be used, or could not once it is changed.
        OutputError: it cannot be written.

    """
    with _ONE_AT_A_TIME:
        file = read_settings(folder)
        if saw is not None and file.mark != saw:
            return False
        _write(folder, rewritten(file.text, changes))
    return True


def _write(folder: Path, text: str) -> None:
    """Write the file whole.

    Raises:
        OutputError: it cannot be written.

    """
    path = folder / SETTINGS
    try:
        # A link is replaced by the file: nothing is written outside the folder.
        write_whole(path, text.encode())
    except OSError as error:
        raise OutputError(
            "không ghi được tệp cấu hình",
            where=Where(SETTINGS),
            fix="đóng tệp nếu đang mở, kiểm tra quyền ghi rồi làm lại",
        ) from error
