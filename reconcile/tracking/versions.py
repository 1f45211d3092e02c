"""New versions of a plan: which old text became which new one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from types import MappingProxyType

import numpy as np
from rapidfuzz import fuzz, process
from rapidfuzz.distance import LCSseq

from reconcile.vocabulary.text import fold

ALIKE = 0.7
"""From which likeness a new text may be an old one changed, 0 to 1. Source: docs/design.md."""
_KEPT = 0.9
"""A text that still says so much of an old one's words, in their order, is that text completed."""
_FEWEST = 5
"""Fewer words may stand in any text."""
_LONGEST = 3
"""In a text so many times as long the words are only a part of something else."""
_NONE: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Followed:
    """What became of the task keys that a new version no longer holds."""

    changed: Mapping[str, str] = field(default_factory=lambda: _NONE)
    """Old key → key of the text that it became."""
    gone: tuple[str, ...] = ()
    """Old keys without such a text, in the order of the old version."""
    renamed: Mapping[str, str] = field(default_factory=lambda: _NONE)
    """Old key → key that the very same text has now, as after the unit's name was corrected;
    only where that makes a difference to an answer (``store.history.trace``)."""

    def now(self, key: str) -> str:
        """Return the key that a key goes by now; ``""`` when its task is gone."""
        if key in self.gone:
            return ""
        return self.renamed.get(key) or self.changed.get(key, key)


def follow(old: Mapping[str, str], new: Mapping[str, str]) -> Followed:
    """Pair each key that is gone one to one with the nearest text that is new.

    The likest pair is taken first, and texts that were completed (“…; công khai danh sách” was
    added to a short row) after all that are alike; of equally like ones, that of the task that
    came first in the old version, then in the new one. A task that only moved keeps its key and
    is in neither list.

    Args:
        old: task key → text of the version before, in its order.
        new: task key → text of the version now, in its order.

    """
    lost = [key for key in old if key not in new]
    come = [key for key in new if key not in old]
    changed: dict[str, str] = {}
    taken: set[str] = set()
    for before, after in chain(_likest(lost, come, old, new), _completed(lost, come, old, new)):
        if before not in changed and after not in taken:
            changed[before] = after
            taken.add(after)
    return Followed(changed, tuple(key for key in lost if key not in changed))


def _likest(
    lost: list[str], come: list[str], old: Mapping[str, str], new: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """Yield the pairs that are alike enough, the likest first."""
    if not (lost and come):
        return
    # By the whole texts: token_set_ratio would take any part of a text for the same one.
    alike = process.cdist(
        [fold(old[key]) for key in lost],
        [fold(new[key]) for key in come],
        scorer=fuzz.ratio,
        score_cutoff=ALIKE * 100,
        dtype=np.float32,
    )
    # What lies below the cutoff is nought.
    rows, columns = np.nonzero(alike)
    # The last key is the first to count.
    order = np.lexsort((columns, rows, -alike[rows, columns]))
    for at in order:
        yield lost[rows[at]], come[columns[at]]


def _completed(
    lost: list[str], come: list[str], old: Mapping[str, str], new: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """Yield the pairs of an old text and one that says it with more, the nearest in length first.

    So a unit does what a letter asks of it: the row stays, and what it left out is put behind it.
    """
    words = {key: fold(old[key]).split() for key in lost}
    more = {key: fold(new[key]).split() for key in come}
    found = [
        (len(more[after]) / len(said), before, after)
        for before, said in words.items()
        for after in come
        if len(said) >= _FEWEST
        and len(said) < len(more[after]) <= _LONGEST * len(said)
        and LCSseq.similarity(said, more[after]) >= _KEPT * len(said)
    ]
    for _, before, after in sorted(found, key=lambda each: each[0]):
        yield before, after
