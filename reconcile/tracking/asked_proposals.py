"""What a body proposes on a task: in its own column, or by asking for another deadline."""

import re

from reconcile.model import Progress, StatusEntry
from reconcile.vocabulary.states import read_status
from reconcile.vocabulary.terms import term
from reconcile.vocabulary.text import one_line

_CLAUSES = re.compile(r"\s-\s|[;()\n•+]|,(?!\d)|\.(?=\s|$)|:(?=\s)")


def proposed(entry: StatusEntry) -> str:
    """Return what is proposed; an extension that is only asked for is a proposal as well.

    One that was granted in the same words is none any more, nor is any for what is done.
    """
    own, asked = one_line(entry.proposal), asked_for(entry)
    if not asked or (own and read_status(own).extension_asked):
        return own
    return "; ".join(filter(None, (own.rstrip(" .;"), asked)))


def asked_for(entry: StatusEntry) -> str:
    """Return in which words an entry asks for another deadline; empty where it does not."""
    said = entry.said
    if not said.extension_asked or said.extended_to or said.progress is Progress.DONE:
        return ""
    for text in (entry.words, entry.proposal):
        parts = (one_line(part) for part in _CLAUSES.split(text))
        if asked := [part for part in parts if part and read_status(part).extension_asked]:
            return "; ".join(asked)
    return term("progress", "asks_extension")
