"""Our matching against others, on the cases with known answers, counted the same way.

    python benchmarks/match.py [--folds] [--peers PYTHON]

The cases are those of tests/matching, the communes of the example and, where they lie beside the
project, those of ../shared. --folds shows our own figures for weights fitted without any case
that shares a list; --peers names the Python of a virtual environment with scikit-learn and
splink. A peer's threshold is the one that is best for it on these very cases; peers are held
against the cases of ../shared, or those of tests/matching. Prints the tables of docs/matching.md.
"""

import argparse
import json
import os
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # the peer, too, has one worker

import numpy as np
from drawn_cases import draw_all
from figures import COLUMNS, Tally, count
from fit_match import fit_policy
from rapidfuzz import fuzz, process

from cases import FOLDERS, PLAIN, Case, Numbers, load_cases, load_example, others, to_result
from reconcile.match import match, prepare
from reconcile.match.pairing import Matched
from reconcile.match.weights import Policy, load_policy
from reconcile.model import CARRIED_DOWN

UPPERS, LOWERS, ROUNDS = 300, 120, 15
MOST_WRONG = 0.02
GRID = np.linspace(0, 1, 61)
SCORERS = {
    "rapidfuzz ratio": fuzz.ratio,
    "rapidfuzz token_sort_ratio": fuzz.token_sort_ratio,
    "rapidfuzz token_set_ratio": fuzz.token_set_ratio,
    "rapidfuzz WRatio": fuzz.WRatio,
}


def main() -> None:
    """Score ours and the peers, and time one large pair."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folds", action="store_true")
    parser.add_argument("--peers", type=Path)
    called = parser.parse_args()
    groups = {
        "the cases beside the project": load_cases(FOLDERS[0]),
        "cases-next": load_cases(FOLDERS[1]),
        "tests/matching": load_cases(FOLDERS[2]),
        "the example": load_example(),
    }
    cases = [case for group in groups.values() for case in group]
    drawn = draw_all(cases)
    sets: dict[str, list[Case]] = {}
    for case in drawn:
        sets.setdefault(case.family, []).append(case)
    show_ours("shipped weights", groups, lambda _: load_policy())
    show_sets("shipped weights", sets, lambda _: load_policy())
    plain = {"villages": load_cases(PLAIN)}
    show_ours("in no fit: everyday words", plain, lambda _: load_policy())
    if called.folds:
        left_out = LeftOut(cases, drawn)
        show_ours("left out by list", groups, left_out)
        show_sets("left out by list", sets, left_out)
    against = next(group for group in groups.values() if group)
    show_peers(against, called.peers)
    show_time(against)


class LeftOut:
    """Gives for each case the weights fitted without any case that shares a list with it."""

    def __init__(self, cases: Sequence[Case], drawn: Sequence[Case]) -> None:
        """Begin with no fit."""
        self._cases, self._drawn = cases, drawn
        self._fits: dict[tuple[str, ...], Policy] = {}

    def __call__(self, case: Case) -> Policy:
        """Fit, or give what was fitted for another case without the same lists."""
        kept = others(case, self._cases)
        names = tuple(each.name for each in kept)
        if names not in self._fits:
            self._fits[names] = fit_policy(kept, self._drawn)
        return self._fits[names]


def show_ours(
    title: str, groups: Mapping[str, Sequence[Case]], policy_of: Callable[[Case], Policy]
) -> None:
    """Print our figures, case by case, pooled for each group and for all."""
    print(f"\n| {title} | {' | '.join(COLUMNS)} |\n|---|{'---|' * len(COLUMNS)}")
    whole = Tally()
    for group, cases in groups.items():
        part = Tally()
        for case in cases:
            one = Tally().add(case, to_result(case, solve(case, policy_of(case))))
            part.join(one)
            print(row(case.name, one.figures()))
        if cases:
            print(row(f"**{group}**", part.figures()))
        whole.join(part)
    print(row("**all**", whole.figures()))


def show_sets(
    title: str, sets: Mapping[str, Sequence[Case]], policy_of: Callable[[Case], Policy]
) -> None:
    """Print our figures on the drawn sets, with how much of each was called carried."""
    heads = (*COLUMNS, "called carried", "likeliest pair")
    print(f"\n| {title}: drawn sets | {' | '.join(heads)} |\n|---|{'---|' * len(heads)}")
    for name, cases in sets.items():
        tally, likeliest, tasks, carried = Tally(), 0.0, 0, 0
        for case in cases:
            solved = solve(case, policy_of(case))
            tally.add(case, to_result(case, solved))
            tasks += len(solved.uppers)
            carried += sum(upper.outcome in CARRIED_DOWN for upper in solved.uppers)
            scores = [each.score for upper in solved.uppers for each in upper.candidates]
            likeliest = max([likeliest, *scores])
        told = [*tally.figures(), f"{carried / max(tasks, 1):.4f}", f"{likeliest:.3f}"]
        print(row(f"{name} ({len(cases)})", told))


def solve(case: Case, policy: Policy) -> Matched:
    """Match the plans of a case."""
    return match(case.above, case.below, policy=policy)


def row(name: str, told: Sequence[str]) -> str:
    """Write a row of a table."""
    return f"| {name} | {' | '.join(told)} |"


def show_peers(cases: Sequence[Case], python: Path | None) -> None:
    """Print the figures of the peers, each at the threshold that is best for it."""
    texts = [[[t.text.lower() for t in plan] for plan in (c.upper, c.lower)] for c in cases]
    print(
        "\n| scorer | F1 | link | top5 | review at err ≤ 2 % | seconds |\n|---|---|---|---|---|---|"
    )
    for name, scorer_of in SCORERS.items():
        start = time.perf_counter()
        scores = [process.cdist(u, low, scorer=scorer_of, workers=1) / 100 for u, low in texts]
        print(peer_row(name, cases, scores, time.perf_counter() - start))
    if python is None:
        print("| TF-IDF, Splink | – | – | – | – | – |", "  (give --peers)")
        return
    peers = Path(__file__).with_name("peers.py")
    done = subprocess.run(
        [python, peers], input=json.dumps(texts), capture_output=True, text=True, check=True
    )
    for name, said in json.loads(done.stdout).items():
        scores = [np.array(matrix) for matrix in said["scores"]]
        print(peer_row(name, cases, scores, said["seconds"]))


def peer_row(
    name: str,
    cases: Sequence[Case],
    scores: Sequence[Numbers],
    seconds: float,
) -> str:
    """Score a peer at its best threshold."""
    best = max(
        (pooled(cases, scores, at) for at in GRID),
        key=lambda s: f1(s["tp"], s["fp"], s["fn"]),
    )
    figures = (
        f1(best["tp"], best["fp"], best["fn"]),
        2 * best["hit"] / (best["said"] + best["gold"]),
        best["top5"] / best["pos"],
        least_review(cases, scores),
        seconds,
    )
    return f"| {name} | {' | '.join(f'{figure:.3f}' for figure in figures)} |"


def f1(right: int, wrong: int, lost: int) -> float:
    """Give the F1 of some counts."""
    return 2 * right / (2 * right + wrong + lost)


def pooled(cases: Sequence[Case], scores: Sequence[Numbers], at: float) -> Counter[str]:
    """Score a peer that takes every pair from a threshold on as a link."""
    total: Counter[str] = Counter()
    for case, matrix in zip(cases, scores, strict=True):
        keys = [task.key for task in case.lower.tasks]
        uppers = [
            {
                "row": task.where.row,
                "outcome": "carried" if line.max() >= at else "missed",
                "links": pairs(keys, line, [j for j in np.argsort(-line) if line[j] >= at]),
                "candidates": pairs(keys, line, np.argsort(-line)[:5]),
            }
            for task, line in zip(case.upper.tasks, matrix, strict=True)
        ]
        lowers = [{"id": task.key, "row": task.where.row} for task in case.lower.tasks]
        result = {"upper": {"tasks": uppers}, "lower": {"tasks": lowers}}
        total.update(count(case, result))
    return total


def pairs(keys: Sequence[str], line: Numbers, places: Iterable[int]) -> list[dict[str, Any]]:
    """List some pairs of one upper task."""
    return [{"lower": keys[at], "score": float(line[at]), "relation": "full"} for at in places]


def least_review(cases: Sequence[Case], scores: Sequence[Numbers]) -> float:
    """Find the least share left for a person at which at most 2 % of the rest is wrong."""
    tops: list[tuple[float, bool, bool]] = []
    for case, matrix in zip(cases, scores, strict=True):
        for line, linked, unclear in zip(matrix, case.linked, case.unclear, strict=True):
            clear = np.where(unclear, -1, line)
            best = int(clear.argmax())
            tops.append((float(clear[best]), bool(linked.any()), bool(linked[best])))
    top, true, right = (np.array(column) for column in zip(*tops, strict=True))
    least = 1.0
    for low in np.quantile(top, np.linspace(0, 1, 61)):
        for high in np.quantile(top, np.linspace(0, 1, 61)):
            missed, carried = top < low, top >= max(low, high)
            decided = int((missed | carried).sum())
            wrong = int((missed & true).sum() + (carried & ~right).sum())
            if decided and wrong <= MOST_WRONG * decided:
                least = min(least, 1 - decided / len(top))
    return least


def show_time(cases: Sequence[Case]) -> None:
    """Time 300 × 120 tasks against rapidfuzz, in one loop; the upper plan is prepared before."""
    uppers = [task for case in cases for task in case.upper.tasks]
    lowers = [task for case in cases for task in case.lower.tasks]
    above = [replace(t, key=f"u{n}") for n, t in enumerate(distinct(uppers)[:UPPERS])]
    below = [replace(t, key=f"l{n}") for n, t in enumerate(distinct(lowers)[:LOWERS])]
    upper, lower = ([task.text.lower() for task in tasks] for tasks in (above, below))
    prepared = prepare(above)
    theirs, ours = [], []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        process.cdist(upper, lower, scorer=fuzz.token_set_ratio, workers=1)
        theirs.append(time.perf_counter() - start)
        start = time.perf_counter()
        match(prepared, prepare(below))
        ours.append(time.perf_counter() - start)
    print(f"\n{len(above)} × {len(below)} tasks, medians of {ROUNDS} in one loop:")
    print(f"cdist(token_set_ratio) {median(theirs) * 1000:.0f} ms, ", end="")
    print(f"ours {median(ours) * 1000:.1f} ms: 1/{median(theirs) / median(ours):.1f}")


def distinct(tasks: Sequence[Any]) -> list[Any]:
    """Keep one task of each text."""
    return list({task.text: task for task in tasks}.values())


if __name__ == "__main__":
    main()
