"""Symbols of documents: types and issuers, as data, and how they are spelt."""

import re
from dataclasses import dataclass
from functools import lru_cache

from reconcile.vocabulary.tables import table
from reconcile.vocabulary.text import unmarked


@dataclass(frozen=True, slots=True)
class _Kind:
    """A type of document as ``directives.toml`` describes it."""

    words: list[str]
    also: list[str]
    alone: str
    short: bool


def _longest_first(words: set[str]) -> str:
    """Join words to an alternation that tries the longest first."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(word.replace(" ", r"\s+") for word in ordered)


_TABLE = table("directives")
_KINDS: dict[str, _Kind] = {name: _Kind(**entry) for name, entry in _TABLE["kinds"].items()}
_WORDS: dict[str, str] = {word: name for name, kind in _KINDS.items() for word in kind.words}
_ABBREVIATIONS: dict[str, str] = {
    spelt: name for name, kind in _KINDS.items() for spelt in (name, *kind.also)
}
_PARTY = frozenset(_TABLE["issuers"]["party"])
_STATE = frozenset(_TABLE["issuers"]["state"])
_EVERY_LEVEL = frozenset(_TABLE["issuers"]["at_every_level"])
_KNOWN: dict[str, str] = {unmarked(name).upper(): name for name in sorted(_PARTY | _STATE)}
_SPELLING: dict[str, str] = _TABLE["spelling"]
_LEGISLATURE = re.compile(_TABLE["issuers"]["legislature"])


def _spelt(names: set[str]) -> set[str]:
    """Give abbreviations without marks: as official, and in capitals."""
    plain = {unmarked(name) for name in names}
    return plain | {name.upper() for name in plain}


_SHORT = {spelt for spelt, name in _ABBREVIATIONS.items() if _KINDS[name].short}
_KNOWN_SPELT = _spelt(set(_KNOWN.values()))
_PART = r"(?:(?:\s?-|-\s)[A-Z][A-Z0-9]*(?![a-z0-9]))"

# Patterns over text without marks (``unmarked``).
WORD = _longest_first(set(_WORDS))
"""Names of types, for a pattern that ignores case."""
SHORT = _longest_first(_spelt(_SHORT))
"""Abbreviations that with a bare number make a citation: ``KH02``."""
KIND = rf"(?i:{_longest_first(_spelt(set(_ABBREVIATIONS)))})"
"""Abbreviations of types inside a symbol."""
ISSUER = (
    rf"(?:(?i:{_longest_first(_KNOWN_SPELT)})(?![A-Za-z0-9&])|[A-Z][A-Z0-9&]+(?![a-z])){_PART}*"
    r"(?:\s[A-Z]{2,5}(?![A-Za-z]))?"
)
"""Issuers; the last word may belong to it (``BGD ĐT``) or not: ``issuer_of`` decides."""
AGENCY = (
    rf"(?:{_LEGISLATURE.pattern}(?!\d)|[A-Z]{{2,}}[A-Z0-9]*(?![a-z0-9&]){_PART}+"
    rf"|(?:{_longest_first(_KNOWN_SPELT)})(?![A-Za-z0-9&]))"
)
"""Symbols that name no type: ``VPCP-KGVX``, ``QH15``, ``UBND``."""


def kind_of_word(word: str) -> str:
    """Give the abbreviation of a type's name as a pattern found it, without marks."""
    return _WORDS[" ".join(word.lower().split())]


def kind_of(abbreviation: str) -> str:
    """Give the official abbreviation of a type; without its Đ the likelier one is taken."""
    known = _ABBREVIATIONS.get(abbreviation)
    if known:
        return known
    plain = unmarked(abbreviation).upper()
    same = [name for spelt, name in _ABBREVIATIONS.items() if unmarked(spelt).upper() == plain]
    marked = [name for name in same if unmarked(name) != name]
    return next(iter(marked if "Đ" in abbreviation.upper() else same), plain)


def stands_alone(kind: str) -> str:
    """Tell how a type stands with a bare number: ``noun``, ``verb``, or not at all (``""``)."""
    return _KINDS[kind].alone


def issuer_of(line: str, start: int, end: int) -> tuple[str, int]:
    """Give the official spelling of the issuer at a place of a line, and where it ends."""
    raw = line[start:end]
    first, _, last = raw.rpartition(" ")
    apart = first and "-" not in last and not first.endswith("-")
    if apart and unmarked(first + last).upper().replace("&", "") not in _KNOWN:
        raw, end = first.rstrip(), start + len(first.rstrip())
    parts = raw.replace(" ", "").replace("&", "").split("-")
    return "-".join(map(_official, parts)), end


def is_known(issuer: str) -> bool:
    """Tell whether an issuer, spelt in any way, is in the table."""
    return unmarked(issuer).upper() in _KNOWN


def is_legislature(issuer: str) -> bool:
    """Tell whether a symbol is that of a legislature (``QH15``)."""
    return bool(_LEGISLATURE.fullmatch(issuer))


@lru_cache(maxsize=1 << 12)
def is_unique(issuer: str) -> bool:
    """Tell whether there is one such issuer only: its numbers do not recur at each level."""
    # Behind the hyphen stands who drafted the letter, or its field: VPCP-KGVX.
    first = issuer.partition("-")[0]
    return first in _KNOWN.values() and first not in _EVERY_LEVEL


def is_party(issuer: str, first: str, second: str) -> bool:
    """Tell whether a document is the Party's: by its issuer, else by the separators typed."""
    head = issuer.partition("-")[0]
    if head in _PARTY:
        return True
    return head not in _STATE and (first, second) == ("-", "/")


@lru_cache(maxsize=1 << 12)
def same_issuer(one: str, two: str) -> bool:
    """Tell whether two issuers can be one: equal but for Đ, or one the office of the other."""
    if not (one and two):
        return True
    a, b = unmarked(one).upper(), unmarked(two).upper()
    return a == b or a.startswith(f"{b}-") or b.startswith(f"{a}-")


def _official(part: str) -> str:
    """Spell one part of an issuer officially; unknown ones in capitals."""
    plain = unmarked(part).upper()
    if plain in _KNOWN:
        return _KNOWN[plain]
    wrong = next((w for w in _SPELLING if plain.startswith(w)), "")
    upper = part.upper()
    return _SPELLING[wrong] + upper[len(wrong) :] if wrong else upper
