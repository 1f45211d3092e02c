"""Heads of narrow columns: a term of several syllables stays on one line where it fits."""

import re
import tomllib
from pathlib import Path

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


def _lines(title: str, size: float, room: float) -> list[str]:
    """Break a title into lines, as they read."""
    return [line.replace("\u00a0", " ") for line in wrap(title, size, room, Face.BOLD)]
