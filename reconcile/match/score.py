"""From measures to a probability: a pair weighed alone, then against its rivals."""

from collections.abc import Mapping

import numpy as np

from reconcile.match.bags import Matrix
from reconcile.match.weights import Policy

_FAR = 4.0
"""A rival further off than this, in log-odds, is no rival."""
_CALM = 0.3
"""Keeps the spread of a row or column from nought."""


def weigh_alone(measures: Mapping[str, Matrix], policy: Policy) -> Matrix:
    """Weigh every pair by its own measures, in log-odds."""
    first = next(iter(measures.values()))
    logit = np.full(first.shape, policy.bias, np.float32)
    for name, weight in policy.alone.items():
        logit += np.float32(weight) * measures[name]
    return logit


def weigh_among(logit: Matrix, policy: Policy) -> Matrix:
    """Weigh every pair again by how it stands among the pairs of its two rows, in log-odds."""
    standing = stand(logit)
    out = np.full(logit.shape, policy.bias_among, np.float32)
    for name, weight in policy.among.items():
        out += np.float32(weight) * standing[name]
    return out


def stand(logit: Matrix) -> dict[str, Matrix]:
    """Measure how each pair stands among the pairs of its upper and of its lower task.

    Returns:
        ``alone`` the log-odds themselves; ``ahead_of_upper`` and ``ahead_of_lower`` how far it is
        ahead of the best other pair of that task; ``rare_for_…`` how many spreads it lies above
        the task's usual pair.

    """
    return {
        "alone": logit,
        "ahead_of_upper": np.clip(logit - _best_other(logit, 1), -_FAR, _FAR),
        "ahead_of_lower": np.clip(logit - _best_other(logit, 0), -_FAR, _FAR),
        "rare_for_upper": _above_usual(logit, 1),
        "rare_for_lower": _above_usual(logit, 0),
    }


def chance(logit: Matrix) -> Matrix:
    """Turn log-odds into probabilities."""
    return (1 / (1 + np.exp(-np.clip(logit, -30, 30)))).astype(np.float32)


def _best_other(logit: Matrix, axis: int) -> Matrix:
    """Give for each pair the best of the other pairs along an axis; far below where none is."""
    if logit.shape[axis] < 2:
        return logit - _FAR
    ordered = np.partition(logit, -2, axis=axis)
    best = np.take(ordered, [-1], axis=axis)
    return np.where(logit >= best, np.take(ordered, [-2], axis=axis), best)


def _above_usual(logit: Matrix, axis: int) -> Matrix:
    """Count the spreads by which each pair lies above the mean along an axis."""
    mean: Matrix = logit.mean(axis, keepdims=True)
    spread: Matrix = logit.std(axis, keepdims=True)
    return (logit - mean) / (spread + np.float32(_CALM))
