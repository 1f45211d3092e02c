"""What checking the layout of thirty pages costs, over opening the document with its library.

Medians of 5, the two in turns within one loop.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from docx import Document

HOME = Path(__file__).parents[1]
sys.path.insert(0, str(HOME / "tests"))

from papers import LEAD, MISSED, filled  # invented documents of any size
from plans import outcome_of
from reconcile.config import DocumentKind
from reconcile.layout.check import check_document

ROWS, ROUNDS = 300, 5


def main() -> None:
    """Time both, and print the ratio."""
    long = outcome_of([(LEAD, MISSED)] * ROWS)
    with tempfile.TemporaryDirectory() as folder:
        path, _ = filled(DocumentKind.REPORT, long, Path(folder))
        data = path.read_bytes()
        pairs = [
            (
                seconds(lambda: check_document(data, path.name)),
                seconds(lambda: len(Document(str(path)).element.xpath("//w:t"))),
            )
            for _ in range(ROUNDS)
        ]
    ours, floor = (statistics.median(side) for side in zip(*pairs, strict=True))
    print(f"{ROWS} rows: ours {ours:.3f} s / python-docx {floor:.3f} s = {ours / floor:.1f}")


def seconds(work: Callable[[], object]) -> float:
    """Return how long a work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
