"""One lower plan held against the upper plan: read → normalise → match → check → summary."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from reconcile.check import check
from reconcile.config import Config, FileHints
from reconcile.match import (
    Heard,
    Matched,
    PlanAnswer,
    Prepared,
    match,
    prepare,
    taken_together,
)
from reconcile.model import (
    DecidedBy,
    Decision,
    Finding,
    JudgedWordings,
    Overtaken,
    Plan,
    Reconciliation,
    Source,
    TaskState,
    Topic,
    UpperResult,
    Verdict,
    Where,
)
from reconcile.normalise import role_in, to_plan, with_own_tasks
from reconcile.normalise.whose import hinted_unit, known_units, owner_of
from reconcile.read import read_file
from reconcile.review import settle
from reconcile.tracking.figures import summarise
from reconcile.tracking.overtaken import (
    Seen,
    ask_again,
    find_given_for_others,
    find_overtaken,
    still_asked,
    with_held_down,
)
from reconcile.vocabulary.answers import answer
from reconcile.vocabulary.findings import finding
from reconcile.vocabulary.same_name import entry
from reconcile.vocabulary.shares import share_told
from reconcile.vocabulary.text import one_line


def read_source(path: Path, config: Config) -> Source:
    """Read one file with what reconcile.toml says about it.

    Raises:
        ReconcileError: the file cannot be read, or holds no task table.

    """
    hints = entry(config.files, path.name) or FileHints()
    return read_file(path, hints=hints, columns=config.columns, tables=[*config.tables.values()])


def plan_of(source: Source, config: Config) -> Plan:
    """Understand one file as a plan of its own, of the unit that reconcile.toml gives it to."""
    hinted = hinted_unit(config.files, source.file)
    owner = owner_of(source, known_units(config.units), hinted=hinted)
    guessed = owner.choices or (owner.doubt and not owner.known)
    return to_plan([source], unit=None if guessed else owner.unit)


def match_files(upper: Path, lower: Path, config: Config, as_of: date) -> Reconciliation:
    """Hold one file of tasks against another; no working folder is needed.

    Raises:
        ReconcileError: one of the files cannot be read, or holds no task table.

    """
    # Kinds of tables are said of units' plans alone.
    above = to_plan([read_source(upper, config.for_above)], upper=True)
    source = with_own_tasks(read_source(lower, config), above.tasks)
    below = plan_of(source, config)
    return reconcile_plans(above, below, config, as_of)


def prepare_upper(upper: Plan, config: Config) -> tuple[Prepared, ...]:
    """Compute once what matching needs of each upper plan alone."""
    return tuple(prepare(plan.tasks, synonyms=config.synonyms) for plan in upper.plans)


@dataclass(frozen=True, slots=True, kw_only=True)
class Beforehand:
    """What is known before two plans are matched."""

    prepared: tuple[Prepared, ...] = ()
    """Of ``prepare_upper``, where one upper plan serves many lower ones."""
    known: JudgedWordings | None = None
    """Wordings that people have confirmed or rejected, in any unit."""
    decisions: tuple[Decision, ...] = ()
    """The answers that stand on this unit; they outrank the score."""
    seen: Seen = field(default_factory=dict)
    """What the authors of those answers saw of the lower plan."""
    took_over: Mapping[str, str] = field(default_factory=dict)
    """Id of each unit that this one has taken over → what that was called."""
    told: Mapping[str, TaskState] = field(default_factory=dict)
    """States of lower tasks that sources of statuses tell otherwise than their own rows."""


NOTHING = Beforehand()
_CARRIES = {
    Verdict.YES: True,
    Verdict.PARTLY: True,
    Verdict.NO: False,
    Verdict.MISSED: False,
}
"""What an answer says on whether the plan carries a task; the others say nothing on that."""
_SHORT_PLAN = 5
"""Fewer tasks do not show of which programme a plan is."""


def reconcile_plans(
    upper: Plan, lower: Plan, config: Config, as_of: date, before: Beforehand = NOTHING
) -> Reconciliation:
    """Match the tasks of two plans, let people's decisions settle them, and find what deviates.

    Args:
        upper: the upper plan.
        lower: the lower plan.
        config: thresholds and synonyms are used.
        as_of: the day that date-dependent findings use.
        before: what is known before.

    """
    each = _match(upper, lower, config, before)
    matched = taken_together(each)
    uppers = _with_roles(matched.uppers, upper, lower)
    open_ = with_held_down(uppers, matched.held_down)
    overtaken = _overtaken(each, open_, lower, before)
    gone = {one.decision for one in overtaken}
    stand = [one for one in before.decisions if one not in gone]
    settled = settle(ask_again(uppers, open_, lower.tasks, overtaken), matched.lowers, stand)
    deviations = check(upper, lower, settled.uppers, settled.lowers, as_of, told=before.told)
    asked = still_asked(overtaken, stand)
    told = [_overtaken_finding(one, upper, lower) for one in asked]
    told += _other_programme(settled.uppers, lower, matched)
    return Reconciliation(
        upper=upper,
        lower=lower,
        as_of=as_of,
        uppers=settled.uppers,
        lowers=settled.lowers,
        findings=in_order(
            (*upper.findings, *lower.findings, *settled.findings, *deviations, *told)
        ),
        summary=summarise(settled.uppers, settled.lowers),
        share=matched.share,
        overtaken=asked,
    )


def _match(upper: Plan, lower: Plan, config: Config, before: Beforehand) -> tuple[Matched, ...]:
    """Match the tasks of the lower plan with those of each upper one, as if it were alone.

    So a plan that is added changes nothing of what was found for the others.
    """
    below = prepare(lower.tasks, synonyms=config.synonyms)
    heard = Heard(before.known or JudgedWordings(), tuple(_told(before.decisions)))
    return tuple(
        match(
            above.for_roles([role_in(task, plan.unit, lower.unit) for task in above.tasks]),
            below,
            thresholds=config.thresholds,
            heard=heard,
        )
        for plan, above in zip(
            upper.plans, before.prepared or prepare_upper(upper, config), strict=True
        )
    )


def _with_roles(uppers: Sequence[UpperResult], upper: Plan, lower: Plan) -> tuple[UpperResult, ...]:
    """Give each upper task the role that its own plan gives the lower unit."""
    return tuple(
        replace(each, role=role_in(each.task, upper.giver(each.task).unit, lower.unit))
        for each in uppers
    )


def _overtaken(
    matched: Iterable[Matched], uppers: Sequence[UpperResult], lower: Plan, before: Beforehand
) -> tuple[Overtaken, ...]:
    """Find the answers that the lower plan has gone past, in each upper plan by its measure."""
    found: list[Overtaken] = []
    at = 0
    for each in matched:
        own = uppers[at : at + len(each.uppers)]
        at += len(own)
        found += find_overtaken(before.decisions, own, lower.tasks, before.seen, each.missed)
        found += find_given_for_others(
            before.decisions, own, lower.tasks, before.seen, before.took_over
        )
    return tuple(found)


def _told(decisions: Iterable[Decision]) -> Iterator[PlanAnswer]:
    """Say to the matcher what people have answered on whether these plans' tasks are carried."""
    for each in decisions:
        if each.topic is Topic.COVERAGE and each.upper and each.verdict in _CARRIES:
            yield PlanAnswer(each.upper, each.lower, _CARRIES[each.verdict])


def _other_programme(
    uppers: Sequence[UpperResult], lower: Plan, matched: Matched
) -> Iterator[Finding]:
    """Report a plan that carries hardly anything, unless a form or a person says what it is."""
    is_form = any(task.answers for task in lower.tasks)
    by_person = any(each.decided_by is DecidedBy.PERSON for each in uppers)
    few = min(len(uppers), len(lower.tasks)) < _SHORT_PLAN
    if not (matched.related or is_form or by_person or few):
        share = share_told(matched.share)
        yield finding("other-programme", Where(lower.files[0]), share=share)


def _overtaken_finding(overtaken: Overtaken, upper: Plan, lower: Plan) -> Finding:
    """Report an answer that does not count any more.

    One that a new row of the lower plan has gone past is told at that row, one that was given on
    a unit which this one took over at the upper task.
    """
    said = overtaken.decision
    parts = {"answer": answer(said.verdict), "text": one_line(said.upper_text)}
    parts |= {"place": str(said.where)}
    if overtaken.given_for:
        where = next(task.where for task in upper.tasks if task.key == said.upper)
        parts |= {"unit": overtaken.given_for, "now": lower.unit.name}
        return finding("answer-of-merged-unit", where, task=said.upper, **parts)
    task = next(task for task in lower.tasks if task.key == overtaken.lowers[0])
    return finding("answer-overtaken", task.where, task=said.upper, **parts)


def in_order(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Return the distinct findings in the order in which they are shown."""
    return tuple(sorted(dict.fromkeys(findings), key=lambda f: f.order))
