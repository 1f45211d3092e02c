"""What became of the tasks: pairs with their reasons, outcomes, figures."""

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum

from reconcile.model.decision import AnswerAccount, Decision, Overtaken
from reconcile.model.finding import Finding
from reconcile.model.task import Plan, Role, Task

MOST_CANDIDATES = 5
"""So many pairs are kept of an upper task, links included, unless there are more links."""


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
    units: tuple[str, ...] = ()
    """Official names of the units whose answers it rests on, the earliest answer first."""


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


CARRIED_DOWN = (Outcome.CARRIED, Outcome.PARTIAL)
"""Outcomes of a task that the lower plan carries, wholly or in part."""


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
    """All links, then the best others: up to ``MOST_CANDIDATES``, or as many as there are links."""
    decided_by: DecidedBy = DecidedBy.RULE
    proof: Proof = Proof.LINK
    uncovered: tuple[str, ...] = ()
    """Clauses of the task that no link covers; only for ``partial``."""
    after_answers: bool = False
    """Whether the program settles it only through people's answers on other tasks of the plan."""
    writing: Decision | None = None
    """What a person said on writing it into the unit's plan; None where nobody has."""

    @property
    def counts(self) -> bool:
        """Whether the unit has a role in the task, and so the task counts."""
        return self.role is not Role.NONE

    @property
    def is_doubtful(self) -> bool:
        """Whether the task counts and is left to people."""
        return self.counts and self.outcome is Outcome.REVIEW


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

    Source: docs/design.md (coverage rate). ``total``, ``none``, ``own`` and
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
    left_out: int = 0
    """Of those missed: the ones that a person does not want written into the unit's plan."""
    own: int = 0
    duplicate: int = 0
    rate: float = 0.0
    """Tỷ lệ cụ thể hóa, 0 to 1."""
    rate_lead: float = 0.0
    rate_support: float = 0.0

    @property
    def given(self) -> int:
        """How many tasks the unit has a role in."""
        return self.lead + self.support


class ChangedBy(StrEnum):
    """Through whom something is otherwise than at the last run."""

    UPPER = "upper"
    """The upper plan itself was changed."""
    LOWER = "lower"
    """The unit has worked on its plan."""
    REVIEWER = "reviewer"
    """A person answered, or took an answer back; the plans say the same."""
    RULE = "rule"
    """The program judges otherwise: answers elsewhere, settings, another version of it."""


@dataclass(frozen=True, slots=True)
class Change:
    """What changed for a task since the last run; kinds: ``tracking.changes.changes_since``."""

    kind: str
    task: str
    """Key of the upper task; of the lower one where the kind begins with ``lower``."""
    before: str
    after: str
    by: ChangedBy


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
    share: float = 0.0
    """The part of the upper plan that seems to be carried, as the program reckons, 0 to 1."""
    changes: tuple[Change, ...] = ()
    overtaken: tuple[Overtaken, ...] = ()
    """Answers that do not count any more, in the order of the upper plan."""
    answers: AnswerAccount = field(default_factory=AnswerAccount)

    def lower_task(self, key: str) -> Task:
        """Return the lower task of a key that this reconciliation names."""
        return next(task for task in self.lower.tasks if task.key == key)
