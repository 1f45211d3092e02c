"""What became of a task of the topmost plan on its way down: level by level, unit by unit."""

from dataclasses import dataclass
from enum import StrEnum

from reconcile.model.decision import Decision
from reconcile.model.outcome import CARRIED_DOWN, Outcome, UpperResult
from reconcile.model.task import Plan, Role, Task, Unit


class ChainOutcome(StrEnum):
    """What became of a top task over all levels, and so where it was lost.

    ``WHOLE``: nowhere, every unit that has a role carries it. ``DIRECT``: some plan between does
    not carry it, and units carry it all the same. ``LOST_ABOVE``: at a plan above the units.
    ``LOST_BELOW``: at units that have a role. ``NOT_BELOW``: it is not the units' business, or
    ends above them. ``REVIEW``: a doubt on the way may change it.
    """

    WHOLE = "whole"
    DIRECT = "direct"
    LOST_ABOVE = "lost-above"
    LOST_BELOW = "lost-below"
    NOT_BELOW = "not-below"
    REVIEW = "review"


class Reach(StrEnum):
    """How a top task stands in one unit.

    ``THROUGH``: carried, through the plans between. ``PARTIAL``: a part of it so. ``DIRECT``:
    carried past them, by citing what the top task cites or the top plan. ``MISSED``: it came down
    to the unit, and is not in its plan. ``ABOVE``: it was lost before. ``NONE``: the unit has no
    role in it.
    """

    THROUGH = "through"
    PARTIAL = "partial"
    DIRECT = "direct"
    REVIEW = "review"
    MISSED = "missed"
    ABOVE = "above"
    NONE = "none"


REACHED = (Reach.THROUGH, Reach.PARTIAL, Reach.DIRECT)
"""How a unit carries a top task."""


@dataclass(frozen=True, slots=True)
class Step:
    """What became of one task in the plan of the next level; that level's tasks by their keys."""

    role: Role
    outcome: Outcome
    links: tuple[str, ...] = ()

    @property
    def is_carried(self) -> bool:
        """Whether the next plan carries it, wholly or in part."""
        return self.outcome in CARRIED_DOWN

    @property
    def is_doubtful(self) -> bool:
        """Whether a person has still to say if it is carried."""
        return self.role is not Role.NONE and self.outcome is Outcome.REVIEW


@dataclass(frozen=True, slots=True)
class DirectLink:
    """A task that a plan further down carries by citing its source, past the plans between."""

    index: int
    """0-based position of the task in its plan."""
    step: Step


@dataclass(frozen=True, slots=True)
class DirectPair:
    """A row that cites a source of a task further up, and carries it directly or may do so."""

    upper: UpperResult
    """As answers have settled it."""
    lower: Task
    answer: Decision | None = None
    """That stands on the pair."""
    before: Decision | None = None
    """A former one, on texts that have changed since."""

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer."""
        return self.answer is None and self.upper.outcome is Outcome.REVIEW


@dataclass(frozen=True, slots=True)
class ChainTask:
    """One task of the topmost plan with what became of it."""

    task: Task
    outcome: ChainOutcome
    step: Step
    """In the plan of the next level: its shallow coverage; ``reach`` shows the deep one."""
    carriers: tuple[tuple[Task, ...], ...]
    """The tasks that carry it, in each plan between it and the units."""
    lost_at: int
    """Position of the plan that it was lost at, 1 for the second; 0 where it was at none."""
    reach: tuple[Reach, ...]
    """How it stands in each unit, in the order of the units."""

    def count(self, *ways: Reach) -> int:
        """Count the units in which it stands so."""
        return sum(each in ways for each in self.reach)

    @property
    def concerned(self) -> int:
        """How many units it came down to, or carry it past the plans between."""
        return self.count(*REACHED, Reach.REVIEW, Reach.MISSED)


@dataclass(frozen=True, slots=True)
class Chain:
    """All levels together: every task of the topmost plan, down to every unit."""

    plans: tuple[Plan, ...]
    """From the topmost to that which the units carry out; at least two."""
    units: tuple[Unit, ...]
    tasks: tuple[ChainTask, ...]
    """In the order of the topmost plan."""

    def count(self, outcome: ChainOutcome) -> int:
        """Count the tasks of an outcome."""
        return sum(each.outcome is outcome for each in self.tasks)

    def ways(self, unit: int) -> tuple[Reach, ...]:
        """List how each task stands in a unit, by its place among the units."""
        return tuple(task.reach[unit] for task in self.tasks)

    def reached(self, unit: int) -> float | None:
        """Return the share of what concerns a unit that it carries; None where nothing does."""
        ways = self.ways(unit)
        done = sum(way in REACHED for way in ways)
        concerned = done + ways.count(Reach.REVIEW) + ways.count(Reach.MISSED)
        return done / concerned if concerned else None

    @property
    def given(self) -> tuple[ChainTask, ...]:
        """The tasks in which the next level has a role, or that come down all the same."""
        return tuple(t for t in self.tasks if t.step.role is not Role.NONE or t.concerned)

    @property
    def shallow(self) -> float:
        """The share of those that the next level carries, wholly or in part; 0 of none."""
        return sum(t.step.is_carried for t in self.given) / max(len(self.given), 1)

    @property
    def deep(self) -> float:
        """Of what came down, or should have, the share that units carry; 0 of none.

        A task that was lost above counts for one.
        """
        due = sum(
            max(t.concerned, 1) for t in self.given if t.outcome is not ChainOutcome.NOT_BELOW
        )
        return sum(t.count(*REACHED) for t in self.given) / max(due, 1)
