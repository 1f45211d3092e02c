"""The sheets of tasks × units: what became of each task in each plan."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from reconcile.model import Role
from reconcile.report.coverage.cells import (
    cited,
    headed,
    noted,
    number_entry,
    plan_columns,
    plan_entry,
    rates_over,
    role_entry,
    short_name,
)
from reconcile.report.coverage.chain_overview import MATRIX
from reconcile.report.coverage.cluster_lines import by_cluster
from reconcile.report.coverage.places import task_places, unit_places
from reconcile.tracking.coverage import Coverage
from reconcile.tracking.figures import Standing
from reconcile.vocabulary.terms import term
from reconcile.workbook.content.columns import column
from reconcile.workbook.content.grid import (
    CellLink,
    Entry,
    Kind,
    LazyRows,
    Lines,
    PaperSize,
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
"""The table of the first of these sheets."""
_A_UNIT = 10.0
"""Width of each unit's column; they follow, in the order of the units."""
_TOGETHER = 40
"""Units that are shown side by side; of more, each cluster has a sheet of its own."""


@dataclass(frozen=True, slots=True)
class _Part:
    """What one sheet shows."""

    cluster: str
    """Its name; empty where all units are on one sheet."""
    table: str
    units: tuple[int, ...]
    """Their places among all units."""
    coverage: Coverage
    """Of its units alone."""


@dataclass(frozen=True, slots=True)
class _Links:
    """Where the head of a row or a column leads."""

    above: Mapping[str, CellLink]
    """By the key of a task: to what it carries in a chain of plans."""
    below: Mapping[int, CellLink]
    """By the position of a task: to the first unit that has left it out."""


def matrix_sheets(coverage: Coverage) -> tuple[Sheet, ...]:
    """Describe the sheets with one row for each upper task and one column for each unit."""
    order, above, units = _order(coverage), dict(_above(coverage)), unit_places(coverage)
    return tuple(
        _sheet(part, order, _Links(above, task_places(coverage, part.units)), units)
        for part in _parts(coverage)
    )


def matrix_rows(coverage: Coverage) -> dict[str, int]:
    """Return the row of each upper task on these sheets, 0-based, by its key."""
    tasks = coverage.upper.tasks
    return {tasks[index].key: row for row, index in enumerate(_order(coverage))}


def matrix_columns(coverage: Coverage) -> dict[int, CellLink]:
    """Return where the column of each unit begins, by its place among all units."""
    before = len(plan_columns(coverage.upper)) + len(_OF_THE_TASK)
    return {
        place: CellLink(part.table, column=before + at)
        for part in _parts(coverage)
        for at, place in enumerate(part.units)
    }


def _parts(coverage: Coverage) -> list[_Part]:
    """Share the units out to sheets."""
    clusters = by_cluster(coverage)
    if len(coverage.units) <= _TOGETHER or len(clusters) == 1:
        return [_Part("", BELOW, tuple(range(len(coverage.units))), coverage)]
    # By identity: two units may be called the same.
    places = {id(unit): at for at, unit in enumerate(coverage.units)}
    return [
        _Part(
            name or term("cluster", "none"),
            f"{BELOW}_{number}" if number else BELOW,
            tuple(places[id(unit)] for unit in units),
            replace(coverage, units=tuple(units)),
        )
        for number, (name, units) in enumerate(clusters.items())
    ]


def _sheet(
    part: _Part, order: Sequence[int], links: _Links, units: Mapping[int, CellLink]
) -> Sheet:
    """Describe one sheet; ``units`` says where the rate over the name of each leads."""
    coverage, plans = part.coverage, len(plan_columns(part.coverage.upper))
    rates = (u.summary.rate if u.summary.given else None for u in coverage.units)
    led = zip(rates, (units[place] for place in part.units), strict=True)
    table = SheetTable(
        name=part.table,
        columns=_columns(coverage),
        rows=LazyRows(lambda: (_row(coverage, index, links) for index in order)),
        empty=term("coverage", "no_tasks"),
        total=rates_over(plans + len(_OF_THE_TASK), plans + 1, term("label", "rate"), led),
        frozen=2 + plans,
    )
    title, head = term("sheet", "matrix"), headed(coverage, "matrix_title")
    if part.cluster:
        said = f"{term('cluster', 'cluster')}: {part.cluster}"
        title = f"{title} – {part.cluster}"
        head = Lines((*head.rows, (Entry(said, Tone.SUBTITLE, span=0),)))
    return Sheet(title, (head, table, noted("matrix_note")), paper=PaperSize.A3)


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


def _row(coverage: Coverage, index: int, links: _Links) -> Row:
    """Show one task; its number leads to what it carries in a chain of plans, else further down."""
    task, role = coverage.upper.tasks[index], coverage.role(index)
    tone = Tone.FADED if role is Role.NONE else Tone.BODY
    missing = None if role is Role.NONE else coverage.missing(index)
    below = links.below.get(index)
    return (
        *plan_entry(coverage.upper, task, tone),
        number_entry(task, tone, links.above.get(task.key, below)),
        Entry(task.text, tone),
        Entry(cited(task), tone),
        Entry(task.deadline.text, tone),
        role_entry(role),
        Entry(missing, Tone.LINK if below else tone, link=below),
        *(_outcome(standing, role) for standing in coverage.standings(index)),
    )


def _outcome(standing: Standing, role: Role) -> Entry:
    """Show an outcome as a short word; a dash where only this unit has no role."""
    word = term("short_outcome", standing.outcome)
    if role is Role.NONE:
        return Entry(word, Tone.FADED)
    if not standing.counts:
        return Entry(term("short_outcome", "none"), Tone.FADED)
    return Entry(word, OUTCOME_TONES[standing.outcome])
