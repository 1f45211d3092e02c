"""Print some links with their reasons, to be judged by eye: `python benchmarks/reasons.py [N]`.

The links are drawn, seeded, from the cases of tests/matching and those beside the project; every
third pair is one that is left to a person.
"""

import argparse
import random
from collections.abc import Iterator

from cases import Case, load_all
from reconcile.match import match
from reconcile.model import Candidate, Outcome, UpperResult

_SEED = 12


def main() -> None:
    """Print the sample."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int, nargs="?", default=10)
    parser.add_argument("--seed", type=int, default=_SEED)
    called = parser.parse_args()
    draw = random.Random(called.seed)
    sure: list[tuple[Case, UpperResult, Candidate]] = []
    doubtful: list[tuple[Case, UpperResult, Candidate]] = []
    for case in load_all():
        for pair in _pairs(case):
            (doubtful if pair[0].outcome is Outcome.REVIEW else sure).append((case, *pair))
    few = called.count // 3
    for case, upper, candidate in draw.sample(sure, called.count - few) + draw.sample(
        doubtful, few
    ):
        lower = next(t for t in case.lower.tasks if t.key == candidate.lower)
        print(f"\n{case.name} · {upper.outcome} · {candidate.score:.2f} · {candidate.relation}")
        print(f"  trên: {upper.task.text}\n  dưới: {lower.text}")
        for each in candidate.evidence:
            print(f"    {each.points:+.1f} {each.detail}")


def _pairs(case: Case) -> Iterator[tuple[UpperResult, Candidate]]:
    """List the pairs of a case that a reader sees first: links, or the likeliest candidate."""
    for upper in match(case.above, case.below).uppers:
        shown = upper.links or upper.candidates[:1]
        yield from ((upper, each) for each in shown if upper.outcome is not Outcome.MISSED)


if __name__ == "__main__":
    main()
