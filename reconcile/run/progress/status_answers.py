"""Answers in the workbook of progress: read before it is made again, and kept in the log."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from sqlite3 import Connection

from reconcile.errors import ReconcileError
from reconcile.model import (
    NOTHING_SAID,
    Finding,
    Progress,
    Side,
    StatusAnswer,
    StatusRuling,
    Where,
)
from reconcile.office.left_behind import is_left_behind
from reconcile.review import AnsweredRow, AnsweredStatuses, read_status_answers
from reconcile.run.progress.status_bodies import StatusBodies
from reconcile.run.progress.tracking_inputs import TrackingInputs
from reconcile.store.cache import keep, program_fingerprint, recall
from reconcile.store.database import writing
from reconcile.store.decisions import office_time
from reconcile.store.files import Files
from reconcile.store.open_elsewhere import must_be_as_read
from reconcile.store.outputs import adopt, is_as_written
from reconcile.store.status_answers import add_answers, standing_answers
from reconcile.tracking.bodies import body_id
from reconcile.vocabulary.findings import finding
from reconcile.vocabulary.states import read_status
from reconcile.vocabulary.status_answers import parse_ruling
from reconcile.vocabulary.terms import term

_KEPT = "status-answers"


@dataclass(slots=True)
class _Read:
    """What the workbooks brought."""

    findings: list[Finding] = field(default_factory=list)
    books: list[AnsweredStatuses] = field(default_factory=list)
    new: dict[str, StatusAnswer] = field(default_factory=dict)
    untaken: set[str] = field(default_factory=set)
    """Files with an answer that is in no log: they stay."""


def take_in_status_answers(
    database: Connection, files: Files, inputs: TrackingInputs
) -> tuple[Finding, ...]:
    """Keep what people answered in the workbooks of progress; one that is read may be replaced.

    Returns:
        What was not understood, or contradicts what others have answered since.

    Raises:
        OutputError: a workbook is open in another program, or was changed while it was read.

    """
    read = _Read()
    for path in _workbooks(files.folder):
        _read(read, database, files, path)
    must_be_as_read(files, {book.file: book.digest for book in read.books})
    if read.books:
        words, log = AnswerWords(inputs), standing_answers(database)
        for row in (row for book in read.books for row in book.rows):
            _take(read, row, log.get(row.key), words)
    if read.new:
        with writing(database, lasting=True):
            add_answers(database, read.new.values())
    for book in read.books:
        if book.only_answers and book.file not in read.untaken:
            adopt(database, book.file, book.digest)
    return tuple(read.findings)


def brings_answers(database: Connection, files: Files) -> bool:
    """Tell whether a workbook of progress is otherwise than the program wrote it."""
    for path in _workbooks(files.folder):
        name = path.relative_to(files.folder).as_posix()
        if not is_as_written(database, name, files.digest(path)):
            return True
    return False


def _workbooks(folder: Path) -> Iterator[Path]:
    """Yield the workbooks of progress, also those laid beside a person's."""
    for path in sorted((folder / "outputs").glob("tien-do*.xlsx")):
        if path.is_file() and not is_left_behind(path.relative_to(folder / "outputs")):
            yield path


def _read(read: _Read, database: Connection, files: Files, path: Path) -> None:
    """Read a workbook, unless it is as the program wrote it: it holds no answer that is new."""
    name = path.relative_to(files.folder).as_posix()
    try:
        data = files.read(path)
        if is_as_written(database, data.name, data.sha256):
            return
        made_from = program_fingerprint() + data.sha256
        book = recall(database, _KEPT, data.name, made_from, AnsweredStatuses)
        if book is None:
            book = read_status_answers(data.data, file=data.name, digest=data.sha256)
            keep(database, _KEPT, data.name, made_from, book)
    except ReconcileError as error:
        told = finding(error.code, Where(name), problem=error.problem, fix=error.fix)
        read.findings.append(told)
    else:
        read.books.append(book)


def _take(read: _Read, row: AnsweredRow, line: StatusAnswer | None, words: "AnswerWords") -> None:
    """Take in the answer on a row, where it is new."""
    stands = line.cells if line else NOTHING_SAID
    # A log that has lost the answer gets it from the workbook that shows it.
    changed = row.cells != row.before or line is None
    if not changed or row.cells == stands:
        return
    said = words.answer(row)
    earlier = read.new.get(row.key)
    if line and row.before != stands:
        said = "later"
    elif earlier and earlier.cells != row.cells:
        said = "differs"
    if isinstance(said, StatusAnswer):
        read.new[row.key] = said
        return
    read.untaken.add(row.where.file)
    text = words.text(row, said)
    problem = term("status_answer", said).format(text=text)
    fix = term("status_answer_fix", said)
    read.findings.append(finding("status-answer", row.where, problem=problem, fix=fix))


class AnswerWords:
    """What the words of answers mean with the plans at hand."""

    def __init__(self, inputs: TrackingInputs) -> None:
        self._called: dict[str, set[tuple[Side, str]]] = defaultdict(set)
        for task in inputs.upper.tasks:
            for name in (task.stt.strip(" ."), task.key):
                self._called[name].add((Side.UPPER, task.key))
        for old, key in inputs.before.items():
            self._called[old].add((Side.UPPER, key))
        for unit in inputs.units:
            for task in unit.tasks:
                self._called[task.key].add((Side.LOWER, task.key))
        units = [each.unit for each in inputs.units]
        self._bodies = StatusBodies(inputs.config, units, inputs.upper.tasks)
        self._units = [each.name for each in units]

    @property
    def bodies(self) -> tuple[str, ...]:
        """The names of whose a row may be: the units, then the offices that lead a task."""
        return tuple(dict.fromkeys([*self._units, *self._bodies.offices.values()]))

    def answer(self, row: AnsweredRow) -> StatusAnswer | str:
        """Read the cells of a row; the name of what is wrong where they are not understood."""
        cells = row.cells
        parsed = parse_ruling(cells.ruling)
        if parsed is None:
            return "ruling"
        ruling, named = parsed
        number = cells.number.strip(" .") or named
        if number and ruling is None:
            ruling = StatusRuling.OTHER
        task = self._task(ruling, number, row.proposed)
        body = self._body(cells.whose)
        if isinstance(task, str):
            return task
        if cells.whose and not body:
            return "whose"
        if cells.state and read_status(cells.state).progress is Progress.UNKNOWN:
            return "state"
        side, key = task
        file, when = row.where.file, office_time()
        return StatusAnswer(row.key, cells, ruling, side, key, body, file, when)

    def _task(
        self, ruling: StatusRuling | None, number: str, proposed: str
    ) -> tuple[Side, str] | str:
        """Return the task that is meant; the name of what is wrong where none is."""
        if ruling is None:
            return Side.UPPER, ""
        if ruling is StatusRuling.OTHER:
            return self._numbered(number)
        if number:
            return "both"
        if ruling is StatusRuling.NONE:
            return Side.UPPER, ""
        return self._numbered(proposed) if proposed else "several"

    def _numbered(self, number: str) -> tuple[Side, str] | str:
        """Return the task that bears a number or key."""
        if not number:
            return "no_number"
        found: Sequence[tuple[Side, str]] = sorted(self._called.get(number, ()))
        if len(found) == 1:
            return found[0]
        return "two_tasks" if found else "no_task"

    def _body(self, name: str) -> str:
        """Return the id of the body of a name; empty where there is none, or no name."""
        office = body_id(name) if name else ""
        return self._bodies.named(name) or (office if office in self._bodies.offices else "")

    def text(self, row: AnsweredRow, wrong: str) -> str:
        """Quote the cell that is not understood."""
        cells = row.cells
        texts = {"state": cells.state, "whose": cells.whose, "ruling": cells.ruling}
        if wrong in ("no_task", "two_tasks"):
            return cells.number or cells.ruling
        whole = "; ".join(filter(None, cells.texts))
        return texts.get(wrong) or cells.ruling or whole
