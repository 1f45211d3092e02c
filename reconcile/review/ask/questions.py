"""Which rows the sheet of pairs has, in which order, and what is answered on them already."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from reconcile.model import (
    Candidate,
    DecidedBy,
    Decision,
    Outcome,
    Reconciliation,
    Role,
    Task,
    Topic,
    UpperResult,
)
from reconcile.review.ask.asked_first import asked_first
from reconcile.review.settling.answers_by_subject import AnswersBySubject
from reconcile.tracking.proposed import proposed

_RANK = (Outcome.REVIEW, Outcome.MISSED, Outcome.PARTIAL, Outcome.CARRIED)
"""The doubtful first."""


@dataclass(frozen=True, slots=True)
class Question:
    """A row of the sheet: an upper task and a lower one that may carry it."""

    upper: UpperResult
    lower: Task | None
    """None where nothing comes near, or all that did was rejected."""
    candidate: Candidate | None = None
    """None where the pair is known from a person alone."""
    pair: Decision | None = None
    """The answer that stands on the pair."""
    task: Decision | None = None
    """The answer that stands on the upper task, on the first of its rows alone."""
    writing: Decision | None = None
    """The answer that stands on writing the task into the plan, on the same row."""
    answered: bool = False
    """Whether nothing is asked here any more."""
    first: bool = False
    """Whether it is worth answering before the others."""

    @property
    def key(self) -> str:
        """The key of the row."""
        return row_key(self.upper.task.key, self.lower.key if self.lower else "")


def row_key(upper: str, lower: str, topic: Topic = Topic.COVERAGE) -> str:
    """Name a row, or with a topic an answer on it, by its tasks; either may be empty."""
    return f"{upper}|{lower}{'|' if topic else ''}{topic}"


def split_key(key: str) -> tuple[str, str]:
    """Return the upper and the lower key that a row's key names."""
    upper, _, lower = key.partition("|")
    return upper, lower


def key_of_task(key: str) -> str:
    """Return the key of the task that a row asks about: the upper one where there is one."""
    return next(filter(None, split_key(key)))


def questions(
    result: Reconciliation, said: AnswersBySubject, again: Collection[tuple[str, str]]
) -> tuple[Question, ...]:
    """List the rows: the doubtful first, the answered last, each task's rows side by side.

    Args:
        result: the outcome.
        said: the answers that stand.
        again: pairs that were answered on texts which have changed; asked whatever their score.

    """
    tasks = {task.key: task for task in result.lower.tasks}
    on = {upper for upper, _ in said.pairs} | said.uppers.keys()
    first = asked_first(result.uppers, len(on))
    ordered: list[tuple[tuple[float, ...], Question]] = []
    for index, upper in enumerate(result.uppers):
        asked = [low for up, low in again if up == upper.task.key and low in tasks]
        rows = list(_of_task(upper, said, tasks, asked))
        early = upper.task.key in first
        place = (not early, *_place(upper, index))
        rows = [replace(row, first=early and not row.answered) for row in rows]
        ordered += [((row.answered, *place, at), row) for at, row in enumerate(rows)]
    ordered.sort(key=lambda each: each[0])
    # After the sorting: the answered rows of a task went to the end, another may be its first now.
    return tuple(_with_task_answers([row for _, row in ordered], said))


def _place(upper: UpperResult, index: int) -> tuple[float, ...]:
    """Say where a task's rows go; among doubtful tasks the likeliest are settled fastest."""
    best = max((c.score for c in upper.candidates), default=0.0)
    doubt = -best if upper.outcome is Outcome.REVIEW else 0.0
    return (upper.role is Role.NONE, _RANK.index(upper.outcome), doubt, index)


def _of_task(
    upper: UpperResult, said: AnswersBySubject, tasks: dict[str, Task], again: Sequence[str]
) -> Iterator[Question]:
    """List the rows of one task: the pairs proposed, then those that people named or had answered.

    A doubtful task that has no pair left to ask about is asked about by itself.
    """
    key = upper.task.key
    known = {c.lower: c for c in (*upper.candidates, *upper.links)}
    lows = dict.fromkeys(c.lower for c in proposed(upper))
    lows.update(dict.fromkeys(low for low in said.on(key) if low in tasks))
    lows.update(dict.fromkeys(again))
    settled = key in said.uppers or upper.decided_by is DecidedBy.PERSON
    for low in lows:
        pair = said.pairs.get((key, low))
        answered = settled or pair is not None
        yield Question(upper, tasks[low], known.get(low), pair, answered=answered)
    rejected = upper.outcome is Outcome.REVIEW and all((key, low) in said.pairs for low in lows)
    if not lows or (rejected and not settled):
        yield Question(upper, None, answered=settled)


def _with_task_answers(rows: Sequence[Question], said: AnswersBySubject) -> Iterator[Question]:
    """Put the answer on each task on its first row."""
    met: set[str] = set()
    for row in rows:
        key = row.upper.task.key
        first = key not in met
        met.add(key)
        yield replace(
            row,
            task=said.uppers.get(key) if first else None,
            writing=said.writings.get(key) if first else None,
        )
