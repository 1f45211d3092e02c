"""The nouns: what every stage takes and returns, frozen and free of any file format."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(frozen=True, slots=True, order=True)
class Where:
    """A place in a file that a person can open and look at.

    ``row`` is 1-based, as Excel numbers it; 0 when the place is the whole sheet. In Word,
    ``sheet`` is ``Bảng 2`` (row of that table) or ``Đoạn`` (``row`` is the paragraph's number).
    ``column`` is the header text that the user sees, never a letter or an index.
    """

    file: str
    sheet: str = ""
    row: int = 0
    column: str = ""

    def __str__(self) -> str:
        row = f"dòng {self.row}" if self.row else ""
        column = f"cột “{self.column}”" if self.column else ""
        return " › ".join(part for part in (self.file, self.sheet, row, column) if part)


class Severity(StrEnum):
    """How grave a finding is; sorts from the gravest down by ``rank``."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for an error, 1 for a warning, 2 for information."""
        return ("error", "warning", "info").index(self.value)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong or worth knowing, as data: collected, sorted, shown everywhere.

    ``code`` is one of the catalogue in ``check/findings.toml``; ``task`` is the key of the
    task that it is about, or empty.
    """

    code: str
    severity: Severity
    where: Where
    message: str
    fix: str
    task: str = ""

    @property
    def order(self) -> tuple[int, Where, str, str]:
        """The order in which findings are shown: gravest first, then by place."""
        return (self.severity.rank, self.where, self.code, self.message)


@dataclass(frozen=True, slots=True, order=True)
class Directive:
    """A cited document; every part may be unknown (``""``, 0 or None), and unknown never differs.

    ``kind`` is the abbreviation of its type (NQ, QĐ, TB, KH …; CV for a công văn without type),
    ``number`` its number without leading zeros, ``year`` the year when it is part of the number
    (``04/2025/NQ-CP``), ``issuer`` the last part of the symbol (CP, TW, TGV, UBND, VPCP-KGVX),
    ``party`` whether the symbol is written the Party's way (``57-NQ/TW``).
    """

    kind: str = ""
    number: int = 0
    year: int = 0
    issuer: str = ""
    date: dt.date | None = None
    party: bool = field(default=False, compare=False)

    def __str__(self) -> str:
        return f"{self.symbol}, {_short_date(self.date)}" if self.date else self.symbol

    @property
    def symbol(self) -> str:
        """Number and symbol as the issuer would write them, e.g. ``14-TB/TGV``, ``71/NQ-CP``."""
        number = f"{self.number:02d}" if self.number else ""
        if not self.issuer:
            return f"{self.kind} {number}".strip() + (f"/{self.year}" if self.year else "")
        if self.party:
            return f"{number}-{self.kind}/{self.issuer}" if self.kind else f"{number}/{self.issuer}"
        kind = "" if self.kind == "CV" else self.kind
        tail = f"{kind}-{self.issuer}" if kind and kind != "QH" else self.issuer
        return "/".join(part for part in (number, str(self.year or ""), tail) if part)


class DeadlineKind(StrEnum):
    """What sort of time a deadline cell names; ``NONE`` for an empty cell."""

    NONE = "none"
    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    RANGE = "range"
    OPEN = "open"
    RECURRING = "recurring"
    WORDS = "words"
    IMPOSSIBLE = "impossible"


@dataclass(frozen=True, slots=True)
class Deadline:
    """What a deadline cell says, and the latest day that it means.

    ``latest`` is None when the words mean no day (recurring, open, words, impossible, none).
    ``recurring`` is also True for a day together with ``(Nhiệm vụ thường xuyên)``.
    Source: DOMAIN.md §2 of the project's field notes.
    """

    text: str = ""
    kind: DeadlineKind = DeadlineKind.NONE
    latest: dt.date | None = None
    recurring: bool = False

    @property
    def is_dated(self) -> bool:
        """Whether it means one last day, and nothing recurring or open besides."""
        return self.latest is not None and not self.recurring


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
        return next((cell for cell in self.cells if cell.column is column), None)

    def says(self, column: Column) -> str:
        """Return the text of a column; ``""`` where there is none."""
        found = self.cell(column)
        return found.text if found else ""


@dataclass(frozen=True, slots=True)
class Table:
    """One task table of a file: its headings, and every row from the header to the footer."""

    where: Where
    """File, sheet and the (last) header row."""
    headings: tuple[Heading, ...]
    rows: tuple[Row, ...]
    findings: tuple[Finding, ...] = ()

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


class Role(StrEnum):
    """The role of the lower level in an upper task."""

    LEAD = "lead"
    SUPPORT = "support"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Task:
    """One task as one side states it."""

    key: str
    """Who says what (DESIGN.md §3): survives a move, a mended citation, another spacing."""
    where: Where
    text: str
    stt: str = ""
    group: tuple[str, ...] = ()
    directives: tuple[Directive, ...] = ()
    """Cited in the directive cell, in the order cited."""
    mentioned: tuple[Directive, ...] = ()
    """Cited inside the task's text."""
    deadline: Deadline = Deadline()
    lead: str = ""
    support: str = ""
    product: str = ""
    status: str = ""
    note: str = ""
    role: Role = Role.NONE
    """Of the lower level; meaningful for upper tasks only."""
    columns: tuple[tuple[Column, str], ...] = ()
    """Header text by column, so that a finding can name the column the user sees."""

    def place(self, column: Column) -> Where:
        """Return the task's place, down to the column as the user's header names it."""
        return Where(
            self.where.file, self.where.sheet, self.where.row, dict(self.columns).get(column, "")
        )


class Level(StrEnum):
    """The level of a unit, as far as its name tells."""

    CENTRAL = "central"
    PROVINCE = "province"
    COMMUNE = "commune"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, order=True)
class Unit:
    """Who issues a plan: its official name in NFC, e.g. ``UBND xã Dân Tiến``.

    ``id`` is what keys hang on; ``word`` is xã, phường, đặc khu, tỉnh, thành phố or empty;
    ``place`` the bare place name (``Dân Tiến``); ``party`` for a Party committee.
    """

    id: str
    name: str
    level: Level = Level.UNKNOWN
    word: str = ""
    place: str = ""
    party: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """The tasks of one unit, from one or several files, with what was seen on the way."""

    unit: Unit
    files: tuple[str, ...]
    tasks: tuple[Task, ...]
    number: str = ""
    """Number and symbol of the plan itself, e.g. ``140/KH-UBND``; empty when unknown."""
    issued: dt.date | None = None
    title: str = ""
    carries: str = ""
    """Number and symbol of the upper plan that it says it carries out."""
    findings: tuple[Finding, ...] = ()

    def __iter__(self) -> Iterator[Task]:
        return iter(self.tasks)


class Relation(StrEnum):
    """How much of the upper task a lower task carries."""

    FULL = "full"
    PARTIAL = "partial"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reason for or against a pair: the rule's name, its weight in log-odds, and why."""

    rule: str
    points: float
    detail: str
    """In Vietnamese, checkable by a reviewer; empty when there is nothing to show."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A proposed pair of an upper and a lower task, named by their keys."""

    upper: str
    lower: str
    score: float
    """Probability that the lower task carries the upper one, 0 to 1; 0.5 weighs the same."""
    relation: Relation = Relation.FULL
    evidence: tuple[Evidence, ...] = ()

    @property
    def reasons(self) -> tuple[str, ...]:
        """The reasons as texts, in the order of the rules."""
        return tuple(e.detail for e in self.evidence if e.detail)


class DecidedBy(StrEnum):
    """Who settled an outcome."""

    RULE = "rule"
    PERSON = "person"


class Proof(StrEnum):
    """What an outcome rests on."""

    LINK = "link"
    OTHER_DOCUMENT = "other-document"
    DONE = "done"


class Outcome(StrEnum):
    """What became of an upper task."""

    CARRIED = "carried"
    PARTIAL = "partial"
    REVIEW = "review"
    MISSED = "missed"


class LowerOutcome(StrEnum):
    """What a lower task is."""

    LINKED = "linked"
    OWN = "own"
    REVIEW = "review"
    DUPLICATE = "duplicate"


@dataclass(frozen=True, slots=True)
class UpperResult:
    """An upper task with its outcome in one lower plan."""

    task: Task
    outcome: Outcome
    role: Role
    links: tuple[Candidate, ...] = ()
    """The asserted pairs, best first."""
    candidates: tuple[Candidate, ...] = ()
    """All links, then the best others: up to five, or as many as there are links."""
    decided_by: DecidedBy = DecidedBy.RULE
    proof: Proof = Proof.LINK
    uncovered: tuple[str, ...] = ()
    """Clauses of the task that no link covers; only for ``partial``."""


@dataclass(frozen=True, slots=True)
class LowerResult:
    """A lower task with what it is, and the upper tasks that it carries."""

    task: Task
    outcome: LowerOutcome
    uppers: tuple[str, ...] = ()
    """Keys of the upper tasks it is linked to, or may be (``review``), best first."""


@dataclass(frozen=True, slots=True)
class Summary:
    """The figures of one unit; tasks with role lead or support, except where said.

    Source: DESIGN.md §3 (coverage rate) and §5. ``total``, ``none``, ``own`` and
    ``duplicate`` count every task.
    """

    total: int = 0
    lead: int = 0
    support: int = 0
    none: int = 0
    carried: int = 0
    partial: int = 0
    review: int = 0
    missed: int = 0
    missed_lead: int = 0
    missed_support: int = 0
    own: int = 0
    duplicate: int = 0
    rate: float = 0.0
    """Tỷ lệ cụ thể hóa, 0 to 1."""
    rate_lead: float = 0.0
    rate_support: float = 0.0


@dataclass(frozen=True, slots=True)
class Change:
    """What changed for an upper task since the last run."""

    kind: str
    task: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """One lower plan held against the upper plan: the one object that every output shows."""

    upper: Plan
    lower: Plan
    as_of: dt.date
    uppers: tuple[UpperResult, ...]
    """In the order of the upper plan."""
    lowers: tuple[LowerResult, ...]
    """In the order of the lower plan."""
    findings: tuple[Finding, ...]
    """Of both plans and of the pair, in ``Finding.order``."""
    summary: Summary
    changes: tuple[Change, ...] = ()

    def lower_task(self, key: str) -> Task:
        """Return the lower task of a key that this reconciliation names."""
        return next(task for task in self.lower.tasks if task.key == key)


def _short_date(day: dt.date) -> str:
    """Write a date as official text does: 09/5/2025, 01/4/2025, 15/12/2025.

    Source: LAYOUT.md §3 (days below 10 and the months 1 and 2 take a zero; months 3 to 9 none).
    """
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"{day.day:02d}/{month}/{day.year}"
