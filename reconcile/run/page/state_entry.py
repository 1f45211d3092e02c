"""A state that a person enters on the page: a line of the same log as those of other sources."""

import datetime as dt
from dataclasses import dataclass, replace
from pathlib import Path
from sqlite3 import Connection

from reconcile.model import BY_HAND, Progress, StatusEntry, StatusWords, TaskOf, Where
from reconcile.store.cache import fingerprint
from reconcile.store.database import open_database, writing
from reconcile.store.decisions import office_time
from reconcile.store.status_entries import add_entries, deliver, entries_on
from reconcile.vocabulary.directives import find_directives
from reconcile.vocabulary.terms import term
from reconcile.vocabulary.text import typed

_MOST = 2000
"""Letters of what a person types."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StateSaid:
    """What a person says of one task of one body."""

    duty: TaskOf
    progress: Progress
    day: dt.date
    """For which it holds."""
    done_on: dt.date | None = None
    document: str = ""
    note: str = ""
    person: str = ""
    saw: str = ""
    """``states_mark`` of the task when the page was shown."""

    @property
    def words(self) -> str:
        """It as a report would have written it."""
        done = f" ngày {self.done_on:%d/%m/%Y}" if self.done_on else ""
        parts = (term("progress_state", self.progress) + done, self.document, self.note)
        return "; ".join(text for part in parts if (text := typed(part, _MOST)))


def as_chosen(entry: StatusEntry, day: dt.date, person: str, saw: str) -> StateSaid:
    """Say what one of two sources says that contradict each other, as a person has chosen."""
    return StateSaid(
        duty=entry.duty,
        progress=entry.said.progress,
        day=day,
        done_on=entry.said.done_on,
        document="; ".join(map(str, entry.said.documents)),
        note=f"theo {entry.where.whole_row}",
        person=person,
        saw=saw,
    )


def states_mark(entries: tuple[StatusEntry, ...]) -> str:
    """Return the mark of all that was told of a task: another one, and the page is old."""
    return fingerprint([(each.delivery, each.where, each.words) for each in entries])[:16]


def save_state(folder: Path, said: StateSaid) -> StatusEntry | None:
    """Add what a person says of a task to the log.

    Returns:
        What was told of it elsewhere since the page was shown, and then nothing is added; None
        where it is saved.

    Raises:
        OutputError: the database cannot be written.

    """
    entry = _entry(said)
    with open_database(folder) as database, writing(database, lasting=True):
        before = entries_on(database, said.duty)
        if before and states_mark(before) != said.saw and not _says_the_same(before[-1], entry):
            return before[-1]
        _add(database, entry)
    return None


def take_back(folder: Path, duty: TaskOf) -> StatusEntry | None:
    """Take back the last state that was entered on the page for a task; None where there is none.

    The line stays in the log, followed by one that says that it is of no task.

    Raises:
        OutputError: the database cannot be written.

    """
    with open_database(folder) as database, writing(database, lasting=True):
        ours = [each for each in entries_on(database, duty) if each.stream == BY_HAND]
        if not ours:
            return None
        gone = replace(ours[-1], duty=replace(duty, task=""))
        delivery = deliver(database, BY_HAND, gone.where.file, _content(ours[-1]), (gone.day, 1))
        add_entries(database, delivery, [("", gone)])
        return ours[-1]


def _entry(said: StateSaid) -> StatusEntry:
    """Make the line of a state, with the person and the time as its place."""
    written = f"{dt.datetime.fromisoformat(office_time()):%d/%m/%Y %H:%M:%S}"
    place = ", ".join(part for part in (typed(said.person, _MOST), written) if part)
    words = StatusWords(
        said.progress,
        done_on=said.done_on if said.progress is Progress.DONE else None,
        documents=find_directives(said.document),
    )
    where = Where(term("page", "place_progress"), place)
    return StatusEntry(said.duty, said.day, words, said.words, BY_HAND, where)


def _add(database: Connection, entry: StatusEntry) -> None:
    """Add a line as a delivery of its own: the same twice in one second is said once."""
    told = (entry.day, 1)
    delivery = deliver(database, BY_HAND, entry.where.file, _content(entry), told)
    add_entries(database, delivery, [("", entry)])


def _content(entry: StatusEntry) -> str:
    """Return by what a line entered on the page is known."""
    return fingerprint(entry.duty, entry.day, entry.said, entry.words, entry.where.sheet)


def _says_the_same(one: StatusEntry, other: StatusEntry) -> bool:
    """Tell whether two lines say the same of a task."""
    return (one.day, one.said, one.words) == (other.day, other.said, other.words)
