"""Notes typed on the page beside questions that nobody has answered yet.

They are kept at once. The next run reads them as it reads the notes of workbooks; once a review
workbook shows one, that workbook keeps it, as it keeps all others.
"""

import sqlite3
from collections.abc import Iterable, Mapping
from pathlib import Path

from reconcile.review import Draft
from reconcile.store.database import open_database, writing
from reconcile.store.unit_ids import ids_now

_PLACE = 'unit = ? AND "row" = ? AND "column" = ?'
_READ = (
    'SELECT unit, "row", "column", text, upper_text, lower_text FROM page_note'
    ' ORDER BY unit, "row", "column"'
)


def save_note(folder: Path, unit: str, note: Draft) -> None:
    """Keep a note in the place of the one that was typed there before; an empty one is none.

    Raises:
        OutputError: the database cannot be written.

    """
    place = (unit, note.key, note.name)
    with open_database(folder) as database, writing(database, lasting=True):
        _drop(database, place)
        if note.text:
            values = (*place, note.text, note.upper_text, note.lower_text)
            database.execute("INSERT INTO page_note VALUES (?, ?, ?, ?, ?, ?)", values)


def page_notes(database: sqlite3.Connection) -> Mapping[str, tuple[Draft, ...]]:
    """Return the notes that no workbook shows yet, by the id that their unit goes by now."""
    now, found = ids_now(database), dict[str, tuple[Draft, ...]]()
    for old, *said in database.execute(_READ).fetchall():
        unit = now.get(old, old)
        found[unit] = (*found.get(unit, ()), Draft(*said))
    return found


def hand_over(database: sqlite3.Connection, unit: str, shown: Iterable[Draft]) -> None:
    """Let go of the notes of a unit that its workbook shows from now on."""
    typed = database.execute(_READ).fetchall()
    if not typed:
        return
    texts = {(each.key, each.name): each.text for each in shown}
    now = ids_now(database)
    with writing(database):
        for old, row, column, text, *_ in typed:
            if now.get(old, old) == unit and text in texts.get((row, column), ""):
                _drop(database, (old, row, column))


def _drop(database: sqlite3.Connection, place: tuple[str, str, str]) -> None:
    """Let go of the note in a place, if there is one."""
    database.execute(f"DELETE FROM page_note WHERE {_PLACE}", place)  # noqa: S608 - constant text
