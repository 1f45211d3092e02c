"""Heads of narrow columns: a term of several syllables stays on one line where it fits."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from docx.table import Table, _Cell
from msgspec.structs import replace

from reconcile.layout.rules.measures import Profile, TableColumn
from reconcile.office.text_width import Face, text_width, wrap

_TERMS: list[str] = tomllib.loads(Path(__file__).with_name("sentences.toml").read_text("utf-8"))[
    "heads"
]["whole"]
_POINTS = 72 / 25.4
"""In a millimetre."""
_SLACK = 4
"""Points that a term leaves free: letters that a font lacks come from another, wider one."""


def head(column: TableColumn, profile: Profile) -> str:
    """Return the title of a column, with fixed spaces in the terms that would break in it."""
    size = profile.text["bang_dau"].size
    whole = (column.width - 2 * profile.grid["task"].padding) * _POINTS
    fits = [term for term in _TERMS if text_width(term, size, Face.BOLD) <= whole - _SLACK]
    words = "|".join(map(re.escape, sorted(fits, key=len, reverse=True)))
    pattern = re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)
    bound = pattern.sub(lambda hit: hit[0].replace(" ", "\u00a0"), column.title)
    # By our measure, and in a program whose letters are wider.
    breaks = any(
        _lines(bound, size, room) != _lines(column.title, size, room)
        for room in (whole, whole - _SLACK)
    )
    return bound if breaks else column.title


def levels(columns: Sequence[TableColumn]) -> int:
    """Return how many rows the header of a table has."""
    return 2 if any(column.over for column in columns) else 1


def head_cells(table: Table, columns: Sequence[TableColumn]) -> Iterator[tuple[_Cell, TableColumn]]:
    """Yield the cells of a header, merged where they are one, each with what stands in it."""
    top, low = list(table.rows[0].cells), list(table.rows[-1].cells)
    at = 0
    for over, group in groupby(columns, key=lambda column: column.over):
        below = list(group)
        if over:
            whole = replace(below[0], title=over, width=sum(each.width for each in below))
            yield _merged(top[at : at + len(below)]), whole
        for column in below:
            yield (low[at] if over else _merged([top[at], low[at]])), column
            at += 1


def _merged(cells: Sequence[_Cell]) -> _Cell:
    """Merge cells that lie in one row or below each other; a cell with itself is itself."""
    for cell in cells:
        # python-docx merges no cell that has no paragraph.
        if not cell.paragraphs:
            cell.add_paragraph()
    merged: _Cell = cells[0].merge(cells[-1])
    return merged


def _lines(title: str, size: float, room: float) -> list[str]:
    """Break a title into lines, as they read."""
    return [line.replace("\u00a0", " ") for line in wrap(title, size, room, Face.BOLD)]
