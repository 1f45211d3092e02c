"""The cells below a header, as witnesses of what its columns hold."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from reconcile.read.grid import GridRow
from reconcile.read.tables.row_signs import is_stt, looks_like

_LOOK = 60
"""How many rows below the header are looked at."""


@dataclass(frozen=True, slots=True)
class Sample:
    """The cells below a header, by column, as witnesses of what the columns hold."""

    rows: Sequence[GridRow]

    @property
    def looked(self) -> Sequence[GridRow]:
        """The rows that are looked at."""
        return self.rows[:_LOOK]

    def texts(self, column: int) -> list[str]:
        """Return what the cells of a column say, empty ones left out."""
        return [text for row in self.looked if (text := row.text(column))]

    def words(self, column: int) -> float:
        """Return the words in the middle cell of a column; 0 for an empty column."""
        counts = [len(text.split()) for text in self.texts(column) if not is_stt(text)]
        return median(counts) if counts else 0

    def due(self, column: int) -> float:
        """Weigh how much a column says when duties are due, of all rows, -1 to 1.

        Days, months and quarters speak for it; “x”, “đã hoàn thành” and hours of the day against.
        """
        texts = self.texts(column)
        done = sum(looks_like("done", text) for text in texts)
        dated = sum(looks_like("deadline", t) and not looks_like("done", t) for t in texts)
        # A whole period can only be one to come: days done are days.
        spans = sum(looks_like("span", text) for text in texts)
        told = max(1, sum(len(row.filled) > 1 for row in self.looked))
        return (dated + 0.2 * spans - done) / told

    def share(self, column: int, kind: str) -> float:
        """Return the share of a column's cells that look like a kind of column."""
        texts = self.texts(column)
        return sum(looks_like(kind, text) for text in texts) / len(texts) if texts else 0.0


def mostly_bare(rows: Sequence[GridRow], task: int) -> bool:
    """Tell whether most rows with a task's text show nothing else."""
    told = [row for row in rows if row.text(task)]
    return sum(len(row.filled) == 1 for row in told) > 0.6 * len(told)
