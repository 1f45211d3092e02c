"""Whose tasks sources of statuses may tell of, gathered from settled units; the states by them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from reconcile.config import Config
from reconcile.model import PeriodKind, Plan, Role, StatusEntry, Unit
from reconcile.normalise import role_in
from reconcile.normalise.whose import known_units
from reconcile.run.answers.touched import TRACKED
from reconcile.run.open_folder import Work
from reconcile.run.units import UnitReport
from reconcile.store.cache import fingerprint, recall_named
from reconcile.store.keys_before import keys_now, note_upper_keys
from reconcile.tracking.progress import ProgressMatter, Tracking, track
from reconcile.tracking.unit_tasks import AssignedTask, UnitTasks
from reconcile.vocabulary.periods import closing_day


@dataclass(frozen=True, slots=True)
class TrackingInputs:
    """Whose tasks the sources may tell of."""

    upper: Plan
    units: Sequence[UnitTasks]
    config: Config
    as_of: date
    mark: str = ""
    """Fingerprint of the plans and of all that rows of sources are told by."""
    before: Mapping[str, str] = field(default_factory=dict)
    """Keys by which upper tasks went when their issuer was called otherwise → those of now."""

    def closing(self, kind: PeriodKind) -> int:
        """Return the day on which periods of a kind close."""
        said = self.config.tracking
        party = self.upper.unit.party
        return closing_day(kind, party=party, every=said.closing_day, by_kind=said.closing)

    def matter(self, entries: Sequence[StatusEntry]) -> ProgressMatter:
        """Return what the states are told from, with what was told so far."""
        return ProgressMatter(self.upper, self.units, entries)

    def states(self, entries: Sequence[StatusEntry]) -> Tracking:
        """Tell all states at the day of the call."""
        return track(self.matter(entries), self.as_of, self.config.tracking.soon_days)


def tracking_inputs(work: Work, reports: Sequence[UnitReport]) -> TrackingInputs:
    """Gather whose tasks sources may tell of, where the units are settled already.

    Args:
        work: the working folder, opened.
        reports: one for each of its units.

    """
    units = tuple(_unit_tasks(work, reports))
    upper = work.upper
    mark = fingerprint(upper.made_from, [job.lower.made_from for job in work.jobs])
    database = work.tables.database
    note_upper_keys(database, ((task.key, task.text) for task in upper.plan.tasks))
    before = keys_now(database)
    return TrackingInputs(upper.plan, units, upper.config, upper.as_of, mark, before)


def _unit_tasks(work: Work, reports: Sequence[UnitReport]) -> Iterator[UnitTasks]:
    """Yield the tasks of each unit; of one that sent no plan, what the upper plan gives it."""
    upper, there = work.upper, set()
    for report in reports:
        unit = report.figures.digest.unit
        there.add(unit.id)
        kept = recall_named(work.tables.database, TRACKED, unit.id, UnitTasks)
        yield kept or _absent(upper.plan, unit)
    for unit in known_units(upper.config.units).all.values():
        if unit.id not in there:
            yield _absent(upper.plan, unit)


def _absent(upper: Plan, unit: Unit) -> UnitTasks:
    """Give a unit the upper tasks in which it has a role."""
    roles = ((task.key, role_in(task, upper.giver(task).unit, unit)) for task in upper.tasks)
    assigned = (AssignedTask(key, role) for key, role in roles if role is not Role.NONE)
    return UnitTasks(unit, (), tuple(assigned))
