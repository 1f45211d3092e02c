"""What reading review workbooks back costs over openpyxl alone: `python benchmarks/review.py`.

150 workbooks of one commune each, a third of their rows answered; the floor is ``load_workbook``
and a walk over all cells. Processor time, file by file in turn; the median of three rounds. The
bound is 1.3.
"""

import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from statistics import median

from openpyxl import load_workbook

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from by_path import read_answers, write_workbook
from reconcile.model import (
    Candidate,
    Evidence,
    LowerOutcome,
    LowerResult,
    Outcome,
    Plan,
    Reconciliation,
    Role,
    Summary,
    Task,
    Unit,
    UpperResult,
    Where,
)
from reconcile.review import review_book
from reconcile.vocabulary.terms import term

BOUND = 1.3
BOOKS = 150
TASKS = 60
ROUNDS = 3


def sample(number: int) -> Reconciliation:
    """Make the outcome of one commune: every third task in doubt, with three guesses each."""
    text = "Rà soát, hoàn thiện cơ sở dữ liệu, số hóa hồ sơ, kết quả giải quyết thủ tục"
    uppers = [_task(f"u{n}", f"{text} giai đoạn {n}", n) for n in range(TASKS)]
    lowers = [_task(f"l{n}", f"{text} của xã đợt {n}", n) for n in range(TASKS)]
    results = tuple(_result(task, at, lowers) for at, task in enumerate(uppers))
    return Reconciliation(
        Plan(Unit("t", "UBND tỉnh Mẫu", word="tỉnh"), ("t.xlsx",), tuple(uppers)),
        Plan(Unit(f"x{number}", f"UBND xã Mẫu {number}", word="xã"), ("x.xlsx",), tuple(lowers)),
        date(2026, 11, 22),
        results,
        tuple(LowerResult(low, LowerOutcome.OWN) for low in lowers),
        (),
        Summary(),
    )


def _task(key: str, text: str, row: int) -> Task:
    """Make a task."""
    return Task(key, Where("t.xlsx", "Phụ lục", row + 7), text, stt=str(row), lead="Văn phòng")


def _result(task: Task, at: int, lowers: list[Task]) -> UpperResult:
    """Make an upper task with its guesses."""
    why = (Evidence("wording", 1.0, "cùng có từ ngữ ít gặp: “cơ sở dữ liệu”, “số hóa hồ sơ”"),)
    found = tuple(
        Candidate(task.key, low.key, score, evidence=why)
        for low, score in zip((lowers * 2)[at : at + 3], (0.7, 0.4, 0.2), strict=True)
    )
    outcome = Outcome.REVIEW if at % 3 == 0 else Outcome.CARRIED
    return UpperResult(task, outcome, Role.LEAD, found[:1] if at % 3 else (), found)


def answer_some(path: Path) -> None:
    """Answer every third row, as a person would."""
    book = load_workbook(path, rich_text=True)
    sheet = book[term("review_sheet", "pairs")]
    for row in range(6, sheet.max_row + 1, 3):
        sheet.cell(row, 7).value = term("verdict", "yes")
        sheet.cell(row, 12).value = "Người rà soát"
    book.save(path)


def floor(path: Path) -> int:
    """Load a workbook, and look at every cell."""
    sheets = load_workbook(path).worksheets
    return sum(cell.value is not None for s in sheets for row in s.iter_rows() for cell in row)


def cost(work: Callable[[Path], object], path: Path) -> float:
    """Time one call, in seconds of the processor."""
    start = time.process_time()
    work(path)
    return time.process_time() - start


def compare(paths: Iterable[Path]) -> tuple[float, float]:
    """Return what openpyxl alone takes for all paths, and what reading them back does."""
    pairs = [(cost(floor, path), cost(read_answers, path)) for path in paths]
    least, ours = (sum(times) for times in zip(*pairs, strict=True))
    return least, ours


def main() -> int:
    """Print floor, cost and ratio; 1 when the bound is not kept."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{number}.xlsx" for number in range(BOOKS)]
        for number, path in enumerate(paths):
            write_workbook(review_book(sample(number), ()), path)
            answer_some(path)
        rounds = [compare(paths) for _ in range(ROUNDS)]
    least, ours = (median(times) for times in zip(*rounds, strict=True))
    ratio = ours / least
    print(f"{BOOKS} workbooks: openpyxl {least:.1f} s   read {ours:.1f} s   ratio {ratio:.2f}")
    return int(ratio > BOUND)


if __name__ == "__main__":
    sys.exit(main())
