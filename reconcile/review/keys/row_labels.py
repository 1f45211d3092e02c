"""How a lower row is named in a dropdown, and found again from what a person typed."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reconcile.model import Task
from reconcile.vocabulary.terms import term
from reconcile.vocabulary.text import bare, one_line

_WORDS = 10
_SEPARATOR = " · "
# Over bare text; people type “dòng 14”, “Dong 14” or 14.
_ROW = re.compile(r"(?:dong\s*)?(\d+)")


def label_rows(tasks: Sequence[Task]) -> dict[str, str]:
    """Name the rows of a plan: label → task key, in the plan's order, all different.

    A label reads ``dòng N · STT · first words``; where that names two rows, with their sheet or
    a number behind it.
    """
    labels: dict[str, str] = {}
    for task in tasks:
        words = one_line(task.text).split()
        first = " ".join(words[:_WORDS]) + (" …" if len(words) > _WORDS else "")
        row = term("review", "row").format(row=task.where.row)
        label = _SEPARATOR.join(part for part in (row, one_line(task.stt), first) if part)
        labels[_apart(label, task, labels)] = task.key
    return labels


def _apart(label: str, task: Task, taken: Mapping[str, str]) -> str:
    """Tell a label from those taken, by the sheet that its row stands on, then by a number."""
    if label in taken and task.where.sheet:
        label = f"{label} ({task.where.sheet})"
    apart, number = label, 1
    while apart in taken:
        number += 1
        apart = f"{label} ({number})"
    return apart


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels of one workbook, ready to be looked up."""

    exact: Mapping[str, str]
    """Label without diacritics → task key."""
    rows: Mapping[str, str]
    """Row number → task key, for rows that one label alone names."""

    def find(self, text: str) -> tuple[str, ...] | None:
        """Return the tasks that a cell names by label or row number; None if one is not there.

        Several may be named, parted by line breaks or semicolons.
        """
        # Not cut yet: the first words of a task, and so its label, may hold a semicolon.
        whole = self._one(text)
        if whole:
            return (whole,)
        parts = [part for part in re.split(r"[;\n]", text) if part.strip()]
        keys = [self._one(part) for part in parts]
        return tuple(key for key in keys if key) if keys and all(keys) else None

    def _one(self, text: str) -> str | None:
        """Look one name up."""
        said = bare(text)
        if said in self.exact:
            return self.exact[said]
        number = _ROW.fullmatch(said)
        return self.rows.get(number[1]) if number else None


def labels_of(lowers: Mapping[str, str]) -> Labels:
    """Make labels ready to be looked up.

    Args:
        lowers: label → task key.

    """
    exact: dict[str, str] = {}
    rows: dict[str, set[str]] = {}
    for label, key in lowers.items():
        exact.setdefault(bare(label), key)
        number = _ROW.match(bare(label))
        if number:
            rows.setdefault(number[1], set()).add(key)
    return Labels(exact, {row: keys.pop() for row, keys in rows.items() if len(keys) == 1})
