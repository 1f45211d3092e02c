"""Tables that repeat the upper tasks beside the unit's own: the unit's column is what counts."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from rapidfuzz import fuzz, process

from reconcile.model import (
    Cell,
    Column,
    Finding,
    Heading,
    Row,
    RowKind,
    Source,
    Table,
    Task,
    UnreadColumn,
    Where,
)
from reconcile.vocabulary.findings import finding
from reconcile.vocabulary.form_columns import says_nothing, shown_key
from reconcile.vocabulary.own_column import names_givers, names_own, own_claim
from reconcile.vocabulary.terms import term
from reconcile.vocabulary.text import fold

_NEARLY = 0.8
"""In that share of the rows the upper plan's own words stand where they are repeated."""
_WORDY = 3
"""A task of one's own has at least so many words."""
_ENOUGH = 3
"""Of fewer rows a share says nothing."""
_NEAR = 90
"""From which likeness on, 0 to 100, a text repeats another one."""
_SHORT = 20
"""Letters of a text that is too short to be told by likeness."""
_MOST = 2000
"""Texts that are looked for by likeness; a plan has no more tasks that are all mistyped."""
_NUMBER = re.compile(r"^(?:\d+(?:\.\d+)*[.)/]|[a-zđ][.)]|[ivx]+[.)])\s+")
WHY = "vì cột “{}” chép lại nhiệm vụ cấp trên"
UNFILLED = "cột “{}” không có nội dung của đơn vị"


def with_own_tasks(source: Source, upper: Sequence[Task]) -> Source:
    """Take the unit's own column for its tasks where the other repeats the upper plan.

    Only where a column that was taken for nothing says what the unit itself does; a plan that
    copies the upper tasks as its own has no such column. Rows without an own text are no tasks.

    Args:
        source: a lower unit's file.
        upper: the tasks of the upper plan.

    """
    above = _Above({_core(task.text): task.text for task in upper})
    return replace(source, tables=tuple(_table(table, above) for table in source.tables))


@dataclass
class _Above:
    """The texts of the upper tasks, to find the one that a cell repeats."""

    texts: dict[str, str]
    found: dict[str, str] = field(default_factory=dict)

    def like(self, text: str, *, near: bool = False) -> str:
        """Return the upper text that a cell says: in the same words, or ``near`` them.

        A number in front, a full stop and a slip of the pen make no other text.
        """
        core = _core(text)
        if core in self.texts or not near or len(core) < _SHORT or len(self.found) > _MOST:
            return self.texts.get(core, "")
        if core not in self.found:
            hit = process.extractOne(core, self._cores, scorer=fuzz.ratio, score_cutoff=_NEAR)
            self.found[core] = self.texts[hit[0]] if hit else ""
        return self.found[core]

    @cached_property
    def _cores(self) -> tuple[str, ...]:
        """The texts as they are compared."""
        return tuple(self.texts)


def _core(text: str) -> str:
    """Return the words of a text, without a number in front and marks around."""
    return _NUMBER.sub("", fold(text)).strip(" .;,:-–+*")


def _table(table: Table, above: _Above) -> Table:
    """Turn a table to the unit's own column, or only warn where that is in doubt."""
    tasks = [row for row in table.rows if row.kind is RowKind.TASK]
    own = max(table.unread, key=lambda each: own_claim(each.header), default=None)
    answered = own is not None and own_claim(own.header) > 0
    same = [row for row in tasks if above.like(row.says(Column.TASK), near=answered)]
    # A table whose headers part the level above from the unit is clear, whatever plan it repeats.
    parted = own is not None and own_claim(own.header) > 1 and names_givers(_task_head(table))
    if not (tasks and parted) and (len(tasks) < _ENOUGH or len(same) < _NEARLY * len(tasks)):
        return _beside_given(table, above)
    if not (own and own_claim(own.header)):
        doubtful, own = own, _own_status(table)
        if own is None:
            told = (_told(table, doubtful, "kept", len(same)),) if doubtful else ()
            return replace(table, findings=(*table.findings, *told))
    own = replace(own, texts=tuple(_gathered(table.rows, dict(own.texts)).items()))
    texts = dict(own.texts)
    head = _task_head(table)
    rows = tuple(_own(row, texts.get(row.number, ""), own.header, above) for row in table.rows)
    return replace(
        table,
        rows=rows,
        headings=tuple(_heading(each, own.header, head) for each in table.headings),
        findings=(*table.findings, _told(table, own, "taken", len(same))),
    )


def _gathered(rows: Sequence[Row], texts: dict[int, str]) -> dict[int, str]:
    """Put what a unit says on rows of its own to the upper task above, merged over them or not."""
    last = 0
    found = dict(texts)
    for row in rows:
        if row.kind is RowKind.TASK:
            last = row.number
        # A row with anything else on it, as a number, is no part of the one above.
        elif last and row.number in texts and fold(row.text) == fold(texts[row.number]):
            found[last] = f"{found.get(last, '')}\n{found.pop(row.number)}".strip()
    return found


def _beside_given(table: Table, above: _Above) -> Table:
    """Let each own task answer the upper one that another column repeats beside it."""
    for given in table.unread:
        same = sum(bool(above.like(text)) for _, text in given.texts)
        if same < max(_ENOUGH, _NEARLY * len(given.texts)):
            continue
        texts = dict(given.texts)
        own = {row.number for row in table.rows if row.kind is RowKind.TASK}
        done = _done("taken", _task_head(table), len(texts.keys() - own))
        told = _finding(table, given.header, done, same, len(texts))
        answered = {number: above.like(text) or text for number, text in texts.items()}
        rows = tuple(_answering(row, answered.get(row.number, "")) for row in table.rows)
        return replace(table, rows=rows, findings=(*table.findings, told))
    # “Chỉ đạo của cấp trên” may hold the task itself and no document.
    directed = (_answering(row, above.like(row.says(Column.DIRECTIVE))) for row in table.rows)
    return replace(table, rows=tuple(directed))


def _answering(row: Row, given: str) -> Row:
    """Note on a task of the unit the upper one that stands beside it."""
    if row.kind is not RowKind.TASK or not given:
        return row
    return replace(row, cells=(*row.cells, Cell(Column.KEY, shown_key(given))))


def _own_status(table: Table) -> UnreadColumn | None:
    """Find the column in which a unit tells what it has done; none beside leads of its own.

    Who has to say what became of the upper tasks leaves empty what was not begun. Headers that
    part the level above from the unit are clear whoever leads.
    """
    head = next((head for head in table.headings if head.column is Column.STATUS), None)
    if head is None or not names_own(head.text):
        return None
    if table.has(Column.LEAD) and not names_givers(_task_head(table)):
        return None
    said = ((row.number, row.says(Column.STATUS)) for row in table.rows)
    return UnreadColumn(head.text, tuple((number, text) for number, text in said if text))


def _task_head(table: Table) -> str:
    """Return the header of the column that the tasks were taken from."""
    return next(head.text for head in table.headings if head.column is Column.TASK)


def _own(row: Row, text: str, header: str, above: _Above) -> Row:
    """Make of a row the unit's own task, which answers the upper one; or none where it is empty."""
    if row.kind is not RowKind.TASK:
        return row
    if says_nothing(text):
        said = f"{row.says(Column.STT)} | {row.says(Column.TASK)}".strip(" |")
        return replace(row, kind=RowKind.CONTEXT, cells=(), text=said, why=UNFILLED.format(header))
    return replace(row, cells=tuple(_cells(row, text, header, above)))


def _cells(row: Row, text: str, header: str, above: _Above) -> Iterator[Cell]:
    """Yield the cells of a row with the unit's own text as its task.

    “Đã làm” tells of the upper task, which is the unit's own then.
    """
    short = len(text.split()) < _WORDY
    for cell in row.cells:
        own = cell.column is Column.TASK and not short
        yield Cell(Column.TASK, text, None, header) if own else cell
    given = row.says(Column.TASK)
    yield Cell(Column.KEY, shown_key(above.like(given, near=True) or given))


def _heading(each: Heading, header: str, head: str) -> Heading:
    """Name the column that the tasks are taken from."""
    if each.column is not Column.TASK:
        return each
    return replace(each, text=header, why=WHY.format(head), guessed=True)


def _told(table: Table, own: UnreadColumn, what: str, same: int) -> Finding:
    """Say that a column repeats the upper tasks, and what was made of that."""
    tasks = {row.number for row in table.rows if row.kind is RowKind.TASK}
    said = {number for number, text in own.texts if not says_nothing(text)}
    done = _done(what, own.header, len(tasks - said), said - tasks)
    return _finding(table, _task_head(table), done, same, len(tasks))


def _done(what: str, own: str, empty: int, apart: Iterable[int] = ()) -> str:
    """Say which column is the unit's own, how many rows it left open, and what was not read."""
    left = term("upper_repeated", "left").format(empty=empty) if empty else ""
    # A unit's task without one of the level above has no row to be read from.
    rows = ", ".join(map(str, sorted(apart)))
    left += term("upper_repeated", "apart").format(rows=rows) if rows else ""
    return term("upper_repeated", what).format(own=own, left=left)


def _finding(table: Table, header: str, done: str, same: int, total: int) -> Finding:
    """Name the column that repeats the upper tasks, and what was made of it."""
    where = Where(table.where.file, table.where.sheet, table.where.row, header)
    repeated = same >= _NEARLY * total
    how = term("upper_repeated", "same" if repeated else "named").format(same=same, total=total)
    parts = {"header": header, "file": table.where.file, "done": done, "how": how}
    return finding("upper-repeated", where, **parts)
