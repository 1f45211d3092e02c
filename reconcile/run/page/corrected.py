"""A way of reading that a person chose, kept in the settings: of a file, or of a kind of table."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from reconcile.config import SETTINGS, FileHints, TableHints, load_config
from reconcile.config.rewrite import Path as KeyPath
from reconcile.config.rewrite import Value
from reconcile.model import Column
from reconcile.read.tables.header_words import plain
from reconcile.run.page.settings import change_settings
from reconcile.run.page.snapshot import FileReading

CHOICES = (
    Column.STT, Column.TASK, Column.DIRECTIVE, Column.DEADLINE, Column.LEAD, Column.SUPPORT,
    Column.PRODUCT, Column.STATUS, Column.NOTE, Column.UNIT, Column.GROUP,
)  # fmt: skip
"""What a column may be taken for."""
_LETTERS = re.compile(r"[A-Z]{1,2}")
_NAME = 80
"""Letters of the name of a kind of table."""


def hints_of(
    sheet: str,
    header_row: int,
    unit: str,
    columns: Mapping[str, str],
    unused: Iterable[str] = (),
) -> FileHints:
    """Make of what a form says how a file is to be read.

    Args:
        sheet: name of the sheet; empty for all.
        header_row: 1-based number of the last header line; 0 to find it in the file.
        unit: official name of whose file it is; empty to read it from the file.
        columns: letter of a column → what it is to be taken for.
        unused: letters of columns that are not to be read.

    """
    taken = {
        Column(meaning): letter
        for letter, meaning in columns.items()
        if meaning in set(CHOICES) and _LETTERS.fullmatch(letter)
    }
    gone = tuple(each for each in unused if _LETTERS.fullmatch(each))
    return FileHints(sheet=sheet, header_row=header_row, columns=taken, unused=gone, unit=unit)


def keep_hints(folder: Path, name: str, hints: FileHints) -> None:
    """Write into the settings how one file is to be read.

    Raises:
        ReconcileError: of ``change_settings``.

    """
    change_settings(folder, _of_file(name, hints))


def kind_of(hints: FileHints, headings: tuple[str, ...]) -> TableHints:
    """Say of every table with certain headings what was said of one."""
    columns = {column: _heading(letter, headings) for column, letter in hints.columns.items()}
    unused = tuple(_heading(letter, headings) for letter in hints.unused)
    return TableHints(headings=headings, columns=columns, unused=unused)


def keep_kind(
    folder: Path, name: str, hints: FileHints, kind: TableHints, others: Iterable[str]
) -> None:
    """Write into the settings how every table of a kind is to be read.

    Args:
        folder: the working folder.
        name: of the file in which it was put right; its sheet and unit stay its own.
        hints: how it was put right.
        kind: of ``kind_of``.
        others: names of files of which the same was said one by one before.

    Raises:
        ReconcileError: of ``change_settings``.

    """
    changes: dict[KeyPath, Value | None] = {}
    for each in others:
        changes |= {path: None for path in _of_file(each, hints) if "columns" in path}
        changes |= {("files", each, key): None for key in ("header_row", "unused")}
    changes |= _of_file(name, FileHints(sheet=hints.sheet, unit=hints.unit))
    place = ("tables", _key(folder, kind.headings))
    changes[*place, "headings"] = list(kind.headings)
    changes[*place, "unused"] = list(kind.unused) or None
    changes |= {(*place, "columns", c.value): kind.columns.get(c) for c in CHOICES}
    change_settings(folder, changes)


def alike(readings: Iterable[FileReading], short: str) -> tuple[str, ...]:
    """List the other files whose tables have the same headers in the same places."""
    every = tuple(readings)
    shape = next((each.shape for each in every if each.short == short), ())
    return tuple(e.file for e in every if e.shape == shape and shape and e.short != short)


def _of_file(name: str, hints: FileHints) -> dict[KeyPath, Value | None]:
    """Say how one file is to be read."""
    place = ("files", name)
    changes: dict[KeyPath, Value | None] = {
        (*place, "sheet"): hints.sheet or None,
        (*place, "header_row"): hints.header_row or None,
        (*place, "unused"): list(hints.unused) or None,
        (*place, "unit"): hints.unit or None,
    }
    return changes | {(*place, "columns", c.value): hints.columns.get(c) for c in CHOICES}


def _heading(letter: str, headings: tuple[str, ...]) -> str:
    """Name a column by its heading, which tells it wherever it stands; else by its letter."""
    at = 0
    for each in letter:
        at = at * 26 + ord(each) - ord("A") + 1
    said = headings[at - 1] if at <= len(headings) else ""
    alone = [plain(each) for each in headings].count(plain(said)) == 1
    return said if alone and not _LETTERS.fullmatch(said.upper()) else letter


def _key(folder: Path, headings: tuple[str, ...]) -> str:
    """Return under which name a kind of table stands: that which it has, else its headings."""
    known = load_config(folder / SETTINGS).tables
    folded = [plain(each) for each in headings]
    for key, kind in known.items():
        if [plain(each) for each in kind.headings] == folded:
            return key
    name = " · ".join(filter(None, headings))[:_NAME].strip()
    number = next(n for n in range(1, len(known) + 2) if (_numbered(name, n)) not in known)
    return _numbered(name, number)


def _numbered(name: str, number: int) -> str:
    """Tell names apart that begin alike."""
    return name if number == 1 else f"{name} ({number})"
