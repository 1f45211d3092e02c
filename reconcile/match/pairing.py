"""Plan × plan → candidates with their reasons → outcomes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import msgspec
import numpy as np

from reconcile.config import Thresholds
from reconcile.match.bags import Matrix
from reconcile.match.marks import with_marks
from reconcile.match.measures import Sight, look, measure
from reconcile.match.memory import Known, remember
from reconcile.match.reading import Prepared
from reconcile.match.relation import Places, usual_cover
from reconcile.match.rules import Weighing, give_reasons, weigh_reasons
from reconcile.match.score import chance, stand, weigh_alone, weigh_among
from reconcile.match.settle import Answer, override, settle_lower, settle_upper
from reconcile.match.weights import Policy, load_policy
from reconcile.model import (
    Candidate,
    Evidence,
    LowerOutcome,
    LowerResult,
    Outcome,
    Relation,
    UpperResult,
)

_CANDIDATES = 5
"""So many pairs of a task are shown, or as many as are asserted."""
_WORTH_REASONS = 0.05
"""Less likely pairs are listed without their reasons."""


@dataclass(frozen=True, slots=True)
class Matched:
    """What became of the tasks of two plans, each side in the order of its plan."""

    uppers: tuple[UpperResult, ...]
    lowers: tuple[LowerResult, ...]


@dataclass(frozen=True, slots=True)
class _Weighed:
    """Every pair weighed: upper rows × lower rows."""

    sight: Sight
    policy: Policy
    reasons: Weighing
    chances: Matrix
    covers: Matrix


def match(
    upper: Prepared,
    lower: Prepared,
    *,
    thresholds: Thresholds | None = None,
    known: Known | None = None,
) -> Matched:
    """Find for every upper task the lower tasks that carry it, and say how sure that is.

    Args:
        upper: of ``prepare``; may serve many lower plans.
        lower: of ``prepare``, with the same synonyms.
        thresholds: where the user wants the answers to fall; None for the program's own.
        known: wordings that people have confirmed or rejected before.

    """
    if not (upper.tasks and lower.tasks):
        return _nothing(upper, lower)
    weighed = _weigh(upper, lower, thresholds or Thresholds(), known)
    answers = [
        settle_upper(weighed.sight, row, chances, covers, weighed.policy)
        for row, (chances, covers) in enumerate(zip(weighed.chances, weighed.covers, strict=True))
    ]
    best = np.argsort(-weighed.chances, axis=1, kind="stable").tolist()
    return Matched(
        tuple(_upper_result(weighed, row, a, best[row]) for row, a in enumerate(answers)),
        _lower_results(weighed, answers),
    )


def _nothing(upper: Prepared, lower: Prepared) -> Matched:
    """Answer where one side has no task."""
    return Matched(
        tuple(UpperResult(task, Outcome.MISSED, task.role) for task in upper.tasks),
        tuple(LowerResult(task, LowerOutcome.OWN) for task in lower.tasks),
    )


def _weigh(
    upper: Prepared, lower: Prepared, thresholds: Thresholds, known: Known | None
) -> _Weighed:
    """Weigh every pair."""
    policy = load_policy()
    sight = look(upper, with_marks(lower, upper))
    measures = measure(sight)
    logit = weigh_alone(measures, policy)
    said = remember(upper, sight.lower, known) if known else np.float32(0)
    logit += said
    standings = stand(measures, logit)
    final = weigh_among(standings, policy) + said / 2
    return _Weighed(
        sight,
        msgspec.structs.replace(policy, decision=override(policy.decision, thresholds)),
        weigh_reasons(sight, standings, policy),
        chance(final),
        usual_cover(sight),
    )


def _upper_result(weighed: _Weighed, row: int, answer: Answer, best: Sequence[int]) -> UpperResult:
    """Put together what became of one upper task; ``best`` orders the lower tasks for it."""
    task = weighed.sight.upper.tasks[row]
    count = max(_CANDIDATES, len(answer.links))
    others = [at for at in best[: count + len(answer.links)] if at not in answer.links]
    shown = (*answer.links, *others)[:count]
    candidates = tuple(
        _candidate(weighed, row, at, answer.relations.get(at, Relation.FULL)) for at in shown
    )
    return UpperResult(
        task,
        answer.outcome,
        task.role,
        links=candidates[: len(answer.links)],
        candidates=candidates,
        uncovered=answer.uncovered,
    )


def _candidate(weighed: _Weighed, row: int, at: int, relation: Relation) -> Candidate:
    """Put together one pair."""
    sight, score = weighed.sight, float(weighed.chances[row, at])
    reasons: tuple[Evidence, ...] = ()
    if score >= _WORTH_REASONS:
        reasons = give_reasons(weighed.reasons, row, at)
    upper, lower = sight.upper.tasks[row].key, sight.lower.tasks[at].key
    return Candidate(upper, lower, round(score, 4), relation, reasons)


def _lower_results(weighed: _Weighed, answers: Sequence[Answer]) -> tuple[LowerResult, ...]:
    """Put together what became of the lower tasks."""
    decided: dict[int, list[int]] = {}
    for row, answer in enumerate(answers):
        if answer.outcome in {Outcome.CARRIED, Outcome.PARTIAL}:
            for at in answer.links:
                decided.setdefault(at, []).append(row)
    results = [
        _lower_result(weighed, at, tuple(decided.get(at, ())))
        for at in range(len(weighed.sight.lower.tasks))
    ]
    return tuple(
        replace(result, outcome=LowerOutcome.DUPLICATE)
        if first != at and {result.outcome, results[first].outcome} == {LowerOutcome.LINKED}
        else result
        for at, (first, result) in enumerate(zip(weighed.sight.lower.firsts, results, strict=True))
    )


def _lower_result(weighed: _Weighed, at: int, carried: Places) -> LowerResult:
    """Put together what became of one lower task."""
    chances, decision = weighed.chances[:, at], weighed.policy.decision
    outcome = settle_lower(chances, carried, decision)
    rows = carried
    if outcome is LowerOutcome.REVIEW:
        rows = tuple(np.flatnonzero(chances >= decision.missed).tolist())
    best = sorted(rows, key=lambda row: (-chances[row], row))
    keys = tuple(weighed.sight.upper.tasks[row].key for row in best)
    return LowerResult(weighed.sight.lower.tasks[at], outcome, keys)
