"""Rows of the frames over all units, which no unit's own result has."""

from collections.abc import Iterator
from dataclasses import asdict, replace
from typing import Any

from reconcile.report.for_programs.chain_json import chain_document
from reconcile.report.for_programs.result_json import plan_name
from reconcile.tracking.coverage import Coverage
from reconcile.tracking.coverage_parts import by_plan

_Row = dict[str, Any]


def absent_rows(coverage: Coverage) -> Iterator[_Row]:
    """Return a row for each unit that sent nothing."""
    return ({"unit": each.name, "cluster": each.cluster} for each in coverage.absent)


def plan_rows(coverage: Coverage) -> Iterator[_Row]:
    """Return a row for each upper plan in each unit, and behind them one over all units."""
    alone = [(unit.unit.name, replace(coverage, units=(unit,))) for unit in coverage.units]
    counted = [(name, by_plan(some)) for name, some in (*alone, ("", coverage))]
    for at, plan in enumerate(coverage.upper.plans):
        issued = plan.issued.isoformat() if plan.issued else None
        head = {"number": plan.number, "issued": issued, "issuer": plan.unit.name}
        for unit, figures in counted:
            yield {**asdict(figures[at][1]), **head, "plan": plan_name(plan), "unit": unit}


def chain_rows(coverage: Coverage) -> Iterator[_Row]:
    """Return a row for each task of the topmost plan in each unit; none for two levels."""
    if coverage.chain is None:
        return
    document = chain_document(coverage.chain, coverage.as_of)
    for task in document["tasks"]:
        after = {f"next_{name}": value for name, value in task["next"].items()}
        carriers = "; ".join(task["carriers"][-1])
        for unit, reach in zip(document["units"], task["units"], strict=True):
            yield {**task, **after, "unit": unit, "reach": reach, "carriers": carriers}
