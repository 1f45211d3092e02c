"""Every unit of a working folder: those that have changed are settled, their outputs put in place.

Only here do the folder and the database meet what ``settle`` works out; workers see neither.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reconcile.errors import OutputError
from reconcile.model import Decision, Plan, Where
from reconcile.run.answers.answers_on import answers_on
from reconcile.run.answers.take_in_answers import ShownDrafts, note_placed
from reconcile.run.answers.touched import TRACKED, WordingsHeard, made_with
from reconcile.run.progress.told_states import told_of
from reconcile.run.reading.kept_tables import LowerInput, Tables
from reconcile.run.settle import REVIEWS, Lower, OutputPlace, TakenIn
from reconcile.run.settle_one import SharedByUnits, UnitDone, UnitTask, make_ready, settle_one
from reconcile.run.upper_side import Upper
from reconcile.run.watch import Watch
from reconcile.run.workers.pool import spread, workers_for
from reconcile.run.writing.documents import Outputs
from reconcile.run.writing.joint import has_part, keep_part
from reconcile.run.writing.outputs import PlacedOutputs, put_in_place, still_to_make
from reconcile.run.writing.wanted import Wanted, never
from reconcile.store.cache import fingerprint, keep, recall
from reconcile.store.decisions import count_lines, taken_back
from reconcile.store.files import Files
from reconcile.store.history import history_of, remember_run
from reconcile.store.seen import seen_by
from reconcile.tracking.coverage import UnitFigures

if TYPE_CHECKING:
    from reconcile.run.workers.machines import Machines


@dataclass(frozen=True, slots=True)
class UnitJob:
    """One unit to settle, where its outputs go, and what its reviewers said."""

    lower: LowerInput
    place: OutputPlace
    review: TakenIn
    plan: Plan | None = None
    """Its plan where that is read already: it is then that of a level between, and no unit's."""


@dataclass(frozen=True, slots=True)
class UnitReport:
    """What became of one unit."""

    figures: UnitFigures
    outputs: PlacedOutputs
    made_from: str
    """Fingerprint of all that its outcome comes from."""


@dataclass(frozen=True, slots=True)
class _Unit:
    """A unit as it stands before anything is made of it."""

    job: UnitJob
    answers: tuple[Decision, ...]
    sent: str
    """Fingerprint of all that its outcome comes from, but for what was judged in any unit."""
    made_from: str
    """Fingerprint of that, too; empty before it is settled."""
    kept: UnitFigures | None
    names: tuple[str, ...]
    """Of its outputs, where the figures are kept."""
    missing: tuple[str, ...]
    """Those of them that are to be made."""
    generation: str
    """What a review workbook that is made of it goes by, but for what touches its plan."""
    writing: str = ""
    """What the one in its place goes by; empty before the unit is settled."""


class UnitsAtWork:
    """The units of an opened working folder, to be settled."""

    def __init__(
        self, upper: Upper, files: Files, tables: Tables, machines: "Machines | None" = None
    ) -> None:
        self.upper = upper
        self.machines = machines
        self.files = files
        self.tables = tables
        self.database = tables.database
        self.heard = WordingsHeard(tables.database, upper.known)

    def settle(
        self, jobs: Sequence[UnitJob], wanted: Wanted, processes: int, watch: Watch
    ) -> tuple[UnitReport, ...]:
        """Settle the units that have changed, and put in place what is wanted of each.

        Args:
            jobs: the units.
            wanted: which outputs.
            processes: how many may work; 0 for one per processor where that pays off.
            watch: told of each unit as it begins and ends.

        Returns:
            One for each unit, in the order given.

        """
        watch.expects(len(jobs))
        reports: dict[int, UnitReport] = {}
        changed: list[tuple[int, _Unit]] = []
        for at, job in enumerate(jobs):
            unit = self._look(job, wanted)
            if unit.kept and not unit.missing:
                put = self._put(unit, unit.names, {})
                reports[at] = UnitReport(unit.kept, put, unit.made_from)
                watch.ends(job.lower.unit.name)
            else:
                changed.append((at, unit))
        tasks = (self._begun(unit, watch) for _, unit in changed)
        workers = workers_for(processes, len(changed))
        for number, done in self._spread(SharedByUnits(self.upper, wanted), tasks, workers):
            at, unit = changed[number]
            reports[at] = self._finish(unit, done)
            watch.ends(unit.job.lower.unit.name)
        return tuple(reports[at] for at in range(len(jobs)))

    def _spread(
        self, shared: SharedByUnits, tasks: Iterable[UnitTask], workers: int
    ) -> Iterator[tuple[int, UnitDone]]:
        """Settle units here, in further processes, or on further machines."""
        if self.machines:
            return self.machines.spread(settle_one, shared, tasks)
        if workers > 1:
            make_ready(self.upper)
        return spread(settle_one, shared, tasks, workers)

    def _look(self, job: UnitJob, wanted: Wanted) -> _Unit:
        """Tell whether anything that a unit's outcome comes from has changed."""
        unit = job.lower.known_unit.id
        answers = answers_on(self.database, unit, job.lower.took_over)
        withdrawn = taken_back(self.database, unit)
        shared = self.upper.made_from, job.lower.made_from, job.place, job.review
        sent = fingerprint(*shared, answers, withdrawn)
        if job.lower.took_over:
            sent = fingerprint(sent, sorted(job.lower.took_over.items()))
        if told := told_of(self.database, unit):
            sent = fingerprint(sent, sorted(told.items()))
        # Two writings that show the same are two, where people answered in between.
        generation = fingerprint(sent, count_lines(self.database, unit))[:16]
        touching = self.heard.touching(unit, sent)
        made_from = made_with(sent, touching) if touching else ""
        kept = recall(self.database, "outcome", unit, made_from, UnitFigures)
        if kept is None or (wanted.reviews and not has_part(self.database, unit, made_from)):
            return _Unit(job, answers, sent, "", None, (), (), generation)
        names = tuple(wanted.outputs(self.upper, job.place, kept.digest.summary, never))
        missing = still_to_make(self.database, self.files, made_from, names)
        writing = made_with(generation, touching)[:16] if touching else generation
        return _Unit(job, answers, sent, made_from, kept, names, missing, generation, writing)

    def _begun(self, unit: _Unit, watch: Watch) -> UnitTask:
        """Hand a unit to a worker that is free."""
        watch.begins(unit.job.lower.unit.name)
        return self.task(unit)

    def task(self, unit: _Unit) -> UnitTask:
        """Gather what a worker needs of a unit; called only when a worker is free."""
        job, sent = unit.job, unit.job.lower
        lower = Lower(
            unit=sent.known_unit,
            place=job.place,
            tables=self.tables.of(sent),
            findings=sent.findings,
            review=job.review,
            answers=unit.answers,
            withdrawn=taken_back(self.database, sent.known_unit.id),
            history=history_of(self.database, sent.known_unit.id),
            seen=seen_by(self.database, sent.known_unit.id, unit.answers),
            took_over=sent.took_over,
            generation=unit.generation,
            told=told_of(self.database, sent.known_unit.id),
            originals={
                held.file: self.files.kept(held.original) for held in sent.held if held.original
            },
            read=job.plan,
        )
        return UnitTask(lower, unit.missing if unit.kept else None)

    def lower(self, job: UnitJob) -> Lower:
        """Gather what a unit is settled from, for who settles it here and writes nothing."""
        return self.task(self._look(job, Wanted(nothing=True))).lower

    def _finish(self, unit: _Unit, done: UnitDone) -> UnitReport:
        """Put in place what a worker made, and keep what later runs need."""
        sent = unit.job.lower.known_unit
        unit = replace(unit, made_from=made_with(unit.sent, done.touching), writing=done.generation)
        outputs = self._put(unit, done.names, done.contents)
        remember_run(self.database, sent, done.standing)
        if done.part:
            keep_part(self.database, sent.id, unit.made_from, done.part)
        keep(self.database, TRACKED, sent.id, unit.made_from, done.tracked)
        self.heard.keep(sent.id, unit.sent, unit.made_from, [*done.touching.texts])
        # Last: the next run passes a unit over by it, and a killed one must leave nothing undone.
        keep(self.database, "outcome", sent.id, unit.made_from, done.figures)
        return UnitReport(done.figures, outputs, unit.made_from)

    def _put(self, unit: _Unit, names: Sequence[str], contents: dict[str, bytes]) -> PlacedOutputs:
        """Put the outputs of a unit in their places."""
        makers: Outputs = {name: _content(contents, name) for name in names}
        done = put_in_place(self.database, self.files, unit.made_from, makers)
        drafts = ShownDrafts(unit.job.lower.known_unit.id, unit.job.review.drafts, unit.writing)
        reviews = self.files.folder / REVIEWS
        books = (each for each in done.placed if each.path.parent == reviews)
        note_placed(self.database, self.files, books, drafts)
        return done


def _content(contents: dict[str, bytes], name: str) -> Callable[[], bytes]:
    """Return what gives the content that a worker made for an output."""

    def made() -> bytes:
        if name not in contents:  # it was there when the run looked, and has gone since
            raise OutputError(
                "tệp kết quả vừa bị sửa hoặc xóa trong khi chương trình đang chạy",
                where=Where(name),
                fix="chạy lại lệnh",
            )
        return contents[name]

    return made
