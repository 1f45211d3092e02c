"""Sources → Plan: the unit, its tasks with their keys, and everything found on the way."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from hashlib import blake2b
from pathlib import PurePath

from reconcile.model import Finding, Level, Plan, Source, Task, Unit, Where
from reconcile.normalise.order import order_findings
from reconcile.normalise.roles import role_in
from reconcile.normalise.tasks import read_tasks
from reconcile.vocabulary.findings import finding
from reconcile.vocabulary.terms import term
from reconcile.vocabulary.text import fold
from reconcile.vocabulary.units import PlanFacts, make_unit, read_plan_facts, read_unit

_LETTERHEAD = 12
"""How many of the first lines may be letterhead."""
_LOOKED = 40
_LONGEST = 160


def to_plan(sources: Sequence[Source], *, unit: Unit | None = None, upper: bool = False) -> Plan:
    """Make the plan of one unit from its files.

    Args:
        sources: the files as read, in the order in which their tasks are shown; at least one.
        unit: who issues the plan where the user says so; None to read it from the files.
        upper: whether it is the plan above, whose tasks give the lower level a role.

    Returns:
        The plan. A unit taken from a file's name gives the finding ``unit-guessed``.

    """
    issuer = unit or _unit_in(sources)
    guessed: list[Finding] = []
    if issuer is None:
        issuer = _unit_by_name(sources[0].file)
        parts = {"unit": issuer.name, "file": sources[0].file}
        why = term("unit_guess", "by_file")
        guessed.append(finding("unit-guessed", Where(sources[0].file), why=why, **parts))
    read = [read_tasks(source, upper=upper) for source in sources]
    tasks = tuple(_keyed(issuer, (task for tasks, _ in read for task in tasks)))
    if upper:
        tasks = tuple(replace(task, role=role_in(task, issuer)) for task in tasks)
    facts = _facts(sources)
    found = [*guessed, *_seen(sources), *(f for _, own in read for f in own)]
    return Plan(
        unit=issuer,
        files=tuple(source.file for source in sources),
        tasks=tasks,
        number=facts.number,
        issued=facts.issued,
        title=facts.title,
        carries=facts.carries,
        findings=tuple(dict.fromkeys(_with_keys(found, tasks))),
    )


def unit_of(source: Source) -> tuple[Unit, bool]:
    """Return whose file it is, and whether that had to be guessed from its name."""
    unit = _unit_in([source])
    return (unit, False) if unit else (_unit_by_name(source.file), True)


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
        said = f"{unit.id}\n{fold(task.text)}".encode()
        key = blake2b(said, digest_size=5).hexdigest()
        met[key] += 1
        yield replace(task, key=key if met[key] == 1 else f"{key}-{met[key]}")


def _with_keys(found: Iterable[Finding], tasks: Sequence[Task]) -> Iterator[Finding]:
    """Name in a finding on a task's row the task."""
    keys = {(t.where.file, t.where.sheet, t.where.row): t.key for t in tasks}
    for each in found:
        place = (each.where.file, each.where.sheet, each.where.row)
        yield replace(each, task=keys.get(place, "")) if not each.task else each


def _unit_in(sources: Sequence[Source]) -> Unit | None:
    """Read the unit from the lines of the first file that names one."""
    for source in sources:
        lines = [line.text for line in source.lines[:_LOOKED] if len(line.text) <= _LONGEST]
        head = [unit for text in _joined(lines[:_LETTERHEAD]) if (unit := read_unit(text))]
        communes = [unit for unit in head[:2] if unit.level is Level.COMMUNE]
        rest = (unit for text in lines[_LETTERHEAD:] if (unit := read_unit(text)))
        unit = next(iter([*communes, *head]), None) or next(rest, None)
        if unit is not None:
            return unit
    return None


def _joined(lines: Sequence[str]) -> Iterator[str]:
    """Yield each line, and before it a name set in two lines as one."""
    for place, text in enumerate(lines):
        below = lines[place + 1] if place + 1 < len(lines) else ""
        if read_unit(text) is None and read_unit(below) is None and len(text) < 40:
            yield f"{text} {below}"
        yield text


def _unit_by_name(file: str) -> Unit:
    """Take the unit from a file's name."""
    stem = " ".join(PurePath(file).stem.replace("_", " ").replace("-", " ").split())
    return read_unit(stem) or make_unit(stem)


def _facts(sources: Sequence[Source]) -> PlanFacts:
    """Read what the plan says of itself; each fact from the first file that gives it."""
    said = [read_plan_facts([line.text for line in source.lines]) for source in sources]
    return PlanFacts(
        number=next((facts.number for facts in said if facts.number), ""),
        issued=next((facts.issued for facts in said if facts.issued), None),
        title=next((facts.title for facts in said if facts.title), ""),
        carries=next((facts.carries for facts in said if facts.carries), ""),
    )
