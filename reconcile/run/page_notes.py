"""Notes typed on the page beside questions that nobody has answered yet.

They are kept at once. The next run reads them as it reads the notes of workbooks; once a review
workbook shows one, that workbook keeps it, as it keeps all others.
"""

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from reconcile.review import Draft
from reconcile.store.cache import drop, fingerprint, keep, recall_all
from reconcile.store.database import open_database, writing
from reconcile.store.unit_ids import ids_now

_KIND = "page-note"


@dataclass(frozen=True, slots=True)
class _PageNote:
    """A note and the unit that it is about."""

    unit: str
    draft: Draft


def save_note(folder: Path, unit: str, note: Draft) -> None:
    """Keep a note in the place of the one that was typed there before; an empty one is none.

    Raises:
        OutputError: the database cannot be written.

    """
    with open_database(folder) as database:
        if not note.text:
            drop(database, _KIND, [_name(unit, note)])
            return
        with writing(database, lasting=True):
            keep(database, _KIND, _name(unit, note), "", _PageNote(unit, note))


def page_notes(database: sqlite3.Connection) -> Mapping[str, tuple[Draft, ...]]:
    """Return the notes that no workbook shows yet, by the id that their unit goes by now."""
    now, found = ids_now(database), dict[str, tuple[Draft, ...]]()
    for each in recall_all(database, _KIND, _PageNote):
        unit = now.get(each.unit, each.unit)
        found[unit] = (*found.get(unit, ()), each.draft)
    return found


def hand_over(database: sqlite3.Connection, unit: str, shown: Iterable[Draft]) -> None:
    """Let go of the notes of a unit that its workbook shows from now on."""
    typed = recall_all(database, _KIND, _PageNote)
    if not typed:
        return
    texts = {(each.key, each.name): each.text for each in shown}
    now = ids_now(database)
    gone = [
        _name(each.unit, each.draft)
        for each in typed
        if now.get(each.unit, each.unit) == unit
        and each.draft.text in texts.get((each.draft.key, each.draft.name), "")
    ]
    if gone:
        drop(database, _KIND, gone)


def _name(unit: str, note: Draft) -> str:
    """Return under what a note is kept."""
    return fingerprint(unit, note.key, note.name)
