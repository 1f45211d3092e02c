"""Which id a unit goes by now that was called otherwise, or that another has taken over."""

import sqlite3
from collections.abc import Mapping
from dataclasses import replace

from reconcile.model import Decision
from reconcile.store.database import writing
from reconcile.vocabulary.task_keys import of_unit


def units_now(database: sqlite3.Connection) -> dict[str, str]:
    """Return which id each unit goes by now that has changed it: old → new."""
    return dict(database.execute("SELECT old, new FROM unit_now ORDER BY old").fetchall())


def units_called(database: sqlite3.Connection) -> dict[str, str]:
    """Return the id that each renamed unit has kept, by the id that its name gives now."""
    return dict(database.execute("SELECT spelled, id FROM unit_called ORDER BY spelled").fetchall())


def ids_now(database: sqlite3.Connection) -> dict[str, str]:
    """Return under which id a unit's answers are kept, by every id that its names ever gave.

    A workbook bears the id that its unit had when it was written.
    """
    now, called = units_now(database), units_called(database)
    return {
        spelled: called.get(now.get(spelled, spelled), now.get(spelled, spelled))
        for spelled in {**now, **called}
    }


def keep_identity(database: sqlite3.Connection, called: Mapping[str, str]) -> None:
    """Let units that are called otherwise now keep the ids that they had: id of now → kept id."""
    with writing(database):
        database.executemany(
            "INSERT OR REPLACE INTO unit_called VALUES (?, ?)", sorted(called.items())
        )


def carry_units(database: sqlite3.Connection, renamed: Mapping[str, str]) -> None:
    """Let the answers on units count for those that these are now: old id → new id.

    The lines of the log stay as they are; a chain of renamings leads to its end. Inside a
    transaction that the caller has begun.
    """
    for old, new in sorted(renamed.items()):
        database.execute("UPDATE unit_now SET new = ? WHERE new = ?", (new, old))
        database.execute("DELETE FROM unit_now WHERE old = ?", (new,))
        database.execute("INSERT OR REPLACE INTO unit_now VALUES (?, ?)", (old, new))


def renamed_units(database: sqlite3.Connection) -> tuple[tuple[str, str], ...]:
    """Return which units go by another id now: lines of the log show that."""
    return tuple(database.execute("SELECT old, new FROM unit_now ORDER BY old, new").fetchall())


def of_now(decision: Decision, now: Mapping[str, str]) -> Decision:
    """Return an answer as one on the unit that it counts for now, by ``units_now``."""
    unit = now.get(decision.unit, decision.unit)
    if unit == decision.unit:
        return decision
    return replace(of_unit(decision, unit), given_for=decision.given_for or decision.unit)


def of_then(decision: Decision, now: Mapping[str, str]) -> str:
    """Return under which id the log keeps an answer: that of the unit that it was given on."""
    # An id that leads nowhere would hang the answer on a unit that is no more.
    there = now.get(decision.given_for) == decision.unit
    return decision.given_for if there else decision.unit


def names_before(database: sqlite3.Connection) -> tuple[tuple[str, str, str], ...]:
    """Return each unit that another has the answers of: its id, that of the other, its name."""
    rows = database.execute(
        "SELECT old, new, COALESCE(name, '') FROM unit_now LEFT JOIN unit ON id = old ORDER BY old"
    )
    return tuple(rows.fetchall())
