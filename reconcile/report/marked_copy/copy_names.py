"""The names of the copies of units' own files."""

from collections.abc import Sequence
from pathlib import PurePath

ENDING = "-ra-soat.xlsx"
_LONGEST = 60
"""Characters of a file's name that the name of its copy keeps."""


def checked_names(files: Sequence[str]) -> dict[str, str]:
    """Name the copies of a unit's files: ``bieu.xlsx`` → ``bieu-ra-soat.xlsx``, all different."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for file in files:
        stem, number = PurePath(file).stem[:_LONGEST].rstrip(" ."), 1
        name = f"{stem}{ENDING}"
        # Windows takes names that differ in their case alone for one.
        while name.casefold() in taken:
            number += 1
            name = f"{stem} ({number}){ENDING}"
        taken.add(name.casefold())
        names[file] = name
    return names
