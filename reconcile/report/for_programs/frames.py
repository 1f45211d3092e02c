"""Frames for people who use Python. Their columns and dtypes are a contract: docs/api.md."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from itertools import chain
from typing import Any, Literal

import numpy as np
import pandas as pd

from reconcile.model import (
    ChainOutcome,
    DeadlineKind,
    DecidedBy,
    Finding,
    LowerOutcome,
    Outcome,
    Proof,
    Reach,
    Relation,
    Role,
    Severity,
    Summary,
)
from reconcile.report.for_programs.frame_rows import absent_rows, chain_rows, plan_rows
from reconcile.report.for_programs.result_json import finding_document
from reconcile.tracking.coverage import Coverage, Digest

FrameName = Literal[
    "tasks", "lower_tasks", "links", "candidates", "findings", "summary", "absent", "plans", "chain"
]
Dtypes = Mapping[str, str | type[StrEnum]]
"""Column → pandas dtype; a closed list stands for a category of its members, in their order."""

_DAY = "datetime64[s]"
TASK: Dtypes = {
    "unit": "string",
    "id": "string",
    "file": "string",
    "sheet": "string",
    "row": "int64",
    "stt": "string",
    "group": "string",
    "text": "string",
    "directives": "string",
    "deadline": "string",
    "deadline_kind": DeadlineKind,
    "latest": _DAY,
    "recurring": "bool",
    "lead": "string",
    "support": "string",
    "product": "string",
    "status": "string",
    "note": "string",
}
_LINK: Dtypes = {
    "unit": "string",
    "upper": "string",
    "upper_stt": "string",
    "upper_text": "string",
    "lower": "string",
    "lower_stt": "string",
    "lower_text": "string",
    "outcome": Outcome,
    "relation": Relation,
    "score": "float64",
    "reasons": "string",
}
_RATES = ("rate", "rate_lead", "rate_support")
_FIGURES = [name for name in Summary.__dataclass_fields__ if name not in _RATES]
_OF_UPPER = [name for name in _FIGURES if name not in ("left_out", "own", "duplicate")]
"""Those that are counted for each upper plan."""
DTYPES: Mapping[FrameName, Dtypes] = {
    "tasks": {
        **TASK,
        "role": Role,
        "outcome": Outcome,
        "decided_by": DecidedBy,
        "after_answers": "bool",
        "evidence": Proof,
        "uncovered": "string",
        "links": "int64",
        "score": "float64",
        "plan": "string",
    },
    "lower_tasks": {**TASK, "outcome": LowerOutcome},
    "links": _LINK,
    "candidates": {**_LINK, "linked": "bool"},
    "findings": {
        "unit": "string",
        "code": "string",
        "severity": Severity,
        "file": "string",
        "sheet": "string",
        "row": "Int64",
        "column": "string",
        "message": "string",
        "fix": "string",
        "task": "string",
    },
    "summary": {
        "unit": "string",
        "number": "string",
        "issued": _DAY,
        **dict.fromkeys(_FIGURES, "int64"),
        **dict.fromkeys((*_RATES, "share"), "float64"),
        "cluster": "string",
    },
    "absent": {"unit": "string", "cluster": "string"},
    "plans": {
        "plan": "string",
        "number": "string",
        "issued": _DAY,
        "issuer": "string",
        "unit": "string",
        **dict.fromkeys(_OF_UPPER, "int64"),
        **dict.fromkeys(_RATES, "float64"),
    },
    "chain": {
        "unit": "string",
        "id": "string",
        "plan": "string",
        "stt": "string",
        "text": "string",
        "next_role": Role,
        "next_outcome": Outcome,
        "outcome": ChainOutcome,
        "lost_at": "string",
        "lost": "string",
        "reach": Reach,
        "carriers": "string",
    },
}

_Document = Mapping[str, Any]


def result_frame(name: FrameName, results: Iterable[bytes], coverage: Coverage) -> pd.DataFrame:
    """Return one frame over the outcomes of one unit or of many.

    Args:
        name: which frame.
        results: the result file of each unit, in their order; decoded one at a time.
        coverage: the same units, with what was found about each and about none.

    """
    if name == "findings":
        return findings_frame(_by_whom(coverage))
    if name in _OVER_ALL:
        return _frame(DTYPES[name], _OVER_ALL[name](coverage))
    documents = map(json.loads, results)
    if name == "summary":
        return _frame(DTYPES[name], map(_summary, documents, coverage.units))
    rows = chain.from_iterable(map(_ROWS[name], documents))
    return _frame(DTYPES[name], rows)


def task_frame(unit: str, tasks: Iterable[_Document]) -> pd.DataFrame:
    """Return the tasks of a unit as they were read.

    Args:
        unit: its official name.
        tasks: as in the result file.

    """
    return _frame(TASK, (_task(unit, task) for task in tasks))


def findings_frame(found: Iterable[tuple[str, Finding]]) -> pd.DataFrame:
    """Return findings, each with the name of the unit that it is about, or an empty one."""
    rows = (
        {**document, "unit": unit, "row": document["row"] or None}
        for unit, finding in found
        for document in [finding_document(finding)]
    )
    return _frame(DTYPES["findings"], rows)


def _by_whom(coverage: Coverage) -> Iterator[tuple[str, Finding]]:
    """Say of each finding about whom it is: no unit, the upper plan (once), then each unit."""
    yield from (("", finding) for finding in coverage.failed)
    yield from ((coverage.upper.unit.name, finding) for finding in coverage.upper.findings)
    for each in coverage.units:
        yield from ((each.unit.name, finding) for finding in each.findings)


def _task(unit: str, task: _Document) -> dict[str, Any]:
    """Return a task as one row."""
    due = task["deadline"]
    return {
        **task,
        "unit": unit,
        "group": " › ".join(task["group"]),
        "directives": "; ".join(task["directives"]),
        "deadline": due["text"],
        "deadline_kind": due["kind"],
        "latest": due["latest"],
        "recurring": due["recurring"],
    }


def _tasks(result: _Document) -> Iterator[dict[str, Any]]:
    """Return a row for each upper task."""
    for task in result["upper"]["tasks"]:
        scores = [pair["score"] for pair in task["candidates"]]
        yield {
            **_task(result["lower"]["unit"], task),
            "uncovered": "; ".join(task["uncovered"]),
            "links": len(task["links"]),
            "score": max(scores, default=None),
        }


def _lower_tasks(result: _Document) -> Iterator[dict[str, Any]]:
    """Return a row for each task of the unit's own plan."""
    return (_task(result["lower"]["unit"], task) for task in result["lower"]["tasks"])


def _candidates(result: _Document) -> Iterator[dict[str, Any]]:
    """Return a row for each pair that was proposed, links as well."""
    lowers = {task["id"]: task for task in result["lower"]["tasks"]}
    for task in result["upper"]["tasks"]:
        relations = {link["lower"]: link["relation"] for link in task["links"]}
        for pair in task["candidates"]:
            lower = lowers[pair["lower"]]
            yield {
                "unit": result["lower"]["unit"],
                "upper": task["id"],
                "upper_stt": task["stt"],
                "upper_text": task["text"],
                "lower": lower["id"],
                "lower_stt": lower["stt"],
                "lower_text": lower["text"],
                "outcome": task["outcome"],
                "relation": relations.get(lower["id"]),
                "score": pair["score"],
                "reasons": "; ".join(pair["reasons"]),
                "linked": lower["id"] in relations,
            }


def _links(result: _Document) -> Iterator[dict[str, Any]]:
    """Return a row for each pair that is taken for right."""
    return (pair for pair in _candidates(result) if pair["linked"])


def _summary(result: _Document, unit: Digest) -> dict[str, Any]:
    """Return the figures of a unit as its one row."""
    lower = result["lower"]
    head = {"unit": lower["unit"], "number": lower["number"], "issued": lower["date"]}
    return {**result["summary"], **head, "cluster": unit.cluster}


_OVER_ALL: Mapping[str, Callable[[Coverage], Iterator[dict[str, Any]]]] = {
    "absent": absent_rows,
    "plans": plan_rows,
    "chain": chain_rows,
}
_ROWS: Mapping[str, Callable[[_Document], Iterator[dict[str, Any]]]] = {
    "tasks": _tasks,
    "lower_tasks": _lower_tasks,
    "links": _links,
    "candidates": _candidates,
}


def _frame(dtypes: Dtypes, rows: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """Make a frame with these columns and dtypes, however few rows there are."""
    columns: dict[str, list[Any]] = {name: [] for name in dtypes}
    for row in rows:
        for name, values in columns.items():
            values.append(row[name])
    return pd.DataFrame({name: _series(values, dtypes[name]) for name, values in columns.items()})


def _series(values: Sequence[Any], dtype: str | type[StrEnum]) -> "pd.Series[Any]":
    """Make one column; None is a missing value."""
    if not isinstance(dtype, str):
        return pd.Series(values, dtype=pd.CategoricalDtype([str(member) for member in dtype]))
    if dtype == _DAY:
        # Pandas' own reading of dates guesses, and its unit depends on the version.
        return pd.Series(np.array([value or "NaT" for value in values], dtype=_DAY))
    return pd.Series(values, dtype=dtype)
