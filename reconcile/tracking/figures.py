"""The figures of a reconciliation: one definition, used by every output."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from reconcile.model import (
    CARRIED_DOWN,
    LowerOutcome,
    LowerResult,
    Outcome,
    Role,
    Summary,
    UpperResult,
    Verdict,
)


class Standing(NamedTuple):
    """How a lower unit stands in one upper task: all that the figures need of it."""

    role: Role
    outcome: Outcome

    @property
    def counts(self) -> bool:
        """Whether the unit has a role in the task, and so the task counts."""
        return self.role is not Role.NONE

    @property
    def is_done(self) -> bool:
        """Whether the task counts as carried down, whole or in part."""
        return self.counts and self.outcome in CARRIED_DOWN

    @property
    def is_doubtful(self) -> bool:
        """Whether the task counts and is left to people."""
        return self.counts and self.outcome is Outcome.REVIEW


def summarise(uppers: Sequence[UpperResult], lowers: Sequence[LowerResult]) -> Summary:
    """Count the outcomes of both sides.

    Args:
        uppers: every task of the upper plan with its outcome.
        lowers: every task of the lower plan with its outcome.

    Returns:
        The figures; a rate over no task at all is 0.

    """
    outcomes = Counter(lower.outcome for lower in lowers)
    return replace(
        _count([Standing(upper.role, upper.outcome) for upper in uppers]),
        own=outcomes[LowerOutcome.OWN],
        duplicate=outcomes[LowerOutcome.DUPLICATE],
        left_out=sum(map(_is_left_out, uppers)),
    )


def combine(units: Iterable[tuple[Sequence[Standing], Summary]]) -> Summary:
    """Add units up: every task counts once for each unit, and the rates are of the sums.

    Args:
        units: the standings of each unit and its own figures.

    """
    standings: list[Standing] = []
    own = duplicate = left_out = 0
    for stands, summary in units:
        standings.extend(stands)
        own, duplicate = own + summary.own, duplicate + summary.duplicate
        left_out += summary.left_out
    return replace(_count(standings), own=own, duplicate=duplicate, left_out=left_out)


def role_figures(counted: Counter[Standing], role: Role) -> tuple[int, int, float]:
    """Return the figures of a role: carried down whole or in part, all of them, the rate."""
    count = {outcome: counted[Standing(role, outcome)] for outcome in Outcome}
    return _done(count), sum(count.values()), coverage_rate(count)


def _is_left_out(upper: UpperResult) -> bool:
    """Tell whether a person does not want a missed task written into the unit's plan."""
    missed = upper.counts and upper.outcome is Outcome.MISSED
    said = upper.writing
    return missed and said is not None and said.verdict is Verdict.LEAVE_OUT


def _count(standings: Sequence[Standing]) -> Summary:
    """Count standings, and derive the coverage rate.

    Source: docs/design.md: (carried + partial) / all tasks with role lead or support.
    """
    count = Counter(standings)
    lead, support = ({o: count[Standing(role, o)] for o in Outcome} for role in _ROLES)
    both = {outcome: lead[outcome] + support[outcome] for outcome in Outcome}
    return Summary(
        total=len(standings),
        lead=sum(lead.values()),
        support=sum(support.values()),
        none=sum(not standing.counts for standing in standings),
        carried=both[Outcome.CARRIED],
        partial=both[Outcome.PARTIAL],
        review=both[Outcome.REVIEW],
        missed=both[Outcome.MISSED],
        missed_lead=lead[Outcome.MISSED],
        missed_support=support[Outcome.MISSED],
        rate=coverage_rate(both),
        rate_lead=coverage_rate(lead),
        rate_support=coverage_rate(support),
    )


_ROLES = (Role.LEAD, Role.SUPPORT)


def coverage_rate(count: Mapping[Outcome, int]) -> float:
    """Return the share of tasks carried down, whole or in part; 0 of nothing.

    Args:
        count: tasks with role lead or support, by their outcome.

    """
    # A unit without any such task is no error.
    return _done(count) / max(sum(count.values()), 1)


def _done(count: Mapping[Outcome, int]) -> int:
    """Count the tasks carried down, whole or in part."""
    return sum(count.get(outcome, 0) for outcome in CARRIED_DOWN)
