"""All units in short for programs: outputs/tong-hop.json, schema 1 (docs/design.md)."""

from typing import Any

import reconcile
from reconcile.report.for_programs.readable_json import readable_json
from reconcile.report.for_programs.result_json import (
    SCHEMA,
    finding_document,
    plan_document,
    plan_documents,
    summary_document,
)
from reconcile.tracking.coverage import Coverage, Digest


def coverage_bytes(coverage: Coverage) -> bytes:
    """Return the units in short as JSON in UTF-8, readable by people too."""
    return readable_json(coverage_document(coverage))


def coverage_document(coverage: Coverage) -> dict[str, Any]:
    """Return the units in short as plain JSON values, in the contract's order."""
    return {
        "schema": SCHEMA,
        "program": f"reconcile {reconcile.__version__}",
        "as_of": coverage.as_of.isoformat(),
        "upper": plan_document(coverage.upper)
        | {"total": len(coverage.upper.tasks), "plans": plan_documents(coverage)},
        "units": [_unit(unit) for unit in coverage.units],
        "absent": [{"name": unit.name, "cluster": unit.cluster} for unit in coverage.absent],
        "findings": [finding_document(found) for found in coverage.failed],
        "summary": summary_document(coverage.total),
    }


def _unit(unit: Digest) -> dict[str, Any]:
    """Return one unit that sent a plan."""
    return {
        "id": unit.unit.id,
        "name": unit.unit.name,
        "cluster": unit.cluster,
        "number": unit.number,
        "files": list(unit.files),
        "findings": len(unit.findings),
        "summary": summary_document(unit.summary),
    }
