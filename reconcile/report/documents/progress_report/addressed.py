"""Proposals by whom they ask, where their words name a body; the others stand at the end."""

import re
from collections.abc import Iterable
from functools import cache

from reconcile.report.documents.progress_report.words import MOST, some
from reconcile.vocabulary.agencies import bodies, find_agencies, provincial_bodies
from reconcile.vocabulary.tables import table
from reconcile.vocabulary.text import capitalised, one_line

_ASKS = re.compile(r"(?:đề nghị|kiến nghị|đề xuất|kính trình|trình)\s+(?:với\s+)?", re.IGNORECASE)
_NAME = 60
"""Letters within which the body that is asked stands behind the verb."""


def by_addressee(lines: Iterable[dict[str, str]]) -> list[dict[str, object]]:
    """Part proposals by the body that they ask.

    Args:
        lines: ``noi_dung`` and ``nhiem_vu`` of each.

    """
    found: dict[str, list[dict[str, str]]] = {}
    for line in lines:
        found.setdefault(addressee(line["noi_dung"]), []).append(line)
    rest = found.pop("", [])
    parted = [*found.items(), *([("", rest)] if rest else [])]
    return [
        {
            "ten": _title(name, several=bool(found)),
            "dong": each[:MOST],
            "so_khac": some(len(each) - MOST, "nội dung"),
        }
        for name, each in parted
    ]


def addressee(said: str) -> str:
    """Name the body that a proposal asks, as it writes it; empty where it names none."""
    for verb in _ASKS.finditer(one_line(said)):
        behind = one_line(said)[verb.end() :][:_NAME]
        # The body stands right behind the verb: what comes later is spoken of, not asked.
        asked = (name for name in provincial_bodies(behind) if _begins(behind, name))
        if name := next(asked, ""):
            return capitalised(_official(name))
        if name := next((each for each in _central() if _begins(behind, each)), ""):
            return name
    return ""


def _begins(text: str, name: str) -> bool:
    """Tell whether a text begins with a name, and not with a longer word."""
    return bool(re.match(rf"{re.escape(name)}(?!\w)", text, re.IGNORECASE))


@cache
def _central() -> tuple[str, ...]:
    """List the bodies of the central level, the longest names first."""
    return tuple(sorted(table("units")["central"]["names"], key=len, reverse=True))


def _official(name: str) -> str:
    """Write a body by its full name, where the table of bodies has one for it alone."""
    known = find_agencies(name)
    full = bodies()[known[0]].name if len(known) == 1 else ""
    return full if full and "{" not in full else name


def _title(name: str, *, several: bool) -> str:
    """Head proposals; those that ask nobody by name need no head where there are no others."""
    if name:
        return f"Đối với {name}"
    return "Nội dung khác" if several else ""
