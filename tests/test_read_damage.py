"""Damaged and oversized files: a clear answer, never a traceback, never a made-up task."""

import time
from pathlib import Path

import pytest
from damage import damage
from office import document, workbook

from reconcile.errors import ReconcileError
from reconcile.model import Column, RowKind
from reconcile.normalise import to_plan
from reconcile.read import read_file

TASKS = (
    "Rà soát, cập nhật quy trình nội bộ giải quyết thủ tục hành chính",
    "Tổ chức tập huấn kỹ năng số cho công chức và tổ công nghệ số",
    "Lắp đặt mạng không dây tại nhà văn hóa các thôn",
)
DRAWING = "| STT | Nhiệm vụ | Chủ trì | Thời hạn |\n| I. Việc chung | | | |\n" + "\n".join(
    f"| {number} | {task} | Phòng Kinh tế | {number}0/6/2026 |"
    for number, task in enumerate(TASKS, start=1)
)
ROWS = "\n".join(line for line in DRAWING.splitlines())


def seeds(folder: Path) -> list[Path]:
    csv = folder / "given.csv"
    csv.write_text(ROWS.replace("| ", "").replace(" |", ";"), "utf-8")
    page = folder / "given.htm"
    cells = (line.strip("| ").split("|") for line in ROWS.splitlines())
    rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in cells)
    page.write_text(f"<html><body><table>{rows}</table></body></html>", "utf-8")
    return [
        workbook(folder / "given.xlsx", DRAWING, merges=["A2:D2"]),
        document(folder / "given.docx", "KẾ HOẠCH", DRAWING),
        csv,
        page,
    ]


def check(path: Path) -> None:
    """Read one damaged file: our own error, or tasks that are mostly in the sound one."""
    start = time.perf_counter()
    try:
        source = read_file(path)
    except ReconcileError:
        assert time.perf_counter() - start < 5
        return
    to_plan([source], upper=True)
    rows = [row for table in source.tables for row in table.rows]
    assert sum(row.kind is RowKind.TASK for row in rows) <= len(TASKS) + 1
    assert all(row.says(Column.TASK) for row in rows if row.kind is RowKind.TASK)
    assert time.perf_counter() - start < 5


def run(folder: Path, rounds: range) -> None:
    given = seeds(folder)
    sound = [path.read_bytes() for path in given]
    for seed in rounds:
        path, data = given[seed % len(given)], sound[seed % len(given)]
        path.write_bytes(damage(data, seed))
        check(path)


def test_fifty_damaged_files_give_a_clear_answer(tmp_path: Path) -> None:
    run(tmp_path, range(50))


@pytest.mark.soak
def test_five_hundred_damaged_files_give_a_clear_answer(tmp_path: Path) -> None:
    run(tmp_path, range(500))
