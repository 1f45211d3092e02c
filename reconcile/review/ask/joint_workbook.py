"""The workbook of all units: every doubtful pair, what changes most first, each doubt once.

It holds the rows of the workbooks of single units with their answers and keys, and no other rule.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from reconcile.model import Plan, Unit
from reconcile.review.ask.columns import (
    EVERYWHERE,
    ON_PAIR,
    ON_UPPER,
    ON_WRITING,
    ROW_KEY,
    in_columns,
    offered,
    with_units,
)
from reconcile.review.ask.joint_part import ANSWERS, PROGRAM, JointPart, JointRow, names
from reconcile.review.ask.pairs_sheet import PAIRS
from reconcile.review.ask.reading_sheets import numbered
from reconcile.review.ask.written_seals import around_seals, listing_seals, sheet_seals
from reconcile.review.keys.hidden_sheet import JOINT, AnswerForm, Ledger, ledger_sheet
from reconcile.review.keys.sheet_seals import SheetSeals
from reconcile.vocabulary.terms import term, terms
from reconcile.vocabulary.text import fold
from reconcile.workbook.content.grid import (
    Block,
    Book,
    Entry,
    LazyRows,
    Lines,
    Row,
    Sheet,
    SheetTable,
    Tone,
)

_ANY = Unit("", "")
"""Stands for units of several kinds: they are called “đơn vị”."""


@dataclass(frozen=True, slots=True)
class _Placed:
    """A row with its unit."""

    part: JointPart
    row: JointRow


def joint_book(upper: Plan, as_of: dt.date, parts: Sequence[JointPart], generation: str) -> Book:
    """Describe the workbook of all units.

    Args:
        upper: the upper plan.
        as_of: the day that the figures stand for.
        parts: of the units, in the order of their names.
        generation: what this writing of the workbook goes by.

    """
    placed = _in_order(upper, parts)
    asked = _sheet("joint", [each for each in placed if not each.row.applied], upper, as_of)
    applied = _sheet("applied", [each for each in placed if each.row.applied], upper, as_of)
    guide, lists = _guide(), tuple(map(offered, (ON_PAIR, EVERYWHERE, ON_UPPER, ON_WRITING)))
    read = {
        guide.title: sheet_seals(guide.blocks),
        term("hidden_sheet", "lists"): listing_seals(lists),
    }
    form = _form(upper, (*asked.blocks, *applied.blocks))
    shared = _shared(upper, form, read, generation)
    ledgers = [_ledger(shared, part) for part in parts if part.rows]
    return Book(
        title=f"{term('review', 'joint_title')} – {upper.unit.name}",
        sheets=(
            asked,
            guide,
            *([applied] if applied.tables[0].rows else []),
            ledger_sheet(term("review_sheet", "ledger"), shared, *ledgers),
        ),
        as_of=as_of,
        footer=upper.unit.name,
        listings=lists,
    )


def _form(upper: Plan, blocks: Iterable[Block]) -> AnswerForm:
    """Describe the sheets that are answered: one form, wherever a row lies."""
    columns = with_units((*PROGRAM, *ANSWERS, ROW_KEY), upper.unit, _ANY)
    return AnswerForm(
        name=PAIRS,
        program=names(PROGRAM),
        answers=names(ANSWERS),
        titles={each.name: each.title for each in columns},
        rows=(),
        around=around_seals(blocks),
    )


def _shared(
    upper: Plan, form: AnswerForm, read: Mapping[str, SheetSeals], generation: str
) -> Ledger:
    """Put down what all units share."""
    return Ledger(
        unit="",
        forms=(form,),
        texts={task.key: task.text for task in upper.tasks},
        lowers={},
        plan=upper.identity,
        generation=generation,
        sheets=read,
        version=JOINT,
    )


def _ledger(shared: Ledger, part: JointPart) -> Ledger:
    """Put down what the way back needs to know of one unit."""
    form = shared.forms[0]
    rows = tuple(each.asked for each in part.rows)
    return Ledger(
        unit=part.unit,
        forms=(AnswerForm(form.name, form.program, form.answers, form.titles, rows),),
        texts=part.texts,
        lowers=part.labels,
        plan=shared.plan,
        generation=shared.generation,
        bases=part.bases,
        kept=part.kept,
        version=JOINT,
    )


def _sheet(name: str, rows: Sequence[_Placed], upper: Plan, as_of: dt.date) -> Sheet:
    """Describe a sheet of rows to be answered."""
    columns = with_units((*PROGRAM, *ANSWERS, ROW_KEY), upper.unit, _ANY)
    title = term("review_sheet", name)

    def lines() -> Iterator[Row]:
        return (
            in_columns(_cells(number, each.row), columns) for number, each in enumerate(rows, 1)
        )

    table = SheetTable(
        title,
        columns,
        LazyRows(lines),
        term("review", f"no_{name}"),
        frozen=2,
    )
    return Sheet(title, (_head(name, rows, upper, as_of), table))


def _cells(number: int, row: JointRow) -> dict[str, Entry]:
    """Show a row."""
    cells = {name: Entry(cell.value, cell.tone) for name, cell in row.cells.items()}
    return {"number": Entry(number), **cells}


def _head(name: str, rows: Sequence[_Placed], upper: Plan, as_of: dt.date) -> Lines:
    """Make the lines over a table: title, what it is about, how to work through it."""
    basis = term("review", "joint_basis").format(
        units=len({each.part.unit for each in rows}),
        tasks=len({each.row.upper for each in rows}),
        number=numbered(upper),
        upper_name=upper.unit.name,
        day=f"{as_of:%d/%m/%Y}",
    )
    said = (
        (term("review", f"{name}_title"), Tone.TITLE),
        (basis, Tone.SUBTITLE),
        (term("review", f"{name}_note"), Tone.NOTE),
    )
    return Lines(tuple((Entry(text, tone, span=0),) for text, tone in said))


def _guide() -> Sheet:
    """Describe the sheet that explains the workbook."""
    lines: list[Row] = [(Entry(term("review", "guide_title"), Tone.TITLE),)]
    for name, text in terms("joint_guide").items():
        lines.append((Entry(text, Tone.SUBTITLE if "_" in name else Tone.SECTION),))
    return Sheet(term("review_sheet", "guide"), (Lines(tuple(lines)),), (140.0,))


def _in_order(upper: Plan, parts: Sequence[JointPart]) -> list[_Placed]:
    """Put the rows of all units in order: what changes most first, the same doubt together.

    An answer changes most on a task that many units are in doubt about, that they lead, and where
    yes and no are as likely. What is answered stands last, in the order of the plan.
    """
    placed = [_Placed(part, row) for part in parts for row in part.rows]
    weights: dict[str, float] = {}
    for each in placed:
        weights[each.row.upper] = weights.get(each.row.upper, 0.0) + each.row.weight
    # Of the doubts on one task the likeliest in most units comes first.
    likely: dict[tuple[str, str], float] = {}
    for each in placed:
        likely[_doubt(each)] = likely.get(_doubt(each), 0.0) + (each.row.asked.score or 0.0)
    places = {task.key: number for number, task in enumerate(upper.tasks)}
    units = {part.unit: number for number, part in enumerate(parts)}

    def place(each: _Placed) -> tuple[float | str, ...]:
        doubt, row = _doubt(each), each.row
        first = -weights[row.upper] if row.open else 0.0
        same = (-likely[doubt], doubt[1])
        return (not row.open, first, places.get(row.upper, 0), *same, units[each.part.unit])

    return sorted(placed, key=place)


def _doubt(placed: _Placed) -> tuple[str, str]:
    """Return what makes two rows the same doubt: the upper task, and what the lower one says."""
    row = placed.row
    return row.upper, fold(placed.part.texts.get(row.lower, ""))
