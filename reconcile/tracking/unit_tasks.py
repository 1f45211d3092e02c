"""What tracking needs of a settled unit, and no more: its tasks, and what they carry."""

from dataclasses import dataclass

from reconcile.model import Candidate, Proof, Reconciliation, Relation, Role, Task, Unit


@dataclass(frozen=True, slots=True)
class AssignedTask:
    """An upper task at a unit: its role, and the unit's own tasks that carry it."""

    key: str
    role: Role
    full: tuple[str, ...] = ()
    """Keys of the lower tasks that carry it wholly."""
    partial: tuple[str, ...] = ()
    said_done: bool = False
    """Whether a person answered that it is done."""


@dataclass(frozen=True, slots=True)
class UnitTasks:
    """The tasks of a unit."""

    unit: Unit
    tasks: tuple[Task, ...] = ()
    """Of its own plan."""
    assigned: tuple[AssignedTask, ...] = ()
    """One for each upper task, in the order of the upper plan."""


def unit_tasks(result: Reconciliation) -> UnitTasks:
    """Take from an outcome what tracking needs."""
    return UnitTasks(
        result.lower.unit,
        result.lower.tasks,
        tuple(
            AssignedTask(
                upper.task.key,
                upper.role,
                _keys(upper.links, Relation.FULL),
                _keys(upper.links, Relation.PARTIAL),
                said_done=upper.proof is Proof.DONE,
            )
            for upper in result.uppers
        ),
    )


def _keys(links: tuple[Candidate, ...], relation: Relation) -> tuple[str, ...]:
    """List the lower tasks of links of a kind."""
    return tuple(link.lower for link in links if link.relation is relation)
