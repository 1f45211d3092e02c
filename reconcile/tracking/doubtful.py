"""Rows of sources that count in no figure: nobody knows yet of which task, or what, they tell."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from reconcile.model import NOTHING_SAID, Finding, Side, StatusCells, StatusRow, Timing
from reconcile.tracking.progress import TrackedKind, TrackedTask
from reconcile.tracking.tracked_lists import conflicts
from reconcile.vocabulary.findings import finding
from reconcile.vocabulary.text import shorten

_SHOWN = 80


class DoubtKind(StrEnum):
    """Why a row does not count."""

    TASK = "task"
    """It may be about one of several tasks, or of one that is only likely."""
    NO_TASK = "no-task"
    """It is about no task of the plans."""
    WORDS = "words"
    """What it says is not understood."""
    BODY = "body"
    """Nobody knows whose it is."""
    ANSWERED = "answered"
    """A person has settled it; it is shown so that the answer can be taken back."""


@dataclass(frozen=True, slots=True)
class DoubtfulRow:
    """A row that a person should look at."""

    kind: DoubtKind
    row: StatusRow
    day: dt.date
    body: str
    perhaps: tuple[str, ...] = ()
    """Keys of the upper tasks that it may be about, the likeliest first."""
    key: str = ""
    """By which an answer on it is kept: the same wherever its source says the same again."""
    said: StatusCells = NOTHING_SAID
    """What a person has answered on it so far."""


def one_each(rows: Iterable[DoubtfulRow]) -> tuple[DoubtfulRow, ...]:
    """Leave of the rows with one key the latest, for one answer settles them all."""
    latest: dict[str, DoubtfulRow] = {}
    for each in rows:
        known = latest.get(each.key)
        if known is None or each.day >= known.day:
            latest[each.key] = each
    return tuple(latest.values())


def status_findings(rows: Iterable[TrackedTask]) -> Iterator[Finding]:
    """Say where sources contradict each other, and where a word contradicts its day."""
    # What was told of an upper task is told once, though a task of the unit's own shows it too.
    every = tuple(row for row in rows if not _is_borrowed(row))
    for row, other in conflicts(every):
        entry = row.standing.entry if row.standing else other
        yield finding(
            "status-contradiction",
            entry.where,
            task=row.task.key,
            unit=row.body,
            text=shorten(row.task.text, _SHOWN),
            now=shorten(entry.words, _SHOWN),
            other=str(other.where.whole_row),
            against=shorten(other.words, _SHOWN),
        )
    for row in every:
        yield from _word_against_day(row)


def _is_borrowed(row: TrackedTask) -> bool:
    """Tell whether a row of a unit's own plan shows what was told of an upper task."""
    standing = row.standing
    return row.kind is TrackedKind.UNIT and bool(
        standing and standing.entry.duty.side is Side.UPPER
    )


def _word_against_day(row: TrackedTask) -> Iterator[Finding]:
    """Say which sources call a task done in time beside a day that was too late."""
    last = row.state.last_day
    for entry in row.standing.sources if row.standing and last else ():
        done_on = entry.said.done_on
        if entry.said.timing is Timing.IN_TIME and done_on and last and done_on > last:
            yield finding(
                "status-word-date",
                entry.where,
                task=row.task.key,
                unit=row.body,
                text=shorten(row.task.text, _SHOWN),
                day=f"{done_on:%d/%m/%Y}",
                deadline=f"{last:%d/%m/%Y}",
            )
