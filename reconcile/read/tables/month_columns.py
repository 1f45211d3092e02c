"""Columns of months, quarters or years, in which marks show when tasks are done: folded into one.

The last column marked is the deadline. What stands in the cells besides marks is kept as a note.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from reconcile.model import Column, DeadlineKind, Heading
from reconcile.read.grid import EMPTY, Grid, GridRow, Merge, Value
from reconcile.read.tables.header_words import FORCED, Naming, plain, speaks_of_tasks
from reconcile.read.tables.periods import Period, periods_of, placed
from reconcile.read.tables.row_signs import is_index, is_sign, looks_like
from reconcile.vocabulary.deadlines import read_deadline
from reconcile.vocabulary.text import bare, one_line

LABEL = "Thời gian thực hiện"
NOTES = "Ghi chú theo thời gian"
_LEVELS = 3
_TRIES = 12
_OTHERS = 0.1
"""The share of cells with figures or results up to which a calendar is still one of work."""
_MARKS = 0.5
"""The share of marks from which no header has to say what they mean."""
_NEUTRAL = re.compile(
    r"(?:cac )?(?:thang|quy|nam|20\d\d|ke hoach|lich|lo trinh|thoi gian|tien do)\b"
)
_MUTE = frozenset("-–—._…0/")
_DAY = re.compile(r"(?<!\d)\d{1,2}\s?/\s?\d{1,2}(?!\d)")
_SPAN = re.compile(r"(?:trong |het |den |cuoi |dau |giua )*(?:thang|quy) (?:\d{1,2}|[ivx]+)\b")
_UNTOLD = frozenset({DeadlineKind.NONE, DeadlineKind.WORDS, DeadlineKind.IMPOSSIBLE})
_WHY = "lấy {unit} được đánh dấu sau cùng trong các cột từ “{first}” đến “{last}”"
_NONE = (
    "các cột từ “{first}” đến “{last}” không có dấu hay chữ nào (có thể chỉ tô màu) nên để trống;"
    " đánh dấu x vào các ô đã tô thì đọc được thời hạn"
)


class _Entry(NamedTuple):
    """What a cell, or a bar of merged cells, says of a task, and the period in which it ends."""

    begins: Period
    ends: Period
    value: Value


@dataclass(frozen=True, slots=True)
class Folded:
    """A grid whose calendar is one column, and what to say of that column."""

    grid: Grid
    column: int
    why: str

    def told(self, heads: tuple[Heading, ...]) -> tuple[Heading, ...]:
        """Say of the column of deadlines that it was worked out from marks."""
        return tuple(
            replace(head, why=self.why, guessed=True) if head.index == self.column else head
            for head in heads
        )


def fold_months(grid: Grid, names: Naming, said: Mapping[Column, str]) -> Folded | None:
    """Fold the columns of months of a grid into one of deadlines.

    Args:
        grid: the sheet or table.
        names: the header names in force.
        said: the columns that the user named for the file.

    Returns:
        None where there are no such columns, where another column says when tasks are due, and
        where the cells hold figures or results: targets by month are no deadlines.

    """
    # Who names the folded column means it; any other is the user's own choice.
    if plain(said.get(Column.DEADLINE, LABEL)) != plain(LABEL):
        return None
    runs = (each for at in range(len(grid.rows)) for each in _runs(grid, at))
    # Rows of small figures look like months too: not each of ten thousand is looked into.
    calendars = (_Calendar(grid, names, at, run) for at, run in islice(runs, _TRIES))
    return next((calendar.folded() for calendar in calendars if calendar.is_one()), None)


def _runs(grid: Grid, at: int) -> Iterator[tuple[int, tuple[Period, ...]]]:
    """Yield the months that a row names; those of the row below first where it parts quarters."""
    run = periods_of(grid, grid.rows[at])
    below = periods_of(grid, grid.rows[at + 1]) if run and at + 1 < len(grid.rows) else ()
    if len(below) > len(run) and run[0].left <= below[0].left and below[-1].right <= run[-1].right:
        yield at + 1, below
    if run:
        yield at, run


class _Calendar:
    """The columns of months of one table: its header, and what stands below."""

    def __init__(self, grid: Grid, names: Naming, at: int, run: tuple[Period, ...]) -> None:
        """Look at the header row of the months, at its place among the grid's rows."""
        self.grid, self.names, self.at = grid, names, at
        self.left, self.right = run[0].left, run[-1].right
        self.run = placed(run, [self._over(period) for period in run])

    @cached_property
    def levels(self) -> Sequence[GridRow]:
        """The rows of the header from the top down, as far as merges or gaps show them."""
        rows, top = self.grid.rows, self.at
        while top and self.at - top < _LEVELS:
            low, over = rows[top], rows[top - 1]
            tied = any(m.top <= over.number and m.bottom >= low.number for m in self.grid.merges)
            if over.number + 1 != low.number or (self._outside(low) and not tied):
                break
            top -= 1
        return rows[top : self.at + 1]

    @cached_property
    def entries(self) -> dict[int, list[_Entry]]:
        """What the cells of each row below the header say, by row number, up to the footer."""
        found: dict[int, list[_Entry]] = {}
        by_place = {i: each for each in self.run for i in range(each.left, each.right + 1)}
        bars = {(m.top, m.left): m for m in self.grid.merges if self._within(m)}
        for row in self.grid.rows[self.at + 1 :]:
            if len(row.filled) < 3 and any(is_sign("footer", row.text(i)) for i in row.filled):
                break
            found.setdefault(row.number, [])
            if self._is_header(row):
                continue
            for index in (i for i in row.filled if i in by_place):
                bar = bars.get((row.number, index), Merge(row.number, index, row.number, index))
                entry = _Entry(by_place[index], by_place[bar.right], row.at(index))
                if _is_mute(entry.value.text):
                    continue
                for number in range(bar.top, bar.bottom + 1):
                    found.setdefault(number, []).append(entry)
        return found

    def is_one(self) -> bool:
        """Tell whether this is a calendar of work: of a plan, in order, and with marks in it."""
        if not self.run or not self._heads_tasks():
            return False
        overs = {text for level in self.levels[:-1] for text in self._inside(level)}
        if any(map(self._is_foreign, overs)):
            return False
        cells = [entry.value.text for row in self.entries.values() for entry in row]
        due = any(self._names_due(text) for text in overs)
        marks = sum(_is_mark(text) or _is_time(text) for text in cells)
        others = sum(_is_figure(text) or looks_like("status", text) for text in cells)
        if others > _OTHERS * len(cells):
            return False
        return due or marks >= _MARKS * len(cells)

    def folded(self) -> Folded:
        """Give the grid with one column in the place of the calendar."""
        told = [entry for row in self.entries.values() for entry in row]
        noted = any(self._note(number) for number in self.entries)
        ends = {"first": one_line(self.run[0].shown), "last": one_line(self.run[-1].shown)}
        head = [Value(f"{LABEL} ({ends['first']} - {ends['last']})"), Value(NOTES * noted)]
        rows = tuple(self._row(row, head) for row in self.grid.rows)
        kept = tuple(m for m in self.grid.merges if not self._within(m))
        why = (_WHY if told else _NONE).format(unit=self.run[0].word.lower(), **ends)
        return Folded(replace(self.grid, rows=rows, merges=kept), self.left, why)

    def _row(self, row: GridRow, head: Sequence[Value]) -> GridRow:
        """Put in a row two cells in the place of the calendar: the deadline, and the note."""
        if row.number == self.levels[-1].number or self._repeats(row):
            cells = head
        elif row in self.levels or (row.number in self.entries and self._is_header(row)):
            cells = [row.at(self.left), row.at(self.left + 1) if head[1].text else EMPTY]
            cells = cells if is_index(row) else [cells[0], EMPTY]
        elif row.number in self.entries:
            cells = [self._due(row.number), Value(self._note(row.number))]
        else:
            return row
        width = max(len(row.values), self.right + 1)
        values = [row.at(index) for index in range(width)]
        values[self.left : self.right + 1] = [*cells, *[EMPTY] * (self.right - self.left - 1)]
        return replace(row, values=tuple(values))

    def _due(self, number: int) -> Value:
        """Say when a row's task is due: what its last cell says itself, else the month over it."""
        last = max(self.entries[number], key=lambda entry: entry.ends.left, default=None)
        if last is None:
            return EMPTY
        return last.value if _is_time(last.value.text) else Value(last.ends.text)

    def _note(self, number: int) -> str:
        """Keep what the cells of a row say besides marks and times."""
        said = [e for e in self.entries[number] if not _is_mark(e.value.text)]
        shown = [e for e in said if not _is_time(e.value.text)]
        return "; ".join(f"{e.begins.text}: {one_line(e.value.text)}" for e in shown)

    def _over(self, period: Period) -> list[str]:
        """List what the header says over a month: the last text up to its column, at each level."""
        found = []
        for row in self.levels[:-1]:
            upto = [i for i in row.filled if self.left <= i <= period.left]
            found.extend([row.text(upto[-1])] if upto else [])
        return found

    def _heads_tasks(self) -> bool:
        """Tell whether the other columns are of tasks, and none of them says when they are due."""
        texts = [text for row in self.levels for text in self._outside(row)]
        if any(map(self._names_due, texts)) or any(
            map(self._is_users, self._inside(self.levels[-1]))
        ):
            return False
        named = {name.column for text in texts if (name := self.names.name(text))}
        return Column.TASK in named or any(map(speaks_of_tasks, texts))

    def _is_foreign(self, text: str) -> bool:
        """Tell whether a header over the months says that they hold something else than work."""
        return not self._names_due(text) and not _NEUTRAL.match(bare(text))

    def _names_due(self, text: str) -> bool:
        """Tell whether a header says when tasks are due."""
        name = self.names.name(text)
        return name is not None and Column.DEADLINE in (name.column, *name.either)

    def _is_users(self, text: str) -> bool:
        """Tell whether the user's own settings say what a header means."""
        name = self.names.name(text)
        return name is not None and name.strength == FORCED

    def _is_header(self, row: GridRow) -> bool:
        """Tell whether a row below numbers the columns, or says the header again."""
        if is_index(row) or self._repeats(row):
            return True
        inside = self._inside(row)
        return bool(inside) and any(inside == self._inside(level) for level in self.levels[:-1])

    def _repeats(self, row: GridRow) -> bool:
        """Tell whether a row names the months again."""
        return self._inside(row) == self._inside(self.levels[-1])

    def _inside(self, row: GridRow) -> list[str]:
        """List the texts of a row within the calendar."""
        return [row.text(i) for i in row.filled if self.left <= i <= self.right]

    def _outside(self, row: GridRow) -> list[str]:
        """List the texts of a row beside the calendar."""
        return [row.text(i) for i in row.filled if not self.left <= i <= self.right]

    def _within(self, merge: Merge) -> bool:
        """Tell whether merged cells lie within the calendar."""
        return self.left <= merge.left and merge.right <= self.right


def _is_mute(text: str) -> bool:
    """Tell whether a cell says nothing: a dash, dots, ``0``."""
    return set("".join(text.split())) <= _MUTE


def _is_mark(text: str) -> bool:
    """Tell whether a cell is marked, by whatever sign: ``x``, ``xx``, ``+``, ``●``."""
    signs = set("".join(text.split()).lower())
    return len(signs) == 1 and not min(signs).isdigit()


def _is_time(text: str) -> bool:
    """Tell whether a cell itself says when: ``Thường xuyên``, ``Trước 15/9``; no day alone."""
    kind = read_deadline(text).kind
    return bool(_DAY.search(text) or _SPAN.match(bare(text))) or kind not in _UNTOLD


def _is_figure(text: str) -> bool:
    """Tell whether a cell holds an amount."""
    return (text[:1].isdigit() or "%" in text) and not _DAY.match(text)
