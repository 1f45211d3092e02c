"""Vietnamese syllables: what can be a word of the language, and what cannot."""

import re
import unicodedata
from functools import lru_cache

from reconcile.vocabulary.tables import table
from reconcile.vocabulary.text import TONES, bare

_TABLE = table("legacy")["syllable"]
_ONSETS = ("", *_TABLE["onsets"].split())
_RIMES = frozenset(_TABLE["rimes"].split())
_BARE_RIMES = frozenset(map(bare, _RIMES))
_TONES = re.compile(f"[{TONES}]")
_STOPS = ("p", "t", "c", "ch")
_STOPPED_TONES = {"\u0301", "\u0323"}
"""A syllable that ends in a stop has the tone sắc or nặng."""


_BROKEN = re.compile(r"(?<![^\W_])([^\W\d_]+)[-\u2010\u00ad]\n([^\W\d_]+)(?![^\W_])")


def rejoined(text: str) -> str:
    """Put together the words that a hyphen at the end of a line parts: ``chươ-`` over ``ng``.

    Only where the parts are not both words: ``văn hóa-`` over ``xã hội`` stays, and so do symbols
    such as ``KH-`` over ``UBND``.
    """
    return _BROKEN.sub(_whole, text) if "\n" in text else text


def _whole(hit: re.Match[str]) -> str:
    """Return the word that two parts make, or both as they stand."""
    first, second = hit[1], hit[2]
    names = first.isupper() or not second.islower()
    return hit[0] if names or (is_syllable(first) and is_syllable(second)) else first + second


@lru_cache(maxsize=1 << 14)
def is_bare_syllable(word: str) -> bool:
    """Tell whether a word, in any case, can be a Vietnamese syllable without its diacritics."""
    plain = bare(word)
    return any(plain.startswith(onset) and plain[len(onset) :] in _BARE_RIMES for onset in _ONSETS)


@lru_cache(maxsize=1 << 14)
def is_syllable(word: str) -> bool:
    """Tell whether a word, in any case, can be a Vietnamese syllable."""
    apart = unicodedata.normalize("NFD", word.casefold())
    tones = _TONES.findall(apart)
    plain = unicodedata.normalize("NFC", _TONES.sub("", apart))
    # Two tones in one syllable come of a wrong reading.
    if len(tones) > 1 or not any(
        plain.startswith(onset) and plain[len(onset) :] in _RIMES for onset in _ONSETS
    ):
        return False
    return not plain.endswith(_STOPS) or (bool(tones) and tones[0] in _STOPPED_TONES)
