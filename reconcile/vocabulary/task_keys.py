"""The keys of tasks, and of answers on them where their unit goes by another id since."""

from dataclasses import replace
from hashlib import blake2b

from reconcile.model import Decision
from reconcile.vocabulary.text import fold

_ORDINAL = "-"


def task_key(unit: str, text: str) -> str:
    """Return the key of a task, but for its ordinal among equals: of unit id and folded text."""
    return blake2b(f"{unit}\n{fold(text)}".encode(), digest_size=5).hexdigest()


def nth_key(key: str, number: int) -> str:
    """Return the key of one of several tasks of the same text; the first has no ordinal."""
    return key if number == 1 else f"{key}{_ORDINAL}{number}"


def of_unit(decision: Decision, unit: str) -> Decision:
    """Return an answer as one on a unit that goes by another id now.

    The key of a lower task is made with the id of its unit: an answer on a text is one with those
    that are given on the very same text since, so that they are held against each other.
    """
    if unit == decision.unit:
        return decision
    key, sign, number = decision.lower.partition(_ORDINAL)
    if key and key == task_key(decision.unit, decision.lower_text):
        key = task_key(unit, decision.lower_text)
    return replace(decision, unit=unit, lower=f"{key}{sign}{number}")
