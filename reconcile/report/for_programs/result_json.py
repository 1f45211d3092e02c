"""The outcome for programs: outputs/result/UNIT.json, schema 1 (docs/design.md)."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

import reconcile
from reconcile.model import (
    AnswerAccount,
    Candidate,
    Change,
    Decision,
    Finding,
    LowerResult,
    Plan,
    Reconciliation,
    Summary,
    Task,
    UpperResult,
)
from reconcile.report.for_programs.readable_json import readable_json
from reconcile.tracking.coverage import Coverage, coverage_of
from reconcile.tracking.coverage_parts import by_plan
from reconcile.tracking.states import state_of

# Fields may be added under this number; one of another meaning asks for the next.
SCHEMA = 1


def result_document(result: Reconciliation, path: str = "") -> dict[str, Any]:
    """Return the outcome of one lower plan as plain JSON values, in the contract's order.

    Args:
        result: the outcome object that every output shows.
        path: the unit's folder name under ``outputs/``; empty where there is none.

    """
    return {
        "schema": SCHEMA,
        "program": f"reconcile {reconcile.__version__}",
        "as_of": result.as_of.isoformat(),
        "upper": plan_document(result.upper)
        | {
            "plans": plan_documents(coverage_of(result)),
            "tasks": [_upper(r, result.as_of) | _giver(result, r) for r in result.uppers],
        },
        "lower": plan_document(result.lower)
        | {"path": path, "tasks": [_lower(r, result.as_of) for r in result.lowers]},
        "findings": [finding_document(f) for f in result.findings],
        "summary": summary_document(result.summary) | {"share": round(result.share, 4)},
        "changes": [_change(c) for c in result.changes],
        "answers": _answers(result.answers),
    }


def result_bytes(result: Reconciliation, path: str = "") -> bytes:
    """Return the outcome as JSON in UTF-8, readable by people too."""
    return readable_json(result_document(result, path))


def task_json(tasks: Sequence[Task]) -> str:
    """Return tasks as they were read, as JSON text."""
    return readable_json([task_document(t) for t in tasks]).decode()


def task_document(task: Task) -> dict[str, Any]:
    """Return one task as it was read."""
    return {
        "id": task.key,
        "file": task.where.file,
        "sheet": task.where.sheet,
        "row": task.where.row,
        "stt": task.stt,
        "group": list(task.group),
        "text": task.text,
        "directives": [str(d) for d in task.directives],
        "deadline": {
            "text": task.deadline.text,
            "kind": str(task.deadline.kind),
            "latest": task.deadline.latest.isoformat() if task.deadline.latest else None,
            "recurring": task.deadline.recurring,
        },
        "lead": task.lead,
        "support": task.support,
        "product": task.product,
        "status": task.status,
        "note": task.note,
    }


def plan_document(plan: Plan) -> dict[str, Any]:
    """Return what a plan says of itself."""
    return {
        "files": list(plan.files),
        "unit": plan.unit.name,
        "number": plan.number,
        "date": plan.issued.isoformat() if plan.issued else None,
        "title": plan.title,
    }


def plan_documents(coverage: Coverage) -> list[dict[str, Any]]:
    """Return each upper plan with its own figures; what a unit adds itself is of none."""
    return [
        {"id": plan_name(plan)} | plan_document(plan) | {"summary": summary_document(summary)}
        for plan, summary in by_plan(coverage)
    ]


def _giver(result: Reconciliation, upper: UpperResult) -> dict[str, Any]:
    """Return which upper plan gives a task."""
    return {"plan": plan_name(result.upper.giver(upper.task))}


def plan_name(plan: Plan) -> str:
    """Return what an upper plan goes by: its number, else its folder or first file."""
    return plan.name or plan.number or next(iter(plan.files), "")


def _upper(result: UpperResult, as_of: dt.date) -> dict[str, Any]:
    """Return an upper task with its outcome."""
    return task_document(result.task) | {
        "state": _state(result.task, as_of),
        "role": str(result.role),
        "outcome": str(result.outcome),
        "decided_by": str(result.decided_by),
        "after_answers": result.after_answers,
        "evidence": str(result.proof),
        "uncovered": list(result.uncovered),
        "links": [_pair(link) | {"relation": str(link.relation)} for link in result.links],
        "candidates": [_pair(candidate) for candidate in result.candidates],
        "writing_in": _writing(result.writing) if result.writing else None,
    }


def _writing(said: Decision) -> dict[str, Any]:
    """Return what a person said on writing a task into the unit's plan."""
    entry = said.entry
    return {
        "answer": str(said.verdict),
        "text": entry.text,
        "lead": entry.lead,
        "deadline": entry.deadline,
    }


def _lower(result: LowerResult, as_of: dt.date) -> dict[str, Any]:
    """Return a lower task with what it is."""
    return task_document(result.task) | {
        "state": _state(result.task, as_of),
        "outcome": str(result.outcome),
        "uppers": list(result.uppers),
    }


def _state(task: Task, as_of: dt.date) -> dict[str, Any]:
    """Return the state of a task at a day, as its own row tells it."""
    state = state_of(task, as_of)
    return {
        "progress": str(state.progress),
        "timing": str(state.timing),
        "done_on": state.done_on.isoformat() if state.done_on else None,
        "last_day": state.last_day.isoformat() if state.last_day else None,
    }


def _pair(candidate: Candidate) -> dict[str, Any]:
    """Return a proposed pair with its reasons."""
    return {
        "lower": candidate.lower,
        "score": round(candidate.score, 4),
        "reasons": list(candidate.reasons),
    }


def finding_document(finding: Finding) -> dict[str, Any]:
    """Return a finding with its place taken apart."""
    return {
        "code": finding.code,
        "severity": str(finding.severity),
        "file": finding.where.file,
        "sheet": finding.where.sheet,
        "row": finding.where.row,
        "column": finding.where.column,
        "message": finding.message,
        "fix": finding.fix,
        "task": finding.task,
    }


def summary_document(summary: Summary) -> dict[str, Any]:
    """Return the figures; rates to four places."""
    return {
        name: round(value, 4) if isinstance(value, float) else value
        for name in Summary.__dataclass_fields__
        for value in [getattr(summary, name)]
    }


def _change(change: Change) -> dict[str, str]:
    """Return one change since the last run."""
    return {
        "kind": change.kind,
        "task": change.task,
        "before": change.before,
        "after": change.after,
        "by": str(change.by),
    }


def _answers(account: AnswerAccount) -> dict[str, Any]:
    """Return what was done with people's answers."""
    return {
        "new": [{"file": file, "count": count} for file, count in account.new],
        "everywhere": account.everywhere,
        "kept": account.kept,
        "asked_again": account.asked_again,
        "overtaken": account.overtaken,
        "gone": account.gone,
        "contradicting": account.contradicting,
        "not_understood": account.not_understood,
        "taught": account.taught,
        "through": [{"unit": unit, "count": count} for unit, count in account.through],
    }
