"""The workbook of all units: every doubtful pair, what changes most first, each doubt once.

It holds the rows of the workbooks of single units with their answers and keys, and no other rule.
Of a whole country they take more memory than there is: of each only what it is sorted by is held.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Protocol

import msgspec

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
from reconcile.review.ask.joint_part import ANSWERS, PROGRAM, JointPart, names, unpacked_cells
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


class Aside(Protocol):
    """Where packed pieces are laid until they are needed."""

    def lay(self, piece: bytes) -> int:
        """Lay a piece aside, and return its number."""

    def take(self, number: int) -> bytes:
        """Return a piece that was laid aside."""


class HeldAside:
    """Pieces that are few enough to be held."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def lay(self, piece: bytes) -> int:
        """Hold a piece, and return its number."""
        self._pieces.append(piece)
        return len(self._pieces) - 1

    def take(self, number: int) -> bytes:
        """Return a piece."""
        return self._pieces[number]


class _Placed(msgspec.Struct, frozen=True, gc=False):
    """A row, by what it is sorted by and where its cells are."""

    unit: int
    """Number of its unit, in the order of the names."""
    upper: str
    doubt: str
    """What the lower task says, folded: with the upper task it makes two rows the same doubt."""
    open: bool
    applied: bool
    weight: float
    score: float
    cells: int
    """Number of the piece that was laid aside."""


def joint_book(
    upper: Plan,
    as_of: dt.date,
    parts: Iterable[JointPart],
    generation: str,
    aside: Aside | None = None,
) -> Book:
    """Describe the workbook of all units.

    Args:
        upper: the upper plan.
        as_of: the day that the figures stand for.
        parts: of the units, in the order of their names; gone through now and when the workbook is
            written, one part at a time.
        generation: what this writing of the workbook goes by.
        aside: where the cells of rows are until they are written; None to hold them.

    """
    aside = aside or HeldAside()
    placed = _in_order(upper, _placed(parts, aside))
    asked, applied = (
        _sheet(name, [each for each in placed if each.applied is applied], upper, as_of, aside)
        for name, applied in (("joint", False), ("applied", True))
    )
    guide, lists = _guide(), tuple(map(offered, (ON_PAIR, EVERYWHERE, ON_UPPER, ON_WRITING)))
    read = {
        guide.title: sheet_seals(guide.blocks),
        term("hidden_sheet", "lists"): listing_seals(lists),
    }
    form = _form(upper, (*asked.blocks, *applied.blocks))
    ledgers = partial(_ledgers, _shared(upper, form, read, generation), parts)
    return Book(
        title=f"{term('review', 'joint_title')} – {upper.unit.name}",
        sheets=(
            asked,
            guide,
            *([applied] if applied.tables[0].rows else []),
            ledger_sheet(term("review_sheet", "ledger"), ledgers),
        ),
        as_of=as_of,
        footer=upper.unit.name,
        listings=lists,
    )


def _ledgers(shared: Ledger, parts: Iterable[JointPart]) -> Iterator[Ledger]:
    """Give first what all units share, then each unit's own."""
    yield shared
    yield from (_ledger(shared, part) for part in parts if part.rows)


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


def _sheet(name: str, rows: Sequence[_Placed], upper: Plan, as_of: dt.date, aside: Aside) -> Sheet:
    """Describe a sheet of rows to be answered."""
    columns = with_units((*PROGRAM, *ANSWERS, ROW_KEY), upper.unit, _ANY)
    title = term("review_sheet", name)

    def lines() -> Iterator[Row]:
        return (
            in_columns(_cells(number, aside.take(each.cells)), columns)
            for number, each in enumerate(rows, 1)
        )

    table = SheetTable(
        title,
        columns,
        LazyRows(lines),
        term("review", f"no_{name}"),
        frozen=2,
    )
    return Sheet(title, (_head(name, rows, upper, as_of), table))


def _cells(number: int, packed: bytes) -> dict[str, Entry]:
    """Show a row."""
    cells = unpacked_cells(packed).items()
    return {"number": Entry(number), **{name: Entry(c.value, c.tone) for name, c in cells}}


def _head(name: str, rows: Sequence[_Placed], upper: Plan, as_of: dt.date) -> Lines:
    """Make the lines over a table: title, what it is about, how to work through it."""
    basis = term("review", "joint_basis").format(
        units=len({each.unit for each in rows}),
        tasks=len({each.upper for each in rows}),
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


def _placed(parts: Iterable[JointPart], aside: Aside) -> Iterator[_Placed]:
    """Take of every row what it is sorted by, and lay its cells aside."""
    # The same doubt in a thousand units is one text.
    same: dict[str, str] = {}
    for number, part in enumerate(parts):
        for row in part.rows:
            doubt = fold(part.texts.get(row.lower, ""))
            yield _Placed(
                unit=number,
                upper=same.setdefault(row.upper, row.upper),
                doubt=same.setdefault(doubt, doubt),
                open=row.open,
                applied=row.applied,
                weight=row.weight,
                score=row.asked.score or 0.0,
                cells=aside.lay(row.cells),
            )


def _in_order(upper: Plan, rows: Iterable[_Placed]) -> list[_Placed]:
    """Put the rows of all units in order: what changes most first, the same doubt together.

    An answer changes most on a task that many units are in doubt about, that they lead, and where
    yes and no are as likely. What is answered stands last, in the order of the plan.
    """
    placed = list(rows)
    weights: dict[str, float] = {}
    # Of the doubts on one task the likeliest in most units comes first.
    likely: dict[tuple[str, str], float] = {}
    for each in placed:
        weights[each.upper] = weights.get(each.upper, 0.0) + each.weight
        doubt = each.upper, each.doubt
        likely[doubt] = likely.get(doubt, 0.0) + each.score
    places = {task.key: number for number, task in enumerate(upper.tasks)}

    def place(each: _Placed) -> tuple[float | str, ...]:
        first = -weights[each.upper] if each.open else 0.0
        same = (-likely[each.upper, each.doubt], each.doubt)
        return (not each.open, first, places.get(each.upper, 0), *same, each.unit)

    return sorted(placed, key=place)
