"""How folder-db-8.zip was made: by the program of database format 8, which tracks progress.

Two reports lie in the folder: of the first a progress report was made; one row of the second is
doubtful, and stands as a question in the workbook of progress.
"""

import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from make_folder_0_1_0 import KEPT, LOWER, ROUNDS, UPPER, answer, run
from make_review_1 import plan

HEAD = "Nhiệm vụ;Đơn vị thực hiện;Trạng thái\n"
REPORTS = {
    "bao cao 31-10-2026.csv": ((0, "Đang triển khai"), (2, "Chưa thực hiện")),
    "bao cao 15-11-2026.csv": ((0, "Hoàn thành ngày 12/11/2026"), (2, "Đang triển khai")),
}
"""File → which tasks of the upper plan it tells of, and what."""
DOUBTFUL = "Họp giao ban hằng tuần;xã An Bình;Đang triển khai\n"


def main() -> None:
    """Make the fixture."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        (folder / "reconcile.toml").write_text('[documents]\nkinds = ["cong-van"]\n', "utf-8")
        plan(folder / "inputs/upper/tinh.xlsx", "UBND TỈNH HÀ SƠN", UPPER)
        plan(folder / "inputs/lower/xa.xlsx", "UBND XÃ AN BÌNH", LOWER)
        run(folder)
        answer(folder / "outputs/review/UBND xã An Bình.xlsx", ROUNDS[0])
        run(folder)
        for day, (name, rows) in zip(("2026-11-01", "2026-11-20"), REPORTS.items(), strict=True):
            said = "".join(f"{UPPER[at][0]};xã An Bình;{state}\n" for at, state in rows)
            more = DOUBTFUL if day == "2026-11-20" else ""
            path = folder / "inputs/status" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(HEAD + said + more, "utf-8-sig")
            _track(folder, day)
        with zipfile.ZipFile(sys.argv[1], "w", zipfile.ZIP_DEFLATED) as packed:
            for path in sorted(p for p in folder.rglob("*") if p.is_file()):
                name = path.relative_to(folder).as_posix()
                if name.startswith((*KEPT, "outputs/tien-do")):
                    packed.write(path, name)


def _track(folder: Path, day: str) -> None:
    """Tell the progress at a day; the report of the time is made."""
    command = (sys.executable, "-m", "reconcile", "track", str(folder), "--as-of", day)
    subprocess.run((*command, "--period", "thang"), check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    main()
