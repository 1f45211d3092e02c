"""What deviates in a lower plan, task by task: the same list for every document."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from reconcile.model import Finding, Reconciliation, Task
from reconcile.report.documents.wording import words
from reconcile.vocabulary.text import one_line, shorten

_SHORT = 60
"""So much of a group's name tells which it is."""


@dataclass(frozen=True, slots=True)
class Deviation:
    """A lower task with all that deviates in it; ``task`` is None for a whole table."""

    task: Task | None
    findings: tuple[Finding, ...]


def deviations(result: Reconciliation, *, every: bool = False) -> tuple[Deviation, ...]:
    """Gather the findings about pairs and lower tasks by lower task.

    Args:
        result: the outcome.
        every: whether also what is only odd in a cell, for comments in the unit's own file.

    Returns:
        The lower tasks that something is found about, in the order of their plan; what is said
        of a whole table (no deadline in any row) comes first. The codes are those of
        ``documents.toml``; findings about files and their tables are not deviations.

    """
    said = words("deviation")
    codes = [*said["codes"], *(said["beside"] if every else ())]
    keys = {task.key for task in result.lower.tasks}
    files = {task.where.file for task in result.lower.tasks}
    by_task: dict[str, list[Finding]] = {}
    for finding in result.findings:
        ours = finding.task in keys or (not finding.task and finding.where.file in files)
        if finding.code in codes and ours:
            by_task.setdefault(finding.task, []).append(finding)
    whole = [Deviation(None, tuple(by_task[""]))] if "" in by_task else []
    tasks = (task for task in result.lower.tasks if task.key in by_task)
    found = (*whole, *(Deviation(task, tuple(by_task[task.key])) for task in tasks))
    if every:
        return found
    rows = {str(task.where): task for task in result.lower.tasks}
    return tuple(_without_files(each, rows) for each in found)


def deviations_from_above(result: Reconciliation) -> tuple[Deviation, ...]:
    """Gather what the upper level asks about: not how far the unit is with work of its own.

    Nor what a task that is carried in part lacks: the letter lists those tasks by themselves, and
    what is asked for twice would be answered twice.
    """
    theirs = {link.lower for upper in result.uppers for link in upper.links}
    said = words("deviation")
    own: list[str] = said["own"]
    in_part: list[str] = said["in_part"]
    kept = []
    for each in deviations(result):
        is_theirs = each.task is None or each.task.key in theirs
        apart = in_part if is_theirs else [*in_part, *own]
        kept.append(replace(each, findings=tuple(f for f in each.findings if f.code not in apart)))
    return tuple(each for each in kept if each.findings)


def _without_files(found: Deviation, rows: Mapping[str, Task]) -> Deviation:
    """Name the rows that findings refer to as a document does, and not by file and line."""
    return replace(found, findings=tuple(_without_file(each, rows) for each in found.findings))


def _without_file(found: Finding, rows: Mapping[str, Task]) -> Finding:
    """Name a row by its number and its group."""
    place = next((place for place in rows if f"ở {place}" in found.message), "")
    if not place:
        return found
    task = rows[place]
    group = f" nhóm “{shorten(one_line(task.group[-1]), _SHORT)}”" if task.group else ""
    number = f" số thứ tự {one_line(task.stt).rstrip('.')}" if one_line(task.stt) else ""
    said = f"đã nêu ở{number or ' dòng trước'}{group}"
    return replace(found, message=found.message.replace(f"ở {place}", said))
