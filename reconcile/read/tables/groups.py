"""Group rows: which rows head the tasks below them, and how groups lie inside one another."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from reconcile.model import Column
from reconcile.read.grid import Grid, GridRow
from reconcile.read.tables.row_signs import (
    follows_number,
    is_heading_number,
    is_mute,
    is_sign,
    is_stt,
    label,
)
from reconcile.vocabulary.text import one_line

_LONGEST = 300
"""A group's heading is no longer; what is longer is a task without a number."""

_LOOK = 200
"""How many rows show what a column holds."""
_MOST = 0.7
_CODE = 24
"""A code or an id is no longer."""


class Walked(Protocol):
    """What telling a group row needs to know of the walk over the rows."""

    grid: Grid
    bare: bool
    wide: Mapping[tuple[int, int], int]
    places: Mapping[Column, int]
    deep: Mapping[tuple[int, int], int]
    codes: frozenset[int]
    spanned: bool

    @property
    def dashed(self) -> bool:
        """Whether a dash in the column of numbers may head rows."""

    @property
    def headless(self) -> bool:
        """Whether tasks were read that stand under no heading."""

    def goes_on(self, above: str, text: str) -> bool:
        """Tell whether a text alone in a row is the rest of the task above it."""
        ...

    def number(self, row: GridRow) -> str:
        """Return the number of a row, in whichever of the number columns it stands."""
        ...

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
FIRST = frozenset({"A", "I", "1", "a"})
BULLETS = frozenset("-–+•*")
"""What stands in the column of numbers where parts are not counted."""


def _rank(style: str) -> tuple[int, int]:
    """Order the styles of numbers from the outermost in."""
    kind, _, depth = style.partition(".")
    return (_RANKS.index(kind) if kind in _RANKS else 0, int(depth or 0))


@dataclass(slots=True)
class Path:
    """The groups open at a row, outermost first, each with its style and number."""

    open: list[tuple[str, str, str]] = field(default_factory=list)
    inside: set[str] = field(default_factory=set)
    """The styles of the numbers of the tasks met since the last heading."""

    @property
    def texts(self) -> tuple[str, ...]:
        """The headings, outermost first."""
        return tuple(text for _, _, text in self.open)

    def enter(self, text: str) -> None:
        """Open a group: beside the open one of its style, or inside the innermost."""
        style, number = label(text)
        if style and style not in (known for known, _, _ in self.open):
            self._leave_lower(style, first=number in FIRST)
        self.leave(style)
        self._leave_strangers(number)
        self.open.append((style, number, text))
        self.inside.clear()

    def step_beside(self, number: str) -> None:
        """Close the open group beside which a task stands: task III after group II.

        Not where tasks of that style already stand inside the group, as 1, 2, 3 in “1. Hạ tầng”.
        """
        style, bare = label(f"{number.strip(' .()/:')}. x")
        for known, open_number, _ in reversed(self.open):
            if style and style == known and style not in self.inside:
                if follows_number(open_number, bare):
                    self.leave(style)
                break
        self.inside.add(style)

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


def code_columns(grid: Grid, named: Collection[int]) -> frozenset[int]:
    """Find the columns that no heading names and that hold no words: codes, pages, marks."""
    met: dict[int, list[bool]] = {}
    for row in grid.rows[:_LOOK]:
        for index in row.filled:
            if index not in named:
                met.setdefault(index, []).append(_is_code(row.text(index)))
    return frozenset(i for i, codes in met.items() if sum(codes) >= _MOST * len(codes))


def _is_code(text: str) -> bool:
    """Tell whether a cell holds a code, an id, a page or a mark rather than words."""
    return (
        len(text) <= _CODE
        and len(text.split()) <= 2
        and (not text.isalpha() or len(text) <= 3 or " " not in text)
    )


def heading(row: GridRow, walk: Walked, following: GridRow | None) -> str | None:
    """Return the heading that a group row bears, on one line; None for any other row."""
    telling = _telling(row, walk)
    task = walk.column(Column.TASK)
    if len(telling) == 1:
        return _alone(row, telling[0], walk)
    number = walk.number(row)
    if len(telling) == 2 and number in BULLETS and walk.dashed and following is not None:
        # What is counted below a dash, and says who or when, stands under it.
        fuller = len(_telling(following, walk)) > 2
        return one_line(row.text(task)) if fuller and is_stt(walk.number(following)) else None
    if len(telling) == 2 and task in telling and is_stt(number):
        if _spans(row, task, walk) and len(row.text(task)) <= _LONGEST:
            return _titled(number, row.text(task))
        return _numbered(row, walk, following)
    if task in telling and is_stt(number) and _leads_all(row, telling, walk, following):
        return _titled(number, row.text(task))
    return None


def _leads_all(
    row: GridRow, telling: Collection[int], walk: Walked, following: GridRow | None
) -> bool:
    """Tell whether a row with a lead heads the rows below it: it has no deadline, they have one.

    Without a column of deadlines the rows below have to begin anew with 1, and say as much.
    """
    number, due = walk.number(row).strip().rstrip(".)/:"), walk.column(Column.DEADLINE)
    extra = set(telling) - {walk.column(Column.STT), walk.column(Column.TASK)}
    if following is None or not extra <= {walk.column(Column.LEAD), walk.column(Column.SUPPORT)}:
        return False
    below = walk.number(following).strip().rstrip(".)/:")
    points = due >= 0 and is_sign("pointing", row.text(due)) and below in ("a", *BULLETS)
    finer = points or (below.replace(".", "").isdigit() and is_heading_number(number))
    if not finer and not below.startswith(f"{number}."):
        return False
    if due >= 0:
        return bool(following.text(due))
    return below in ("1", f"{number}.1") and extra <= set(following.filled)


def _telling(row: GridRow, walk: Walked) -> list[int]:
    """List the cells by which a task differs from a heading, number and text among them.

    A code or a mark in a column that no heading names, a dash, “theo thời hạn dưới đây” and a
    lead lent to the rows below stand beside headings too.
    """
    task, stt = walk.column(Column.TASK), walk.column(Column.STT)
    filled = [i for i in row.filled if i in (task, stt) or not is_mute(row.text(i))]
    if task not in filled:
        return list(row.filled)
    return [i for i in filled if i in (task, stt) or not _says_nothing(row, i, walk)]


def _says_nothing(row: GridRow, index: int, walk: Walked) -> bool:
    """Tell whether a cell says nothing about this row as a task."""
    if index in walk.codes or is_sign("pointing", row.text(index)):
        return True
    # A remark beside a heading; where rows are numbered, what has no number is none of the tasks.
    if index == walk.column(Column.NOTE) and walk.column(Column.STT) >= 0:
        return True
    # What a heading lends to its tasks reaches down from it.
    return walk.deep.get((row.number, index), 0) > row.number and is_heading_number(
        walk.number(row)
    )


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
    if index != task or walk.bare or walk.lends(row) or _stands_alone(text, walk):
        return None
    # It has a number after all: a formula whose value was not saved.
    if (row.number, walk.column(Column.STT)) in walk.grid.unsaved:
        return None
    if not any(map(str.isalpha, text)):
        return None
    above = walk.follows(row)
    return None if above is not None and walk.goes_on(above, text) else one_line(text)


def _stands_alone(text: str, walk: Walked) -> bool:
    """Tell a task of which nothing else is said: headings look otherwise there, or there are none.

    Where tasks stand under no heading, one that looks like them is none either.
    """
    unlike = not text.isupper() and not label(text)[0]
    return (walk.spanned or walk.headless) and walk.column(Column.STT) < 0 and unlike


def spans(row: GridRow, walk: Walked) -> bool:
    """Tell whether the first text of a row is merged over the task column and beyond."""
    return _spans(row, row.filled[0], walk)


def _spans(row: GridRow, index: int, walk: Walked) -> bool:
    """Tell whether the text is merged over the task column and beyond."""
    task = walk.column(Column.TASK)
    return index <= task < walk.wide.get((row.number, index), index)


def _numbered(row: GridRow, walk: Walked, following: GridRow | None) -> str | None:
    """Read a row with a number and a text alone: a heading when its number says so."""
    number, text = walk.number(row).strip(), row.text(walk.column(Column.TASK))
    if len(text) > _LONGEST:
        return None
    bare = number.rstrip(".)/:")
    # “1” over “1.1”, or over bullets, heads them; else it is a task without anybody in charge.
    if not is_heading_number(number) and not _has_parts(bare, walk, following):
        return None
    return _titled(number, text)


def _titled(number: str, text: str) -> str:
    """Write a heading from a number and a text in two cells."""
    bare = number.strip()
    return one_line(f"{bare}{'.' if bare[-1:].isalnum() else ''} {text}")


def _has_parts(number: str, walk: Walked, following: GridRow | None) -> bool:
    """Tell whether the next row begins the parts of a numbered one: ``1.1``, ``a)``, a bullet."""
    if following is None:
        return False
    below, text = walk.number(following).strip(), following.text(walk.column(Column.TASK))
    fuller = len(_telling(following, walk)) > 1 + bool(below)
    if not below:
        return len(following.filled) > 1 and text.startswith(("- ", "+ ", "– "))
    if below in BULLETS:
        return fuller
    bare = below.rstrip(".)/:").lstrip("(")
    # The first of a finer series that says who or when: the row above names what they share.
    first = bare in ("a", "i") and fuller and number[-1:].isdigit()
    # “A.1” or “K” over plain numbers.
    coarser = number[:1].isupper() and bare.isdigit() and fuller
    return first or coarser or (below.startswith(f"{number}.") and bare != number)
