"""The hyphen that belongs to an official name of a place, however it was typed."""

import re

from reconcile.vocabulary.tables import table
from reconcile.vocabulary.text import bare

_KNOWN = "|".join(table("units")["names"]["after_hyphen"])
_TYPED = re.compile(rf"(?<=[a-z])\s*[-–]\s*(?=(?:{_KNOWN})(?![a-z]))")


def spaced(line: str) -> str:
    """Put spaces round the hyphen of a known name: ``VĂN MIẾU-QUỐC TỬ GIÁM``."""
    plain = bare(line)
    # Places are found in the one and changed in the other.
    hits = list(_TYPED.finditer(plain)) if len(plain) == len(line) else []
    for hit in reversed(hits):
        line = f"{line[: hit.start()]} - {line[hit.end() :]}"
    return line
