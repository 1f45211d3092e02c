"""Every check of one lower plan against the upper plan, in one list."""

from collections import Counter
from collections.abc import Container, Mapping, Sequence
from dataclasses import replace
from datetime import date

from reconcile.check.levels import levels_swapped
from reconcile.check.pairs import PAIR_RULES, copied_total, dropped_clause
from reconcile.check.tasks import (
    district_body,
    duplicate_task,
    no_deadline,
    no_lead,
    past_deadline,
)
from reconcile.model import (
    Candidate,
    Finding,
    Level,
    LowerOutcome,
    LowerResult,
    Outcome,
    Plan,
    TaskState,
    UpperResult,
    Where,
)
from reconcile.vocabulary.directives import find_directives, same_document
from reconcile.vocabulary.findings import finding

_OFTEN = 3
"""So many rows of a plan cite the plan that it carries out, and not a document of their own."""
_SETTLED = (LowerOutcome.LINKED, LowerOutcome.DUPLICATE)
"""What a row is that carries some task for sure."""


def check(  # noqa: PLR0913 - one parameter for each thing that the rules look at
    upper: Plan,
    lower: Plan,
    uppers: tuple[UpperResult, ...],
    lowers: tuple[LowerResult, ...],
    as_of: date,
    *,
    told: Mapping[str, TaskState] | None = None,
) -> tuple[Finding, ...]:
    """Find what deviates in the linked pairs and what is wrong in the lower tasks.

    Args:
        upper: the upper plan.
        lower: the lower plan.
        uppers: the upper tasks with their outcomes.
        lowers: the lower tasks with their outcomes.
        as_of: the day on which a deadline is past or not.
        told: the states of lower tasks that others have told otherwise than their own rows.

    Returns:
        The findings of this pair of plans only (not those of reading), in ``Finding.order``.

    """
    tasks = {task.key: task for task in lower.tasks}
    settled = {low.task.key for low in lowers if low.outcome in _SETTLED}
    found = [*other_upper_plan(upper, lower), *levels_swapped(upper, lower)]
    cited = as_cited(upper, lower)
    # A total is that of the whole province, and what a department of it writes is no copy.
    below = (copied_total,) if lower.unit.level is Level.COMMUNE else ()
    for result in uppers:
        found.extend(dropped_clause(result, tasks))
        for link in _held_against(result, settled):
            for rule in (*PAIR_RULES, *below):
                found.extend(rule(cited, result.task, tasks[link.lower]))
    for task in lower.tasks:
        found.extend(past_deadline(task, as_of, (told or {}).get(task.key)))
        found.extend(district_body(task))
    found.extend(no_deadline(lower.tasks))
    found.extend(no_lead(lower.tasks))
    found.extend(duplicate_task(lowers))
    # A row that carries several tasks is checked with each, and what it lacks is told once.
    return tuple(sorted(set(found), key=lambda f: f.order))


def _held_against(result: UpperResult, settled: Container[str]) -> tuple[Candidate, ...]:
    """Give the links whose rows are held against a task.

    A row that carries another task for sure has the deadline and the figures of that one.
    """
    if result.outcome is not Outcome.REVIEW:
        return result.links
    return tuple(link for link in result.links if link.lower not in settled)


def as_cited(upper: Plan, lower: Plan) -> Plan:
    """Give an upper plan of no known number the one under which the rows below seem to cite it.

    Returns:
        The plan itself where its number is known, where there are several, or where no plan of
        its side, cited by none of its own tasks, is cited in three rows below at least.

    """
    if upper.number or upper.parts:
        return upper
    above = [d for task in upper.tasks for d in (*task.directives, *task.mentioned)]
    cited = [
        d
        for task in lower.tasks
        for d in task.directives
        if d.kind == "KH" and d.issuer and d.party == upper.unit.party
    ]
    often = Counter(d.symbol for d in cited if d.symbol != lower.number).most_common(1)
    for symbol, times in often:
        meant = next(d for d in cited if d.symbol == symbol)
        if times >= _OFTEN and all(same_document(meant, each) is False for each in above):
            return replace(upper, number=symbol)
    return upper


def other_upper_plan(upper: Plan, lower: Plan) -> list[Finding]:
    """Report a lower plan that says it carries out another plan than those at hand."""
    if not (lower.carries and lower.tasks) or not _is_other(upper.plans, lower):
        return []
    file = Where(lower.tasks[0].where.file)
    numbers = ", ".join(plan.number for plan in upper.plans if plan.number)
    said = numbers or f"kế hoạch của {upper.unit.name}"
    return [finding("other-upper-plan", file, carries=lower.carries, upper=said)]


def _is_other(uppers: Sequence[Plan], lower: Plan) -> bool:
    """Tell whether the plan that a lower plan carries out is none of the upper ones.

    Where the number of one is not known, only that Party and State number otherwise tells the two
    apart: it may be the one that is meant.
    """
    if not all(plan.number for plan in uppers):
        cited = find_directives(lower.carries)
        parties = {plan.unit.party for plan in uppers}
        return any(each.issuer and each.party not in parties for each in cited)
    text = lower.text
    own_words = " ".join([lower.title, text.opening, *text.bases, *text.purposes])
    numbers = {plan.number for plan in uppers}
    if lower.carries in numbers:
        return False
    said = [*find_directives(lower.carries), *find_directives(own_words)]
    # In short, as communes do: “KH 186” is 186/KH-UBND.
    meant = find_directives("; ".join(sorted(numbers)))
    return not any(same_document(a, b) for a in said for b in meant)
