"""The sheet of tasks × units: what became of each task in each plan."""

from collections.abc import Iterator, Mapping

from reconcile.model import Role, Task
from reconcile.report.coverage.cells import (
    cited,
    headed,
    noted,
    plan_columns,
    plan_entry,
    role_entry,
    short_name,
)
from reconcile.report.coverage.chain_overview import MATRIX
from reconcile.tracking.coverage import Coverage
from reconcile.tracking.figures import Standing
from reconcile.vocabulary.terms import term
from reconcile.workbook.content.columns import column
from reconcile.workbook.content.grid import (
    CellLink,
    Entry,
    Kind,
    Row,
    Sheet,
    SheetColumn,
    SheetTable,
    Tone,
)
from reconcile.workbook.content.tones import OUTCOME_TONES

_OF_THE_TASK = (
    column("column", "stt", 6, Kind.WORD),
    column("label", "upper_task", 52),
    column("column", "directive", 23),
    column("column", "deadline", 16.5),
    column("label", "role", 11, Kind.WORD),
    column("coverage", "missing_units", 10, Kind.NUMBER),
)
BELOW = "bang_doi_chieu"
_A_UNIT = 10.0
"""Width of each unit's column; they follow, in the order of the units."""


def matrix_sheet(coverage: Coverage) -> Sheet:
    """Describe the sheet with one row for each upper task and one column for each unit."""
    above = dict(_above(coverage))
    table = SheetTable(
        name=BELOW,
        columns=_columns(coverage),
        rows=tuple(_row(coverage, index, above) for index in _order(coverage)),
        empty=term("coverage", "no_tasks"),
        frozen=2 + len(plan_columns(coverage.upper)),
    )
    head, legend = headed(coverage, "matrix_title"), noted("matrix_note")
    return Sheet(term("sheet", "matrix"), (head, table, legend))


def matrix_rows(coverage: Coverage) -> dict[str, int]:
    """Return the row of each upper task on the sheet, 0-based, by its key."""
    tasks = coverage.upper.tasks
    return {tasks[index].key: row for row, index in enumerate(_order(coverage))}


def _order(coverage: Coverage) -> list[int]:
    """Put the tasks in which no unit has a role last, else keep the upper plan's order."""
    indices = range(len(coverage.upper.tasks))
    return sorted(indices, key=lambda index: coverage.role(index) is Role.NONE)


def _columns(coverage: Coverage) -> tuple[SheetColumn, ...]:
    """Name the columns: the task, then the units."""
    units = (SheetColumn(short_name(each.unit), _A_UNIT, Kind.WORD) for each in coverage.units)
    return (*plan_columns(coverage.upper), *_OF_THE_TASK, *units)


def _above(coverage: Coverage) -> Iterator[tuple[str, CellLink]]:
    """Yield by their keys where the tasks lead that carry one of the topmost plan, to the first."""
    tasks = coverage.chain.tasks if coverage.chain else ()
    for at, top in reversed(tuple(enumerate(tasks))):
        for task in top.carriers[-1]:
            yield task.key, CellLink(MATRIX, at)


def _row(coverage: Coverage, index: int, links: Mapping[str, CellLink]) -> Row:
    """Show one task; its number leads to what it carries in a chain of plans."""
    task, role = coverage.upper.tasks[index], coverage.role(index)
    tone = Tone.FADED if role is Role.NONE else Tone.BODY
    missing = None if role is Role.NONE else coverage.missing(index)
    return (
        *plan_entry(coverage.upper, task, tone),
        _number(task, tone, links.get(task.key)),
        Entry(task.text, tone),
        Entry(cited(task), tone),
        Entry(task.deadline.text, tone),
        role_entry(role),
        Entry(missing, tone),
        *(_outcome(standing, role) for standing in coverage.standings(index)),
    )


def _number(task: Task, tone: Tone, link: CellLink | None) -> Entry:
    """Show the number of a task; one in a chain can be clicked on."""
    if link is None:
        return Entry(task.stt, tone)
    return Entry(task.stt or term("chain", "here"), Tone.LINK, link=link)


def _outcome(standing: Standing, role: Role) -> Entry:
    """Show an outcome as a short word; a dash where only this unit has no role."""
    word = term("short_outcome", standing.outcome)
    if role is Role.NONE:
        return Entry(word, Tone.FADED)
    if not standing.counts:
        return Entry(term("short_outcome", "none"), Tone.FADED)
    return Entry(word, OUTCOME_TONES[standing.outcome])
