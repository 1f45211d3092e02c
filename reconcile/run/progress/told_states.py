"""What sources of statuses say of a unit's own tasks, where its own rows say otherwise."""

from collections.abc import Mapping
from dataclasses import dataclass
from sqlite3 import Connection

from reconcile.model import TaskState
from reconcile.store.cache import drop, keep, recall_named

_KIND = "told"


@dataclass(frozen=True, slots=True)
class ToldStates:
    """The states of a unit's tasks by what was told of them, by their keys."""

    states: Mapping[str, TaskState]


def told_of(database: Connection, unit: str) -> Mapping[str, TaskState]:
    """Return what is told otherwise of a unit's tasks; mostly nothing."""
    kept = recall_named(database, _KIND, unit, ToldStates)
    return kept.states if kept else {}


def keep_told(database: Connection, unit: str, states: Mapping[str, TaskState]) -> bool:
    """Keep what is told of a unit's tasks now; tell whether that is anything else than before."""
    if told_of(database, unit) == states:
        return False
    if states:
        keep(database, _KIND, unit, "", ToldStates(states))
    else:
        drop(database, _KIND, [unit])
    return True
