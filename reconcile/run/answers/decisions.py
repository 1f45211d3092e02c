"""What people decided, for the run that uses it and for the commands that show and move it."""

from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from sqlite3 import Connection

from reconcile.config import SETTINGS, load_config
from reconcile.errors import UsageError
from reconcile.model import Decision, Where
from reconcile.normalise.whose import Units, asked_unit, known_units
from reconcile.run.one_file import must_exist
from reconcile.store.cache import fingerprint, recall_all
from reconcile.store.database import NAME, open_database
from reconcile.store.decisions import all_units, current, history, office_time
from reconcile.store.decisions_csv import ENCODING, decoded, from_csv, to_csv
from reconcile.store.decisions_import import Imported, take_in
from reconcile.store.files import Files
from reconcile.store.outputs import Placed, place
from reconcile.store.seen import seen_by_each
from reconcile.store.unit_ids import names_before
from reconcile.store.unit_paths import unit_paths
from reconcile.tracking.coverage import UnitFigures
from reconcile.vocabulary.units import make_unit

_MARKS = (NAME, SETTINGS, "inputs")
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
        unit: name of one unit, as ``whose`` compares names; empty for all.
        whole: every line, also those withdrawn or outdated, in the order in which they came.

    Raises:
        UsageError: it is no working folder, no such unit was ever run or decided about, or
            several are called so.

    """
    must_be_working_folder(folder)
    if not (folder / NAME).exists():
        return DecisionListing((), {}, frozenset())
    with open_database(folder) as database:
        names = all_units(database)
        chosen = _asked(folder, database, unit)
        stands = current(database, chosen)
        shown = history(database, chosen) if whole else stands
    return DecisionListing(shown, names, frozenset(stands))


def export_decisions(folder: Path, file: Path, unit: str = "") -> Exported:
    """Write the answers that stand as a CSV file that Excel opens with its diacritics right.

    An earlier export is replaced; a file that a person has changed stays, and the new one is
    laid beside it.

    Raises:
        UsageError: it is no working folder, there is no such unit, or several are called so.
        OutputError: the file cannot be written.

    """
    must_be_working_folder(folder)
    with closing(Files(folder)) as files, open_database(folder) as database:
        data, count = _csv(database, _asked(folder, database, unit))
        name = (file if file.suffix else file.with_suffix(".csv")).resolve().as_posix()
        placed = place(database, files, name, fingerprint(data), lambda: data)
    return Exported(placed, count)


def decisions_csv(folder: Path) -> bytes:
    """Return the answers that stand as such a file, for who takes it away by another door.

    Raises:
        OutputError: the database cannot be opened.

    """
    with open_database(folder) as database:
        return _csv(database, None)[0]


def _csv(database: Connection, unit: str | None) -> tuple[bytes, int]:
    """Write the answers that stand on one unit, or all, as CSV; and tell how many they are."""
    decisions = current(database, unit)
    names = {old: name for old, _, name in names_before(database) if name} | all_units(database)
    seen = seen_by_each(database, decisions)
    return to_csv(decisions, names, seen).encode(ENCODING), len(decisions)


def import_decisions(folder: Path, file: Path) -> Imported:
    """Add the answers of a CSV file to the log: all of them, or none where something is wrong.

    Raises:
        UsageError: it is no working folder, or there is no such file.
        UnreadableFileError: the file is no CSV file of decisions.

    """
    must_be_working_folder(folder)
    must_exist(file)
    return import_csv(folder, file.read_bytes(), file.name)


def import_csv(folder: Path, data: bytes, name: str) -> Imported:
    """Do the same with the bytes of such a file.

    Args:
        folder: the working folder.
        data: of the file.
        name: what messages call it.

    Raises:
        UnreadableFileError: it is no CSV file of decisions.

    """
    lines = from_csv(decoded(data, name), name)
    with open_database(folder) as database:
        return take_in(database, lines, office_time())


def _asked(folder: Path, database: Connection, wanted: str) -> str | None:
    """Return the id of the unit that a call names; None where it names none.

    Raises:
        UsageError: no unit is called so, or several are.

    """
    if not wanted:
        return None
    units = _called(folder, database)
    nobody = f"không có ý kiến hoặc lần chạy nào của đơn vị “{wanted}”"
    if not units.all:
        raise UsageError(nobody, fix="chạy lệnh reconcile run trước")
    return asked_unit(wanted, units, nobody).id


def _called(folder: Path, database: Connection) -> Units:
    """Gather what the units are called that were ever run or decided about."""
    names = all_units(database)
    files = {
        kept.digest.unit.id: kept.digest.files
        for kept in recall_all(database, "outcome", UnitFigures)
    }
    paths = unit_paths(names.items())
    others = {
        replace(make_unit(name), id=unit): (paths[unit], *files.get(unit, ()))
        for unit, name in sorted(names.items(), key=lambda item: item[1])
    }
    return known_units(load_config(folder / SETTINGS).units, others)


def must_be_working_folder(folder: Path) -> None:
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
