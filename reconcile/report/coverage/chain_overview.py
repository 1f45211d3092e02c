"""The picture of a chain that is read in a minute: how far tasks come, and where they stop."""

from collections.abc import Iterator

from reconcile.model import REACHED, Chain, ChainOutcome, Reach
from reconcile.report.coverage.cells import issued_by, short_name
from reconcile.vocabulary.terms import term
from reconcile.workbook.content.columns import column
from reconcile.workbook.content.grid import (
    Bars,
    Block,
    CellLink,
    Entry,
    Kind,
    Lines,
    PageBreak,
    Row,
    Sheet,
    SheetTable,
    Tone,
)
from reconcile.workbook.content.tones import CHAIN_TONES

MATRIX = "bang_chuoi"
_STEPS, _ENDS, _UNITS = "chuoi_di_xuong", "chuoi_ket_qua", "chuoi_don_vi"
_UNIT_COLUMNS = (
    column("label", "unit", 52),
    column("chain", "tasks_here", 14, Kind.NUMBER),
    column("chain", "reached", 14, Kind.NUMBER),
    column("chain", "review", 12, Kind.NUMBER),
    column("chain", "missed", 12, Kind.NUMBER),
    column("chain", "reached_rate", 14, Kind.PERCENT, bar=True),
)


def overview_sheet(chain: Chain, head: tuple[Row, ...], before: int) -> Sheet:
    """Describe the sheet.

    Args:
        chain: all levels together.
        head: the lines over it.
        before: columns of the matrix before those of the units, which a unit's name leads to.

    """
    blocks: list[Block] = [
        Lines(head),
        _counts(_STEPS, "flow_step", tuple(_steps(chain))),
        Bars(term("chain", "flow_chart"), _STEPS, 0, 1, 0, len(chain.plans) + 1, counts=True),
        PageBreak(),
        _counts(_ENDS, "outcome", tuple(_ends(chain))),
        Bars(term("chain", "ends_chart"), _ENDS, 0, 1, 0, len(ChainOutcome), counts=True),
        _units(chain, before),
    ]
    widths = tuple(each.width for each in _UNIT_COLUMNS)
    return Sheet(term("chain", "overview_sheet"), tuple(blocks), widths=widths)


def _counts(name: str, label: str, rows: tuple[Row, ...]) -> SheetTable:
    """Describe a table of numbers of tasks, for its chart."""
    columns = (
        column("chain", label, 52),
        column("chain", "tasks", 14, Kind.NUMBER),
        column("chain", "tasks_rate", 14, Kind.PERCENT),
    )
    return SheetTable(name, columns, rows, term("chain", "no_tasks"), repeat=False)


def _steps(chain: Chain) -> Iterator[Row]:
    """Show how many tasks come down to each plan, and to all units that they concern."""
    total = max(len(chain.tasks), 1)
    given = term("chain", "flow_total").format(unit=issued_by(chain.plans[0]))
    yield _counted(given, len(chain.tasks), total)
    for at, plan in enumerate(chain.plans[1:]):
        there = sum(bool(task.carriers[at]) for task in chain.tasks)
        yield _counted(term("chain", "flow_shallow").format(unit=plan.unit.name), there, total)
    yield _counted(term("chain", "flow_deep"), chain.count(ChainOutcome.WHOLE), total)


def _ends(chain: Chain) -> Iterator[Row]:
    """Show how many tasks came to each end."""
    total = max(len(chain.tasks), 1)
    for outcome in ChainOutcome:
        name, number = term("chain_outcome", outcome), chain.count(outcome)
        yield _counted(name, number, total, CHAIN_TONES[outcome])


def _counted(name: str, number: int, total: int, tone: Tone = Tone.STRONG) -> Row:
    """Show a number of tasks with its share of all."""
    return Entry(name, tone), Entry(number), Entry(number / total)


def _units(chain: Chain, before: int) -> SheetTable:
    """Describe the table of what came to each unit; a name leads to its column in the matrix."""
    rows = tuple(_unit(chain, at, before) for at in range(len(chain.units)))
    return SheetTable(_UNITS, _UNIT_COLUMNS, rows, term("coverage", "no_units"))


def _unit(chain: Chain, at: int, before: int) -> Row:
    """Show what came to one unit."""
    ways = chain.ways(at)
    reached = sum(way in REACHED for way in ways)
    review, missed = ways.count(Reach.REVIEW), ways.count(Reach.MISSED)
    link = CellLink(MATRIX, column=before + at)
    return (
        Entry(short_name(chain.units[at]), Tone.LINK, link=link),
        Entry(reached + review + missed),
        Entry(reached),
        Entry(review),
        Entry(missed),
        Entry(chain.reached(at)),
    )
