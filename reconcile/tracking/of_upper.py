"""What in the outcome of a unit is about the upper plan alone: told once, not for each unit."""

from collections.abc import Iterable

from reconcile.model import Change, ChangedBy, Finding, Plan, Reconciliation

_OF_THE_PLAN = frozenset({"upper-new", "upper-dropped", "deadline"})


def without_upper(findings: Iterable[Finding], upper: Plan) -> tuple[Finding, ...]:
    """Leave out what is said of the upper plan alone."""
    known = frozenset(upper.findings)
    return tuple(finding for finding in findings if finding not in known)


def upper_changes(result: Reconciliation) -> tuple[Change, ...]:
    """Pick what the upper plan itself added, dropped, reworded or moved in time."""
    texts = {task.key: task.text for task in result.upper.tasks}
    return tuple(
        each
        for each in result.changes
        if each.by is ChangedBy.UPPER
        # A text of the unit's own that carries the task may have changed through it as well.
        and (
            each.kind in _OF_THE_PLAN
            or (each.kind == "text" and each.after == texts.get(each.task))
        )
    )
