"""How review-3.xlsx was made: the program writes the workbook of all units, a person answers."""

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook

HEAD = ("STT", "Nội dung nhiệm vụ", "Thời hạn", "Chủ trì")
UPPER = (
    ("Rà soát hộ nghèo, hộ cận nghèo cuối năm", "30/11/2026", "UBND cấp xã"),
    ("Nạo vét kênh mương nội đồng trước vụ xuân", "30/12/2026", "UBND cấp xã"),
)
LOWER = (("Dọn cỏ, khơi thông các tuyến mương ra đồng", "20/12/2026", "Phòng Kinh tế"),)
COMMUNES = ("An Bình", "Bình Hòa", "Cẩm Sơn")


def plan(path: Path, unit: str, rows: tuple[tuple[str, ...], ...]) -> None:
    """Write a plan with one table."""
    book = Workbook()
    sheet: Any = book.active
    sheet["A1"] = unit
    for number, line in enumerate((HEAD, *rows), start=4):
        first = () if line is HEAD else (str(number - 4),)
        for column, value in enumerate((*first, *line), start=1):
            sheet.cell(number, column).value = value
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)


def main() -> None:
    """Run, answer, and keep the workbook."""
    with tempfile.TemporaryDirectory() as scratch:
        home = Path(scratch)
        plan(home / "inputs/upper/tinh.xlsx", "UBND TỈNH HÀ SƠN", UPPER)
        for name in COMMUNES:
            plan(home / f"inputs/lower/{name}.xlsx", f"UBND XÃ {name.upper()}", LOWER)
        (home / "reconcile.toml").write_text("[run]\nas_of = 2026-11-20\n", "utf-8")
        subprocess.run([sys.executable, "-m", "reconcile", "run", str(home)], check=True)
        book = load_workbook(home / "outputs/review/tat-ca.xlsx", rich_text=True)
        sheet: Any = book["Cần rà soát"]
        head = next(row for row in sheet.iter_rows() if any(c.value == "Mã dòng" for c in row))
        at = {cell.value: cell.column for cell in head}
        row = head[0].row + 1
        sheet.cell(row, at["Kết luận về cặp"]).value = "Đúng một phần"
        sheet.cell(row, at["Áp dụng cho mọi đơn vị có cùng nội dung"]).value = "Áp dụng"
        sheet.cell(row, at["Người rà soát"]).value = "Bà Tư"
        book.save(sys.argv[1])


if __name__ == "__main__":
    main()
