"""Workbooks that people fill in: none is replaced while one is open or has changed."""

from collections.abc import Mapping
from pathlib import Path

from reconcile.errors import OutputError
from reconcile.model import Where
from reconcile.store.files import Files

_LOCKS = ("~${name}", ".~lock.{name}#")
"""Files that Excel and LibreOffice lay beside a workbook while it is open."""


def must_be_as_read(files: Files, read: Mapping[str, str]) -> None:
    """Stop when a workbook is open, or is not as it was when its answers were read.

    Args:
        files: of the working folder.
        read: path of each workbook in it, with ``/`` → SHA-256 of its bytes, in hex, as read.

    Raises:
        OutputError: of the first such workbook in the order of the names.

    """
    for name, digest in sorted(read.items()):
        path = files.folder / name
        if _is_open(path):
            raise OutputError(
                "tệp đang được mở trong Excel hoặc LibreOffice",
                where=Where(name),
                fix="lưu và đóng tệp rồi chạy lại; nếu không có ai đang mở, xóa tệp khóa "
                f"“{_lock(path).name}” bên cạnh (tệp khóa có thể bị ẩn)",
            )
        if path.exists() and files.digest(path) != digest:
            raise OutputError(
                "tệp vừa được sửa trong khi chương trình đang chạy; chưa tệp nào bị thay thế",
                where=Where(name),
                fix="lưu và đóng tệp rồi chạy lại",
            )


def _is_open(path: Path) -> bool:
    """Tell whether another program says that it has a file open."""
    return any((path.with_name(lock.format(name=path.name))).exists() for lock in _LOCKS)


def _lock(path: Path) -> Path:
    """Return the first file that says so."""
    locks = [path.with_name(lock.format(name=path.name)) for lock in _LOCKS]
    return next((lock for lock in locks if lock.exists()), locks[0])
