"""The names of the copies of units' own files."""

import unicodedata
from collections.abc import Sequence
from pathlib import PurePath

ENDING = "-ra-soat.xlsx"
_LONGEST, _HEAVIEST = 60, 180
"""Characters, and bytes of UTF-8, of a file's name that the name of its copy keeps."""


def checked_names(files: Sequence[str]) -> dict[str, str]:
    """Name the copies of a unit's files: ``bieu.xlsx`` → ``bieu-ra-soat.xlsx``, all different."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for file in files:
        stem, number = _beginning(PurePath(file).stem), 1
        name = f"{stem}{ENDING}"
        # Windows takes names that differ in their case alone for one.
        while name.casefold() in taken:
            number += 1
            name = f"{stem} ({number}){ENDING}"
        taken.add(name.casefold())
        names[file] = name
    return names


def _beginning(stem: str) -> str:
    """Return as much of a file's name as its copy keeps, in the form that all outputs have."""
    light = unicodedata.normalize("NFC", stem)[:_LONGEST].encode()[:_HEAVIEST]
    return light.decode(errors="ignore").rstrip(" .")
