"""What a third level costs: ``python benchmarks/chain.py [UNITS] [TASKS]``.

150 communes × 300 tasks is what was asked for; 20 × 60 by default. A province is drawn
(``drawn_province.py``) and run; the same province is run again with a plan laid over its own. Time
is that of the processor. Exits 1 where three levels take more than the bound.
"""

import sys
import tempfile
from pathlib import Path

from drawn_province import draw_province, draw_top
from province import called

SIZES = (20, 60)
LOWER = 120
"""Rows of a commune at most."""
MOST = 1.3
"""Of the time of two levels."""


def main() -> int:
    """Draw, run, and print the figures."""
    said = [int(word) for word in sys.argv[1:] if word.isdigit()]
    units, tasks = (*said, *SIZES[len(said) :])
    two, three = (_run(units, tasks, chain=chain) for chain in (False, True))
    print(f"{units} communes, {tasks} tasks of the province, as many over them")
    print(f"two levels {two:.1f} s of CPU, three {three:.1f} s")
    print(f"ratio: {three / two:.2f} (at most {MOST})")
    return int(three / two > MOST)


def _run(units: int, tasks: int, *, chain: bool) -> float:
    """Draw a folder, run over it, and return the seconds of the processor."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        drawn, _ = draw_province(folder, units, tasks, min(tasks, LOWER))
        if chain:
            draw_top(folder, drawn, tasks)
        spent, _ = called("-m", "reconcile", "run", str(folder), "--jobs", "2")
    return spent


if __name__ == "__main__":
    sys.exit(main())
