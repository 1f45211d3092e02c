"""From measures to a probability: a pair weighed alone, then against its rivals."""

from collections.abc import Mapping

import numpy as np

from reconcile.match.bags import Matrix
from reconcile.match.weights import Policy

_FAR = 4.0
"""A rival further off than this, in log-odds, is no rival."""
_CALM = 0.3
"""Keeps the spread of a row or column from nought."""

_LOOSE = 0.05
"""Keeps the spread of the likely pairs' likeness from nought."""


def weigh_alone(measures: Mapping[str, Matrix], policy: Policy) -> Matrix:
    """Weigh every pair by its own measures, in log-odds."""
    return _sum(measures, policy.alone, policy.bias)


def weigh_among(standings: Mapping[str, Matrix], policy: Policy) -> Matrix:
    """Weigh every pair again by how it stands among the pairs of its two tasks, in log-odds."""
    return _sum(standings, policy.among, policy.bias_among)


def stand(measures: Mapping[str, Matrix], logit: Matrix) -> dict[str, Matrix]:
    """Measure how each pair stands among the other pairs of the two plans.

    Returns:
        The measures, and ``alone`` the log-odds themselves; ``ahead_for_…`` how far the pair is
        ahead of the best other pair of that task; ``rare_for_…`` how many spreads it lies above
        the task's usual pair; ``in_style`` how many above the likely pairs of this lower plan.

    """
    return {
        **measures,
        "alone": logit,
        "ahead_for_upper": np.clip(ahead(logit, 1), -_FAR, _FAR),
        "ahead_for_lower": np.clip(ahead(logit, 0), -_FAR, _FAR),
        "rare_for_upper": _above_usual(logit, 1),
        "rare_for_lower": _above_usual(logit, 0),
        "in_style": _in_style(measures["alike"], logit),
    }


def ahead(values: Matrix, axis: int) -> Matrix:
    """Measure how far each value is ahead of the best other one along an axis.

    Where there is no other, it is as far ahead as it is above nought, or a great way.
    """
    if values.shape[axis] < 2:
        return np.maximum(values, np.float32(_FAR))
    ordered = np.partition(values, -2, axis=axis)
    best = np.take(ordered, [-1], axis=axis)
    return values - np.where(values >= best, np.take(ordered, [-2], axis=axis), best)


def chance(logit: Matrix) -> Matrix:
    """Turn log-odds into probabilities."""
    return (1 / (1 + np.exp(-np.clip(logit, -30, 30)))).astype(np.float32)


def _sum(measures: Mapping[str, Matrix], weights: Mapping[str, float], bias: float) -> Matrix:
    """Add up measures by their weights."""
    shape = next(iter(measures.values())).shape
    total = np.full(shape, bias, np.float32)
    for name, weight in weights.items():
        total += np.float32(weight) * measures[name]
    return total


def _above_usual(logit: Matrix, axis: int) -> Matrix:
    """Count the spreads by which each pair lies above the mean along an axis."""
    mean: Matrix = logit.mean(axis, keepdims=True)
    spread: Matrix = logit.std(axis, keepdims=True)
    return (logit - mean) / (spread + np.float32(_CALM))


def _in_style(alike: Matrix, logit: Matrix) -> Matrix:
    """Hold the likeness of each pair against that of the likely pairs of the two plans.

    One commune copies and another condenses: where the sure pairs are alike word by word, a pair
    that is not says little; where they are not, it says nothing against it.
    """
    top = (logit >= logit.max(axis=0, keepdims=True)) | (logit >= logit.max(axis=1, keepdims=True))
    weights = chance(logit) * top
    weights = weights / max(float(weights.sum()), 1e-6)
    usual = float((weights * alike).sum())
    spread = float(np.sqrt((weights * (alike - usual) ** 2).sum()))
    return ((alike - np.float32(usual)) / np.float32(spread + _LOOSE)).astype(np.float32)
