"""How folder-db-7.zip was made: by the program whose database is of format 7, with status cells.

A run took the answers of the first round in; the unit's plan says of its tasks how far they are.
"""

import sys
import tempfile
import zipfile
from pathlib import Path
from typing import Any

from make_folder_0_1_0 import KEPT, LOWER, ROUNDS, UPPER, answer, run
from make_review_1 import plan
from openpyxl import load_workbook

SAID = ("Đã hoàn thành", "Đang triển khai", "", "Chưa thực hiện", "Thường xuyên")
"""What the unit says of its tasks, in their order."""


def main() -> None:
    """Make the fixture."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        (folder / "reconcile.toml").write_text('[documents]\nkinds = ["cong-van"]\n', "utf-8")
        plan(folder / "inputs/upper/tinh.xlsx", "UBND TỈNH HÀ SƠN", UPPER)
        lower = folder / "inputs/lower/xa.xlsx"
        plan(lower, "UBND XÃ AN BÌNH", LOWER)
        _with_states(lower)
        run(folder)
        answer(folder / "outputs/review/UBND xã An Bình.xlsx", ROUNDS[0])
        run(folder)
        with zipfile.ZipFile(sys.argv[1], "w", zipfile.ZIP_DEFLATED) as packed:
            for path in sorted(p for p in folder.rglob("*") if p.is_file()):
                name = path.relative_to(folder).as_posix()
                if name.startswith(KEPT):
                    packed.write(path, name)


def _with_states(path: Path) -> None:
    """Add a column that says how far each task is."""
    book = load_workbook(path)
    sheet: Any = book.worksheets[0]
    head = next(row for row in sheet.iter_rows() if len([c for c in row if c.value]) > 3)
    column = sheet.max_column + 1
    sheet.cell(head[0].row, column, "Tình hình thực hiện")
    for at, said in enumerate(SAID, start=head[0].row + 1):
        sheet.cell(at, column, said)
    book.save(path)


if __name__ == "__main__":
    main()
