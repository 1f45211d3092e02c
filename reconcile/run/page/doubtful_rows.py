"""Rows of sources that count nowhere, answered on the page as in the workbook of progress."""

from dataclasses import dataclass
from pathlib import Path

from reconcile.model import NOTHING_SAID, StatusAnswer, StatusCells, Where
from reconcile.review import AnsweredRow
from reconcile.run.open_folder import open_files
from reconcile.run.page.snapshot import short_id
from reconcile.run.page.states import FolderTracking
from reconcile.run.progress.status_answers import AnswerWords
from reconcile.run.progress.status_sources import TakenStatuses, take_in_statuses
from reconcile.store.cache import fingerprint
from reconcile.store.database import open_database, writing
from reconcile.store.status_answers import add_answers, standing_answers
from reconcile.tracking.doubtful import DoubtfulRow, DoubtKind, one_each
from reconcile.vocabulary.terms import term


@dataclass(frozen=True, slots=True)
class AskedOnRow:
    """A row that a person is asked about, or has answered on."""

    row: DoubtfulRow
    perhaps: tuple[str, ...]
    """The tasks that it may be about, each by number and text."""
    proposed: str
    """Key of the one among them; empty where there is not one."""

    @property
    def id(self) -> str:
        """By what it goes on the page."""
        return short_id(self.row.key)

    @property
    def is_answered(self) -> bool:
        """Whether a person has settled it."""
        return self.row.kind is DoubtKind.ANSWERED

    @property
    def mark(self) -> str:
        """Of what is answered on it: another one, and the page is old."""
        return _mark(self.row.said)


@dataclass(frozen=True, slots=True)
class RowOvertaken:
    """What somebody else has answered on a row since the page was shown."""

    stands: StatusAnswer


@dataclass(frozen=True, slots=True)
class RowRefused:
    """An answer that is not understood."""

    why: str
    """Name of what is wrong, in the glossary."""
    problem: str
    fix: str


def asked_rows(tracked: FolderTracking) -> list[AskedOnRow]:
    """List the rows that count nowhere, then those that people have settled."""
    taken, upper = tracked.taken, tracked.inputs.upper
    named = {
        task.key: f"{task.stt.rstrip('.')}. {task.text}" + (f" ({task.plan})" if task.plan else "")
        for task in upper.tasks
    }
    every = (*one_each(taken.doubtful), *one_each(taken.answered))
    return [_asked(each, named) for each in every]


def bodies_named(tracked: FolderTracking) -> tuple[str, ...]:
    """Name whose a row may be: the units, and the offices that lead a task."""
    return AnswerWords(tracked.inputs).bodies


def answer_row(
    folder: Path, tracked: FolderTracking, asked: AskedOnRow, cells: StatusCells, saw: str
) -> TakenStatuses | RowOvertaken | RowRefused:
    """Keep an answer on a row, and take the sources in again by it.

    Args:
        folder: the working folder.
        tracked: as the folder was read.
        asked: the row.
        cells: the answer; nothing said takes back what was.
        saw: mark of what was answered on it when the page was shown.

    Raises:
        OutputError: the database cannot be written.

    """
    place = Where(term("page", "place_progress"))
    words = AnswerWords(tracked.inputs)
    given = AnsweredRow(asked.row.key, cells, asked.row.said, asked.proposed, place)
    said = words.answer(given)
    if isinstance(said, str):
        problem = term("status_answer", said).format(text=words.text(given, said))
        return RowRefused(said, problem, term("status_answer_fix", said))
    with open_database(folder) as database:
        with writing(database, lasting=True):
            stands = standing_answers(database).get(asked.row.key)
            if stands and stands.cells != cells and _mark(stands.cells) != saw:
                return RowOvertaken(stands)
            add_answers(database, [said])
        with open_files(folder) as files:
            return take_in_statuses(database, files, tracked.inputs)


def _asked(each: DoubtfulRow, named: dict[str, str]) -> AskedOnRow:
    """Put the tasks that a row may be about beside it."""
    perhaps = [key for key in each.perhaps if key in named]
    proposed = perhaps[0] if len(perhaps) == 1 else ""
    return AskedOnRow(each, tuple(named[key] for key in perhaps), proposed)


def _mark(cells: StatusCells) -> str:
    """Return the mark of an answer; empty for none."""
    return "" if cells == NOTHING_SAID else fingerprint(cells.texts)[:16]
