"""Plan × plan → candidates with their reasons → outcomes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import msgspec
import numpy as np

from reconcile.config import Thresholds
from reconcile.match.diacritics import with_marks
from reconcile.match.judged_wordings import remember
from reconcile.match.measures import Sight, look, measure
from reconcile.match.overlap import Matrix
from reconcile.match.prepared import Prepared
from reconcile.match.relation import Places, find_covers
from reconcile.match.returned_form import leave_contest, settle_form
from reconcile.match.rules import Pair, give_reasons
from reconcile.match.same_words import SAME
from reconcile.match.score import Style, chance, find_style, stand, weigh_alone, weigh_among
from reconcile.match.settle import Answer, adapt, settle_lower, settle_uppers
from reconcile.match.weights import Policy, load_policy
from reconcile.model import (
    CARRIED_DOWN,
    MOST_CANDIDATES,
    Candidate,
    Evidence,
    JudgedWordings,
    LowerOutcome,
    LowerResult,
    Outcome,
    Relation,
    UpperResult,
)

_HOPELESS = 0.001
"""Less likely pairs are not shown to whoever has to settle a task, but for the best one."""
_SETTLED = 0.02
"""Less likely pairs are not shown where the program has settled it."""
_WORTH_REASONS = 0.1
"""Less likely pairs are listed without their reasons, and so are rivals of an asserted pair."""
_DOUBTFUL = -1.0
"""Log-odds that a pair has at most, when people have rejected its very wording elsewhere."""


@dataclass(frozen=True, slots=True)
class Matched:
    """What became of the tasks of two plans, each side in the order of its plan."""

    uppers: tuple[UpperResult, ...]
    lowers: tuple[LowerResult, ...]
    missed: float = 1.0
    """The probability below which a best pair is taken as missed, in this pair of plans."""
    held_down: tuple[Candidate, ...] = ()
    """Pairs that lie below that only for what people rejected elsewhere or in like words; with
    the probability that they had without it."""


@dataclass(frozen=True, slots=True)
class _Weighed:
    """Every pair weighed: upper rows × lower rows."""

    sight: Sight
    policy: Policy
    style: Style
    standings: Mapping[str, Matrix]
    chances: Matrix
    unjudged: Matrix
    """The chances without what people's rejections took from them."""
    told: Mapping[Pair, Evidence]
    """What people's earlier answers, or the form itself, say about a pair."""


def match(
    upper: Prepared,
    lower: Prepared,
    *,
    thresholds: Thresholds | None = None,
    known: JudgedWordings | None = None,
    policy: Policy | None = None,
) -> Matched:
    """Find for every upper task the lower tasks that carry it, and say how sure that is.

    Args:
        upper: of ``prepare``; may serve many lower plans.
        lower: of ``prepare``, with the same synonyms.
        thresholds: where the user wants the answers to fall; None for the program's own.
        known: wordings that people have confirmed or rejected before.
        policy: other weights than those that travel with the program, for benchmarks.

    """
    if not (upper.tasks and lower.tasks):
        return _nothing(upper, lower)
    weighed = _weigh(upper, lower, policy or load_policy(), known or JudgedWordings())
    at = adapt(weighed.policy.decision, weighed.style, thresholds or Thresholds())
    weighed = replace(weighed, policy=msgspec.structs.replace(weighed.policy, decision=at))
    sight, chances = weighed.sight, weighed.chances
    answers = settle_uppers(
        sight, chances, find_covers(sight, weighed.style, weighed.policy.relating), weighed.policy
    )
    # All links are shown, however many there are.
    shown = [
        answer.links if len(answer.links) >= MOST_CANDIDATES else best
        for answer, best in zip(answers, _best(chances, answers), strict=True)
    ]
    uppers = _upper_results(weighed, answers, shown)
    held_down = _held_down(weighed, at.missed)
    return Matched(uppers, _lower_results(weighed, answers), at.missed, held_down)


def _held_down(weighed: _Weighed, missed: float) -> tuple[Candidate, ...]:
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
    hopeful = np.maximum(
        (ranked >= np.array(least)[:, None]).sum(axis=1), ranked.max(axis=1) > 0
    ).tolist()
    return [tuple(row[:many]) for row, many in zip(best, hopeful, strict=True)]


def _nothing(upper: Prepared, lower: Prepared) -> Matched:
    """Answer where one side has no task."""
    return Matched(
        tuple(UpperResult(task, Outcome.MISSED, task.role) for task in upper.tasks),
        tuple(LowerResult(task, LowerOutcome.OWN) for task in lower.tasks),
    )


def _weigh(upper: Prepared, lower: Prepared, policy: Policy, known: JudgedWordings) -> _Weighed:
    """Weigh every pair."""
    sight = look(with_marks(upper, lower), with_marks(lower, upper))
    measures = measure(sight)
    logit = weigh_alone(measures, policy)
    memory = remember(upper, sight.lower, known)
    # Before the rivals are weighed: a wording that people know is a rival of all others.
    logit += memory.weights
    leave_contest(sight, logit)
    style = find_style(measures["alike"], logit)
    standings = stand(measures, logit, style, sight.twins)
    final = weigh_among(standings, policy) + memory.weights * np.float32(0.5)
    # Among two or three tasks no measure can be sure of anything; a copy is sure all the same.
    for pair in sight.exact:
        final[pair] += SAME.points
    # A rejection is added to the pair's own weight and half again above; taking both back is at
    # least what it took, so that a pair is rather asked about once more than left unseen.
    unjudged = chance(final - np.minimum(memory.weights, 0) * np.float32(1.5))
    # After the copies: people may have rejected those very words.
    final[memory.ruled_out] = np.minimum(final[memory.ruled_out], _DOUBTFUL)
    chances = chance(final)
    told = {**dict.fromkeys(sight.exact, SAME), **memory.told, **settle_form(sight, chances)}
    return _Weighed(sight, policy, style, standings, chances, unjudged, told)


def _upper_results(
    weighed: _Weighed, answers: Sequence[Answer], shown: Sequence[Places]
) -> tuple[UpperResult, ...]:
    """Put together what became of the upper tasks.

    ``shown`` are the lower tasks to show for each, likeliest first, and so its links first.
    """
    sight, chances = weighed.sight, weighed.chances
    pairs = [(row, at) for row, places in enumerate(shown) for at in places]
    scores = np.round(chances[tuple(np.array(pairs).T)].astype(float), 4).tolist()
    is_open = [answer.outcome is Outcome.REVIEW for answer in answers]
    # Reasons take much of the time of matching: only pairs that somebody will weigh get them.
    likely = [
        (row, at)
        for (row, at), score in zip(pairs, scores, strict=True)
        if at not in sight.answered
        and (at in answers[row].relations or (score >= _WORTH_REASONS and is_open[row]))
    ]
    reasons = give_reasons(sight, weighed.standings, weighed.policy, likely)
    for pair, told in weighed.told.items():
        reasons[pair] = (told, *reasons.get(pair, ()))
    uppers, lowers = ([task.key for task in p.tasks] for p in (sight.upper, sight.lower))
    candidates: list[list[Candidate]] = [[] for _ in answers]
    for (row, at), score in zip(pairs, scores, strict=True):
        relation = answers[row].relations.get(at, Relation.FULL)
        told_of = reasons.get((row, at), ())
        candidates[row].append(Candidate(uppers[row], lowers[at], score, relation, told_of))
    return tuple(
        UpperResult(
            task,
            answer.outcome,
            task.role,
            links=tuple(found[: len(answer.links)]),
            candidates=tuple(found),
            uncovered=answer.uncovered,
        )
        for task, answer, found in zip(sight.upper.tasks, answers, candidates, strict=True)
    )


def _lower_results(weighed: _Weighed, answers: Sequence[Answer]) -> tuple[LowerResult, ...]:
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


def _lower_result(weighed: _Weighed, at: int, best: float, carried: Places) -> LowerResult:
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
