"""How folder-0.1.0.zip was made: the program of 0.1.0 ran, people answered, and it took that in."""

import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import Any

from make_review_1 import HEAD, plan
from openpyxl import load_workbook

UPPER = (
    ("Số hóa hồ sơ hộ tịch còn hiệu lực", "Thông báo số 12-TB/TU", "15/12/2026", "UBND cấp xã"),
    ("Rà soát hộ nghèo, hộ cận nghèo cuối năm", "80/QĐ-UBND", "30/11/2026", "UBND cấp xã"),
    ("Nạo vét kênh mương nội đồng trước vụ xuân", "81/QĐ-UBND", "30/12/2026", "UBND cấp xã"),
    ("Tiêm phòng cho đàn gia súc đợt 2", "82/QĐ-UBND", "30/12/2026", "UBND cấp xã"),
    ("Lập danh sách thanh niên nhập ngũ", "83/QĐ-UBND", "30/12/2026", "UBND cấp xã"),
    ("Kiểm tra an toàn các hồ đập nhỏ", "84/QĐ-UBND", "30/12/2026", "UBND cấp xã"),
    ("Trồng cây xanh dọc các tuyến đường", "85/QĐ-UBND", "30/12/2026", "UBND cấp xã"),
)
LOWER = (
    ("Số hóa hồ sơ hộ tịch còn hiệu lực", "Thông báo số 12-TB/TU", "10/12/2026", "Văn phòng"),
    ("Dọn cỏ, khơi thông các tuyến mương ra đồng", "", "20/12/2026", "Phòng Kinh tế"),
    ("Tổ chức hội khỏe Phù Đổng cấp xã", "", "20/12/2026", "Phòng Văn hóa - Xã hội"),
    ("Tổ chức Hội khỏe Phù Đổng của xã", "", "20/12/2026", "Phòng Văn hóa - Xã hội"),
    ("Trồng cây xanh trong khuôn viên trường học", "", "20/12/2026", "Trường tiểu học"),
)
PAIR, TASK, DOCUMENT = "Kết luận về cặp", "Kết luận về nhiệm vụ", "Số, ký hiệu"
NOTE, PERSON, OTHER = "Ghi chú", "Người rà soát", "Tương ứng với"
PAIRS, LOWERS = "Đối chiếu", "Nhiệm vụ của đơn vị"
ROUNDS: tuple[tuple[tuple[str, str, dict[str, str]], ...], ...] = (
    (
        (PAIRS, "Số hóa", {PAIR: "Đúng một phần", NOTE: "thiếu bản giấy", PERSON: "Bà Tư"}),
        (PAIRS, "Rà soát hộ nghèo", {TASK: "Chưa cụ thể hóa", NOTE: "đã hỏi xã"}),
        (PAIRS, "Nạo vét", {OTHER: "dòng 6", PERSON: "Ông Năm, bà Tư"}),
        (PAIRS, "Tiêm phòng", {TASK: "Đã triển khai tại văn bản khác", DOCUMENT: "15/KH-UBND"}),
        (PAIRS, "Lập danh sách", {TASK: "Không thuộc trách nhiệm", NOTE: "việc của Ban CHQS"}),
        (PAIRS, "Kiểm tra an toàn", {TASK: "Chưa cụ thể hóa"}),
        (PAIRS, "Trồng cây xanh dọc", {OTHER: "dòng 9"}),
        (LOWERS, "hội khỏe Phù Đổng cấp xã", {"Kết luận": "Nhiệm vụ đơn vị tự bổ sung"}),
        (LOWERS, "Phù Đổng của xã", {"Kết luận": "Trùng lặp", NOTE: "trùng dòng trên"}),
    ),
    (
        (PAIRS, "Rà soát hộ nghèo", {TASK: "Đã hoàn thành", PERSON: "Bà Tư"}),
        (PAIRS, "Kiểm tra an toàn", {TASK: ""}),
        (PAIRS, "Trồng cây xanh dọc", {PAIR: "Không phải", NOTE: "khác nơi trồng"}),
    ),
)
"""What people typed before each run: sheet, words of the task, and cells by their headers."""
KEPT = ("inputs", "reconcile.toml", "reconcile.db", "outputs/review", "outputs/result")


def answer(path: Path, said: tuple[tuple[str, str, dict[str, str]], ...]) -> None:
    """Fill in the workbook as a person does."""
    book = load_workbook(path, rich_text=True)
    for title, text, cells in said:
        sheet: Any = book[title]
        head = next(row for row in sheet.iter_rows() if any(c.value == "Mã dòng" for c in row))
        columns = {cell.value: cell.column for cell in head}
        rows = sheet.iter_rows(min_row=head[0].row + 1)
        row = next(r[0].row for r in rows if any(text in str(c.value) for c in r))
        for name, value in cells.items():
            column = next(at for header, at in columns.items() if str(header).startswith(name))
            sheet.cell(row, column).value = value or None
    book.save(path)


def run(folder: Path) -> None:
    """Run the program that stands first on PYTHONPATH."""
    command = [sys.executable, "-m", "reconcile", "run", str(folder), "--as-of", "2026-11-20"]
    subprocess.run([*command, "--jobs", "1"], check=True)


def main() -> None:
    """Make the fixture."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        (folder / "reconcile.toml").write_text('[documents]\nkinds = ["cong-van"]\n', "utf-8")
        assert HEAD[0] == "STT"
        plan(folder / "inputs/upper/tinh.xlsx", "UBND TỈNH HÀ SƠN", UPPER)
        plan(folder / "inputs/lower/xa.xlsx", "UBND XÃ AN BÌNH", LOWER)
        run(folder)
        for said in ROUNDS:
            answer(folder / "outputs/review/UBND xã An Bình.xlsx", said)
            run(folder)
        with zipfile.ZipFile(sys.argv[1], "w", zipfile.ZIP_DEFLATED) as packed:
            for path in sorted(p for p in folder.rglob("*") if p.is_file()):
                name = path.relative_to(folder).as_posix()
                if name.startswith(KEPT):
                    packed.write(path, name)


if __name__ == "__main__":
    main()
