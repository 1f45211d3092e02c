"""Which of several entries on one task stands at a day, and what contradicts it.

Entries are only ever added. The latest day counts; on one day what is open outweighs what is done.
What a later entry leaves unsaid stays as it was: the day done, an extension that was granted.
What a person enters who saw two sources contradict each other settles that.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from reconcile.model import BY_HAND, Deadline, Progress, StatusEntry, StatusWords, TaskState
from reconcile.tracking.states import state_at


@dataclass(frozen=True, slots=True)
class StandingEntry:
    """The entry that stands on a task, with what all entries up to it say together."""

    entry: StatusEntry
    """The last one that says how far the task is."""
    said: StatusWords
    known_since: dt.date
    """First day on which the task was told to be as it is."""
    against: tuple[StatusEntry, ...] = ()
    """Entries of other sources that contradict it."""
    sources: tuple[StatusEntry, ...] = ()
    """The last entry of each source, this one among them."""
    extensions: int = 0
    """How many last days were granted after the first."""


def standing_entry(entries: Iterable[StatusEntry], as_of: dt.date) -> StandingEntry | None:
    """Tell which entry on a task stands at a day; None where nothing known was said by then.

    Args:
        entries: on one task of one body, in the order in which they were added.
        as_of: the day; what was told for a later one was not known then.

    """
    counted = list(_last_deliveries([each for each in entries if _counts(each, as_of)]))
    said = sorted(_not_overruled(counted), key=_order)
    if not said:
        return None
    last = said[-1]
    run = _run(said)
    extended = {each.said.extended_to for each in counted if each.said.extended_to}
    return StandingEntry(
        last,
        replace(
            last.said,
            progress=_with_work(last.said.progress, said),
            done_on=_done_on(run),
            extended_to=max(extended, default=None),
        ),
        known_since=run[0].day,
        against=tuple(_against(last, said)),
        sources=tuple({each.stream: each for each in said}.values()),
        extensions=len(extended),
    )


def state_by(standing: StandingEntry, deadline: Deadline, as_of: dt.date) -> TaskState:
    """Tell the state of a task by the entry that stands on it."""
    said = standing.said
    if said.progress is Progress.DONE and said.done_on is None:
        # Whenever it was done, it was before the day on which that was first told.
        return state_at(said, deadline, min(standing.known_since, as_of))
    return state_at(said, deadline, as_of)


def _counts(entry: StatusEntry, as_of: dt.date) -> bool:
    """Tell whether an entry says something known by a day."""
    return entry.day <= as_of and entry.said.progress is not Progress.UNKNOWN


def _last_deliveries(entries: Sequence[StatusEntry]) -> Iterator[StatusEntry]:
    """Leave out what a source itself has replaced for the same day."""
    last: dict[tuple[str, dt.date], int] = {}
    for each in entries:
        key = each.stream, each.day
        last[key] = max(each.delivery, last.get(key, 0))
    return (each for each in entries if each.delivery == last[each.stream, each.day])


def _not_overruled(entries: Sequence[StatusEntry]) -> list[StatusEntry]:
    """Leave out what a person has said to be otherwise who had seen it."""
    by_hand = [each for each in entries if each.stream == BY_HAND]
    return [each for each in entries if not any(_overrules(said, each) for said in by_hand)]


def _overrules(said: StatusEntry, other: StatusEntry) -> bool:
    """Tell whether what was entered by hand settles what another source had told before."""
    saw = other.delivery < said.delivery and other.day <= said.day
    return saw and other.stream != BY_HAND and _contradicts(said, other)


def _order(entry: StatusEntry) -> tuple[dt.date, bool]:
    """Order entries by what counts more: a later day, on one day what is not done."""
    return entry.day, entry.said.progress is not Progress.DONE


def _run(said: Sequence[StatusEntry]) -> list[StatusEntry]:
    """Return the last entries that say the same progress, one behind the other."""
    run = [said[-1]]
    for each in reversed(said[:-1]):
        if each.said.progress is not run[-1].said.progress:
            break
        run.append(each)
    return run[::-1]


def _done_on(run: Sequence[StatusEntry]) -> dt.date | None:
    """Return the day done that was told last; a later correction counts."""
    days = [each.said.done_on for each in run if each.said.done_on]
    return days[-1] if days else None


def _with_work(progress: Progress, said: Sequence[StatusEntry]) -> Progress:
    """Take “chưa hoàn thành” for under way only where an earlier entry shows work."""
    begun = any(each.said.progress is Progress.UNDER_WAY for each in said)
    return Progress.UNDER_WAY if progress is Progress.NOT_DONE and begun else progress


def _against(last: StatusEntry, said: Sequence[StatusEntry]) -> Iterable[StatusEntry]:
    """Find the last words of other sources that cannot be true beside the entry that stands."""
    by_stream = {each.stream: each for each in said}
    for other in by_stream.values():
        if other.stream != last.stream and _contradicts(last, other):
            yield other


def _contradicts(last: StatusEntry, other: StatusEntry) -> bool:
    """Tell whether two entries contradict each other: what was done is open, or on another day."""
    done, was_done = (each.said.progress is Progress.DONE for each in (last, other))
    if done and was_done:
        days = {last.said.done_on, other.said.done_on} - {None}
        return len(days) > 1
    if was_done:
        return last.said.progress is not Progress.RECURRING
    # Open on a day on which it is said to have been done already.
    done_on = last.said.done_on or last.day
    return done and other.said.progress is not Progress.RECURRING and other.day >= done_on
