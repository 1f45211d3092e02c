"""What reading costs over the libraries' own loading: `python benchmarks/read.py FILE…`.

The floor of a workbook is ``load_workbook(data_only=True)`` and a walk over all cells; that of a
document is ``Document()`` and a walk over all table cells. Medians of five, both in one loop.
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from docx import Document
from openpyxl import load_workbook

from reconcile.errors import NoTaskTableError
from reconcile.read import read_file

ROUNDS = 5


def floor(path: Path) -> int:
    """Load a file with its library, and look at every cell."""
    if path.suffix == ".docx":
        tables = Document(str(path)).tables
        return sum(len(c.text) for t in tables for row in t.rows for c in row.cells)
    sheets = load_workbook(path, data_only=True).worksheets
    return sum(cell.value is not None for s in sheets for row in s.iter_rows() for cell in row)


def read(path: Path) -> None:
    """Read a file; one without tasks costs too."""
    try:
        read_file(path)
    except NoTaskTableError:
        return


def cost(work: Callable[[Path], object], path: Path) -> float:
    """Time one call, in milliseconds."""
    start = time.perf_counter()
    work(path)
    return (time.perf_counter() - start) * 1000


def main(paths: list[Path]) -> None:
    """Print floor, cost and ratio of each file, and of all together."""
    total_floor = total_read = 0.0
    for path in paths:
        cost(read, path)
        cost(floor, path)
        rounds = [(cost(floor, path), cost(read, path)) for _ in range(ROUNDS)]
        least, ours = (median(times) for times in zip(*rounds, strict=True))
        total_floor, total_read = total_floor + least, total_read + ours
        name = "/".join(path.parts[-2:])
        print(f"{name:40} floor {least:7.1f} ms   read {ours:7.1f} ms   {ours / least:4.2f}")
    print(
        f"{'all':40} floor {total_floor:7.1f} ms   read {total_read:7.1f} ms   "
        f"{total_read / max(total_floor, 0.001):4.2f}"
    )


if __name__ == "__main__":
    given = [Path(name) for name in sys.argv[1:]]
    cases = Path(__file__).resolve().parents[2] / "shared" / "cases"
    main(given or sorted([*cases.glob("*/*.xlsx"), *cases.glob("*/*.docx")]))
