"""The rows under a header: each becomes a task, a group, a part of a task, or context."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from reconcile.model import Cell, Column, Finding, Heading, Row, RowKind, Where
from reconcile.read.grid import Grid, GridRow, Value
from reconcile.read.tables.cells import cells_of, covered, extended, lent_by, texts, undittoed
from reconcile.read.tables.groups import BULLETS, Path, code_columns, heading, spans
from reconcile.read.tables.notes import aside, line_of, notes_behind
from reconcile.read.tables.row_signs import (
    goes_on,
    is_index,
    is_mute,
    is_page,
    is_sign,
    is_stt,
    is_sum,
    label,
)
from reconcile.read.tables.sample import mostly_bare
from reconcile.read.tables.shared_roles import split_roles
from reconcile.vocabulary.directives import is_ditto
from reconcile.vocabulary.findings import finding
from reconcile.vocabulary.text import one_line

_REACH = 8
"""A header is no deeper, its repetition no longer."""
_SHORT_HEADING = 3
"""Words of a heading that needs neither a number nor a cell over the width."""

GROUP = "dòng tiêu đề nhóm nhiệm vụ"
DASHED = "dòng tiêu đề nhóm nhiệm vụ, ghi bằng gạch đầu dòng"
INDEX = "dòng đánh số cột"
HEAD = "dòng tiêu đề cột"
HEADER = "dòng tiêu đề cột lặp lại"
EMPTY_TASK = "không có nội dung nhiệm vụ"
TOTAL = "dòng tổng cộng"
FOOTNOTE = "dòng ghi chú"
PAGE = "số trang, tên bảng ghi lại ở trang sau"
FOOTER = "phần nơi nhận, chữ ký sau bảng"
JOINED = "phần tiếp theo của nhiệm vụ ở dòng {}"
_PARTS_NOTHING = (HEADER, HEAD, INDEX, PAGE)


@dataclass(slots=True)
class Walk:
    """One pass over the rows of a table, from its header to its footer."""

    file: str
    grid: Grid
    headings: tuple[Heading, ...]
    path: Path = field(default_factory=Path)
    earlier: "Walk | None" = None
    """The table that this one goes on with, whose last task may be broken off."""
    rows: list[Row] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    unread: dict[int, str] = field(default_factory=dict)
    """The headers of the columns that were taken for nothing, by their places."""
    ended: bool = False
    bare: bool = False
    """Whether most tasks of the table have nothing but their text."""
    above: Mapping[tuple[int, int], Value] = field(init=False)
    """What merged cells show in the rows that they cover below their first."""
    places: Mapping[Column, int] = field(init=False)
    wide: Mapping[tuple[int, int], int] = field(init=False)
    """Where a merged range begins → its last column."""
    grouping: tuple[int, ...] = field(init=False)
    """The columns that name the group of each task, left to right."""
    deep: Mapping[tuple[int, int], int] = field(init=False)
    """Where a merged range begins → its last row."""
    codes: frozenset[int] = field(init=False)
    """The columns that no heading names and that hold codes, pages or marks."""
    spanned: bool = False
    """Whether a heading merged over the width was met."""
    barely: bool = False
    """Whether a heading was met that stands alone in a cell, without a number."""
    lent: dict[int, tuple[Cell, ...]] = field(default_factory=dict)
    """What headings say of the tasks below them, by the numbers of their rows."""
    notes: frozenset[int] = frozenset()
    """The rows that are notes behind the last task."""
    named: dict[int, str] = field(default_factory=dict)
    """What the group columns said last."""

    def __post_init__(self) -> None:
        """Look up once what every row asks for."""
        self.above = covered(self.grid, self.headings)
        self.wide = {(m.top, m.left): m.right for m in self.grid.merges}
        self.deep = {(m.top, m.left): m.bottom for m in self.grid.merges}
        self.codes = code_columns(self.grid, {h.index for h in self.headings})
        self.grouping = tuple(h.index for h in self.headings if h.column is Column.GROUP)
        self.places = {h.column: h.index for h in reversed(self.headings)}

    def column(self, column: Column) -> int:
        """Return the 0-based place of a column, -1 without one."""
        return self.places.get(column, -1)

    def number(self, row: GridRow) -> str:
        """Return the number of a row, in whichever of the number columns it stands."""
        found = (row.text(h.index) for h in self.headings if h.column is Column.STT)
        return next((text for text in reversed([*found]) if text), "")

    def take(self, rows: Sequence[GridRow], after: GridRow | None = None) -> None:
        """Read rows in order.

        Args:
            rows: the rows.
            after: the row that goes on with the table behind them, past a repeated header.

        """
        # A heading alone above a header that is said again shows nothing of the other rows.
        alone = after is not None and len(rows) == 1
        self.notes = notes_behind(rows)
        self.bare = not alone and mostly_bare(rows, self.column(Column.TASK))
        for row, following in zip_longest(rows, rows[1:]):
            self.rows.append(self._read(row, following or after))
            if row.hidden:
                self._say("hidden-row", row)

    def _say(self, code: str, row: GridRow, above: int | str = "") -> None:
        """Note a finding on a row."""
        where = Where(self.file, self.grid.name, row.number)
        self.findings.append(finding(code, where, above=above))

    def _read(self, row: GridRow, following: GridRow | None) -> Row:
        """Read one row: first what it cannot be, then what it is."""
        if why := self._context(row):
            return aside(row, why)
        group = heading(row, self, following)
        if group is not None:
            self.path.enter(group)
            self.lent[row.number] = lent_by(self.headings, row)
            self.spanned = self.spanned or spans(row, self)
            self.barely = self.barely or (label(group) == ("", "") and not spans(row, self))
            # What group columns said belongs to the group that has ended.
            self.named.clear()
            why = DASHED if self.number(row) in BULLETS else GROUP
            return Row(row.number, RowKind.GROUP, (), self.path.texts, group, why)
        if not self._tells(row):
            return self._orphan(row)
        if self._is_rest(row):
            return self._join(row)
        return self._task(row)

    def _context(self, row: GridRow) -> str:
        """Say why a row is context, in the words of ``reconcile read``; empty when it is not."""
        filled = row.filled
        first, task = row.text(filled[0]), self._own(row, Column.TASK)
        self.ended = self.ended or self._begins_footer(row)
        if self.ended:
            return FOOTER
        if row.number in self.notes:
            return FOOTNOTE
        if is_index(row):
            return INDEX
        if is_sum(first) or is_sum(task):
            return TOTAL
        # “./.” ends a document: what stands there is no task.
        noted = is_sign("footnote", first) or first.endswith("./.")
        if len(filled) > 1 or not (noted or is_page(first)):
            return ""
        return FOOTNOTE if noted else PAGE

    def _begins_footer(self, row: GridRow) -> bool:
        """Tell whether receivers or signatures begin with a row."""
        filled = row.filled
        # Receivers and signature stand side by side, and a task may begin with “Chủ tịch”.
        if len(filled) > 2 or _is_numbered(self, row):
            return False
        return any(is_sign("footer", row.text(index)) for index in filled)

    def lends(self, row: GridRow) -> bool:
        """Tell whether cells merged over several rows show something in this one too."""
        return any((row.number, heading.index) in self.above for heading in self.headings)

    def _own(self, row: GridRow, column: Column) -> str:
        """Return what a row itself shows in a column, without what merged cells lend it."""
        index = self.column(column)
        return row.text(index) if index >= 0 else ""

    def _tells(self, row: GridRow) -> bool:
        """Tell whether a row has words for a task; a number, a dash or a letter alone is none."""
        said = (row.text(h.index) for h in self.headings if h.column is Column.TASK)
        return any(sum(map(str.isalpha, text)) > 1 for text in said)

    def _orphan(self, row: GridRow) -> Row:
        """Read a row without a task's text: the rest of other cells, or nothing."""
        stt = self.column(Column.STT)
        rest = [h for h in self.headings if h.index != stt and not is_mute(row.text(h.index))]
        if not rest or self._own(row, Column.STT) or self.follows(row) is None:
            return aside(row, EMPTY_TASK)
        return self._join(row)

    def _is_rest(self, row: GridRow) -> bool:
        """Tell whether a row only goes on with the text of the task above it."""
        if _is_numbered(self, row) or (above := self.follows(row)) is None:
            return False
        task = self._own(row, Column.TASK)
        # With other cells filled only a small letter tells a rest from a task without a number.
        if len(row.filled) > 1:
            return task[:1].islower() and self.column(Column.STT) >= 0
        # Without numbers, a sentence in a cell of its own beside merged ones is a task of its own.
        apart = self.column(Column.STT) < 0 and self.lends(row) and above.rstrip().endswith(".")
        return not (apart and task[:1].isupper()) and self.goes_on(above, task)

    def goes_on(self, above: str, text: str) -> bool:
        """Tell whether a text alone in a row is the rest of the task above it."""
        if goes_on(above, text):
            return True
        # In a table that numbers its rows, and whose headings all bear numbers or lie over the
        # width, a text alone below an unfinished one is neither a task nor a heading.
        unfinished = above.rstrip()[-1:].isalnum() and not text.isupper()
        plain = label(text) == ("", "") and self.column(Column.STT) >= 0
        # A few bare words may be a heading after all: “Việc khác”; more of them where no other
        # heading shows how they look here.
        long = bool(self.path.open) and len(text.split()) > _SHORT_HEADING
        told = long or any(mark in text for mark in ",;.")
        return unfinished and plain and told and not self.heads_barely

    @property
    def dashed(self) -> bool:
        """Whether a dash in the column of numbers heads rows: one stands before all tasks."""
        return self.last_task() is None or any(row.why == DASHED for row in self.rows)

    @property
    def headless(self) -> bool:
        """Whether tasks were read that stand under no heading."""
        last = self.last_task()
        return last is not None and not last.group

    @property
    def heads_barely(self) -> bool:
        """Whether headings of this table stand alone in a cell, without a number."""
        return self.barely or (self.earlier is not None and self.earlier.heads_barely)

    def follows(self, row: GridRow) -> str | None:
        """Return the text of the task right above a row; None when there is none."""
        # A header repeated on the new page, and its row of numbers, part nothing.
        own = [each for each in self.rows[-_REACH:] if each.why not in _PARTS_NOTHING]
        before = own or (self.earlier.rows if self.earlier else [])
        last = before[-1] if before else None
        if last is None or last.kind not in (RowKind.TASK, RowKind.JOINED):
            return None
        # Empty rows are not in the grid: where one lay between, nothing goes on.
        if own and not self.grid.adjoin(self.rows[-1].number, row.number):
            return None
        task = self.last_task()
        return task.says(Column.TASK) if task else None

    def last_task(self) -> Row | None:
        """Return the task read last, in this table or in the one that it goes on with."""
        own = (row for row in reversed(self.rows) if row.kind is RowKind.TASK)
        return next(own, self.earlier.last_task() if self.earlier else None)

    def put(self, task: Row, longer: Row) -> None:
        """Put a longer task in place of the one read last."""
        place = next((i for i, row in enumerate(reversed(self.rows), 1) if row is task), 0)
        if place:
            self.rows[-place] = longer
        elif self.earlier:
            self.earlier.put(task, longer)

    def _join(self, row: GridRow) -> Row:
        """Put the texts of a row to the task above it."""
        task = self.last_task()
        if task is None:
            return aside(row, EMPTY_TASK)
        own = {heading.column: text for heading, text in texts(self.headings, row)}
        cells = tuple(extended(cell, own.get(cell.column, "")) for cell in task.cells)
        self.put(task, replace(task, cells=cells))
        self._say("row-joined", row, above=task.number)
        why = JOINED.format(task.number)
        return Row(row.number, RowKind.JOINED, (), task.group, line_of(row), why)

    def _task(self, row: GridRow) -> Row:
        """Read a task, its ditto marks and merged cells resolved."""
        cells = tuple(cells_of(self.headings, row, self.above))
        self.path.step_beside(self.number(row) or label(self._own(row, Column.TASK))[1])
        last = self.last_task()
        if last is not None:
            cells = tuple(undittoed(cell, last) for cell in cells)
        return Row(row.number, RowKind.TASK, split_roles(cells), self._group(row))

    def _group(self, row: GridRow) -> tuple[str, ...]:
        """Return the groups of a task: the headings over it, then what its group columns say."""
        for index in self.grouping:
            said = one_line(row.text(index))
            # An empty cell says the same as the one above, as a ditto mark does.
            if said and not is_ditto(said) and said != self.named.get(index):
                self.named = {i: text for i, text in self.named.items() if i < index}
                self.named[index] = said
        return (*self.path.texts, *self.named.values())


def _is_numbered(walk: Walk, row: GridRow) -> bool:
    """Tell whether a row has a number of its own, even one whose formula was never reckoned."""
    index, text = walk.column(Column.STT), walk.number(row)
    return text.isdigit() or is_stt(text) or (row.number, index) in walk.grid.unsaved
