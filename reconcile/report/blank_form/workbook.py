"""The blank form of a unit: the upper tasks filled in, and cells for how the unit carries them."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence

from reconcile import __version__
from reconcile.model import Level, Plan, Role, Task, Unit
from reconcile.report.coverage.cells import called, cited
from reconcile.vocabulary.agencies import bodies
from reconcile.vocabulary.form_columns import ASKED, GIVEN, FormColumn, Mark, text_mark
from reconcile.vocabulary.terms import term, terms
from reconcile.workbook.content.columns import column
from reconcile.workbook.content.grid import (
    Book,
    Choices,
    Entry,
    Kind,
    Lines,
    Listing,
    Row,
    Sheet,
    SheetTable,
    Tone,
    Visibility,
)

ANY_UNIT = Unit("", "")
"""Whoever fills the form in writes the name; the form has a cell for it."""
_VERSION = "1"
"""Of the sheet of marks."""
_BODIES = "co_quan"
# Offered, and any other is taken: every commune assigns its tasks itself.
_OFFERED = Choices(_BODIES, term("form", "offered"), term("form", "offered_note"), only=False)
_COLUMNS = (
    column("form_column", FormColumn.STT, 6, Kind.WORD),
    column("form_column", FormColumn.GROUP, 17),
    column("form_column", FormColumn.TASK, 42),
    column("form_column", FormColumn.DIRECTIVE, 17),
    column("form_column", FormColumn.DEADLINE, 13),
    column("form_column", FormColumn.ROLE, 10, Kind.WORD),
    # What people type stays as they type it.
    column("form_column", FormColumn.CONTENT, 42, Kind.TYPED),
    column("form_column", FormColumn.LEAD, 17, Kind.TYPED, choices=_OFFERED),
    column("form_column", FormColumn.SUPPORT, 17, Kind.TYPED, choices=_OFFERED),
    column("form_column", FormColumn.DUE, 13, Kind.TYPED),
    column("form_column", FormColumn.DOCUMENT, 14, Kind.TYPED),
    column("form_column", FormColumn.NOTE, 14, Kind.TYPED),
    column("form_column", FormColumn.KEY, 14, Kind.TYPED, hidden=True),
)
_LABEL = 2
"""Columns that the label of the unit's name takes."""


def form_book(upper: Plan, unit: Unit, role: Callable[[Task], Role], as_of: dt.date) -> Book:
    """Describe the form that a unit fills in.

    Args:
        upper: the upper plan; its tasks stand in their order.
        unit: who fills it in; ``ANY_UNIT`` for a form that asks for the name.
        role: the unit's role in a task.
        as_of: date of the file; the form itself says nothing that depends on a day.

    """
    columns = [c for c in FormColumn if c is not FormColumn.GROUP or _has_groups(upper)]
    sheets = (
        Sheet(term("form", "sheet"), (_head(upper, unit, columns), _table(upper, role, columns))),
        Sheet(term("form", "guide"), (_guide(),), widths=(5.0, 120.0)),
        Sheet(
            term("form", "marks"),
            (Lines(tuple(_marks(upper, unit, columns))),),
            widths=(16.0, 30.0, 60.0),
            visibility=Visibility.VERY_HIDDEN,
        ),
    )
    title = term("form", "title")
    return Book(
        title=f"{title} – {unit.name}" if unit.name else title,
        sheets=sheets,
        as_of=as_of,
        footer=unit.name,
        listings=(Listing(_BODIES, _offered(unit)),),
    )


def _has_groups(upper: Plan) -> bool:
    """Tell whether the upper plan puts its tasks into groups."""
    return any(task.group or task.plan for task in upper.tasks)


def _head(upper: Plan, unit: Unit, columns: Sequence[FormColumn]) -> Lines:
    """Make the lines over the table: what it is, whose, by which plan, how to fill it in."""
    given = sum(column in GIVEN for column in columns)
    name = Entry(unit.name, Tone.STRONG if unit.name else Tone.ANSWER, given - _LABEL)
    return Lines(
        (
            (Entry(term("form", "title"), Tone.TITLE, span=0),),
            (Entry(_basis(upper), Tone.SUBTITLE, span=0),),
            (Entry(term("form", "unit"), Tone.SUBTITLE, _LABEL), name),
            (Entry(term("form", "note"), Tone.NOTE, span=0),),
        )
    )


def _basis(upper: Plan) -> str:
    """Say which upper plan the form is for."""
    return f"Thực hiện Kế hoạch {called(upper)}"


def _table(upper: Plan, role: Callable[[Task], Role], columns: Sequence[FormColumn]) -> SheetTable:
    """Make the table: a row for each upper task, with its key in a hidden column."""
    return SheetTable(
        name="bieu_nhiem_vu",
        columns=tuple(each for each in _COLUMNS if each.name in columns),
        rows=tuple(_row(task, role(task), columns) for task in upper.tasks),
        empty=term("form", "empty"),
        frozen=columns.index(FormColumn.TASK) + 1,
    )


def _row(task: Task, role: Role, columns: Sequence[FormColumn]) -> Row:
    """Make the row of an upper task; one that is not the unit's is shown in grey."""
    tone = Tone.FADED if role is Role.NONE else Tone.BODY
    said = {
        FormColumn.STT: task.stt,
        FormColumn.GROUP: "\n".join(filter(None, (task.plan, *task.group))),
        FormColumn.TASK: task.text,
        FormColumn.DIRECTIVE: cited(task),
        FormColumn.DEADLINE: task.deadline.text,
        FormColumn.ROLE: "" if role is Role.NONE else term("role", role),
        FormColumn.KEY: task.key,
    }
    strong = Tone.STRONG if role is Role.LEAD else tone
    tones = dict.fromkeys(ASKED, Tone.ANSWER) | {FormColumn.ROLE: strong}
    return tuple(Entry(said.get(column), tones.get(column, tone)) for column in columns)


def _guide() -> Lines:
    """Make the page that says how to fill the form in."""
    told = enumerate(terms("form_guide").values(), start=1)
    head: Row = (Entry(term("form", "guide_title"), Tone.TITLE, 2),)
    return Lines(
        (head, *((Entry(f"{n}.", Tone.SUBTITLE), Entry(t, Tone.SUBTITLE)) for n, t in told))
    )


def _marks(upper: Plan, unit: Unit, columns: Sequence[FormColumn]) -> Iterator[Row]:
    """Yield the marks by which the form is known when it comes back."""
    yield _mark(Mark.FORM, _VERSION)
    yield _mark(Mark.UNIT, unit.id, unit.name)
    yield _mark(
        Mark.UPPER, ", ".join(filter(None, (p.number for p in upper.plans))), upper.unit.name
    )
    yield _mark(Mark.PROGRAM, __version__)
    for each in columns:
        yield _mark(Mark.COLUMN, each, each.header)
    for task in upper.tasks:
        yield _mark(Mark.TASK, task.key, text_mark(task.text))


def _mark(what: Mark, *told: str) -> Row:
    """Make a row of the sheet of marks."""
    return tuple(Entry(str(text), Tone.SUBTITLE, kind=Kind.TYPED) for text in (what, *told))


def _offered(unit: Unit) -> tuple[str, ...]:
    """List the bodies that a unit may name, in the order of ``agencies.toml``."""
    level = "province" if unit.level is Level.PROVINCE else "commune"
    word = unit.word if unit.level is Level.COMMUNE and unit.word else "xã"
    names = (body.name.replace("{word}", word) for body in bodies().values() if body.level == level)
    return tuple(dict.fromkeys(names))
