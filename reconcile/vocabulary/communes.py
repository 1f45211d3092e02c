"""The official names of communes and provinces: to mend names that were typed without marks."""

import re
from dataclasses import replace
from functools import cache

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from reconcile.model import Unit
from reconcile.vocabulary.tables import table
from reconcile.vocabulary.text import bare, fold, has_diacritics
from reconcile.vocabulary.units import unit_id

_SHORTEST = 6
"""Letters of a name of which one may be mistyped; shorter names are near to too many."""
_MOST_NEAR = 3
_WORDS = {"xa": "xã", "phuong": "phường", "dac_khu": "đặc khu"}


def communes() -> dict[str, tuple[tuple[str, str], ...]]:
    """Return by province the communes that it has: the word of level, and the name."""
    return {
        province["name"]: tuple(
            (word, name) for key, word in _WORDS.items() for name in province.get(key, ())
        )
        for province in table("communes")["province"]
    }


def with_marks(unit: Unit) -> Unit:
    """Write a commune's name as it is official, where it was typed without marks.

    Only where all communes that are called so without marks are written alike; a name that no
    commune has stays.
    """
    if unit.word not in _WORDS.values() or has_diacritics(unit.place):
        return unit
    written = _written().get((unit.word, _spoken(unit.place)), frozenset())
    if len(written) != 1:
        return unit
    (place,) = written
    name = f"{unit.name.removesuffix(unit.place)}{place}"
    return replace(unit, id=unit_id(name), name=name, place=place)


def nearly_official(unit: Unit) -> tuple[str, ...]:
    """Name the communes that one letter or mark tells from a name that none of them has.

    Empty for a name on the list, and for one that is near to too many.
    """
    said = fold(unit.place)
    if unit.word not in _WORDS.values() or len(said) < _SHORTEST or said in _official().values():
        return ()
    near = process.extract(
        said, _official(), scorer=Levenshtein.distance, score_cutoff=1, limit=_MOST_NEAR + 1
    )
    return tuple(sorted(name for _, _, name in near)) if len(near) <= _MOST_NEAR else ()


@cache
def _official() -> dict[str, str]:
    """Index all names folded, by how they are written."""
    return {name: fold(name) for named in communes().values() for _, name in named}


@cache
def _written() -> dict[tuple[str, str], frozenset[str]]:
    """Gather how the communes of a name without marks are written."""
    found: dict[tuple[str, str], set[str]] = {}
    for named in communes().values():
        for word, name in named:
            found.setdefault((word, _spoken(name)), set()).add(name)
    return {key: frozenset(names) for key, names in found.items()}


def _spoken(name: str) -> str:
    """Write a name without its marks and without its hyphen, which a file name loses."""
    return " ".join(re.split(r"[\s–-]+", bare(name)))
