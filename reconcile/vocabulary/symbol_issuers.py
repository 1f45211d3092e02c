"""Which office a document's symbol names: ``12/KH-SYT`` is Sở Y tế's, ``30/KH-BYT`` Bộ Y tế's."""

import re
from collections import Counter
from functools import cache

from reconcile.vocabulary.agencies import bodies
from reconcile.vocabulary.tables import table
from reconcile.vocabulary.text import unmarked

_OFFICES = ("Sở ", "Bộ ")
"""What the offices are called whose symbols name one of them alone, and none of a lower level."""


def office_of(symbol: str) -> str:
    """Name the office that a symbol names; empty where it names none, or a body of every level."""
    parts = re.split(r"[/-]", unmarked(symbol).upper())
    return next((name for part in parts if (name := _offices().get(part))), "")


@cache
def _offices() -> dict[str, str]:
    """Index departments and ministries by the first letters of their names.

    So offices make their symbols, which Nghị định 30/2020/NĐ-CP, Phụ lục I leaves to them; the
    letters of two offices (Sở Nội vụ, Sở Ngoại vụ) tell neither.
    """
    names = [body.name for body in bodies().values() if body.level == "province"]
    names = [*names, *table("units")["central"]["names"]]
    offices = dict.fromkeys(name for name in names if name.startswith(_OFFICES))
    letters = {name: _letters(name) for name in offices}
    met = Counter(letters.values())
    return {short: name for name, short in letters.items() if met[short] == 1}


def _letters(name: str) -> str:
    """Give the first letters of the words of a name, but for ``và``."""
    return "".join(word[0] for word in unmarked(name).upper().split() if word != "VA")
