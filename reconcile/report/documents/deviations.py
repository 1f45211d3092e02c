"""What deviates in a lower plan, task by task: the same list for every document."""

from dataclasses import dataclass

from reconcile.model import Finding, Reconciliation, Task
from reconcile.report.documents.wording import words


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
    by_task: dict[str, list[Finding]] = {}
    for finding in result.findings:
        ours = finding.task in keys or (not finding.task and finding.where.file in _files(result))
        if finding.code in codes and ours:
            by_task.setdefault(finding.task, []).append(finding)
    whole = [Deviation(None, tuple(by_task[""]))] if "" in by_task else []
    tasks = (task for task in result.lower.tasks if task.key in by_task)
    return (*whole, *(Deviation(task, tuple(by_task[task.key])) for task in tasks))


def _files(result: Reconciliation) -> set[str]:
    """Return the names of the lower plan's files, as findings name them."""
    return {task.where.file for task in result.lower.tasks}
