"""Damaged files: a clear answer soon, never a traceback, never a task that was not in the file.

A task read from a damaged file *was in it* when its text is that of a task of the sound file, or a
stretch of the row of one (a separator or a tag may be lost or won) or of the header, in which the
damage changed at most a third of the letters. A heading, a letterhead or a footer is never one.
"""

import os
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from rapidfuzz import fuzz

from by_path import read_files
from damage import damage
from effort import at_most
from reconcile.model import Column, RowKind, Source
from reconcile.normalise import to_plan

HOME = Path(__file__).parent / "cases"
GIVEN = sorted(path for path in HOME.glob("*/given.*") if path.suffix != ".rtf")
"""Every case but the one that LibreOffice reads, whose damage is its own affair."""
UNCHANGED = 66.0
PATIENCE = 40
"""Times the reference of ``effort``."""
SMALL, ALL = 100, 1_000


@cache
def texts(path: Path) -> list[str]:
    """Read the texts of all tasks of a file; none where it is refused."""
    sources = [read for read in read_files(path) if isinstance(read, Source)]
    for source in sources:
        to_plan([source], upper=True)
    rows = (row for source in sources for table in source.tables for row in table.rows)
    return [" ".join(row.says(Column.TASK).split()) for row in rows if row.kind is RowKind.TASK]


@cache
def rows(path: Path) -> list[str]:
    """Read the rows of all tasks of a file as texts, and the headers over them."""
    tables = [t for read in read_files(path) if isinstance(read, Source) for t in read.tables]
    told = [row for table in tables for row in table.rows if row.kind is RowKind.TASK]
    heads = [" ".join(head.text for head in table.headings) for table in tables]
    return [" ".join(" ".join(cell.text for cell in row.cells).split()) for row in told] + heads


def was_in(text: str, path: Path) -> bool:
    """Tell whether a text was in the sound file, as the head of this module says."""
    return text in texts(path) or any(
        fuzz.partial_ratio(text, known) >= UNCHANGED and len(text) <= len(known) * 1.25
        for known in rows(path)
    )


def strange(folder: Path, seed: int) -> list[str]:
    """Damage a case file, read it, and return the tasks that were not in it."""
    given = GIVEN[seed % len(GIVEN)]
    path = folder / given.name
    path.write_bytes(damage(given.read_bytes(), seed))
    with at_most(PATIENCE, f"seed {seed}, {given.parent.name}"):
        read = texts.__wrapped__(path)
    return [f"{seed} {given.parent.name}: {text}" for text in read if not was_in(text, given)]


def test_the_sound_files_are_read_so_that_damage_can_show() -> None:
    assert sum(bool(texts(path)) for path in GIVEN) > 0.8 * len(GIVEN)


def test_fifty_damaged_files_give_a_clear_answer(tmp_path: Path) -> None:
    assert [task for seed in range(SMALL) for task in strange(tmp_path, seed)] == []


@pytest.mark.soak
@pytest.mark.skipif("RECONCILE_SOAK" not in os.environ, reason="`make soak` runs the large counts")
def test_five_hundred_damaged_files_give_a_clear_answer(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    record_property("tried", ALL)
    assert [task for seed in range(ALL) for task in strange(tmp_path, seed)] == []
