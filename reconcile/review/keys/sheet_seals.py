"""What stood where on a sheet, by seals: a text of ours in another place is known as new."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from reconcile.review.keys.seals import seal, shown

_LONGEST = 30_000
"""Letters of a cell that keeps seals; a cell holds 32,767."""

Filled = tuple[int, int, object]
"""Row, column, value of a filled cell."""


@dataclass(frozen=True, slots=True)
class SheetSeals:
    """The seals of the cells of one sheet, with their columns and how many of each there were."""

    counts: Mapping[tuple[int, str], int]
    """(1-based column, seal) → how many cells."""

    def added(self, cells: Iterable[Filled]) -> list[Filled]:
        """Return the cells that are new, in their order.

        A cell counts as the program's where that column held such a text, else where the sheet
        held one that is in its place no more.
        """
        left = Counter(self.counts)
        moved: list[Filled] = []
        for row, column, value in cells:
            mark = (column, seal(value))
            if left[mark] > 0:
                left[mark] -= 1
            elif shown(value):
                moved.append((row, column, value))
        free: Counter[str] = Counter()
        for (_, sealed), count in left.items():
            free[sealed] += count
        new: list[Filled] = []
        for row, column, value in moved:
            sealed = seal(value)
            if free[sealed] > 0:
                free[sealed] -= 1
            else:
                new.append((row, column, value))
        return new

    def likeness(self, cells: Sequence[Filled]) -> float:
        """Tell which share of the filled cells the program wrote, 0 to 1."""
        return 1 - len(self.added(cells)) / len(cells) if cells else 0.0

    def texts(self) -> Iterator[str]:
        """Yield the seals as texts that ``seals_from`` reads, each short enough for a cell."""
        words: list[str] = []
        length = 0
        for (column, sealed), count in sorted(self.counts.items()):
            word = f"{column}:{sealed}" + (f"*{count}" if count > 1 else "")
            if length + len(word) >= _LONGEST:
                yield " ".join(words)
                words, length = [], 0
            words.append(word)
            length += len(word) + 1
        yield " ".join(words)


def seals_of(cells: Iterable[Filled]) -> SheetSeals:
    """Seal the cells of a sheet that say something."""
    return SheetSeals(Counter((column, seal(value)) for _, column, value in cells if shown(value)))


def seals_from(texts: Iterable[str]) -> SheetSeals:
    """Read seals back.

    Raises:
        ValueError: a text is damaged.

    """
    counts: Counter[tuple[int, str]] = Counter()
    for word in (word for text in texts for word in text.split()):
        place, _, count = word.partition("*")
        column, _, sealed = place.partition(":")
        counts[int(column), sealed] += int(count or 1)
    return SheetSeals(counts)
