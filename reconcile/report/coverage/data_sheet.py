"""The sheet of data for other programs: one header row, one row for each unit and upper task.

Its columns are a contract (docs/api.md): pandas, Power Query and pivot tables go by their names.
"""

from collections.abc import Iterator
from itertools import islice

from reconcile.model import Task
from reconcile.report.coverage.cells import cited, plan_columns, plan_entry
from reconcile.tracking.coverage import Coverage
from reconcile.tracking.figures import Standing
from reconcile.tracking.listed_tasks import Carrier
from reconcile.vocabulary.terms import term
from reconcile.workbook.content.columns import column
from reconcile.workbook.content.grid import (
    Entry,
    Kind,
    LazyRows,
    Row,
    Sheet,
    SheetColumn,
    SheetTable,
)

_COLUMNS = (
    column("label", "unit", 18),
    column("coverage", "number", 12, Kind.WORD),
    # From here on in the order of ``_of_the_task``.
    column("column", "key", 11, Kind.WORD),
    column("coverage", "order", 7, Kind.NUMBER),
    column("coverage", "stt_upper", 7, Kind.WORD),
    column("label", "group", 16),
    column("label", "upper_task", 34),
    column("column", "directive", 14),
    column("column", "deadline", 12),
    column("coverage", "due", 11, Kind.DATE),
    column("column", "lead", 14),
    column("column", "support", 14),
    # From here on in the order of ``_of_the_unit``.
    column("label", "role", 10, Kind.WORD),
    column("label", "outcome", 13, Kind.WORD),
    column("coverage", "counted", 8, Kind.NUMBER),
    column("coverage", "done", 9, Kind.NUMBER),
)
_CLUSTER = column("cluster", "cluster", 12, Kind.WORD)
_CARRIER = (
    # In the order of ``_of_the_carrier``; on the screen alone, as all would be too small on paper.
    column("coverage", "links", 9, Kind.NUMBER, printed=False),
    column("label", "lower_task", 34, printed=False),
    column("coverage", "stt_lower", 7, Kind.WORD, printed=False),
    column("coverage", "file", 16, printed=False),
    column("coverage", "sheet", 12, printed=False),
    column("coverage", "row", 7, Kind.NUMBER, printed=False),
    column("label", "score", 9, Kind.SCORE, printed=False),
)
_MOST_ROWS = 1_048_575
"""What a sheet of Excel holds under its header row."""


def data_sheets(coverage: Coverage) -> tuple[Sheet, ...]:
    """Describe the data, on as many sheets as it takes; on none where there is no unit."""
    columns = (*_COLUMNS, *plan_columns(coverage.upper), _CLUSTER, *_CARRIER)
    count = len(coverage.units) * len(coverage.upper.tasks)
    return tuple(_sheet(coverage, columns, first) for first in range(0, count, _MOST_ROWS))


def _sheet(coverage: Coverage, columns: tuple[SheetColumn, ...], first: int) -> Sheet:
    """Describe one sheet: the table alone, so that its header is the first row."""
    rows = LazyRows(lambda: islice(_rows(coverage), first, first + _MOST_ROWS))
    table = SheetTable("du_lieu", columns, rows, term("coverage", "no_tasks"), frozen=2)
    return Sheet(term("sheet", "data"), (table,))


def _rows(coverage: Coverage) -> Iterator[Row]:
    """Show how each unit stands in each task; the units share the cells of a task."""
    upper = coverage.upper
    tasks = [_of_the_task(*each) for each in enumerate(upper.tasks, start=1)]
    plans = [plan_entry(upper, task) for task in upper.tasks]
    states: dict[Standing, Row] = {}
    for unit in coverage.units:
        head, cluster = (Entry(unit.unit.name), Entry(unit.number)), Entry(unit.cluster)
        carriers = {each.index: _of_the_carrier(each) for each in unit.carriers}
        for at, (task, plan, standing) in enumerate(zip(tasks, plans, unit.standings, strict=True)):
            state = states.setdefault(standing, _of_the_unit(standing))
            # Behind all others, for programs go by the columns that there were before.
            yield (*head, *task, *state, *plan, cluster, *carriers.get(at, _NOTHING_NEAR))


def _of_the_task(order: int, task: Task) -> Row:
    """Show an upper task; its number is text, for there are 1.a and II: ``order`` sorts."""
    return (
        Entry(task.key),
        Entry(order),
        Entry(task.stt),
        Entry(" › ".join(task.group)),
        Entry(task.text),
        Entry(cited(task)),
        Entry(task.deadline.text),
        Entry(task.deadline.latest),
        Entry(task.lead),
        Entry(task.support),
    )


def _of_the_unit(standing: Standing) -> Row:
    """Show how a unit stands in a task; the sums of the two figures give the coverage rate."""
    return (
        Entry(term("role", standing.role)),
        Entry(term("outcome", standing.outcome)),
        Entry(int(standing.counts)),
        Entry(int(standing.is_done)),
    )


def _of_the_carrier(carrier: Carrier) -> Row:
    """Show the unit's task that carries the upper one, or comes nearest, with its place."""
    guess = carrier.guess
    return (
        Entry(carrier.links),
        Entry(guess.text),
        Entry(guess.stt),
        Entry(guess.where.file),
        Entry(guess.where.sheet),
        Entry(guess.where.row or None),
        Entry(guess.score),
    )


_NOTHING_NEAR: Row = (Entry(0), *(Entry() for _ in _CARRIER[1:]))
