"""The figures of matching on cases with known answers, counted for ours and for every peer alike.

F1: was each task carried down, the best pair being right; no abstaining. link: over single
pairs. err, hid, acc: wrong among the tasks that were decided, and of these omissions hidden and
false accusations. review: left to a person. top5: a right pair among the first five. rel: right
relation of right pairs. low: lower tasks rightly linked or own. cal: expected calibration error.
role: right roles. Pairs that two readers may settle differently count neither way.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

from cases import Case

COLUMNS = ("F1", "link", "err", "hid", "acc", "review", "top5", "rel", "low", "cal", "role")
Result = dict[str, Any]
Pairs = list[dict[str, Any]]
BINS = 5
LEAST = 0.05
"""Less likely candidates do not count for calibration."""


class Gold:
    """What is true in a case, by the rows of its worksheets."""

    def __init__(self, case: Case) -> None:
        """Read the gold of a case."""
        pairs = [(int(g["upper_row"] or 0), int(g["lower_row"] or 0), g) for g in case.gold]
        self.unclear = {(u, low) for u, low, g in pairs if g["relation"] == "ambiguous"}
        clear = [(u, low, g) for u, low, g in pairs if (u, low) not in self.unclear]
        self.uppers = sorted({u for u, _, _ in pairs if u})
        self.lowers = {low for _, low, _ in pairs if low}
        self.ignored = {u for u, _, g in clear if u and g["ignore"] == "1"}
        self.links: dict[int, dict[int, str]] = {}
        for u, low, g in clear:
            if u and low:
                self.links.setdefault(u, {})[low] = g["relation"]
        self.roles = {int(r["upper_row"]): r["role"] for r in case.roles}


def count(case: Case, result: Result) -> Counter[str]:
    """Count what a result got right; counts of several cases may be added up."""
    gold = Gold(case)
    at = {task["id"]: task["row"] for task in result["lower"]["tasks"]}
    total: Counter[str] = Counter()
    for task in result["upper"]["tasks"]:
        row = task["row"]
        if row in gold.roles:
            total.update(roles=1, role=task.get("role") == gold.roles[row])
        if row in gold.uppers and row not in gold.ignored:
            total.update(_count_upper(task, gold, at))
    linked = {low for lowers in gold.links.values() for low in lowers}
    unclear = {low for _, low in gold.unclear}
    for task in result["lower"]["tasks"]:
        said = task.get("outcome")
        if task["row"] in gold.lowers - unclear and said in {"linked", "own", "duplicate"}:
            total.update(lows=1, low=(said != "own") == (task["row"] in linked))
    return total


def _count_upper(task: Result, gold: Gold, at: dict[str, int]) -> Counter[str]:
    """Count what a result got right about one upper task."""
    row = task["row"]
    links = gold.links.get(row, {})

    def clear(pairs: Iterable[dict[str, Any]]) -> Pairs:
        return [p for p in pairs if (row, at[p["lower"]]) not in gold.unclear]

    asserted, shown = clear(task["links"]), clear(task["candidates"])
    both = {p["lower"]: p for p in shown + asserted}.values()
    ranked = sorted(both, key=lambda p: -float(p["score"]))
    hits = [p for p in asserted if at[p["lower"]] in links]
    total = Counter(said=len(asserted), hit=len(hits), gold=len(links))
    total["rel"] = sum(p.get("relation") == links[at[p["lower"]]] for p in hits)
    if task["links"] and not asserted:
        return total  # only pairs that nobody can settle were asserted
    total.update(tasks=1, pos=bool(links), top5=any(at[p["lower"]] in links for p in ranked[:5]))
    best = max(asserted, key=lambda p: float(p["score"])) if asserted else next(iter(ranked), None)
    good = best is not None and at[best["lower"]] in links
    said = task["outcome"] in {"carried", "partial"}
    if task["outcome"] == "review":
        total["review"] = 1
        yes = best is not None and best["score"] >= 0.5
    else:
        total.update(decided=1, hid=said and not good, acc=bool(links) and not said)
        yes = said
    total.update(tp=yes and good, fp=yes and not good, fn=bool(links) and not (yes and good))
    return total


def scores_of(case: Case, result: Result) -> list[tuple[float, bool]]:
    """List the scores of the candidates with whether each is right, for calibration."""
    gold = Gold(case)
    at = {task["id"]: task["row"] for task in result["lower"]["tasks"]}
    return [
        (p["score"], at[p["lower"]] in gold.links.get(task["row"], {}))
        for task in result["upper"]["tasks"]
        if task["row"] in gold.uppers and task["row"] not in gold.ignored
        for p in {p["lower"]: p for p in task["candidates"] + task["links"]}.values()
        if p["score"] >= LEAST and (task["row"], at[p["lower"]]) not in gold.unclear
    ]


def calibration(scores: Sequence[tuple[float, bool]]) -> float:
    """Give the expected calibration error: bins of equal count."""
    ready = sorted(scores)
    cuts = [len(ready) * n // BINS for n in range(BINS + 1)]
    parts = [ready[a:b] for a, b in pairwise(cuts)]
    off = (abs(sum(p for p, _ in part) - sum(right for _, right in part)) for part in parts)
    return sum(off) / max(len(ready), 1)


class Tally:
    """What results got right, over some cases."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.counts: Counter[str] = Counter()
        self.scores: list[tuple[float, bool]] = []

    def add(self, case: Case, result: Result) -> "Tally":
        """Count a result; give the tally itself."""
        self.counts.update(count(case, result))
        self.scores += scores_of(case, result)
        return self

    def join(self, other: "Tally") -> None:
        """Add what another tally counted."""
        self.counts.update(other.counts)
        self.scores += other.scores

    def figures(self) -> list[str]:
        """Give the figures in the order of ``COLUMNS``; ``-`` where there is none."""
        total, decided = self.counts, self.counts["decided"]
        return [
            _part(2 * total["tp"], 2 * total["tp"] + total["fp"] + total["fn"]),
            _part(2 * total["hit"], total["said"] + total["gold"]),
            _part(total["hid"] + total["acc"], decided),
            _part(total["hid"], decided),
            _part(total["acc"], decided),
            _part(total["review"], total["tasks"]),
            _part(total["top5"], total["pos"]),
            _part(total["rel"], total["hit"]),
            _part(total["low"], total["lows"]),
            f"{calibration(self.scores):.3f}" if len(self.scores) >= BINS else "-",
            _part(total["role"], total["roles"]),
        ]


def _part(of: int, whole: int) -> str:
    """Write a part of a whole."""
    return f"{of / whole:.3f}" if whole else "-"
