"""Who in a commune takes a task by what it is about."""

import re
from functools import cache, lru_cache

from reconcile.vocabulary.agencies import bodies
from reconcile.vocabulary.tables import table
from reconcile.vocabulary.text import WORD_END, WORD_START, fold

_WARD = {"phong-kinh-te": "phong-kthtdt"}
"""A ward has its own office for these."""
_KEPT_TEXTS = 1 << 12
"""Texts of which it is remembered what they are about: those of the upper plan, for all units."""


@lru_cache(_KEPT_TEXTS)
def office_by_subject(text: str, word: str) -> str:
    """Name the body of a commune that a task falls to by its subject; empty where none is told.

    Args:
        text: of the task.
        word: ``xã``, ``phường`` or ``đặc khu``.

    Source: ``subjects.toml``.

    """
    said = fold(text)
    hits = ((hit.start(), body) for body, words in _subjects() if (hit := words.search(said)))
    # The first words of a task say what it is about; what follows says how and for whom.
    _, found = min(hits, default=(0, ""))
    if fold(word) == "phường":
        found = _WARD.get(found, found)
    return bodies()[found].name.replace("{word}", word).strip() if found else ""


@cache
def _subjects() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Compile the words of each subject."""
    return tuple(
        (each["body"], re.compile(f"{WORD_START}(?:{'|'.join(each['words'])}){WORD_END}"))
        for each in table("subjects")["subject"]
    )
