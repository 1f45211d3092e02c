"""Outputs that have lost their cause: laid aside in outputs/cu, so that nobody sends an old one."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from sqlite3 import Connection

from reconcile.errors import OutputError
from reconcile.model import Finding, Where
from reconcile.store.files import Files
from reconcile.store.outputs import forget, is_as_written, stands_for, written_names
from reconcile.vocabulary.findings import finding

HOME, ASIDE, MAIL = "outputs", "outputs/cu", "outputs/gui"
_KEPT = ("outputs/form/",)
"""Beginnings of what other commands write, which has its cause there."""
_TRACKED = ("tien-do", "bao-cao-tien-do", "cong-van-don-doc-tien-do", "lich-nhiem-vu")
"""Names, without their ending, of what tracking writes anywhere under outputs."""


def retire(
    database: Connection,
    files: Files,
    current: Iterable[Path],
    owned: Mapping[str, bool],
    *,
    tracked: bool = False,
) -> tuple[Finding, ...]:
    """Move what has no cause any more to ``outputs/cu``; what a person has edited stays, named.

    That is the letter to a unit of which nothing is missing now, the copy of a file that is gone,
    what was made of a unit that goes by another name now.

    Args:
        database: the working folder's, open.
        files: of the working folder.
        current: the outputs that are current.
        owned: beginning of the paths of outputs → whether what stands there and is not current
            has lost its cause; the longest that fits decides, and what fits none stays.
        tracked: whether it is about what tracking writes, or about all the rest.

    """
    there = {path.relative_to(files.folder).as_posix() for path in current}
    # What a new writing lies beside, since a person edited it, is asked for still.
    there |= set(map(stands_for, there))
    told: list[Finding] = []
    for name in written_names(database, f"{HOME}/"):
        path = files.folder / name
        lost = _has_lost_its_cause(name, owned)
        others = name.startswith(_KEPT) or (path.stem in _TRACKED) is not tracked
        if name in there or not lost or others or not path.is_file():
            continue
        if is_as_written(database, name, files.digest(path)):
            _lay_aside(database, files, name)
        else:
            told.append(finding("output-without-cause", Where(name)))
    return tuple(told)


def _has_lost_its_cause(name: str, owned: Mapping[str, bool]) -> bool:
    """Tell by the longest beginning that fits whether what is not current has lost its cause."""
    # By the length of the name, and not of ``owned``: both grow with the units.
    starts = (name[:end] for end in range(len(name), 0, -1))
    return next((owned[start] for start in starts if start in owned), False)


def _lay_aside(database: Connection, files: Files, name: str) -> None:
    """Move an output to the same place under ``outputs/cu``, beside what lies there already."""
    path = files.folder / name
    target = files.folder / ASIDE / Path(name).relative_to(HOME)
    number = 1
    while target.exists():
        number += 1
        target = target.with_name(f"{path.stem} ({number}){path.suffix}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        path.rename(target)
    except OSError as error:
        raise OutputError(
            "không chuyển được tệp cũ vào outputs/cu",
            where=Where(name),
            fix="đóng tệp nếu đang mở trong Excel hoặc Word, rồi chạy lại",
        ) from error
    forget(database, name)
    with suppress(OSError):  # a folder that still holds something stays
        path.parent.rmdir()
