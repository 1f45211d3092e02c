"""The whole cycle: after each run an independent bookkeeper agrees with the program."""

import os

import pytest

from cycle.script import DisagreementError, play, shortened

SOAK = os.environ.get("RECONCILE_SOAK")
SEEDS = range(20 if SOAK else 2)
STEPS = 2000 if SOAK else 200


@pytest.mark.slow
@pytest.mark.soak
@pytest.mark.parametrize("seed", SEEDS)
def test_every_answer_stands_or_is_told_whatever_people_and_disks_do(seed: int) -> None:
    try:
        play(seed, range(STEPS))
    except DisagreementError:
        play(seed, shortened(seed, range(STEPS)))
        raise
