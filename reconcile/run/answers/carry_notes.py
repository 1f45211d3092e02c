"""Notes beside questions, carried to where their tasks stand now; those of tasks gone are told."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from reconcile.model import Finding, Plan, Where
from reconcile.review import Draft, merged, row_key, split_key
from reconcile.tracking.history import History
from reconcile.vocabulary.findings import finding
from reconcile.vocabulary.text import one_line, shorten

_SHORT = 80
"""Letters of a text that a finding quotes."""


@dataclass(frozen=True, slots=True)
class CarriedNotes:
    """Notes by what became of their tasks."""

    live: tuple[Draft, ...]
    """Under the keys of now."""
    gone: tuple[Draft, ...]
    """Of tasks that are in neither plan any more."""


def carry_notes(
    drafts: Iterable[Draft], history: History, upper: Plan, lower: Plan
) -> CarriedNotes:
    """Follow the tasks of notes through the versions of both plans.

    A note on a pair of which one task is gone stays with the other.
    """
    given = merged(drafts)
    keys = [(each, *split_key(each.key)) for each in given]
    above = history.trace("upper", {u: e.upper_text for e, u, _ in keys if u}, _texts(upper))
    below = history.trace("lower", {low: e.lower_text for e, _, low in keys if low}, _texts(lower))
    live: list[Draft] = []
    gone: list[Draft] = []
    for each, over, under in keys:
        key = row_key(above.now(over) if over else "", below.now(under) if under else "")
        known = key != row_key("", "")
        (live if known else gone).append(replace(each, key=key) if known else each)
    return CarriedNotes(merged(live), tuple(gone))


def gone_note(draft: Draft, file: str) -> Finding:
    """Say that the task of a note is gone."""
    text = shorten(one_line(draft.lower_text or draft.upper_text), _SHORT)
    note = shorten(one_line(draft.text), _SHORT)
    return finding("stale-decision", Where(file), answer=note, text=text)


def _texts(plan: Plan) -> Mapping[str, str]:
    """Return the texts of a plan's tasks by key."""
    return {task.key: task.text for task in plan.tasks}
