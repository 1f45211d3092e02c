"""Of which level the tasks of a plan are, by the bodies that they are given to.

A province gives its tasks to its departments, a commune to its own offices; a plan says so in the
cells of nearly every task. Source: Nghị định 150/2025/NĐ-CP, and plans of both levels as issued.
"""

from collections.abc import Sequence

from reconcile.model import Task
from reconcile.vocabulary.agencies import bodies, find_agencies

_MOST = 0.5
"""From this part on, the tasks of a plan are given to bodies of the province."""
_HARDLY = 0.2
"""Up to this part they are not: a commune names a department or two that help it."""
_FEW = 5
"""Fewer tasks show nothing."""


def provincial_share(tasks: Sequence[Task]) -> float | None:
    """Tell what part of some tasks names a body of the province in charge or in support.

    Returns:
        0 to 1; None where there are too few tasks, or none of them names any body.

    """
    known = bodies()
    named = [{*find_agencies(task.lead), *find_agencies(task.support)} for task in tasks]
    if len(tasks) < _FEW or not any(named):
        return None
    return sum(any(known[body].level == "province" for body in each) for each in named) / len(tasks)


def seem_swapped(upper: float | None, lower: float | None) -> bool:
    """Tell whether two plans seem to stand the wrong way round, by their ``provincial_share``."""
    return upper is not None and lower is not None and lower >= _MOST and upper <= _HARDLY
