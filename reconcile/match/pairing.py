"""Plan × plan → candidates with their reasons → outcomes."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from reconcile.config import Thresholds
from reconcile.match.bags import Matrix
from reconcile.match.marks import with_marks
from reconcile.match.measures import Sight, look, measure
from reconcile.match.memory import Known, remember
from reconcile.match.reading import Prepared
from reconcile.match.rules import give_reasons
from reconcile.match.score import chance, weigh_alone, weigh_among
from reconcile.match.settle import Answer, Places, override, settle_lower, settle_upper
from reconcile.match.weights import Decision, Policy, load_policy
from reconcile.model import (
    Candidate,
    LowerOutcome,
    LowerResult,
    Outcome,
    Relation,
    UpperResult,
)

_CANDIDATES = 5
"""So many pairs of a task are shown, or as many as are asserted."""
_WORTH_REASONS = 0.02
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
    measures: Mapping[str, Matrix]
    policy: Policy
    decision: Decision
    chances: Matrix
    cover: Matrix


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
    weighed = _weigh(upper, lower, thresholds or Thresholds(), known or Known())
    answers = [
        settle_upper(chances, cover, weighed.decision)
        for chances, cover in zip(weighed.chances, weighed.cover, strict=True)
    ]
    uppers = tuple(_upper_result(weighed, row, answer) for row, answer in enumerate(answers))
    return Matched(uppers, _lower_results(weighed, answers))


def _nothing(upper: Prepared, lower: Prepared) -> Matched:
    """Answer where one side has no task."""
    return Matched(
        tuple(UpperResult(task, Outcome.MISSED, task.role) for task in upper.tasks),
        tuple(LowerResult(task, LowerOutcome.OWN) for task in lower.tasks),
    )


def _weigh(upper: Prepared, lower: Prepared, thresholds: Thresholds, known: Known) -> _Weighed:
    """Weigh every pair."""
    policy = load_policy()
    sight = look(upper, with_marks(lower, upper))
    measures = measure(sight)
    logit = weigh_alone(measures, policy)
    if known:
        logit += remember(upper, sight.lower, known)
    return _Weighed(
        sight,
        measures,
        policy,
        override(policy.decision, thresholds),
        chance(weigh_among(logit, policy)),
        sight.whole.of_upper(1e-6),
    )


def _upper_result(weighed: _Weighed, row: int, answer: Answer) -> UpperResult:
    """Put together what became of one upper task."""
    task = weighed.sight.upper.tasks[row]
    order = [int(at) for at in np.argsort(-weighed.chances[row], kind="stable")]
    others = [at for at in order if at not in answer.links]
    shown = (*answer.links, *others[: max(0, _CANDIDATES - len(answer.links))])
    candidates = tuple(_candidate(weighed, row, at) for at in shown)
    return UpperResult(
        task,
        answer.outcome,
        task.role,
        links=candidates[: len(answer.links)],
        candidates=candidates,
    )


def _candidate(weighed: _Weighed, row: int, at: int) -> Candidate:
    """Put together one pair."""
    score = float(weighed.chances[row, at])
    full = weighed.cover[row, at] >= weighed.decision.full
    sight = weighed.sight
    return Candidate(
        upper=sight.upper.tasks[row].key,
        lower=sight.lower.tasks[at].key,
        score=round(score, 4),
        relation=Relation.FULL if full else Relation.PARTIAL,
        evidence=give_reasons(sight, weighed.measures, weighed.policy, (row, at))
        if score >= _WORTH_REASONS
        else (),
    )


def _lower_results(weighed: _Weighed, answers: list[Answer]) -> tuple[LowerResult, ...]:
    """Put together what became of the lower tasks."""
    decided: dict[int, list[int]] = {}
    for row, answer in enumerate(answers):
        if answer.outcome in {Outcome.CARRIED, Outcome.PARTIAL}:
            for at in answer.links:
                decided.setdefault(at, []).append(row)
    return tuple(
        _lower_result(weighed, at, tuple(decided.get(at, ())))
        for at in range(len(weighed.sight.lower.tasks))
    )


def _lower_result(weighed: _Weighed, at: int, carriers: Places) -> LowerResult:
    """Put together what became of one lower task."""
    chances = weighed.chances[:, at]
    outcome = settle_lower(chances, carriers, weighed.decision)
    rows = carriers
    if outcome is LowerOutcome.REVIEW:
        rows = tuple(int(row) for row in np.flatnonzero(chances >= weighed.decision.missed))
    best = sorted(rows, key=lambda row: (-chances[row], row))
    keys = tuple(weighed.sight.upper.tasks[row].key for row in best)
    return LowerResult(weighed.sight.lower.tasks[at], outcome, keys)
