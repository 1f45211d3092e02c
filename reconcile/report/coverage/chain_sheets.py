"""The sheets of a chain of plans: task by task where it was lost, and tasks × units."""

from collections.abc import Mapping

from reconcile.model import Chain, ChainOutcome, ChainTask, Reach, Role, Task
from reconcile.report.coverage.cells import (
    as_of,
    called,
    cited,
    issued_by,
    noted,
    number_entry,
    plan_columns,
    plan_entry,
    rates_over,
    short_name,
)
from reconcile.report.coverage.chain_overview import MATRIX, overview_sheet
from reconcile.report.coverage.matrix_sheet import BELOW, matrix_columns, matrix_rows
from reconcile.tracking.coverage import Coverage
from reconcile.vocabulary.chain_told import where_lost
from reconcile.vocabulary.shares import rate_told
from reconcile.vocabulary.terms import term
from reconcile.vocabulary.text import capitalised
from reconcile.workbook.content.columns import column
from reconcile.workbook.content.grid import (
    CellLink,
    Entry,
    Kind,
    Lines,
    PaperSize,
    Row,
    Sheet,
    SheetColumn,
    SheetTable,
    Tone,
)
from reconcile.workbook.content.tones import CHAIN_TONES, OUTCOME_TONES, REACH_TONES

_OF_THE_TASK = (
    column("column", "stt", 6, Kind.WORD),
    column("chain", "top_task", 46),
    column("column", "directive", 20),
)
_COUNTED = (
    (Reach.THROUGH, Reach.PARTIAL),
    (Reach.DIRECT,),
    (Reach.REVIEW,),
    (Reach.MISSED,),
)
"""What the columns of counts behind that of the units concerned count."""
_COUNTS = (
    column("chain", "concerned", 9, Kind.NUMBER, outlined=True),
    column("chain", "through", 10, Kind.NUMBER, outlined=True),
    column("chain", "direct", 10, Kind.NUMBER, outlined=True),
    column("chain", "review", 8, Kind.NUMBER, outlined=True),
    column("chain", "missed", 8, Kind.NUMBER, outlined=True),
    column("chain", "outcome", 17, Kind.WORD),
    column("chain", "lost", 37),
)
_TASKS = "chuoi"
_A_UNIT = 10.0
_CARRIERS = 35.0


def chain_sheets(coverage: Coverage) -> tuple[Sheet, ...]:
    """Describe the sheets of the chain; none where there are two levels."""
    chain = coverage.chain
    if chain is None:
        return ()
    head = _headed(coverage, chain, "overview_title")
    overview = overview_sheet(chain, head, len(_heads(chain)))
    places = matrix_rows(coverage)
    return (overview, _tasks_sheet(coverage, chain, places), _matrix_sheet(coverage, chain, places))


def _tasks_sheet(coverage: Coverage, chain: Chain, places: Mapping[str, int]) -> Sheet:
    """Describe the sheet with one row for each task of the topmost plan."""
    carriers = (
        SheetColumn(
            _of(plan.unit.name, "carriers"), _CARRIERS, name=f"carriers_{at}", outlined=True
        )
        for at, plan in enumerate(chain.plans[1:], start=1)
    )
    table = SheetTable(
        name=_TASKS,
        columns=(*_heads(chain), *carriers, *_COUNTS),
        rows=tuple(_row(chain, at, task, places) for at, task in enumerate(chain.tasks)),
        empty=term("chain", "no_tasks"),
        frozen=2,
    )
    head = Lines((*_headed(coverage, chain, "title"), *_flow(chain), *noted("note", "chain").rows))
    return Sheet(term("chain", "sheet"), (head, table))


def _matrix_sheet(coverage: Coverage, chain: Chain, places: Mapping[str, int]) -> Sheet:
    """Describe the sheet with one row for each of these tasks and one column for each unit."""
    units = (SheetColumn(short_name(unit), _A_UNIT, Kind.WORD) for unit in chain.units)
    heads, below = _heads(chain), matrix_columns(coverage)
    rates = ((chain.reached(at), below[at]) for at in range(len(chain.units)))
    table = SheetTable(
        name=MATRIX,
        columns=(*heads, *units),
        rows=tuple(_standing(chain, at, task, places) for at, task in enumerate(chain.tasks)),
        empty=term("chain", "no_tasks"),
        total=rates_over(len(heads), 1, term("chain", "reached_rate"), rates),
        frozen=2,
    )
    head = Lines(_headed(coverage, chain, "matrix_title"))
    blocks = (head, table, noted("matrix_note", "chain"))
    return Sheet(term("chain", "matrix_sheet"), blocks, paper=PaperSize.A3)


def _headed(coverage: Coverage, chain: Chain, title: str) -> tuple[Row, ...]:
    """Make the lines over a table: what it shows, which plans stand over which, of which day."""
    levels = " → ".join(called(plan) for plan in chain.plans)
    basis = f"{term('chain', 'levels')}: {levels}. {as_of(coverage.as_of)}."
    return (
        (Entry(term("chain", title), Tone.TITLE, span=0),),
        (Entry(basis, Tone.SUBTITLE, span=0),),
    )


def _flow(chain: Chain) -> tuple[Row, ...]:
    """Make the picture of how much comes how far, and of what became of the rest."""
    given, top, below = len(chain.given), issued_by(chain.plans[0]), chain.plans[1].unit.name
    carried = sum(task.step.is_carried for task in chain.given)
    whole = chain.count(ChainOutcome.WHOLE)
    shallow, deep = (rate_told(rate) for rate in (chain.shallow, whole / max(given, 1)))
    steps = (
        (_of(top, "flow_total"), len(chain.tasks), ""),
        (_of(below, "flow_shallow"), carried, f"{carried}/{given} ({shallow})"),
        (term("chain", "flow_deep"), whole, f"{whole}/{given} ({deep})"),
    )
    shown: list[Row] = [(Entry(term("chain", "flow"), Tone.SECTION, span=0),)]
    for said, count, share in steps:
        told = Entry(share, Tone.STRONG, span=0)
        shown.append((Entry(count, Tone.STRONG, kind=Kind.NUMBER), Entry(said), told))
    for outcome in ChainOutcome:
        name = Entry(term("chain_outcome", outcome), CHAIN_TONES[outcome])
        shown.append((Entry(chain.count(outcome), Tone.BODY, kind=Kind.NUMBER), name))
    return tuple(shown)


def _of(unit: str, name: str) -> str:
    """Write a term that names a unit."""
    return term("chain", name).format(unit=unit)


def _heads(chain: Chain) -> tuple[SheetColumn, ...]:
    """Describe the columns of a task, the last of them of what became of it in the next plan."""
    after = SheetColumn(_of(chain.plans[1].unit.name, "next"), 19, Kind.WORD, name="next")
    return (*_OF_THE_TASK, *plan_columns(chain.plans[0]), after)


def _row(chain: Chain, at: int, task: ChainTask, places: Mapping[str, int]) -> Row:
    """Show one task: what carries it, how many units, where it was lost."""
    outcome = term("chain_outcome", task.outcome)
    return (
        *_of_the_task(chain, task, CellLink(MATRIX, at), places),
        *(Entry("\n".join(map(_brief, tasks))) for tasks in task.carriers),
        Entry(task.concerned),
        *(Entry(task.count(*ways)) for ways in _COUNTED),
        Entry(outcome, CHAIN_TONES[task.outcome]),
        Entry(capitalised(where_lost(chain, task))),
    )


def _of_the_task(chain: Chain, task: ChainTask, link: CellLink, places: Mapping[str, int]) -> Row:
    """Show which task it is, and what became of it in the next plan.

    Clicks are on short words: LibreOffice writes a text that leads somewhere on one line.

    Args:
        chain: all levels.
        task: the task.
        link: where its number leads.
        places: row of each task of the last plan among the units'; the word leads to the first.

    """
    step = task.step
    found = [places[each.key] for each in task.carriers[-1] if each.key in places]
    below = CellLink(BELOW, found[0]) if found else None
    word = Entry(term("outcome", step.outcome), OUTCOME_TONES[step.outcome], link=below)
    # What is given to others is nothing that the plan has left out.
    if step.role is Role.NONE and not step.is_carried:
        word = Entry(term("role", Role.NONE), Tone.FADED)
    number = number_entry(task.task, Tone.LINK, link)
    plan = plan_entry(chain.plans[0], task.task)
    return (number, Entry(task.task.text), Entry(cited(task.task)), *plan, word)


def _standing(chain: Chain, at: int, task: ChainTask, places: Mapping[str, int]) -> Row:
    """Show how one task stands in each unit."""
    words = (Entry(term("reach", reach), REACH_TONES[reach]) for reach in task.reach)
    return (*_of_the_task(chain, task, CellLink(_TASKS, at), places), *words)


def _brief(task: Task) -> str:
    """Show a task that carries another: its number and its text."""
    return f"- {task.stt}. {task.text}" if task.stt else f"- {task.text}"
