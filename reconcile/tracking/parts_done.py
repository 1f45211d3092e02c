"""How many of the bodies under one task have done it, in words."""

from collections.abc import Callable

from reconcile.tracking.counts import StateClass
from reconcile.tracking.progress import UNITS, TrackedTask
from reconcile.vocabulary.terms import term


def parts_done(row: TrackedTask, write: Callable[[int], str] = str) -> str:
    """Say how many of the bodies under a task have done it: ``6/8 đơn vị đã hoàn thành``.

    Args:
        row: the task; of one of a single body, or of which nobody told anything, there is none,
            nor of one that recurs, which is never done.
        write: how a count is written.

    """
    done, unknown, every = row.parts
    if not every or not row.reported or row.counted is StateClass.RECURRING:
        return ""
    whom = term("progress", "parts_units" if row.body_id == UNITS else "parts_offices")
    said = term("progress", "parts_done").format(done=write(done), all=write(every), whom=whom)
    rest = term("progress", "parts_unknown").format(unknown=write(unknown), whom=whom)
    return f"{said}; {rest}" if unknown else said
