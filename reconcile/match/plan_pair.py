"""How much of this upper plan this lower plan seems to carry: what moves all its pairs together.

A pair weighed among its rivals is told by what is rare in the two plans at hand: in a plan that
carries nothing, the best of the bad looks rare too. Only the plans as a whole show that.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from reconcile.match.measures import Sight
from reconcile.match.overlap import Matrix, part_in_common
from reconcile.match.score import CROWD, SURE, chance
from reconcile.match.weights import PlanWeights
from reconcile.model import Role

_FEW = 20.0
"""So many tasks, half of them carried, are added: a few tasks do not show whose plan it is."""
_HALF = 0.5
_TINY = 1e-6
_LOOSE = 1.0
"""How far, in log-odds, people's answers usually lie from what the program reckoned."""
_ROUNDS = 20


@dataclass(frozen=True, slots=True)
class PlanAnswer:
    """What people have answered on an upper task in these two plans; tasks by their keys."""

    upper: str
    lower: str
    """The lower task of the pair that was answered; empty for an answer on the upper task."""
    carried: bool


@dataclass(frozen=True, slots=True)
class PlanLevel:
    """What a pair of plans shows as a whole; names as in weights.toml."""

    share: float
    """Log-odds that an upper task is carried, by the best pair of each."""
    nearness: float
    """Mean log-odds, by itself, of each upper task's best pair."""
    length: float
    """How many lower tasks there are beyond a short plan's, as a natural logarithm."""
    plain: float
    """How much less the lower plan speaks as official texts do than the upper one, 0 to 1.

    Of few rows a part only: they do not show how a plan is written.
    """
    everyday: float
    """The same, however few its rows, 0 to 1."""
    common: float
    """How much of what the lower plan says the upper one says too, 0 to 1."""
    terse: float
    """How much shorter its tasks are, as a natural logarithm; 0 where they are not."""


@dataclass(frozen=True, slots=True)
class PlanPair:
    """Two plans as a whole."""

    level: PlanLevel
    shift: Matrix
    """What the log-odds of all pairs of each upper task are moved by."""
    carried: float
    """The part of the upper plan that seems to be carried, 0 to 1."""
    untaught: float
    """The same without what people answered on these two plans, 0 to 1."""
    learned: float
    """What of the shift comes from people's answers on these two plans."""
    answered: frozenset[int]
    """Upper tasks that those answers are on."""


def measure_level(sight: Sight, alone: Matrix, among: Matrix) -> PlanLevel:
    """Measure a pair of plans as a whole.

    Args:
        sight: the two plans.
        alone: log-odds of every pair by itself; upper rows × lower rows, neither empty.
        among: log-odds of every pair among its rivals.

    """
    rows, lows = among.shape
    carried = float(chance(among.max(axis=1)).sum()) + _FEW * _HALF
    above, below = sight.upper.register(), sight.lower.register()
    everyday = max(0.0, 1 - below.official / max(above.official, _TINY))
    seen = min(1.0, lows / CROWD)
    return PlanLevel(
        share=float(np.log(carried / (rows + _FEW - carried))),
        nearness=float(alone.max(axis=1).mean()),
        length=float(np.log(max(lows, CROWD) / CROWD)),
        plain=seen * everyday,
        everyday=everyday,
        common=part_in_common(sight.lower.texts.terms, sight.terms),
        terse=seen * float(np.log(max(above.length / max(below.length, 1.0), 1.0))),
    )


def see_whole(
    sight: Sight,
    alone: Matrix,
    among: Matrix,
    weights: PlanWeights,
    told: Sequence[PlanAnswer] = (),
) -> PlanPair:
    """See two plans as a whole.

    Args:
        sight: the two plans.
        alone: log-odds of every pair by itself, without what people said elsewhere.
        among: the same, among its rivals.
        weights: of the policy.
        told: people's answers on these two plans; the shift is learned from them, with the
            measures for a prior.

    """
    level = measure_level(sight, alone, among)
    by_level = sum(getattr(level, name) * by for name, by in weights.level.items())
    shift = _duties(sight.upper.roles, weights) + np.float32(weights.bias + by_level)
    moved = among * np.float32(weights.slope) + shift[:, None]
    pairs = _answered(sight, moved, told)
    learned = np.float32(_learn([(float(moved[pair]), right) for pair, right in pairs.items()]))
    untaught = chance(moved.max(axis=1))
    chances = chance(moved.max(axis=1) + learned)
    for known in (untaught, chances):
        known[[row for row, _ in sight.exact] + [*sight.answered.values()]] = 1
    for (row, _), right in pairs.items():
        chances[row] = right
    return PlanPair(
        level,
        shift + learned,
        carried=float(chances.mean()),
        untaught=float(untaught.mean()),
        learned=float(learned),
        answered=frozenset(row for row, _ in pairs),
    )


def _answered(
    sight: Sight, moved: Matrix, told: Sequence[PlanAnswer]
) -> dict[tuple[int, int], bool]:
    """Find the pairs that people's answers settle: one for each upper task answered.

    A pair that was confirmed; else the likeliest pair of a task that was called missed, or whose
    likeliest pair was rejected.
    """
    rows = {task.key: row for row, task in enumerate(sight.upper.tasks)}
    lows = {task.key: low for low, task in enumerate(sight.lower.tasks)}
    yes = {rows[t.upper]: lows[t.lower] for t in told if t.carried and _known(t, rows, lows)}
    pairs = dict.fromkeys(sorted(yes.items()), True)
    for each in told:
        row = rows.get(each.upper)
        if not each.carried and row is not None and row not in yes:
            best = int(moved[row].argmax())
            if not each.lower or lows.get(each.lower) == best:
                pairs[row, best] = False
    return pairs


def _known(told: PlanAnswer, rows: Mapping[str, int], lows: Mapping[str, int]) -> bool:
    """Tell whether both tasks of an answer are in the plans."""
    return told.upper in rows and told.lower in lows


def move(among: Matrix, whole: PlanPair, weights: PlanWeights) -> Matrix:
    """Move the log-odds of all pairs by what the two plans show as a whole."""
    moved: Matrix = among * np.float32(weights.slope) + whole.shift[:, None]
    return moved


def _duties(roles: Sequence[Role], weights: PlanWeights) -> Matrix:
    """Weigh whose duty each upper task is, against what is usual in its plan.

    Where a plan's cells make no difference between its tasks, neither does this.
    """
    duties: Matrix = np.array([weights.duty.get(str(role), 0.0) for role in roles], np.float32)
    against_usual: Matrix = duties - duties.mean()
    return against_usual


def _learn(answered: Sequence[tuple[float, bool]]) -> float:
    """Find by how much people's answers move the log-odds of a pair of plans.

    The likeliest shift, given that shifts of ``_LOOSE`` are usual; by Newton's method.

    Args:
        answered: log-odds of pairs, each with whether it is right.

    """
    reckoned = np.array([odds for odds, _ in answered])
    right = np.array([float(said) for _, said in answered])
    shift = 0.0
    for _ in range(_ROUNDS if answered else 0):
        likely = 1 / (1 + np.exp(-np.clip(reckoned + shift, -SURE, SURE)))
        slope = float((right - likely).sum()) - shift / _LOOSE**2
        curve = float((likely * (1 - likely)).sum()) + 1 / _LOOSE**2
        shift += slope / curve
    return shift
