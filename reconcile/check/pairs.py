"""What deviates in a linked pair: the upper task against the lower task that carries it."""

from collections.abc import Callable, Mapping, Sequence

from reconcile.model import (
    Column,
    DeadlineKind,
    Directive,
    Finding,
    Level,
    Plan,
    Task,
    UpperResult,
)
from reconcile.vocabulary.agencies import localise, provincial_bodies
from reconcile.vocabulary.deadlines import show_day
from reconcile.vocabulary.directives import find_directives, same_document
from reconcile.vocabulary.findings import finding
from reconcile.vocabulary.quantities import Figure, find_figures
from reconcile.vocabulary.totals import copied_totals, is_least, is_told_total, is_total

PairRule = Callable[[Plan, Task, Task], list[Finding]]


def later_deadline(_plan: Plan, upper: Task, lower: Task) -> list[Finding]:
    """Report a lower deadline after the upper one, where both mean a day.

    Never raised when either side is recurring, open or unknown. Source: docs/design.md.
    """
    given, own = upper.deadline, lower.deadline
    if not (given.is_dated and own.is_dated and given.latest and own.latest):
        return []
    if own.latest <= given.latest:
        return []
    place = lower.place(Column.DEADLINE)
    # A day is not said twice where its cell names it, be it with “trước” before it.
    shown = [
        each.text if each.kind is DeadlineKind.DAY else f"{each.text} ({show_day(each.latest)})"
        for each in (own, given)
        if each.latest
    ]
    return [finding("later-deadline", place, task=lower.key, lower=shown[0], upper=shown[1])]


def changed_number(_plan: Plan, upper: Task, lower: Task) -> list[Finding]:
    """Report figures of one unit that the two texts give differently (30 % against 20 %).

    A commune's figure that is smaller than a total of the level above is its part of it; one that
    is greater than the least that was asked for does what was asked.
    """
    given = {(f.unit, f.value): f for f in find_figures(upper.text)}
    own = {(f.unit, f.value): f for f in find_figures(lower.text)}
    found = []
    for unit in dict.fromkeys(unit for unit, _ in given if unit):
        new = [f for key, f in own.items() if key[0] == unit and key not in given]
        lost = [
            f
            for key, f in given.items()
            if key[0] == unit and key not in own
            if not (_are_parts(new, f, upper) or _are_above(new, f, upper))
        ]
        # A figure that is only left out, or only added, changes none that was given.
        if lost and new:
            found.append(
                finding(
                    "changed-number",
                    lower.place(Column.TASK),
                    task=lower.key,
                    lower=", ".join(f.text for f in new),
                    upper=", ".join(f.text for f in lost),
                )
            )
    return found


def copied_total(plan: Plan, upper: Task, lower: Task) -> list[Finding]:
    """Report a total over all communes that a commune's row gives as its own."""
    if plan.unit.level is not Level.PROVINCE:
        return []
    copied = copied_totals(upper.text, lower.text)
    if not copied:
        return []
    figures = ", ".join(dict.fromkeys(figure.text for figure in copied))
    place = lower.place(Column.TASK)
    return [finding("copied-total", place, task=lower.key, figures=figures)]


def wrong_directive(plan: Plan, upper: Task, lower: Task) -> list[Finding]:
    """Report a cited document that is not the upper task's: a slip of the number, or another one.

    A slip is a document of the same kind and issuer that no task of the upper plan cites; a
    lower task that cites an upper plan itself, or nothing, differs from nothing.
    """
    given = (*upper.directives, *upper.mentioned)
    itself = [d for each in plan.plans for d in find_directives(each.number)]
    own = [d for d in lower.directives if not any(_may_be(d, p) for p in itself)]
    # One document in common is enough: a commune may rest on others besides.
    if not (upper.directives and own) or any(_may_be(a, b) for a in own for b in given):
        return []
    slip = next(((a, b) for a in own for b in upper.directives if _slip(a, b, plan)), None)
    if slip:
        lower_text, upper_text = str(slip[0]), str(slip[1])
        code = "wrong-directive-number"
    else:
        lower_text, upper_text = ("; ".join(map(str, side)) for side in (own, upper.directives))
        code = "other-directive"
    place = lower.place(Column.DIRECTIVE)
    return [finding(code, place, task=lower.key, lower=lower_text, upper=upper_text)]


def lead_not_localised(_plan: Plan, _upper: Task, lower: Task) -> list[Finding]:
    """Report a lead that is still a body of the province."""
    bodies = provincial_bodies(lower.lead)
    if not bodies:
        return []
    proposal = "; ".join(localise(lower.lead, "xã")) or "cơ quan chuyên môn của đơn vị"
    place = lower.place(Column.LEAD)
    lead = "; ".join(bodies)
    return [finding("lead-not-localised", place, task=lower.key, lead=lead, proposal=proposal)]


def dropped_clause(result: UpperResult, tasks: Mapping[str, Task]) -> list[Finding]:
    """Report the clauses of a partly carried task that no linked row names."""
    if not result.links:
        return []
    lower = tasks[result.links[0].lower]
    return [
        finding("dropped-clause", lower.place(Column.TASK), task=lower.key, clause=clause)
        for clause in result.uncovered
    ]


PAIR_RULES: tuple[PairRule, ...] = (
    later_deadline,
    changed_number,
    wrong_directive,
    lead_not_localised,
)


def _are_parts(own: Sequence[Figure], given: Figure, task: Task) -> bool:
    """Tell whether a unit's figures are its parts of a total that counts over all units."""
    if not all(figure.value < given.value for figure in own):
        return False
    # Where the province leads, many of anything are its own; else the text has to say so.
    led_above = bool(provincial_bodies(task.lead)) and is_total(given, task.text)
    return led_above or is_told_total(given, task.text)


def _are_above(own: Sequence[Figure], given: Figure, task: Task) -> bool:
    """Tell whether a unit's figures are no less than the least that is asked for."""
    return is_least(given, task.text) and all(figure.value >= given.value for figure in own)


def _may_be(one: Directive, other: Directive) -> bool:
    """Tell whether two citations can be one document; unknown never differs."""
    return same_document(one, other) is not False


def _slip(own: Directive, given: Directive, plan: Plan) -> bool:
    """Tell whether a citation looks like another one with its number mistyped."""
    # Without an issuer the two may be of different series.
    alike = own.kind == given.kind and own.issuer == given.issuer and own.issuer != ""
    dates_agree = not (own.date and given.date) or own.date == given.date
    elsewhere = any(_may_be(own, d) for task in plan.tasks for d in task.directives)
    return alike and dates_agree and not elsewhere
