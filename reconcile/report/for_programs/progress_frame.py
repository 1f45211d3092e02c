"""The frame of tracked tasks for people who use Python; its columns are a contract: docs/api.md."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from reconcile.model import Progress, Role, Timing
from reconcile.report.for_programs.frames import Dtypes
from reconcile.tracking.counts import StateClass
from reconcile.tracking.progress import StateBasis, TrackedKind

PROGRESS: Dtypes = {
    "kind": TrackedKind,
    "body": "string",
    "id": "string",
    "stt": "string",
    "text": "string",
    "role": Role,
    "progress": Progress,
    "timing": Timing,
    "class": StateClass,
    "last_day": "datetime64[s]",
    "done_on": "datetime64[s]",
    "basis": StateBasis,
    "told_on": "datetime64[s]",
    "words": "string",
    "file": "string",
    "sheet": "string",
    "row": "Int64",
    "plan": "string",
    "group": "string",
    "lead": "string",
    "support": "string",
    "deadline": "string",
    "first_deadline": "datetime64[s]",
    "days_late": "Int64",
    "extensions": "Int64",
    "difficulty": "string",
    "proposal": "string",
    "documents": "string",
}
"""Column → pandas dtype; a closed list stands for a category of its members, in their order."""


def progress_frame(tasks: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """Return the tasks of ``tien-do.json`` as a frame, one row for each."""
    rows = [_row(task) for task in tasks]
    frame = pd.DataFrame(rows, columns=list(PROGRESS))
    for name, dtype in PROGRESS.items():
        kind: Any = (
            dtype if isinstance(dtype, str) else pd.CategoricalDtype([e.value for e in dtype])
        )
        frame[name] = frame[name].astype(kind)
    return frame


def _row(task: Mapping[str, Any]) -> dict[str, Any]:
    """Lay out one task."""
    told = task["told"] or {}
    said = {name: told.get(name) for name in ("words", "file", "sheet", "row")}
    lists = {"group": " › ".join(task["group"]), "documents": "; ".join(task["documents"])}
    return {**task, **said, **lists, "told_on": told.get("day")}
