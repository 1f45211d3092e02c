"""What reading costs over the libraries' own loading: `python benchmarks/read.py [FILE…]`.

The floor of a workbook is ``load_workbook(data_only=True)`` and a walk over all cells; that of a
document is ``Document()`` and a walk over all table cells. Medians of seven, both in one loop; the
targets are 1.3 over all files together, and 400 MB for a workbook of 10,000 rows.
"""

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from docx import Document
from openpyxl import Workbook, load_workbook

from reconcile.errors import NoTaskTableError
from reconcile.read import read_file

ROUNDS = 7
ROWS = 10_000
HEADERS = ("STT", "Nhiệm vụ", "Văn bản giao nhiệm vụ", "Chủ trì", "Phối hợp", "Thời hạn", "Ghi chú")
PEAK = """
import sys, time
from pathlib import Path
from reconcile.read import read_file
start = time.perf_counter()
rows = sum(len(table.rows) for table in read_file(Path(sys.argv[1])).tables)
spent = time.perf_counter() - start
status = Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0]
print(f"{rows - 1} rows   {spent:.1f} s   {int(status) // 1024} MB at most")
"""


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


def compare(paths: list[Path]) -> None:
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


def measure_large() -> None:
    """Print what a workbook of many rows costs in a process of its own."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "large.xlsx"
        book = Workbook(write_only=True)
        sheet = book.create_sheet("Phụ lục")
        sheet.append(HEADERS)
        for number in range(1, ROWS + 1):
            task = f"Rà soát, sửa chữa công trình số {number} trên địa bàn xã, báo cáo kết quả"
            cited = f"Kế hoạch số {number % 90 + 1}/KH-UBND"
            sheet.append((number, task, cited, "Phòng Kinh tế", "Các thôn", "31/12/2026", ""))
        book.save(path)
        done = subprocess.run(
            [sys.executable, "-c", PEAK, str(path)], check=True, capture_output=True, text=True
        )
        print(f"{path.name:40} {done.stdout.strip()}")


if __name__ == "__main__":
    given = [Path(name) for name in sys.argv[1:]]
    cases = Path(__file__).resolve().parents[2] / "shared" / "cases"
    compare(given or sorted([*cases.glob("*/*.xlsx"), *cases.glob("*/*.docx")]))
    if Path("/proc/self/status").exists():
        measure_large()
