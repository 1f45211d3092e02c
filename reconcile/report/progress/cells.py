"""How the workbook of progress says things: heads, figures, tasks as cells."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from reconcile.model import Plan, StatusEntry, Where
from reconcile.report.coverage.cells import as_of, called, plan_columns, plan_entry
from reconcile.tracking.counts import ProgressFigures, StateClass
from reconcile.tracking.first_deadline import first_deadline
from reconcile.tracking.parts_done import parts_done
from reconcile.tracking.progress import TrackedKind, TrackedTask, Tracking
from reconcile.vocabulary.terms import term
from reconcile.workbook.content.columns import column
from reconcile.workbook.content.grid import (
    Entry,
    FileLink,
    Kind,
    Lines,
    Row,
    SheetColumn,
    Tone,
)
from reconcile.workbook.content.task_numbers import sortable_number

TONES = {
    StateClass.DONE_IN_TIME: Tone.CARRIED,
    StateClass.DONE_LATE: Tone.PARTIAL,
    StateClass.DONE_UNDATED: Tone.CARRIED,
    StateClass.OPEN_LATE: Tone.MISSED,
    StateClass.UNKNOWN: Tone.FADED,
}
"""The classes that stand out; the word beside the colour says which it is."""
_BOOKS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")
OPEN = column("progress", "open", 6, Kind.WORD)
"""Of ``opening_cell``."""
TOLD = (
    column("progress", "told_on", 11, Kind.DATE),
    column("progress", "words", 28),
    column("progress", "source", 22),
)
"""Of ``told_cells``."""
_FIRST = column("progress", "first_deadline", 11, Kind.DATE)
_TASK = (
    column("column", "stt", 6, Kind.WORD),
    column("progress", "task", 46),
    column("progress", "last_day", 11, Kind.DATE),
    column("progress", "state", 17, Kind.WORD),
)


def figure_columns() -> tuple[SheetColumn, ...]:
    """Describe the columns of ``figure_cells``, in their order."""
    # The rates are as wide as “hoàn thành”, “cập nhật” need, so that no head breaks inside of them.
    width = 9.0
    return (
        column("progress", "total", width, Kind.NUMBER),
        *(column("state_class", kind, width + 1, Kind.NUMBER) for kind in StateClass),
        column("progress", "due_soon", width, Kind.NUMBER),
        column("progress", "done_rate", width + 3, Kind.PERCENT, bar=True),
        column("progress", "reported_rate", width + 1, Kind.PERCENT),
    )


def figure_cells(figures: ProgressFigures, tone: Tone = Tone.BODY) -> Row:
    """Show figures; a rate of nothing is left empty."""
    values = (
        figures.total,
        *figures.by_class,
        figures.due_soon,
        figures.done_rate,
        figures.reported_rate,
    )
    return tuple(Entry(value, tone) for value in values)


def head(tracking: Tracking, title: str, note: str = "", **parts: int) -> Lines:
    """Make the lines over a sheet's table: title, plan and day, how to read it."""
    basis = f"{term('label', 'upper_plan')}: {called(tracking.upper)}. {as_of(tracking.as_of)}."
    rows: list[Row] = [
        (Entry(term("progress", title), Tone.TITLE, span=0),),
        (Entry(basis, Tone.SUBTITLE, span=0),),
    ]
    if note:
        rows.append((Entry(term("progress", note).format(**parts), Tone.NOTE, span=0),))
    return Lines(tuple(rows))


def task_columns(upper: Plan, first: Sequence[SheetColumn] = ()) -> tuple[SheetColumn, ...]:
    """Describe the columns of ``task_cells``, in their order; ``first`` takes room of the task."""
    taken = sum(each.width for each in first)
    task = [replace(each, width=each.width - taken * (each.name == "task")) for each in _TASK]
    return (column("progress", "body", 20), *plan_columns(upper), *task, *first)


def task_cells(row: TrackedTask, upper: Plan, first: Sequence[SheetColumn] = ()) -> Row:
    """Show whose task it is, of which of several plans, which, its last day and its state."""
    return (
        Entry(row.body, Tone.STRONG),
        *plan_of(row, upper),
        Entry(sortable_number(row.task.stt)),
        Entry(row.task.text),
        Entry(row.state.last_day),
        Entry(term("progress_state", row.state.progress), TONES.get(row.counted, Tone.BODY)),
        *(Entry(first_deadline(row)) for _ in first),
    )


def first_columns(rows: Iterable[TrackedTask]) -> tuple[SheetColumn, ...]:
    """Describe the column of the first last day; none where no task was granted another."""
    return (_FIRST,) if any(map(first_deadline, rows)) else ()


def plan_of(row: TrackedTask, upper: Plan) -> Row:
    """Name the upper plan of a task, where there are several; a unit's own is of none."""
    plan = plan_entry(upper, row.task)
    return tuple(Entry() for _ in plan) if row.kind is TrackedKind.UNIT else plan


def told_cells(row: TrackedTask) -> tuple[Entry, ...]:
    """Show what was told of a task: on which day, in which words, where.

    Of one that several bodies share, how many have done it stands in front.
    """
    shared = parts_done(row)
    if row.standing is None:
        return (Entry(), Entry(shared or term("state_basis", row.basis)), Entry())
    entry = row.standing.entry
    words = "; ".join(filter(None, (shared, told_words(entry))))
    return Entry(entry.day), Entry(words), Entry(str(entry.where.whole_row))


def told_words(entry: StatusEntry) -> str:
    """Show what was told; a figure that was read as a percent bears its sign."""
    said = entry.said.percent
    if said is None:
        return entry.words
    parts = (part.strip() for part in entry.words.split(";"))
    return "; ".join(f"{p}%" if _is_figure(p, said.value) else p for p in parts)


def _is_figure(part: str, value: float) -> bool:
    """Tell whether a part of what was told is a bare figure of some value: ``45``, ``45,5``."""
    bare = part.replace(",", ".", 1)
    return bare.replace(".", "", 1).isdecimal() and float(bare) == value


def leading_cells(row: TrackedTask, places: Mapping[str, str]) -> tuple[Entry, ...]:
    """Show the same, and a word that leads to the row of the source."""
    where = row.standing.entry.where if row.standing else Where("")
    return (*told_cells(row), opening_cell(where, places))


def opening_task(row: TrackedTask, places: Mapping[str, str]) -> Entry:
    """Make the cell that opens what told of a task, or the plan where nobody told of it."""
    return opening_cell(row.standing.entry.where if row.standing else row.task.where, places)


def opening_cell(where: Where, places: Mapping[str, str]) -> Entry:
    """Make the cell that opens a source at a row; empty where it lies nowhere in the folder.

    The word is short: LibreOffice writes a text that leads somewhere on one line.
    """
    path = places.get(where.file, "")
    if not path:
        return Entry()
    is_book = path.lower().endswith(_BOOKS)
    link = FileLink(path, where.sheet if is_book else "", where.row)
    return Entry(term("progress", "open"), Tone.LINK, link=link)


def sums(figures: ProgressFigures, columns: Sequence[SheetColumn]) -> Row:
    """Make the row under a table of figures: it counts all, and adds no rates up."""
    blanks = len(columns) - len(figure_columns())
    label = Entry(term("progress", "sum"), Tone.TOTAL)
    return (label, *[Entry(None, Tone.TOTAL)] * (blanks - 1), *figure_cells(figures, Tone.TOTAL))
