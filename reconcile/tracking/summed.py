"""The state of a task that several bodies, or several linked tasks, make up together."""

import datetime as dt
from collections.abc import Iterable, Sequence

from reconcile.model import Deadline, Progress, TaskState, Timing

_BEGUN = (Progress.DONE, Progress.UNDER_WAY)


def summed_state(states: Iterable[TaskState], deadline: Deadline, as_of: dt.date) -> TaskState:
    """Tell the state of a task that several bodies carry out, each with a state of its own.

    Done when all are; never by one of them. Where all that is known is done and the rest is
    unknown, so is the whole.

    Args:
        states: of the bodies.
        deadline: of the task.
        as_of: the day.

    """
    every = tuple(states)
    last = max((each.last_day for each in every if each.last_day), default=deadline.latest)
    last = last if deadline.is_dated else None
    progress = _progress([_counted(each) for each in every])
    if deadline.recurring and progress is not Progress.UNKNOWN:
        progress = Progress.RECURRING
    return _timed(progress, every, last, as_of)


def linked_state(
    full: Sequence[TaskState], partial: Sequence[TaskState], deadline: Deadline, as_of: dt.date
) -> TaskState:
    """Tell the state of an upper task at a unit from the unit's own tasks that carry it.

    Done when all that carry it wholly are done, late when one is; what carries a part of it never
    makes it done.

    Args:
        full: states of the tasks that carry it wholly.
        partial: of those that carry a part of it.
        deadline: of the upper task.
        as_of: the day.

    """
    every = (*full, *partial)
    known = [each.progress for each in every if each.progress is not Progress.UNKNOWN]
    last = deadline.latest if deadline.is_dated else None
    if not known:
        return TaskState(last_day=last)
    if deadline.recurring:
        return TaskState(Progress.RECURRING)
    if full and all(each.progress is Progress.DONE for each in full):
        return _timed(Progress.DONE, tuple(full), last, as_of)
    if all(progress is Progress.NOT_BEGUN for progress in known) and len(known) == len(every):
        return _timed(Progress.NOT_BEGUN, (), last, as_of)
    return _timed(Progress.UNDER_WAY, (), last, as_of)


def _counted(state: TaskState) -> Progress:
    """Take a pause or a withdrawal without a document for the wish that it is."""
    stopped = state.progress in (Progress.PAUSED, Progress.WITHDRAWN)
    return Progress.NOT_DONE if stopped and not state.documented else state.progress


def _progress(known: Sequence[Progress]) -> Progress:
    """Put the progress of several bodies together."""
    said = set(known)
    if len(said) == 1:
        return known[0]
    if said <= {Progress.DONE, Progress.PAUSED, Progress.WITHDRAWN}:
        return Progress.DONE
    if not said or said <= {Progress.DONE, Progress.UNKNOWN}:
        return Progress.UNKNOWN
    if said.intersection(_BEGUN):
        return Progress.UNDER_WAY
    return Progress.RECURRING if Progress.RECURRING in said else Progress.NOT_DONE


def _timed(
    progress: Progress, parts: Sequence[TaskState], last: dt.date | None, as_of: dt.date
) -> TaskState:
    """Hold a summed progress against the clock."""
    if progress in (Progress.UNKNOWN, Progress.RECURRING):
        return TaskState(progress, last_day=last)
    if progress is Progress.DONE:
        return _done(parts, last)
    documented = bool(parts) and all(each.documented for each in parts)
    if last is None:
        return TaskState(progress, Timing.NO_DEADLINE, documented=documented)
    late = as_of > last or any(
        each.timing is Timing.LATE and each.progress is not Progress.DONE for each in parts
    )
    return TaskState(
        progress, Timing.LATE if late else Timing.IN_TIME, last_day=last, documented=documented
    )


def _done(parts: Sequence[TaskState], last: dt.date | None) -> TaskState:
    """Tell whether what all have done was done in time: late when one was."""
    days = [each.done_on for each in parts if each.progress is Progress.DONE]
    done_on = max(day for day in days if day) if days and all(days) else None
    if last is None:
        return TaskState(Progress.DONE, Timing.NO_DEADLINE, done_on)
    timings = {each.timing for each in parts if each.progress is Progress.DONE}
    if Timing.LATE in timings or (done_on and done_on > last):
        timing = Timing.LATE
    elif done_on or timings == {Timing.IN_TIME}:
        timing = Timing.IN_TIME
    else:
        timing = Timing.UNKNOWN
    return TaskState(Progress.DONE, timing, done_on, last)
