"""The cases with known answers: their plans as the program reads them, and who shares a list."""

import csv
import importlib.util
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import numpy.typing as npt

from reconcile.match.marks import with_marks
from reconcile.match.measures import Sight, look
from reconcile.match.pairing import Matched
from reconcile.match.reading import Prepared, prepare
from reconcile.model import Plan
from reconcile.normalise import to_plan
from reconcile.read import read_file
from reconcile.vocabulary.text import fold

SHARED = Path(__file__).resolve().parents[2] / "shared"
Numbers = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Case:
    """A pair of plans with its gold: matrices of upper rows × lower rows."""

    path: Path
    upper: Plan
    lower: Plan
    above: Prepared
    below: Prepared
    sight: Sight
    linked: Numbers
    """1 for a pair that is right."""
    partial: Flags
    unclear: Flags

    @property
    def name(self) -> str:
        """The name of its folder."""
        return self.path.name


def load_cases(folder: Path) -> list[Case]:
    """Read every case of a folder."""
    return [_load(path.parent) for path in sorted(folder.glob("*/gold.csv"))]


def _load(path: Path) -> Case:
    """Read the plans and the gold of one case."""
    upper = to_plan([read_file(path / "upper.xlsx")], upper=True)
    lower = to_plan([read_file(path / "lower.xlsx")])
    rows = {task.where.row: at for at, task in enumerate(upper.tasks)}
    lows = {task.where.row: at for at, task in enumerate(lower.tasks)}
    relations = np.full((len(rows), len(lows)), "", dtype="<U9")
    with (path / "gold.csv").open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            if line["upper_row"] and line["lower_row"]:
                at = rows[int(line["upper_row"])], lows[int(line["lower_row"])]
                relations[at] = line["relation"]
    above, below = prepare(upper.tasks), prepare(lower.tasks)
    return Case(
        path,
        upper,
        lower,
        above,
        below,
        look(above, with_marks(below, above)),
        np.isin(relations, ["full", "partial"]).astype(float),
        relations == "partial",
        relations == "ambiguous",
    )


def others(case: Case, cases: list[Case]) -> list[Case]:
    """List the cases that share no list of tasks with a case, for a fit that leaves it out."""
    return [other for other in cases if not _share(case, other)]


def _share(one: Case, two: Case) -> bool:
    """Tell whether two cases hold a list in common: at least a third of its texts."""
    for a in (one.upper, one.lower):
        for b in (two.upper, two.lower):
            texts, further = ({fold(task.text) for task in plan.tasks} for plan in (a, b))
            if len(texts & further) * 3 >= min(len(texts), len(further)):
                return True
    return False


def load_scorer(path: Path) -> ModuleType:
    """Load the scoring program of the cases, so that every peer is scored the same way."""
    spec = importlib.util.spec_from_file_location("score_cases", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"no scorer at {path}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def to_result(matched: Matched) -> dict[str, Any]:
    """Write an outcome as the part of the result file that the scorer reads."""
    uppers = [
        {
            "row": upper.task.where.row,
            "outcome": str(upper.outcome),
            "role": str(upper.role),
            "links": [
                {"lower": c.lower, "score": c.score, "relation": str(c.relation)}
                for c in upper.links
            ],
            "candidates": [{"lower": c.lower, "score": c.score} for c in upper.candidates],
        }
        for upper in matched.uppers
    ]
    lowers = [
        {"id": low.task.key, "row": low.task.where.row, "outcome": str(low.outcome)}
        for low in matched.lowers
    ]
    return {"upper": {"tasks": uppers}, "lower": {"tasks": lowers}}
