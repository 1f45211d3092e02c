"""PDFs in which no line parts a header over several columns from the headers of these."""

from pathlib import Path

import pytest

from pdf_pages import pdf, text
from reconcile.model import Column, Plan
from reconcile.normalise import to_plan
from reconcile.read import read_file

pytest.importorskip("pdfplumber")

EDGES = (50, 80, 270, 370, 470, 550)
BODY = (700, 660, 620, 580, 540)
TASKS = (
    ("Ra soat danh sach ho ngheo cua xa", "Phong Van hoa", "Cac thon", "30/6/2026"),
    ("Nang cap duong truyen cua tru so", "Phong Kinh te", "Doan xa", "31/8/2026"),
    ("Sua chua loa truyen thanh cac thon", "Van phong xa", "Hoi Phu nu", "15/10/2026"),
    ("Trong cay xanh doc duong lien thon", "Phong Kinh te", "Hoi Nong dan", "20/11/2026"),
)


def ruled(edges: tuple[int, ...], heights: tuple[int, ...]) -> str:
    across = [f"{edges[0]} {y} m {edges[-1]} {y} l S" for y in heights]
    upright = [f"{x} {heights[0]} m {x} {heights[-1]} l S" for x in edges]
    return "\n".join([*across, *upright])


def body() -> str:
    cells = []
    for at, (said, lead, support, due) in enumerate(TASKS):
        row = (str(at + 1), said, lead, support, due)
        cells += [text(x + 4, BODY[at] - 20, cell) for x, cell in zip(EDGES, row, strict=False)]
    return "\n".join([ruled(EDGES, BODY), *cells])


def head(over: str, left: str, right: str) -> str:
    return "\n".join(
        [
            text(52, 722, "STT"),
            text(90, 722, "Noi dung nhiem vu"),
            text(330, 729, over),
            text(290, 714, left),
            text(385, 714, right),
            text(474, 722, "Thoi han"),
        ]
    )


def plan(path: Path) -> Plan:
    return to_plan([read_file(path)])


@pytest.mark.parametrize(
    ("over", "left", "right"),
    [
        ("Co quan thuc hien", "Chu tri", "Phoi hop"),
        ("Don vi thuc hien", "Don vi chu tri", "Don vi phoi hop"),
        ("Phan cong thuc hien", "Co quan chu tri", "Co quan phoi hop"),
    ],
)
@pytest.mark.parametrize("framed", [False, True], ids=["no lines round it", "in a frame"])
def test_who_leads_and_who_supports_are_told_apart_below_one_header_without_lines(
    tmp_path: Path,
    over: str,
    left: str,
    right: str,
    framed: bool,  # noqa: FBT001
) -> None:
    # A frame in which the cell over the two columns has no line inside.
    frame = "50 740 m 550 740 l S " + " ".join(
        f"{x} 740 m {x} 700 l S" for x in (50, 80, 270, 470, 550)
    )
    path = pdf(tmp_path / "a.pdf", "\n".join([head(over, left, right), body(), frame * framed]))
    tasks = plan(path).tasks
    assert [task.lead for task in tasks] == [lead for _, lead, _, _ in TASKS]
    assert [task.support for task in tasks] == [support for _, _, support, _ in TASKS]
    assert [task.deadline.text for task in tasks] == [due for _, _, _, due in TASKS]


def test_words_below_a_header_that_head_nothing_do_not_part_it(tmp_path: Path) -> None:
    path = pdf(tmp_path / "a.pdf", f"{head('Co quan chu tri', 'trong', 'nam')}\n{body()}")
    columns = [heading.column for heading in read_file(path).tables[0].headings]
    assert Column.SUPPORT not in columns
    assert len(plan(path).tasks) == len(TASKS)
