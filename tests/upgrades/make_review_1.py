"""How review-1.xlsx was made: the program of format 1 writes a workbook, a person answers in it."""

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook

HEAD = ("STT", "Nội dung nhiệm vụ", "Văn bản giao", "Thời hạn", "Chủ trì")
UPPER = (
    ("Số hóa hồ sơ hộ tịch còn hiệu lực", "Thông báo số 12-TB/TU", "15/12/2026", "UBND cấp xã"),
    ("Rà soát hộ nghèo, hộ cận nghèo cuối năm", "80/QĐ-UBND", "30/11/2026", "UBND cấp xã"),
    ("Nạo vét kênh mương nội đồng trước vụ xuân", "81/QĐ-UBND", "30/12/2026", "UBND cấp xã"),
)
LOWER = (
    ("Số hóa hồ sơ hộ tịch còn hiệu lực", "Thông báo số 12-TB/TU", "10/12/2026", "Văn phòng"),
    ("Dọn cỏ, khơi thông các tuyến mương ra đồng", "", "20/12/2026", "Phòng Kinh tế"),
    ("Tổ chức hội khỏe Phù Đổng cấp xã", "", "20/12/2026", "Phòng Văn hóa - Xã hội"),
)
ANSWERS = {
    "Đối chiếu": (
        ("Số hóa", {"Kết luận về cặp": "Đúng một phần", "Ghi chú": "thiếu bản giấy"}),
        ("Rà soát hộ nghèo", {"Kết luận về nhiệm vụ": "Đã hoàn thành", "Người rà soát": "Bà Tư"}),
        ("Nạo vét", {"Tương ứng với": "dòng 6"}),
    ),
    "Nhiệm vụ của đơn vị": (("hội khỏe", {"Kết luận": "Nhiệm vụ đơn vị tự bổ sung"}),),
}


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


def answer(path: Path, out: Path) -> None:
    """Fill in the workbook as a person does."""
    book = load_workbook(path, rich_text=True)
    for title, rows in ANSWERS.items():
        sheet: Any = book[title]
        head = next(row for row in sheet.iter_rows() if any(c.value == "Mã dòng" for c in row))
        columns = {cell.value: cell.column for cell in head}
        for text, said in rows:
            found = (r for r in sheet.iter_rows(min_row=head[0].row + 1))
            row = next(r[0].row for r in found if any(text in str(c.value) for c in r))
            for column, value in said.items():
                sheet.cell(row, columns[column]).value = value
    book.save(out)


def main() -> None:
    """Make the fixture."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        plan(folder / "inputs/upper/tinh.xlsx", "UBND TỈNH HÀ SƠN", UPPER)
        plan(folder / "inputs/lower/xa.xlsx", "UBND XÃ AN BÌNH", LOWER)
        command = [sys.executable, "-m", "reconcile", "run", str(folder), "--as-of", "2026-11-20"]
        subprocess.run(command, check=True)
        answer(folder / "outputs/review/UBND xã An Bình.xlsx", Path(sys.argv[1]))


if __name__ == "__main__":
    main()
