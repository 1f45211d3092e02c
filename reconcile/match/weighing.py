"""Every pair of two plans weighed: by itself, among its rivals, by the plans as a whole."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from reconcile.match.diacritics import with_marks
from reconcile.match.judged_wordings import Memory, remember
from reconcile.match.measures import Sight, look, measure
from reconcile.match.overlap import Matrix
from reconcile.match.plan_pair import PlanAnswer, PlanPair, move, see_whole
from reconcile.match.prepared import Prepared
from reconcile.match.returned_form import leave_contest, settle_form
from reconcile.match.rules import Pair
from reconcile.match.same_words import SAME
from reconcile.match.score import Style, chance, find_style, stand, weigh_alone, weigh_among
from reconcile.match.weights import Policy
from reconcile.model import Evidence, JudgedWordings

_DOUBTFUL = -1.0
"""Log-odds that a pair has at most, when people have rejected its very wording elsewhere."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What people have answered before two plans are matched."""

    known: JudgedWordings = field(default_factory=JudgedWordings)
    """Wordings that they have confirmed or rejected, in any unit."""
    told: Sequence[PlanAnswer] = ()
    """What they have answered on these two plans: the program's own answers on the other tasks
    of these plans are moved by it, and those on no other plans."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """Every pair weighed: upper rows × lower rows."""

    sight: Sight
    policy: Policy
    style: Style
    whole: PlanPair
    standings: Mapping[str, Matrix]
    chances: Matrix
    untaught: Matrix
    """The best chance of each upper task without people's answers on the others."""
    unheard: Matrix
    """The same without anything that people answered, on it or on the others."""
    unjudged: Matrix
    """The chances without what people's rejections took from them."""
    told: Mapping[Pair, Evidence]
    """What people's earlier answers, or the form itself, say about a pair."""
    in_part: frozenset[Pair]
    """Pairs of which people said that such a wording carries a part."""


def weigh(upper: Prepared, lower: Prepared, policy: Policy, heard: Heard) -> Weighed:
    """Weigh every pair."""
    sight = look(with_marks(upper, lower), with_marks(lower, upper))
    measures = measure(sight)
    logit = weigh_alone(measures, policy)
    # As the plan was typed: so a wording touches it whatever the plan is held against.
    memory = remember(upper, lower, heard.known)
    # Before the rivals are weighed: a wording that people know is a rival of all others.
    judged = logit + memory.weights
    leave_contest(sight, logit)
    leave_contest(sight, judged)
    style, standings, among = _weigh_rivals(sight, measures, logit, policy)
    # Without what people said of other plans: that must not move these two.
    whole = see_whole(sight, logit, among, policy.plan, heard.told)
    unheard = move(among, whole, policy.plan).max(axis=1) - np.float32(whole.learned)
    if memory.told:
        _, standings, among = _weigh_rivals(sight, measures, judged, policy)
    final = move(among, whole, policy.plan)
    final += memory.weights * np.float32(0.5)
    # Among two or three tasks no measure can be sure of anything; a copy is sure all the same.
    for pair in sight.exact:
        final[pair] += SAME.points
    before = _without_rejections(final, memory) if memory.told else None
    # After the copies: people may have rejected those very words.
    final[memory.ruled_out] = np.minimum(final[memory.ruled_out], _DOUBTFUL)
    chances = chance(final)
    untaught = chance(final.max(axis=1) - np.float32(whole.learned))
    reasons = {**dict.fromkeys(sight.exact, SAME), **memory.told, **settle_form(sight, chances)}
    unjudged = chances if before is None else before
    best = untaught, chance(unheard)
    said = reasons, memory.in_part
    return Weighed(sight, policy, style, whole, standings, chances, *best, unjudged, *said)


def _without_rejections(final: Matrix, memory: Memory) -> Matrix:
    """Give the chances without what people's rejections took from them.

    A rejection is added to the pair's own weight and half again above; taking both back is at
    least what it took, so that a pair is rather asked about once more than left unseen.
    """
    rejected: Matrix = np.minimum(memory.weights, 0) * np.float32(1.5)
    return chance(final - rejected)


def _weigh_rivals(
    sight: Sight, measures: Mapping[str, Matrix], logit: Matrix, policy: Policy
) -> tuple[Style, Mapping[str, Matrix], Matrix]:
    """Weigh every pair among its rivals: the style of the plan, the standings, the log-odds."""
    style = find_style(measures["alike"], logit)
    standings = stand(measures, logit, style, sight.twins)
    return style, standings, weigh_among(standings, policy)
