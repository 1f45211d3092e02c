"""Fit the weights of matching: `python benchmarks/fit_match.py [--write]`.

Logistic regressions, one after the other: a pair by itself; a pair among its rivals; the best pair
of each upper task by what the two plans show as a whole; and when a link carries a part only. The
second and third also learn from the sets of drawn_cases.py. Without --write it shows the weights,
and how the fit fares on lists that were left out of it (benchmarks/match.py scores that in full).
"""

import argparse
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from drawn_cases import draw_all
from logistic import fit_logistic
from msgspec.structs import replace

from cases import FOLDERS, Case, Numbers, load_all, others
from reconcile.match.measures import measure
from reconcile.match.overlap import Matrix
from reconcile.match.plan_pair import measure_level, move, see_whole
from reconcile.match.relation import find_cover, find_others, find_usual
from reconcile.match.score import SURE, chance, find_style, stand, weigh_alone, weigh_among
from reconcile.match.weights import DecisionLimits, PlanWeights, Policy, Relating, load_policy
from reconcile.model import Role

L2, L2_WHOLE, L2_RELATING = 10.0, 3.0, 1.0
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
    "order": 1,
}
LEVEL = ("share", "nearness", "length", "plain", "terse")
DUTY = (Role.LEAD, Role.NONE)
AMONG_COUNTS = {"thinned": 0.15, "unrelated": 0.03, "foreign": 0.03, "merged": 0.1}
"""What a drawn case counts beside its parents when pairs are weighed among their rivals."""
WHOLE_COUNTS = {
    "": 3.0,
    "example": 0.15,
    "thinned": 0.8,
    "unrelated": 0.5,
    "foreign": 1.0,
    "swapped": 0.05,
    "merged": 0.2,
}
"""What the tasks of a case count, by its set, when plans are weighed as a whole: real pairs and
written ones alike. Chosen on the left-out figures of all sets together."""
LEAST_NONE = -1.5
"""No task counts less for being nobody's duty below: in written cases none such is carried, in
the real ones two in five are."""
NO_RELATING = Relating(
    bias=0, cover=0, best=0, shorter=0, several=0, part=0.3, sibling=0.6, clause=0.15
)
DECISION = DecisionLimits(
    carried=0.92,
    carried_plain=0.8,
    missed=0.06,
    missed_copied=0.08,
    missed_plain=0.025,
    missed_strange=0.002,
    condensed_to=0.5,
    copied_from=0.6,
    official_to=0.3,
    plain_from=1.0,
    everyday_from=0.8,
    strange_to=0.33,
    familiar_from=0.36,
    related_from=0.12,
    certain=0.97,
    linked=0.4,
    own=0.03,
)
"""Chosen on the left-out probabilities, with the wrong answers well below 2 %."""
HEAD = """\
# How much each reason counts, in log-odds. Written by benchmarks/fit_match.py, read by weights.py.
# Source: logistic regressions over the pairs of tasks of plans with known answers, public and
# invented; L2 = {l2:g} on standardised measures; a weight may not have the wrong sign. How they
# fare on lists that were left out of the fit: docs/matching.md.
"""


def fit_policy(cases: Sequence[Case], drawn: Sequence[Case] = ()) -> Policy:
    """Fit all weights on some cases; of the drawn ones those count whose parents are among them."""
    names = {case.name for case in cases}
    drawn = [case for case in drawn if names.issuperset(parent.name for parent in case.parents)]
    policy = _policy(
        alone=_fit_pairs(cases, [measures_of(case) for case in cases], ALONE, _counts(cases))
    )
    chosen = [*cases, *(case for case in drawn if AMONG_COUNTS.get(case.family))]
    standings = [standings_of(case, policy) for case in chosen]
    among = _fit_pairs(chosen, standings, AMONG, _counts(chosen))
    policy = replace(policy, **_among(among))
    policy = replace(policy, plan=_fit_whole([*cases, *drawn], policy))
    return replace(policy, relating=_fit_relating(cases, policy))


def _counts(cases: Sequence[Case]) -> list[float]:
    """Tell what a pair of each case counts."""
    return [
        case.counts
        if not case.parents
        else AMONG_COUNTS[case.family] * min(parent.counts for parent in case.parents)
        for case in cases
    ]


def _fit_pairs(
    cases: Sequence[Case],
    tables: Sequence[Mapping[str, Matrix]],
    signs: Mapping[str, int],
    counts: Sequence[float],
) -> Numbers:
    """Fit the weights of some measures over all clear pairs of the cases."""
    kept = [~case.unclear for case in cases]
    rows = [
        np.stack([table[name][keep] for name in signs], axis=1)
        for table, keep in zip(tables, kept, strict=True)
    ]
    truth = [case.linked[keep] for case, keep in zip(cases, kept, strict=True)]
    each = [np.full(len(y), count) for y, count in zip(truth, counts, strict=True)]
    columns = np.concatenate(rows).astype(float)
    return fit_logistic(
        columns, np.concatenate(truth), np.concatenate(each), list(signs.values()), L2
    )


def _fit_whole(cases: Sequence[Case], policy: Policy) -> PlanWeights:
    """Fit by what two plans as a whole move the best pair of each upper task."""
    rows, truth, counts = [], [], []
    for case in cases:
        alone = weigh_alone(measures_of(case), policy)
        among = weigh_among(standings_of(case, policy), policy)
        level = measure_level(case.sight, alone, among)
        clear = np.where(case.unclear, -SURE, among)
        best = clear.argmax(axis=1)
        at = np.arange(len(best))
        whole = np.full((len(best), len(LEVEL)), [getattr(level, name) for name in LEVEL])
        duty = np.array([[own is role for role in DUTY] for own in case.above.roles], float)
        rows.append(np.c_[clear[at, best], whole, duty - duty.mean(axis=0)])
        truth.append(case.linked[at, best])
        counts.append(np.full(len(best), WHOLE_COUNTS[case.family]))
    columns = np.concatenate(rows).astype(float)
    signs = (1, *[0] * (columns.shape[1] - 1))
    fitted = fit_logistic(columns, np.concatenate(truth), np.concatenate(counts), signs, L2_WHOLE)
    slope, *others, bias = np.round(fitted, 2).tolist()
    lead, none = others[len(LEVEL) :]
    return PlanWeights(
        bias=bias,
        slope=slope,
        level=dict(zip(LEVEL, others[: len(LEVEL)], strict=True)),
        duty={str(Role.LEAD): lead, str(Role.NONE): max(none, LEAST_NONE)},
    )


def _fit_relating(cases: Sequence[Case], policy: Policy) -> Relating:
    """Fit when a right link carries a part only: how it stands to the task, and to other links."""
    rows: list[tuple[float, ...]] = []
    truth: list[float] = []
    counts: list[float] = []
    for case in cases:
        measures = measures_of(case)
        usual = find_usual(case.sight, find_style(measures["alike"], weigh_alone(measures, policy)))
        likely = probabilities(case, policy)
        twins = np.array(case.sight.twins[1])
        # As in use: among the links that are asserted, and beside those that seem likely.
        for row, at in np.argwhere((case.linked > 0) & (likely >= DECISION.linked)):
            cover = find_cover(case.sight, usual, row, at)
            others = find_others(likely[row], twins, (at,))
            rows.append((cover.whole, cover.best, cover.shorter, others[at]))
            truth.append(float(case.partial[row, at]))
            counts.append(case.counts)
    signs = (-1, 1, 1, 1)
    fitted = fit_logistic(np.array(rows), np.array(truth), np.array(counts), signs, L2_RELATING)
    whole, best, shorter, several, bias = np.round(fitted, 2).tolist()
    return replace(NO_RELATING, bias=bias, cover=whole, best=best, shorter=shorter, several=several)


def _policy(alone: Numbers) -> Policy:
    """Begin a policy with the weights of the first look, rounded as they are written."""
    *weights, bias = np.round(alone, 2).tolist()
    return Policy(
        bias=bias,
        alone=dict(zip(ALONE, weights, strict=True)),
        bias_among=0,
        among={},
        plan=PlanWeights(bias=0, slope=1, level={}, duty={}),
        relating=NO_RELATING,
        decision=DECISION,
    )


def _among(fitted: Numbers) -> dict[str, Any]:
    """Name the weights of the second look, rounded as they are written."""
    *weights, bias = np.round(fitted, 2).tolist()
    return {"bias_among": bias, "among": dict(zip(AMONG, weights, strict=True))}


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
        + "\n# All pairs of two plans, by what the plans show as a whole: plan_pair.py.\n[plan]\n"
        + f"bias = {policy.plan.bias:g}\nslope = {policy.plan.slope:g}\n"
        + "\n[plan.level]\n"
        + table(policy.plan.level)
        + "\n# Whose duty an upper task is, against the others of its plan.\n[plan.duty]\n"
        + table(policy.plan.duty)
        + "\n# Whether a link carries a part only; `part`, `sibling` are probabilities.\n"
        + "[relating]\n"
        + table(msgspec.structs.asdict(policy.relating))
        + "\n# Where the answers fall, as probabilities.\n[decision]\n"
        + table(msgspec.structs.asdict(policy.decision))
    )


def probabilities(case: Case, policy: Policy) -> Numbers:
    """Give the probability of every pair of a case."""
    alone = weigh_alone(measures_of(case), policy)
    among = weigh_among(standings_of(case, policy), policy)
    whole = see_whole(case.sight, alone, among, policy.plan)
    return chance(move(among, whole, policy.plan)).astype(float)


@cache
def measures_of(case: Case) -> dict[str, Matrix]:
    """Measure every pair of a case; once for all fits."""
    return measure(case.sight)


def standings_of(case: Case, policy: Policy) -> dict[str, Matrix]:
    """Measure how every pair of a case stands."""
    measures = measures_of(case)
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
    drawn = draw_all(cases)
    policy = fit_policy(cases, drawn)
    left_out = [fit_policy(others(case, cases), drawn) for case in cases]
    print(to_toml(policy))
    print(f"log-loss per right pair: fitted {loss(cases, [policy] * len(cases)):.3f}")
    print(f"                         left out by list {loss(cases, left_out):.3f}")
    if called.write:
        target = Path(__file__).parents[1] / "reconcile" / "match" / "weights.toml"
        target.write_text(to_toml(policy), "utf-8")
        load_policy.cache_clear()


if __name__ == "__main__":
    main()
