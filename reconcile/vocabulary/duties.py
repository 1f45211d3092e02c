"""Two duties given in one breath: where “và” or a comma joins deeds with things of their own."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from reconcile.vocabulary.tables import table

# Each begins with letters of its own, for which a text is searched fast.
_AND = (re.compile(r" và (?=([^\W\d_]+) )"), re.compile(r" đồng thời (?=([^\W\d_]+) )"))
_COMMA = (*_AND, re.compile(r", (?=([^\W\d_]+) )"))
_SIGNS = frozenset("(,…")
_SHORTEST = 3
"""A duty of fewer words is not held apart: too little to find it again by."""
_NEAR = 100
"""So many letters after the joint tell whether a duty begins there."""
_FAR = 1000
"""So many letters before the joint tell whether one stands there: a cell may hold a whole plan."""

Phrases = Mapping[str, Sequence[Sequence[str]]]
"""First word → the phrases that begin with it, as words, the longest first."""


@dataclass(frozen=True, slots=True)
class _Lists:
    """Phrases of duties.toml."""

    acts: Phrases
    """Deeds and aims."""
    aims: Phrases
    manners: Phrases
    openers: Phrases
    titles: Phrases
    """What opens a subject, in the wide sense."""
    no_things: Phrases
    names: Phrases
    ends: frozenset[str]
    """What may not stand last before a second duty."""
    undone: Phrases
    """What a row begins with that says that a duty is not done."""
    first: frozenset[str]
    """First words of whatever may begin a duty."""


@cache
def _lists() -> _Lists:
    """Read the lists."""
    read = {name: text.split("|") for name, text in table("duties").items()}
    acts = _by_first(read["deeds"], read["aims"])
    manners = _by_first(read["manners"])
    return _Lists(
        acts=acts,
        aims=_by_first(read["aims"]),
        manners=manners,
        openers=_by_first(read["openers"]),
        titles=_by_first(read["openers"], read["titles"]),
        no_things=_by_first(read["no_things"]),
        names=_by_first(read["names"]),
        ends=frozenset(phrase.strip() for phrase in read["ends"]),
        undone=_by_first(read["undone"]),
        first=frozenset(acts.keys() | manners.keys()),
    )


def _by_first(*lists: Sequence[str]) -> Phrases:
    """Arrange phrases by their first words."""
    found: dict[str, list[list[str]]] = {}
    for phrase in (phrase.split() for phrases in lists for phrase in phrases):
        found.setdefault(phrase[0], []).append(phrase)
    return {word: sorted(phrases, key=len, reverse=True) for word, phrases in found.items()}


def split_duties(clause: str, *, commas: bool = False) -> tuple[str, ...]:
    """Cut a clause where “và” joins two duties, each a deed with a thing of its own.

    “quản lý và sử dụng tài sản” is one duty, for the deeds share their thing; a name (“Nông nghiệp
    và Môi trường”) is none, nor is what a duty is only about (“tuyên truyền về … và …”). A clause
    that holds one duty comes back whole. The words are those of duties.toml.

    Args:
        clause: a text in NFC, in any case of letters; may be empty.
        commas: cut where a comma joins them, too; what stands after a comma often only says how.

    """
    known = _lists()
    # Few words begin a duty, and a name begins with a capital letter.
    joints = sorted(
        (joint.start(), joint.end())
        for pattern in (_COMMA if commas else _AND)
        for joint in pattern.finditer(clause)
        if joint[1] in known.first
    )
    parts: list[str] = []
    start = 0
    for end, follow in joints:
        before = clause[max(start, end - _FAR) : end]
        if before and _begins_duty(clause[follow : follow + _NEAR], before, known):
            parts.append(clause[start:end].strip(" ,"))
            start = follow
    return (*parts, clause[start:]) if parts else (clause,)


def says_undone(text: str) -> str:
    """Give the words with which a text says at once that a duty is not done; empty if with none."""
    words = _words(text.lower().strip(" -+•*"))
    return " ".join(words[: _at(words, 0, _lists().undone)])


def _begins_duty(after: str, before: str, known: _Lists) -> bool:
    """Tell whether a text begins a duty, beside the one that the text before it gives."""
    right = _words(after)
    at = _skip(right, 0, known.manners)
    thing = _skip(right, at, known.acts)
    if thing == at or _at(right, at, known.names):
        return False
    is_aim = bool(_at(right, at, known.aims))
    while thing + 1 < len(right) and right[thing] in {",", "và"}:
        further = _skip(right, thing + 1, known.acts)
        if further == thing + 1:
            return False
        thing = further
    thing = _skip(right, thing, known.manners)
    if thing >= len(right) or right[thing] in _SIGNS or _at(right, thing, known.no_things):
        return False
    left = _words(before.lower())
    if len(right) - at < _SHORTEST or not _has_duty(left, known):
        return False
    if is_aim:
        return not any(_at(left, place, known.titles) for place in range(len(left)))
    return not _is_subject(left, known)


def _words(text: str) -> list[str]:
    """List the words of a text, and its commas and brackets."""
    return text.replace(",", " , ").replace("(", " ( ").split()


def _at(words: Sequence[str], at: int, phrases: Phrases) -> int:
    """Count the words of the longest phrase that stands at a place; 0 where there is none."""
    for phrase in phrases.get(words[at], ()) if at < len(words) else ():
        if words[at : at + len(phrase)] == phrase:
            return len(phrase)
    return 0


def _skip(words: Sequence[str], at: int, phrases: Phrases) -> int:
    """Give the place after all phrases that stand at a place one after another."""
    while count := _at(words, at, phrases):
        at += count
    return at


def _has_duty(left: Sequence[str], known: _Lists) -> bool:
    """Tell whether a text holds a deed with its thing, and does not end with another deed."""
    if not left or left[-1] in known.ends or " ".join(left[-2:]) in known.ends:
        return False
    has_thing, at = False, 0
    while at < len(left):
        count = _at(left, at, known.acts)
        # A deed of one syllable is often a part of another word: “chương trình”, “cây trồng”.
        if count == 1 and at and left[at - 1] != ",":
            count = 0
        after = at + count
        if after == len(left):
            return False
        has_thing = has_thing or (count > 0 and left[after] not in _SIGNS)
        at += count or 1
    return has_thing


def _is_subject(left: Sequence[str], known: _Lists) -> bool:
    """Tell whether a deed in a text stands right after what opens a subject or an aim."""
    return any(
        count and _at(left, at + count, known.acts)
        for at in range(len(left))
        for count in (_at(left, at, known.openers),)
    )
