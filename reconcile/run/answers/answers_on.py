"""The answers that stand on a unit, with on whom they were given where it has taken others over."""

from collections.abc import Container
from dataclasses import replace
from sqlite3 import Connection

from reconcile.model import Decision
from reconcile.store.decisions import current, history
from reconcile.vocabulary.answers import agree, answer_mark


def answers_on(database: Connection, unit: str, took_over: Container[str]) -> tuple[Decision, ...]:
    """Return the answers that stand on a unit, in the order of their subjects.

    One that was given on a unit which this one has taken over says so, unless the same was said
    of this one, too. A unit that is only called otherwise now is the same.

    Args:
        database: the working folder's, open.
        unit: its id.
        took_over: ids of the units that it has taken over.

    """
    stand = current(database, unit)
    if not any(each.given_for for each in stand):
        return stand
    own = {d.subject: d for d in history(database, unit) if d.given_for not in took_over}
    return tuple(
        replace(each, given_for="") if each.given_for not in took_over or _also(each, own) else each
        for each in stand
    )


def _also(said: Decision, own: dict[tuple[str, str, str, str], Decision]) -> bool:
    """Tell whether what was said of another unit was said of this one, too."""
    there = own.get(said.subject)
    if there is None or not agree(there, said):
        return False
    # Whoever took an answer on this unit back has let that on the other stand again, knowing both.
    return answer_mark(there) not in said.base.split()
