"""A working folder in memory: what a run does, with bytes for files and a database without one.

It walks the same way as ``reconcile.run``: whose the answers are, what comes back, the unit
settled, the workbook written, the run remembered. It asks the same functions at each step; only
files are dictionaries here.
"""

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Generic, TypeVar
from unittest.mock import patch

from cycle.bookkeeper import Drafted, Told, UpperStanding, View
from cycle.invented import Item, source
from cycle.lines import as_line
from cycle.paper import Paper, Written
from reconcile.config import Config, Proposals, UnitSettings
from reconcile.model import Decision, Finding, Plan, Reconciliation
from reconcile.normalise import to_plan
from reconcile.normalise.several import together
from reconcile.normalise.which_plan import UpperFile, plans_of
from reconcile.report.documents.plan.proposals import propose
from reconcile.review import Review, gather, joint_book, merged, read_reviews
from reconcile.run.answers.answers_on import answers_on
from reconcile.run.answers.rebuild_decisions import rebuild_decisions
from reconcile.run.answers.renamed import carry_brought, carry_renamed
from reconcile.run.answers.renamed_workbooks import names_of_before, read_before
from reconcile.run.answers.take_in_answers import ShownDrafts, by_units_of_now, take_in_everywhere
from reconcile.run.answers.untold import all_told
from reconcile.run.reading.input_files import UPPER
from reconcile.run.reading.kept_tables import Held, LowerInput
from reconcile.run.settle import (
    NOTHING,
    Lower,
    OutputPlace,
    SettledUnit,
    TakenIn,
    review_name,
)
from reconcile.run.upper_side import Upper
from reconcile.run.writing.joint import JOINT
from reconcile.run.writing.unit_outputs import unit_outputs
from reconcile.run.writing.unit_review import part_of
from reconcile.store.cache import fingerprint, keep, pack, recall
from reconcile.store.database import NAME
from reconcile.store.decisions import count_lines, current, history, record, taken_back
from reconcile.store.decisions_csv import from_csv, to_csv
from reconcile.store.decisions_import import Imported, take_in
from reconcile.store.history import history_of, remember_run
from reconcile.store.judged_wordings import judged_wordings
from reconcile.store.outputs import adopt, is_as_written
from reconcile.store.plan_order import known_order, known_unnumbered
from reconcile.store.schema import MIGRATIONS
from reconcile.store.seen import keep_seen, lying, note_lying, seen_by, seen_by_each
from reconcile.store.unit_ids import ids_now
from reconcile.tracking.reopening import CarriedOver
from reconcile.vocabulary.units import make_unit
from reconcile.workbook.xlsx.write import workbook_bytes

AS_OF = date(2026, 11, 20)
STAGES = ("read", "recorded", "settled", "written")
"""After which a run may be killed."""
_LATELY = 4
Kind = TypeVar("Kind")


class KilledError(Exception):
    """The run was ended in between."""


@dataclass(frozen=True)
class Ran:
    """What a run left, for the bookkeeper."""

    result: Reconciliation
    answers: CarriedOver
    findings: tuple[Finding, ...]
    read: tuple[str, ...]
    """Names of the workbooks that were read."""


@dataclass(frozen=True)
class Filed:
    """A file in the folder."""

    paper: Paper
    digest: str
    ours: bool = False
    """Whether nobody has opened it since the program wrote it."""


@dataclass
class Lately(Generic[Kind]):
    """The last few things that were worked out, by what they were worked out from."""

    kept: dict[str, Kind] = field(default_factory=dict)

    def of(self, mark: str, make: Callable[[], Kind]) -> Kind:
        """Return what was made from the same, or make it."""
        made = self.kept.pop(mark, None)
        self.kept[mark] = made = make() if made is None else made
        while len(self.kept) > _LATELY:
            del self.kept[next(iter(self.kept))]
        return made


def returned(paper: Paper) -> Filed:
    """Lay down what a person has saved."""
    return Filed(paper, sha256(paper.make()).hexdigest())


def database() -> sqlite3.Connection:
    """Make an empty database in memory."""
    made = sqlite3.connect(":memory:", isolation_level=None)
    for script in MIGRATIONS:
        made.executescript(script)
    made.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
    return made


@dataclass
class Memory:
    """A working folder with one unit that people work on, and a neighbour that stays as it is.

    The neighbour is there for the workbook of all units, and for what marks in it bring.
    """

    upper: list[Item]
    lower: list[Item]
    names: list[str] = field(default_factory=lambda: ["UBND xã An Bình"])
    """Of the unit, the one of now last."""
    file: str = "xa.xlsx"
    books: dict[str, Filed] = field(default_factory=dict)
    """What lies in outputs/review, by its path."""
    now: datetime = datetime(2026, 11, 20, 8)  # noqa: DTZ001 - the office's own
    database: sqlite3.Connection = field(default_factory=database)
    annex: list[Item] = field(default_factory=list)
    """Of the upper plan, in a file of its own that says nothing of itself."""
    later: list[list[Item]] = field(default_factory=list)
    """Upper plans that came since, each with a number."""
    neighbour: str = "UBND xã Láng Thượng"
    """Empty for none; it began with the same rows."""
    rows_beside: list[Item] = field(default_factory=list)
    """Of the neighbour."""
    commune: str = "UBND xã An Bình"
    """The unit, by the first of its names."""
    taken_over: list[tuple[str, list[str]]] = field(default_factory=list)
    """The communes that are one with the unit by now: the first name of each, and all."""
    shown: SettledUnit | None = None
    """What the page shows: the unit as the last run left it."""
    uppers: Lately[Upper] = field(default_factory=Lately)
    outcomes: Lately[SettledUnit] = field(default_factory=Lately)
    """As on a disk, what has not changed is not worked out again."""
    read_before: frozenset[str] = frozenset()
    """Names of the workbooks that had been read when the last run began."""

    def __post_init__(self) -> None:
        self.rows_beside = list(self.lower)

    @property
    def every_name(self) -> list[str]:
        """Return what the unit was ever called, and what the communes that it has taken over."""
        gone = (name for _, names in self.taken_over for name in names)
        return [*self.names, *gone, *filter(None, [self.neighbour])]

    def commune_of(self, unit: str) -> str:
        """Return which commune an id means, by the first of its names."""
        gone = {make_unit(name).id: first for first, names in self.taken_over for name in names}
        return gone.get(unit, self.commune)

    def merge(self, rows: list[Item], *, under_the_neighbour: bool) -> None:
        """Make one commune of the unit and its neighbour; one has taken the other over.

        Args:
            rows: of its plan.
            under_the_neighbour: it is the neighbour that has taken the unit over.

        """
        heir, names = (self.commune, self.names), (self.neighbour, [self.neighbour])
        (self.commune, self.names), gone = (names, heir) if under_the_neighbour else (heir, names)
        self.taken_over.append(gone)
        self.lower, self.rows_beside, self.neighbour = rows, [], ""
        self.file, self.shown = f"hop nhat {len(self.taken_over)}.xlsx", None

    def by_unit(self, log: Iterable[Decision] | None = None) -> dict[str, list[Decision]]:
        """Return the log by the ids of communes; those that are one with the unit may be apart yet.

        That is so until the next run, and again where a database of before is put back.

        Args:
            log: another one than that of now, to be parted by the ids that the communes have now.

        """
        now, found = self.units_now(), dict[str, list[Decision]]()
        for each in self.log() if log is None else log:
            found.setdefault(now.get(each.unit, each.unit), []).append(each)
        return found

    def units_now(self) -> dict[str, str]:
        """Return under which id the answers on a commune are kept, by the ids of before."""
        return ids_now(self.database)

    @property
    def given(self) -> list[Item]:
        """Return the tasks of all upper plans."""
        return [*self.upper, *self.annex, *(item for plan in self.later for item in plan)]

    def above(self) -> list[tuple[str, str, list[Item]]]:
        """Return the files of the upper side: name, letterhead, rows."""
        office = "UBND TỈNH HÀ SƠN"
        files = [("tinh.xlsx", office, self.upper)]
        if self.annex:
            files.append(("phu luc.xlsx", "DANH MỤC NHIỆM VỤ", self.annex))
        for number, items in enumerate(self.later, start=201):
            files.append((f"kh {number}.xlsx", f"{office}\nSố: {number}/KH-UBND", items))
        return sorted(files, key=lambda each: each[0])

    def clock(self) -> str:
        """Return the time; it goes on with every question but a few."""
        return self.now.isoformat(timespec="seconds")

    def log(self) -> tuple[Decision, ...]:
        """Return every line of the log about the unit."""
        return tuple(each for each in history(self.database) if each.unit != self.beside)

    def standing(self) -> tuple[Decision, ...]:
        """Return the answers that stand on the unit."""
        return tuple(each for each in current(self.database) if each.unit != self.beside)

    def log_beside(self) -> tuple[Decision, ...]:
        """Return every line of the log about the neighbour."""
        return history(self.database, self.beside) if self.neighbour else ()

    @property
    def beside(self) -> str:
        """Return the id of the neighbour."""
        return make_unit(self.neighbour).id if self.neighbour else ""

    def backup(self) -> bytes:
        """Copy the database."""
        return self.database.serialize()

    def restore(self, kept: bytes | None) -> None:
        """Put a copy in the place of the database, or nothing."""
        self.shown = None
        self.database.close()
        self.database = database()
        if kept is not None:
            self.database.deserialize(kept)

    def exported(self) -> str:
        """Write the answers as a CSV file."""
        stands = self.standing()
        seen = seen_by_each(self.database, stands)
        names = {make_unit(name).id: name for name in self.every_name}
        return to_csv(stands, dict.fromkeys(self._ids(), self.names[0]) | names, seen)

    def imported(self, text: str) -> Imported:
        """Read a CSV file."""
        return take_in(self.database, from_csv(text, "y-kien.csv"), self.clock())

    def rebuild(self) -> None:
        """Make the database again from what is left of it and from the workbooks."""
        self.now += timedelta(minutes=1)
        with TemporaryDirectory(prefix="cycle-") as made:
            home = Path(made)
            (home / "reconcile.toml").write_text("", "utf-8")
            (home / NAME).write_bytes(self.backup())
            for name, filed in self.books.items():
                (home / name).parent.mkdir(parents=True, exist_ok=True)
                (home / name).write_bytes(filed.paper.make())
            with patch("reconcile.run.answers.rebuild_decisions.office_time", self.clock):
                rebuild_decisions(home)
            with closing(sqlite3.connect(home / NAME)) as again:
                again.execute("PRAGMA journal_mode = DELETE")
            self.restore((home / NAME).read_bytes())

    def _ids(self) -> set[str]:
        return {each.unit for each in self.standing()}

    @property
    def config(self) -> Config:
        """Return reconcile.toml."""
        gone = tuple(name for _, names in self.taken_over for name in names)
        settings = UnitSettings(aliases=tuple(self.names[:-1]), takes_over=gone)
        return Config(units={self.names[-1]: settings})

    def sent(self) -> list[tuple[str, str, list[Item]]]:
        """Return the files of the lower side: name, unit, rows; the neighbour's last."""
        beside = [("lang.xlsx", self.neighbour, self.rows_beside)] if self.neighbour else []
        return [(self.file, self.names[-1], self.lower), *beside]

    def plans(self) -> tuple[Plan, list[LowerInput], list[bytes]]:
        """Return the upper plan, and the units with their tables, the neighbour last."""
        upper = self._upper()
        sent = self.sent()
        packed = [pack(source(file, name.upper(), rows)) for file, name, rows in sent]
        inputs = [
            LowerInput(make_unit(name), (Held(file, "t", ""),), (), fingerprint(tables, file))
            for (file, name, _), tables in zip(sent, packed, strict=True)
        ]
        return upper, inputs, packed

    def _upper(self) -> Plan:
        """Understand the files of the upper side."""
        files = [UpperFile(source(*each)) for each in self.above()]
        groups, _ = plans_of(files, known_unnumbered(self.database, UPPER))
        order = known_order(self.database, UPPER, [group.names for group in groups])
        plans = [to_plan(groups[at].sources, upper=True) for at in order]
        return together(plans, [groups[at].name for at in order])

    def run(self, *, killed: str = "", twice: bool = False) -> View:
        """Run the program; with ``twice`` another run reads what this one reads.

        Raises:
            KilledError: as asked.

        """
        self.now += timedelta(minutes=1)
        with patch("reconcile.store.history.office_time", self.clock):
            return view_of(self._run(killed, twice=twice))

    def _run(self, killed: str, *, twice: bool) -> Ran:
        plan, sent, packed = self.plans()
        carried, _ = carry_renamed(self.database, self.config, sent)
        everyone = self._everyone()
        brought = carry_brought(self.database, self.config, carried, everyone)
        now = ids_now(self.database)
        everyone = [each.of(now.get(each.unit, each.unit)) for each in everyone]
        reviews = [each for each in everyone if isinstance(each, Review)]
        _stop(killed, "read")
        taken, untaken = self._take_in([e for e in everyone if e.unit], 2 if twice else 1)
        carried, since = carry_renamed(self.database, self.config, brought.lowers)
        since = (*brought.findings(self.database), *since)
        taken = by_units_of_now(self.database, taken)
        theirs = {review.file for review in reviews if not review.is_replaceable}
        for file in {review.file for review in reviews} - theirs - untaken:
            if not is_as_written(self.database, file, self.books[file].digest):
                adopt(self.database, file, self.books[file].digest)
        _stop(killed, "recorded")
        settled = [
            self._settled(plan, each, tables, taken.get(each.known_unit.id, NOTHING))
            for each, tables in zip(carried, packed, strict=True)
        ]
        _stop(killed, "settled")
        ours, made_from = settled[0]
        unit, drafts = ours.lower.unit.id, ours.lower.review.drafts
        where, new = self._write(ours, review_name(ours.lower.place), made_from)
        if new:
            self._note(where, ShownDrafts(unit, drafts, ours.generation))
        joint = self._write_joint([each for each, _ in settled], [mark for _, mark in settled])
        _stop(killed, "written")
        for each, (done, _) in zip(carried, settled, strict=True):
            remember_run(self.database, each.known_unit, done.standing)
        self._end({where, joint})
        self.shown = ours
        findings = (*since, *ours.result.findings)
        findings += tuple(f for r in reviews if not r.unit for f in r.findings)
        return Ran(ours.result, ours.answers, findings, tuple(r.file for r in reviews))

    def _note(self, where: str, shown: ShownDrafts) -> None:
        """Remember what a workbook shows that has just been written."""
        keep(self.database, "drafts", where, self.books[where].digest, shown)
        note_lying(self.database, {where: shown.generation})

    def _write_joint(self, settled: Sequence[SettledUnit], marks: Sequence[str]) -> str:
        """Lay down the workbook of all units, where there are several with something to ask.

        Returns:
            Where it lies; empty for nowhere.

        """
        parts = [part_of(each) for each in settled]
        asking = sum(bool(part.rows) for part in parts)
        if not asking or len(parts) == 1 or (asking == 1 and JOINT not in self.books):
            return ""
        made_from = fingerprint("joint", marks)
        generation = fingerprint(made_from, count_lines(self.database))[:16]
        upper = settled[0].result.upper

        def make() -> bytes:
            return workbook_bytes(joint_book(upper, AS_OF, parts, generation))

        where, new = self._lay_down(settled[0], JOINT, made_from, make, parts[-1].texts)
        if new:
            self._note(where, ShownDrafts("", (), generation))
        return where

    def _take_in(
        self, everyone: Sequence[Review | ShownDrafts], times: int
    ) -> tuple[dict[str, TakenIn], set[str]]:
        """Keep what is new in the workbooks; two runs at once hold it against the same log.

        Returns:
            What remains to be said of each unit, and the workbooks that are all that holds an
            answer.

        """
        taken: dict[str, TakenIn] = {}
        untaken: set[str] = set()
        every = [each for each in everyone if isinstance(each, Review)]
        files = {each.file for each in every}
        before = names_of_before(self.database, every, self.books, self.read_before)
        untouched = [e for e in files if is_as_written(self.database, e, self.books[e].digest)]
        for unit in sorted({each.unit for each in everyone}):
            reviews = [r for r in everyone if isinstance(r, Review) and r.unit == unit]
            held = history(self.database, unit)
            for _ in range(times):
                gathered = gather(reviews, held, lying(self.database), untouched, before)
                keep_seen(
                    self.database, (each for r in reviews for each in (r.seen, *r.seen_before))
                )
                record(self.database, gathered.decisions)
                untaken |= gathered.untaken
            drafts = merged(d for each in everyone if each.unit == unit for d in each.drafts)
            taken[unit] = TakenIn(gathered.findings, drafts)
        take_in_everywhere(self.database, every)
        return taken, untaken

    def _everyone(self) -> list[Review | ShownDrafts]:
        """Read the workbooks, but those that are as the program wrote them."""
        self.read_before = read_before(self.database)
        found: list[Review | ShownDrafts] = []
        for name, filed in sorted(self.books.items()):
            if is_as_written(self.database, name, filed.digest):
                shown = recall(self.database, "drafts", name, filed.digest, ShownDrafts)
                if shown is not None:
                    found.append(shown)
                    continue
            reviews = recall(self.database, "review", name, filed.digest, tuple[Review, ...])
            if reviews is None:
                reviews = read_reviews(filed.paper.make(), file=name, when=self.clock())
                keep(self.database, "review", name, filed.digest, reviews)
            found += reviews
        return found

    def _settled(
        self, plan: Plan, sent: LowerInput, packed: bytes, taken: TakenIn
    ) -> tuple[SettledUnit, str]:
        """Settle the unit."""
        unit = sent.known_unit
        wordings = judged_wordings(self.database)
        mark = fingerprint(plan, self.config, wordings)
        upper = self.uppers.of(mark, lambda: Upper(plan, self.config, AS_OF, {}, mark, wordings))
        answers = answers_on(self.database, unit.id, sent.took_over)
        place = OutputPlace(unit.name, {})
        withdrawn = taken_back(self.database, unit.id)
        made_from = fingerprint(mark, sent.made_from, place, taken, answers, withdrawn)
        lower = Lower(
            unit=unit,
            place=place,
            tables=(packed,),
            review=taken,
            answers=answers,
            withdrawn=withdrawn,
            history=history_of(self.database, unit.id),
            seen=seen_by(self.database, unit.id, answers),
            took_over=sent.took_over,
            generation=fingerprint(made_from, count_lines(self.database, unit.id))[:16],
        )
        drawn = fingerprint(mark, lower)
        return self.outcomes.of(drawn, lambda: SettledUnit(upper, lower)), made_from

    def _write(self, settled: SettledUnit, name: str, made_from: str) -> tuple[str, bool]:
        """Lay down the review workbook of the unit."""
        place, summary = settled.lower.place, settled.result.summary
        make = unit_outputs(settled.upper, place, summary, lambda: settled)[name]
        return self._lay_down(settled, name, made_from, make)

    def _lay_down(
        self,
        settled: SettledUnit,
        name: str,
        made_from: str,
        make: Callable[[], bytes],
        beside: Mapping[str, str] | None = None,
    ) -> tuple[str, bool]:
        """Lay down a workbook; what is a person's stays, the new one beside it.

        Returns:
            Where it lies, and whether it is new.

        """
        where, number = name, 1
        while where in self.books:
            known = self._known(where)
            if known == made_from:
                return where, False
            if known is not None:
                break
            if self._is_ours_again(where, made_from):
                return where, False
            where = name.replace(".xlsx", f" (bản mới{f' {number}' if number > 1 else ''}).xlsx")
            number += 1
        result = settled.result
        tasks = (*result.upper.tasks, *result.lower.tasks)
        written = Written(
            {task.key: task.text for task in tasks},
            frozenset(task.text for task in result.lower.tasks),
            self.log(),
            {task.where.row: task.text for task in result.lower.tasks},
            unit=settled.lower.unit.id if name == JOINT else "",
            beside=beside or {},
            commune=self.commune,
            neighbour=self.neighbour if name == JOINT else "",
            log_beside=self.log_beside() if name == JOINT else (),
        )
        self.books[where] = Filed(Paper(written, make), fingerprint(made_from), ours=True)
        self._remember(where, made_from)
        return where, True

    def _is_ours_again(self, name: str, made_from: str) -> bool:
        """Know a file again that is what would be written, after the database was lost."""
        row = self.database.execute("SELECT 1 FROM output WHERE path = ?", (name,)).fetchone()
        same = not row and self.books[name].digest == fingerprint(made_from)
        if same:
            self._remember(name, made_from)
        return same

    def _remember(self, name: str, made_from: str) -> None:
        """Remember what a file is made from."""
        self.database.execute(
            "INSERT OR REPLACE INTO output (path, sha256, made_from) VALUES (?, ?, ?)",
            (name, fingerprint(made_from), made_from),
        )

    def _known(self, name: str) -> str | None:
        """Return what the file of a name was made from; None for a person's."""
        row = self.database.execute(
            "SELECT made_from FROM output WHERE path = ? AND sha256 = ?",
            (name, self.books[name].digest),
        ).fetchone()
        return row[0] if row else None

    def _end(self, current_names: set[str]) -> None:
        """Lay aside the untouched workbooks of earlier names; all is told now."""
        all_told(self.database)
        for name in list(self.books):
            if name not in current_names and self._known(name):
                del self.books[name]


def _stop(killed: str, stage: str) -> None:
    """End the run where it is to be killed."""
    if killed == stage:
        raise KilledError(stage)


def view_of(ran: Ran) -> View:
    """Put into plain words what a run says."""
    result = ran.result
    texts = {task.key: task.text for task in result.lower.tasks}
    return View(
        uppers={
            each.task.text: UpperStanding(
                each.task.key,
                each.outcome.value,
                each.decided_by.value == "person",
                each.role.value,
                frozenset(texts[link.lower] for link in each.links),
                as_line(each.writing).said if each.writing else "",
            )
            for each in result.uppers
        },
        lowers={each.task.text: (each.task.key, each.outcome.value) for each in result.lowers},
        findings=tuple(Told(f.code, f.where.file, f.task, f.message) for f in ran.findings),
        draft={
            each.task.text: Drafted(each.text, each.lead, each.deadline, each.accepted)
            for each in propose(result, Proposals())
        },
    )
