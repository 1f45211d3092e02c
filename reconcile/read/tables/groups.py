"""Group rows: which rows head the tasks below them, and how groups lie inside one another."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from reconcile.model import Column
from reconcile.read.grid import Grid, GridRow
from reconcile.read.tables.row_signs import goes_on, is_heading_number, is_stt, label
from reconcile.vocabulary.text import one_line

_LONGEST = 300
"""A group's heading is no longer; what is longer is a task without a number."""


class Walked(Protocol):
    """What telling a group row needs to know of the walk over the rows."""

    grid: Grid
    bare: bool
    wide: Mapping[tuple[int, int], int]

    def column(self, column: Column) -> int:
        """Return the 0-based place of a column, -1 without one."""
        ...

    def lends(self, row: GridRow) -> bool:
        """Tell whether cells merged over several rows show something in this one too."""
        ...

    def follows(self, row: GridRow) -> str | None:
        """Return the text of the task right above a row, None when there is none."""
        ...


_RANKS = ("word", "letter", "roman", "number", "small", "")
"""The styles of numbers from the outermost in; a heading without one lies innermost."""
_FIRST = frozenset({"A", "I", "1", "a"})


def _rank(style: str) -> tuple[int, int]:
    """Order the styles of numbers from the outermost in."""
    kind, _, depth = style.partition(".")
    return (_RANKS.index(kind) if kind in _RANKS else 0, int(depth or 0))


@dataclass(slots=True)
class Path:
    """The groups open at a row, outermost first, each with its style and number."""

    open: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def texts(self) -> tuple[str, ...]:
        """The headings, outermost first."""
        return tuple(text for _, _, text in self.open)

    def enter(self, text: str) -> None:
        """Open a group: beside the open one of its style, or inside the innermost."""
        style, number = label(text)
        if style and style not in (known for known, _, _ in self.open):
            self._leave_lower(style, first=number in _FIRST)
        self.leave(style)
        self._leave_strangers(number)
        self.open.append((style, number, text))

    def leave(self, style: str) -> None:
        """Close the open group of a style, and all inside it."""
        styles = [known for known, _, _ in self.open]
        if style in styles:
            del self.open[styles.index(style) :]

    def _leave_lower(self, style: str, *, first: bool) -> None:
        """Close what lies lower than a new style; the first of a series may begin inside."""
        while self.open and _rank("" if first else style) < _rank(self.open[-1][0]):
            self.open.pop()
        while self.open and not self.open[-1][0]:
            self.open.pop()

    def _leave_strangers(self, number: str) -> None:
        """Close the groups whose number is not the beginning of ``III.1``'s."""
        if "." not in number:
            return
        parent = number.rsplit(".", 1)[0]
        while self.open and self.open[-1][1] and self.open[-1][1] != parent:
            self.open.pop()


def heading(row: GridRow, walk: Walked, following: GridRow | None) -> str | None:
    """Return the heading that a group row bears, on one line; None for any other row."""
    filled = row.filled
    stt, task = walk.column(Column.STT), walk.column(Column.TASK)
    if len(filled) == 1:
        return _alone(row, filled[0], walk)
    if len(filled) == 2 and {stt, task} == set(filled) and is_stt(row.text(stt)):
        if _spans(row, task, walk) and len(row.text(task)) <= _LONGEST:
            return _titled(row.text(stt), row.text(task))
        return _numbered(row, (stt, task), following)
    return None


def _alone(row: GridRow, index: int, walk: Walked) -> str | None:
    """Read a row with one text: a heading over the width, or in the task column."""
    text = row.text(index)
    # A number alone is a row that was left empty, as behind the last task.
    if is_stt(text) or len(text) > _LONGEST:
        return None
    task = walk.column(Column.TASK)
    if _spans(row, index, walk) or index < task:
        return one_line(text)
    # Where most tasks are a text alone, or merged cells say the rest, this is one of them.
    if index != task or walk.bare or walk.lends(row):
        return None
    # It has a number after all: a formula whose value was not saved.
    if (row.number, walk.column(Column.STT)) in walk.grid.unsaved:
        return None
    above = walk.follows(row)
    return None if above is not None and goes_on(above, text) else one_line(text)


def _spans(row: GridRow, index: int, walk: Walked) -> bool:
    """Tell whether the text is merged over the task column and beyond."""
    task = walk.column(Column.TASK)
    return index <= task < walk.wide.get((row.number, index), index)


def _numbered(row: GridRow, places: tuple[int, int], following: GridRow | None) -> str | None:
    """Read a row with a number and a text alone: a heading when its number says so."""
    number, text = row.text(places[0]).strip(), row.text(places[1])
    if len(text) > _LONGEST:
        return None
    bare = number.rstrip(".)/:")
    # “1” over “1.1”, or over bullets, heads them; else it is a task without anybody in charge.
    if not is_heading_number(number) and not _has_parts(bare, places, following):
        return None
    return _titled(number, text)


def _titled(number: str, text: str) -> str:
    """Write a heading from a number and a text in two cells."""
    bare = number.strip()
    return one_line(f"{bare}{'.' if bare[-1:].isalnum() else ''} {text}")


def _has_parts(number: str, places: tuple[int, int], following: GridRow | None) -> bool:
    """Tell whether the next row begins the parts of a numbered one: ``1.1``, or a bullet."""
    if following is None:
        return False
    below, text = following.text(places[0]).strip(), following.text(places[1])
    if not below:
        return len(following.filled) > 1 and text.startswith(("- ", "+ ", "– "))
    return below.startswith(f"{number}.") and below.rstrip(".)/:") != number
