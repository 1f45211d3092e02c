"""What people answered on rows of sources, as it bears on each row."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from reconcile.model import (
    NOTHING_SAID,
    Progress,
    Side,
    StatusAnswer,
    StatusCells,
    StatusRow,
    StatusRuling,
    StatusWords,
    Task,
)
from reconcile.store.cache import fingerprint
from reconcile.tracking.unit_tasks import UnitTasks
from reconcile.vocabulary.states import read_status
from reconcile.vocabulary.text import fold


@dataclass(frozen=True, slots=True)
class RowRuling:
    """What people said of one row of one body, all answers on it together."""

    called: tuple[str, ...]
    """By which the row is known again whatever it says; last, what it says."""
    answers: Mapping[str, StatusAnswer] = field(default_factory=dict)
    """Those that stand, by their keys."""
    side: Side = Side.UPPER
    task: str = ""
    body: str = ""
    said: StatusWords | None = None
    none: bool = False
    """Whether it is of no task."""

    @property
    def keys(self) -> tuple[str, str]:
        """Of the row whatever it says, and of the row as it says this."""
        # A word that was explained once is explained wherever that row says it again.
        return fingerprint(*self.called[:-1])[:16], fingerprint(*self.called)[:16]

    @property
    def settled(self) -> tuple[tuple[str, StatusCells], ...]:
        """The answers that say something, with their keys."""
        return tuple((key, a.cells) for key, a in self.answers.items() if a.cells != NOTHING_SAID)

    def cells(self, key: str) -> StatusCells:
        """Return what the answer cells of a key show."""
        return self.answers[key].cells if key in self.answers else NOTHING_SAID


class StatusRulings:
    """All answers that stand on rows of sources."""

    def __init__(
        self, answers: Mapping[str, StatusAnswer], tasks: Sequence[Task], units: Sequence[UnitTasks]
    ) -> None:
        self.answers = answers
        self._there = {(Side.UPPER, task.key) for task in tasks}
        self._there |= {(Side.LOWER, task.key) for unit in units for task in unit.tasks}

    @property
    def mark(self) -> str:
        """A fingerprint of all answers."""
        return fingerprint(sorted(self.answers.items())) if self.answers else ""

    def on(self, row: StatusRow, body: str, stream: str) -> RowRuling:
        """Return what people said of a row.

        Args:
            row: of a source.
            body: whose it seems to be.
            stream: of which the source is one delivery: one answer holds for all of them.

        """
        texts = (row.own_id, row.text, row.who, row.words)
        ruling = RowRuling((stream, body, *map(fold, texts)))
        # Mostly nobody has answered anything, and a year has a hundred thousand rows.
        if not self.answers:
            return ruling
        found = {key: self.answers[key] for key in ruling.keys if key in self.answers}
        if not found:
            return ruling
        told = list(found.values())
        placed = [a for a in told if a.ruling and (not a.task or (a.side, a.task) in self._there)]
        last = placed[-1] if placed else None
        said = next(_states(told), None)
        return RowRuling(
            ruling.called,
            found,
            side=last.side if last else Side.UPPER,
            task=last.task if last else "",
            body=next((a.body for a in reversed(told) if a.body), ""),
            said=said,
            none=last is not None and last.ruling is StatusRuling.NONE,
        )


def _states(told: Sequence[StatusAnswer]) -> Iterator[StatusWords]:
    """Yield what people said of the state, the answer on the very words first."""
    said = (read_status(each.cells.state) for each in reversed(told))
    yield from (each for each in said if each.progress is not Progress.UNKNOWN)
