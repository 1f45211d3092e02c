"""What lies in the folder of review workbooks: every file is read or named, none is passed over."""

from pathlib import Path

from reconcile.office.left_behind import is_left_behind

_READ = frozenset({"", ".xlsx", ".xlsm", ".xltx", ".xls", ".xlsb", ".ods", ".csv", ".tsv", ".txt"})
"""Endings of files that may hold answers; what is in a file without one is seen by its content."""


def review_files(folder: Path) -> tuple[Path, ...]:
    """List the files that people may have put there, in sub-folders too, in the order of names."""
    return tuple(
        path
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not is_left_behind(path.relative_to(folder))
    )


def may_hold_answers(path: Path) -> bool:
    """Tell whether a file is of a kind whose answers are read."""
    return path.suffix.lower() in _READ
