"""Sources → Plan: the unit, its tasks with their keys, and everything found on the way."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from reconcile.model import DeadlineKind, Finding, Plan, PlanText, Source, Task, Unit, Where
from reconcile.normalise.issuer import issuer_by_name, issuer_in, misspelt
from reconcile.normalise.order import order_findings
from reconcile.normalise.own_text import read_own_text
from reconcile.normalise.repeated import without_repeats
from reconcile.normalise.roles import role_in
from reconcile.normalise.tasks import read_tasks
from reconcile.vocabulary.deadlines import counted_from, in_year, show_day, year_of_title
from reconcile.vocabulary.findings import finding
from reconcile.vocabulary.task_keys import nth_key, task_key
from reconcile.vocabulary.terms import term
from reconcile.vocabulary.text import fold
from reconcile.vocabulary.units import PlanFacts, read_plan_facts

_SECTION = re.compile(r"[IA1]\s*[.)](?!\d)|(?:Phần|Điều|Mục|Chương)\s+[\dIVX]+\b")
"""How the first section of a plan's text begins."""
_STEERS = "ban chỉ đạo"
_PARTY_NUMBER = re.compile(r"\d+-\w+/")
_ENCLOSED = "kèm theo"


def to_plan(sources: Sequence[Source], *, unit: Unit | None = None, upper: bool = False) -> Plan:
    """Make the plan of one unit from its files.

    Args:
        sources: the files as read, in the order in which their tasks are shown; at least one.
        unit: who issues the plan where the user says so; None to read it from the files.
        upper: whether it is the plan above, whose tasks give the lower level a role.

    Returns:
        The plan. A unit taken from a file's name gives the finding ``unit-guessed``.

    """
    sources = without_repeats(sources)
    issuer = unit or issuer_in(sources)
    guessed: list[Finding] = []
    if issuer is None:
        issuer = issuer_by_name(sources[0].file)
        parts = {"unit": issuer.name, "file": sources[0].file}
        why = term("unit_guess", "by_file")
        guessed.append(finding("unit-guessed", Where(sources[0].file), why=why, **parts))
    if unit is None:
        guessed.extend(misspelt(issuer, sources[0].file))
    read = [read_tasks(source, upper=upper) for source in sources]
    tasks = tuple(_keyed(issuer, (task for tasks, _ in read for task in tasks)))
    if upper:
        tasks = tuple(replace(task, role=role_in(task, issuer)) for task in tasks)
    facts = _facts(sources)
    tasks = tuple(_reckoned(tasks, facts))
    found = [*guessed, *_seen(sources), *(f for _, own in read for f in own)]
    return Plan(
        unit=_on_its_side(issuer, facts.number),
        files=tuple(source.file for source in sources),
        tasks=tasks,
        number=facts.number,
        issued=facts.issued,
        title=facts.title,
        carries=facts.carries,
        findings=tuple(dict.fromkeys(_with_keys(found, tasks))),
        text=_text(sources),
    )


def _on_its_side(unit: Unit, number: str) -> Unit:
    """Tell by the number of its plan whether a Ban Chỉ đạo is the Party's: ``11-KH/BCĐ``.

    Source: Hướng dẫn 36-HD/VPTW, kept by 05-HD/VPTW: hyphen, then stroke; the State has them the
    other way round.
    """
    steers = fold(unit.name).startswith(_STEERS)
    return replace(unit, party=True) if steers and _PARTY_NUMBER.match(number) else unit


def _reckoned(tasks: Iterable[Task], facts: PlanFacts) -> Iterator[Task]:
    """Work out the deadlines that hang on the plan's own date or year."""
    year = _year_of(facts)
    for task in tasks:
        counted = _counted(task, facts.issued) if facts.issued else task
        yield _in_year(counted, year, facts.issued) if year else counted


def _counted(task: Task, issued: dt.date) -> Task:
    """Show beside days that are counted from the plan's own date the day that they reach."""
    due = task.deadline
    day = counted_from(due.text, issued) if due.latest is None and due.text else None
    if day is None:
        return task
    said = replace(due, text=f"{due.text} ({show_day(day)})", kind=DeadlineKind.DAY, latest=day)
    return replace(task, deadline=said)


def _year_of(facts: PlanFacts) -> int:
    """Return the year for which a plan is, by its title; 0 where its date speaks against it."""
    year = year_of_title(facts.title)
    return year if not facts.issued or 0 <= year - facts.issued.year <= 1 else 0


def _in_year(task: Task, year: int, issued: dt.date | None) -> Task:
    """Show beside a deadline without a year the day that it means in the plan's own year."""
    due = in_year(task.deadline, year, issued)
    return task if due is task.deadline else replace(task, deadline=due)


def _seen(sources: Iterable[Source]) -> Iterator[Finding]:
    """Carry along what was found at reading, and what the order of the rows shows."""
    for source in sources:
        yield from source.findings
        for table in source.tables:
            yield from table.findings
        yield from order_findings(source)


def _keyed(unit: Unit, tasks: Iterable[Task]) -> Iterator[Task]:
    """Give each task its key: unit id and folded text, and an ordinal among equals."""
    met: Counter[str] = Counter()
    for task in tasks:
        key = task_key(unit.id, task.text)
        met[key] += 1
        yield replace(task, key=nth_key(key, met[key]))


def _with_keys(found: Iterable[Finding], tasks: Sequence[Task]) -> Iterator[Finding]:
    """Name in a finding on a task's row the task."""
    keys = {(t.where.file, t.where.sheet, t.where.row): t.key for t in tasks}
    for each in found:
        place = (each.where.file, each.where.sheet, each.where.row)
        yield replace(each, task=keys.get(place, "")) if not each.task else each


def _text(sources: Sequence[Source]) -> PlanText:
    """Read what the plan says in words of its own: from the first file that holds its text."""
    said = (read_own_text(line.text for line in source.lines) for source in sources)
    return next((text for text in said if text.is_known), PlanText())


def _facts(sources: Sequence[Source]) -> PlanFacts:
    """Read what the plan says of itself; each fact from the first file that gives it."""
    said = [read_plan_facts(list(_head(source))) for source in sources]
    return PlanFacts(
        number=next((facts.number for facts in said if facts.number), ""),
        issued=next((facts.issued for facts in said if facts.issued), None),
        title=next((facts.title for facts in said if facts.title), ""),
        carries=next((facts.carries for facts in said if facts.carries), ""),
    )


def _head(source: Source) -> Iterator[str]:
    """Yield the lines in which a plan speaks of itself: up to its first section, and enclosures.

    What the sections cite is not what the plan carries out.
    """
    begun = False
    for line in source.lines:
        begun = begun or _SECTION.match(line.text) is not None or _is_end(line.text)
        if not begun or _ENCLOSED in fold(line.text):
            yield line.text


def _is_end(text: str) -> bool:
    """Tell whether a line begins what stands below a plan."""
    return fold(text).startswith("nơi nhận")
