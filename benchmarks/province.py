"""What a province costs: ``python benchmarks/province.py [UNITS] [UPPER] [LOWER] [--stages]``.

150 communes × 120 rows against 300 upper tasks by default (issue 14). A folder of invented plans
is drawn (``drawn_province.py``), ``reconcile run --jobs 2`` is timed over it, the outputs are made
again with the plain libraries alone (``floor.py``), and the run is repeated with nothing changed.
Time is that of the processor, of all processes together. ``--stages`` then runs once more in one
process, and says where the time goes. Exits 1 where a bound is not kept.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from drawn_province import draw_province

HOME = Path(__file__).resolve().parents[1]
SIZES = (150, 300, 120)
MOST, MOST_AGAIN = 1.2, 0.02
"""Of the floor; and of the first run, when nothing has changed."""
_RUN = ("-m", "reconcile", "run")


def main() -> int:
    """Draw, run, and print the figures."""
    said = [int(word) for word in sys.argv[1:] if word.isdigit()]
    units, uppers, lowers = (*said, *SIZES[len(said) :])
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        draw_province(folder, units, uppers, lowers)
        clock = time.perf_counter()
        first, _ = called(*_RUN, str(folder), "--jobs", "2")
        clock = time.perf_counter() - clock
        again, _ = called(*_RUN, str(folder), "--jobs", "2")
        _, floors = called(str(HOME / "benchmarks" / "floor.py"), str(folder))
        floor: dict[str, float] = json.loads(floors)
    least = sum(floor.values())
    print(f"{units} communes × {lowers} rows, {uppers} upper tasks, two processes")
    print(f"first run {first:.1f} s of CPU, {clock:.1f} s by the clock")
    print(f"unchanged {again:.2f} s of CPU, {again / first:.1%} of the first")
    print(f"floor {least:.1f} s: {', '.join(f'{k} {v:.1f}' for k, v in floor.items())}")
    print(f"ratio: {first / least:.2f} (at most {MOST})")
    if "--stages" in sys.argv:
        _print_stages(units, uppers, lowers)
    return int(first / least > MOST or again / first > MOST_AGAIN)


def called(*words: str) -> tuple[float, str]:
    """Start Python, and return the CPU time of it and its children with what it printed."""
    before = _children()
    setting = {**os.environ, "PYTHONPATH": str(HOME)}
    # Whoever installs the program has it compiled.
    setting.pop("PYTHONDONTWRITEBYTECODE", None)
    done = subprocess.run(
        [sys.executable, *words], env=setting, check=True, capture_output=True, text=True
    )
    return _children() - before, done.stdout


def _children() -> float:
    """Return the CPU time of the processes that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _print_stages(units: int, uppers: int, lowers: int) -> None:
    """Run in one process, and print how much of the time each stage takes."""
    with tempfile.TemporaryDirectory() as scratch:
        draw_province(Path(scratch), units, uppers, lowers)
        _, told = called(str(HOME / "benchmarks" / "stages.py"), scratch)
    seconds: Counter[str] = Counter(json.loads(told))
    whole = sum(seconds.values())
    print(f"by stage, in one process, {whole:.1f} s:")
    for stage, spent in seconds.most_common():
        print(f"  {stage:<12} {spent:7.2f} s  {spent / whole:5.1%}")


if __name__ == "__main__":
    sys.exit(main())
