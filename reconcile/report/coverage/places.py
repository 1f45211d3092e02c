"""Where a click on a unit or a task of the matrix leads: to what is left out there."""

from collections.abc import Collection, Iterator

from reconcile.model import Outcome
from reconcile.tracking.coverage import Coverage
from reconcile.tracking.coverage_parts import by_missing
from reconcile.tracking.figures import Standing
from reconcile.vocabulary.terms import term
from reconcile.workbook.content.grid import CellLink

OVERVIEW = "tong_quan"
"""The table of units on the first sheet."""


def missed_table() -> str:
    """Name the table of what units have left out: unit by unit, in the order of the upper plan."""
    return term("sheet", "missed")


def unit_places(coverage: Coverage) -> dict[int, CellLink]:
    """Say by the place of a unit where what it has left out begins; of nothing, its figures."""
    rows = {place: row for row, (place, _) in enumerate(by_missing(coverage))}
    return {
        at: CellLink(missed_table(), first) if unit.summary.missed else CellLink(OVERVIEW, rows[at])
        for at, (unit, first) in enumerate(zip(coverage.units, _firsts(coverage), strict=True))
    }


def task_places(coverage: Coverage, shown: Collection[int]) -> dict[int, CellLink]:
    """Say by the position of a task where the first unit stands that has left it out.

    Args:
        coverage: all units.
        shown: places of those that are asked about.

    """
    found: dict[int, CellLink] = {}
    for at, (unit, first) in enumerate(zip(coverage.units, _firsts(coverage), strict=True)):
        standings = enumerate(unit.standings if at in shown else ())
        left_out = (index for index, each in standings if _is_missed(each))
        for row, index in enumerate(left_out, start=first):
            found.setdefault(index, CellLink(missed_table(), row))
    return found


def _firsts(coverage: Coverage) -> Iterator[int]:
    """Count for each unit the rows before its own."""
    before = 0
    for unit in coverage.units:
        yield before
        before += unit.summary.missed


def _is_missed(standing: Standing) -> bool:
    """Tell whether a unit has a role in a task and has left it out."""
    return standing.counts and standing.outcome is Outcome.MISSED
