"""Rows as bags of names, and how far the bags of two plans overlap, weighed by rarity."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.float32]
Indices = npt.NDArray[np.int32]
Worth = Callable[[Mapping[str, int]], list[float]]
"""Numbered names → how much each says."""


@dataclass(frozen=True, slots=True)
class Bags:
    """Rows of one plan as sets of names; ``names`` numbers them, in the order met.

    ``rows`` and ``columns`` are parallel: row r holds the name number c, each once.
    """

    count: int
    names: Mapping[str, int]
    rows: Indices
    columns: Indices
    worth: Matrix
    """How much each name says, whatever its rarity, 0 to 1."""

    @property
    def times(self) -> Matrix:
        """In how many rows each name stands."""
        return np.bincount(self.columns, minlength=len(self.names)).astype(np.float32)

    def total(self, weights: Matrix) -> Matrix:
        """Sum the weights of each row's names."""
        return np.bincount(self.rows, weights[self.columns], self.count).astype(np.float32)


def fill_bags(rows: Iterable[Iterable[str]], worth: Worth | None = None) -> Bags:
    """Number the names of some rows.

    Args:
        rows: the names in each row; a name counts once in a row.
        worth: how much the names say, 0 to 1; None where every name says the same.

    """
    numbers: dict[str, int] = {}
    number = numbers.setdefault
    found = [{number(name, len(numbers)) for name in said} for said in rows]
    values = worth(numbers) if worth else [1.0] * len(numbers)
    return Bags(len(found), numbers, *_columns(found), np.array(values, np.float32))


def refill_bags(rows: Iterable[Iterable[str]], bags: Bags) -> Bags:
    """Fill other rows with names that are all numbered already, as parts of the first rows are."""
    number = bags.names
    found = [{number[name] for name in said} for said in rows]
    return Bags(len(found), number, *_columns(found), bags.worth)


def _columns(found: Sequence[set[int]]) -> tuple[Indices, Indices]:
    """Lay rows of numbers end to end."""
    sizes = np.fromiter(map(len, found), np.int32, len(found))
    columns = np.fromiter(chain.from_iterable(found), np.int32, int(sizes.sum()))
    return np.repeat(np.arange(len(found), dtype=np.int32), sizes), columns


@dataclass(frozen=True, slots=True)
class Joint:
    """The names of two plans together: the weight of each, and where the lower's are the upper's.

    ``above`` and ``below`` rank the shared names of each side in one order; -1 for the others.
    """

    upper: Matrix
    lower: Matrix
    above: Indices
    below: Indices
    shared: Matrix
    """Weights of the shared names, in their order."""


def join(upper: Bags, lower: Bags) -> Joint:
    """Weigh every name by how few rows of the two plans hold it, and by its worth."""
    known = upper.names
    place = np.fromiter((known.get(name, -1) for name in lower.names), np.int32, len(lower.names))
    shared = place >= 0
    above, below = upper.times, lower.times
    # A shared name is counted over both plans, so that it weighs the same on either side.
    above[place[shared]] += below[shared]
    below[shared] = above[place[shared]]
    rows = upper.count + lower.count
    weights = _weigh(below, rows, lower.worth)
    ranks = np.full(len(upper.names), -1, np.int32), np.full(len(place), -1, np.int32)
    ranks[0][place[shared]] = ranks[1][shared] = np.arange(shared.sum(), dtype=np.int32)
    return Joint(_weigh(above, rows, upper.worth), weights, *ranks, weights[shared])


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
    size = len(joint.shared)
    # Only names that both plans have are laid out: the others would be multiplied by nought.
    below = _dense(lower, joint.below, size) * joint.shared
    return Overlap(
        np.matmul(_dense(upper, joint.above, size), below.T, dtype=np.float32),
        upper.total(joint.upper)[:, None],
        lower.total(joint.lower)[None, :],
    )


def _dense(bags: Bags, rank: Indices, size: int) -> Matrix:
    """Write bags as rows of zeros and ones over the names that have a rank; -1 is left out."""
    out = np.zeros((bags.count, size), np.float32)
    columns = rank[bags.columns]
    kept = columns >= 0
    out[bags.rows[kept], columns[kept]] = 1
    return out
