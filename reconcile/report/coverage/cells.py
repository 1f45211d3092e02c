"""How the coverage workbook says things: units, tasks and places as cells."""

from collections.abc import Iterable, Iterator
from datetime import date

from reconcile.model import Plan, Role, Task, Unit
from reconcile.tracking.coverage import Coverage
from reconcile.vocabulary.terms import term
from reconcile.vocabulary.text import capitalised
from reconcile.workbook.content.columns import column
from reconcile.workbook.content.grid import CellLink, Entry, Kind, Lines, Row, SheetColumn, Tone
from reconcile.workbook.content.task_numbers import sortable_number


def headed(coverage: Coverage, title: str, note: str = "") -> Lines:
    """Make the lines over a sheet's table.

    Args:
        coverage: what the sheet shows.
        title: key of the sheet's title in the glossary.
        note: key of the line that says how to read the sheet; empty where it stands elsewhere.

    """
    heads: tuple[Row, ...] = (
        (Entry(term("coverage", title), Tone.TITLE, span=0),),
        (Entry(basis(coverage), Tone.SUBTITLE, span=0),),
    )
    return Lines((*heads, *(noted(note).rows if note else ())))


def noted(note: str, section: str = "coverage") -> Lines:
    """Make the line that says how to read a sheet; ``note`` is its key in the glossary."""
    return Lines(((Entry(term(section, note), Tone.NOTE, span=0),),))


def basis(coverage: Coverage) -> str:
    """Say which upper plan is held against, and of which day the figures are."""
    return f"{term('label', 'upper_plan')}: {called(coverage.upper)}. {as_of(coverage.as_of)}."


def called(plan: Plan) -> str:
    """Name a plan: ``số 05/KH-UBND ngày 05/01/2026 của UBND tỉnh``, as far as it says so.

    Of several plans each, parted by semicolons.
    """
    if plan.parts:
        return "; ".join(map(called, plan.parts))
    number = f"số {plan.number} " if plan.number else ""
    issued = f"ngày {plan.issued:%d/%m/%Y} " if plan.issued else ""
    return f"{number}{issued}của {plan.unit.name}"


def issued_by(plan: Plan) -> str:
    """Name who issued a plan; of several plans all who did, each once."""
    return ", ".join(dict.fromkeys(each.unit.name for each in plan.plans))


def as_of(day: date) -> str:
    """Say of which day the figures are."""
    return f"{term('label', 'as_of')} {day:%d/%m/%Y}"


def short_name(unit: Unit) -> str:
    """Name a unit as shortly as it stays clear: ``Xã Dân Tiến``."""
    if unit.party or not (unit.word and unit.place):
        return unit.name
    return f"{capitalised(unit.word)} {unit.place}"


def cited(task: Task) -> str:
    """Write the directives of a task, in the order cited."""
    return "; ".join(map(str, task.directives))


def role_entry(role: Role) -> Entry:
    """Show a role; lead stands out."""
    tones = {Role.LEAD: Tone.STRONG, Role.SUPPORT: Tone.BODY, Role.NONE: Tone.FADED}
    return Entry(term("role", role), tones[role])


def number_entry(task: Task, tone: Tone, link: CellLink | None, kind: Kind | None = None) -> Entry:
    """Show the number of a task; one that leads somewhere can be clicked on, also without one."""
    if link is None:
        return Entry(sortable_number(task.stt), tone, kind=kind)
    number = sortable_number(task.stt or term("chain", "here"))
    return Entry(number, Tone.LINK, kind=kind, link=link)


def rates_over(
    before: int, named_at: int, name: str, rates: Iterable[tuple[float | None, CellLink]]
) -> Row:
    """Make the row over the header of a matrix: what each unit reached, which leads on.

    The names of the units lead nowhere themselves: LibreOffice writes what does on one line, cut
    at the edge.

    Args:
        before: columns before those of the units.
        named_at: the 0-based one that says what the row shows.
        name: what it shows.
        rates: of each unit, 0 to 1, and where it leads; None without any task.

    """
    heads = (Entry(name if at == named_at else None, Tone.TOTAL) for at in range(before))
    none = term("short_outcome", "none")
    return (
        *heads,
        *(
            Entry(none if rate is None else rate, Tone.LINK, kind=Kind.PERCENT, link=link)
            for rate, link in rates
        ),
    )


def plan_columns(upper: Plan) -> tuple[SheetColumn, ...]:
    """Describe the column that names the plan of a task, where there are several plans."""
    return (column("coverage", "plan", 16, Kind.WORD),) if upper.parts else ()


def plan_entry(upper: Plan, task: Task, tone: Tone = Tone.BODY) -> Row:
    """Name the plan of a task, where there are several plans."""
    return (Entry(task.plan, tone),) if upper.parts else ()


def numbered(rows: Iterable[Row]) -> Iterator[Row]:
    """Put the running number before each row."""
    return ((Entry(number), *row) for number, row in enumerate(rows, start=1))
