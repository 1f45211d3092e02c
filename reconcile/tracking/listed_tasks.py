"""What the coverage workbook lists of one unit task by task: what is open, added or nearest."""

import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import msgspec

from reconcile.model import (
    Candidate,
    LowerOutcome,
    LowerResult,
    Outcome,
    Reconciliation,
    Task,
    UpperResult,
    Where,
)
from reconcile.tracking.figures import Standing
from reconcile.tracking.proposed import proposed

_QUICK = 1
"""Level of packing: a fifth of the size in a millisecond."""


@dataclass(frozen=True, slots=True)
class Guess:
    """A lower task that may carry an upper one, with why."""

    text: str
    stt: str
    where: Where
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OpenTask:
    """An upper task that the unit has a role in and has not surely carried down."""

    index: int
    """0-based position in the upper plan."""
    standing: Standing
    guesses: tuple[Guess, ...]
    """Best first; empty where nothing comes near."""


@dataclass(frozen=True, slots=True)
class OwnTask:
    """A lower task that answers no upper one, or repeats another lower task."""

    text: str
    stt: str
    where: Where
    deadline: str
    lead: str
    outcome: LowerOutcome
    elsewhere: bool = False
    """Whether its plan answers another upper plan, so that it is no addition to ours."""


@dataclass(frozen=True, slots=True)
class Carrier:
    """The lower task that carries an upper one, the likeliest of several, or comes nearest."""

    index: int
    """0-based position of the upper task in its plan."""
    links: int
    """How many lower tasks carry it; 0 where this one only comes nearest."""
    guess: Guess


def open_tasks(
    uppers: Iterable[UpperResult], outcome: Outcome, tasks: dict[str, Task]
) -> tuple[OpenTask, ...]:
    """Pick the tasks of one outcome that the unit has a role in."""
    return tuple(
        OpenTask(index, standing, tuple(_guess(c, tasks) for c in proposed(upper)))
        for index, upper in enumerate(uppers)
        for standing in [Standing(upper.role, upper.outcome)]
        if standing.counts and upper.outcome is outcome
    )


def _guess(candidate: Candidate, tasks: dict[str, Task]) -> Guess:
    """Turn a candidate into what a reader sees of it."""
    task = tasks[candidate.lower]
    return Guess(task.text, task.stt, task.where, candidate.score, candidate.reasons)


def own_tasks(lowers: Iterable[LowerResult], *, elsewhere: bool) -> tuple[OwnTask, ...]:
    """Pick the lower tasks that stand alone or repeat another."""
    wanted = (LowerOutcome.OWN, LowerOutcome.DUPLICATE)
    return tuple(
        OwnTask(t.text, t.stt, t.where, t.deadline.text, t.lead, lower.outcome, elsewhere)
        for lower in lowers
        if lower.outcome in wanted
        for t in [lower.task]
    )


def packed_carriers(result: Reconciliation) -> bytes:
    """Keep what carries each upper task of a reconciliation, or comes nearest to it."""
    return zlib.compress(msgspec.msgpack.encode(tuple(_carriers(result))), _QUICK)


def unpacked_carriers(packed: bytes) -> tuple[Carrier, ...]:
    """Return what was kept, in the order of the upper plan."""
    if not packed:
        return ()
    return msgspec.msgpack.decode(zlib.decompress(packed), type=tuple[Carrier, ...])


def _carriers(result: Reconciliation) -> Iterator[Carrier]:
    """Find the lower task of each upper one that any comes near to."""
    tasks = {task.key: task for task in result.lower.tasks}
    for index, upper in enumerate(result.uppers):
        pairs = sorted(upper.links, key=lambda link: -link.score) or proposed(upper)
        for best in pairs[:1]:
            task = tasks[best.lower]
            guess = Guess(task.text, task.stt, task.where, best.score, ())
            yield Carrier(index, len(upper.links), guess)
