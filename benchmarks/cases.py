"""The cases with known answers: their plans as the program reads them, and who shares a list."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from reconcile.match.diacritics import with_marks
from reconcile.match.measures import Sight, look
from reconcile.match.pairing import Matched
from reconcile.match.prepared import Prepared, prepare
from reconcile.model import Plan
from reconcile.normalise import role_in, to_plan
from reconcile.read import read_file
from reconcile.vocabulary.text import fold

HOME = Path(__file__).resolve().parents[1]
SHARED = HOME.parent / "shared"
FOLDERS = (SHARED / "cases", SHARED / "cases-next", HOME / "tests" / "matching")
PLAIN = HOME / "tests" / "matching" / "plain"
"""Villages' plans in everyday words, in no fit: whatever is learned, they were not seen."""
COUNTS = {FOLDERS[2]: 0.5}
"""What a case of a folder counts in a fit, if not 1: of one author, in freer words than most."""
EXAMPLE = 0.15
"""What a commune of the example counts: seven that share one list, and mostly copy."""
Numbers = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Rows = tuple[dict[str, str], ...]


@dataclass(frozen=True, eq=False)
class Case:
    """A pair of plans with its gold: matrices of upper rows × lower rows."""

    name: str
    counts: float
    """How much it counts in a fit."""
    gold: Rows
    """One row for each pair, and each task without one: upper_row, lower_row, relation, ignore."""
    roles: Rows
    upper: Plan
    lower: Plan
    above: Prepared
    below: Prepared
    sight: Sight
    linked: Numbers
    """1 for a pair that is right."""
    partial: Flags
    unclear: Flags
    parents: tuple["Case", ...] = ()
    """The cases that it was made from, if it was."""
    family: str = ""
    """Of which set it is: one of drawn_cases.py, "example", or none of them."""


def load_all(folders: Sequence[Path] = FOLDERS) -> list[Case]:
    """Read every case that is at hand: in the folders, and the communes of the example."""
    return [case for folder in folders for case in load_cases(folder)] + load_example()


def load_cases(folder: Path) -> list[Case]:
    """Read every case of a folder; none where there is no such folder."""
    cases = []
    for path in (gold.parent for gold in sorted(folder.glob("*/gold.csv"))):
        upper, lower = (next(path.glob(f"{side}.[xc]*")) for side in ("upper", "lower"))
        roles = path / "roles.csv"
        told = _rows(path / "gold.csv"), _rows(roles) if roles.exists() else ()
        case = make_case(path.name, _read(upper, lower), told)
        cases.append(replace(case, counts=COUNTS.get(folder, 1.0)))
    return cases


def load_example() -> list[Case]:
    """Read the communes of the example, each as a case."""
    truth = _rows(HOME / "tests" / "example" / "truth.csv")
    upper = next((HOME / "inputs" / "upper").iterdir())
    cases = []
    for lower in sorted((HOME / "inputs" / "lower").iterdir()):
        unit = to_plan([read_file(lower)]).unit.name
        rows = [row for row in truth if row["unit"] == unit]
        gold = tuple(row | {"ignore": "0"} for row in rows if row["relation"] != "trap")
        roles = tuple(row for row in rows if row["upper_row"])
        plans = _read(upper, lower)
        case = make_case(f"example-{lower.stem}", plans, (gold, roles), family="example")
        cases.append(replace(case, counts=EXAMPLE))
    return cases


def _read(upper: Path, lower: Path) -> tuple[Plan, Plan]:
    """Read the two plans of a case."""
    return to_plan([read_file(upper)], upper=True), to_plan([read_file(lower)], upper=False)


def _rows(path: Path) -> Rows:
    """Read the rows of a CSV file."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return tuple(csv.DictReader(file))


def make_case(
    name: str,
    plans: tuple[Plan, Plan],
    told: tuple[Rows, Rows],
    parents: tuple[Case, ...] = (),
    family: str = "",
) -> Case:
    """Lay the gold of a case, and its roles, over the tasks of its two plans."""
    upper, lower = plans
    rows = {task.where.row: at for at, task in enumerate(upper.tasks)}
    lows = {task.where.row: at for at, task in enumerate(lower.tasks)}
    relations = np.full((len(rows), len(lows)), "", dtype="<U9")
    for line in told[0]:
        if line["upper_row"] and line["lower_row"]:
            relations[rows[int(line["upper_row"])], lows[int(line["lower_row"])]] = line["relation"]
    below = prepare(lower.tasks)
    roles = [role_in(task, upper.unit, lower.unit) for task in upper.tasks]
    # Read the wrong way round, a plan gives the other one no role.
    above = prepare(upper.tasks) if family == "swapped" else prepare(upper.tasks).for_roles(roles)
    return Case(
        name,
        1.0,
        *told,
        upper,
        lower,
        above,
        below,
        look(with_marks(above, below), with_marks(below, above)),
        np.isin(relations, ["full", "partial"]).astype(float),
        relations == "partial",
        relations == "ambiguous",
        parents,
        family,
    )


def others(case: Case, cases: Sequence[Case]) -> list[Case]:
    """List the cases that share no list of tasks with a case, for a fit that leaves it out."""
    own = case.parents or (case,)
    return [other for other in cases if not any(_share(each, other) for each in own)]


def _share(one: Case, two: Case) -> bool:
    """Tell whether two cases hold a list in common: at least a third of its texts."""
    for a in (one.upper, one.lower):
        for b in (two.upper, two.lower):
            texts, further = ({fold(task.text) for task in plan.tasks} for plan in (a, b))
            if len(texts & further) * 3 >= min(len(texts), len(further)):
                return True
    return False


def to_result(case: Case, matched: Matched) -> dict[str, Any]:
    """Write an outcome as the part of the result file that the scorer reads."""
    uppers = [
        {
            "row": upper.task.where.row,
            "outcome": str(upper.outcome),
            "role": str(role_in(upper.task, case.upper.unit, case.lower.unit)),
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
