"""What people saw when they answered: texts of lower plans, and which workbook lies where."""

import sqlite3
import zlib
from collections.abc import Iterable, Mapping

import msgspec

from reconcile.model import Decision
from reconcile.store.database import writing
from reconcile.store.history import first_standing, standing_at
from reconcile.tracking.overtaken import Seen, given_on, plan_mark, texts_of
from reconcile.vocabulary.answers import OF_ONE_UNIT, OVERTAKEN_BY_WORK


def keep_seen(database: sqlite3.Connection, plans: Iterable[Iterable[str]]) -> None:
    """Keep the texts of lower plans that workbooks showed, each version once."""
    marked = {plan_mark(texts): texts for texts in map(texts_of, plans)}
    rows = [
        (mark, zlib.compress(msgspec.msgpack.encode(sorted(texts))))
        for mark, texts in sorted(marked.items())
    ]
    with writing(database):
        database.executemany("INSERT OR IGNORE INTO seen_plan VALUES (?, ?)", rows)


def keep_told(database: sqlite3.Connection, told: Iterable[tuple[str, tuple[str, ...]]]) -> None:
    """Keep what an export tells of lower plans that were seen, within a transaction.

    Args:
        database: the working folder's, open.
        told: fingerprint of each plan with the marks of its rows; those known better stay.

    """
    packed = {mark: zlib.compress(msgspec.msgpack.encode(rows)) for mark, rows in told if mark}
    database.executemany("INSERT OR IGNORE INTO seen_plan VALUES (?, ?)", sorted(packed.items()))


def seen_by_each(
    database: sqlite3.Connection, answers: Iterable[Decision]
) -> dict[tuple[str, str], frozenset[str]]:
    """Return what the authors of answers on any units saw: by the unit, and ``given_on``."""
    of_unit: dict[str, list[Decision]] = {}
    for each in answers:
        of_unit.setdefault(each.unit, []).append(each)
    return {
        (unit, name): texts
        for unit, said in of_unit.items()
        for name, texts in seen_by(database, unit, said).items()
    }


def is_kept(database: sqlite3.Connection, mark: str) -> bool:
    """Tell whether the texts of a lower plan are kept already, by ``plan_mark`` of them."""
    asked = "SELECT 1 FROM seen_plan WHERE fingerprint = ?"
    return database.execute(asked, (mark,)).fetchone() is not None


def seen_by(database: sqlite3.Connection, unit: str, answers: Iterable[Decision]) -> Seen:
    """Return what the authors of answers saw of the lower plan, where it matters and is known.

    An answer without it, of an export or of an earlier version, was given on the plan of the last
    run before it; one that is older than all runs has at most seen the plan of the first.
    """
    plans: dict[str, frozenset[str] | None] = {}
    for each in answers:
        name, then = given_on(each), each.given_for or unit
        counts = each.verdict in OVERTAKEN_BY_WORK or (
            each.given_for and each.verdict in OF_ONE_UNIT
        )
        if counts and not each.lower and name not in plans:
            plans[name] = _plan(database, each) if each.seen else _then(database, then, each)
    return {name: texts for name, texts in plans.items() if texts is not None}


def lying(database: sqlite3.Connection) -> dict[str, str]:
    """Return which writing of a review workbook the program last put where: path → generation."""
    return dict(database.execute("SELECT path, generation FROM workbook").fetchall())


def note_lying(database: sqlite3.Connection, written: Mapping[str, str]) -> None:
    """Remember which writing of a review workbook has been put where."""
    with writing(database):
        database.executemany(
            "INSERT INTO workbook VALUES (?, ?)"
            " ON CONFLICT (path) DO UPDATE SET generation = excluded.generation",
            sorted(written.items()),
        )


def _plan(database: sqlite3.Connection, answer: Decision) -> frozenset[str] | None:
    """Return the texts of the lower plan that an answer names; None where they are not kept."""
    row = database.execute(
        "SELECT value FROM seen_plan WHERE fingerprint = ?", (answer.seen,)
    ).fetchone()
    if row is None:
        return None
    return frozenset(msgspec.msgpack.decode(zlib.decompress(row[0]), type=list[str]))


def _then(database: sqlite3.Connection, unit: str, answer: Decision) -> frozenset[str] | None:
    """Return the texts of the lower plan of the last run that began before an answer.

    Of the first run where there is none before; None where there is no run yet.
    """
    standing = standing_at(database, unit, answer.when) or first_standing(database, unit)
    return texts_of(each.text for each in standing.lowers.values()) if standing else None
