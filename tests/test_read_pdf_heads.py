"""Letterheads of PDFs: the issuer on the left, the motto and the day on the right."""

from pathlib import Path

import pytest

from pdf_pages import pdf, text
from reconcile.normalise.issuer import issuer_in
from reconcile.read import read_file
from test_read_pdf_shapes import page, rows

pytest.importorskip("pdfplumber")

MOTTO = ("CONG HOA XA HOI CHU NGHIA", "VIET NAM", "Doc lap - Tu do - Hanh phuc")
PARTY = ("DANG CONG SAN VIET NAM",)
DAY = "Ben Thu, ngay 05 thang 02 nam 2026"


def opening(left: tuple[str, ...], right: tuple[str, ...], *, gap: float = 300) -> str:
    """The head of a page, drawn line by line as programs do, above a table."""
    lines = [text(60, 830 - 12 * at, said) for at, said in enumerate(left)]
    return "\n".join([*lines, *(text(gap, 830 - 12 * at, s) for at, s in enumerate(right))])


@pytest.mark.parametrize(
    ("left", "right", "name"),
    [
        (("UY BAN NHAN DAN", "XA BEN THU"), MOTTO, "UBND xã Ben Thu"),
        (("UBND TINH TAN THU", "UBND XA BEN THU", "So: 7/KH-UBND"), MOTTO, "UBND xã Ben Thu"),
        (("DANG BO TINH TAN THU", "DANG UY XA BEN THU"), PARTY, "Đảng ủy xã Ben Thu"),
        (("DANG UY XA BEN THU", "CHI BO THON DONG"), (DAY,), "Chi bo thon dong xã Ben Thu"),
    ],
)  # fmt: skip
def test_the_two_halves_of_a_head_are_read_one_after_the_other(
    tmp_path: Path, left: tuple[str, ...], right: tuple[str, ...], name: str
) -> None:
    content = f"{opening(left, right)}\n{page(rows(1, 4), head=True, shaded=False)}"
    source = read_file(pdf(tmp_path / "a.pdf", content))
    unit = issuer_in([source])
    assert unit is not None
    assert unit.name == name
    assert [line.text for line in source.lines] == [*left, *right]


def test_lines_over_the_whole_width_stay_whole(tmp_path: Path) -> None:
    left, right = ("UBND XA BEN THU", "So: 7/KH-UBND"), MOTTO
    title = text(60, 788, "KE HOACH sua cau va duong lang cua toan xa trong nam 2026, dot mot")
    content = f"{opening(left, right)}\n{title}\n{page(rows(1, 4), head=True, shaded=False)}"
    source = read_file(pdf(tmp_path / "a.pdf", content))
    assert source.lines[-1].text.startswith("KE HOACH sua cau va duong lang cua toan xa trong nam")
    assert len(source.lines) == len(left) + len(right) + 1


@pytest.mark.parametrize(
    "head",
    [
        ("UY BAN NHAN DAN XA BEN THU", "So: 7/KH-UBND", "Ngay 15 thang 3 nam 2026", "KE HOACH"),
        ("CHI BO THON DONG BAC GIANG", "KE HOACH", "Hoc tap nghi quyet va don ve sinh nam 2026"),
        ("TRUONG TIEU HOC BEN THU SO 1", "Nam hoc 2026 - 2027"),
    ],
)
def test_short_lines_of_a_head_are_lines_of_their_own(
    tmp_path: Path, head: tuple[str, ...]
) -> None:
    lines = (text(60, 832 - 12 * at, said) for at, said in enumerate(head))
    content = "\n".join([*lines, page(rows(1, 4), head=True, shaded=False)])
    source = read_file(pdf(tmp_path / "a.pdf", content))
    assert [line.text for line in source.lines] == [*head]


@pytest.mark.parametrize("last", ["III/2026.", "UBND.", "HDND;"])
def test_the_last_words_of_a_sentence_are_part_of_it_though_they_are_capitals(
    tmp_path: Path, last: str
) -> None:
    long = "Cac to don ve sinh duong lang, phat quang bui ram va bao cao ket qua ve xa trong quy"
    below = (long, last, "TM. UY BAN NHAN DAN", "CHU TICH")
    lines = (text(60, 400 - 14 * at, said) for at, said in enumerate(below))
    content = "\n".join([page(rows(1, 4), head=True, shaded=False), *lines])
    source = read_file(pdf(tmp_path / "a.pdf", content))
    said = [line.text for line in source.lines]
    assert said == [f"{long} {last}", "TM. UY BAN NHAN DAN", "CHU TICH"]
