"""The nouns: what every stage takes and returns, frozen and free of any file format."""

from reconcile.model.decision import Decision, Verdict
from reconcile.model.finding import Finding, Severity, Where
from reconcile.model.outcome import (
    MOST_CANDIDATES,
    Candidate,
    Change,
    DecidedBy,
    Evidence,
    LowerOutcome,
    LowerResult,
    Outcome,
    Proof,
    Reconciliation,
    Relation,
    Summary,
    UpperResult,
)
from reconcile.model.source import Cell, Column, Heading, Line, Row, RowKind, Source, Table
from reconcile.model.task import Deadline, DeadlineKind, Directive, Level, Plan, Role, Task, Unit

__all__ = [
    "MOST_CANDIDATES",
    "Candidate",
    "Cell",
    "Change",
    "Column",
    "Deadline",
    "DeadlineKind",
    "DecidedBy",
    "Decision",
    "Directive",
    "Evidence",
    "Finding",
    "Heading",
    "Level",
    "Line",
    "LowerOutcome",
    "LowerResult",
    "Outcome",
    "Plan",
    "Proof",
    "Reconciliation",
    "Relation",
    "Role",
    "Row",
    "RowKind",
    "Severity",
    "Source",
    "Summary",
    "Table",
    "Task",
    "Unit",
    "UpperResult",
    "Verdict",
    "Where",
]
