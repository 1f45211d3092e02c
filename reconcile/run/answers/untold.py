"""What is found once, and told until a run has come to its end: one that was killed told nobody."""

from collections.abc import Sequence
from sqlite3 import Connection

from reconcile.model import Finding
from reconcile.store.cache import drop, keep, kept_names, recall_all

_KIND = "untold"


def keep_untold(database: Connection, name: str, told: Sequence[Finding]) -> None:
    """Keep findings under a name; inside the transaction that makes them, where there is one."""
    if told:
        keep(database, _KIND, name, "", tuple(told))


def untold(database: Connection) -> tuple[Finding, ...]:
    """Return the findings that no run has told to its end yet."""
    kept = recall_all(database, _KIND, tuple[Finding, ...])
    return tuple(dict.fromkeys(each for told in kept for each in told))


def all_told(database: Connection) -> None:
    """Let go of them, at the end of a run that has told them."""
    names = kept_names(database, _KIND)
    if names:
        drop(database, _KIND, names)
