"""The runs of a folder so far: the figures after each, and what changed in one."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from threading import Lock

from reconcile.model import Change, Outcome
from reconcile.run.page.snapshot import OpenedUnit, Snapshot
from reconcile.store.database import open_database
from reconcile.store.history import KeptOutcomes, KeptRun, run_and_before, runs_after
from reconcile.tracking.changes import RunStanding, changes_since
from reconcile.tracking.figures import coverage_rate

# A run keeps each unit once, one after the other; nothing names the run itself.
_PAUSE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class RunFigures:
    """Tasks with role lead or support, by their outcome."""

    missed: int = 0
    review: int = 0
    partial: int = 0
    carried: int = 0

    @property
    def counted(self) -> int:
        """How many there are."""
        return self.missed + self.review + self.partial + self.carried

    @property
    def rate(self) -> float:
        """The coverage rate."""
        return coverage_rate({Outcome.CARRIED: self.carried, **self._others})

    @property
    def _others(self) -> dict[Outcome, int]:
        """The tasks that are not carried wholly."""
        return {
            Outcome.PARTIAL: self.partial,
            Outcome.REVIEW: self.review,
            Outcome.MISSED: self.missed,
        }


@dataclass(frozen=True, slots=True)
class RunLine:
    """What is kept of one unit in one run, without its texts."""

    id: int
    unit: str
    at: str
    figures: RunFigures


@dataclass(frozen=True, slots=True)
class FolderRun:
    """One run over the folder, as far as it changed anything."""

    lines: tuple[RunLine, ...]
    """The units that stood otherwise after it, or for the first time."""
    figures: RunFigures
    """Of all units that are asked about, after it."""

    @property
    def id(self) -> int:
        """By what it goes in addresses."""
        return self.lines[0].id

    @property
    def at(self) -> str:
        """When it ended, as ISO date and time of the office."""
        return self.lines[-1].at


@dataclass(frozen=True, slots=True)
class UnitInRun:
    """What changed of one unit in a run."""

    unit: str
    now: RunFigures
    before: RunFigures | None
    """None in its first run."""
    changes: tuple[tuple[Change, str], ...]
    """Each with the text of its task."""


class RunHistory:
    """The runs that the database keeps; what was read of it once is not read again."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lines: list[RunLine] = []
        self._lock = Lock()

    def runs(self, snapshot: Snapshot, units: Collection[str] = ()) -> tuple[FolderRun, ...]:
        """List the runs, the first one first.

        Args:
            snapshot: the folder; its roles count for runs that kept none.
            units: ids of the units that are asked about; none for all of now. A unit that has
                left the folder counts in no figure: nothing tells when it left.

        """
        wanted = frozenset(units or (each.unit.id for each in snapshot.units))
        lines = [each for each in self._read(snapshot) if each.unit in wanted]
        last: dict[str, RunFigures] = {}
        found: list[FolderRun] = []
        for held in _runs(lines):
            last |= {each.unit: each.figures for each in held}
            found.append(FolderRun(tuple(held), _sum(last.values())))
        return tuple(found)

    def changes(self, snapshot: Snapshot, lines: Iterable[RunLine]) -> list[UnitInRun]:
        """Tell what changed in some lines of a run."""
        self._read(snapshot)
        known = {(each.unit, each.id): each.figures for each in self._lines}
        found = []
        with open_database(self._folder) as database:
            for each in lines:
                now, before = run_and_before(database, each.id)
                was = known.get((each.unit, before.id)) if before else None
                found.append(UnitInRun(each.unit, each.figures, was, _changes(before, now)))
        return found

    def _read(self, snapshot: Snapshot) -> Sequence[RunLine]:
        """Read on from where the database was left."""
        with self._lock:
            last = self._lines[-1].id if self._lines else 0
            with open_database(self._folder) as database:
                new = list(runs_after(database, last))
            if new:
                idle = {each.unit.id: _idle(snapshot, each) for each in snapshot.units}
                self._lines += (_line(each, idle) for each in new)
            return tuple(self._lines)


def _runs(lines: Iterable[RunLine]) -> list[list[RunLine]]:
    """Part lines into runs: none has a unit twice, or a pause in it."""
    found: list[list[RunLine]] = []
    for each in lines:
        goes_on = (
            found
            and each.unit not in {held.unit for held in found[-1]}
            and abs(_time(each) - _time(found[-1][-1])) <= _PAUSE
        )
        if goes_on:
            found[-1].append(each)
        else:
            found.append([each])
    return found


def _time(line: RunLine) -> datetime:
    """Return when a line was kept."""
    return datetime.fromisoformat(line.at)


def _line(run: KeptOutcomes, idle: Mapping[str, frozenset[str]]) -> RunLine:
    """Count the outcomes of the tasks in which the unit has a role."""
    kept = run.standing.idle
    out = idle.get(run.unit, frozenset()) if kept is None else frozenset(kept)
    count = Counter(what for key, what in run.standing.outcomes.items() if key not in out)
    figures = RunFigures(
        count[Outcome.MISSED],
        count[Outcome.REVIEW],
        count[Outcome.PARTIAL],
        count[Outcome.CARRIED],
    )
    return RunLine(run.id, run.unit, run.ran_at, figures)


def _idle(snapshot: Snapshot, unit: OpenedUnit) -> frozenset[str]:
    """Return the keys of the tasks in which a unit has no role now."""
    stands = zip(snapshot.upper.plan.tasks, unit.digest.standings, strict=True)
    return frozenset(task.key for task, standing in stands if not standing.counts)


def _sum(units: Iterable[RunFigures]) -> RunFigures:
    """Add the figures of units up."""
    every = tuple(units)
    return RunFigures(
        sum(each.missed for each in every),
        sum(each.review for each in every),
        sum(each.partial for each in every),
        sum(each.carried for each in every),
    )


def _changes(before: KeptRun | None, now: KeptRun | None) -> tuple[tuple[Change, str], ...]:
    """Tell what changed between two runs of a unit, each with the text of its task."""
    if before is None or now is None:
        return ()
    texts = _texts(before.standing) | _texts(now.standing)
    found = changes_since(before.standing, now.standing)
    return tuple((each, texts.get(each.task, "")) for each in found)


def _texts(standing: RunStanding) -> dict[str, str]:
    """Return the texts of all tasks of both plans by their keys."""
    both = standing.uppers | standing.lowers
    return {key: said.text for key, said in both.items()}
