"""The desk that all views of the page share: the folder as read, the units as settled, the log.

Requests come in several threads: whatever changes is put in its place whole.
"""

from collections import OrderedDict
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock, Thread
from weakref import finalize

from reconcile.errors import ReconcileError, UsageError
from reconcile.model import Decision
from reconcile.review import Draft
from reconcile.run.answers.answers_on import answers_on
from reconcile.run.answers.page_notes import page_notes, save_note
from reconcile.run.page.answer import PageAnswer, PageStep, Refused, save_answer, undo
from reconcile.run.page.snapshot import OpenedUnit, Snapshot, files_mark, read_snapshot
from reconcile.run.page.taking_back import take_back
from reconcile.run.page.unit_desk import Item, UnitDesk
from reconcile.run.progress.status_sources import TakenStatuses
from reconcile.run.settle import SettledUnit
from reconcile.run.watch import UNWATCHED, Watch
from reconcile.store.database import open_database, tidy_up
from reconcile.store.decisions import taken_back
from reconcile.store.followed_log import FollowedLog
from reconcile.store.judged_wordings import judged_wordings
from reconcile.store.seen import seen_by
from reconcile.tracking.coverage import Digest, steps_of
from reconcile.tracking.unit_tasks import unit_tasks

NOTE = "note"
"""Name of the column of notes."""
_MOST = 40
"""Units that are kept settled; a province has more than anybody reviews in an hour."""


@dataclass(frozen=True, slots=True)
class Taught:
    """What settling a unit again has brought."""

    concluded: int
    """Tasks that the program settles now and did not before."""
    added: int
    """Tasks about which it is in doubt now and was not before."""
    left: int
    """Tasks that still wait."""


class Desk:
    """A working folder on the page."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._snapshot: Snapshot | None = None
        self._units: OrderedDict[str, UnitDesk] = OrderedDict()
        self._as_read: dict[str, tuple[Digest, tuple[str, ...]]] = {}
        self._lock = Lock()
        self._log = FollowedLog(folder)
        finalize(self, self._log.close)

    @property
    def snapshot(self) -> Snapshot | None:
        """The folder as it was read last; None before the first time."""
        return self._snapshot

    @property
    def is_stale(self) -> bool:
        """Whether files or settings lie otherwise than when they were read."""
        return self._snapshot is not None and self._snapshot.files != files_mark(self.folder)

    def read(self, watch: Watch = UNWATCHED) -> Snapshot:
        """Read the folder again.

        Raises:
            ReconcileError: of ``read_snapshot``; what was read before stays.

        """
        snapshot = read_snapshot(self.folder, watch)
        self._log.whole()
        with self._lock:
            orders = {unit: desk.order for unit, desk in self._units.items()}
            self._snapshot = snapshot
            self._units = OrderedDict()
        for unit, order in orders.items():
            if unit in {each.unit.id for each in snapshot.reviewed}:
                self.unit_desk(self.opened(unit)).order[:] = order
        return snapshot

    def put_taken(self, taken: TakenStatuses) -> None:
        """Put in its place what became of the sources of progress, taken in again."""
        with self._lock:
            if self._snapshot is not None:
                tracked = replace(self._snapshot.tracking, taken=taken, problem=None)
                self._snapshot = replace(self._snapshot, tracking=tracked)

    def forget(self) -> None:
        """Settle every unit anew when it is next asked for: answers came from elsewhere."""
        with self._lock:
            self._units = OrderedDict()

    def opened(self, unit: str) -> OpenedUnit:
        """Return a unit by its id, or by its name in addresses.

        Raises:
            UsageError: the folder has no such unit now.

        """
        for each in self._snapshot.reviewed if self._snapshot else ():
            if unit in (each.unit.id, each.short):
                return each
        raise UsageError("không có đơn vị này", fix="mở lại từ trang Tổng quan")

    def unit_desk(self, opened: OpenedUnit) -> UnitDesk:
        """Return a unit settled by the answers that stood when it was last settled."""
        with self._lock:
            desk = self._units.get(opened.unit.id)
            if desk is not None:
                self._units.move_to_end(opened.unit.id)
                return desk
        return self._put(opened, self._settled(opened))

    def log(self, unit: str | None = None) -> tuple[Decision, ...]:
        """Return every line on a unit, or on all, in the order of the log's growth."""
        return self._log.whole() if unit is None else self._log.of(unit)

    def items(self, opened: OpenedUnit) -> tuple[Item, ...]:
        """List the tasks of a unit as they stand now."""
        return self.unit_desk(opened).items(self.log(opened.unit.id))

    def waiting(self) -> dict[str, int]:
        """Count the open tasks of all that is reviewed, by its id, in its order.

        A unit that nobody has opened stands as it was read.
        """
        units = self._snapshot.reviewed if self._snapshot else ()
        with self._lock:
            settled = dict(self._units)
        return {
            each.unit.id: len(_open(settled[each.unit.id].items(self.log(each.unit.id))))
            if each.unit.id in settled
            else each.digest.summary.review
            for each in units
        }

    def open_tasks(self) -> dict[str, tuple[str, ...]]:
        """List the keys of the open tasks of each unit, by its id; plans between are none."""
        snapshot = self._snapshot
        if snapshot is None:
            return {}
        with self._lock:
            settled = dict(self._units)
        return {
            each.unit.id: _open(settled[each.unit.id].items(self.log(each.unit.id)))
            if each.unit.id in settled
            else self._open_as_read(snapshot, each)
            for each in snapshot.units
        }

    def _open_as_read(self, snapshot: Snapshot, unit: OpenedUnit) -> tuple[str, ...]:
        """List the open tasks of a unit that nobody has opened; worked out once for its figures."""
        digest, known = unit.digest, self._as_read.get(unit.unit.id)
        if known is None or known[0] is not digest:
            stands = zip(snapshot.upper.plan.tasks, digest.standings, strict=True)
            open_ = tuple(task.key for task, standing in stands if standing.is_doubtful)
            known = self._as_read[unit.unit.id] = digest, open_
        return known[1]

    def warm(self, unit: OpenedUnit) -> None:
        """Settle a unit beside the page that somebody will open next."""
        with self._lock:
            if unit.unit.id in self._units:
                return
        Thread(target=self._warmed, args=(unit,), daemon=True).start()

    def _warmed(self, unit: OpenedUnit) -> None:
        """Settle a unit; what goes wrong is told when it is opened."""
        with suppress(ReconcileError, OSError):
            self.unit_desk(unit)

    def save(self, opened: OpenedUnit, given: PageAnswer) -> PageStep | Refused:
        """Keep an answer at once; the unit is settled by it later, with ``learn``."""
        return save_answer(self.folder, self.unit_desk(opened).settled, given)

    def save_note(self, opened: OpenedUnit, note: Draft) -> None:
        """Keep a note beside a question at once."""
        save_note(self.folder, opened.unit.id, note)

    def notes(self, opened: OpenedUnit) -> dict[str, str]:
        """Return the notes beside questions nobody has answered yet, by the keys of their rows."""
        with open_database(self.folder) as database:
            typed = page_notes(database).get(opened.unit.id, ())
        live = self.unit_desk(opened).settled.notes.live
        return {each.key: each.text for each in (*live, *typed) if each.name == NOTE}

    def undo(self, step: PageStep) -> PageStep | Refused:
        """Take back what one click has said."""
        return undo(self.folder, step)

    def take_back(
        self, opened: OpenedUnit, mark: str, person: str = ""
    ) -> PageStep | Refused | None:
        """Take an answer back that stands, whoever gave it."""
        done = take_back(self.folder, opened.unit.id, mark, person)
        if isinstance(done, PageStep):
            # What was judged so when the folder was read would still conclude the task.
            with open_database(self.folder) as database:
                known = judged_wordings(database)
            with self._lock:
                if self._snapshot is not None:
                    upper = replace(self._snapshot.upper, known=known)
                    self._snapshot = replace(self._snapshot, upper=upper)
        return done

    def learn(self, opened: OpenedUnit) -> Taught:
        """Settle a unit again by the answers of now: the program draws its conclusions."""
        desk = self.unit_desk(opened)
        log = self.log(opened.unit.id)
        before = {each.key for each in desk.items(log) if each.is_open}
        fresh = self._put(opened, self._settled(opened), desk)
        self._show(opened, fresh.settled)
        after = {each.key for each in fresh.items(log) if each.is_open}
        with open_database(self.folder) as database:
            tidy_up(database)
        return Taught(len(before - after), len(after - before), len(after))

    def _show(self, opened: OpenedUnit, settled: SettledUnit) -> None:
        """Let all views show the figures of a unit as it was settled again."""
        figures = replace(
            opened.figures,
            digest=replace(settled.digest, cluster=opened.digest.cluster),
            waiting=0 if opened.above else len(settled.proposals),
            overtaken=len(settled.result.overtaken),
            answers=settled.result.answers,
            direct=settled.direct.links,
            steps=steps_of(settled.result) if opened.above else (),
        )
        with self._lock:
            if self._snapshot is not None:
                self._snapshot = self._snapshot.with_figures(opened.unit.id, figures)
                if not opened.above:
                    self._snapshot = self._snapshot.with_tasks(unit_tasks(settled.result))

    def _settled(self, opened: OpenedUnit) -> SettledUnit:
        """Settle a unit by the answers that stand now."""
        unit, snapshot = opened.unit.id, self._snapshot
        if snapshot is None:
            raise UsageError("chưa đọc thư mục này", fix="bấm Đối chiếu ở trang Bắt đầu")
        with open_database(self.folder) as database:
            answers = answers_on(database, unit, opened.lower.took_over)
            lower = replace(
                opened.lower,
                answers=answers,
                withdrawn=taken_back(database, unit),
                seen=seen_by(database, unit, answers),
            )
        settled = SettledUnit(opened.above or snapshot.upper, lower)
        # Worked out here, and not while somebody waits for a page.
        _ = settled.result, settled.direct
        return settled

    def _put(
        self, opened: OpenedUnit, settled: SettledUnit, before: UnitDesk | None = None
    ) -> UnitDesk:
        """Put a settled unit in its place, and let go of the one that was used longest ago."""
        shown = (list(before.order), list(before.past), before.teaching) if before else ()
        desk = UnitDesk(settled, *shown)
        with self._lock:
            self._units[opened.unit.id] = desk
            self._units.move_to_end(opened.unit.id)
            while len(self._units) > _MOST:
                self._units.popitem(last=False)
        return desk


def _open(items: Sequence[Item]) -> tuple[str, ...]:
    """List the keys of the tasks that wait for a conclusion."""
    return tuple(each.key for each in items if each.is_open)
