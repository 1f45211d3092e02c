"""The chain for programs: outputs/chuoi.json, schema 1 (docs/design.md)."""

import datetime as dt
from typing import Any

import reconcile
from reconcile.model import Chain, ChainOutcome, ChainTask, Reach
from reconcile.report.for_programs.readable_json import readable_json
from reconcile.report.for_programs.result_json import SCHEMA, plan_document, plan_name
from reconcile.vocabulary.chain_told import where_lost


def chain_bytes(chain: Chain, as_of: dt.date) -> bytes:
    """Return the chain as JSON in UTF-8, readable by people too."""
    return readable_json(chain_document(chain, as_of))


def chain_document(chain: Chain, as_of: dt.date) -> dict[str, Any]:
    """Return the chain as plain JSON values, in the contract's order."""
    return {
        "schema": SCHEMA,
        "program": f"reconcile {reconcile.__version__}",
        "as_of": as_of.isoformat(),
        "levels": [plan_document(plan) | {"total": len(plan.tasks)} for plan in chain.plans],
        "units": [unit.name for unit in chain.units],
        "tasks": [_task(chain, task) for task in chain.tasks],
        "summary": {
            "total": len(chain.tasks),
            "given": len(chain.given),
            **{str(outcome): chain.count(outcome) for outcome in ChainOutcome},
            "shallow": round(chain.shallow, 4),
            "deep": round(chain.deep, 4),
        },
    }


def _task(chain: Chain, task: ChainTask) -> dict[str, Any]:
    """Return one task of the topmost plan with what became of it."""
    return {
        "id": task.task.key,
        "plan": plan_name(chain.plans[0].giver(task.task)),
        "stt": task.task.stt,
        "text": task.task.text,
        "outcome": str(task.outcome),
        "lost_at": chain.plans[task.lost_at].unit.name if task.lost_at else "",
        "lost": where_lost(chain, task),
        "next": {"role": str(task.step.role), "outcome": str(task.step.outcome)},
        "carriers": [[each.key for each in tasks] for tasks in task.carriers],
        "counts": {str(way): task.count(way) for way in Reach},
        "units": [str(way) for way in task.reach],
    }
