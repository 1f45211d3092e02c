"""Plans, tasks and outcomes for tests, said in few words."""

from collections.abc import Iterable, Sequence
from datetime import date

from reconcile.model import (
    Candidate,
    Column,
    LowerOutcome,
    LowerResult,
    Outcome,
    Plan,
    Relation,
    Role,
    Task,
    UpperResult,
    Where,
)
from reconcile.vocabulary.deadlines import read_deadline
from reconcile.vocabulary.directives import find_directives
from reconcile.vocabulary.units import make_unit

AS_OF = date(2026, 11, 20)
HEADERS = (
    (Column.STT, "STT"),
    (Column.TASK, "Nội dung"),
    (Column.DIRECTIVE, "Căn cứ"),
    (Column.DEADLINE, "Thời hạn"),
    (Column.LEAD, "Chủ trì"),
    (Column.SUPPORT, "Phối hợp"),
)


def task(  # noqa: PLR0913 - one parameter for each column
    text: str,
    *,
    row: int = 7,
    cited: str = "",
    due: str = "",
    lead: str = "Phòng Kinh tế",
    support: str = "",
    status: str = "",
    role: Role = Role.LEAD,
    file: str = "ke-hoach.xlsx",
) -> Task:
    """A task of one row; its key is the file and the row."""
    return Task(
        key=f"{file}:{row}",
        where=Where(file, "Phụ lục", row),
        text=text,
        stt=str(row),
        directives=find_directives(cited),
        mentioned=find_directives(text),
        deadline=read_deadline(due),
        lead=lead,
        support=support,
        status=status,
        role=role,
        columns=HEADERS,
    )


def plan(unit: str, tasks: Iterable[Task], number: str = "", carries: str = "") -> Plan:
    """A plan of a unit, in one file."""
    held = tuple(tasks)
    files = tuple(dict.fromkeys(t.where.file for t in held))
    return Plan(make_unit(unit), files, held, number=number, carries=carries)


def linked(
    upper: Task,
    lowers: Sequence[Task],
    *,
    relation: Relation = Relation.FULL,
    uncovered: tuple[str, ...] = (),
) -> UpperResult:
    """An upper task with the rows that carry it; without any it is missed."""
    links = tuple(Candidate(upper.key, low.key, 0.95, relation) for low in lowers)
    carried = Outcome.PARTIAL if relation is Relation.PARTIAL else Outcome.CARRIED
    outcome = carried if links else Outcome.MISSED
    return UpperResult(
        upper, outcome, upper.role, links=links, candidates=links, uncovered=uncovered
    )


def stands(lower: Task, uppers: Sequence[Task] = ()) -> LowerResult:
    """A lower task with the upper ones that it carries; without any it is the unit's own."""
    outcome = LowerOutcome.LINKED if uppers else LowerOutcome.OWN
    return LowerResult(lower, outcome, tuple(upper.key for upper in uppers))
