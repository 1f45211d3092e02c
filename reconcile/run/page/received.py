"""Files that people drop on the page, laid into the working folder's inputs.

What a browser calls a file is never a path: it gives the name alone, as Windows accepts it. The
folders that it lay in are made below the inputs under names that are cleaned in the same way. A
file of that name that says something else is moved aside, not deleted.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from pathlib import Path

from reconcile.errors import OutputError, UsageError
from reconcile.model import Where
from reconcile.run.progress.status_streams import STATUS
from reconcile.run.reading.input_files import LOWER, TOP, UPPER
from reconcile.store.unit_paths import path_name
from reconcile.store.whole_file import write_whole
from reconcile.vocabulary.text import unturned

ASIDE = "inputs/cu"
"""Where files go that were replaced by others of their names."""
_KINDS = frozenset(
    {".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv", ".tsv", ".docx", ".doc", ".pdf", ".zip"}
    | {".htm", ".html", ".txt", ".xltx", ".docm", ".odt", ".rtf"}
)
_DEEPEST = 8
"""Folders in one another that are kept."""
_ENDING = re.compile(r"[A-Za-z0-9]{1,5}")
_SEPARATORS = re.compile(r"[\\/]+")


class DroppedSide(StrEnum):
    """What a file is: of which plan, or of how far tasks are."""

    TOP = "top"
    UPPER = "upper"
    LOWER = "lower"
    STATUS = "status"


class Reception(StrEnum):
    """What became of a file."""

    NEW = "new"
    SAME = "same"
    """It lies there already, to the byte."""
    REPLACED = "replaced"
    OTHER_KIND = "other-kind"
    EMPTY = "empty"


PARTS = {
    DroppedSide.TOP: TOP,
    DroppedSide.UPPER: UPPER,
    DroppedSide.LOWER: LOWER,
    DroppedSide.STATUS: STATUS,
}
"""Side → its part of the inputs."""


@dataclass(frozen=True, slots=True)
class Dropped:
    """A file as a browser sends it."""

    name: str
    data: bytes
    folders: tuple[str, ...] = ()
    """Where it lay in what was dropped: of ``safe_folders``."""


@dataclass(frozen=True, slots=True)
class Received:
    """A file, and what became of it."""

    name: str
    """With its folders below the inputs."""
    kept: Reception
    aside: str = ""
    """What the file goes by that it has replaced, where that was moved to."""


def receive(folder: Path, side: DroppedSide, files: Iterable[Dropped]) -> tuple[Received, ...]:
    """Lay files into the inputs of one side; the upper plan that is there stays beside them.

    Raises:
        UsageError: the inputs of the folder lie outside it.
        OutputError: a file cannot be written.

    """
    place = _inside(folder, PARTS[side])
    return tuple(_lay(folder, place, each) for each in files)


def take_out(folder: Path, side: DroppedSide, name: str) -> bool:
    """Move an input file aside, so that it is read no more; False where there is none.

    Args:
        folder: the working folder.
        side: which plan it is of.
        name: one of ``input_names``: what is none of them is not looked for.

    Raises:
        UsageError: the inputs of the folder lie outside it.
        OutputError: the file cannot be moved.

    """
    place = _inside(folder, PARTS[side])
    path = place / name
    if not path.is_file():
        return False
    _move_aside(folder, path)
    return True


def safe_name(name: str) -> str:
    """Return the name under which a file is kept: its last part, as Windows accepts it."""
    last = _SEPARATORS.split(unturned(name).strip())[-1]
    stem, _, ending = last.rpartition(".")
    if not _ENDING.fullmatch(ending):
        stem, ending = last, ""
    return f"{path_name(stem)}.{ending.lower()}" if ending else path_name(stem)


def safe_folders(path: str) -> tuple[str, ...]:
    """Return the folders of a path that a browser tells, as Windows accepts each.

    Its last part is the file's own name. A path that climbs, or is deeper than anybody lays out
    inputs, gives none.
    """
    parts = [part for part in _SEPARATORS.split(unturned(path).strip())[:-1] if part.strip()]
    if len(parts) > _DEEPEST or any(not part.strip(" .") for part in parts):
        return ()
    return tuple(path_name(part) for part in parts)


def _lay(folder: Path, place: Path, file: Dropped) -> Received:
    """Lay one file into its place."""
    last = safe_name(file.name)
    name = "/".join((*file.folders, last))
    if not file.data:
        return Received(name, Reception.EMPTY)
    if Path(name).suffix not in _KINDS:
        return Received(name, Reception.OTHER_KIND)
    if file.folders:
        _inside(folder, (place / name).parent.relative_to(folder).as_posix())
    path = place / name
    kept, aside = Reception.NEW, ""
    # A link is replaced as such: what it leads to is never written.
    if path.is_symlink() or path.exists():
        if not path.is_symlink() and _digest(path) == sha256(file.data).hexdigest():
            return Received(name, Reception.SAME)
        aside = _move_aside(folder, path)
        kept = Reception.REPLACED
    try:
        write_whole(path, file.data)
    except OSError as error:
        raise _refused(name) from error
    return Received(name, kept, aside)


def keep_both(folder: Path, side: DroppedSide, file: Received) -> str:
    """Lay a file that was replaced back beside the one that has its name now.

    Returns:
        The name that it has from then on; empty where it has gone.

    Raises:
        UsageError: the inputs of the folder lie outside it.
        OutputError: the file cannot be moved.

    """
    old = _inside(folder, ASIDE) / file.aside
    if not file.aside or old.is_symlink() or not old.is_file():
        return ""
    there = Path(PARTS[side], file.name)
    name = _move(old, _inside(folder, there.parent.as_posix()), there.name)
    return Path(file.name).with_name(name).as_posix()


def _move_aside(folder: Path, path: Path) -> str:
    """Move a file to where nothing is read from, under a name that nothing has."""
    return _move(path, _inside(folder, ASIDE), path.name)


def _move(path: Path, place: Path, name: str) -> str:
    """Move a file under a name that nothing has there, and return that."""
    target, number = place / name, 1
    while target.is_symlink() or target.exists():
        number += 1
        target = place / f"{Path(name).stem} ({number}){Path(name).suffix}"
    try:
        path.rename(target)
    except OSError as error:
        raise _refused(path.name) from error
    return target.name


def _inside(folder: Path, part: str) -> Path:
    """Return a folder of the working folder, made where it is missing.

    Raises:
        UsageError: it leads out of the working folder.
        OutputError: it cannot be made.

    """
    place = folder / part
    # Looked at first: below a link that leads elsewhere no folder is made.
    if not place.resolve().is_relative_to(folder.resolve()):
        raise UsageError(
            "thư mục này dẫn ra ngoài thư mục làm việc",
            where=Where(part),
            fix="thay đường liên kết bằng thư mục thật rồi làm lại",
        )
    try:
        place.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _refused(part) from error
    return place


def _digest(path: Path) -> str:
    """Return the hash of a file."""
    return sha256(path.read_bytes()).hexdigest()


def _refused(name: str) -> OutputError:
    """Say that a file cannot be put in its place."""
    return OutputError(
        "không ghi được tệp vào thư mục làm việc",
        where=Where(name),
        fix="đóng tệp nếu đang mở, kiểm tra quyền ghi và dung lượng trống rồi làm lại",
    )
