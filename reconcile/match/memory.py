"""Wordings that people have confirmed or rejected for a task, for other plans to learn from."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

import numpy as np

from reconcile.match.bags import Matrix, join, overlap
from reconcile.match.reading import Prepared, prepare
from reconcile.model import Task

Wordings = Mapping[str, tuple[str, ...]]
_NONE: Wordings = MappingProxyType({})
_ALIKE = 0.5
"""Two wordings less alike than this have nothing to do with each other, 0 to 1."""
_STRENGTH = 8.0
"""What the very same wording weighs, in log-odds."""


@dataclass(frozen=True, slots=True)
class Known:
    """What people have answered before: key of the upper task → lower texts."""

    confirmed: Wordings = field(default_factory=lambda: _NONE)
    rejected: Wordings = field(default_factory=lambda: _NONE)

    def __bool__(self) -> bool:
        return bool(self.confirmed or self.rejected)


def remember(upper: Prepared, lower: Prepared, known: Known) -> Matrix:
    """Weigh every pair by how like the lower text is to what people have answered, in log-odds.

    A confirmed wording speaks for the pair, a rejected one against it; the likest counts.
    """
    out = np.zeros((len(upper.tasks), len(lower.tasks)), np.float32)
    rows = {task.key: row for row, task in enumerate(upper.tasks)}
    for wordings, sign in ((known.confirmed, 1), (known.rejected, -1)):
        for key in sorted(wordings.keys() & rows.keys()):
            out[rows[key]] += sign * _STRENGTH * _alike(upper, lower, rows[key], wordings[key])
    return out


def _alike(upper: Prepared, lower: Prepared, row: int, texts: tuple[str, ...]) -> Matrix:
    """Measure how like each lower task is to the likest of some wordings, 0 to 1."""
    if not texts:
        return np.zeros(len(lower.tasks), np.float32)
    said = prepare([_worded(upper.tasks[row], text) for text in texts])
    alike = overlap(
        said.texts.words, lower.texts.words, join(said.texts.words, lower.texts.words)
    ).of_both(1e-6)
    best: Matrix = alike.max(axis=0)
    part: Matrix = (best - np.float32(_ALIKE)) / np.float32(1 - _ALIKE)
    return np.maximum(part, 0)


def _worded(task: Task, text: str) -> Task:
    """Give a task another wording."""
    return replace(task, text=text)
