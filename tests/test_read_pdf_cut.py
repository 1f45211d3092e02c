"""PDFs of sheets whose cells are not wrapped: the next cell cuts off a longer text."""

from collections.abc import Sequence
from importlib import import_module
from itertools import pairwise
from pathlib import Path

import pytest

from pdf_pages import pdf, text
from reconcile.errors import UnreadableFileError
from reconcile.model import RowKind
from reconcile.read import read_file

pytest.importorskip("pdfplumber")

EDGES = (40, 75, 250, 370, 450)
LONG = "Sua chua, nang cap duong lang, ngo xom va lat gach via he cho ca thon trong nam nay"


def cut_off(said: str, room: float) -> str:
    """What a sheet shows of a text: the last letter reaches over the edge, and no other follows."""
    widths = import_module("pdfminer.fontmetrics").FONT_METRICS["Helvetica"][1]
    wide = 0.0
    for at, char in enumerate(said):
        if wide >= room:
            return said[:at]
        wide += widths[char] / 100
    return said


def sheet(rows: Sequence[tuple[str, ...]], *, ruled: bool, top: int = 780) -> str:
    """A page with a sheet on it, row by row; each text as far as its cell shows it."""
    out: list[str] = []
    head = ("STT", "Nhiem vu", "Don vi chu tri", "Thoi han")
    for at, row in enumerate([head, *rows]):
        low = top - 15 * (at + 1)
        for (left, right), said in zip(pairwise(EDGES), row, strict=True):
            out.append(text(left, low + 3, cut_off(said, right - left)))
            if ruled:
                out.append(f"{left} {low} {right - left} 15 re S")
    return "\n".join(out)


@pytest.mark.parametrize("ruled", [True, False], ids=["with lines", "without lines"])
@pytest.mark.parametrize(
    "rows",
    [
        [(str(n), LONG[3 * n :], f"To so {n}", "6/2026") for n in range(1, 9)],
        # Only leads are cut, and only of some rows.
        [
            (str(n), f"Sua cau so {n}", LONG[n:] if n % 2 else "To hai", "6/2026")
            for n in range(1, 12)
        ],
        [(str(n), LONG[n:], LONG[2 * n :], f"{n}/6/2026") for n in range(1, 25)],
    ],
    ids=["tasks", "leads", "both"],
)
def test_texts_that_the_next_cell_cuts_off_are_never_read_as_if_they_were_whole(
    tmp_path: Path, rows: list[tuple[str, ...]], *, ruled: bool
) -> None:
    with pytest.raises(UnreadableFileError, match="bị cắt ở mép cột") as refused:
        read_file(pdf(tmp_path / "a.pdf", sheet(rows, ruled=ruled)))
    assert "Wrap Text" in refused.value.fix
    assert refused.value.where is not None
    assert (refused.value.where.file, refused.value.where.sheet) == ("a.pdf", "Trang 1")


@pytest.mark.parametrize("ruled", [True, False], ids=["with lines", "without lines"])
def test_texts_that_fill_their_cells_are_read(tmp_path: Path, *, ruled: bool) -> None:
    rows = [
        (str(n), f"Sua cau so {n} o ben do cu, moi {n}", f"To so {n}", "6/2026")
        for n in range(1, 9)
    ]
    source = read_file(pdf(tmp_path / "a.pdf", sheet(rows, ruled=ruled)))
    assert sum(row.kind is RowKind.TASK for row in source.tables[0].rows) == 8


def test_letters_printed_twice_to_look_bold_are_not_cut_off(tmp_path: Path) -> None:
    rows = [(str(n), f"Sua cau so {n}", f"To so {n}", "6/2026") for n in range(1, 9)]
    bold = "\n".join(
        text(left, 780 - 15 * (n + 1) + 3, letter)
        for n in range(1, 9)
        for left, letter in ((75, "S"), (75.3, "S"))
    )
    content = f"{bold}\n{sheet(rows, ruled=True)}"
    source = read_file(pdf(tmp_path / "a.pdf", content))
    assert sum(row.kind is RowKind.TASK for row in source.tables[0].rows) == 8
