"""Keys by which tasks of the upper plan went before, as its issuer was called otherwise then.

The key of a task is made with the id of who gave it. Reports that were made, and lines of the logs
of progress, stay as they are and are read under the keys of now: one text, one task.
"""

import sqlite3
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass

import msgspec

from reconcile.model import Side
from reconcile.store.cache import keep, recall_named
from reconcile.tracking.changes import Stated, texts
from reconcile.vocabulary.text import fold

_KIND, _PLANS, _NOW = "upper-keys", "plans", "now"
Texts = dict[str, str]
"""Task key → folded text, in the order of a plan."""


def note_upper_keys(database: sqlite3.Connection, plan: Iterable[tuple[str, str]]) -> None:
    """Remember the upper plan as it is now, and which tasks of earlier ones are in it still.

    Args:
        database: the working folder's.
        plan: key and text of each task, in its order.

    """
    now = {key: fold(text) for key, text in plan}
    known = recall_named(database, _KIND, _PLANS, tuple[Texts, ...])
    if known and known[-1] == now:
        return
    # A folder of an earlier release, or a database that was made again, has kept its runs.
    before = [each for each in known or _of_runs(database) if each.keys() != now.keys()]
    keep(database, _KIND, _PLANS, "", (*before, now))
    keep(database, _KIND, _NOW, "", _followed(before, now))


def keys_now(database: sqlite3.Connection) -> dict[str, str]:
    """Return the key of now of each task that went by another one: old → new."""
    return recall_named(database, _KIND, _NOW, dict[str, str]) or {}


def key_now(keys: Mapping[str, str], side: Side, key: str) -> str:
    """Return the key of now of a task, by ``keys_now``; those of units stay as they are."""
    return keys.get(key, key) if side is Side.UPPER else key


def _followed(before: Iterable[Texts], now: Texts) -> dict[str, str]:
    """Pair what is gone of earlier plans with what has come, where both say the same."""
    found: dict[str, str] = {}
    for then in before:
        come = defaultdict[str, list[str]](list)
        for key, text in now.items():
            if key not in then:
                come[text].append(key)
        # Of equal texts, which several plans may give, the order tells which is which.
        for key, text in then.items():
            if key not in now and come[text]:
                found[key] = come[text].pop(0)
    return found


@dataclass(frozen=True, slots=True)
class _Uppers:
    """What is needed of a standing: the rest of it is passed over unread."""

    uppers: dict[str, Stated]


def _of_runs(database: sqlite3.Connection) -> Iterator[Texts]:
    """Yield each upper plan that units were settled by."""
    met = set[frozenset[str]]()
    for (value,) in database.execute("SELECT value FROM run ORDER BY id"):
        with suppress(msgspec.MsgspecError, zlib.error):
            standing = msgspec.msgpack.decode(zlib.decompress(value), type=_Uppers)
            keys = frozenset(standing.uppers)
            if keys not in met:
                met.add(keys)
                yield {key: fold(text) for key, text in texts(standing.uppers).items()}
