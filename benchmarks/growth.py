"""How the end of a run grows: ``python benchmarks/growth.py [UNITS] [UPPER] [LOWER]``.

What one drawn commune left in reconcile.db is put there again under ten times as many names as
UNITS, and under UNITS: 150 communes × 120 rows against 300 upper tasks by default (issue 14). In a
process of its own for each, tong-hop.xlsx and tat-ca.xlsx are made over them as a run makes them
in its parent. Printed are the CPU time of both, the most memory, and how many times the time of
the tenth they took. Exits 1 where a bound is not kept.
"""

import json
import shutil
import sys
import tempfile
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

from drawn_province import draw_province
from province import SIZES, called

from reconcile.review import JointPart
from reconcile.run.folder import COVERAGE, _coverage, coverage_over, place_overall
from reconcile.run.open_folder import Asked, open_work
from reconcile.run.settle_one import make_ready
from reconcile.run.watch import UNWATCHED
from reconcile.run.writing import joint
from reconcile.run.writing.wanted import Wanted
from reconcile.store.cache import pack, recall_named, unpack
from reconcile.tracking.coverage import Digest

TIMES = 10
MOST_TIMES, MOST_MEMORY = 10.5, 400
"""Times the time of a tenth of the units; MB."""


def main() -> int:
    """Draw a commune, make what stands over all, and print the figures."""
    if "--once" in sys.argv:
        _once(Path(sys.argv[2]), int(sys.argv[3]))
        return 0
    said = [int(word) for word in sys.argv[1:]]
    units, uppers, lowers = (*said, *SIZES[len(said) :])
    with tempfile.TemporaryDirectory() as scratch:
        one = Path(scratch) / "one"
        draw_province(one, 1, uppers, lowers)
        called("-m", "reconcile", "run", str(one), "--jobs", "1")
        spent: list[dict[str, float]] = []
        for count in (units, units * TIMES):
            folder = Path(scratch) / str(count)
            shutil.copytree(one, folder)
            _, told = called(__file__, "--once", str(folder), str(count))
            spent.append({**json.loads(told.text), "memory": told.memory})
            print(f"{count} communes: {', '.join(f'{k} {v:.1f}' for k, v in spent[-1].items())}")
    few, many = spent
    print(f"{lowers} rows, {uppers} upper tasks; seconds of CPU, MB; times that of a tenth:")
    files = [name for name in few if name != "memory"]
    print(", ".join(f"{name} {many[name] / few[name]:.2f}" for name in files))
    grown = sum(many[name] for name in files) / sum(few[name] for name in files)
    print(f"both together {grown:.2f} (at most {MOST_TIMES}), memory at most {MOST_MEMORY} MB")
    return int(grown > MOST_TIMES or many["memory"] > MOST_MEMORY)


def _once(folder: Path, count: int) -> None:
    """Make what stands over the one commune of a folder under many names."""
    spent: dict[str, float] = {}

    @contextmanager
    def clocked(name: str) -> Iterator[None]:
        begun = time.process_time()
        yield
        spent[name] = time.process_time() - begun

    with open_work(folder, Asked(as_of=date(2026, 11, 20))) as work:
        make_ready(work.upper)
        (report,) = work.units.settle(work.jobs, Wanted(), 1, UNWATCHED)
        coverage = coverage_over(work, [report])
        names = [f"{report.figures.digest.unit.name} {number:04}" for number in range(count)]
        coverage = replace(coverage, units=tuple(_named(coverage.units[0], name) for name in names))
        database, made_from = work.tables.database, report.made_from
        packed = recall_named(database, "joint", work.jobs[0].lower.known_unit.id, bytes) or b""
        for name in names:
            joint.keep_part(database, name, made_from, _part(packed, name))
        with clocked("tong-hop.xlsx"):
            place_overall(work, coverage, {COVERAGE: lambda: _coverage(coverage)})
        with clocked("tat-ca.xlsx"):
            asked = [(name, made_from) for name in names]
            upper = work.upper
            joint.place_joint(database, work.files, upper.plan, upper.as_of, asked)
    print(json.dumps(spent))


def _named(digest: Digest, name: str) -> Digest:
    """Give a digest another unit, and parts of its own as if it had come from a worker."""
    unit = replace(digest.unit, id=name, name=name, place=name)
    return unpack(pack(replace(digest, unit=unit)), Digest)


def _part(packed: bytes, name: str) -> bytes:
    """Give what a commune leaves for tat-ca.xlsx another unit."""
    part = unpack(zlib.decompress(packed), JointPart)
    return zlib.compress(pack(replace(part, unit=name, name=name)), 1)


if __name__ == "__main__":
    sys.exit(main())
