"""The role of the lower level in an upper task, from the bodies that the task names."""

import re
from enum import IntEnum
from functools import lru_cache

from reconcile.model import Level, Role
from reconcile.vocabulary.patterns import both_ways, whole_words
from reconcile.vocabulary.tables import table
from reconcile.vocabulary.text import UPPER, fold, fold_as_typed, one_line

_TABLE = table("roles")
# “xã hội” is society and no commune.
_NAMED = re.compile(rf"(?:xã|phường|đặc khu)(?! hội)(?P<named>\s+[{UPPER}])?")


class Strength(IntEnum):
    """How plainly a phrase names the lower level; LEGACY names the district level of before."""

    NONE = 0
    LEGACY = 1
    MEDIUM = 2
    STRONG = 3


_VILLAGE = "village"
"""Below the commune: a village, a neighbourhood, a Party cell; no level of government."""
_PHRASES = {
    level: tuple(
        (strength, whole_words(_TABLE[level][strength.name.lower()]))
        # The plainest first: the first that is found counts.
        for strength in (Strength.STRONG, Strength.MEDIUM, Strength.LEGACY)
    )
    for level in (Level.COMMUNE, Level.PROVINCE, _VILLAGE)
}
_NEVER = whole_words(_TABLE["never"]["phrases"])
_PLACE = whole_words(_TABLE["never"]["in_text"])
_SUPPORT = whole_words([_TABLE["cell"]["support"]])
_ARTICLE = both_ways(_TABLE["text"]["articles"])
_HELPS = both_ways(_TABLE["text"]["helps"])
_LEADS = both_ways(_TABLE["text"]["leads"])
_CHAIRS = both_ways(_TABLE["text"]["chairs"])


def role_of(
    lead: str,
    support: str,
    *,
    upper: Level = Level.PROVINCE,
    lower: Level = Level.UNKNOWN,
    place: str = "",
) -> Role:
    """Tell the role of the lower level from the lead and support cells alone.

    Args:
        lead: the lead cell; ``…, phối hợp: …`` inside it counts as support.
        support: the support cell.
        upper: the level of the upper plan. ``địa phương`` in a plan of the province (or of its
            Party committee) means the communes, in a central plan the provinces.
        lower: the level of the lower plan; the next one below ``upper`` when unknown: below a
            commune its villages and Party cells.
        place: the lower unit's place name (``Dân Tiến``); a cell that names single communes
            gives a role to these only. Empty: any commune named counts.

    """
    leads, helps = _parted(one_line(lead))
    also_leads, also_helps = ("", one_line(support))
    below = _level_below(upper, lower)
    # In a central plan “địa phương” are the provinces: there a commune must be named as such.
    only_strong = upper is Level.CENTRAL and below is Level.COMMUNE
    for role, cells in ((Role.LEAD, (leads, also_leads)), (Role.SUPPORT, (helps, also_helps))):
        if any(_counts(cell, below, place, only_strong=only_strong) for cell in cells):
            return role
    return Role.NONE


def role_from_text(
    text: str, *, upper: Level = Level.PROVINCE, lower: Level = Level.UNKNOWN
) -> Role:
    """Guess the role from the task's text, for a table that has neither column.

    A body that is told to act leads; one that is helped, guided or worked with supports.
    """
    below = _level_below(upper, lower)
    said = _PLACE.sub(_NEVER.sub(fold_as_typed(one_line(text))))
    best = Role.NONE
    for _, pattern in _PHRASES[below]:
        hit = pattern.search(said)
        if not hit:
            continue
        if _acts(said[: hit.start()], said[hit.end() :]):
            return Role.LEAD
        best = Role.SUPPORT
    return best


def strength_of(cell: str, *, level: str = Level.COMMUNE) -> Strength:
    """Tell how plainly a cell names a level: strong, medium, by its predecessors, or not at all."""
    said = _NEVER.sub(fold_as_typed(one_line(cell)))
    return next((s for s, pattern in _PHRASES[level] if pattern.search(said)), Strength.NONE)


def _level_below(upper: Level, lower: Level) -> str:
    """Give the level whose role is asked: its own, or the next one below ``upper``."""
    if lower in _PHRASES:
        return lower
    return {Level.CENTRAL: Level.PROVINCE, Level.COMMUNE: _VILLAGE}.get(upper, Level.COMMUNE)


@lru_cache(maxsize=1 << 12)
def _parted(cell: str) -> tuple[str, str]:
    """Part a cell at ``phối hợp``: who leads, who helps."""
    hit = _SUPPORT.search(fold_as_typed(cell))
    return (cell[: hit.start()], cell[hit.end() :]) if hit else (cell, "")


@lru_cache(maxsize=1 << 12)
def _counts(cell: str, level: str, place: str, *, only_strong: bool) -> bool:
    """Tell whether a cell gives the level a role."""
    strength = strength_of(cell, level=level) if cell else Strength.NONE
    if strength is not Strength.STRONG:
        return strength > Strength.NONE and not only_strong
    return not place or not _names_single_ones(cell) or fold(place) in fold(cell)


def _names_single_ones(cell: str) -> bool:
    """Tell whether every commune in a cell is named: ``UBND xã Dân Tiến``, not ``các xã``."""
    # Where all letters are capitals none of them tells a name.
    hits = [] if cell.isupper() else list(_NAMED.finditer(cell))
    return bool(hits) and all(hit["named"] for hit in hits)


def _acts(before: str, after: str) -> bool:
    """Tell whether the body between two parts of a text is the one told to act."""
    if _HELPS.search(before):
        return False
    leads = _LEADS.search(before) is not None
    before = _ARTICLE.sub(before).strip(" -+*•0123456789)(")
    starts = not before or before[-1] in ".;:,"
    return leads or starts or _CHAIRS.search(after) is not None
