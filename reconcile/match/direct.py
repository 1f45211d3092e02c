"""What a plan carries of one further up than the plan above it: by wording, and by citing it."""

from collections.abc import Iterator, Mapping, Sequence

from reconcile.model import (
    CARRIED_DOWN,
    Directive,
    DirectLink,
    Outcome,
    Plan,
    Role,
    Step,
    Task,
    UpperResult,
)
from reconcile.vocabulary.directives import find_directives
from reconcile.vocabulary.same_document import Sameness, compare_documents


def direct_links(
    plan: Plan, uppers: Sequence[UpperResult], lowers: Sequence[Task]
) -> Iterator[DirectLink]:
    """Find the tasks that rows carry which cite the plan itself, or what it cites for the task.

    Likeness alone is not enough: a commune's row is like a central task because the province's
    task is, too.

    Args:
        plan: the plan further up.
        uppers: its tasks as matched with the rows, in its order.
        lowers: the rows.

    """
    rows = {task.key: task for task in lowers}
    own = {part.name: find_directives(part.number) for part in plan.plans}
    for index, upper in enumerate(uppers):
        sources = (*own[plan.giver(upper.task).name], *_cited(upper.task))
        links = tuple(key for key in _proposed(upper) if _cites(rows[key], sources))
        if links:
            yield DirectLink(index, Step(Role.LEAD, upper.outcome, links))


def _proposed(upper: UpperResult) -> Iterator[str]:
    """Yield the rows that carry a task; of one in doubt the likeliest as well."""
    seen: Mapping[str, None] = dict.fromkeys(link.lower for link in upper.links)
    if upper.outcome is Outcome.REVIEW:
        seen = {**seen, **dict.fromkeys(pair.lower for pair in upper.candidates[:1])}
    if upper.outcome is Outcome.REVIEW or upper.outcome in CARRIED_DOWN:
        yield from seen


def _cited(task: Task) -> tuple[Directive, ...]:
    """Return all that a task cites."""
    return (*task.directives, *task.mentioned)


def _cites(row: Task, sources: Sequence[Directive]) -> bool:
    """Tell whether a row surely cites one of some documents."""
    pairs = ((own, source) for own in _cited(row) for source in sources)
    return any(compare_documents(own, source) >= Sameness.POSSIBLE for own, source in pairs)
