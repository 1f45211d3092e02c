"""From measures to a probability: a pair weighed alone, then against its rivals."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from reconcile.match.overlap import Matrix
from reconcile.match.weights import Policy

Twins = tuple[int, ...]
_FAR = 4.0
"""A rival further off than this, in log-odds, is no rival."""
SURE = 30.0
"""Log-odds as good as certain; exp of more would overflow."""
STRANGER = -5.0
"""Usual log-odds of two tasks that have nothing to do with each other."""
CROWD = 24
"""So many tasks show what is usual; fewer are filled up with strangers."""
_CALM = 0.3
"""Keeps the spread of a row or column from nought."""

_TINY = 1e-6
_LOOSE = 0.05
"""Keeps the spread of the likely pairs' likeness from nought."""
_PRIOR = 3.0
"""So many pairs of ordinary likeness are added to the likely ones: two pairs show no style."""
_ORDINARY = 0.3
_ORDINARY_SPREAD = 0.02
_FEW = 2.0
"""So many tasks, of which some are carried, are added: one task does not show whose plan it is."""
_SOME = 0.4
_NEXT = 2.0
"""So many rows away a neighbour counts a third as much."""
_LITTLE_ORDER = 0.5
"""Likely pairs, all elsewhere, that are added: a single neighbour shows no order."""


def weigh_alone(measures: Mapping[str, Matrix], policy: Policy) -> Matrix:
    """Weigh every pair by its own measures, in log-odds."""
    return _sum(measures, policy.alone, policy.bias)


def weigh_among(standings: Mapping[str, Matrix], policy: Policy) -> Matrix:
    """Weigh every pair again by how it stands among the pairs of its two tasks, in log-odds."""
    return _sum(standings, policy.among, policy.bias_among)


@dataclass(frozen=True, slots=True)
class Style:
    """How this lower plan words what it carries: likeness of the likely pairs, 0 to 1."""

    usual: float
    """High where the commune copies, low where it condenses into its own words."""
    spread: float
    likely: Matrix
    """How much each pair counts among the likely ones; 1 in all."""
    carries: float
    """The part of the shorter plan that seems to have a counterpart, 0 to 1."""


def find_style(alike: Matrix, logit: Matrix) -> Style:
    """Find how alike, word by word, the likely pairs of two plans are.

    Args:
        alike: likeness of every pair.
        logit: log-odds of every pair by itself; the best of each task count, by their chance.

    """
    best_above = logit >= logit.max(axis=1, keepdims=True)
    best_below = logit >= logit.max(axis=0, keepdims=True)
    likely = chance(logit)
    weights = likely * (best_above | best_below)
    count = float(weights.sum()) + _PRIOR
    usual = (float((weights * alike).sum()) + _PRIOR * _ORDINARY) / count
    square = float((weights * (alike - usual) ** 2).sum()) + _PRIOR * _ORDINARY_SPREAD
    # Best both ways: in an unrelated plan, too, every task has some pair that is its best.
    paired = float((likely * (best_above & best_below)).sum()) + _FEW * _SOME
    return Style(
        usual,
        float(np.sqrt(square / count)),
        # Without the pairs that were added, which stand at no place of the two plans.
        weights / np.float32(max(count - _PRIOR, _TINY)),
        paired / (min(logit.shape) + _FEW),
    )


def stand(
    measures: Mapping[str, Matrix], logit: Matrix, style: Style, twins: tuple[Twins, Twins]
) -> dict[str, Matrix]:
    """Measure how each pair stands among the other pairs of the two plans.

    Args:
        measures: of ``measure``.
        logit: log-odds of every pair by itself.
        style: of ``find_style``.
        twins: for each upper and each lower task the first one that says the same.

    Returns:
        The measures, and ``alone`` the log-odds themselves; ``ahead_for_…`` how far the pair is
        ahead of the best other pair of that task; ``rare_for_…`` how many spreads it lies above
        the task's usual pair; ``in_style`` how many above the likely pairs of this lower plan:
        where those are copies, a pair that is none says little, elsewhere it may well be right;
        ``order`` how many of the likely pairs of its neighbours stand side by side with it.

    """
    like = measures["alike"]
    return {
        **measures,
        "alone": logit,
        "ahead_for_upper": np.clip(ahead(logit, 1, twins[1], STRANGER), -_FAR, _FAR),
        "ahead_for_lower": np.clip(ahead(logit, 0, twins[0], STRANGER), -_FAR, _FAR),
        "rare_for_upper": _above_usual(logit, 1),
        "rare_for_lower": _above_usual(logit, 0),
        "order": _order(logit),
        "in_style": ((like - style.usual) / (style.spread + _LOOSE)).astype(np.float32),
    }


def _order(logit: Matrix) -> Matrix:
    """Measure how many of the likely pairs of neighbouring upper rows have neighbouring lower rows.

    Plans are mostly written in the order of the one above; the pair itself does not count.
    """
    best = (logit >= logit.max(axis=1, keepdims=True)) & (logit >= logit.max(axis=0, keepdims=True))
    likely = chance(logit) * best
    above, below = _neighbours(logit.shape[0]), _neighbours(logit.shape[1])
    counted: Matrix = (above @ likely.sum(axis=1))[:, None] + np.float32(_LITTLE_ORDER)
    together: Matrix = above @ likely @ below / counted
    return together


def _neighbours(count: int) -> Matrix:
    """Weigh how near each two of some rows stand; 0 for a row and itself."""
    near: Matrix = np.exp(-np.arange(count, dtype=np.float32) / np.float32(_NEXT))
    near[0] = 0
    # Row by row the same numbers, each time a place further: there and back, seen from behind.
    there_and_back = np.concatenate((near[:0:-1], near))
    rows: Matrix = np.ascontiguousarray(sliding_window_view(there_and_back, count)[::-1])
    return rows


def ahead(values: Matrix, axis: int, twins: Twins = (), alone: float = 0.0) -> Matrix:
    """Measure how far each value is ahead of the best other one along an axis.

    Args:
        values: rows × columns.
        axis: 0 to hold the rows of a column against one another, 1 the columns of a row.
        twins: for each place along the axis the first one that says the same; twins are no
            rivals. Empty where no two say the same.
        alone: stands for the other where there is none.

    """
    if len(set(twins)) == len(twins):
        return _ahead(values, axis, alone)
    said, group = np.unique(np.array(twins), return_inverse=True)
    order = np.argsort(group, kind="stable")
    starts = np.searchsorted(group[order], np.arange(len(said)))
    grouped = np.maximum.reduceat(np.take(values, order, axis), starts, axis=axis)
    return values - np.take(_rival(grouped, axis, alone), group, axis)


def _ahead(values: Matrix, axis: int, alone: float) -> Matrix:
    """Give for each value how far it is ahead of the best of the others along an axis."""
    if values.shape[axis] < 2:
        return values - np.float32(alone)
    best: Matrix = values.max(axis=axis, keepdims=True)
    out: Matrix = values - best
    # Of the few that are the best, each has for its rival what is left without them.
    at_best = np.nonzero(values >= best)
    others = values.copy()
    others[at_best] = -np.inf
    left = others.max(axis=axis)[at_best[1 - axis]]
    # Where several are the best, each has another of them for its rival.
    tied = np.bincount(at_best[1 - axis], minlength=values.shape[1 - axis])[at_best[1 - axis]] > 1
    own = values[at_best]
    out[at_best] = own - np.where(tied, own, left)
    return out


def _rival(values: Matrix, axis: int, alone: float) -> Matrix:
    """Give for each value the best of the others along an axis."""
    if values.shape[axis] < 2:
        return np.full_like(values, alone)
    best: Matrix = values.max(axis=axis, keepdims=True)
    at_best = values >= best
    below: Matrix = np.where(at_best, np.float32(-np.inf), values).max(axis=axis, keepdims=True)
    # Where several are the best, each has another of them for its rival.
    tied = at_best.sum(axis=axis, keepdims=True) > 1
    rival: Matrix = np.where(at_best, np.where(tied, best, below), best)
    return rival


def chance(logit: Matrix) -> Matrix:
    """Turn log-odds into probabilities."""
    return (1 / (1 + np.exp(-np.clip(logit, -SURE, SURE)))).astype(np.float32)


def _sum(measures: Mapping[str, Matrix], weights: Mapping[str, float], bias: float) -> Matrix:
    """Add up measures by their weights."""
    shape = next(iter(measures.values())).shape
    total = np.full(shape, bias, np.float32)
    for name, weight in weights.items():
        total += np.float32(weight) * measures[name]
    return total


def _above_usual(logit: Matrix, axis: int) -> Matrix:
    """Count the spreads by which each pair lies above the mean along an axis.

    A short plan is filled up with strangers: three tasks do not show what is usual.
    """
    mean: Matrix = logit.mean(axis, keepdims=True)
    square: Matrix = (logit * logit).mean(axis, keepdims=True)
    part = np.float32(min(1.0, logit.shape[axis] / CROWD))
    mean = part * mean + (1 - part) * np.float32(STRANGER)
    square = part * square + (1 - part) * np.float32(STRANGER**2)
    spread: Matrix = np.sqrt(np.maximum(square - mean * mean, 0))
    return (logit - mean) / (spread + np.float32(_CALM))
