"""A person's answers in words: as they are shown, and as they are typed."""

from functools import cache

from reconcile.model import Verdict
from reconcile.vocabulary.terms import term
from reconcile.vocabulary.text import bare

PAIR = (Verdict.YES, Verdict.PARTLY, Verdict.NO)
"""Answers on a pair, in the order in which they are offered."""
UPPER = (Verdict.MISSED, Verdict.OTHER_DOCUMENT, Verdict.DONE, Verdict.NOT_OURS)
"""Answers on an upper task. Source: docs/design.md."""
LOWER = (Verdict.OWN, Verdict.DUPLICATE)
"""Answers on a lower task."""


def answer(verdict: Verdict) -> str:
    """Return an answer as people see it."""
    return term("verdict", verdict)


def choices(upper: str, lower: str) -> tuple[Verdict, ...]:
    """Return the answers that a subject may have, by the task keys that it names.

    Returns:
        Those on a pair, on an upper task or on a lower task; empty where no task is named.

    """
    if upper and lower:
        return PAIR
    if upper:
        return UPPER
    return LOWER if lower else ()


def parse_answer(text: str) -> Verdict | None:
    """Read an answer as typed, with or without diacritics or capitals; None for other words."""
    return _typed().get(bare(text).strip(" ."))


@cache
def _typed() -> dict[str, Verdict]:
    """Map each answer without its diacritics."""
    return {bare(answer(verdict)): verdict for verdict in Verdict}
