"""What a province costs: ``python benchmarks/province.py [UNITS] [UPPER] [LOWER] [--stages]``.

150 communes × 120 rows against 300 upper tasks by default (issue 14). A folder of invented plans
is drawn (``drawn_province.py``), ``reconcile run --jobs 2`` is timed over it, the outputs are made
again with the plain libraries alone (``floor.py``), and the run is repeated with nothing changed,
and with ten communes changed. Of that, what tong-hop.xlsx takes by itself is taken off: it shows
every unit, and is written whole whoever has changed.
Time is that of the processor, of all processes together. ``--stages`` then runs once more in one
process, and says where the time goes. Exits 1 where a bound is not kept.
"""

import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from drawn_province import draw_province
from openpyxl import load_workbook

HOME = Path(__file__).resolve().parents[1]
SIZES = (150, 300, 120)
MOST, MOST_AGAIN, MOST_CHANGED = 1.2, 0.02, 0.10
"""Of the floor; and of the first run, when nothing has changed, and when ten communes have."""
CHANGED = 10
"""Communes that send a new version in the third run."""
_RUN = ("-m", "reconcile", "run")


def main() -> int:
    """Draw, run, and print the figures."""
    said = [int(word) for word in sys.argv[1:] if word.isdigit()]
    units, uppers, lowers = (*said, *SIZES[len(said) :])
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        draw_province(folder, units, uppers, lowers)
        clock = time.perf_counter()
        first, told = called(*_RUN, str(folder), "--jobs", "2")
        clock = time.perf_counter() - clock
        again, _ = called(*_RUN, str(folder), "--jobs", "2")
        changed = min(CHANGED, units)
        _change(folder, changed)
        some, _ = called(*_RUN, str(folder), "--jobs", "2")
        alone = _totals_alone(folder)
        _, floors = called(str(HOME / "benchmarks" / "floor.py"), str(folder))
        floor: dict[str, float] = json.loads(floors.text)
    least = sum(floor.values())
    print(f"{units} communes × {lowers} rows, {uppers} upper tasks, two processes")
    print(f"first run {first:.1f} s of CPU, {clock:.1f} s by the clock")
    print(f"most memory of the parent: {told.memory} MB")
    print(f"unchanged {again:.2f} s of CPU, {again / first:.1%} of the first")
    print(f"{changed} communes changed {some:.1f} s of CPU, {some / first:.1%} of the first")
    print(f"tong-hop.xlsx alone {alone:.1f} s of CPU")
    judged = (some - alone) / first
    print(f"{changed} changed minus tong-hop.xlsx {judged:.1%} (at most {MOST_CHANGED:.0%})")
    print(f"floor {least:.1f} s: {', '.join(f'{k} {v:.1f}' for k, v in floor.items())}")
    print(f"ratio: {first / least:.2f} (at most {MOST})")
    if "--stages" in sys.argv:
        _print_stages(units, uppers, lowers)
    kept = first / least <= MOST and again / first <= MOST_AGAIN and judged <= MOST_CHANGED
    return int(not kept)


def _totals_alone(folder: Path) -> float:
    """Time the making of tong-hop.xlsx by itself: nothing has changed, and it alone is gone."""
    (folder / "outputs" / "tong-hop.xlsx").unlink()
    _, told = called(str(HOME / "benchmarks" / "stages.py"), str(folder))
    seconds: dict[str, float] = json.loads(told.text)
    return seconds["tong-hop"]


def _change(folder: Path, count: int) -> None:
    """Let some communes send one task more."""
    for path in sorted((folder / "inputs" / "lower").glob("*.xlsx"))[:count]:
        book = load_workbook(path)
        book.worksheets[0].append(["", "Dọn vệ sinh khu trung tâm xã trước ngày họp"])
        book.save(path)


@dataclass
class Told:
    """What a process left behind."""

    text: str
    """That it printed."""
    memory: int
    """Its most memory, in MB, without its children's; 0 where the system does not tell."""


def called(*words: str) -> tuple[float, Told]:
    """Start Python, and return the CPU time of it and its children with what it left behind."""
    before = _children()
    setting = {**os.environ, "PYTHONPATH": str(HOME)}
    # Whoever installs the program has it compiled.
    setting.pop("PYTHONDONTWRITEBYTECODE", None)
    memory = 0
    with tempfile.TemporaryFile("w+") as out:
        started = subprocess.Popen([sys.executable, *words], env=setting, stdout=out)
        while started.poll() is None:
            memory = max(memory, _memory(started.pid))
            time.sleep(0.2)
        if started.returncode:
            raise subprocess.CalledProcessError(started.returncode, words)
        out.seek(0)
        return _children() - before, Told(out.read(), memory)


def _memory(process: int) -> int:
    """Return the most memory that a running process has taken, in MB."""
    try:
        said = Path(f"/proc/{process}/status").read_text("utf-8")
    except OSError:
        return 0
    found = re.search(r"VmHWM:\s+(\d+) kB", said)
    return int(found[1]) // 1024 if found else 0


def _children() -> float:
    """Return the CPU time of the processes that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _print_stages(units: int, uppers: int, lowers: int) -> None:
    """Run in one process, and print how much of the time each stage takes."""
    with tempfile.TemporaryDirectory() as scratch:
        draw_province(Path(scratch), units, uppers, lowers)
        _, told = called(str(HOME / "benchmarks" / "stages.py"), scratch)
    seconds: Counter[str] = Counter(json.loads(told.text))
    whole = sum(seconds.values())
    print(f"by stage, in one process, {whole:.1f} s:")
    for stage, spent in seconds.most_common():
        print(f"  {stage:<12} {spent:7.2f} s  {spent / whole:5.1%}")


if __name__ == "__main__":
    sys.exit(main())
