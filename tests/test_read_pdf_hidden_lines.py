"""PDFs of sheets whose rows are lower than their texts: lines that find no room are not printed."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest

from pdf_pages import pdf, text
from reconcile.errors import UnreadableFileError
from reconcile.model import Column, Row, RowKind
from reconcile.read import read_file

pytest.importorskip("pdfplumber")

Cells = Sequence[str]
NARROW = (40, 75, 250, 370, 450)
WIDE = (40, 80, 420, 540)


@dataclass(frozen=True)
class Sheet:
    """How a sheet is printed: “|” is where the width broke a text.

    Of a text the last lines are shown that reach into its row, as many as ``shown``.
    """

    edges: tuple[int, ...]
    high: float
    shown: int
    size: int = 10
    apart: float = 11.5

    def page(self, rows: Sequence[Cells]) -> str:
        """Draw the sheet, row by row, with lines round all cells."""
        out: list[str] = []
        for at, row in enumerate(rows):
            low = round(780 - self.high * (at + 1), 2)
            for (left, right), said in zip(pairwise(self.edges), row, strict=True):
                lines = said.replace("|", " |").split("|")[-self.shown :]
                for above, line in zip(reversed(range(len(lines))), lines, strict=True):
                    y = round(low + 2.5 + above * self.apart, 2)
                    out.append(text(left + 2, y, line).replace("/F1 10", f"/F1 {self.size}"))
                out.append(f"{left} {low} {right - left} {self.high} re S")
        return "\n".join(out)


def tasks(path: Path) -> list[Row]:
    return [
        row for table in read_file(path).tables for row in table.rows if row.kind is RowKind.TASK
    ]


FOUR = [
    ("STT", "Nhiem vu", "Don vi chu tri", "Thoi han"),
    ("1", "Ra soat cac diem sat lo ven song,|cam bien bao|truoc mua mua", "To mot", "1/6/2026"),
    ("2", "Sua duong vao nghia trang", "To hai", "2/6/2026"),
    ("3", "Van dong ho dan o ven kenh|di doi va|bo tri cho o tam", "To ba", "3/6/2026"),
    ("4", "Mo lop day boi cho tre em; ai|nghi hoc thi|vang thi hoc bu", "To bon", "4/6/2026"),
    ("5", "Lap ban do so|cac ho can giup do|khi co bao", "To nam", "5/6/2026"),
]
THREE = [
    ("STT", "Noi dung cong viec", "Thoi gian"),
    ("1", "Tong ket phong trao|thi dua va|de nghi khen thuong", "Quy I"),
    ("2", "Kiem ke dat cong|cua cac thon|theo mau moi", "Quy II"),
    ("3", "Trong cay", "Quy III"),
    ("4", "Thu gom vo chai thuoc|tren dong|ruong ve noi xu ly", "Quy IV"),
]
LEADS = [
    ("STT", "Nhiem vu", "Don vi chu tri", "Thoi han"),
    ("1", "Nao vet muong", "Phong Kinh te|phoi hop|cung cac to", "1/6/2026"),
    ("2", "Sua loa xom", "Doan xa|va hoi|phu nu", "2/6/2026"),
    ("3", "Ve sinh cho", "To ba", "3/6/2026"),
]


@pytest.mark.parametrize(
    ("sheet", "rows"),
    [
        (Sheet(NARROW, 15, 2), FOUR),
        (Sheet(WIDE, 12.5, 2), THREE),
        (Sheet(WIDE, 16, 2, size=12, apart=13.8), THREE),
        (Sheet(NARROW, 14, 2), LEADS),
        # Rows even lower than a line: nothing but the last one is there.
        (Sheet(NARROW, 11, 1), FOUR),
        (Sheet(WIDE, 14, 1, size=13, apart=15), THREE),
    ],
    ids=["tasks", "low", "larger", "leads", "last", "last, larger"],
)
def test_the_last_lines_of_texts_are_never_read_as_if_they_were_whole(
    tmp_path: Path, sheet: Sheet, rows: Sequence[Cells]
) -> None:
    with pytest.raises(UnreadableFileError, match="thấp hơn nội dung") as refused:
        read_file(pdf(tmp_path / "a.pdf", sheet.page(rows)))
    assert "AutoFit Row Height" in refused.value.fix
    assert refused.value.where is not None
    assert refused.value.where.file == "a.pdf"


def test_a_single_text_without_its_first_lines_is_told(tmp_path: Path) -> None:
    rows = [FOUR[0], *((str(n), f"Sua cau so {n}", f"To {n}", "6/2026") for n in range(1, 20))]
    rows[7] = ("7", "Van dong ho dan o ven kenh|di doi va|bo tri cho o tam", "To 7", "6/2026")
    source = read_file(pdf(tmp_path / "a.pdf", Sheet(NARROW, 15, 2).page(rows)))
    told = [found for found in source.findings if found.code == "text-overprinted"]
    assert [(found.where.sheet, found.where.row) for found in told] == [("Bảng 1", 8)]


@pytest.mark.parametrize("high", [15, 36])
def test_texts_all_of_whose_lines_are_in_the_file_are_read(tmp_path: Path, high: float) -> None:
    """A program may hide what finds no room only when the page is shown."""
    read = tasks(pdf(tmp_path / "a.pdf", Sheet(NARROW, high, 9).page(FOUR)))
    assert [row.says(Column.TASK) for row in read] == [r[1].replace("|", " ") for r in FOUR[1:]]


def test_tasks_that_somebody_began_with_small_letters_are_read(tmp_path: Path) -> None:
    rows = [FOUR[0], *((str(n), f"sua cau so {n}", f"to {n}", "6/2026") for n in range(1, 9))]
    assert len(tasks(pdf(tmp_path / "a.pdf", Sheet(NARROW, 15, 1).page(rows)))) == 8
