"""What a file holds once it is read: tables of cells, and the lines around them."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from reconcile.model.finding import Finding, Where


class Column(StrEnum):
    """What a column of a task table holds."""

    STT = "stt"
    TASK = "task"
    DIRECTIVE = "directive"
    DEADLINE = "deadline"
    LEAD = "lead"
    SUPPORT = "support"
    PRODUCT = "product"
    STATUS = "status"
    NOTE = "note"
    UNIT = "unit"
    GROUP = "group"
    """A column that says of each task to which group it belongs; part of the group path."""
    KEY = "key"
    """Key of the upper task that a row of a form answers; no other table has it."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A column of a table: what it was taken for, the header text seen, and why."""

    column: Column
    text: str
    index: int
    """0-based position in the sheet."""
    why: str = ""
    """In Vietnamese, for ``reconcile read``: by its name, by its content, by reconcile.toml."""
    guessed: bool = False


class RowKind(StrEnum):
    """How a row read ends: as a task, as context, or joined to the task above."""

    TASK = "task"
    GROUP = "group"
    JOINED = "joined"
    CONTEXT = "context"
    # The tasks of other units, in a table that several share.
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell under a known heading; ``date`` is set when the file holds a real date."""

    column: Column
    text: str
    date: dt.date | None = None
    header: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table with what it says; ``number`` is 1-based as the user's program shows it."""

    number: int
    kind: RowKind
    cells: tuple[Cell, ...] = ()
    group: tuple[str, ...] = ()
    """The group headings over a task, outermost first."""
    text: str = ""
    """The whole row as one line, for context rows and for ``reconcile read``."""
    why: str = ""
    """Why a row is not a task, in Vietnamese; empty for tasks."""

    def cell(self, column: Column) -> Cell | None:
        """Return the cell of a column, or None where the table has no such column."""
        # A loop, for this is asked more often than anything else of a long table.
        for cell in self.cells:
            if cell.column is column:
                return cell
        return None

    def says(self, column: Column) -> str:
        """Return the text of a column; ``""`` where there is none."""
        found = self.cell(column)
        return found.text if found else ""


@dataclass(frozen=True, slots=True)
class UnreadColumn:
    """A column of texts that was taken for nothing."""

    header: str
    texts: tuple[tuple[int, str], ...]
    """Row → what it says beside a task, or where one was left open; empty cells are left out."""


@dataclass(frozen=True, slots=True)
class Table:
    """One task table of a file: its headings, and every row from the header to the footer."""

    where: Where
    """File, sheet and the (last) header row."""
    headings: tuple[Heading, ...]
    rows: tuple[Row, ...]
    findings: tuple[Finding, ...] = ()
    unread: tuple[UnreadColumn, ...] = ()
    """Columns of texts that are nothing we ask for: of use where the tasks stand in another."""

    def has(self, column: Column) -> bool:
        """Tell whether some heading was taken for this column."""
        return any(heading.column is column for heading in self.headings)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text outside the task tables: letterhead, title, ``Kèm theo …``, signature."""

    where: Where
    text: str


@dataclass(frozen=True, slots=True)
class Source:
    """One input file as read: its task tables, the lines around them, what was seen."""

    file: str
    tables: tuple[Table, ...] = ()
    lines: tuple[Line, ...] = ()
    findings: tuple[Finding, ...] = ()
    sheets: tuple[str, ...] = ()
    """A short description of each sheet or table seen, in order, in Vietnamese."""
