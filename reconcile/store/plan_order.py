"""In which order upper plans came to be known: whose task keeps its key where texts are equal."""

import sqlite3
from collections.abc import Iterator, Sequence

from reconcile.model import SEVERAL
from reconcile.store.cache import keep, recall

_KIND = "plan-order"
Names = tuple[str, str]
"""Issuer, number and day of a plan, empty where unknown; and its place on the disk."""


def known_unnumbered(database: sqlite3.Connection, side: str) -> frozenset[str]:
    """Return the places of plans without a number that earlier runs knew."""
    before = recall(database, _KIND, side, "", tuple[Names, ...]) or ()
    return frozenset(place for identity, place in before if not identity)


def known_order(database: sqlite3.Connection, side: str, plans: Sequence[Names]) -> tuple[int, ...]:
    """Put plans in the order in which they came, new ones last, and remember it.

    Args:
        database: the working folder's; one that was made again tells it by what was answered.
        side: part of the inputs that the plans lie in.
        plans: by what each is known, in the order in which new ones are taken.

    Returns:
        The positions of the plans.

    """
    before = recall(database, _KIND, side, "", tuple[Names, ...]) or tuple(_answered(database))
    known = {at: place for at, each in enumerate(plans) if (place := _find(each, before)) >= 0}
    order = sorted(range(len(plans)), key=lambda at: (known.get(at, len(before)), at))
    now = {place: plans[at] for at, place in known.items()}
    kept = [now.get(place, each) for place, each in enumerate(before)]
    new = [plans[at] for at in order if at not in known]
    keep(database, _KIND, side, "", (*kept, *new))
    return tuple(order)


def _find(plan: Names, before: Sequence[Names]) -> int:
    """Find a plan among those of before, by its number first; -1 where it is new."""
    for part in range(2):
        for place, each in enumerate(before):
            if plan[part] and plan[part] == each[part]:
                return place
    return -1


def _answered(database: sqlite3.Connection) -> Iterator[Names]:
    """Yield the plans on which people answered, the earliest first."""
    rows = database.execute("SELECT plan FROM decision GROUP BY plan ORDER BY MIN (id)")
    for identity in dict.fromkeys(each for (said,) in rows for each in said.split(SEVERAL)):
        yield identity, ""
