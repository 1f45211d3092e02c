"""Notes beside answers that were not given yet: kept, and put together without saying twice."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reconcile.review.settling.notes import said_once


@dataclass(frozen=True, slots=True)
class Draft:
    """What stands beside an answer that was not given yet."""

    key: str
    """Of the row."""
    name: str
    """Of the column."""
    text: str
    upper_text: str = ""
    """Of the upper task that the person saw there, as long as it is not known otherwise."""
    lower_text: str = ""


def merged(drafts: Iterable[Draft]) -> tuple[Draft, ...]:
    """Make one draft of all that are in one cell, in the order of rows and columns."""
    cells: dict[tuple[str, str], list[Draft]] = {}
    for each in drafts:
        cells.setdefault((each.key, each.name), []).append(each)
    return tuple(
        Draft(
            key,
            name,
            said_once(name, (each.text for each in found)),
            next((each.upper_text for each in found if each.upper_text), ""),
            next((each.lower_text for each in found if each.lower_text), ""),
        )
        for (key, name), found in sorted(cells.items())
    )


def by_row(drafts: Iterable[Draft]) -> Mapping[str, Mapping[str, str]]:
    """Sort drafts by their rows: row key → column → text."""
    found: dict[str, dict[str, str]] = {}
    for each in merged(drafts):
        found.setdefault(each.key, {})[each.name] = each.text
    return found
