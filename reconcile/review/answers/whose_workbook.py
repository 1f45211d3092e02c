"""Whose a review workbook is that does not say it itself: by its title lines, else by its name."""

import re
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from reconcile.model import Unit
from reconcile.review.keys.seals import shown
from reconcile.review.workbooks.grids import ReviewGrid
from reconcile.vocabulary.text import bare, fold, has_diacritics

_HEAD = 12
"""Rows of a sheet that may name the unit."""
_LONGEST = 300


def named_unit(grids: Sequence[ReviewGrid], file: str, units: Sequence[Unit]) -> Unit | None:
    """Find the one unit that a workbook names; None where it names none, or several.

    Args:
        grids: its sheets.
        file: its path, with ``/``.
        units: those of the run.

    """
    for texts in (tuple(_title_lines(grids)), _names(file)):
        found = {unit.id: unit for text in texts for unit in _named(text, units)}
        if found:
            return next(iter(found.values())) if len(found) == 1 else None
    return None


def _title_lines(grids: Sequence[ReviewGrid]) -> Iterator[str]:
    """Yield the lines over the tables: rows that have one cell."""
    for grid in grids:
        for number, line in grid.rows.items():
            if number <= _HEAD and len(line) == 1:
                text = shown(next(iter(line.values())))
                if len(text) <= _LONGEST:
                    yield text


def _names(file: str) -> tuple[str, ...]:
    """Return the name of a file and those of the folders below outputs/review."""
    path = PurePosixPath(file)
    return tuple(re.sub(r"[_\s]+", " ", name) for name in (path.stem, *path.parts[2:-1]))


def _named(text: str, units: Sequence[Unit]) -> list[Unit]:
    """Return the units that a text names; of two names of which one holds the other, the longer."""
    hits = {unit: name for unit in units if (name := _hit(text, unit))}
    return [
        unit
        for unit, name in hits.items()
        if not any(name != other and name in other for other in hits.values())
    ]


def _hit(text: str, unit: Unit) -> str:
    """Return the name by which a text means a unit; ``""`` where it does not."""
    shape = fold if has_diacritics(text) else bare
    said = shape(text)
    for name in (unit.name, f"{unit.word} {unit.place}" if unit.word and unit.place else ""):
        wanted = shape(name)
        if wanted and re.search(rf"(?<!\w){re.escape(wanted)}(?!\w)", said):
            return wanted
    return ""
