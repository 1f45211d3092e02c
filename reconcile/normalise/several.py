"""Several plans of one side taken together: each keeps its own, and no two tasks share a key."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from reconcile.model import Plan, Task


def together(plans: Sequence[Plan], names: Sequence[str]) -> Plan:
    """Take plans together, in their order; one alone stays as it is.

    Args:
        plans: at least one; of equal texts the first plan's keeps its key.
        names: what each goes by where it has no number, such as its folder.

    """
    if len(plans) == 1:
        return plans[0]
    met: Counter[str] = Counter()
    parts = tuple(
        replace(plan, name=name, tasks=tuple(_apart(plan.tasks, name, met)))
        for plan, name in zip(plans, _told_apart(plans, names), strict=True)
    )
    first = parts[0]
    return Plan(
        unit=first.unit,
        files=tuple(file for part in parts for file in part.files),
        tasks=tuple(task for part in parts for task in part.tasks),
        findings=tuple(dict.fromkeys(found for part in parts for found in part.findings)),
        text=first.text,
        parts=parts,
    )


def _apart(tasks: Sequence[Task], name: str, met: Counter[str]) -> Iterator[Task]:
    """Count equal texts on from plan to plan, as they are counted within one."""
    for task in tasks:
        said = task.key.partition("-")[0]
        met[said] += 1
        yield replace(task, plan=name, key=said if met[said] == 1 else f"{said}-{met[said]}")


def _told_apart(plans: Sequence[Plan], names: Sequence[str]) -> Iterator[str]:
    """Call each plan by its number, with its day or its place where two have the same."""
    numbers = Counter(plan.number for plan in plans)
    dated = Counter((plan.number, plan.issued) for plan in plans)
    for plan, name in zip(plans, names, strict=True):
        if not plan.number:
            yield name
        elif numbers[plan.number] == 1:
            yield plan.number
        elif plan.issued and dated[plan.number, plan.issued] == 1:
            yield f"{plan.number} ({plan.issued:%d/%m/%Y})"
        else:
            yield f"{plan.number} ({name})"
