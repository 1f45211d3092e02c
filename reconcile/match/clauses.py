"""A task's text cut into its clauses, so that each can be held against the other side."""

import re

from reconcile.office.limits import most
from reconcile.vocabulary.roman import ROMAN

# Every way to cut begins with a letter of its own: so the text is searched for these letters only.
_CUT = re.compile(
    r";|:|\n"
    r"|\.(?=\s|$)"  # 1.139 and 15.12.2026 stay whole
    rf"|\((?:\d{{1,2}}|{ROMAN.lower()}|[a-zđ])\)"  # (1), (ii), (a)
    + "".join(rf"|{sign}(?<=\s{sign})(?=\s)" for sign in ("-", r"\+", "•", r"\*"))
)
_RECURRING = re.compile(r"\(?\s*nhiệm vụ thường xuyên\s*\)?", re.IGNORECASE)
_EDGES = " ,-–—•"
"""Signs that begin a part, or end it, and say nothing: dashes of a list among them."""
_SHORTEST = 3
"""A part of fewer words is no clause of its own; it goes with the one before."""
_MOST = most("clauses")


def split_clauses(text: str) -> tuple[str, ...]:
    """Cut a task into its clauses, in order; a short task is one clause.

    The note ``(Nhiệm vụ thường xuyên)`` is a deadline and no clause.
    """
    said = _RECURRING.sub(" ", text) if "xuyên" in text else text
    parts = [part for each in _CUT.split(said) if (part := each.strip(_EDGES))]
    clauses: list[str] = []
    for at, part in enumerate(parts):
        if len(clauses) == _MOST:
            clauses[-1] = " ".join([clauses[-1], *parts[at:]])
            break
        if clauses and (len(part.split()) < _SHORTEST or len(clauses[-1].split()) < _SHORTEST):
            clauses[-1] = f"{clauses[-1]} {part}"
        else:
            clauses.append(part)
    return tuple(clauses) or (text,)
