"""The deadlines of open tasks as a calendar file, which Outlook, Google and phones take."""

import datetime as dt
from collections.abc import Iterable
from hashlib import blake2b

from icalendar import Calendar, Event

from reconcile.report.coverage.cells import called
from reconcile.tracking.progress import TrackedTask, Tracking
from reconcile.vocabulary.terms import term
from reconcile.vocabulary.text import one_line, shorten

_TITLE = 120


def calendar_bytes(tracking: Tracking, rows: Iterable[TrackedTask]) -> bytes:
    """Return the last days of rows, one whole-day event for each that has one.

    The same tracking gives the same bytes: an event is known by its task and body, and stamped
    by the day of the figures.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//reconcile//lich nhiem vu//VI")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", f"{term('progress', 'calendar')} - {tracking.upper.unit.name}")
    for row in rows:
        if row.state.last_day:
            calendar.add_component(_event(tracking, row, row.state.last_day))
    return bytes(calendar.to_ical())


def _event(tracking: Tracking, row: TrackedTask, day: dt.date) -> Event:
    """Make the event of one task."""
    event, text = Event(), one_line(row.task.text)
    event.add("uid", f"{_mark(row)}@reconcile")
    event.add("dtstamp", dt.datetime.combine(tracking.as_of, dt.time(), dt.UTC))
    event.add("dtstart", day)
    event.add("dtend", day + dt.timedelta(days=1))
    event.add("summary", f"{row.body}: {shorten(text, _TITLE)}")
    state = term("progress_state", row.state.progress)
    number = f"{term('column', 'stt')} {row.task.stt}. " if row.task.stt else ""
    source = f"{called(tracking.upper)}; {row.task.where}"
    lines = (f"{number}{text}", f"{term('progress', 'state')}: {state}", source)
    event.add("description", "\n".join(lines))
    event.add("categories", [row.body])
    event.add("transp", "TRANSPARENT")
    return event


def _mark(row: TrackedTask) -> str:
    """Return by what a task of a body is known again."""
    return blake2b("|".join(row.identity).encode(), digest_size=12).hexdigest()
