"""What progress costs: ``python benchmarks/track.py [UNITS] [TASKS] [PERIODS]``.

150 communes × 120 tasks × 12 periods is what was asked for; 12 × 40 × 6 by default. The plans are
drawn (``drawn_province.py``) and settled first; then each period brings an export of a tracking
system that tells of every task of every commune, and ``reconcile track`` takes all of them in and
writes its outputs. These are made again with the plain libraries alone (``floor.py``), and the call
is repeated with nothing changed. Time is that of the processor. Exits 1 where a bound is not kept
at that size; below it the second that every start with work takes weighs too much.
"""

import datetime as dt
import json
import shutil
import sys
import tempfile
from pathlib import Path
from random import Random

from drawn_province import Drawn, draw_province
from openpyxl import Workbook
from province import HOME, called

SIZES = (12, 40, 6)
ASKED = (150, 120, 12)
MOST, MOST_AGAIN = 1.5, 0.05
"""Of the floor; and of the first call, when nothing has changed."""
HEAD = ("STT", "Nội dung nhiệm vụ", "Đơn vị thực hiện", "Trạng thái", "Ngày hoàn thành")
_STEPS = ("Chưa thực hiện", "Đang thực hiện", "Đang lấy ý kiến", "Đạt 60%", "Hoàn thành")
_LAST = dt.date(2026, 11, 14)


def main() -> int:
    """Draw, track, and print the figures."""
    said = [int(word) for word in sys.argv[1:] if word.isdigit()]
    units, uppers, periods = (*said, *SIZES[len(said) :])
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        tasks, names = draw_province(folder, units, uppers, uppers)
        called("-m", "reconcile", "run", str(folder), "--jobs", "2")
        before = set(_outputs(folder))
        draw_reports(folder, tasks, names, periods)
        track = ("-m", "reconcile", "track", str(folder))
        first, _ = called(*track)
        again, _ = called(*track)
        least = _floor(folder, before)
    rows = periods * units * sum(_is_theirs(task) for task in tasks)
    print(f"{units} communes × {uppers} tasks × {periods} periods, {rows} rows of reports")
    print(f"first call {first:.1f} s of CPU, unchanged {again:.2f} s, {again / first:.1%} of it")
    print(
        f"floor {sum(least.values()):.1f} s: {', '.join(f'{k} {v:.1f}' for k, v in least.items())}"
    )
    ratio = first / sum(least.values())
    print(f"ratio: {ratio:.2f} (at most {MOST}); unchanged at most {MOST_AGAIN:.0%}")
    judged = (units, uppers, periods) >= ASKED
    return int(judged and (ratio > MOST or again / first > MOST_AGAIN))


def draw_reports(home: Path, tasks: list[Drawn], names: list[str], periods: int) -> None:
    """Lay an export of each period into the folder."""
    place = home / "inputs" / "status"
    place.mkdir(parents=True)
    random = Random("reports")
    reached = {(name, at): 0 for name in names for at, t in enumerate(tasks) if _is_theirs(t)}
    for ago in reversed(range(periods)):
        day = _LAST - dt.timedelta(30 * ago)
        book = Workbook()
        sheet = book.worksheets[0]
        sheet.append(HEAD)
        for number, (name, at) in enumerate(reached, start=1):
            if reached[name, at] < len(_STEPS) - 1:
                reached[name, at] += random.random() < 1 / 3
            said = _STEPS[reached[name, at]]
            done = day if said == _STEPS[-1] and random.random() < 1 / 2 else None
            sheet.append((number, tasks[at].text, f"UBND {name}", said, done))
        book.save(place / f"He thong theo doi {day:%d-%m-%Y}.xlsx")


def _is_theirs(task: Drawn) -> bool:
    """Tell whether communes have a part in a task."""
    return "xã" in f"{task.lead}{task.support}"


def _outputs(folder: Path) -> list[Path]:
    """List the outputs of a folder."""
    return [path for path in (folder / "outputs").rglob("*") if path.is_file()]


def _floor(folder: Path, before: set[Path]) -> dict[str, float]:
    """Make again, with the plain libraries alone, what was not there before."""
    with tempfile.TemporaryDirectory() as scratch:
        bare = Path(scratch)
        shutil.copytree(folder / "templates", bare / "templates")
        shutil.copytree(folder / "inputs" / "status", bare / "inputs")
        for path in _outputs(folder):
            if path not in before:
                copy = bare / path.relative_to(folder)
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(path, copy)
        _, told = called(str(HOME / "benchmarks" / "floor.py"), str(bare))
    least: dict[str, float] = json.loads(told.text)
    return least


if __name__ == "__main__":
    sys.exit(main())
