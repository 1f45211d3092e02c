"""The words in which people are asked about states: of which task a row is, how far a task is."""

import re

from reconcile.model import Progress, StatusRuling
from reconcile.vocabulary.terms import term
from reconcile.vocabulary.text import bare

OFFERED_STATES = (
    Progress.DONE,
    Progress.UNDER_WAY,
    Progress.NOT_BEGUN,
    Progress.RECURRING,
    Progress.PAUSED,
    Progress.WITHDRAWN,
)
"""How far a person may say that a task is; “not known” is what nobody said."""
_NUMBER = re.compile(r"(?:dua )?(?:ve )?(?:nhiem vu )?(?:so )?(?P<number>[\w.-]*\d[\w.-]*)")
_BY_WORDS = (
    (StatusRuling.OTHER, re.compile(r"(?:dua )?ve nhiem vu(?: so)?|nhiem vu so")),
    (StatusRuling.NONE, re.compile(r"khong|khong phai(?: la)?(?: cua)? nhiem vu nao")),
    (StatusRuling.SAME, re.compile(r"dung|co|dung nhiem vu neu ben|dung roi|dung vay")),
)


def parse_ruling(text: str) -> tuple[StatusRuling | None, str] | None:
    """Read which task a person says that a row is about.

    Args:
        text: of the cell: an answer of the list, or the like in a person's own words.

    Returns:
        The answer, with the number that the words name; no answer for an empty cell; None where
        it is not understood.

    """
    said = re.sub(r"[^\w.-]+", " ", bare(text)).strip(" .")
    if not said:
        return None, ""
    for ruling, words in _BY_WORDS:
        if words.fullmatch(said):
            return ruling, ""
    named = _NUMBER.fullmatch(said)
    return (StatusRuling.OTHER, named["number"]) if named else None


def offered_rulings() -> tuple[str, ...]:
    """List the answers that a cell offers."""
    return tuple(term("status_ruling", each) for each in StatusRuling)


def offered_states() -> tuple[str, ...]:
    """List the states that a cell offers."""
    return tuple(term("progress_state", each) for each in OFFERED_STATES)
