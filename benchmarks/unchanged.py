"""What a run costs when nothing has changed, over what the first run cost, in CPU time.

``python benchmarks/unchanged.py [UNITS]``: 150 communes by default, each with its own plan of the
size of the example's. The time of all processes counts. Exits 1 above 5 %.
"""

import shutil
import sys
import tempfile
from pathlib import Path

from openpyxl import load_workbook
from province import HOME, called

UNITS, MOST = 150, 0.05


def main() -> int:
    """Run twice, and print both costs with their ratio."""
    units = int(sys.argv[1]) if len(sys.argv) > 1 else UNITS
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "work"
        shutil.copytree(HOME / "inputs" / "upper", folder / "inputs" / "upper")
        (folder / "inputs" / "lower").mkdir(parents=True)
        settings = "[run]\nas_of = 2026-11-20\n"
        for number in range(units):
            name = _commune(folder / "inputs" / "lower", number)
            settings += f'[files."{name}"]\nunit = "UBND xã Mẫu {number}"\n'
        (folder / "reconcile.toml").write_text(settings, "utf-8")
        first, again = _cost(folder), _cost(folder)
    ratio = again / first
    print(f"{units} units: first {first:.1f} s   unchanged {again:.2f} s   {ratio:.1%}")
    return int(ratio > MOST)


def _commune(folder: Path, number: int) -> str:
    """Write the plan of a commune, one of the example's with its texts changed; give its name."""
    given = sorted((HOME / "inputs" / "lower").glob("*.xlsx"))
    book = load_workbook(given[number % len(given)])
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and len(cell.value) > 40:
                    cell.value = f"{cell.value} (đợt {number})"
    name = f"ke hoach {number}.xlsx"
    book.save(folder / name)
    return name


def _cost(folder: Path) -> float:
    """Return the CPU time of one run with all its processes."""
    spent, _ = called("-m", "reconcile", "run", str(folder))
    return spent


if __name__ == "__main__":
    sys.exit(main())
