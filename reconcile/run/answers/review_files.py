"""What lies in the folder of review workbooks: every file is read or named, none is passed over."""

from collections.abc import Callable
from pathlib import Path

from reconcile.errors import ReconcileError, UnreadableFileError
from reconcile.model import Finding, Where
from reconcile.office.left_behind import SHORTCUTS, is_left_behind
from reconcile.read.file import name_in_text, shown_name
from reconcile.review import unread
from reconcile.run.settle import REVIEWS
from reconcile.store.files import Files, InputFile
from reconcile.vocabulary.findings import finding

_READ = frozenset({"", ".xlsx", ".xlsm", ".xltx", ".xls", ".xlsb", ".ods", ".csv", ".tsv", ".txt"})
"""Endings of files that may hold answers; what is in a file without one is seen by its content."""


_ARCHIVES = frozenset({".zip", ".rar", ".7z"})


def review_files(folder: Path) -> tuple[Path, ...]:
    """List the files that people may have put there, in sub-folders too, in the order of names."""
    return tuple(
        path
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not is_left_behind(path.relative_to(folder))
    )


def read_each(files: Files, read: Callable[[InputFile], None]) -> list[Finding]:
    """Hand every file that may hold answers to a reader, in the order of their names.

    Returns:
        What is said of the files of other kinds, and of those that cannot be read.

    """
    told: list[Finding] = []
    for path in review_files(files.folder / REVIEWS):
        inside = path.relative_to(files.folder).as_posix()
        name = shown_name(inside)
        if path.suffix.lower() not in _READ:
            told.append(unread(Where(name), _kind(path.suffix.lower())))
            continue
        try:
            read(_opened(files, path, name_in_text(inside)))
        except ReconcileError as error:
            parts = {"problem": error.problem, "fix": error.fix}
            told.append(finding(error.code, Where(name), **parts))
    return told


def _kind(ending: str) -> str:
    """Say why answers in a file of another kind are not read."""
    if ending in _ARCHIVES:
        return "archive"
    return "shortcut" if ending in SHORTCUTS else "other_type"


def _opened(files: Files, path: Path, name: str) -> InputFile:
    """Read the bytes of a workbook."""
    try:
        return files.read(path)
    except OSError as error:
        raise UnreadableFileError(
            "không mở được tệp rà soát",
            where=Where(name),
            fix="đóng tệp nếu đang mở trong Excel, kiểm tra quyền đọc rồi chạy lại",
        ) from error
