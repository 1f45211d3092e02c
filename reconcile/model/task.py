"""What a plan says: units, tasks, cited directives, deadlines."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from reconcile.model.finding import Finding, Where
from reconcile.model.plan_text import PlanText
from reconcile.model.source import Column

_LEGISLATURES = ("QH", "UBTVQH")
"""Their symbols name the legislature and not the type: 33/2016/QH14."""


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
    # Only how the symbol is written: 02/KH-BCĐTW and 02-KH/BCĐTW are one document.
    party: bool = field(default=False, compare=False)

    def __str__(self) -> str:
        return f"{self.symbol}, {_short_date(self.date)}" if self.date else self.symbol

    @property
    def symbol(self) -> str:
        """Number and symbol as the issuer would write them, e.g. ``14-TB/TGV``, ``71/NQ-CP``."""
        # Numbers below ten take a zero. Source: Nghị định 30/2020/NĐ-CP, Phụ lục I.
        number = f"{self.number:02d}" if self.number else ""
        if not self.issuer:
            return f"{self.kind} {number}".strip() + (f"/{self.year}" if self.year else "")
        if self.party:
            return f"{number}-{self.kind}/{self.issuer}" if self.kind else f"{number}/{self.issuer}"
        # The symbol of a công văn names no type: 303/VPCP-KGVX.
        kind = "" if self.kind == "CV" else self.kind
        untyped = not kind or self.issuer.startswith(_LEGISLATURES)
        tail = self.issuer if untyped else f"{kind}-{self.issuer}"
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
    Source: deadline columns of issued plans.
    """

    text: str = ""
    kind: DeadlineKind = DeadlineKind.NONE
    latest: dt.date | None = None
    recurring: bool = False

    @property
    def is_dated(self) -> bool:
        """Whether it means one last day: nothing recurring, open or only expected in words."""
        settled = self.kind is not DeadlineKind.WORDS and not self.recurring
        return settled and self.latest is not None

    def is_over(self, as_of: dt.date) -> bool:
        """Tell whether it means one last day, and that day lies before another."""
        return self.is_dated and self.latest is not None and self.latest < as_of


class Role(StrEnum):
    """The role of the lower level in an upper task."""

    LEAD = "lead"
    SUPPORT = "support"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Task:
    """One task as one side states it."""

    key: str
    """Who says what (docs/design.md): survives a move, a mended citation, another spacing."""
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
    answers: str = ""
    """Key of the upper task that this row of a form answers; empty for all other tasks."""
    columns: tuple[tuple[Column, str], ...] = ()
    """Header text by column, so that a finding can name the column the user sees."""
    plan: str = ""
    """``name`` of the plan that gives it, where several are taken together; else empty."""

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


SEVERAL = "; "
"""Between the identities of plans that are taken together."""


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
    text: PlanText = field(default_factory=PlanText)
    """What it says in words of its own."""
    name: str = ""
    """What it goes by among several: its number, else its folder or first file."""
    parts: tuple["Plan", ...] = ()
    """The plans that are taken together here, in the order of their tasks; empty for one plan.

    Several bear no number, day or title together: each part has its own.
    """

    def __iter__(self) -> Iterator[Task]:
        return iter(self.tasks)

    @property
    def identity(self) -> str:
        """Who issued it, its number and its day; a part that is unknown is left empty.

        Of several plans that of each, in their order.
        """
        if self.parts:
            return SEVERAL.join(part.identity for part in self.parts)
        return f"{self.unit.id}|{self.number}|{self.issued or ''}"

    @property
    def plans(self) -> tuple["Plan", ...]:
        """The plans that are taken together; of one plan itself."""
        return self.parts or (self,)

    def giver(self, task: Task) -> "Plan":
        """Return the plan that gives a task."""
        return next((part for part in self.parts if part.name == task.plan), self)


def _short_date(day: dt.date) -> str:
    """Write a date as official text does: 09/5/2025, 01/4/2025, 15/12/2025.

    Source: usage of issued documents (days below 10 and the months 1 and 2 take a zero).
    """
    # The vocabulary has this rule as well; the nouns import nothing, so they have their own.
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"{day.day:02d}/{month}/{day.year}"
