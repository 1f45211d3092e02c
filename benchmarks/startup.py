"""How long the commands take to start, as ratios within one run (issue 2).

reconcile --help            at most 3 times   python -c "import click"
a warm run of the example   at most 5 times   importing openpyxl, pandas and docxtpl

Medians of 5 in one loop, so that a machine that slows down slows both sides.
"""

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HOME = Path(__file__).parents[1]
ROUNDS = 5


def seconds(*command: str) -> float:
    """Run a command to its end, and return how long it took."""
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - start


def compare(name: str, ours: tuple[str, ...], floor: tuple[str, ...], most: float) -> None:
    """Print the medians of two commands and their ratio."""
    pairs = [(seconds(*ours), seconds(*floor)) for _ in range(ROUNDS)]
    mine, base = (statistics.median(side) for side in zip(*pairs, strict=True))
    print(f"{name:28} {mine:.3f} s / {base:.3f} s = {mine / base:.2f} (at most {most:g})")


def main() -> None:
    """Measure both commands."""
    python, reconcile = sys.executable, (sys.executable, "-m", "reconcile")
    compare("reconcile --help", (*reconcile, "--help"), (python, "-c", "import click"), most=3)
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(HOME / "inputs", Path(folder) / "inputs")
        shutil.copy(HOME / "reconcile.toml", folder)
        cold = seconds(*reconcile, "run", folder)
        compare(
            "warm run of the example",
            (*reconcile, "run", folder),
            (python, "-c", "import openpyxl, pandas, docxtpl"),
            most=5,
        )
        print(f"{'cold run, for information':28} {cold:.3f} s")


if __name__ == "__main__":
    main()
