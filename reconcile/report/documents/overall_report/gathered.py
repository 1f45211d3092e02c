"""What the Báo cáo tổng hợp speaks of: all units together, in their ranking, task by task."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from reconcile.model import Finding, Outcome, Summary
from reconcile.report.documents.sender import Sender
from reconcile.report.documents.unit_names import NamedUnits, named, units_together
from reconcile.tracking.coverage import Coverage, Digest
from reconcile.tracking.figures import Standing

_ABSENT = "unit-absent"


@dataclass(frozen=True)
class Gathered:
    """The coverage of all units, who reports on it, and the annexes that there are."""

    coverage: Coverage
    sent: Sender

    @cached_property
    def total(self) -> Summary:
        """The figures of all units together: every task once for each unit."""
        return self.coverage.total

    @property
    def given(self) -> int:
        """How many tasks the units were given, each counted once for each unit."""
        return self.total.given

    @property
    def covered(self) -> int:
        """How many of those are carried down, whole or in part."""
        return self.total.carried + self.total.partial

    @property
    def they(self) -> NamedUnits:
        """The upper unit."""
        return named(self.coverage.upper.unit)

    @cached_property
    def units(self) -> str:
        """The lower units together: ``các xã, phường, đặc khu``."""
        return units_together([each.unit for each in self.coverage.units], self.coverage.upper)

    @cached_property
    def absent(self) -> tuple[str, ...]:
        """The names of the units that sent nothing."""
        return tuple(f.unit for f in self.coverage.uncounted if f.code == _ABSENT)

    @cached_property
    def failed(self) -> tuple[Finding, ...]:
        """What is said of files that could not be used."""
        return tuple(f for f in self.coverage.uncounted if f.code != _ABSENT)

    @cached_property
    def ranking(self) -> tuple[Digest, ...]:
        """The units, the highest rate first; among equals in the order of their names."""
        units = enumerate(self.coverage.units)
        # Units without any task come last: they have no rate to be ranked by.
        ordered = sorted(
            units, key=lambda pair: (not pair[1].summary.given, -pair[1].summary.rate, pair[0])
        )
        return tuple(unit for _, unit in ordered)

    @cached_property
    def ranked(self) -> tuple[Digest, ...]:
        """The units of the ranking that were given any task."""
        return tuple(unit for unit in self.ranking if unit.summary.given)

    @property
    def whole(self) -> list[Digest]:
        """The units that have carried down all that they were given."""
        return [unit for unit in self.ranked if unit.summary.rate == 1]

    @cached_property
    def most_missed(self) -> tuple[tuple[int, int], ...]:
        """The tasks that some unit has missed: position in the upper plan, number of units."""
        tasks = range(len(self.coverage.upper.tasks))
        counted = [(index, self.coverage.missing(index)) for index in tasks]
        return tuple(sorted((c for c in counted if c[1]), key=lambda c: (-c[1], c[0])))

    def missing_units(self, index: int) -> list[str]:
        """Name the units that have missed a task."""
        wanted = self.coverage.units
        return [
            unit.unit.name
            for unit in wanted
            if unit.standings[index].counts and unit.standings[index].outcome is Outcome.MISSED
        ]

    def holders(self, index: int) -> int:
        """Count the units that have a role in a task."""
        return sum(standing.counts for standing in self.coverage.standings(index))

    @cached_property
    def by_role(self) -> Counter[Standing]:
        """The standings of all units in all tasks, counted."""
        return Counter(s for unit in self.coverage.units for s in unit.standings)
