"""What people decided, for the run that uses it and for the commands that show and move it."""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from reconcile.errors import UsageError
from reconcile.model import Decision, Where
from reconcile.run.one_file import must_exist
from reconcile.store.cache import fingerprint
from reconcile.store.database import NAME, open_database
from reconcile.store.decisions import all_units, current, history, office_time
from reconcile.store.decisions_csv import ENCODING, decoded, from_csv, to_csv
from reconcile.store.decisions_import import Imported, take_in
from reconcile.store.files import Files
from reconcile.store.outputs import Placed, place
from reconcile.vocabulary.text import bare
from reconcile.vocabulary.units import make_unit

_MARKS = (NAME, "reconcile.toml", "inputs")
"""What a working folder has, one of them at least."""


@dataclass(frozen=True, slots=True)
class DecisionListing:
    """Decisions to show, with the official names of their units by id."""

    decisions: tuple[Decision, ...]
    names: dict[str, str]
    standing: frozenset[Decision]
    """Those of them that stand now."""


@dataclass(frozen=True, slots=True)
class Exported:
    """Where decisions were written, and how many."""

    placed: Placed
    count: int


def list_decisions(folder: Path, unit: str = "", *, whole: bool = False) -> DecisionListing:
    """List the answers that stand, or the whole log.

    Args:
        folder: the working folder.
        unit: name of one unit, with or without diacritics, or its bare place name; empty for all.
        whole: every line, also those withdrawn or outdated, in the order in which they came.

    Raises:
        UsageError: it is no working folder, or no such unit was ever run or decided about.

    """
    _must_be_working_folder(folder)
    if not (folder / NAME).exists():
        return DecisionListing((), {}, frozenset())
    with open_database(folder) as database:
        names = all_units(database)
        chosen = _unit(names, unit)
        stands = current(database, chosen)
        shown = history(database, chosen) if whole else stands
    return DecisionListing(shown, names, frozenset(stands))


def export_decisions(folder: Path, file: Path, unit: str = "") -> Exported:
    """Write the answers that stand as a CSV file that Excel opens with its diacritics right.

    An earlier export is replaced; a file that a person has changed stays, and the new one is
    laid beside it.

    Raises:
        UsageError: it is no working folder, or there is no such unit.
        OutputError: the file cannot be written.

    """
    _must_be_working_folder(folder)
    with closing(Files(folder)) as files, open_database(folder) as database:
        names = all_units(database)
        decisions = current(database, _unit(names, unit))
        data = to_csv(decisions, names).encode(ENCODING)
        name = (file if file.suffix else file.with_suffix(".csv")).resolve().as_posix()
        placed = place(database, files, name, fingerprint(data), lambda: data)
    return Exported(placed, len(decisions))


def import_decisions(folder: Path, file: Path) -> Imported:
    """Add the answers of a CSV file to the log: all of them, or none where something is wrong.

    Raises:
        UsageError: it is no working folder, or there is no such file.
        UnreadableFileError: the file is no CSV file of decisions.

    """
    _must_be_working_folder(folder)
    must_exist(file)
    lines = from_csv(decoded(file.read_bytes(), file.name), file.name)
    with open_database(folder) as database:
        return take_in(database, lines, office_time())


def _unit(names: dict[str, str], wanted: str) -> str | None:
    """Return the id of the unit that a call names; None where it names none.

    Raises:
        UsageError: there is no such unit.

    """
    if not wanted:
        return None
    for unit, name in names.items():
        if bare(wanted) in {bare(unit), bare(name), bare(make_unit(name).place)}:
            return unit
    known = _listed(sorted(names.values()))
    raise UsageError(
        f"không có ý kiến hoặc lần chạy nào của đơn vị “{wanted}”",
        fix=f"chọn một trong các đơn vị: {known}" if known else "chạy lệnh reconcile run trước",
    )


def _listed(names: Sequence[str], most: int = 20) -> str:
    """Name units, and say how many more there are."""
    more = f"; … và {len(names) - most} đơn vị khác" if len(names) > most else ""
    return "; ".join(names[:most]) + more


def _must_be_working_folder(folder: Path) -> None:
    """Refuse a folder that the program has never worked in.

    Raises:
        UsageError: it is not there, or has nothing of a working folder.

    """
    if not any((folder / mark).exists() for mark in _MARKS):
        raise UsageError(
            "đây không phải là thư mục làm việc",
            where=Where(str(folder)),
            fix="nêu đường dẫn của thư mục làm việc ở cuối lệnh, hoặc mở thư mục đó rồi chạy lại",
        )
