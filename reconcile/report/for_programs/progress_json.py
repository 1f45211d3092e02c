"""Progress for programs: outputs/tien-do.json, schema 1 (docs/design.md)."""

from collections.abc import Iterable
from typing import Any

import msgspec

import reconcile
from reconcile.model import Plan, TaskState
from reconcile.report.for_programs.readable_json import readable_json
from reconcile.report.for_programs.result_json import finding_document, plan_name
from reconcile.tracking.asked_proposals import proposed
from reconcile.tracking.counts import ProgressFigures, class_of
from reconcile.tracking.doubtful import DoubtfulRow
from reconcile.tracking.first_deadline import first_deadline
from reconcile.tracking.outcome import ProgressOutcome
from reconcile.tracking.parted import by_group, by_month, by_office
from reconcile.tracking.progress import TrackedKind, TrackedTask, Tracking
from reconcile.tracking.ranking import RankedBody
from reconcile.tracking.reported import Move, ReportedStates
from reconcile.tracking.result_documents import result_documents

# Fields may be added under this number; one of another meaning asks for the next.
SCHEMA = 1


def progress_bytes(outcome: ProgressOutcome) -> bytes:
    """Return what tracking told as JSON in UTF-8."""
    return readable_json(progress_document(outcome))


def progress_document(outcome: ProgressOutcome) -> dict[str, Any]:
    """Return what tracking told as plain JSON values, in the contract's order."""
    tracking, states = outcome.tracking, outcome.states
    return {
        "schema": SCHEMA,
        "program": f"reconcile {reconcile.__version__}",
        "as_of": tracking.as_of.isoformat(),
        "upper": tracking.upper.unit.name,
        "figures": {
            kind.value: figures_document(tracking.figures(tracking.of(kind)))
            for kind in TrackedKind
        },
        "units": [_unit(tracking, unit.id, unit.name) for unit in tracking.units],
        **_parted(tracking),
        "report": {
            "period": outcome.period.kind.value,
            **_reported(states),
            "before": _reported(outcome.before) if outcome.before else None,
            "year_before": _reported(outcome.year_before) if outcome.year_before else None,
            "corrected": [list(row.identity) for row in outcome.corrected],
            "trend": [_trend(each) for each in outcome.trend],
            "ranking": [_ranked(each) for each in outcome.reported_ranking],
        },
        "tasks": [
            _task(row) | _giver(row, tracking.upper) | _more(row, tracking) for row in tracking.rows
        ],
        "ranking": [_ranked(each) for each in outcome.ranking],
        "moves": [_moved(each) for each in outcome.moves],
        "doubtful": [_doubtful(each) for each in outcome.doubtful],
        "findings": [finding_document(each) for each in outcome.findings],
    }


def figures_document(figures: ProgressFigures) -> dict[str, Any]:
    """Return figures with their rates; a rate of nothing is null."""
    said: dict[str, Any] = msgspec.to_builtins(figures)
    rates = ("done_rate", "done_of_due_rate", "in_time_rate", "overdue_rate", "reported_rate")
    return said | {name: getattr(figures, name) for name in rates}


def _unit(tracking: Tracking, unit: str, name: str) -> dict[str, Any]:
    """Return the figures of a unit."""
    return {
        "id": unit,
        "name": name,
        "own": figures_document(tracking.figures(tracking.of(TrackedKind.UNIT, unit))),
        "assigned": figures_document(tracking.figures(tracking.of(TrackedKind.ASSIGNED, unit))),
    }


def _parted(tracking: Tracking) -> dict[str, Any]:
    """Return the figures of the upper plan by office, group and month."""
    upper = tracking.of(TrackedKind.UPPER)
    return {
        "offices": [
            {"id": body, "name": name, **figures_document(figures)}
            for body, name, figures in by_office(tracking)
        ],
        "groups": [{"name": n} | figures_document(f) for n, f in by_group(tracking)],
        "months": [{"month": m} | figures_document(f) for m, f in by_month(tracking, upper)],
    }


def _trend(states: ReportedStates) -> dict[str, Any]:
    """Return the figures of a report of this kind of period."""
    return {
        "last_day": states.last_day.isoformat(),
        "figures": figures_document(states.figures(TrackedKind.UPPER)),
    }


def _ranked(each: RankedBody) -> dict[str, Any]:
    """Return a body with its place."""
    said: dict[str, Any] = msgspec.to_builtins(each)
    return said | {"share": each.share}


def _moved(move: Move) -> dict[str, Any]:
    """Return what became otherwise since the report before: which row, and from what."""
    return {
        "move": move.kind.value,
        "row": list(move.row.identity),
        "before": _state(move.before) if move.before else None,
        "now": _state(move.row.state),
    }


def _reported(states: ReportedStates) -> dict[str, Any]:
    """Return what a report said."""
    units = dict.fromkeys(e.body_id for e in states.tasks if e.kind is TrackedKind.ASSIGNED)
    return {
        "first_day": states.first_day.isoformat() if states.first_day else None,
        "last_day": states.last_day.isoformat(),
        "figures": figures_document(states.figures(TrackedKind.UPPER)),
        "units": {
            unit: figures_document(states.figures(TrackedKind.ASSIGNED, unit)) for unit in units
        },
    }


def _task(row: TrackedTask) -> dict[str, Any]:
    """Return a tracked task."""
    entry = row.standing.entry if row.standing else None
    return {
        "kind": row.kind.value,
        "body": row.body,
        "body_id": row.body_id,
        "id": row.task.key,
        "stt": row.task.stt,
        "text": row.task.text,
        "role": row.role.value,
        **_state(row.state),
        "basis": row.basis.value,
        "parts": list(row.parts),
        "told": {
            "day": entry.day.isoformat(),
            "words": entry.words,
            "file": entry.where.file,
            "sheet": entry.where.sheet,
            "row": entry.where.row,
        }
        if entry
        else None,
    }


def _more(row: TrackedTask, tracking: Tracking) -> dict[str, Any]:
    """Return what else the plan says of a task, and what else was told of it."""
    task, standing = row.task, row.standing
    first = first_deadline(row)
    return {
        "group": list(task.group),
        "lead": task.lead,
        "support": task.support,
        "deadline": task.deadline.text,
        "first_deadline": first.isoformat() if first else None,
        "days_late": tracking.days_late(row),
        "extensions": standing.extensions if standing else 0,
        "difficulty": standing.entry.difficulty if standing else "",
        "proposal": proposed(standing.entry) if standing else "",
        "documents": list(result_documents(row)),
    }


def _giver(row: TrackedTask, upper: Plan) -> dict[str, Any]:
    """Return which upper plan gives a task; a unit's own is given by none."""
    own = row.kind is TrackedKind.UNIT
    return {"plan": "" if own else plan_name(upper.giver(row.task))}


def _state(state: TaskState) -> dict[str, Any]:
    """Return a state, and the class that it counts in."""
    return {
        "progress": state.progress.value,
        "timing": state.timing.value,
        "done_on": state.done_on.isoformat() if state.done_on else None,
        "last_day": state.last_day.isoformat() if state.last_day else None,
        "class": class_of(state).value,
    }


def _doubtful(each: DoubtfulRow) -> dict[str, Any]:
    """Return a row that does not count."""
    where, perhaps = each.row.where, _listed(each.perhaps)
    place = {"file": where.file, "sheet": where.sheet, "row": where.row}
    return {"why": each.kind.value, "body": each.body, "text": each.row.text, **place} | perhaps


def _listed(keys: Iterable[str]) -> dict[str, list[str]]:
    """Return the tasks that a row may be about."""
    return {"perhaps": list(keys)}
