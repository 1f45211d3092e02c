"""The state of a task at a day: what its status cell says, held against its last day.

One definition for every output and every finding. What is done late stays late; what is not known
stays unknown and is never “not begun”.
"""

import datetime as dt
from dataclasses import replace

from reconcile.model import (
    Column,
    Deadline,
    Progress,
    StatusWords,
    Task,
    TaskState,
    Timing,
)
from reconcile.vocabulary.status_cells import read_cells

_STOPPED = (Progress.PAUSED, Progress.WITHDRAWN)


def state_of(task: Task, as_of: dt.date) -> TaskState:
    """Tell the state of a task at a day from its own row.

    Args:
        task: of either plan, with its status cell and its deadline.
        as_of: the day; the last day itself is still in time.

    """
    headings = tuple(text for column, text in task.columns if column is Column.STATUS)
    return state_at(read_cells(task.status, headings), task.deadline, as_of)


def state_at(said: StatusWords, deadline: Deadline, as_of: dt.date) -> TaskState:
    """Hold what is said of a task against its deadline.

    Args:
        said: what its status says.
        deadline: as it was first given; an extension that was granted is in ``said``.
        as_of: the day; what was done only after it was not done then.

    """
    last = _last_day(said, deadline)
    progress = _progress(said, deadline, as_of)
    state = TaskState(progress, last_day=last, documented=bool(said.documents))
    if progress is Progress.DONE:
        return replace(state, timing=_done(said, last, as_of), done_on=said.done_on)
    if progress.is_open:
        return replace(state, timing=_open(said, last, as_of))
    return state


def _last_day(said: StatusWords, deadline: Deadline) -> dt.date | None:
    """Return the last day that counts: an extension never makes it earlier."""
    given = deadline.latest if deadline.is_dated else None
    if given and said.extended_to:
        return max(given, said.extended_to)
    return given or said.extended_to


def _progress(said: StatusWords, deadline: Deadline, as_of: dt.date) -> Progress:
    """Tell how far the task is: a recurring one is not done by one report of it."""
    if deadline.recurring and said.progress not in _STOPPED:
        return Progress.RECURRING
    if said.progress is Progress.DONE and said.done_on and said.done_on > as_of:
        return Progress.NOT_DONE
    return said.progress


def _done(said: StatusWords, last: dt.date | None, as_of: dt.date) -> Timing:
    """Tell whether what is done was done in time: the days outrank the office's word."""
    if last is None:
        return _as_said(said)
    if said.done_on:
        return Timing.IN_TIME if said.done_on <= last else Timing.LATE
    # Whenever it was done, it was before the day on which it is known.
    return Timing.IN_TIME if as_of <= last else said.timing


def _open(said: StatusWords, last: dt.date | None, as_of: dt.date) -> Timing:
    """Tell whether what is not done is still in time."""
    if last is None:
        return _as_said(said)
    return Timing.IN_TIME if as_of <= last else Timing.LATE


def _as_said(said: StatusWords) -> Timing:
    """Take the office's word where no last day is known; without it there is no deadline."""
    return Timing.NO_DEADLINE if said.timing is Timing.UNKNOWN else said.timing
