"""A logistic regression in numpy: Newton's method, L2 on standardised columns, signs held."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]
_ROUNDS = 40
_CLOSE = 1e-6


def fit_logistic(
    columns: Numbers, truth: Numbers, counts: Numbers, signs: Sequence[int], l2: float
) -> Numbers:
    """Fit weights of the columns, and a bias after them, for raw (not standardised) columns.

    Args:
        columns: rows × columns.
        truth: 0 or 1 for each row.
        counts: how much each row counts.
        signs: 1 or -1 for each column; a weight of the other sign is set to nought; 0 for any.
        l2: strength of the penalty on standardised columns.

    """
    mean = np.average(columns, axis=0, weights=counts)
    spread = np.sqrt(np.average((columns - mean) ** 2, axis=0, weights=counts)) + 1e-9
    ready = np.c_[(columns - mean) / spread, np.ones(len(columns))]
    free = np.ones(ready.shape[1], dtype=bool)
    weights = np.zeros(ready.shape[1])
    wrong = np.ones(1)
    while wrong.any():
        weights[free] = _newton(ready[:, free], truth, counts, l2)
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


def _newton(ready: Numbers, truth: Numbers, counts: Numbers, l2: float) -> Numbers:
    """Find the weights of least loss; the last column is the bias and bears no penalty."""
    penalty = np.r_[np.full(ready.shape[1] - 1, l2), _CLOSE]
    weights = np.zeros(ready.shape[1])
    for _ in range(_ROUNDS):
        likely = chances(ready[:, :-1], weights)
        slope = ready.T @ (counts * (likely - truth)) + penalty * weights
        curve = (ready * (counts * likely * (1 - likely))[:, None]).T @ ready + np.diag(penalty)
        step = np.linalg.solve(curve, slope)
        scale = _shorten(_Loss(ready, truth, counts, penalty), weights, step)
        weights = weights - scale * step
        if float(np.abs(scale * step).max()) < _CLOSE:
            break
    return weights


class _Loss(NamedTuple):
    """What a fit makes as small as it can."""

    ready: Numbers
    truth: Numbers
    counts: Numbers
    penalty: Numbers

    def at(self, weights: Numbers) -> float:
        """Give the loss of some weights."""
        line = self.ready @ weights
        fit = (self.counts * (np.logaddexp(0, line) - self.truth * line)).sum()
        return float(fit + (self.penalty * weights * weights).sum() / 2)


def _shorten(loss: _Loss, weights: Numbers, step: Numbers) -> float:
    """Halve a step until the loss does not grow."""
    scale, before = 1.0, loss.at(weights)
    while loss.at(weights - scale * step) > before and scale > _CLOSE:
        scale /= 2
    return scale
