"""A review workbook as every reader gives it: what its cells say, sheet by sheet."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

Line = dict[int, object]
"""The filled cells of a row, by 1-based column."""
Block = tuple[int, int, int, int]
"""A merged range: top, left, bottom, right; 1-based, both ends included."""


@dataclass(frozen=True, slots=True)
class ReviewGrid:
    """One sheet: its filled cells by row and column, both 1-based, and its comments."""

    title: str
    rows: dict[int, Line]
    """In the order of the sheet; rows without a value are left out."""
    comments: tuple[tuple[int, int, str], ...] = ()
    """Row, column, text."""
    hidden: bool = False

    def lines(self, last: int) -> Iterator[Sequence[object]]:
        """Yield the rows as values from column 1 to ``last``."""
        for row in self.rows.values():
            yield [row.get(column) for column in range(1, last + 1)]


@dataclass(frozen=True, slots=True)
class OpenedReview:
    """A workbook as read."""

    grids: tuple[ReviewGrid, ...]
    extras: tuple[str, ...] = ()
    """Names of the parts of pictures and objects that a person has put in."""
    blind: bool = False
    """Whether comments and formulas were not to be seen in it."""


def spread_merged(rows: dict[int, Line], blocks: Iterable[Block]) -> None:
    """Let a cell that was merged downwards say the same on each row that it covers.

    Only rows that say something are filled: a range may run down to the end of the sheet.
    """
    for top, left, bottom, _ in blocks:
        value = rows.get(top, {}).get(left)
        if value is None or bottom <= top:
            continue
        for number, line in rows.items():
            if top < number <= bottom:
                line.setdefault(left, value)
