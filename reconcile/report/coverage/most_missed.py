"""The tasks that most units have not carried down, under the figures of the units."""

from collections import Counter
from collections.abc import Mapping

from reconcile.model import Role
from reconcile.report.coverage.cells import noted, number_entry
from reconcile.report.coverage.matrix_sheet import BELOW, matrix_rows
from reconcile.tracking.coverage import Coverage
from reconcile.vocabulary.terms import term
from reconcile.workbook.content.grid import CellLink, Entry, Kind, Lines, Row, Tone

_MOST = 10
_HALF = 0.5
"""What a greater share of the units concerned has missed was perhaps not clearly given."""
_HEADS = (
    ("coverage", "stt_upper", 1), ("label", "upper_task", 9), ("column", "deadline", 3),
    ("coverage", "missing_units", 0),
)  # fmt: skip
"""Section and key of each header, and how many columns of the table of units it covers."""


def most_missed(coverage: Coverage) -> list[Lines]:
    """List those that units lead, then those in which they help; nothing where none is missed.

    Over the columns of the table of units above it: a sheet has one width for each column.
    """
    counts = Counter({i: coverage.missing(i) for i in range(len(coverage.upper.tasks))})
    # Among equals the order of the plan stays: that is how most_common counts.
    missed = [(index, count) for index, count in counts.most_common() if count]
    places = matrix_rows(coverage)
    lists: list[Lines] = []
    for role in (Role.LEAD, Role.SUPPORT):
        worst = [each for each in missed if coverage.role(each[0]) is role][:_MOST]
        if worst:
            head = (
                (Entry(term("coverage", f"most_missed_{role}"), Tone.SECTION, span=0),),
                tuple(Entry(term(s, k), Tone.HEADING, span) for s, k, span in _HEADS),
            )
            rows = (_line(coverage, index, count, places) for index, count in worst)
            lists.append(Lines((*head, *rows)))
    if any(count > _HALF * _concerned(coverage, index) for index, count in missed):
        lists.append(noted("perhaps_unclear"))
    return lists


def _line(coverage: Coverage, index: int, count: int, places: Mapping[str, int]) -> Row:
    """Show one task and how many of the units concerned have not carried it down.

    Its number leads to its row in the matrix.
    """
    task = coverage.upper.tasks[index]
    return (
        number_entry(task, Tone.BODY, CellLink(BELOW, places[task.key]), Kind.WORD),
        Entry(task.text, span=9),
        Entry(task.deadline.text, span=3, kind=Kind.WORD),
        Entry(f"{count}/{_concerned(coverage, index)}", Tone.STRONG, span=0, kind=Kind.WORD),
    )


def _concerned(coverage: Coverage, index: int) -> int:
    """Count the units that have a role in a task."""
    return sum(standing.counts for standing in coverage.standings(index))
