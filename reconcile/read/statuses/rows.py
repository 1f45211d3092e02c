"""The rows of a table of statuses: whose task each is, and what it says."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from reconcile.model import Progress, StatusRow, StatusWords, Where
from reconcile.read.grid import Grid, GridRow
from reconcile.read.statuses.body_heading import BodyHeading
from reconcile.read.statuses.columns import StatusColumnPlace, StatusHeader, filled_down
from reconcile.read.statuses.months import Month, end_of_month, last_month
from reconcile.vocabulary.state_clauses import clauses_of
from reconcile.vocabulary.states import read_status
from reconcile.vocabulary.status_cells import read_row
from reconcile.vocabulary.status_tables import (
    StatusColumn,
    is_foot,
    is_total,
    only_day,
    with_year,
)
from reconcile.vocabulary.text import one_line

_NUMBERS = re.compile(r"\(?\d{1,2}\)?")
_PERCENTS = {0, *range(2, 101)}
"""Numbers that are percents for sure: 1 may be all or a hundredth."""
_TOLD = (StatusColumn.STATE, StatusColumn.PERCENT, StatusColumn.DONE_DAY, StatusColumn.DOCUMENT)


def read_rows(file: str, grid: Grid, header: StatusHeader, day: dt.date | None) -> list[StatusRow]:
    """Read the rows under a header.

    Args:
        file: name of the file.
        grid: the sheet or table.
        header: of ``find_header``.
        day: of the source, for days without a year; None where it is not known.

    Returns:
        One for each row that is about a task of a body, in order; rows that say nothing of it too.

    """
    walk = _Walk(file, grid, header, day)
    return [each for row in grid.rows if row.number > header.bottom for each in walk.read(row)]


@dataclass(slots=True)
class _Walk:
    """One pass over the rows of a table; a row without a task of its own is about the last one."""

    file: str
    grid: Grid
    header: StatusHeader
    day: dt.date | None
    places: dict[StatusColumn, tuple[StatusColumnPlace, ...]] = field(init=False)
    """The columns of each role: tables have thousands of rows."""
    bodies: list[tuple[str, list[StatusColumnPlace]]] = field(init=False)
    """Each body that the columns tell of, with those that do; nobody where none is named."""
    merged: dict[tuple[int, int], str] = field(init=False)
    now: Month | None = field(init=False)
    """The month that is not over yet."""
    task: str = ""
    stt: str = ""
    heading: BodyHeading = field(default_factory=BodyHeading)

    def __post_init__(self) -> None:
        """Look up once what each row asks for."""
        self.places = {role: self.header.of(role) for role in StatusColumn}
        told_of = self.header.of(*_TOLD)
        bodies = dict.fromkeys(each.body for each in told_of if each.body)
        self.bodies = [
            (body, [each for each in told_of if each.body in ("", body)])
            for body in bodies or ("",)
        ]
        self.merged = dict(filled_down(self.grid, self.header))
        self.heading.body = self.header.body
        told = [each for each in self.header.columns if each.month]
        filled = {each.month for each in told for row in self.grid.rows if row.text(each.index)}
        last = last_month([each.month for each in told if each.month in filled], None)
        self.now = (self.day.year, self.day.month) if self.day else last

    def read(self, row: GridRow) -> Iterator[StatusRow]:
        """Read one row: none where it is a group's, a sum or what stands under the table."""
        if row.hidden or self._heads(row) or self._stands_apart(row):
            return
        own = self._says(row, StatusColumn.TASK)
        if own:
            self.task, self.stt = own, self._says(row, StatusColumn.STT)
        who = self._says(row, StatusColumn.WHO)
        if not self.task or not (own or who):
            return
        for body, mine in self.bodies:
            yield self._row(row, who or body, mine)

    def _row(self, row: GridRow, who: str, told: Sequence[StatusColumnPlace]) -> StatusRow:
        """Make the noun of a row, by the columns that tell of one body."""
        filled = [(each, text) for each in told if (text := self._text(row, each))]
        month = last_month([each.month for each, _ in filled], self.day)
        told_now = [(each, text) for each, text in filled if each.month in (None, month)]
        deadline = self._day(row, StatusColumn.DEADLINE)
        note = self._says(row, StatusColumn.NOTE)
        return StatusRow(
            where=Where(self.file, self.grid.name, row.number, self._beside()),
            text=self.task,
            said=_with_note(
                read_row([(each.header, self._dated(text)) for each, text in told_now]),
                note,
                deadline,
            ),
            words="; ".join(dict.fromkeys(_shown(each, text) for each, text in told_now)),
            stt=self.stt,
            key=self._says(row, StatusColumn.KEY),
            own_id=self._says(row, StatusColumn.ID),
            who=who or self._says(row, StatusColumn.LEAD) or self.heading.body,
            deadline=deadline,
            updated=self._day(row, StatusColumn.UPDATED) or end_of_month(month, self.now),
            difficulty=self._says(row, StatusColumn.DIFFICULTY),
            proposal=_with_wish(self._says(row, StatusColumn.PROPOSAL), note),
        )

    def _beside(self) -> str:
        """Name the column of the tasks in a table that stands to the right of another."""
        told = self.header.of(StatusColumn.TASK)[0]
        return f"{told.header} ({self.header.at + 1})" if self.header.at else ""

    def _heads(self, row: GridRow) -> bool:
        """Tell whether a row names the body whose tasks follow; not by the cell of its body."""
        whose = {each.index for each in self.header.of(StatusColumn.WHO, StatusColumn.LEAD)}
        return not whose.intersection(row.filled[-1:]) and self.heading.takes(row)

    def _stands_apart(self, row: GridRow) -> bool:
        """Tell whether a row is no row of a task: a group, a sum, numbers of columns, a foot."""
        texts = [row.text(index) for index in row.filled]
        if all(_NUMBERS.fullmatch(text.strip()) for text in texts):
            return True
        task = self.header.first(StatusColumn.TASK)
        first = row.text(task) if task is not None else ""
        if is_total(first or texts[0]) or is_foot(texts[0]):
            return True
        return len(texts) == 1 and (row.number, task) not in self.merged and not self._is_task(row)

    def _is_task(self, row: GridRow) -> bool:
        """Tell whether the one cell of a row is a task that nothing is said of."""
        across = (m for m in self.grid.merges if m.top == row.number and m.right > m.left)
        return row.filled[0] == self.header.first(StatusColumn.TASK) and not any(across)

    def _says(self, row: GridRow, role: StatusColumn) -> str:
        """Return what a row says in the first columns of a role that are filled."""
        for each in self.places[role]:
            if text := self._text(row, each):
                return text
        return ""

    def _text(self, row: GridRow, column: StatusColumnPlace) -> str:
        """Return what a cell shows, a merged one for every row that it covers."""
        return one_line(row.text(column.index) or self.merged.get((row.number, column.index), ""))

    def _day(self, row: GridRow, role: StatusColumn) -> dt.date | None:
        """Return the day that a row names in a column."""
        return only_day(self._says(row, role))

    def _dated(self, text: str) -> str:
        """Give days without a year that of the source."""
        return with_year(text, self.day) if self.day else text


def _with_note(said: StatusWords, note: str, deadline: dt.date | None) -> StatusWords:
    """Take from a note what changes the clock: an extension, and the document of a withdrawal."""
    noted = read_status(note) if note else StatusWords()
    extended = noted.extended_to or (deadline if _grants(note) else None)
    if extended and not said.extended_to:
        said = replace(said, extended_to=extended)
    if noted.extension_asked:
        said = replace(said, extension_asked=True)
    stopped = said.progress in (Progress.PAUSED, Progress.WITHDRAWN)
    return replace(said, documents=noted.documents) if stopped and not said.documents else said


def _with_wish(proposal: str, note: str) -> str:
    """Add a note that asks for another deadline to what is proposed: it is a proposal too."""
    if not note or note in proposal or not read_status(note).extension_asked:
        return proposal
    return f"{proposal}; {note}" if proposal else note


def _grants(note: str) -> bool:
    """Tell whether a note says that an extension was granted, whose day stands in another cell."""
    return any(clause.says == "granted" for clause in clauses_of(note)) if note else False


def _shown(column: StatusColumnPlace, text: str) -> str:
    """Write a cell as an entry keeps it: a mark by what stands over it, a percent as one."""
    if column.role is StatusColumn.PERCENT and text.isdecimal() and int(text) in _PERCENTS:
        return f"{text}%"
    return (column.header or text) if len(text) == 1 and not text.isdecimal() else text
