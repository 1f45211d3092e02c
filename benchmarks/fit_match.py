"""Fit the weights of matching: `python benchmarks/fit_match.py [--write]`.

Two logistic regressions over all pairs of the cases: one weighs a pair by itself, one among its
rivals; a third says when a link carries a part only. Without --write it shows the weights, and
how the fit fares on lists that were left out of it (benchmarks/match.py scores that in full).
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

import msgspec
import numpy as np
from logistic import fit_logistic

from cases import FOLDERS, Case, Numbers, load_all, others
from reconcile.match.measures import measure
from reconcile.match.relation import find_covers
from reconcile.match.score import chance, find_style, stand, weigh_alone, weigh_among
from reconcile.match.weights import DecisionLimits, Policy, Relating, load_policy

L2 = 10.0
ALONE = {
    "shared": 1,
    "wording": 1,
    "clause_above": 1,
    "clause_below": 1,
    "same_directive": 1,
    "other_directive": -1,
    "named_document": 1,
    "deadline": 1,
    "heading": 1,
    "body": 1,
}
"""Measure → the sign that its weight must have."""
AMONG = {
    "alone": 1,
    "ahead_for_upper": 1,
    "ahead_for_lower": 1,
    "rare_for_upper": 1,
    "rare_for_lower": 1,
    "clause_below": 1,
    "several": 1,
    "in_style": 1,
}
CLAUSE, OPEN, PLAIN = 0.15, 0.5, 0.45
DECISION = DecisionLimits(
    carried=0.9,
    missed=0.045,
    missed_copied=0.15,
    plain_to=0.5,
    copied_from=0.6,
    related_from=0.25,
    certain=0.999,
    doubt=0.5,
    least=0.35,
    least_copied=0.6,
    linked=0.5,
)
"""Chosen on the left-out probabilities, with the wrong answers well below 2 %."""
HEAD = """\
# How much each reason counts, in log-odds. Written by benchmarks/fit_match.py, read by weights.py.
# Source: logistic regressions over the pairs of tasks of plans with known answers, public and
# invented; L2 = {l2:g} on standardised measures; a weight may not have the wrong sign. How they
# fare on lists that were left out of the fit: docs/matching.md.
"""


def fit_policy(cases: Sequence[Case]) -> Policy:
    """Fit all weights on some cases."""
    measures = [measure(case.sight) for case in cases]
    kept = [~case.unclear for case in cases]
    truth = np.concatenate([c.linked[k] for c, k in zip(cases, kept, strict=True)])
    counts = np.concatenate(
        [np.full(int(k.sum()), c.counts) for c, k in zip(cases, kept, strict=True)]
    )

    def columns(tables: Sequence[dict[str, np.ndarray]], names: Sequence[str]) -> Numbers:
        rows = [
            np.stack([t[n][k] for n in names], axis=1) for t, k in zip(tables, kept, strict=True)
        ]
        return np.concatenate(rows).astype(float)

    alone = fit_logistic(columns(measures, list(ALONE)), truth, counts, list(ALONE.values()), L2)
    policy = _policy(alone, np.zeros(len(AMONG) + 1), np.zeros(3))
    standings = [standings_of(c, t, policy) for c, t in zip(cases, measures, strict=True)]
    among = fit_logistic(columns(standings, list(AMONG)), truth, counts, list(AMONG.values()), L2)
    return _policy(alone, among, _fit_relating(cases, policy))


def _fit_relating(cases: Sequence[Case], policy: Policy) -> Numbers:
    """Fit when a right link carries a part only: its cover, and whether it is one of several."""
    relating = Relating(bias=0, cover=0, several=0, clause=CLAUSE, open=OPEN, plain=PLAIN)
    rows: list[tuple[float, float]] = []
    truth: list[float] = []
    counts: list[float] = []
    for case in cases:
        measures = measure(case.sight)
        style = find_style(measures["alike"], weigh_alone(measures, policy))
        covers = np.minimum(find_covers(case.sight, style, relating).whole, 2)
        for at in zip(*np.nonzero(case.linked), strict=True):
            rows.append((float(covers[at]), float(case.linked[at[0]].sum() > 1)))
            truth.append(float(case.partial[at]))
            counts.append(case.counts)
    return fit_logistic(np.array(rows), np.array(truth), np.array(counts), (-1, 1), 1.0)


def _policy(alone: Numbers, among: Numbers, relating: Numbers) -> Policy:
    """Put weights together, rounded as they are written."""
    one, two, three = (np.round(weights, 2).tolist() for weights in (alone, among, relating))
    return Policy(
        bias=one[-1],
        alone=dict(zip(ALONE, one[:-1], strict=True)),
        bias_among=two[-1],
        among=dict(zip(AMONG, two[:-1], strict=True)),
        relating=Relating(
            bias=three[2], cover=three[0], several=three[1], clause=CLAUSE, open=OPEN, plain=PLAIN
        ),
        decision=DECISION,
    )


def to_toml(policy: Policy) -> str:
    """Write a policy as weights.toml."""

    def table(values: dict[str, float]) -> str:
        return "".join(f"{name} = {value:g}\n" for name, value in values.items())

    return (
        HEAD.format(l2=L2)
        + f"\nbias = {policy.bias:g}\nbias_among = {policy.bias_among:g}\n"
        + "\n# A pair by itself: measure of measures.py → weight.\n[alone]\n"
        + table(policy.alone)
        + "\n# The pair among its rivals: measure, or standing of score.py → weight.\n[among]\n"
        + table(policy.among)
        + "\n# Whether a link carries a part only; `clause` and `open` are parts.\n"
        + "[relating]\n"
        + table(msgspec.structs.asdict(policy.relating))
        + "\n# Where the answers fall, as probabilities.\n[decision]\n"
        + table(msgspec.structs.asdict(policy.decision))
    )


def probabilities(case: Case, policy: Policy) -> Numbers:
    """Give the probability of every pair of a case."""
    measures = measure(case.sight)
    return chance(weigh_among(standings_of(case, measures, policy), policy)).astype(float)


def standings_of(
    case: Case, measures: dict[str, np.ndarray], policy: Policy
) -> dict[str, np.ndarray]:
    """Measure how every pair of a case stands."""
    logit = weigh_alone(measures, policy)
    return stand(measures, logit, find_style(measures["alike"], logit), case.sight.twins)


def loss(cases: Sequence[Case], policies: Sequence[Policy]) -> float:
    """Give the log-loss of all pairs, for each right pair."""
    total = 0.0
    for case, policy in zip(cases, policies, strict=True):
        p = np.clip(probabilities(case, policy), 1e-9, 1 - 1e-9)[~case.unclear]
        y = case.linked[~case.unclear]
        total -= float((y * np.log(p) + (1 - y) * np.log(1 - p)).sum())
    return total / sum(float(case.linked.sum()) for case in cases)


def main() -> None:
    """Fit on all cases; show the weights or write them where the program reads them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=Path, nargs="+", default=FOLDERS)
    parser.add_argument("--write", action="store_true", help="replace reconcile/match/weights.toml")
    called = parser.parse_args()
    cases = load_all(called.cases)
    policy = fit_policy(cases)
    left_out = [fit_policy(others(case, cases)) for case in cases]
    print(to_toml(policy))
    print(f"log-loss per right pair: fitted {loss(cases, [policy] * len(cases)):.3f}")
    print(f"                         left out by list {loss(cases, left_out):.3f}")
    if called.write:
        target = Path(__file__).parents[1] / "reconcile" / "match" / "weights.toml"
        target.write_text(to_toml(policy), "utf-8")
        load_policy.cache_clear()


if __name__ == "__main__":
    main()
