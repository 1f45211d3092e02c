"""A logistic regression in numpy: Newton's method, L2 on standardised columns, signs held."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]
_ROUNDS = 40
_CLOSE = 1e-6


def fit_logistic(columns: Numbers, truth: Numbers, signs: Sequence[int], l2: float) -> Numbers:
    """Fit weights of the columns, and a bias after them, for raw (not standardised) columns.

    Args:
        columns: rows × columns.
        truth: 0 or 1 for each row.
        signs: 1 or -1 for each column; a weight of the other sign is set to nought.
        l2: strength of the penalty on standardised columns.

    """
    mean, spread = columns.mean(axis=0), columns.std(axis=0) + 1e-9
    ready = np.c_[(columns - mean) / spread, np.ones(len(columns))]
    free = np.ones(ready.shape[1], dtype=bool)
    weights = np.zeros(ready.shape[1])
    wrong = np.ones(1)
    while wrong.any():
        weights[free] = _newton(ready[:, free], truth, l2)
        wrong = np.r_[weights[:-1] * np.array(signs) < 0, False]
        free &= ~wrong
        weights[wrong] = 0
    raw = weights[:-1] / spread
    return np.append(raw, weights[-1] - float((raw * mean).sum()))


def chances(columns: Numbers, weights: Numbers) -> Numbers:
    """Give the probability of each row."""
    line = columns @ weights[:-1] + weights[-1]
    likely: Numbers = 1 / (1 + np.exp(-np.clip(line, -30, 30)))
    return likely


def _newton(ready: Numbers, truth: Numbers, l2: float) -> Numbers:
    """Find the weights of least loss; the last column is the bias and bears no penalty."""
    penalty = np.r_[np.full(ready.shape[1] - 1, l2), _CLOSE]
    weights = np.zeros(ready.shape[1])
    for _ in range(_ROUNDS):
        likely = chances(ready[:, :-1], weights)
        slope = ready.T @ (likely - truth) + penalty * weights
        curve = (ready * (likely * (1 - likely))[:, None]).T @ ready + np.diag(penalty)
        step = np.linalg.solve(curve, slope)
        scale = _shorten(ready, truth, penalty, weights, step)
        weights = weights - scale * step
        if float(np.abs(scale * step).max()) < _CLOSE:
            break
    return weights


def _shorten(
    ready: Numbers, truth: Numbers, penalty: Numbers, weights: Numbers, step: Numbers
) -> float:
    """Halve a step until the loss does not grow."""

    def loss(at: Numbers) -> float:
        line = ready @ at
        return float((np.logaddexp(0, line) - truth * line).sum() + (penalty * at * at).sum() / 2)

    scale, before = 1.0, loss(weights)
    while loss(weights - scale * step) > before and scale > _CLOSE:
        scale /= 2
    return scale
