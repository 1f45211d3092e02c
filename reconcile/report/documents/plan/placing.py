"""Where a missed task is written into a unit's own plan: behind the last task of its group."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reconcile.model import Reconciliation, Task
from reconcile.report.documents.annexes import group_name
from reconcile.report.documents.plan.proposals import Proposal
from reconcile.report.documents.plan_names import cite_shortly
from reconcile.vocabulary.text import fold


@dataclass(frozen=True, slots=True)
class PlacedProposal:
    """A missed task with its place in the unit's own plan."""

    proposal: Proposal
    after: Task | None
    """The last own task of its group; None where it goes behind all of them."""
    heading: str
    """The group that it goes under at the end; empty where the plan has no groups."""


def place(result: Reconciliation, proposals: Sequence[Proposal]) -> Iterator[PlacedProposal]:
    """Yield each proposal with its place; without a group of that name it goes at the end."""
    last = {_innermost(task.group): task for task in result.lower.tasks if task.group}
    # A plan without groups gets no heading for the added tasks alone.
    for proposal in proposals:
        source = cite_shortly(result.upper.giver(proposal.task))
        heading = f"Nhiệm vụ bổ sung theo {source}" if last or result.upper.parts else ""
        after = last.get(_innermost(proposal.task.group))
        yield PlacedProposal(proposal, after, "" if after else heading)


def _innermost(group: tuple[str, ...]) -> str:
    """Return the name of a task's innermost group, for comparing."""
    return fold(group_name(group[-1])) if group else ""
