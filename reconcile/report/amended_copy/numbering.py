"""The numbers of tasks once new ones stand among them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reconcile.report.amended_copy.labels import Label, read_label


@dataclass(frozen=True, slots=True)
class Numbered:
    """What the tasks are numbered as typed; empty where nothing is typed."""

    new: tuple[str, ...]
    """Of the new tasks, in the order given."""
    changed: Mapping[int, str]
    """Place of an own task → its number from now on, where that is another one."""


def number(typed: Sequence[str], behind: Sequence[int]) -> Numbered:
    """Number new tasks on from those that they stand behind, and count on after them.

    A series ends where the plan's own numbers begin anew; the next one keeps its numbers.

    Args:
        typed: the numbers of the own tasks, in their order; empty for one that has none typed.
        behind: for each new task the place of the own one before it, in order.

    """
    labels = [read_label(text) if text else None for text in typed]
    new: dict[int, str] = {}
    changed: dict[int, str] = {}
    shift, before = 0, None
    for at, label in enumerate(labels):
        if not _goes_on(before, label):
            shift = 0
        before = label
        if label and shift:
            changed[at] = label.at(label.count + shift)
        for order in (order for order, place in enumerate(behind) if place == at):
            if label:
                shift += 1
                new[order] = label.at(label.count + shift)
    return Numbered(tuple(new.get(order, "") for order in range(len(behind))), changed)


def _goes_on(before: Label | None, label: Label | None) -> bool:
    """Tell whether a number goes on with the series of the one before it."""
    if before is None or label is None:
        return False
    same = before.style == label.style and before.before == label.before
    return same and label.count > before.count
