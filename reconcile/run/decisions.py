"""What people decided, for the run that uses it and for the commands that show and move it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from sqlite3 import Connection

from reconcile.config import SETTINGS, load_config
from reconcile.errors import UsageError
from reconcile.match.judged_wordings import Known
from reconcile.model import Decision, Finding, Plan, Task, Where
from reconcile.normalise.whose import Units, asked_unit, known_units
from reconcile.run.one_file import must_exist
from reconcile.store.cache import fingerprint, recall_all
from reconcile.store.database import NAME, open_database
from reconcile.store.decisions import all_units, current, history, office_time
from reconcile.store.decisions_csv import ENCODING, decoded, from_csv, to_csv
from reconcile.store.decisions_import import Imported, take_in
from reconcile.store.history import trace
from reconcile.store.judged_wordings import KnownWordings
from reconcile.store.outputs import Placed, place
from reconcile.store.unit_paths import unit_paths
from reconcile.tracking.coverage import Digest
from reconcile.tracking.reopening import CarriedOver, carry_over
from reconcile.vocabulary.answers import answer
from reconcile.vocabulary.findings import finding
from reconcile.vocabulary.text import one_line
from reconcile.vocabulary.units import make_unit

_MARKS = (NAME, SETTINGS, "inputs")
"""What a working folder has, one of them at least."""
_SHORT = 80


@dataclass(frozen=True, slots=True)
class Listing:
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


def answers_for(
    database: Connection, upper: Plan, lower: Plan
) -> tuple[CarriedOver, tuple[Finding, ...]]:
    """Hold the answers on one unit against the plans as they are now.

    To be called before the run is remembered or after it: the answer is the same.

    Returns:
        What became of every answer; and one ``stale-decision`` for each whose task is gone.

    """
    unit = lower.unit.id
    decisions = current(database, unit)
    asked_above = {each.upper: each.upper_text for each in decisions if each.upper}
    asked_below = {each.lower: each.lower_text for each in decisions if each.lower}
    carried = carry_over(
        decisions,
        trace(database, unit, "upper", asked_above, _texts(upper.tasks)),
        trace(database, unit, "lower", asked_below, _texts(lower.tasks)),
    )
    return carried, tuple(map(_stale, carried.stale))


def as_memory(wordings: KnownWordings) -> Known:
    """Return what people have judged in the shape that matching learns from."""
    origins = {
        upper: {text: tuple((o.when, o.unit) for o in judged) for text, judged in texts.items()}
        for upper, texts in wordings.origins.items()
    }
    return Known(confirmed=wordings.confirmed, rejected=wordings.rejected, origins=origins)


def list_decisions(folder: Path, unit: str = "", *, whole: bool = False) -> Listing:
    """List the answers that stand, or the whole log.

    Args:
        folder: the working folder.
        unit: name of one unit, as ``whose`` compares names; empty for all.
        whole: every line, also those withdrawn or outdated, in the order in which they came.

    Raises:
        UsageError: it is no working folder, no such unit was ever run or decided about, or
            several are called so.

    """
    _must_be_working_folder(folder)
    if not (folder / NAME).exists():
        return Listing((), {}, frozenset())
    with open_database(folder) as database:
        names = all_units(database)
        chosen = _asked(folder, database, unit)
        stands = current(database, chosen)
        shown = history(database, chosen) if whole else stands
    return Listing(shown, names, frozenset(stands))


def export_decisions(folder: Path, file: Path, unit: str = "") -> Exported:
    """Write the answers that stand as a CSV file that Excel opens with its diacritics right.

    An earlier export is replaced; a file that a person has changed stays, and the new one is
    laid beside it.

    Raises:
        UsageError: it is no working folder, there is no such unit, or several are called so.
        OutputError: the file cannot be written.

    """
    _must_be_working_folder(folder)
    with open_database(folder) as database:
        names = all_units(database)
        decisions = current(database, _asked(folder, database, unit))
        data = to_csv(decisions, names).encode(ENCODING)
        name = (file if file.suffix else file.with_suffix(".csv")).resolve().as_posix()
        placed = place(
            database, folder, name, fingerprint(data), lambda out: _write_bytes(out, data)
        )
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


def _texts(tasks: Iterable[Task]) -> dict[str, str]:
    """Return the texts of tasks by key."""
    return {task.key: task.text for task in tasks}


def _stale(decision: Decision) -> Finding:
    """Report an answer whose task is gone."""
    text = one_line(decision.lower_text or decision.upper_text)
    shown = text if len(text) <= _SHORT else text[:_SHORT].rsplit(" ", 1)[0] + " …"
    return finding("stale-decision", decision.where, answer=answer(decision.verdict), text=shown)


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
    files = {kept.unit.id: kept.files for kept in recall_all(database, "outcome", Digest)}
    paths = unit_paths(names.items())
    others = {
        replace(make_unit(name), id=unit): (paths[unit], *files.get(unit, ()))
        for unit, name in sorted(names.items(), key=lambda item: item[1])
    }
    return known_units(load_config(folder / SETTINGS).units, others)


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


def _write_bytes(out: Path, data: bytes) -> None:
    """Write a file whole."""
    out.write_bytes(data)
