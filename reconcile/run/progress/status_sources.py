"""What lies in inputs/status, and what plans say in their status columns: taken into the log."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from sqlite3 import Connection

from reconcile.errors import ReconcileError
from reconcile.match import prepare
from reconcile.match.reported import About, FoundBy, TaskFinder
from reconcile.model import (
    Finding,
    Progress,
    Role,
    Side,
    StatusEntry,
    StatusRow,
    StatusSource,
    TaskOf,
    Where,
)
from reconcile.read.statuses.file import read_statuses
from reconcile.run.progress.plan_statuses import take_in_plans
from reconcile.run.progress.status_bodies import StatusBodies
from reconcile.run.progress.status_links import told_links
from reconcile.run.progress.status_rulings import RowRuling, StatusRulings
from reconcile.run.progress.status_streams import shrunk, status_files, stream_of
from reconcile.run.progress.tracking_inputs import TrackingInputs
from reconcile.store.cache import fingerprint, keep, program_fingerprint, recall
from reconcile.store.database import writing
from reconcile.store.files import Files, InputFile
from reconcile.store.status_answers import standing_answers
from reconcile.store.status_entries import Delivery, add_entries, deliver, links_of
from reconcile.tracking.bodies import has_part
from reconcile.tracking.doubtful import DoubtfulRow, DoubtKind
from reconcile.vocabulary.findings import finding
from reconcile.vocabulary.text import fold

_KEPT, _TAKEN = "status", "status-taken"


@dataclass(slots=True)
class TakenStatuses:
    """What became of the sources."""

    findings: list[Finding] = field(default_factory=list)
    doubtful: list[DoubtfulRow] = field(default_factory=list)
    answered: list[DoubtfulRow] = field(default_factory=list)
    """Rows that a person has settled."""
    files: int = 0
    rows: int = 0
    added: int = 0
    """Lines that the log did not have."""
    deliveries: list[Delivery] = field(default_factory=list)
    """Of files."""


def take_in_statuses(database: Connection, files: Files, inputs: TrackingInputs) -> TakenStatuses:
    """Take into the log what plans and files tell; what is doubtful stays out and is told.

    Args:
        database: the working folder's, with no transaction begun.
        files: of the working folder.
        inputs: the plans, and whose they are.

    """
    taken = TakenStatuses()
    with writing(database, lasting=True):
        taken.added += take_in_plans(database, inputs.upper, inputs.units, inputs.as_of)
        taking = _Taking(database, files, inputs, taken)
        for path in status_files(files.folder):
            taking.take(path)
        # Only now, for the files come by their names and not by their days.
        taken.findings += (f for each in taken.deliveries for f in shrunk(database, each))
    return taken


@dataclass(frozen=True, slots=True)
class _Taken:
    """What became of a file that was taken in."""

    rows: int
    delivery: Delivery
    doubtful: tuple[DoubtfulRow, ...]
    answered: tuple[DoubtfulRow, ...]
    findings: tuple[Finding, ...]
    """On what of the file was not read."""


class _Taking:
    """The files of statuses, taken in one after the other."""

    def __init__(
        self, database: Connection, files: Files, inputs: TrackingInputs, taken: TakenStatuses
    ) -> None:
        self.database = database
        self.files = files
        self.inputs = inputs
        self.taken = taken
        self._bodies = StatusBodies(
            inputs.config, [each.unit for each in inputs.units], inputs.upper.tasks
        )
        # At once, for a wrong setting stops the call and is no fault of a file.
        links = inputs.config.tracking.links
        self._said = told_links(links, inputs.upper.tasks, inputs.before)
        self._uppers = {task.key: task for task in inputs.upper.tasks}
        self._units = {each.unit.id: each for each in inputs.units}
        self._given = {
            each.unit.id: {a.key for a in each.assigned if a.role is not Role.NONE}
            for each in inputs.units
        }
        self._own: dict[str, TaskFinder] = {}
        answers = standing_answers(database)
        self._rulings = StatusRulings(answers, inputs.upper.tasks, inputs.units)
        self._mark = fingerprint(inputs.mark, self._rulings.mark)
        self._doubtful: list[DoubtfulRow] = []
        self._answered: list[DoubtfulRow] = []

    @cached_property
    def _finder(self) -> TaskFinder:
        """Finds upper tasks; made only where a file asks for it."""
        config = self.inputs.config
        return TaskFinder(
            prepare(self.inputs.upper.tasks, synonyms=config.synonyms), config.synonyms
        )

    def take(self, path: Path) -> None:
        """Take one file in."""
        try:
            data = self.files.read(path)
            mark = fingerprint(self._mark, path.name, data.sha256)
            # A file that was taken in by the same plans and settings is in the log already.
            kept = recall(self.database, _TAKEN, data.name, mark, _Taken)
            taken = kept or self._take(self._read(data), data.sha256)
        except ReconcileError as error:
            where = error.where or Where(path.name)
            self.taken.findings.append(
                finding(error.code, where, problem=error.problem, fix=error.fix)
            )
            return
        if not kept:
            keep(self.database, _TAKEN, data.name, mark, taken)
        self.taken.files += 1
        self.taken.rows += taken.rows
        self.taken.deliveries.append(taken.delivery)
        self.taken.doubtful += taken.doubtful
        self.taken.answered += taken.answered
        self.taken.findings += taken.findings
        if taken.doubtful:
            place = Where(path.name)
            self.taken.findings.append(finding("status-doubtful", place, count=len(taken.doubtful)))

    def _take(self, source: StatusSource, digest: str) -> _Taken:
        """Take what a file tells into the log."""
        owner = self._bodies.owner(source)
        stream = stream_of(owner, source.file)
        day = source.day or self.inputs.as_of
        delivery = deliver(self.database, stream, source.file, digest, (day, len(source.rows)))
        self._doubtful, self._answered = [], []
        entries = list(self._entries(source, delivery, owner))
        self.taken.added += add_entries(self.database, delivery, entries)
        rows = tuple(self._doubtful), tuple(self._answered)
        return _Taken(len(source.rows), delivery, *rows, source.findings)

    def _read(self, data: InputFile) -> StatusSource:
        """Read a file, or recall what was read of it."""
        year = self.inputs.as_of.year
        made = fingerprint(program_fingerprint(), data.path.name, data.sha256, year)
        kept = recall(self.database, _KEPT, data.name, made, StatusSource)
        if kept is None:
            kept = read_statuses(data.data, data.path.name, year)
            keep(self.database, _KEPT, data.name, made, kept)
        return kept

    def _entries(
        self, source: StatusSource, delivery: Delivery, owner: str
    ) -> Iterator[tuple[str, StatusEntry]]:
        """Yield what the rows of a source say of tasks that are known; note the doubtful ones."""
        links = links_of(self.database, delivery.stream) | {
            called: key for called, key in self._said.items() if key
        }
        before = self.inputs.before
        # A form that was handed out before bears the keys of then.
        keyed = [replace(row, key=before.get(row.key, row.key)) for row in source.rows]
        abouts = self._finder.find(keyed, links)
        for row, about in zip(source.rows, abouts, strict=True):
            bodies = self._bodies.of_row(row, owner)
            for body in bodies:
                ruling = self._rulings.on(row, body, delivery.stream)
                told = self._told(row, about, body, ruling)
                yield from self._entry(row, told, delivery, body)

    def _told(self, row: StatusRow, about: About, body: str, ruling: RowRuling) -> "_Told":
        """Tell of which task of which body a row is: as a person says, else as it was found."""
        whose = ruling.body or body
        if ruling.task:
            return _Told(ruling.side, About(ruling.task, FoundBy.LINK), whose, ruling)
        side, found = self._own_or(row, about, whose)
        return _Told(side, found, whose, ruling)

    def _own_or(self, row: StatusRow, about: About, body: str) -> tuple[Side, About]:
        """Look among a unit's own tasks for what is plainly no upper task."""
        # The key of a form outranks its text: a unit may have copied that of the upper task.
        plain = about.by in (FoundBy.TEXT, FoundBy.LINK) and not row.key
        if plain or about.by is FoundBy.KEY:
            return Side.UPPER, about
        unit = self._units.get(body)
        if unit is None or not unit.tasks:
            return Side.UPPER, about
        if body not in self._own:
            self._own[body] = TaskFinder(prepare(unit.tasks))
        own = self._own[body].plainly(row)
        return (Side.LOWER, own) if own else (Side.UPPER, about)

    def _entry(
        self, row: StatusRow, told: "_Told", delivery: Delivery, body: str
    ) -> Iterator[tuple[str, StatusEntry]]:
        """Make the entry of a row; one that is doubtful is noted, and counts nowhere."""
        if not row.words and row.said.progress is Progress.UNKNOWN:
            return
        beside = f"|{row.where.column}" if row.where.column else ""
        place = f"{row.where.sheet}|{row.where.row}|{body}{beside}"
        row = replace(row, said=told.ruling.said) if told.ruling.said else row
        about, day = told.about, row.updated or delivery.day
        called = (self._said.get(fold(name)) for name in (row.text, row.own_id))
        none = told.ruling.none or "" in called
        theirs = told.side is Side.LOWER or not about.task or self._has_part(told.body, about.task)
        doubt = None if none else _doubt(row, about, told.body if theirs else "")
        self._note(row, told, doubt, day)
        task = about.task if theirs and not none else ""
        # An answer that was taken back takes back the line that it had made.
        if told.body and (task or none or told.ruling.answers):
            duty = TaskOf(told.body, told.side, task)
            yield (
                place,
                StatusEntry(
                    duty,
                    day,
                    row.said,
                    row.words,
                    delivery.stream,
                    row.where,
                    delivery.id,
                    row.difficulty,
                    row.proposal,
                    row.own_id,
                ),
            )

    def _note(self, row: StatusRow, told: "_Told", doubt: DoubtKind | None, day: date) -> None:
        """Note what a person should look at, and what one has answered."""
        name = row.who or self._bodies.name(told.body)
        perhaps = told.about.perhaps or ((told.about.task,) if told.about.task else ())
        asked = ""
        if doubt:
            asked = told.ruling.keys[doubt is DoubtKind.WORDS]
            cells = told.ruling.cells(asked)
            self._doubtful.append(DoubtfulRow(doubt, row, day, name, perhaps, asked, cells))
        self._answered += (
            DoubtfulRow(DoubtKind.ANSWERED, row, day, name, perhaps, key, cells)
            for key, cells in told.ruling.settled
            if key != asked
        )

    def _has_part(self, body: str, key: str) -> bool:
        """Tell whether an upper task is given to a body at all."""
        if body not in self._given:
            return has_part(self._uppers[key], body)
        return key in self._given[body]


@dataclass(frozen=True, slots=True)
class _Told:
    """Of which task of which body a row is."""

    side: Side
    about: About
    body: str
    ruling: RowRuling


def _doubt(row: StatusRow, about: About, body: str) -> DoubtKind | None:
    """Tell why a row does not count; None where it does."""
    if not body:
        return DoubtKind.BODY
    if not about.task:
        return DoubtKind.TASK if about.perhaps else DoubtKind.NO_TASK
    return DoubtKind.WORDS if row.said.progress is Progress.UNKNOWN else None
