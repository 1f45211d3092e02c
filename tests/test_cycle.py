"""The whole cycle: after each run an independent bookkeeper agrees with the program.

By default one seed of 200 steps in memory (about 8 seconds) and one of 20 steps through the
command line (about 8 seconds) are played; with RECONCILE_SOAK=1 20 seeds × 2,000 and 20 × 60.
"""

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from random import Random

import pytest

from cycle.folder import Folder
from cycle.script import DisagreementError, Script, begin, play, shortened

SOAK = os.environ.get("RECONCILE_SOAK")
SEEDS = range(20 if SOAK else 1)
STEPS = 2000 if SOAK else 200
STEPS_ON_DISK = 60 if SOAK else 20

pytestmark = [pytest.mark.slow, pytest.mark.soak]


@pytest.mark.parametrize("seed", SEEDS)
def test_every_answer_stands_or_is_told_whatever_people_and_disks_do(
    seed: int, record_property: Callable[[str, object], None]
) -> None:
    record_property("tried", STEPS)
    try:
        assert len(play(seed, range(STEPS))) == STEPS
    except DisagreementError:
        play(seed, shortened(seed, range(STEPS)))
        raise


@pytest.mark.parametrize("seed", SEEDS)
def test_the_command_line_keeps_every_answer_as_well(
    seed: int, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    record_property("tried", STEPS_ON_DISK)

    def begun(random: Random) -> Script:
        return begin(random, partial(Folder, home=tmp_path))

    # Its runs take seconds each: the trail is told as it is, and shortened by hand.
    assert len(play(seed, range(STEPS_ON_DISK), begun)) == STEPS_ON_DISK
