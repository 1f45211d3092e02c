"""Plans of other programmes with known answers, which travel with the project."""

import csv
from collections import Counter, defaultdict
from pathlib import Path

from reconcile.match import match, prepare
from reconcile.model import Outcome, UpperResult
from reconcile.normalise import to_plan
from reconcile.read import read_file

CASES = Path(__file__).parent / "matching"
DECIDED = {Outcome.CARRIED, Outcome.PARTIAL}

Gold = tuple[dict[int, set[int]], set[int]]


def gold_of(case: Path) -> Gold:
    """The lower rows that carry each upper row; the upper rows on which readers may differ."""
    links: dict[int, set[int]] = defaultdict(set)
    unclear: set[int] = set()
    with (case / "gold.csv").open(encoding="utf-8-sig", newline="") as file:
        for line in csv.DictReader(file):
            upper = int(line["upper_row"] or 0)
            if line["relation"] == "ambiguous" or line["ignore"] == "1":
                unclear.add(upper)
            elif line["lower_row"]:
                links[upper].add(int(line["lower_row"]))
    return links, unclear


def judged(result: UpperResult, right: set[int], rows: dict[str, int]) -> Counter[str]:
    """Whether an answer was left to a person, hid an omission or accused falsely."""
    linked = {rows[link.lower] for link in result.links[:1]}
    said = result.outcome in DECIDED
    shown = {rows[candidate.lower] for candidate in result.candidates[:5]}
    return Counter(
        tasks=1,
        review=result.outcome is Outcome.REVIEW,
        hidden=said and not linked & right,
        accused=result.outcome is Outcome.MISSED and bool(right),
        carried=bool(right),
        shown=bool(right & shown),
    )


def judged_case(case: Path) -> Counter[str]:
    upper = to_plan([read_file(case / "upper.csv")], upper=True)
    lower = to_plan([read_file(case / "lower.csv")])
    rows = {task.key: task.where.row for task in lower.tasks}
    links, unclear = gold_of(case)
    total: Counter[str] = Counter()
    for result in match(prepare(upper.tasks), prepare(lower.tasks)).uppers:
        row = result.task.where.row
        if row not in unclear:
            total.update(judged(result, links.get(row, set()), rows))
    return total


def test_other_programmes_are_answered_rightly_or_left_to_a_person() -> None:
    cases = sorted(path.parent for path in CASES.glob("*/gold.csv"))
    total = sum(map(judged_case, cases), Counter[str]())
    decided = total["tasks"] - total["review"]
    assert len(cases) >= 10
    assert total["hidden"] <= 0.01 * decided
    assert total["accused"] <= 0.01 * decided
    assert total["review"] <= 0.33 * total["tasks"]
    assert total["shown"] >= 0.98 * total["carried"]
