"""Rows as bags of names, and how far the bags of two plans overlap, weighed by rarity."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, count, repeat
from typing import Any

import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.float32]
Indices = npt.NDArray[np.int32]
Keys = npt.NDArray[np.int64]
Worth = Callable[[Mapping[str, int]], list[float]]
"""Numbered names → how much each says."""
_TINY = 1e-6
_NO_PAIRS: Keys = np.zeros(0, np.int64)


_AT_ONCE = 1 << 16
"""So many shared names of pairs of rows are added up at once: they stay in the fast memory."""
_SECOND = 32
"""Bits that the second name of a pair takes in its key."""


@dataclass(frozen=True, slots=True)
class Bags:
    """Rows of one plan as sets of names, and of pairs of names that stand side by side.

    ``rows`` and ``columns`` are parallel: row r holds the name number c, each once; by name, and
    of one name by row.
    """

    count: int
    names: Mapping[str, int]
    """Name → its number, from 0 on without a gap."""
    rows: Indices
    columns: Indices
    worth: Matrix
    """How much each name, and each pair after them, says, whatever its rarity, 0 to 1."""
    pairs: Keys
    """Keys of ``key_pairs``, in order: numbered after the names."""

    @property
    def times(self) -> Matrix:
        """In how many rows each name, and each pair, stands."""
        return np.bincount(self.columns, minlength=len(self.worth)).astype(np.float32)

    def total(self, weights: Matrix) -> Matrix:
        """Sum the weights of each row's names."""
        return np.bincount(self.rows, weights[self.columns], self.count).astype(np.float32)


def number(names: Sequence[str]) -> tuple[dict[str, int], Indices]:
    """Number names in the order met, and write them as numbers."""
    met: defaultdict[str, int] = defaultdict(count().__next__)
    at = np.fromiter(map(met.__getitem__, names), np.int32, len(names))
    return dict(met), at


def key_pairs(first: Indices, second: Indices) -> Keys:
    """Write pairs of numbers as one number each; their order is that of the first."""
    return first.astype(np.int64) << _SECOND | second


def fill_bags(rows: Sequence[Sequence[str]], worth: Worth | None = None) -> Bags:
    """Number the names of some rows.

    Args:
        rows: the names in each row; a name counts once in a row.
        worth: how much the names say, 0 to 1; None where every name says the same.

    """
    numbers, columns = number(list(chain.from_iterable(rows)))
    sizes = np.fromiter(map(len, rows), np.int32, len(rows))
    values = worth(numbers) if worth else [1.0] * len(numbers)
    return to_bags(len(rows), (place_rows(sizes), columns), numbers, np.array(values, np.float32))


def place_rows(sizes: Indices) -> Indices:
    """Write for each thing in rows of some sizes, laid end to end, in which row it stands."""
    return np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)


def to_bags(
    count: int,
    places: tuple[Indices, Indices],
    names: Mapping[str, int],
    worth: Matrix,
    pairs: Keys = _NO_PAIRS,
) -> Bags:
    """Fill bags with what is numbered already.

    Args:
        count: how many rows there are.
        places: rows and columns, parallel; repeats count once.
        names: name → its number.
        worth: of each name and pair, 0 to 1.
        pairs: of ``Bags``.

    """
    keys = np.sort(places[1].astype(np.int64) * count + places[0])
    # np.unique looks keys up one by one, which takes ten times as long as sorting them.
    first = np.concatenate((keys[:1] >= 0, keys[1:] != keys[:-1]))
    columns, rows = np.divmod(keys[first], max(count, 1))
    return Bags(count, names, rows.astype(np.int32), columns.astype(np.int32), worth, pairs)


@dataclass(frozen=True, slots=True)
class Joint:
    """The names of two plans together: what each weighs, and which of the lower ones are upper."""

    upper: Matrix
    lower: Matrix
    place: Indices
    """Number of each lower name and pair among the upper ones; -1 where there is none."""


def join(upper: Bags, lower: Bags) -> Joint:
    """Weigh every name by how few rows of the two plans hold it, and by its worth."""
    above, below = upper.times, lower.times
    place = place_names(upper, lower)
    shared = place >= 0
    # A shared name is counted over both plans, so that it weighs the same on either side.
    above[place[shared]] += below[shared]
    below[shared] = above[place[shared]]
    rows = upper.count + lower.count
    return Joint(_weigh(above, rows, upper.worth), _weigh(below, rows, lower.worth), place)


def part_in_common(lower: Bags, joint: Joint) -> float:
    """Tell how much of what the lower rows say the upper plan says anywhere, 0 to 1.

    Each name counts by its worth and by how often it stands there, however rare it is.
    """
    names = slice(len(lower.names))
    said = lower.times[names] * lower.worth[names]
    return float(said[joint.place[names] >= 0].sum() / max(float(said.sum()), _TINY))


def place_names(upper: Bags, lower: Bags) -> Indices:
    """Find the upper number of each lower name and pair; -1 where the upper plan has it not."""
    known = map(upper.names.get, lower.names, repeat(-1))
    names = np.fromiter(known, np.int32, len(lower.names))
    pairs = np.full(lower.pairs.size, -1, np.int32)
    if upper.pairs.size:
        first, second = names[lower.pairs >> _SECOND], names[lower.pairs & ((1 << _SECOND) - 1)]
        keys = key_pairs(first, second)
        at = np.minimum(np.searchsorted(upper.pairs, keys), upper.pairs.size - 1)
        found = (first >= 0) & (second >= 0) & (upper.pairs[at] == keys)
        pairs[found] = at[found] + len(upper.names)
    places: Indices = np.concatenate((names, pairs))
    return places


def _weigh(times: Matrix, rows: int, worth: Matrix) -> Matrix:
    """Turn numbers of rows into weights."""
    # What is added keeps a name that stands in every row a little above nought.
    return (np.log((rows + 1) / (times + 0.5)) * worth).astype(np.float32)


@dataclass(frozen=True, slots=True)
class Overlap:
    """What two sets of rows share: upper rows × lower rows, in the weight of the shared names."""

    shared: Matrix
    upper: Matrix
    """Weight of each upper row, as a column."""
    lower: Matrix
    """Weight of each lower row, as a row."""

    def of_upper(self, slack: float) -> Matrix:
        """Give the share of each upper row that is covered; ``slack`` damps slight rows."""
        return self.shared / (self.upper + slack)

    def of_lower(self, slack: float) -> Matrix:
        """Give the share of each lower row that is covered; ``slack`` damps slight rows."""
        return self.shared / (self.lower + slack)

    def of_both(self, slack: float) -> Matrix:
        """Give the shared weight against the geometric mean of the two rows."""
        size = np.sqrt((self.upper + slack) * (self.lower + slack))
        return (self.shared / size).astype(np.float32)


def overlap(upper: Bags, lower: Bags, joint: Joint) -> Overlap:
    """Weigh what each upper row shares with each lower row.

    Args:
        upper: rows over the upper names of ``joint``.
        lower: rows over the lower names of ``joint``.
        joint: of the two plans; the bags may be of their clauses.

    """
    return Overlap(
        _share(upper, lower, joint),
        upper.total(joint.upper)[:, None],
        lower.total(joint.lower)[None, :],
    )


def _share(upper: Bags, lower: Bags, joint: Joint) -> Matrix:
    """Add up the weights of the names that each upper and each lower row share.

    Two tasks share a few names of thousands: only those are visited, name by name.
    """
    place = joint.place[lower.columns]
    kept = place >= 0
    place, rows, weights = place[kept], lower.rows[kept], joint.lower[lower.columns[kept]]
    times = np.bincount(upper.columns, minlength=len(joint.upper))
    many, starts = times[place], (np.cumsum(times) - times)[place]
    out = np.zeros((upper.count, lower.count), np.float32)
    cells, cell_rows = out.reshape(-1), upper.rows * np.int32(lower.count)
    ends = np.cumsum(many)
    for part in _parts(ends):
        size = many[part]
        # The upper rows of each name lie side by side: from its start on, as many as there are.
        start = starts[part] + size - ends[part] + (ends[part] - size)[:1]
        at = np.repeat(start.astype(np.int32), size)
        at += np.arange(len(at), dtype=np.int32)
        np.add.at(
            cells, cell_rows[at] + np.repeat(rows[part], size), np.repeat(weights[part], size)
        )
    return out


def _parts(ends: npt.NDArray[np.integer[Any]]) -> Iterator[slice]:
    """Cut a list by its running totals into parts of at most ``_AT_ONCE`` each, or of one item."""
    first = 0
    while first < len(ends):
        done = int(ends[first - 1]) if first else 0
        last = max(int(np.searchsorted(ends, done + _AT_ONCE, "right")), first + 1)
        yield slice(first, last)
        first = last
