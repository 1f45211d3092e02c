"""What wordings that people have confirmed or rejected for a task say about other plans."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from reconcile.match.overlap import Matrix
from reconcile.match.prepared import Prepared
from reconcile.match.wording_likeness import likeness
from reconcile.model import Evidence, JudgedWordings, Origin

_SAME = 0.99
"""Wordings at least so alike are told as the same one."""
_STRENGTH = 8.0
"""What the very same wording weighs, in log-odds."""
_NAMED = 3
"""So many units are named at most."""
_TOLD = {
    1: "đã được xác nhận là tương ứng với nhiệm vụ này",
    -1: "đã được xác định là không tương ứng với nhiệm vụ này",
    0: "đã có ý kiến rà soát khác nhau về nhiệm vụ này",
}
_TOLD_IN_PART = "đã được xác nhận là tương ứng một phần với nhiệm vụ này"


class _Wording(NamedTuple):
    """A lower text that was judged for an upper task: 1 confirmed, -1 rejected."""

    key: str
    text: str
    sign: int


@dataclass(frozen=True, slots=True)
class Memory:
    """What people's answers say about the pairs of two plans."""

    weights: Matrix
    """Upper rows × lower rows, in log-odds."""
    told: Mapping[tuple[int, int], Evidence]
    """Why, for each pair that they touch."""
    in_part: frozenset[tuple[int, int]] = frozenset()
    """The pairs whose likest confirmed wording carries a part of its task, as people said."""

    @property
    def ruled_out(self) -> npt.NDArray[np.bool_]:
        """The pairs whose very wording was rejected for that task, and by nobody confirmed."""
        return self.weights <= -_STRENGTH * _SAME


def remember(upper: Prepared, lower: Prepared, known: JudgedWordings) -> Memory:
    """Weigh every pair by how like the lower text is to what people have answered.

    A confirmed wording speaks for the pair, a rejected one against it; the likest counts.
    """
    weights = np.zeros((len(upper.tasks), len(lower.tasks)), np.float32)
    if not (known.confirmed or known.rejected):
        # Before its texts are laid out as they were typed, which only wordings call for.
        return Memory(weights, {})
    rows = {task.key: row for row, task in enumerate(upper.tasks)}
    wordings = _in_order(known)
    near = likeness([wording.text for wording in wordings], lower.texts.words)
    best: dict[tuple[int, int], dict[int, tuple[float, str]]] = {}
    for at, wording in enumerate(wordings):
        if wording.key in rows:
            for low in np.flatnonzero(near[at]).tolist():
                judged = best.setdefault((rows[wording.key], low), {})
                like = float(near[at, low])
                if like > judged.get(wording.sign, (0.0, ""))[0]:
                    judged[wording.sign] = like, wording.text
    for pair, judged in best.items():
        weights[pair] = sum(sign * _STRENGTH * like for sign, (like, _) in judged.items())
    in_part = frozenset(
        (row, low)
        for (row, low), judged in best.items()
        if 1 in judged and judged[1][1] in known.in_part.get(upper.tasks[row].key, ())
    )
    told = {
        pair: _tell(judged, known.origins.get(upper.tasks[pair[0]].key, {}), pair in in_part)
        for pair, judged in best.items()
    }
    return Memory(weights, told, in_part)


def _in_order(known: JudgedWordings) -> tuple[_Wording, ...]:
    """List every wording, in one order."""
    return tuple(
        _Wording(key, text, sign)
        for judged, sign in ((known.confirmed, 1), (known.rejected, -1))
        for key in sorted(judged)
        for text in judged[key]
    )


def _tell(
    judged: Mapping[int, tuple[float, str]],
    origins: Mapping[str, tuple[Origin, ...]],
    in_part: bool,  # noqa: FBT001 - told of each pair
) -> Evidence:
    """Say where a wording was confirmed or rejected."""
    points = sum(sign * _STRENGTH * like for sign, (like, _) in judged.items())
    verdict = next(iter(judged)) if len(judged) == 1 else 0
    same = max(like for like, _ in judged.values()) >= _SAME
    units = _names(origins.get(text, ()) for _, text in judged.values())
    words = "cách diễn đạt này" if same else "cách diễn đạt gần giống"
    detail = f"{words} {_TOLD_IN_PART if in_part and verdict > 0 else _TOLD[verdict]}"
    told = f"{detail} tại {_told_units(units)}" if units else detail
    return Evidence("memory", round(points, 2), told, units)


def _told_units(names: Sequence[str]) -> str:
    """Name the first units, and say how many more there are."""
    more = f" và {len(names) - _NAMED} đơn vị khác" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more


def _names(origins: Iterable[Sequence[Origin]]) -> tuple[str, ...]:
    """List the units of some answers, each once, the earliest first."""
    return tuple(dict.fromkeys(each.unit for each in sorted(o for some in origins for o in some)))
