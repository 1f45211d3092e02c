"""How folder-db-6.zip was made: as folder-0.1.0.zip, by the program whose database is of format 6.

It ends with answers in the workbook that no run has taken in yet.
"""

import sys
import tempfile
import zipfile
from pathlib import Path

from make_folder_0_1_0 import DOCUMENT, KEPT, LOWER, PAIRS, ROUNDS, TASK, UPPER, answer, run
from make_review_1 import plan

WRITING, TEXT = "Đưa vào kế hoạch", "Sửa nội dung"
MORE = ((PAIRS, "Kiểm tra an toàn", {WRITING: "Sửa", TEXT: "Kiểm tra hồ đập của xã"}),)
OPEN = (
    (PAIRS, "Kiểm tra an toàn", {TASK: "Đã triển khai tại văn bản khác", DOCUMENT: "9/KH-UBND"}),
    (PAIRS, "Rà soát hộ nghèo", {TASK: ""}),
)
"""What was typed last: an answer, and another one taken back."""


def main() -> None:
    """Make the fixture."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        (folder / "reconcile.toml").write_text('[documents]\nkinds = ["cong-van"]\n', "utf-8")
        plan(folder / "inputs/upper/tinh.xlsx", "UBND TỈNH HÀ SƠN", UPPER)
        plan(folder / "inputs/lower/xa.xlsx", "UBND XÃ AN BÌNH", LOWER)
        run(folder)
        book = folder / "outputs/review/UBND xã An Bình.xlsx"
        for said in (*ROUNDS, MORE):
            answer(book, said)
            run(folder)
        answer(book, OPEN)
        with zipfile.ZipFile(sys.argv[1], "w", zipfile.ZIP_DEFLATED) as packed:
            for path in sorted(p for p in folder.rglob("*") if p.is_file()):
                name = path.relative_to(folder).as_posix()
                if name.startswith(KEPT):
                    packed.write(path, name)


if __name__ == "__main__":
    main()
