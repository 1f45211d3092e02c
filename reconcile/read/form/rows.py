"""The rows of a form: each is an answer to an upper task, the unit's own task, or left empty."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from reconcile.model import Cell, Column, Finding, Heading, Row, RowKind, Where
from reconcile.read.grid import EMPTY, Grid, GridRow, Value
from reconcile.read.tables.columns import BY_CONTENT, BY_NAME
from reconcile.read.tables.row_signs import is_sign
from reconcile.read.tables.rows import FOOTER, FOOTNOTE, TOTAL
from reconcile.vocabulary.answers import answer
from reconcile.vocabulary.directives import is_ditto
from reconcile.vocabulary.findings import finding
from reconcile.vocabulary.form_columns import (
    ASKED,
    GIVEN,
    FormColumn,
    says_nothing,
    text_mark,
    upper_answer,
)
from reconcile.vocabulary.text import one_line

UNFILLED = "chưa điền nội dung cụ thể hóa"
PARTLY_FILLED = "chưa điền nội dung cụ thể hóa, dù đã điền: {}"
NO_CONTENT = "ghi “{}”, không phải nội dung cụ thể hóa"
ANSWERED = "ghi “{}”, là ý kiến về nhiệm vụ; trả lời ở bảng rà soát"
NO_TASK = "không có nội dung nhiệm vụ"

_COLUMNS = {
    FormColumn.STT: Column.STT,
    FormColumn.CONTENT: Column.TASK,
    FormColumn.DIRECTIVE: Column.DIRECTIVE,
    FormColumn.DUE: Column.DEADLINE,
    FormColumn.LEAD: Column.LEAD,
    FormColumn.SUPPORT: Column.SUPPORT,
    FormColumn.DOCUMENT: Column.NOTE,
    FormColumn.NOTE: Column.NOTE,
    FormColumn.KEY: Column.KEY,
}
"""What a form's column is in the table of a plan."""
_REPEATED = (FormColumn.CONTENT, FormColumn.LEAD, FormColumn.SUPPORT, FormColumn.DUE)
"""The columns in which ditto marks stand."""
_LONGEST_MARK = 14


@dataclass(frozen=True, slots=True)
class FormPlace:
    """Where a column of the form is now: 0-based, its header as it reads now."""

    index: int
    header: str
    guessed: bool = False


@dataclass(frozen=True, slots=True)
class _Told:
    """What a row says, cells merged over it and ditto marks resolved."""

    row: GridRow
    values: Mapping[FormColumn, Value]

    def text(self, column: FormColumn) -> str:
        """Return the text of a column; ``""`` where there is none."""
        return self.values.get(column, EMPTY).text


@dataclass(slots=True)
class FormWalk:
    """One pass over the rows of a form."""

    file: str
    grid: Grid
    places: Mapping[FormColumn, FormPlace]
    marks: Mapping[str, str]
    """Key of each upper task → the mark of its text."""
    rows: list[Row] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    above: tuple[int, str] = (0, "")
    """The last row that answers an upper task, and the key of that task."""
    last: _Told | None = None
    """The row before, for ditto marks."""
    first: dict[str, _Told] = field(default_factory=dict)
    """The first row of each upper task."""
    ended: bool = False

    @property
    def headings(self) -> tuple[Heading, ...]:
        """The columns as those of a plan's table, from left to right."""
        found = sorted((p.index, _COLUMNS[c], p) for c, p in self.places.items() if c in _COLUMNS)
        return tuple(
            Heading(column, place.header, index, _why(place), place.guessed)
            for index, column, place in found
        )

    def take(self, rows: Sequence[GridRow]) -> None:
        """Read the rows under the header, in order."""
        told = [_Told(row, dict(self._values(row))) for row in rows]
        whole = {key for each in told if (key := self._hidden(each)) and self._is_whole(each, key)}
        keys = {each.row.number: self._key(each, whole) for each in told}
        end = max((number for number, key in keys.items() if key), default=0)
        for each in told:
            self.rows.append(self._read(self._undittoed(each), keys[each.row.number], end))

    def _values(self, row: GridRow) -> Iterator[tuple[FormColumn, Value]]:
        """Yield what a row shows by column; what merged cells lend it counts in asked columns."""
        for column, place in self.places.items():
            value = row.at(place.index)
            if not value.text and column in ASKED:
                value = self._lent(row, place.index)
            yield column, value

    def _lent(self, row: GridRow, index: int) -> Value:
        """Return what a cell merged over several rows lends to a row below its first."""
        for m in self.grid.merges:
            if m.left == index and m.top < row.number <= m.bottom:
                return next((r.at(index) for r in self.grid.rows if r.number == m.top), EMPTY)
        return EMPTY

    def _hidden(self, told: _Told) -> str:
        """Return the key in the hidden column; empty where it is none of ours."""
        key = told.text(FormColumn.KEY).strip()
        return key if key in self.marks else ""

    def _is_whole(self, told: _Told, key: str) -> bool:
        """Tell whether a row still shows the text of the upper task that its key names."""
        return text_mark(told.text(FormColumn.TASK)) == self.marks[key]

    def _key(self, told: _Told, whole: set[str]) -> str:
        """Return the upper task that a row is of; empty for a row that a person has added.

        The text that the person saw is believed before the hidden key: sorting some columns
        alone tears the two apart. A copied row whose task was overwritten is a new row.
        """
        hidden, text = self._hidden(told), told.text(FormColumn.TASK)
        if hidden and (not text or self._is_whole(told, hidden)):
            return hidden
        mark = text_mark(text)
        shown = [key for key, known in self.marks.items() if known == mark]
        if shown:
            # Upper tasks may share a text: meant is the one that no row of its own shows.
            return next((key for key in shown if key not in whole), shown[0])
        # No other row shows that task: its text was edited, and the answer is still on it.
        if hidden and hidden not in whole:
            self._say("program-cell-edited", told.row, FormColumn.TASK, text=one_line(text))
            return hidden
        return ""

    def _undittoed(self, told: _Told) -> _Told:
        """Put the words of the row above in place of ditto marks."""
        last, values = self.last, dict(told.values)
        for column in _REPEATED:
            text = told.text(column)
            # is_ditto looks at the letters alone: “2 nt” says more than a mark.
            if text and len(text) <= _LONGEST_MARK and not text[0].isdigit() and is_ditto(text):
                near = last is not None and last.row.number == told.row.number - 1
                values[column] = last.values.get(column, EMPTY) if last and near else EMPTY
        self.last = _Told(told.row, values)
        return self.last

    def _read(self, told: _Told, key: str, end: int) -> Row:
        """Read one row."""
        if key:
            self.first.setdefault(key, told)
        else:
            why = self._context(told)
            if why:
                return _aside(told.row, why)
            key = self._continued(told, end)
        if key:
            self.above = (told.row.number, key)
        content = told.text(FormColumn.CONTENT)
        # In a row of her own a person may write the task where the others have the upper one.
        if not key and not content and any(map(told.text, ASKED)):
            content = told.text(FormColumn.TASK)
        why = _empty(told, content, key)
        if why:
            return _aside(told.row, why)
        if told.row.hidden and not key:
            self._say("hidden-row", told.row)
        return Row(
            told.row.number, RowKind.TASK, self._cells(told, content, key), self._group(told, key)
        )

    def _context(self, told: _Told) -> str:
        """Say why a row that no upper task owns is context; empty when it may be a task."""
        texts = [told.row.text(index) for index in told.row.filled]
        # Receivers and signature stand side by side; a row of more cells is neither.
        if len(texts) <= 2 and any(is_sign("footer", text) for text in texts):
            self.ended = True
        if self.ended:
            return FOOTER
        if is_sign("total", texts[0]):
            return TOTAL
        return FOOTNOTE if len(texts) == 1 and is_sign("footnote", texts[0]) else ""

    def _continued(self, told: _Told, end: int) -> str:
        """Return the upper task whose further answer an added row is; empty for an own task.

        It is one where the cell of the task is merged down to it; and where it stands right
        under an answer with nothing of its own on the left. Under the last row of the form that
        would be a guess: people write their own tasks there.
        """
        index = self.places[FormColumn.TASK].index if FormColumn.TASK in self.places else -1
        for m in self.grid.merges:
            if m.left <= index <= m.right and m.top < told.row.number <= m.bottom:
                return self.above[1] if m.top <= self.above[0] else ""
        blank = not any(told.text(column) for column in GIVEN)
        near = told.row.number == self.above[0] + 1 and told.row.number < end
        if not (blank and near and told.text(FormColumn.CONTENT)):
            return ""
        self._say("row-joined", told.row, above=str(self.first[self.above[1]].row.number))
        return self.above[1]

    def _cells(self, told: _Told, content: str, key: str) -> tuple[Cell, ...]:
        """Write a row as that of a plan's table."""
        first = self.first.get(key, told)
        cells: dict[Column, Cell] = {}
        for column, place in self.places.items():
            if column not in _COLUMNS:
                continue
            value = told.values[column]
            if column is FormColumn.CONTENT:
                value = Value(content)
            # A further row of an upper task may leave what is given empty: it is that of the first.
            elif column in GIVEN and not value.text:
                value = first.values[column]
            as_said = _COLUMNS[column]
            # Document and note are two columns of a form and one of a plan's table.
            if as_said in cells and cells[as_said].text:
                joined = "; ".join(text for text in (cells[as_said].text, value.text) if text)
                cells[as_said] = Cell(as_said, joined, None, cells[as_said].header)
            else:
                cells[as_said] = Cell(as_said, value.text, value.date, place.header)
        cells[Column.KEY] = Cell(Column.KEY, key, None, FormColumn.KEY.header)
        return tuple(cells.values())

    def _group(self, told: _Told, key: str) -> tuple[str, ...]:
        """Return the group of the upper task, outermost first."""
        text = self.first.get(key, told).text(FormColumn.GROUP)
        return tuple(text.split("\n")) if text else ()

    def _say(self, code: str, row: GridRow, column: FormColumn | None = None, **parts: str) -> None:
        """Note a finding on a row."""
        header = self.places[column].header if column else ""
        where = Where(self.file, self.grid.name, row.number, header)
        self.findings.append(finding(code, where, **parts))


def _empty(told: _Told, content: str, key: str) -> str:
    """Say why a row holds no task, in the words of ``reconcile read``; empty when it holds one."""
    verdict = upper_answer(content)
    if verdict:
        return ANSWERED.format(answer(verdict))
    if content and says_nothing(content):
        return NO_CONTENT.format(content)
    if content:
        return ""
    if not key:
        return NO_TASK
    filled = [c.header for c in ASKED if c is not FormColumn.NOTE and told.text(c)]
    return PARTLY_FILLED.format(", ".join(filled)) if filled else UNFILLED


def _why(place: FormPlace) -> str:
    """Say how a column was known."""
    return BY_CONTENT if place.guessed else BY_NAME


def _aside(row: GridRow, why: str) -> Row:
    """Keep a row as context."""
    text = " | ".join(" ".join(value.text.split()) for value in row.values if value.text)
    return Row(row.number, RowKind.CONTEXT, (), (), text, why)
