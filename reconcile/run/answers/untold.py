"""What is found once, and told until a run has come to its end: one that was killed told nobody."""

from collections.abc import Sequence
from dataclasses import dataclass
from sqlite3 import Connection

from reconcile.model import Decision, Finding, Subject
from reconcile.store.cache import drop, keep, kept_names, recall_all
from reconcile.store.decisions import current
from reconcile.store.unit_ids import ids_now, of_now
from reconcile.vocabulary.answers import agree

_KIND = "untold"
_BROUGHT = "brought"


@dataclass(frozen=True, slots=True)
class ToTell:
    """A finding that is to be told, as long as it is true."""

    finding: Finding
    while_stands: Decision | None = None
    """The answer that it says to stand; None where it says of none."""


@dataclass(frozen=True, slots=True)
class BroughtUnit:
    """A unit that workbooks know by another name, of which the log did not tell."""

    old: str
    """Id that these workbooks bear."""
    name: str
    """What it was called."""
    called: str
    """What it is called now."""
    said: tuple[Decision, ...]
    """All that is said in them."""


def keep_untold(database: Connection, name: str, told: Sequence[ToTell]) -> None:
    """Keep findings under a name; inside the transaction that makes them, where there is one."""
    if told:
        keep(database, _KIND, name, "", tuple(told))


def untold(database: Connection) -> tuple[Finding, ...]:
    """Return the findings that no run has told to its end yet, as far as they are true by now.

    What stood when one was found may be replaced since, by somebody who had seen it.
    """
    kept = recall_all(database, _KIND, tuple[ToTell, ...])
    every = [each for told in kept for each in told]
    stands = _standing(database) if any(each.while_stands for each in every) else {}
    now = ids_now(database)

    def is_true(about: Decision | None) -> bool:
        there = stands.get(of_now(about, now).subject) if about else None
        return about is None or (there is not None and agree(there, about))

    return tuple(dict.fromkeys(each.finding for each in every if is_true(each.while_stands)))


def _standing(database: Connection) -> dict[Subject, Decision]:
    """Return the answers that stand by their subjects."""
    return {each.subject: each for each in current(database)}


def keep_brought(database: Connection, unit: BroughtUnit) -> None:
    """Keep what workbooks tell of a unit, before its answers are carried: then nothing tells it."""
    keep(database, _BROUGHT, unit.old, "", unit)


def brought_units(database: Connection) -> tuple[BroughtUnit, ...]:
    """Return those of which no run has told to its end yet."""
    return recall_all(database, _BROUGHT, BroughtUnit)


def all_told(database: Connection) -> None:
    """Let go of them, at the end of a run that has told them."""
    for kind in (_KIND, _BROUGHT):
        names = kept_names(database, kind)
        if names:
            drop(database, kind, names)
