"""What is told of a state that was entered on the page."""

from collections.abc import Iterable

from reconcile.model import BY_HAND, StatusEntry
from reconcile.run.page.state_entry import StateSaid
from reconcile.tracking.progress import TrackedTask
from reconcile.vocabulary.terms import term
from reconcile.vocabulary.text import shorten
from reconcile.web.page_words import place
from reconcile.web.shown import day

_SHORT = 60


def saved_told(said: StateSaid, row: TrackedTask, rows: Iterable[TrackedTask]) -> str:
    """Say what was saved, and how the task stands by it.

    Args:
        said: the state that was entered.
        row: the task as it stood before.
        rows: all tasks as they stand now.

    """
    told = f"Đã lưu “{term('progress_state', said.progress)}”{of_task(row)}."
    fresh = next((each for each in rows if each.identity == row.identity), None)
    entry = fresh.standing.entry if fresh and fresh.standing else None
    if entry and entry.stream != BY_HAND:
        counted = f"“{shorten(entry.words, _SHORT)}” ({place(entry.where)}, {day(entry.day)})"
        told += f" Nguồn khác đang được tính: {counted}."
    return told


def told_meanwhile(said: StateSaid, met: StatusEntry) -> str:
    """Say what somebody else has told of a task since it was shown, and what was to be said."""
    words = shorten(met.words, _SHORT)
    return (
        f"Nhiệm vụ này vừa có thông tin “{words}” ({place(met.where)})."
        f" Thông tin của bạn: “{said.words}”."
    )


def both_told(said: StateSaid, met: StatusEntry) -> str:
    """Say what was not saved, and what was told in the meantime."""
    return f"Chưa lưu. {told_meanwhile(said, met)} Mở lại dòng này để nhập nếu vẫn cần."


def of_task(row: TrackedTask) -> str:
    """Name a task in a sentence."""
    number = row.task.stt.rstrip(".") or f"ở dòng {row.task.where.row}"
    return f" cho nhiệm vụ {number} ({row.body})"
