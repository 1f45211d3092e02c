"""Plan × plan → candidates with their reasons → outcomes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import msgspec
import numpy as np

from reconcile.config import Thresholds
from reconcile.match.other_thing import tell_another
from reconcile.match.overlap import Matrix
from reconcile.match.prepared import Prepared
from reconcile.match.relation import Places, find_usual
from reconcile.match.rules import give_reasons, tell_answers
from reconcile.match.settle import Answer, adapt, settle_lower, settle_uppers
from reconcile.match.weighing import Heard, Weighed, weigh
from reconcile.match.weights import DecisionLimits, Policy, load_policy
from reconcile.model import (
    CARRIED_DOWN,
    MOST_CANDIDATES,
    Candidate,
    LowerOutcome,
    LowerResult,
    Outcome,
    Relation,
    UpperResult,
)
from reconcile.vocabulary.plan_levels import seem_swapped

_HOPELESS = 0.001
"""Less likely pairs are not shown to whoever has to settle a task, but for the best one."""
_SETTLED = 0.01
"""Less likely pairs are not shown where the program has settled it."""
_WORTH_REASONS = 0.02
"""Less likely pairs are listed without their reasons, and so are rivals of an asserted pair."""
_EMBARRASSING = 0.01
"""Where a task is missed, a nearest pair that is less likely than this is not shown."""


@dataclass(frozen=True, slots=True)
class Matched:
    """What became of the tasks of two plans, each side in the order of its plan."""

    uppers: tuple[UpperResult, ...]
    lowers: tuple[LowerResult, ...]
    missed: float = 1.0
    """The probability below which a best pair is taken as missed, in this pair of plans."""
    share: float = 0.0
    """The part of the upper plan that seems to be carried, 0 to 1."""
    related: bool = True
    """Whether the lower plan seems to be of this programme at all."""
    held_down: tuple[Candidate, ...] = ()
    """Pairs that lie below that only for what people rejected elsewhere or in like words; with
    the probability that they had without it."""


def match(
    upper: Prepared,
    lower: Prepared,
    *,
    thresholds: Thresholds | None = None,
    heard: Heard | None = None,
    policy: Policy | None = None,
) -> Matched:
    """Find for every upper task the lower tasks that carry it, and say how sure that is.

    Args:
        upper: of ``prepare``; may serve many lower plans.
        lower: of ``prepare``, with the same synonyms.
        thresholds: where the user wants the answers to fall; None for the program's own.
        heard: what people have answered before; None for nothing.
        policy: other weights than those that travel with the program, for benchmarks.

    """
    if not (upper.tasks and lower.tasks):
        return _nothing(upper, lower)
    weighed = weigh(upper, lower, policy or load_policy(), heard or Heard())
    limits = _careful(thresholds or Thresholds(), upper, lower)
    at, untaught = adapt(weighed.policy.decision, weighed.style, weighed.whole, limits)
    weighed = replace(weighed, policy=msgspec.structs.replace(weighed.policy, decision=at))
    sight, chances = weighed.sight, weighed.chances
    usual = find_usual(sight, weighed.style)
    answers = settle_uppers(weighed, usual)
    answers = _left_open(weighed, answers, untaught, heard or Heard())
    weighed, answers = _left_to_a_person(weighed, answers)
    # All links are shown, however many there are.
    shown = [
        answer.links if len(answer.links) >= MOST_CANDIDATES else best
        for answer, best in zip(answers, _best(chances, answers), strict=True)
    ]
    taught = _taught(weighed, answers, untaught)
    uppers = _upper_results(weighed, answers, shown, taught)
    held_down = _held_down(weighed, at.missed)
    share = weighed.whole.carried
    return Matched(
        uppers,
        _lower_results(weighed, answers),
        at.missed,
        share,
        share >= at.related_from,
        held_down,
    )


def _careful(thresholds: Thresholds, upper: Prepared, lower: Prepared) -> Thresholds:
    """Let nothing be called missed where the two plans seem to stand the wrong way round."""
    if thresholds.missed is None and seem_swapped(upper.provincial, lower.provincial):
        return msgspec.structs.replace(thresholds, missed=0.0)
    return thresholds


def _held_down(weighed: Weighed, missed: float) -> tuple[Candidate, ...]:
    """List the pairs that rejections alone have put among the missed ones."""
    chances, unjudged = weighed.chances, weighed.unjudged
    uppers, lowers = weighed.sight.upper.tasks, weighed.sight.lower.tasks
    return tuple(
        Candidate(
            uppers[row].key,
            lowers[at].key,
            round(float(unjudged[row, at]), 4),
            evidence=(weighed.told[row, at],),
        )
        for row, at in np.argwhere((chances < missed) & (unjudged >= missed)).tolist()
        if (row, at) in weighed.told
    )


def _best(chances: Matrix, answers: Sequence[Answer]) -> list[Places]:
    """List for each upper task its likeliest lower tasks, best first, equals in their order."""
    count = MOST_CANDIDATES
    least = [_HOPELESS if each.outcome is Outcome.REVIEW else _SETTLED for each in answers]
    likely = np.argpartition(-chances, min(count, chances.shape[1]) - 1, axis=1)[:, :count]
    # In the order of the plan first, for argpartition leaves equals in any order.
    likely.sort(axis=1)
    ranked = np.take_along_axis(chances, likely, axis=1)
    order = np.argsort(-ranked, axis=1, kind="stable")
    best = np.take_along_axis(likely, order, axis=1).tolist()
    one = ranked.max(axis=1) >= _EMBARRASSING
    hopeful = np.maximum((ranked >= np.array(least)[:, None]).sum(axis=1), one).tolist()
    return [tuple(row[:many]) for row, many in zip(best, hopeful, strict=True)]


def _nothing(upper: Prepared, lower: Prepared) -> Matched:
    """Answer where one side has no task."""
    return Matched(
        tuple(UpperResult(task, Outcome.MISSED, task.role) for task in upper.tasks),
        tuple(LowerResult(task, LowerOutcome.OWN) for task in lower.tasks),
    )


def _upper_results(
    weighed: Weighed,
    answers: Sequence[Answer],
    shown: Sequence[Places],
    taught: frozenset[int],
) -> tuple[UpperResult, ...]:
    """Put together what became of the upper tasks.

    ``shown`` are the lower tasks to show for each, likeliest first, and so its links first;
    ``taught`` of ``_taught``.
    """
    found = _candidates(weighed, answers, shown, taught)
    return tuple(
        UpperResult(
            task,
            answer.outcome,
            task.role,
            links=each[: len(answer.links)],
            candidates=each,
            uncovered=answer.uncovered,
            after_answers=row in taught,
        )
        for row, (task, answer, each) in enumerate(
            zip(weighed.sight.upper.tasks, answers, found, strict=True)
        )
    )


def _candidates(
    weighed: Weighed,
    answers: Sequence[Answer],
    shown: Sequence[Places],
    taught: frozenset[int],
) -> list[tuple[Candidate, ...]]:
    """Put together the pairs to show of each upper task, with their reasons."""
    sight, chances = weighed.sight, weighed.chances
    pairs = [(row, at) for row, places in enumerate(shown) for at in places]
    at_pairs = tuple(np.array(pairs, int).reshape(-1, 2).T)
    scores = np.round(chances[at_pairs].astype(float), 4).tolist()
    is_open = [answer.outcome is Outcome.REVIEW for answer in answers]
    # Reasons take much of the time of matching: only pairs that somebody will weigh get them.
    likely = [
        (row, at)
        for (row, at), score in zip(pairs, scores, strict=True)
        if at not in sight.answered
        and (at in answers[row].relations or (score >= _WORTH_REASONS and is_open[row]))
    ]
    reasons = give_reasons(sight, weighed.standings, weighed.policy, likely)
    reason = tell_answers(weighed.whole)
    for row in taught:
        for at in shown[row][:1]:
            reasons[row, at] = (reason, *reasons.get((row, at), ()))
    for pair, told in weighed.told.items():
        reasons[pair] = (told, *reasons.get(pair, ()))
    uppers, lowers = ([task.key for task in p.tasks] for p in (sight.upper, sight.lower))
    candidates: list[list[Candidate]] = [[] for _ in answers]
    for (row, at), score in zip(pairs, scores, strict=True):
        relation = answers[row].relations.get(at, Relation.FULL)
        told_of = reasons.get((row, at), ())
        candidates[row].append(Candidate(uppers[row], lowers[at], score, relation, told_of))
    return [tuple(each) for each in candidates]


def _taught(weighed: Weighed, answers: Sequence[Answer], at: DecisionLimits) -> frozenset[int]:
    """List the upper tasks that are settled only through people's answers on others.

    ``at`` are the thresholds without those answers.
    """
    open_before = (weighed.untaught >= at.missed) & (weighed.untaught < at.carried)
    return frozenset(
        row
        for row in np.flatnonzero(open_before).tolist()
        if answers[row].outcome is not Outcome.REVIEW and row not in weighed.whole.answered
    )


def _left_open(
    weighed: Weighed, answers: Sequence[Answer], at: DecisionLimits, heard: Heard
) -> list[Answer]:
    """Leave open the tasks of which people have rejected a pair, and said no more.

    Their answers alone would call such a task missed, and nobody has said that of it: it stays in
    review until somebody does (docs/design.md, "Outcome of an upper task").
    """
    no = {told.upper for told in heard.told if told.lower and not told.carried}
    tasks = weighed.sight.upper.tasks
    not_missed = np.flatnonzero(weighed.unheard >= at.missed).tolist()
    kept = {row for row in not_missed if tasks[row].key in no}
    still_open = Answer(Outcome.REVIEW, (), {})
    return [
        still_open if row in kept and answer.outcome is Outcome.MISSED else answer
        for row, answer in enumerate(answers)
    ]


def _left_to_a_person(weighed: Weighed, answers: Sequence[Answer]) -> tuple[Weighed, list[Answer]]:
    """Leave to a person the tasks whose links all seem to be about another thing, and say why.

    Where people, or the very same words, speak for a pair, nothing is left to tell.
    """
    told = dict(weighed.told)
    kept = list(answers)
    for row, answer in enumerate(answers):
        if answer.outcome in CARRIED_DOWN:
            why = {(row, at): tell_another(weighed.sight, row, at) for at in answer.links}
            found = {pair: said for pair, said in why.items() if said and pair not in told}
            if len(found) == len(why):
                told |= found
                kept[row] = replace(answer, outcome=Outcome.REVIEW, uncovered=())
    return replace(weighed, told=told), kept


def _lower_results(weighed: Weighed, answers: Sequence[Answer]) -> tuple[LowerResult, ...]:
    """Put together what became of the lower tasks."""
    decided: dict[int, list[int]] = {}
    for row, answer in enumerate(answers):
        if answer.outcome in CARRIED_DOWN:
            for at in answer.links:
                decided.setdefault(at, []).append(row)
    results = [
        _lower_result(weighed, at, best, tuple(decided.get(at, ())))
        for at, best in enumerate(weighed.chances.max(axis=0).tolist())
    ]
    return tuple(
        replace(result, outcome=LowerOutcome.DUPLICATE)
        if first != at
        # The same words at two tasks of a form are two answers.
        and at not in weighed.sight.answered
        and {result.outcome, results[first].outcome} == {LowerOutcome.LINKED}
        else result
        for at, (first, result) in enumerate(
            zip(weighed.sight.lower.texts.firsts, results, strict=True)
        )
    )


def _lower_result(weighed: Weighed, at: int, best: float, carried: Places) -> LowerResult:
    """Put together what became of one lower task."""
    decision = weighed.policy.decision
    outcome = settle_lower(best, carried, decision)
    rows = carried
    chances = weighed.chances[:, at]
    if outcome is LowerOutcome.REVIEW:
        rows = tuple(np.flatnonzero(chances >= decision.missed).tolist())
    ranked = sorted(rows, key=lambda row: (-chances[row], row)) if len(rows) > 1 else rows
    keys = tuple(weighed.sight.upper.tasks[row].key for row in ranked)
    return LowerResult(weighed.sight.lower.tasks[at], outcome, keys)
